//! `sekutu who`: a name or description to a coded party.

use crate::args::{WhoArgs, WhoFormat};
use crate::messages::Messages;
use crate::pipeline;
use anyhow::{Context, Result, bail};
use sekutu_model::Date;
use sekutu_parties::{Parties, Query};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

/// A line in.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    context: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default, alias = "lang")]
    language: Option<String>,
}

/// A line out.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    text: &'a str,
    country: Option<&'a str>,
    code: Option<&'a str>,
    sector: Option<&'a str>,
    name: Option<&'a str>,
    person: Option<&'a str>,
    role: Option<&'a str>,
    confidence: f32,
    why: &'a str,
}

/// Runs the command.
pub fn run(a: &WhoArgs, messages: &'static Messages) -> Result<ExitCode> {
    let own;
    let parties: &Parties = match &a.parties {
        None => Parties::builtin(),
        Some(p) => {
            own = pipeline::parties(Some(p))?;
            &own
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    if a.format == WhoFormat::Jsonl {
        let files: Vec<&String> = a.names.iter().filter(|n| *n == "-" || std::path::Path::new(n.as_str()).is_file()).collect();
        if files.len() == a.names.len() {
            if files.is_empty() {
                return lines(parties, a, BufReader::new(io::stdin()), "-", &mut out);
            }
            for f in files {
                if f == "-" {
                    lines(parties, a, BufReader::new(io::stdin()), f, &mut out)?;
                } else {
                    lines(parties, a, BufReader::new(std::fs::File::open(f).with_context(|| f.clone())?), f, &mut out)?;
                }
            }
            return Ok(ExitCode::SUCCESS);
        }
    }
    if a.names.is_empty() {
        bail!("a name is missing: sekutu who \"Gedung Putih\" --on 2022-11-07");
    }
    let mut all = true;
    for name in &a.names {
        let r = parties.resolve(&Query { text: name, context: &a.context, date: a.on, lang: a.language.as_deref() });
        all &= r.party.is_some();
        if a.format == WhoFormat::Jsonl {
            answer(&mut out, &serde_json::Value::Null, name, &r)?;
            continue;
        }
        match &r.party {
            None => writeln!(out, "{name}: {}", messages.unknown_party)?,
            Some(p) => {
                writeln!(out, "{name}: {} · {}", p.label(), p.name)?;
                if let Some(person) = &r.person {
                    writeln!(out, "  {person}{}", r.role.as_ref().map(|r| format!(", {r}")).unwrap_or_default())?;
                }
                writeln!(out, "  {}", r.why)?;
            }
        }
    }
    out.flush()?;
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn lines(parties: &Parties, a: &WhoArgs, input: impl BufRead, name: &str, out: &mut impl Write) -> Result<ExitCode> {
    for (n, line) in input.lines().enumerate() {
        let line = line.with_context(|| format!("{name}, line {}", n + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let asked: Asked = match serde_json::from_str(&line) {
            Ok(asked) => asked,
            Err(e) => {
                eprintln!("error: {name}, line {}: {e} (a line is an object with id, text and, where known, context and date)", n + 1);
                continue;
            }
        };
        let date = asked.date.as_deref().and_then(loose_date).or(a.on);
        let context = asked.context.as_deref().unwrap_or("");
        let lang = asked.language.as_deref().or(a.language.as_deref());
        let r = parties.resolve(&Query { text: &asked.text, context, date, lang });
        answer(out, &asked.id, &asked.text, &r)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn answer(out: &mut impl Write, id: &serde_json::Value, text: &str, r: &sekutu_parties::Resolution) -> Result<()> {
    let party = r.party.as_ref();
    let answer = Answer {
        id,
        text,
        country: r.country.as_deref(),
        code: party.and_then(|p| p.code.as_deref()),
        sector: party.and_then(|p| p.sector.as_deref()),
        name: party.map(|p| p.name.as_str()),
        person: r.person.as_deref(),
        role: r.role.as_deref(),
        confidence: r.confidence,
        why: &r.why,
    };
    serde_json::to_writer(&mut *out, &answer)?;
    Ok(out.write_all(b"\n")?)
}

/// A date as people write it in a table: ISO, "10 May 2015", "today".
fn loose_date(words: &str) -> Option<Date> {
    let words = words.trim();
    if words.eq_ignore_ascii_case("today") {
        return Some(jiff::Zoned::now().date());
    }
    let formats = ["%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d/%m/%Y", "%Y/%m/%d", "%Y-%m", "%B %Y", "%Y"];
    words.parse().ok().or_else(|| formats.iter().find_map(|f| jiff::fmt::strtime::parse(f, words).ok()?.to_date().ok())).or_else(|| {
        let year = words.get(..4)?.parse::<i16>().ok()?;
        let month = words.get(5..7).and_then(|m| m.parse().ok()).unwrap_or(7);
        Date::new(year, month, 1).ok()
    })
}
