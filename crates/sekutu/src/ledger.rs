//! Which ledger, and what is asked of it.

use crate::args::{Args, Filter};
use crate::messages::Messages;
use anyhow::{Context, Result, bail};
use sekutu_ledger::{ClaimFilter, EventFilter, Ledger, LedgerError, PartyIs};
use std::path::PathBuf;

/// The ledger's file: the one named, else the platform's.
pub fn path(all: &Args) -> Result<PathBuf> {
    if let Some(p) = &all.ledger {
        return Ok(p.clone());
    }
    let folder = dirs::data_dir().context("the platform names no data folder; name the ledger's file with --ledger FILE")?;
    Ok(folder.join("sekutu").join("ledger.sekutu"))
}

/// Opens it to be read; what is missing says how to make it.
pub fn read(all: &Args, messages: &'static Messages) -> Result<Ledger> {
    let path = path(all)?;
    match Ledger::read(&path) {
        Err(LedgerError::Missing { .. }) => bail!("{}: {}", path.display(), messages.words.empty),
        other => {
            let ledger = other?;
            if !all.quiet && !ledger.is_grouped()? {
                let w = &messages.words;
                eprintln!("{}", if ledger.is_of_this_version()? { w.not_grouped } else { w.older });
            }
            Ok(ledger)
        }
    }
}

/// Opens it to count ties. The events of an older version of the program lack what ties are counted from: they are written again first, once.
pub fn for_ties(all: &Args, messages: &'static Messages) -> Result<Ledger> {
    let ledger = read(all, messages)?;
    if ledger.is_of_this_version()? {
        return Ok(ledger);
    }
    drop(ledger);
    let mut ledger = write(all, None)?;
    crate::ingest::regroup(&mut ledger, all, messages)?;
    Ok(ledger)
}

/// Opens it to be written, and makes it where it is not there.
pub fn write(all: &Args, text: Option<bool>) -> Result<Ledger> {
    let path = path(all)?;
    if all.ledger.is_none()
        && let Some(folder) = path.parent()
    {
        std::fs::create_dir_all(folder).with_context(|| format!("{}: the folder cannot be made", folder.display()))?;
    }
    let options = sekutu_ledger::Options { text, ..sekutu_ledger::Options::default() };
    Ok(Ledger::open_with(&path, options)?)
}

fn parties(all: &[String]) -> Vec<PartyIs> {
    let Ok(parsed) = all.iter().map(|s| s.parse()).collect::<Result<_, std::convert::Infallible>>();
    parsed
}

fn dyad(f: &Filter) -> Result<Option<(String, String)>> {
    let Some(d) = &f.dyad else { return Ok(None) };
    match d.split_once([',', ':', '-']) {
        Some((a, b)) if !a.trim().is_empty() && !b.trim().is_empty() => Ok(Some((a.trim().to_owned(), b.trim().to_owned()))),
        _ => bail!("--dyad takes two parties, such as RUS,IRN; not {d:?}"),
    }
}

/// What is asked of claims.
pub fn claim_filter(f: &Filter) -> Result<ClaimFilter> {
    Ok(ClaimFilter {
        party: parties(&f.party),
        actor: parties(&f.actor),
        recipient: parties(&f.recipient),
        dyad: dyad(f)?,
        events: f.types.clone(),
        quads: f.quad.clone(),
        statuses: f.status.clone(),
        modes: f.mode.clone(),
        said_by: parties(&f.said_by),
        denied_by: parties(&f.denied_by),
        outlets: f.outlet.iter().map(|o| o.to_lowercase()).collect(),
        languages: f.language.clone(),
        from: f.since,
        to: f.until,
        text: f.text.clone(),
        articles: f.article.clone(),
        event_ids: Vec::new(),
        ids: f.id.clone(),
        current: true,
        min_origins: f.min_origins,
        contested: f.contested.then_some(true),
    })
}

/// What is asked of events.
pub fn event_filter(f: &Filter) -> Result<EventFilter> {
    Ok(EventFilter {
        party: parties(&f.party),
        actor: parties(&f.actor),
        recipient: parties(&f.recipient),
        dyad: dyad(f)?,
        events: f.types.clone(),
        quads: f.quad.clone(),
        statuses: f.status.clone(),
        modes: f.mode.clone(),
        said_by: parties(&f.said_by),
        denied_by: parties(&f.denied_by),
        outlets: f.outlet.iter().map(|o| o.to_lowercase()).collect(),
        languages: f.language.clone(),
        from: f.since,
        to: f.until,
        text: f.text.clone(),
        articles: f.article.clone(),
        ids: f.id.clone(),
        min_origins: f.min_origins,
        contested: f.contested.then_some(true),
    })
}
