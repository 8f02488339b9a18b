//! `sekutu codebook test`: a user's own types on what is known of them, and her sentences read by the whole reader.

use super::Own;
use crate::args::Rows;
use crate::messages::Messages;
use crate::output::shorten;
use crate::{model, own};
use anyhow::{Context, Result};
use sekutu_codebook::{Codebook, Expected, Figures, Matcher, Outcome, Sentence};
use sekutu_extract::{Extractor, Options};
use sekutu_model::{Article, Claim, PartyMention};
use sekutu_parties::Parties;
use sekutu_reader::{Reader, encoder::Thread};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// Runs the command; exit 1 where an example or a sentence fails.
pub fn run(file: &Path, format: Rows, messages: &'static Messages) -> Result<ExitCode> {
    let w = &messages.words.ties;
    let book = match super::own(file)? {
        Some(Own::Codebook(book)) => book,
        Some(Own::Weights(_)) => anyhow::bail!("{}: {}", file.display(), w.no_tests),
        None => return Ok(ExitCode::from(1)),
    };
    if book.types().is_empty() && book.tests().is_empty() {
        anyhow::bail!("{}: {}", file.display(), w.no_tests);
    }
    let reader = model::load(None)?;
    let matcher = own::matcher(&book, &reader)?;
    let results = sentences(&book, &matcher, &reader)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        Rows::Table => table(&mut out, &book, &matcher, &results, messages)?,
        Rows::Jsonl => lines(&mut out, &book, &matcher, &results)?,
        Rows::Csv => csv(&mut out, &book, &matcher)?,
    }
    out.flush().context(messages.cannot_write)?;
    let failed = matcher.figures().iter().flat_map(fails).count() + results.iter().filter(|r| r.why.is_some()).count();
    Ok(ExitCode::from(u8::from(failed > 0)))
}

/// The examples and counter-examples that the finished type has wrong.
fn fails(f: &Figures) -> impl Iterator<Item = &Outcome> {
    f.outcomes.iter().filter(|o| (o.example || o.counter) && !o.holds())
}

/// A test sentence and what was read in it.
struct Tried<'a> {
    sentence: &'a Sentence,
    /// The claims that were read, as `ARMS-TRANSFER USA → TWN reported`.
    read: Vec<String>,
    /// Why it fails: the first thing that the nearest claim has otherwise.
    why: Option<Why>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
enum Why {
    /// A claim where none was expected.
    Claim,
    /// No claim.
    NoClaim,
    Type,
    Mode,
    Quad,
    Status,
    Actor,
    Recipient,
}

fn sentences<'a>(book: &'a Codebook, matcher: &Matcher, reader: &Reader) -> Result<Vec<Tried<'a>>> {
    let extractor = Extractor { reader, parties: Parties::builtin(), codebook: book, options: Options::default() };
    let thread = Thread::new(1);
    let mut out = Vec::with_capacity(book.tests().len());
    for sentence in book.tests() {
        let mut article = Article::new(sekutu_text::canonical(&sentence.text));
        article.language = sentence.language.clone().or_else(|| sekutu_text::detect(&article.text).map(|l| l.code().to_owned()));
        let (claims, _) = extractor.read(&article, &thread);
        let mut seen = Vec::with_capacity(claims.len());
        for claim in claims {
            let own = own::own_type(&claim, matcher, reader, &thread)?.map(|m| m.own);
            seen.push((claim, own));
        }
        let why = match sentence.expect {
            Expected::Nothing => (!seen.is_empty()).then_some(Why::Claim),
            // the claim that goes furthest through the list is the one that was meant
            _ => seen
                .iter()
                .map(|(claim, own)| wrong(book, sentence, claim, *own))
                .max_by_key(|w| w.map_or(u8::MAX, |w| w as u8))
                .unwrap_or(Some(Why::NoClaim)),
        };
        let read = seen.iter().map(|(claim, own)| told(book, claim, *own)).collect();
        out.push(Tried { sentence, read, why });
    }
    Ok(out)
}

/// The first thing that is otherwise than asked.
fn wrong(book: &Codebook, asked: &Sentence, claim: &Claim, own: Option<usize>) -> Option<Why> {
    let quad = own.map_or_else(|| claim.event.quad(), |t| book.types()[t].quad);
    let is = match asked.expect {
        Expected::Custom(t) => own == Some(t),
        Expected::Plover(event) => own.is_none() && claim.event == event,
        Expected::Nothing => false,
    };
    let has = |parties: &[PartyMention], codes: &[String]| codes.iter().all(|code| parties.iter().any(|p| p.party.label() == *code));
    match () {
        () if !is => Some(Why::Type),
        () if asked.mode.is_some() && asked.mode != claim.mode => Some(Why::Mode),
        () if asked.quad.is_some_and(|q| q != quad) => Some(Why::Quad),
        () if asked.status.is_some_and(|s| s != claim.status) => Some(Why::Status),
        () if !has(&claim.actor, &asked.actor) => Some(Why::Actor),
        () if !has(&claim.recipient, &asked.recipient) => Some(Why::Recipient),
        () => None,
    }
}

