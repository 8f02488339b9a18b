//! `sekutu claims`, `events`, `articles`: the ledger searched.

use crate::args::{Args, ArticlesArgs, ClaimOrder, ClaimsArgs, EventOrder, EventsArgs, Paging, Rows, WhoFormat};
use crate::ledger;
use crate::messages::Messages;
use crate::output::{hop, shorten};
use anyhow::{Context, Result};
use sekutu_export::{Csv, Record};
use sekutu_ledger::{ClaimRow, ClaimSort, EventRow, EventSort, Page, Total};
use sekutu_merge::Step;
use sekutu_model::{Claim, Date, Party, PartyMention};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn page<S>(p: &Paging, sort: S) -> Page<S> {
    Page { limit: if p.limit == 0 { usize::MAX >> 1 } else { p.limit }, offset: p.offset, sort }
}

/// `sekutu claims`
pub fn claims(a: &ClaimsArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let ledger = ledger::read(all, messages)?;
    let mut filter = ledger::claim_filter(&a.filter)?;
    filter.current = !a.superseded;
    filter.event_ids.clone_from(&a.event);
    let sort = match a.sort {
        ClaimOrder::Newest => ClaimSort::Newest,
        ClaimOrder::Oldest => ClaimSort::Oldest,
        ClaimOrder::Published => ClaimSort::Published,
        ClaimOrder::Confidence => ClaimSort::Confidence,
    };
    let (rows, total) = ledger.claims(&filter, &page(&a.paging, sort))?;
    let mut out = BufWriter::new(io::stdout().lock());
    match a.paging.format {
        Rows::Csv => csv(&mut out, rows.iter().map(exported))?,
        Rows::Jsonl => {
            for row in &rows {
                serde_json::to_writer(
                    &mut out,
                    &Line {
                        claim: &row.claim,
                        outlet: &row.outlet,
                        published: row.published,
                        url: &row.url,
                        title: &row.title,
                        event_id: &row.event,
                    },
                )?;
                out.write_all(b"\n")?;
            }
        }
        Rows::Table => {
            for row in &rows {
                claim(&mut out, row, messages)?;
            }
        }
    }
    out.flush().context(messages.cannot_write)?;
    told(all, messages, rows.len(), a.paging.offset, total);
    Ok(ExitCode::SUCCESS)
}

/// A claim in the interchange form, with its article's particulars.
#[derive(serde::Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    claim: &'a Claim,
    outlet: &'a str,
    published: Option<Date>,
    url: &'a Option<String>,
    title: &'a Option<String>,
    event_id: &'a Option<String>,
}

/// A row as exports take it.
pub fn exported(row: &ClaimRow) -> sekutu_export::ClaimRow {
    sekutu_export::ClaimRow {
        claim: row.claim.clone(),
        outlet: row.outlet.clone(),
        published: row.published,
        url: row.url.clone(),
        title: row.title.clone(),
        sha256: row.sha256.clone(),
        version: row.version,
        event: row.event.clone(),
    }
}

fn csv<R: Record>(out: &mut impl Write, rows: impl Iterator<Item = R>) -> Result<()> {
    let mut t = Csv::<R, _>::new(out)?;
    for row in rows {
        t.row(&row)?;
    }
    t.finish()?;
    Ok(())
}

/// What is left, on standard error.
fn told(all: &Args, messages: &Messages, shown: usize, offset: usize, total: Total) {
    if all.quiet {
        return;
    }
    let w = &messages.words;
    let (n, more) = match total {
        Total::Exactly(n) => (n.to_string(), n > offset + shown),
        Total::MoreThan(n) => (format!(">{n}"), true),
    };
    if shown == 0 && offset == 0 {
        eprintln!("{}", w.no_such);
    } else if more {
        eprintln!("{}-{} {} {n}; {} {}", offset + 1, offset + shown, w.of, w.more, offset + shown);
    }
}

fn claim(out: &mut impl Write, row: &ClaimRow, messages: &Messages) -> Result<()> {
    let c = &row.claim;
    let day = c.when.as_ref().and_then(|w| w.from.or(w.to)).or(row.published).map_or_else(|| "          ".to_owned(), |d| d.to_string());
    writeln!(
        out,
        "{day}  {:<10} {:<9} {}  [{}]  {:.2}",
        c.event,
        messages.status(c.status),
        sides(&mentioned(&c.actor), &mentioned(&c.recipient), messages),
        c.trigger.text,
        c.confidence
    )?;
    let mut about: Vec<String> = Vec::new();
    if !c.said_by.is_empty() {
        about.push(format!("{} {}", messages.according_to, c.said_by.iter().map(hop).collect::<Vec<_>>().join(" ← ")));
    }
    if !c.denied_by.is_empty() {
        about.push(format!("{} {}", messages.denied_by, c.denied_by.iter().map(hop).collect::<Vec<_>>().join(", ")));
    }
    about.push(
        [
            Some(row.outlet.clone()).filter(|o| !o.is_empty()),
            row.published.map(|d| d.to_string()),
            row.title.clone().map(|t| format!("“{t}”")),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", "),
    );
    writeln!(out, "            {}", about.join(" · "))?;
    writeln!(out, "            “{}”", shorten(&c.evidence.quote().text.replace('\n', " "), 200))?;
    writeln!(out, "            {}{}", c.id, row.event.as_ref().map_or(String::new(), |e| format!(" ∈ {e}")))?;
    Ok(())
}

