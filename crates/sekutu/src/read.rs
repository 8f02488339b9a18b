//! `sekutu read`: articles in, claims out, nothing stored.

use crate::args::{Args, Format, ReadArgs};
use crate::messages::Messages;
use crate::pipeline::{self, Distance, Done, Pipeline, Progress};
use crate::{model, output};
use anyhow::{Context, Result};
use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;

/// Runs the command.
pub fn run(a: &ReadArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let parties = pipeline::parties(a.reading.parties.as_deref())?;
    let reader = if a.format == Format::Text { None } else { Some(model::load(a.reading.model.as_deref())?) };
    let extractor = reader.as_ref().map(|reader| pipeline::extractor(&a.reading, reader, &parties));
    let mut out = output::writer(a.format, messages, BufWriter::new(io::stdout().lock()))?;
    let distance = Distance::default();
    let mut progress = Progress::new(messages, !(all.quiet || io::stdout().is_terminal() && a.format == Format::Table), &distance);
    let read = |article: &_, thread: &_| extractor.as_ref().map_or_else(Default::default, |e| e.read(article, thread));
    let mut any = false;
    let pipeline = Pipeline { args: &a.reading, messages, read: &read };
    let failed = pipeline.run(&mut |_| false, &distance, &mut |done| {
        match done {
            Done::Diagnostic(d) => progress.told(&d, all.quiet),
            Done::Article(article, claims, diagnostics) => {
                any = true;
                progress.step(claims.len());
                for d in &diagnostics {
                    progress.told(d, all.quiet);
                }
                out.article(&article, &claims).context(messages.cannot_write)?;
            }
            Done::Known | Done::End { .. } => {}
        }
        Ok(())
    })?;
    out.finish().context(messages.cannot_write)?;
    progress.end();
    if !any && failed {
        return Ok(ExitCode::from(2));
    }
    if !any && !all.quiet {
        eprintln!("{}", messages.nothing_to_read);
    }
    Ok(ExitCode::SUCCESS)
}
