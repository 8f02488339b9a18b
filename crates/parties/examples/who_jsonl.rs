//! Resolves lines of JSON with `id`, `text`, `context`, `date` and `lang` on standard input; the day given as the only argument is "today".

use sekutu_parties::{Date, Kind, Parties, Query};
use std::io::{self, BufRead, Write};

fn date(s: &str, today: Option<Date>) -> Option<Date> {
    let s = s.trim().to_lowercase();
    if s == "today" {
        return today;
    }
    if let Ok(d) = s.parse() {
        return Some(d);
    }
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts: Vec<&str> = s.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let month = parts.iter().find_map(|p| months.iter().position(|m| p.starts_with(m)))? as i8 + 1;
    let year = parts.iter().find_map(|p| p.parse::<i16>().ok().filter(|y| *y > 1000))?;
    let day = parts.iter().find_map(|p| p.parse::<i8>().ok().filter(|d| (1..=31).contains(d))).unwrap_or(1);
    Date::new(year, month, day).ok()
}

fn main() -> io::Result<()> {
    let today = std::env::args().nth(1).and_then(|a| a.parse().ok());
    let parties = Parties::builtin();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let Ok(row) = serde_json::from_str::<serde_json::Value>(&line) else { continue };
        let get = |k: &str| row.get(k).and_then(|v| v.as_str()).unwrap_or("");
        let lang = Some(get("lang")).filter(|l| !l.is_empty());
        let r = parties.resolve(&Query { text: get("text"), context: get("context"), date: date(get("date"), today), lang });
        let party = r.party.clone();
        let sector = party.as_ref().and_then(|p| p.sector.clone());
        let answer = serde_json::json!({
            "id": get("id"), "text": get("text"), "country": r.country, "code": party.as_ref().and_then(|p| p.code.clone()),
            "sector": if r.kind == Kind::Pronoun { Some("UNK".to_owned()) } else { sector },
            "name": party.as_ref().map(|p| p.name.clone()), "kind": format!("{:?}", r.kind), "person": r.person, "role": r.role, "why": r.why,
        });
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
