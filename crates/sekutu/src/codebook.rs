//! `sekutu codebook`: the definitions and weights of events, a user's own beside ours.

use crate::args::{Args, Book, BookFile, CodebookArgs, DiffArgs, Rows};
use crate::ledger;
use crate::messages::Messages;
use crate::ties::{self, Way, fading, named};
use anyhow::{Context, Result};
use sekutu_codebook::Codebook;
use sekutu_ledger::Whose;
use sekutu_model::{Event, Status};
use sekutu_ties::{Label, Points, Tie, Weights};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
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
            let told = match parse(&ties::text(file)?) {
                Err(e) => {
                    eprintln!("sekutu: {}, {e}", file.display());
                    return Ok(ExitCode::from(1));
                }
                Ok(Own::Weights(own)) => format!("{}, {} {}; {}", w.weights, w.version, own.version(), fading(own.half_life(), messages)),
                Ok(Own::Codebook(own)) => {
                    let modes: usize = Event::ALL.iter().map(|e| own.modes(*e).len()).sum();
                    format!("{}, {} {}; {} {}, {modes} {}", w.codebook, w.version, own.version(), Event::ALL.len(), w.types, w.modes)
                }
            };
            writeln!(out, "{}: {told}", file.display()).context(messages.cannot_write)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Book::Diff(d)) => diff(d, a.format, all, messages),
    }
}

/// A user's own file.
enum Own {
    Weights(Weights),
    Codebook(Codebook),
}