fn mentioned(parties: &[PartyMention]) -> Vec<Party> {
    parties.iter().map(|p| p.party.clone()).collect()
}

/// "Iran → Russia".
pub fn sides(actor: &[Party], recipient: &[Party], messages: &Messages) -> String {
    let names = |ps: &[Party]| -> String {
        let one = |p: &Party| match (&p.code, &p.sector) {
            (Some(_), Some(s)) if s != "GOV" => format!("{} ({s})", p.name),
            (Some(_), _) => p.name.clone(),
            (None, _) => format!("“{}”", p.name),
        };
        ps.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let from = if actor.is_empty() { messages.nobody.to_owned() } else { names(actor) };
    if recipient.is_empty() { from } else { format!("{from} → {}", names(recipient)) }
}

/// `sekutu events`
pub fn events(a: &EventsArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let ledger = ledger::read(all, messages)?;
    let filter = ledger::event_filter(&a.filter)?;
    let sort = match a.sort {
        EventOrder::Newest => EventSort::Newest,
        EventOrder::Oldest => EventSort::Oldest,
        EventOrder::Published => EventSort::Published,
        EventOrder::Origins => EventSort::Origins,
        EventOrder::Outlets => EventSort::Outlets,
    };
    let (rows, total) = ledger.events(&filter, &page(&a.paging, sort))?;
    let mut out = BufWriter::new(io::stdout().lock());
    match a.paging.format {
        Rows::Csv => csv(&mut out, rows.iter().cloned())?,
        Rows::Jsonl => {
            for row in &rows {
                serde_json::to_writer(&mut out, row)?;
                out.write_all(b"\n")?;
            }
        }
        Rows::Table => {
            for row in &rows {
                event(&mut out, row, a.history || !a.filter.id.is_empty(), messages)?;
            }
        }
    }
    out.flush().context(messages.cannot_write)?;
    told(all, messages, rows.len(), a.paging.offset, total);
    Ok(ExitCode::SUCCESS)
}

fn event(out: &mut impl Write, e: &EventRow, history: bool, messages: &Messages) -> Result<()> {
    let w = &messages.words;
    let day = match (e.from, e.to) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a}…{b}"),
        (a, b) => a.or(b).map_or_else(|| "          ".to_owned(), |d| d.to_string()),
    };
    let day = if e.stated || day.trim().is_empty() { day } else { format!("~{}", e.to.or(e.from).map_or(day, |d| d.to_string())) };
    writeln!(out, "{day}  {:<10} {:<9} {}", e.event, messages.status(e.status), sides(&e.actor, &e.recipient, messages))?;
    let mut about =
        vec![format!("{} {}", e.origins.len(), w.origins), format!("{} {}", e.outlets.len(), w.outlets), w.state(e.state).to_owned()];
    if e.contested {
        about.push(w.contested.to_uppercase());
    }
    about.extend(e.item.clone());
    about.extend(e.count.as_ref().map(|c| format!("× {c}")));
    about.extend(e.place.as_ref().map(|p| format!("@ {p}")));
    let kinds: std::collections::BTreeSet<_> = e.flags.iter().map(|f| f.kind).collect();
    about.extend(kinds.into_iter().map(|k| format!("⚑ {}", w.flag(k))));
    writeln!(out, "            {} · {}", about.join(" · "), e.id)?;
    if !history {
        return Ok(());
    }
    writeln!(out, "            {}", w.history)?;
    for s in &e.history {
        writeln!(
            out,
            "              {}  {:<10} {}  ({}, {})",
            s.date.map_or_else(|| "          ".to_owned(), |d| d.to_string()),
            s.speaker,
            step(s, messages),
            s.outlet,
            s.claim
        )?;
    }
    writeln!(out, "            {}", w.origins)?;
    for o in &e.origins {
        let self_ = if o.interested { format!(", {}", w.interested) } else { String::new() };
        writeln!(out, "              {} ({}{self_}): {}", o.key, w.origin(o.kind), o.outlets.join(", "))?;
        for why in &o.why {
            writeln!(out, "                {why}")?;
        }
    }
    if !e.flags.is_empty() {
        writeln!(out, "            {}", w.flags)?;
        for f in &e.flags {
            writeln!(out, "              {}: {}", w.flag(f.kind), shorten(&f.note.replace('\n', " "), 240))?;
        }
    }
    if !e.links.is_empty() {
        writeln!(out, "            {}", w.links)?;
        for l in &e.links {
            let why: Vec<&str> = l.why.iter().map(|r| w.reason(*r)).collect();
            writeln!(out, "              {} + {}  {:.2}  {}", l.claim, l.with, l.score, why.join(", "))?;
        }
    }
    Ok(())
}

