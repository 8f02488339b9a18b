//! `sekutu codebook diff`: which weights, claims and ties a file of one's own would change.

use super::{Own, rows};
use crate::args::{Args, DiffArgs, Rows};
use crate::messages::Messages;
use crate::output::shorten;
use crate::ties::{Way, named};
use crate::{ledger, own};
use anyhow::{Context, Result};
use sekutu_codebook::{Codebook, Matched};
use sekutu_ledger::{ClaimFilter, ClaimRow, Ledger, Whose};
use sekutu_model::{Claim, Quad, Status};
use sekutu_ties::{ClaimKey, Label, Points, Tie, Weights};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

/// A weight that the file changes.
#[derive(Serialize)]
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
                    put(at, typed(r.event.name(), r.mode), f64::from(r.weight));
                }
                for t in book.types() {
                    put(at, t.name.clone(), f64::from(t.weight));
                }
            }
        }
        Own::Weights(own) => {
            for (at, w) in [Weights::builtin(), own].into_iter().enumerate() {
                Status::ALL.iter().for_each(|s| put(at, s.name().to_owned(), w.status(*s)));
                put(at, "contested".into(), w.contested());
                put(at, "confidence".into(), w.confidence());
                put(at, "half-life".into(), w.half_life().get());
                put(at, "war days".into(), f64::from(w.war_days()));
                put(at, "war intensity".into(), w.war_intensity());
            }
        }
    }
    all.into_iter().filter(|(_, [x, y])| x != y).map(|(what, [before, after])| Weight { kind: "weight", what, before, after }).collect()
}

/// A tie that the file changes.
#[derive(Serialize)]
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

/// How a codebook sees a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Seen {
    /// The type with its mode, or the user's own.
    r#type: String,
    quad: Quad,
    weight: f32,
}

