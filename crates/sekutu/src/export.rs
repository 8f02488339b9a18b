//! `sekutu export`: the ledger in the forms that other programs read.

use crate::args::{Args, Export, ExportArgs, Table};
use crate::messages::Messages;
use crate::{ledger, search};
use anyhow::{Context, Result, bail};
use sekutu_export::{
    Annotations, ArticleRow, BibTex, Csv, DyadMonths, Gexf, GraphMl, JsonLines, Plover, Polecat, Record, Ris, SchemaClaims,
};
use sekutu_ledger::Ledger;
use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

/// Runs the command.
pub fn run(a: &ExportArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    if a.format == Table::Parquet && !cfg!(feature = "parquet") {
        bail!(messages.words.no_parquet);
    }
    let ledger = ledger::read(all, messages)?;
    match &a.output {
        None => write(a, &ledger, BufWriter::new(io::stdout())).context(messages.cannot_write)?,
        Some(path) => {
            // a file that was there stays until the new one is whole
            let part = path.with_extension("part");
            let file = std::fs::File::create(&part).with_context(|| format!("{}: {}", part.display(), messages.cannot_write))?;
            write(a, &ledger, BufWriter::new(file)).with_context(|| format!("{}: {}", path.display(), messages.cannot_write))?;
            std::fs::rename(&part, path).with_context(|| format!("{}: {}", path.display(), messages.cannot_write))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write<W: Write + Send>(a: &ExportArgs, ledger: &Ledger, mut out: W) -> Result<()> {
    let claims = ledger::claim_filter(&a.filter)?;
    let events = ledger::event_filter(&a.filter)?;
    match a.what {
        Export::Claims => rows(a.format, &mut out, |each| ledger_claims(ledger, &claims, &mut |row| each(&search::exported(row))))?,
        Export::Events => rows(a.format, &mut out, |each| ledger_events(ledger, &events, &mut |e| each(e)))?,
        Export::DyadMonths => {
            let mut months = DyadMonths::new();
            ledger_events(ledger, &events, &mut |e| {
                months.event(e);
                Ok(())
            })?;
            rows(a.format, &mut out, |each| months.rows().try_for_each(|row| each(&row)))?;
        }
        Export::Plover => {
            let mut to = Plover::new(&mut out)?;
            ledger_claims(ledger, &claims, &mut |row| Ok(to.claim(&search::exported(row))?))?;
            to.finish()?;
        }
        Export::Polecat => {
            let mut to = Polecat::new(&mut out)?;
            ledger_claims(ledger, &claims, &mut |row| Ok(to.claim(&search::exported(row))?))?;
            to.finish()?;
        }
        Export::Graphml => {
            let mut to = GraphMl::new(&mut out)?;
            ledger_events(ledger, &events, &mut |e| Ok(to.event(e)?))?;
            to.finish()?;
        }
        Export::Gexf => {
            let mut to = Gexf::new(&mut out)?;
            ledger_events(ledger, &events, &mut |e| Ok(to.event(e)?))?;
            to.finish()?;
        }
        Export::Ledger => {
            let mut to = sekutu_export::Ledger::new(&mut out)?;
            articles(ledger, &claims, &mut |row| Ok(to.article(row)?))?;
            to.finish()?;
        }
        Export::Annotations => {
            let mut to = Annotations::new(&mut out)?;
            articles(ledger, &claims, &mut |row| Ok(to.article(row)?))?;
            to.finish()?;
        }
        Export::SchemaOrg => {
            let mut to = SchemaClaims::new(&mut out)?;
            articles(ledger, &claims, &mut |row| Ok(to.article(row)?))?;
            to.finish()?;
        }
        Export::Bibtex => {
            let mut to = BibTex::new(&mut out)?;
            articles(ledger, &claims, &mut |row| Ok(to.article(row)?))?;
            to.finish()?;
        }
        Export::Ris => {
            let mut to = Ris::new(&mut out)?;
            articles(ledger, &claims, &mut |row| Ok(to.article(row)?))?;
            to.finish()?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Takes a row, in the middle of a stream of them.
type Each<'a, R> = dyn FnMut(&R) -> Result<()> + 'a;

/// A table of rows in the format asked for.
fn rows<R: Record, W: Write + Send>(format: Table, out: &mut W, feed: impl FnOnce(&mut Each<'_, R>) -> Result<()>) -> Result<()> {
    match format {
        Table::Csv => {
            let mut t = Csv::<R, _>::new(out)?;
            feed(&mut |row| Ok(t.row(row)?))?;
            t.finish()?;
        }
        Table::Jsonl => {
            let mut t = JsonLines::<R, _>::new(out)?;
            feed(&mut |row| Ok(t.row(row)?))?;
            t.finish()?;
        }
        #[cfg(feature = "parquet")]
        Table::Parquet => {
            let mut t = sekutu_export::Parquet::<R, _>::new(out)?;
            feed(&mut |row| Ok(t.row(row)?))?;
            t.finish()?;
        }
        #[cfg(not(feature = "parquet"))]
        Table::Parquet => bail!("built without parquet"),
    }
    Ok(())
}

/// Streams, and stops at the first error.
fn until<T>(
    each: &mut Each<'_, T>,
    stream: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>) -> Result<(), sekutu_ledger::LedgerError>,
) -> Result<()> {
    let mut failed = Ok(());
    stream(&mut |row| match each(&row) {
        Ok(()) => ControlFlow::Continue(()),
        Err(e) => {
            failed = Err(e);
            ControlFlow::Break(())
        }
    })?;
    failed
}

fn ledger_claims(ledger: &Ledger, filter: &sekutu_ledger::ClaimFilter, each: &mut Each<'_, sekutu_ledger::ClaimRow>) -> Result<()> {
    until(each, |f| ledger.each_claim(filter, f))
}

fn ledger_events(ledger: &Ledger, filter: &sekutu_ledger::EventFilter, each: &mut Each<'_, sekutu_ledger::EventRow>) -> Result<()> {
    until(each, |f| ledger.each_event(filter, f))
}

/// Articles; where a filter is given, those that hold a claim that fits, with these claims.
fn articles(ledger: &Ledger, filter: &sekutu_ledger::ClaimFilter, each: &mut Each<'_, ArticleRow>) -> Result<()> {
    let everything = *filter == sekutu_ledger::ClaimFilter { current: true, ..sekutu_ledger::ClaimFilter::default() };
    let mut fits: HashSet<String> = HashSet::new();
    if !everything {
        ledger_claims(ledger, filter, &mut |row| {
            fits.insert(row.claim.id.clone());
            Ok(())
        })?;
    }
    until(
        &mut |row: &sekutu_ledger::ArticleRow| {
            let mut claims = row.claims.clone();
            claims.retain(|c| everything || fits.contains(&c.id));
            if claims.is_empty() && !everything {
                return Ok(());
            }
            each(&ArticleRow { article: row.article.clone(), version: row.version, claims })
        },
        |f| ledger.each_article(f),
    )
}
