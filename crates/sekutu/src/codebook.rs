//! `sekutu codebook`: the definitions and weights of events, a user's own beside ours.

mod diff;
mod test;

use crate::args::{Args, Book, BookFile, CodebookArgs, Rows};
use crate::messages::Messages;
use crate::ties::{self, fading};
use anyhow::{Context, Result};
use sekutu_codebook::Codebook;
use sekutu_model::{Event, Status};
use sekutu_ties::Weights;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// `sekutu codebook`
pub fn run(a: &CodebookArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    match &a.what {
        None | Some(Book::Show) => show(a.format, messages),
        Some(Book::Toml { which }) => {
            let text = match which {
                BookFile::Codebook => Codebook::BUILTIN_TOML,
                BookFile::Weights => Weights::BUILTIN_TOML,
            };
            io::stdout().lock().write_all(text.as_bytes()).context(messages.cannot_write)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Book::Check { file }) => {
            let mut out = io::stdout().lock();
            let w = &messages.words.ties;
            let told = match own(file)? {
                None => return Ok(ExitCode::from(1)),
                Some(Own::Weights(own)) => format!("{}, {} {}; {}", w.weights, w.version, own.version(), fading(own.half_life(), messages)),
                Some(Own::Codebook(own)) => {
                    let modes: usize = Event::ALL.iter().map(|e| own.modes(*e).len()).sum();
                    let mut told =
                        format!("{}, {} {}; {} {}, {modes} {}", w.codebook, w.version, own.version(), Event::ALL.len(), w.types, w.modes);
                    if !own.types().is_empty() || !own.tests().is_empty() {
                        told += &format!("; {} {}, {} {}", own.types().len(), w.own_types, own.tests().len(), w.tests);
                    }
                    told
                }
            };
            writeln!(out, "{}: {told}", file.display()).context(messages.cannot_write)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Book::Test { file }) => test::run(file, a.format, messages),
        Some(Book::Diff(d)) => diff::run(d, a.format, all, messages),
    }
}

/// A user's own file.
enum Own {
    Weights(Weights),
    Codebook(Codebook),
}

/// The file read; what is wrong with it is told, and it is `None` then.
fn own(file: &Path) -> Result<Option<Own>> {
    let text = ties::text(file)?;
    // weights have no such tables
    let book = text.lines().any(|l| ["[[event", "[[type", "[[test"].iter().any(|t| l.trim_start().starts_with(t)));
    let parsed = if book {
        Codebook::parse(&text).map(Own::Codebook).map_err(|e| e.to_string())
    } else {
        Weights::parse(&text).map(Own::Weights).map_err(|e| e.to_string())
    };
    if let Err(e) = &parsed {
        eprintln!("sekutu: {}, {e}", file.display());
    }
    Ok(parsed.ok())
}

/// A type, or one of its modes.
struct Row<'a> {
    event: Event,
    mode: Option<&'a str>,
    weight: f32,
    cameo: Option<&'a str>,
    definition: &'a str,
}

fn rows<'a>(book: &'a Codebook, lang: &str) -> Vec<Row<'a>> {
    let row = |event: Event, mode: Option<&'a str>, definition: &'a str| Row {
        event,
        mode,
        weight: book.weight(event, mode),
        cameo: book.cameo(event, mode, Status::Reported),
        definition,
    };
    let of = |event: &Event| {
        let modes = book.modes(*event).iter().map(|m| row(*event, Some(&m.term.name), m.term.definition(lang)));
        std::iter::once(row(*event, None, book.definition(*event, lang))).chain(modes.collect::<Vec<_>>())
    };
    Event::ALL.iter().flat_map(of).collect()
}

fn show(format: Rows, messages: &Messages) -> Result<ExitCode> {
    let (book, weights, w) = (Codebook::builtin(), Weights::builtin(), &messages.words.ties);
    let lang = messages.page.lang;
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        Rows::Table => {
            writeln!(out, "{} {} · {} · {}", w.codebook, book.version(), book.source(), book.licence())?;
            for r in rows(book, lang) {
                let (kind, quad) = r.mode.map_or_else(|| (r.event.name().to_owned(), r.event.quad().name()), |m| (format!("  {m}"), ""));
                writeln!(out, "{kind:<18} {:>5.1}  {:<4} {quad:<21} {}", r.weight, r.cameo.unwrap_or(""), r.definition)?;
            }
            writeln!(out, "\n{} {} · {}", w.weights, weights.version(), fading(weights.half_life(), messages))?;
            for s in Status::ALL {
                writeln!(out, "{:<18} {:>5.2}", messages.status(*s), weights.status(*s))?;
            }
            writeln!(out, "{:<18} {:>5.2}", messages.words.contested, weights.contested())?;
            writeln!(out, "{:<18} {:>5.2}", w.confidence_too, weights.confidence())?;
        }
        Rows::Jsonl => {
            for r in rows(book, lang) {
                let line = serde_json::json!({"type": r.event, "mode": r.mode, "quad": r.event.quad(), "weight": r.weight, "cameo": r.cameo, "definition": r.definition});
                writeln!(out, "{line}")?;
            }
        }
        Rows::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            csv.write_record(["type", "mode", "quad", "weight", "cameo", "definition"])?;
            for r in rows(book, lang) {
                let weight = r.weight.to_string();
                csv.write_record([
                    r.event.name(),
                    r.mode.unwrap_or(""),
                    r.event.quad().name(),
                    &weight,
                    r.cameo.unwrap_or(""),
                    r.definition,
                ])?;
            }
            csv.flush()?;
        }
    }
    out.flush().context(messages.cannot_write)?;
    Ok(ExitCode::SUCCESS)
}