/// "denied: drone, “before the war”".
fn step(s: &Step, messages: &Messages) -> String {
    let w = &messages.words;
    let mut scope: Vec<String> = s.scope.items.clone();
    scope.extend(s.scope.count.map(|n| format!("× {n}")));
    scope.extend(s.scope.limit.as_ref().map(|l| format!("“{l}”")));
    let what = match s.kind {
        sekutu_merge::StepKind::Asserted if s.status != sekutu_model::Status::Reported => {
            format!("{} ({})", w.state(s.kind), messages.status(s.status))
        }
        _ => w.state(s.kind).to_owned(),
    };
    let what = if s.later { format!("{what}, {}", w.later) } else { what };
    if scope.is_empty() { what } else { format!("{what}: {}", scope.join(", ")) }
}

/// `sekutu articles`
pub fn articles(a: &ArticlesArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let ledger = ledger::read(all, messages)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(key) = &a.versions {
        return versions(&ledger, key, a.format, &mut out, all, messages);
    }
    let hits = ledger.articles(&a.words.join(" "), a.limit, a.offset)?;
    for h in &hits {
        match a.format {
            WhoFormat::Jsonl => {
                serde_json::to_writer(
                    &mut out,
                    &serde_json::json!({"article": h.article, "key": h.key, "version": h.version, "claims": h.claims}),
                )?;
                writeln!(out)?;
            }
            WhoFormat::Table => {
                let date = h.article.date().map_or_else(|| "          ".to_owned(), |d| d.to_string());
                let title = h.article.title_text().unwrap_or(messages.untitled);
                writeln!(out, "{date}  {}  {title}", h.article.outlet.as_deref().unwrap_or(""))?;
                writeln!(out, "            {} {} · {}", h.claims, messages.words.claims, h.key)?;
            }
        }
    }
    out.flush().context(messages.cannot_write)?;
    if hits.is_empty() && !all.quiet {
        eprintln!("{}", messages.words.no_such);
    }
    Ok(ExitCode::SUCCESS)
}

/// A version as JSON, with the spans that differ from the one before.
fn changed(v: &sekutu_ledger::Version, changes: Option<&Vec<sekutu_ledger::Change>>) -> serde_json::Value {
    let changes = changes.map(|all| all.iter().map(|c| serde_json::json!({"old": c.old, "new": c.new})).collect::<Vec<_>>());
    serde_json::json!({"version": v.version, "sha256": v.sha256, "published": v.published, "successor": v.successor, "changes": changes})
}

fn versions(
    ledger: &sekutu_ledger::Ledger,
    key: &str,
    format: WhoFormat,
    out: &mut impl Write,
    all: &Args,
    messages: &'static Messages,
) -> Result<ExitCode> {
    let w = &messages.words;
    let versions = ledger.versions(key)?;
    if versions.is_empty() && !all.quiet {
        eprintln!("{}", w.no_such);
    }
    let mut before: Option<&sekutu_ledger::Version> = None;
    for v in &versions {
        let changes = before.map(|b| ledger.changed(&b.sha256, &v.sha256)).transpose()?;
        match format {
            WhoFormat::Jsonl => {
                serde_json::to_writer(&mut *out, &changed(v, changes.as_ref().and_then(Option::as_ref)))?;
                writeln!(out)?;
            }
            WhoFormat::Table => {
                let replaced =
                    v.successor.as_ref().map_or(String::new(), |s| format!("  {} {}", messages.words.superseded, &s[..12.min(s.len())]));
                writeln!(out, "{}  {}  {}{replaced}", v.version, v.published.map_or_else(String::new, |d| d.to_string()), v.sha256)?;
                match (&changes, before) {
                    (Some(None), _) => writeln!(out, "   {}", w.text_not_kept)?,
                    (Some(Some(changes)), Some(b)) => {
                        let (old, new) = (&b.article.text, &v.article.text);
                        for c in changes {
                            writeln!(out, "   {} “{}” ({}–{})", w.before, c.old.cut(old).unwrap_or_default(), c.old.start, c.old.end)?;
                            writeln!(out, "   {} “{}” ({}–{})", w.after, c.new.cut(new).unwrap_or_default(), c.new.start, c.new.end)?;
                        }
                    }
                    _ => {}
                }
            }
        }
        before = Some(v);
    }
    out.flush().context(messages.cannot_write)?;
    Ok(ExitCode::SUCCESS)
}