/// A codebook has [[event]]s, weights have none.
fn parse(text: &str) -> Result<Own, String> {
    if text.lines().any(|l| l.trim_start().starts_with("[[event")) {
        Codebook::parse(text).map(Own::Codebook).map_err(|e| e.to_string())
    } else {
        Weights::parse(text).map(Own::Weights).map_err(|e| e.to_string())
    }
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

/// A weight that the file changes.
#[derive(serde::Serialize)]
struct Weight {
    kind: &'static str,
    what: String,
    before: Option<f64>,
    after: Option<f64>,
}

fn differing(own: &Own) -> Vec<Weight> {
    let mut all: BTreeMap<String, [Option<f64>; 2]> = BTreeMap::new();
    let mut put = |at: usize, what: String, value: f64| all.entry(what).or_default()[at] = Some(value);
    match own {
        Own::Codebook(own) => {
            for (at, book) in [Codebook::builtin(), own].into_iter().enumerate() {
                for r in rows(book, "en") {
                    put(at, r.mode.map_or_else(|| r.event.name().to_owned(), |m| format!("{}/{m}", r.event)), f64::from(r.weight));
                }
            }
        }
        Own::Weights(own) => {
            for (at, w) in [Weights::builtin(), own].into_iter().enumerate() {
                Status::ALL.iter().for_each(|s| put(at, s.name().to_owned(), w.status(*s)));
                put(at, "contested".into(), w.contested());
                put(at, "half-life".into(), w.half_life().get());
                put(at, "war days".into(), f64::from(w.war_days()));
                put(at, "war intensity".into(), w.war_intensity());
            }
        }
    }
    all.into_iter().filter(|(_, [x, y])| x != y).map(|(what, [before, after])| Weight { kind: "weight", what, before, after }).collect()
}

/// A tie that the file changes.
#[derive(serde::Serialize)]
struct Changed {
    kind: &'static str,
    a: String,
    b: String,
    cooperation: [Points; 2],
    conflict: [Points; 2],
    label: [Label; 2],
}

impl Changed {
    /// By how much, in millionths.
    fn by(&self) -> i64 {
        [self.cooperation, self.conflict].iter().map(|[x, y]| (*y - *x).millionths().abs()).sum()
    }
}

/// Two sums and a label of each tie.
type Sums = BTreeMap<(String, String), (Points, Points, Label)>;

fn sums(ties: Vec<Tie>) -> Sums {
    ties.into_iter().map(|t| ((t.a, t.b), (t.cooperation.value, t.conflict.value, t.label))).collect()
}

fn diff(d: &DiffArgs, format: Rows, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let own = match parse(&ties::text(&d.file)?) {
        Ok(own) => own,
        Err(e) => {
            eprintln!("sekutu: {}, {e}", d.file.display());
            return Ok(ExitCode::from(1));
        }
    };
    let ledger = ledger::for_ties(all, messages)?;
    let mut way = Way::of(&d.counting, &ledger)?;
    let count = |way: &Way| way.acts(&ledger, Whose::All, way.first_day(), |acts| sums(sekutu_ties::ties(acts, &way.options)));
    let before = count(&way)?;
    let differing = differing(&own);
    let after = match own {
        Own::Weights(own) => {
            way.options.half_life = d.counting.half_life.unwrap_or(own.half_life());
            way.options.weights = own;
            count(&way)?
        }
        Own::Codebook(own) => {
            way.acts(&ledger, Whose::All, way.first_day(), |acts| sums(sekutu_ties::ties(acts.map(|a| a.reweighed(&own)), &way.options)))?
        }
    };
    let none = (Points::ZERO, Points::ZERO, Label::TooLittleEvidence);
    let pairs: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let mut changed: Vec<Changed> = pairs
        .into_iter()
        .filter_map(|pair| {
            let (x, y) = (before.get(pair).unwrap_or(&none), after.get(pair).unwrap_or(&none));
            let (a, b) = pair.clone();
            (x != y).then_some(Changed { kind: "tie", a, b, cooperation: [x.0, y.0], conflict: [x.1, y.1], label: [x.2, y.2] })
        })
        .collect();
    changed.sort_by_key(|c| std::cmp::Reverse(c.by()));
    let n = changed.len();
    changed.truncate(if d.limit == 0 { n } else { d.limit });
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        Rows::Table => table(&mut out, &differing, &changed, messages)?,
        Rows::Jsonl => {
            for w in &differing {
                writeln!(out, "{}", serde_json::to_string(w)?)?;
            }
            for c in &changed {
                writeln!(out, "{}", serde_json::to_string(c)?)?;
            }
        }
        Rows::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            csv.write_record([
                "a",
                "b",
                "cooperation_before",
                "cooperation_after",
                "conflict_before",
                "conflict_after",
                "label_before",
                "label_after",
            ])?;
            for c in &changed {
                let [p, q, r, s] = [c.cooperation[0], c.cooperation[1], c.conflict[0], c.conflict[1]].map(|p| p.to_string());
                csv.write_record([&c.a, &c.b, &p, &q, &r, &s, c.label[0].name(), c.label[1].name()])?;
            }
            csv.flush()?;
        }
    }
    out.flush().context(messages.cannot_write)?;
    if !all.quiet {
        let w = &messages.words.ties;
        if n == 0 {
            eprintln!("{}", w.nothing_changes);
        } else if n > changed.len() {
            eprintln!("{} {} {} {n}", n - changed.len(), w.not_shown, messages.words.of);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn table(out: &mut impl Write, weights: &[Weight], changed: &[Changed], messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    let number = |x: Option<f64>| x.map_or_else(|| messages.nobody.to_owned(), |x| x.to_string());
    for d in weights {
        writeln!(out, "{:<28} {} → {}", d.what, number(d.before), number(d.after))?;
    }
    for c in changed {
        let moved = |[x, y]: [Points; 2]| format!("{:.2} → {:.2}", x.value(), y.value());
        let label =
            if c.label[0] == c.label[1] { String::new() } else { format!(" · {} → {}", w.label(c.label[0]), w.label(c.label[1])) };
        writeln!(
            out,
            "{} – {}\n     {} {} · {} {}{label}",
            named(&c.a, messages),
            named(&c.b, messages),
            w.cooperation,
            moved(c.cooperation),
            w.conflict,
            moved(c.conflict)
        )?;
    }
    Ok(())
}
