//! Ties for people.

use super::{Shown, Standing, Way, Whole, claims, counted, event, fading, name, named};
use crate::args::TieArgs;
use crate::messages::Messages;
use crate::output::shorten;
use crate::search::sides;
use crate::words::Words;
use anyhow::Result;
use sekutu_ledger::Ledger;
use sekutu_ties::{Blocs, By, EventId, Fact, Harm, Label, Line, Manner, Network, Points, Sectors, Side, Sum, Tie};
use std::io::Write;

/// "as of 2026-11-28 · half-life 90 days".
fn way_told(way: &Way, messages: &Messages) -> String {
    let w = &messages.words.ties;
    let mut all = vec![format!("{} {}", w.as_of, way.options.as_of)];
    all.extend(way.options.from.map(|f| format!("{} {f}", w.since)));
    all.push(fading(way.options.half_life, messages));
    if way.options.sectors == Sectors::All {
        all.push(w.all_sectors.to_owned());
    }
    if !way.options.confidence {
        all.push(format!("{} {}", w.left_out, w.confidence_too));
    }
    if !way.options.contested {
        all.push(format!("{} {}", w.left_out, w.contested_too));
    }
    all.extend(way.left_out.iter().map(|l| format!("{} {l}", w.left_out)));
    all.join(" · ")
}

fn figure(s: &Sum) -> String {
    format!("{:.2} [{:.2}, {:.2}]", s.value.value(), s.low, s.high)
}

/// "deeds 3.20, words 1.00 · 4 events · 2 origins".
fn made_of(s: &Sum, messages: &Messages) -> String {
    let w = &messages.words;
    format!(
        "{} {:.2}, {} {:.2} · {} · {}",
        w.ties.deeds,
        s.deeds.value(),
        w.ties.words,
        s.words.value(),
        counted(s.events, w.ties.events),
        counted(s.origins, w.ties.origins)
    )
}

fn sums(out: &mut impl Write, tie: &Tie, indent: &str, messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    let width = w.cooperation.chars().count().max(w.conflict.chars().count());
    for (s, what) in [(&tie.cooperation, w.cooperation), (&tie.conflict, w.conflict)] {
        if s.value > Points::ZERO {
            writeln!(out, "{indent}{what:<width$}  {:<24}  {}", figure(s), made_of(s, messages))?;
        } else {
            writeln!(out, "{indent}{what:<width$}  {:.2}", 0.0)?;
        }
    }
    Ok(())
}

/// Harms by giver, receiver and harmed, in the order of the first of each.
fn harms(out: &mut impl Write, all: &[Harm], indent: &str, messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    let mut lines: Vec<(&Harm, Points, usize)> = Vec::new();
    for h in all {
        match lines.iter_mut().find(|(x, ..)| (&x.by, &x.through, &x.to) == (&h.by, &h.through, &h.to)) {
            Some((_, sum, n)) => (*sum, *n) = (*sum + h.product, *n + 1),
            None => lines.push((h, h.product, 1)),
        }
    }
    for (h, sum, n) in lines {
        let [by, through, to] = [&h.by, &h.through, &h.to].map(|c| name(c, messages));
        writeln!(
            out,
            "{indent}{}: {by} {} {through}, {} {to}: {:.2} · {}",
            w.indirect,
            w.arms_to,
            w.at_war_with,
            sum.value(),
            counted(n, w.events)
        )?;
    }
    Ok(())
}

fn on_paper(out: &mut impl Write, facts: &[&Fact], indent: &str, messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    for f in facts {
        writeln!(out, "{indent}{}: {} ({}: {})", w.formal, fact(f, messages), w.from_source, f.source)?;
    }
    Ok(())
}

/// "treaty, “Treaty of Peace”, since 1994-10-26".
fn fact(f: &Fact, messages: &Messages) -> String {
    let w = &messages.words.ties;
    let from = f.from.map_or(String::new(), |d| format!(", {} {d}", w.since));
    // the program's own table calls relations nothing more than that
    let title = if f.title == Words::ENGLISH.ties.fact(f.kind) { String::new() } else { format!(", “{}”", f.title) };
    format!("{}{title}{from}", w.fact(f.kind))
}

