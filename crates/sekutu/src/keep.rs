//! `sekutu runs`, `verify`, `import`, `group`: the ledger kept.

use crate::args::{Args, GroupArgs, ImportArgs, RunsArgs, Settle, VerifyArgs, WhoFormat};
use crate::ingest::{Writer, regroup};
use crate::inputs;
use crate::ledger;
use crate::messages::Messages;
use crate::pipeline::{Distance, Progress};
use anyhow::{Context, Result};
use jiff::Timestamp;
use sekutu_intake::{Item, Source};
use sekutu_ledger::{Input, Problem, RunInfo};
use sekutu_merge::{Carrier, Decision};
use sekutu_model::{Diagnostic, Severity};
use std::collections::HashMap;
use std::io::{self, BufReader, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

/// `sekutu runs`
pub fn runs(a: &RunsArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let ledger = ledger::read(all, messages)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for r in ledger.runs()? {
        if a.format == WhoFormat::Jsonl {
            serde_json::to_writer(&mut out, &r)?;
            writeln!(out)?;
            continue;
        }
        let w = &messages.words;
        let ended = r.finished.map_or_else(|| w.unfinished.to_owned(), |t| t.to_string());
        writeln!(out, "{}  {} … {ended}", r.id.0, r.info.started)?;
        writeln!(
            out,
            "   sekutu {} · model {} · codebook {} · parties {}",
            r.info.program,
            short(&r.info.model),
            r.info.codebook,
            short(&r.info.parties)
        )?;
        if let Some(c) = &r.counts {
            let parts = [
                (c.articles, w.articles),
                (c.new, w.new),
                (c.versions, w.versions),
                (c.reread, w.reread),
                (c.unchanged, w.unchanged),
                (c.refused, w.refused),
                (c.claims, w.claims),
            ];
            writeln!(out, "   {}", parts.map(|(n, what)| format!("{n} {what}")).join(", "))?;
        }
        for i in r.inputs.iter().filter(|_| a.inputs) {
            writeln!(
                out,
                "   {}  {}  {} {}, {} {}",
                i.sha256.as_deref().unwrap_or("?"),
                i.source,
                i.articles,
                w.articles,
                i.claims,
                w.claims
            )?;
        }
    }
    out.flush().context(messages.cannot_write)?;
    Ok(ExitCode::SUCCESS)
}

fn short(hash: &str) -> &str {
    if hash.len() == 64 { &hash[..12] } else { hash }
}

/// `sekutu verify`
pub fn verify(a: &VerifyArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let ledger = ledger::read(all, messages)?;
    let w = &messages.words;
    let mut texts: HashMap<String, String> = HashMap::new();
    let (list, problems) = inputs::list(&a.paths);
    for (name, e) in &problems {
        eprintln!("{}", Diagnostic::new(Severity::Error, name, messages.cannot_open(e)));
    }
    for input in &list {
        match input.open() {
            Err(e) => eprintln!("{}", Diagnostic::new(Severity::Error, &input.name, messages.cannot_open(&e))),
            Ok(bytes) => sekutu_intake::read(BufReader::new(bytes), &Source { name: &input.name, from: a.from }, &mut |item| {
                match item {
                    Item::Article(article) => {
                        texts.insert(article.sha256, article.text);
                    }
                    Item::Diagnostic(d) if !all.quiet || d.severity == Severity::Error => eprintln!("{d}"),
                    Item::Diagnostic(_) => {}
                }
                ControlFlow::Continue(())
            }),
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed: Result<()> = Ok(());
    let of = |sha: &str| texts.get(sha).cloned();
    let checked = ledger.verify(if a.paths.is_empty() { None } else { Some(&of) }, &mut |p| {
        if failed.is_ok() {
            failed = problem(&mut out, &p);
        }
    })?;
    failed.context(messages.cannot_write)?;
    out.flush().context(messages.cannot_write)?;
    if !all.quiet {
        let counts = [
            (checked.articles, w.hashes),
            (checked.quotes, w.spans),
            (checked.claims, w.claims),
            (checked.events, w.events),
            (checked.problems, w.problems),
        ];
        eprintln!("{}", counts.map(|(n, what)| format!("{n} {what}")).join(", "));
        if checked.articles_without_text > 0 {
            eprintln!("{} {}", checked.articles_without_text, w.without_text);
        }
        if checked.problems == 0 {
            eprintln!("{}", w.all_right);
        }
    }
    Ok(if checked.problems == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn problem(out: &mut impl Write, p: &Problem) -> Result<()> {
    Ok(writeln!(out, "{:?}: {}: {}", p.kind, p.of, p.what)?)
}

/// `sekutu import`
pub fn import(a: &ImportArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let info = RunInfo {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        model: "imported".to_owned(),
        codebook: sekutu_codebook::Codebook::builtin().version().to_owned(),
        parties: sekutu_parties::Parties::builtin().version(),
        options: serde_json::json!({"files": a.files}),
        started: Timestamp::now(),
    };
    let (list, problems) = inputs::list(&a.files);
    let mut failed = !problems.is_empty();
    for (name, e) in &problems {
        eprintln!("{}", Diagnostic::new(Severity::Error, name, messages.cannot_open(e)));
    }
    if list.is_empty() {
        return Ok(ExitCode::from(2));
    }
    let mut into = Writer::open(all, None, messages, &info, "imported".to_owned())?;
    let distance = Distance::default();
    let mut progress = Progress::new(messages, !all.quiet, &distance);
    for input in &list {
        let bytes = match input.open() {
            Ok(bytes) => bytes,
            Err(e) => {
                failed = true;
                eprintln!("{}", Diagnostic::new(Severity::Error, &input.name, messages.cannot_open(&e)));
                continue;
            }
        };
        let mut of = Input { source: input.name.clone(), sha256: None, articles: 0, claims: 0 };
        for row in sekutu_export::import::lines(BufReader::with_capacity(1 << 16, bytes)) {
            match row {
                Err(e) => {
                    failed = true;
                    into.counts.problems += 1;
                    progress.told(&Diagnostic::new(Severity::Error, &input.name, e.to_string()), all.quiet);
                }
                Ok(row) => {
                    of.articles += 1;
                    of.claims += row.claims.len() as u64;
                    progress.step(row.claims.len());
                    let carrier = Carrier::of(&row.article, sekutu_parties::Parties::builtin());
                    into.take((row.article, carrier, row.claims), &progress, all.quiet)?;
                }
            }
        }
        into.ended(of, &progress, all.quiet)?;
    }
    into.flush(&progress, all.quiet)?;
    progress.end();
    let nothing = into.counts.articles == 0;
    into.finish(all)?;
    Ok(if nothing && failed { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// `sekutu group`
pub fn group(a: &GroupArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let w = &messages.words;
    let mut ledger = ledger::write(all, None)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match &a.what {
        None => {
            for (a, b, d) in ledger.decisions()? {
                writeln!(out, "{a} {b} {}", if d == Decision::Together { w.together } else { w.apart })?;
            }
        }
        Some(Settle::Together { a, b }) => ledger.decide(a, b, Decision::Together)?,
        Some(Settle::Apart { a, b }) => ledger.decide(a, b, Decision::Apart)?,
        Some(Settle::Undo { a, b }) => {
            if !ledger.undecide(a, b)? {
                eprintln!("{}", w.was_not_settled);
                return Ok(ExitCode::from(1));
            }
        }
    }
    out.flush().context(messages.cannot_write)?;
    if a.what.is_some() || !ledger.is_grouped()? {
        regroup(&mut ledger, all, messages)?;
        if a.what.is_some() && !all.quiet {
            eprintln!("{}", w.settled);
        }
    }
    Ok(ExitCode::SUCCESS)
}