fn told(book: &Codebook, claim: &Claim, own: Option<usize>) -> String {
    let side = |all: &[PartyMention]| all.iter().map(|p| p.party.label()).collect::<Vec<_>>().join("+");
    let kind = own.map_or_else(|| claim.event.name().to_owned(), |t| format!("{} ({})", book.types()[t].name, claim.event));
    let mode = claim.mode.as_deref().map_or_else(String::new, |m| format!("/{m}"));
    format!("{kind}{mode} {} → {} {}", side(&claim.actor), side(&claim.recipient), claim.status)
}

fn expected(book: &Codebook, s: &Sentence) -> String {
    match s.expect {
        Expected::Nothing => "none".to_owned(),
        Expected::Plover(event) => event.name().to_owned(),
        Expected::Custom(t) => book.types()[t].name.clone(),
    }
}

fn table(out: &mut impl Write, book: &Codebook, matcher: &Matcher, results: &[Tried<'_>], messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    for (t, f) in book.types().iter().zip(matcher.figures()) {
        let root = t.refines.map_or_else(|| t.quad.name().to_owned(), |r| r.name().to_owned());
        writeln!(
            out,
            "{} ({root}) · {} {}/{} · {} {}/{} · P {:.2} R {:.2} F1 {:.2} · {} {:.3}",
            t.name,
            w.recognised,
            f.right,
            f.right + f.missed,
            w.taken_wrongly,
            f.wrong,
            f.others,
            f.precision(),
            f.recall(),
            f.f1(),
            w.threshold,
            f.threshold
        )?;
        for o in f.outcomes.iter().filter(|o| o.taken != o.example) {
            let what = if o.example { w.missed } else { w.taken_wrongly };
            let fails = if (o.example || o.counter) && !o.holds() { w.fails } else { "" };
            writeln!(out, "     {what} ({:+.3}, {}): “{}”{fails}", o.margin, o.rival, shorten(&o.text, 120))?;
        }
    }
    for r in results.iter().filter(|r| r.why.is_some()) {
        let read = if r.read.is_empty() { messages.nobody.to_owned() } else { r.read.join("; ") };
        let why = r.why.map_or("", |why| w.why[why as usize]);
        writeln!(
            out,
            "{} {}: “{}”\n     {} {} · {} {read} · {why}",
            w.line,
            r.sentence.line,
            r.sentence.text,
            w.asked,
            expected(book, r.sentence),
            w.read
        )?;
    }
    if !results.is_empty() {
        let right = results.iter().filter(|r| r.why.is_none()).count();
        let found = results.iter().filter(|r| r.why != Some(Why::NoClaim)).count();
        writeln!(out, "{right}/{} {} · {found} {}", results.len(), w.tests_hold, w.with_claims)?;
    }
    Ok(())
}

fn lines(out: &mut impl Write, book: &Codebook, matcher: &Matcher, results: &[Tried<'_>]) -> Result<()> {
    for (t, f) in book.types().iter().zip(matcher.figures()) {
        let line = serde_json::json!({
            "kind": "type", "name": t.name, "refines": t.refines, "quad": t.quad, "threshold": f.threshold, "right": f.right, "missed": f.missed, "wrong": f.wrong,
            "others": f.others, "precision": f.precision(), "recall": f.recall(), "f1": f.f1(),
        });
        writeln!(out, "{line}")?;
        for o in &f.outcomes {
            let line = serde_json::json!({
                "kind": "sentence", "type": t.name, "text": o.text, "example": o.example, "counter": o.counter, "taken_left_out": o.taken, "taken": o.known,
                "margin": o.margin, "rival": o.rival,
            });
            writeln!(out, "{line}")?;
        }
    }
    for r in results {
        let line = serde_json::json!({
            "kind": "test", "line": r.sentence.line, "text": r.sentence.text, "type": expected(book, r.sentence), "read": r.read, "holds": r.why.is_none(), "why": r.why,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The types' figures.
fn csv(out: &mut impl Write, book: &Codebook, matcher: &Matcher) -> Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(["type", "refines", "threshold", "right", "missed", "wrong", "others", "precision", "recall", "f1"])?;
    for (t, f) in book.types().iter().zip(matcher.figures()) {
        let (counts, shares) = ([f.right, f.missed, f.wrong, f.others], [f.precision(), f.recall(), f.f1()]);
        let mut row = vec![t.name.clone(), t.refines.map_or_else(String::new, |r| r.name().to_owned()), f.threshold.to_string()];
        row.extend(counts.map(|n| n.to_string()));
        row.extend(shares.map(|s| format!("{s:.4}")));
        rows.write_record(row)?;
    }
    Ok(rows.flush()?)
}