/// All in one line, without their sources: "on paper, in no sum: defence pact, “North Atlantic Treaty (NATO)”, since 2023-04-04; …".
fn briefly(out: &mut impl Write, facts: &[&Fact], indent: &str, messages: &Messages) -> Result<()> {
    if facts.is_empty() {
        return Ok(());
    }
    let all: Vec<String> = facts.iter().map(|f| fact(f, messages)).collect();
    Ok(writeln!(out, "{indent}{}: {}", messages.words.ties.formal, all.join("; "))?)
}

/// `sekutu allies`
pub fn allies(out: &mut impl Write, code: &str, standing: &Standing<'_>, way: &Way, messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    let who = name(code, messages);
    writeln!(out, "{} · {}", named(code, messages), way_told(way, messages))?;
    for (label, shown, all) in &standing.groups {
        if shown.is_empty() {
            continue;
        }
        let heading = match label {
            Label::Cooperative => format!("{} {who}", w.with),
            Label::Conflictual => format!("{} {who}", w.against),
            Label::Mixed => w.both.to_owned(),
            Label::TooLittleEvidence => w.little.to_owned(),
        };
        writeln!(out, "\n{} ({all})", heading.to_uppercase())?;
        for Shown { tie, place, facts } in shown {
            writeln!(out, "{place:>3}. {}", named(&tie.b, messages))?;
            sums(out, tie, "     ", messages)?;
            harms(out, &tie.indirect, "     ", messages)?;
            briefly(out, facts, "     ", messages)?;
        }
    }
    Ok(())
}

/// `sekutu tie`
pub fn tie(out: &mut impl Write, whole: &Whole<'_>, a: &TieArgs, way: &Way, ledger: &Ledger, messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    let t = whole.tie;
    writeln!(out, "{} – {} · {}", named(&t.a, messages), named(&t.b, messages), way_told(way, messages))?;
    sums(out, t, "  ", messages)?;
    writeln!(out, "  {}: {}", w.label, w.label(t.label))?;
    let trend = &whole.trend;
    writeln!(
        out,
        "  {}: {} ({}: {} {}; τ {:.2}, p {:.3})",
        w.trend,
        w.direction(trend.direction),
        w.periods,
        trend.periods,
        w.step(whole.series.step),
        trend.tau,
        trend.p
    )?;
    harms(out, &t.indirect, "  ", messages)?;
    on_paper(out, &whole.facts, "  ", messages)?;
    if whole.changes.is_empty() {
        writeln!(out, "  {}: {}", w.changes, w.no_changes)?;
    } else {
        writeln!(out, "  {}:", w.changes)?;
    }
    for c in &whole.changes {
        let (before, after) = if c.side == Side::Cooperation { c.cooperation } else { c.conflict };
        let more = if c.more { w.more } else { w.fewer };
        writeln!(out, "    {}  {more} {}: {before:.2} → {after:.2} {}", c.at, w.side(c.side), w.a_period)?;
        for id in &c.events {
            writeln!(out, "      {}", event_told(ledger, *id, messages)?)?;
        }
    }
    if a.by.is_some() {
        periods(out, whole, messages)?;
    }
    if a.receipt {
        receipt(out, whole, way, ledger, messages)?;
    }
    Ok(())
}

/// "2022-11-03  AID  Iran → Russia  id".
fn event_told(ledger: &Ledger, id: EventId, messages: &Messages) -> Result<String> {
    Ok(match event(ledger, id)? {
        None => id.to_string(),
        Some(e) => {
            let day = e.to.or(e.from).or(e.last_report).map_or_else(String::new, |d| d.to_string());
            format!("{day:10}  {:<10} {}  {id}", e.event, sides(&e.actor, &e.recipient, messages))
        }
    })
}

fn periods(out: &mut impl Write, whole: &Whole<'_>, messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    let (c, f) = (w.cooperation.chars().count().max(8), w.conflict.chars().count().max(8));
    writeln!(out, "\n{:<22}  {:>c$}  {:>f$}  {}", w.period, w.cooperation, w.conflict, w.events[1])?;
    for p in &whole.series.points {
        let days = format!("{}…{}", p.from, p.to);
        writeln!(out, "{days:<22}  {:>c$.2}  {:>f$.2}  {} + {}", p.cooperation.value(), p.conflict.value(), p.events[0], p.events[1])?;
    }
    Ok(())
}