impl Seen {
    fn by(book: &Codebook, claim: &Claim, own: Option<Matched>) -> Seen {
        match own.map(|m| &book.types()[m.own]) {
            Some(t) => Seen { r#type: t.name.clone(), quad: t.quad, weight: t.weight },
            None => Seen {
                r#type: typed(claim.event.name(), claim.mode.as_deref()),
                quad: claim.event.quad(),
                weight: book.weight(claim.event, claim.mode.as_deref()),
            },
        }
    }
}

/// "ASSAULT/aerial".
fn typed(event: &str, mode: Option<&str>) -> String {
    mode.map_or_else(|| event.to_owned(), |m| format!("{event}/{m}"))
}

/// Claims that the file changes in one way.
#[derive(Serialize)]
struct Moved {
    kind: &'static str,
    before: Seen,
    after: Seen,
    count: usize,
    /// The first of them by article and place; so many as are asked for.
    examples: Vec<Example>,
}

/// One of those claims.
#[derive(Serialize)]
struct Example {
    id: String,
    outlet: String,
    published: Option<sekutu_model::Date>,
    evidence: String,
    /// How sure the matching to a type of one's own is.
    sure: Option<f32>,
}

/// The claims that a codebook changes, by how, the most frequent change first.
fn moved(ledger: &Ledger, own: &Codebook, matched: &HashMap<ClaimKey, Matched>, most: usize) -> Result<Vec<Moved>> {
    let mut all: BTreeMap<(String, String), Moved> = BTreeMap::new();
    let filter = ClaimFilter { current: true, ..ClaimFilter::default() };
    ledger.each_claim(&filter, &mut |row: ClaimRow| {
        let found = matched.get(&ClaimKey::of(&row.claim.id)).copied();
        let (before, after) = (Seen::by(Codebook::builtin(), &row.claim, None), Seen::by(own, &row.claim, found));
        if before != after {
            let key = (before.r#type.clone(), after.r#type.clone());
            let m = all.entry(key).or_insert_with(|| Moved { kind: "claims", before, after, count: 0, examples: Vec::new() });
            m.count += 1;
            if most == 0 || m.examples.len() < most {
                let evidence = row.claim.evidence.quote().text.clone();
                m.examples.push(Example {
                    id: row.claim.id,
                    outlet: row.outlet,
                    published: row.published,
                    evidence,
                    sure: found.map(|f| f.sure),
                });
            }
        }
        ControlFlow::Continue(())
    })?;
    let mut all: Vec<Moved> = all.into_values().collect();
    all.sort_by_key(|m| std::cmp::Reverse(m.count)); // stable: by names where counts are equal
    Ok(all)
}

/// How many claims count otherwise because their status does.
#[derive(Serialize)]
struct Restated {
    kind: &'static str,
    status: Status,
    before: f64,
    after: f64,
    count: usize,
}

fn restated(ledger: &Ledger, own: &Weights) -> Result<Vec<Restated>> {
    let mut out = Vec::new();
    for status in Status::ALL {
        let (before, after) = (Weights::builtin().status(*status), own.status(*status));
        if before != after {
            let filter = ClaimFilter { current: true, statuses: vec![*status], ..ClaimFilter::default() };
            let mut count = 0;
            ledger.each_claim(&filter, &mut |_| {
                count += 1;
                ControlFlow::Continue(())
            })?;
            out.push(Restated { kind: "status", status: *status, before, after, count });
        }
    }
    Ok(out)
}

/// Runs the command.
pub fn run(d: &DiffArgs, format: Rows, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let Some(own) = super::own(&d.file)? else { return Ok(ExitCode::from(1)) };
    let ledger = ledger::for_ties(all, messages)?;
    let mut way = Way::of(&d.counting, &ledger, all.quiet, messages)?;
    let count = |way: &Way| way.acts(&ledger, Whose::All, way.first_day(), |acts| sums(sekutu_ties::ties(acts, &way.options)));
    let before = count(&way)?;
    let differing = differing(&own);
    let (mut moved, mut restated) = (Vec::new(), Vec::new());
    let after = match own {
        Own::Weights(own) => {
            restated = self::restated(&ledger, &own)?;
            way.options.half_life = d.counting.half_life.unwrap_or(own.half_life());
            way.options.weights = own;
            count(&way)?
        }
        Own::Codebook(own) => {
            let matched = own::typed(&ledger, &own, Whose::All, all.quiet, messages)?;
            moved = self::moved(&ledger, &own, &matched, d.examples)?;
            let of = |claim: &ClaimKey| matched.get(claim).map(|m| &own.types()[m.own]);
            way.acts(&ledger, Whose::All, way.first_day(), |acts| {
                sums(sekutu_ties::ties(acts.map(|a| a.reweighed(&own).narrowed(of)), &way.options))
            })?
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
        Rows::Table => {
            table(&mut out, &differing, &changed, messages)?;
            claims(&mut out, &moved, &restated, messages)?;
        }
        Rows::Jsonl => {
            for w in &differing {
                writeln!(out, "{}", serde_json::to_string(w)?)?;
            }
            for m in &moved {
                writeln!(out, "{}", serde_json::to_string(m)?)?;
            }
            for r in &restated {
                writeln!(out, "{}", serde_json::to_string(r)?)?;
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

/// The claims, after the ties.
fn claims(out: &mut impl Write, moved: &[Moved], restated: &[Restated], messages: &Messages) -> Result<()> {
    let w = &messages.words;
    let all: usize = moved.iter().map(|m| m.count).chain(restated.iter().map(|r| r.count)).sum();
    if all > 0 {
        writeln!(out, "\n{} ({all})", w.claims.to_uppercase())?;
    }
    for r in restated {
        writeln!(out, "{:<28} {} → {} · {} {}", messages.status(r.status), r.before, r.after, r.count, w.claims)?;
    }
    for m in moved {
        let quad = if m.before.quad == m.after.quad { String::new() } else { format!(" · {} → {}", m.before.quad, m.after.quad) };
        writeln!(out, "{} {} → {} {}{quad} · {} {}", m.before.r#type, m.before.weight, m.after.r#type, m.after.weight, m.count, w.claims)?;
        for e in &m.examples {
            let day = e.published.map_or_else(String::new, |d| format!(", {d}"));
            let sure = e.sure.map_or_else(String::new, |s| format!(" · {} {s:.2}", w.ties.sure));
            writeln!(out, "     “{}”\n     {}{day} · {}{sure}", shorten(&e.evidence.replace('\n', " "), 160), e.outlet, e.id)?;
        }
    }
    Ok(())
}