fn receipt(out: &mut impl Write, whole: &Whole<'_>, way: &Way, ledger: &Ledger, messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    let t = whole.tie;
    writeln!(out, "\n{}", w.receipt.to_uppercase())?;
    let mut sums = [Points::ZERO; 2];
    for l in &t.receipt {
        sums[l.side as usize] += l.product;
        line(out, t, l, messages)?;
        for (row, left) in claims(ledger, l, way)? {
            let q = row.claim.evidence.quote();
            let about: Vec<String> = [
                Some(row.outlet.clone()).filter(|o| !o.is_empty()),
                row.published.map(|d| d.to_string()),
                row.title.map(|t| format!("“{t}”")),
            ]
            .into_iter()
            .flatten()
            .collect();
            writeln!(out, "                {} · {}", about.join(", "), messages.status(row.claim.status))?;
            writeln!(out, "                “{}” ({}–{})", shorten(&q.text.replace('\n', " "), 200), q.span.start, q.span.end)?;
            let moved = if left == l.product { String::new() } else { format!(" · {} {:.6}", w.without_it, left.value()) };
            writeln!(out, "                {}{moved}", row.claim.id)?;
        }
    }
    for (side, sum) in [Side::Cooperation, Side::Conflict].into_iter().zip(sums) {
        writeln!(out, "{} {}  {:.6} = {:.6}", w.sum, w.side(side), sum.value(), t.sum(side).value.value())?;
    }
    Ok(())
}

/// "2022-11-03  +4.500000  AID reported  Iran → Russia" and what is multiplied.
fn line(out: &mut impl Write, t: &Tie, l: &Line, messages: &Messages) -> Result<()> {
    let w = &messages.words;
    let (a, b) = (name(&t.a, messages), name(&t.b, messages));
    let who = match l.by {
        By::A => format!("{a} → {b}"),
        By::B => format!("{b} → {a}"),
        By::Both => format!("{a} ↔ {b}"),
    };
    let day = l.day.map_or_else(|| format!("{:10}", w.ties.undated), |d| d.to_string());
    let manner = if l.manner == Manner::Deed { w.ties.deeds } else { w.ties.words };
    writeln!(
        out,
        "{day}  {:>9.6}  {} ({manner})  {:<10} {who}",
        l.product.value(),
        w.ties.side(l.side),
        l.own.as_deref().unwrap_or(l.kind.name())
    )?;
    let f = &l.factors;
    let sure = if f.confidence < 1.0 { format!(" × {} {}", f.confidence, w.ties.confidence) } else { String::new() };
    let contested = if l.contested { format!(" × {} {}", f.contested, w.contested) } else { String::new() };
    writeln!(
        out,
        "            {} {} × {} {} ({}){sure}{contested} × {} {:.4} · {} · {}",
        f.intensity,
        w.ties.intensity,
        f.status,
        w.ties.status,
        messages.status(l.status),
        w.ties.fading,
        f.decay,
        counted(l.origins, w.ties.origins),
        l.event
    )?;
    Ok(())
}

/// `sekutu blocs`
pub fn blocs(out: &mut impl Write, network: &Network, blocs: &Blocs, way: &Way, messages: &Messages) -> Result<()> {
    let w = &messages.words.ties;
    writeln!(out, "{} · {}", w.blocs.to_uppercase(), way_told(way, messages))?;
    let names = |codes: &[String]| codes.iter().map(|c| named(c, messages)).collect::<Vec<_>>().join(", ");
    for (i, bloc) in blocs.blocs.iter().enumerate().filter(|(_, b)| b.len() > 1) {
        writeln!(out, "{:>3}. {}", i + 1, names(bloc))?;
    }
    let alone: Vec<String> = blocs.blocs.iter().filter(|b| b.len() == 1).flatten().cloned().collect();
    if !alone.is_empty() {
        writeln!(out, "     {}: {}", w.alone, names(&alone))?;
    }
    if network.parties.is_empty() {
        return Ok(());
    }
    writeln!(out, "{} {:.3}", w.modularity, blocs.modularity)?;
    let b = &blocs.balance;
    let range = |low: String, high: String| if low == high { low } else { format!("{low}…{high}") };
    if let Some((low, high)) = b.value {
        writeln!(
            out,
            "{} {} · {} {} {} {}",
            w.balance,
            range(format!("{low:.3}"), format!("{high:.3}")),
            range(b.low.to_string(), b.high.to_string()),
            messages.words.of,
            b.edges,
            w.frustrated
        )?;
    }
    for camps in b.camps.iter().filter(|c| !c[0].is_empty() && !c[1].is_empty()) {
        writeln!(out, "{}:\n     {}\n     {}", w.camps, names(&camps[0]), names(&camps[1]))?;
    }
    Ok(())
}
