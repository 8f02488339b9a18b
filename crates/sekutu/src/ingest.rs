//! `sekutu ingest`: the same reading as `sekutu read`, into the ledger.

use crate::args::{Args, IngestArgs, Switch};
use crate::messages::Messages;
use crate::pipeline::{self, Distance, Done, Pipeline, Progress};
use crate::{given, ledger, model};
use anyhow::{Context, Result};
use jiff::Timestamp;
use sekutu_codebook::Codebook;
use sekutu_ledger::{Counts, Input, Ledger, Read, RunId, RunInfo, Stored};
use sekutu_merge::Carrier;
use sekutu_model::{Article, Claim, Diagnostic, Severity};
use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How many articles, or how much time, one transaction holds at most.
const BATCH: usize = 64;
const AT_MOST: Duration = Duration::from_millis(1500);

/// Runs the command.
pub fn run(a: &IngestArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let parties = pipeline::parties(a.reading.parties.as_deref())?;
    let given = a.claims.as_deref().map(given::Claims::open).transpose()?;
    let reader = if given.is_some() { None } else { Some(model::load(a.reading.model.as_deref())?) };
    let extractor = reader.as_ref().map(|reader| pipeline::extractor(&a.reading, reader, &parties));
    let info = RunInfo {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        model: match &a.claims {
            Some(_) => "claims given".to_owned(),
            None => model::version(a.reading.model.as_deref())?,
        },
        codebook: Codebook::builtin().version().to_owned(),
        parties: parties.version(),
        options: serde_json::json!({
            "paths": a.reading.paths, "from": a.reading.from.map(|k| k.to_string()), "date": a.reading.date, "language": a.reading.language,
            "min_confidence": a.reading.min_confidence, "every_sentence": a.reading.every_sentence, "claims": a.claims,
        }),
        started: Timestamp::now(),
    };
    // what decides how a text is read: the same string and the same text give the same claims
    let how = format!(
        "{} {} {} {} {} {}",
        info.program, info.model, info.codebook, info.parties, a.reading.min_confidence, a.reading.every_sentence
    );
    let mut into = Writer::open(all, a.text.map(|t| t == Switch::On), messages, &info, how.clone())?;
    let looking = Ledger::read(&ledger::path(all)?)?;
    let distance = Distance::default();
    let mut progress = Progress::new(messages, !all.quiet, &distance);
    let read = |article: &_, thread: &_| match (&given, &extractor) {
        (Some(given), _) => given.of(article),
        (None, Some(e)) => e.read(article, thread),
        (None, None) => Default::default(),
    };
    let pipeline = Pipeline { args: &a.reading, messages, read: &read };
    let (again, known) = (a.again || given.is_some(), how.clone());
    let mut input = Input { source: String::new(), sha256: None, articles: 0, claims: 0 };
    let result = pipeline.run(
        // a question that fails is asked again, aloud, when the article is stored
        &mut move |article| !again && looking.known(article, &known).unwrap_or(false),
        &distance,
        &mut |done| {
            match done {
                Done::Diagnostic(d) => {
                    into.counts.problems += 1;
                    progress.told(&d, all.quiet);
                }
                Done::Known => {
                    input.articles += 1;
                    into.counts.articles += 1;
                    into.counts.unchanged += 1;
                    progress.step(0);
                }
                Done::Article(article, claims, diagnostics) => {
                    input.articles += 1;
                    input.claims += claims.len() as u64;
                    progress.step(claims.len());
                    for d in &diagnostics {
                        into.counts.problems += 1;
                        progress.told(d, all.quiet);
                    }
                    let carrier = Carrier::of(&article, &parties);
                    into.take((*article, carrier, claims), &progress, all.quiet)?;
                }
                Done::End { source, sha256 } => {
                    let ended = std::mem::replace(&mut input, Input { source: String::new(), sha256: None, articles: 0, claims: 0 });
                    into.ended(Input { source, sha256, ..ended }, &progress, all.quiet)?;
                }
            }
            Ok(())
        },
    );
    // what was read before a fault stays
    let stored = into.flush(&progress, all.quiet);
    let failed = result?;
    stored?;
    progress.end();
    let nothing = into.counts.articles == 0;
    into.finish(all)?;
    if nothing {
        if failed {
            return Ok(ExitCode::from(2));
        }
        if !all.quiet {
            eprintln!("{}", messages.nothing_to_read);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Articles on their way into the ledger, some at a time.
pub struct Writer {
    ledger: Ledger,
    run: RunId,
    batch: Vec<(Article, Carrier, Vec<Claim>)>,
    /// What reads: the same string and the same text give the same claims.
    how: String,
    inputs: Vec<Input>,
    since: Instant,
    /// What came of it so far.
    pub counts: Counts,
    messages: &'static Messages,
}

impl Writer {
    /// Opens the ledger and begins a run.
    pub fn open(all: &Args, text: Option<bool>, messages: &'static Messages, info: &RunInfo, how: String) -> Result<Writer> {
        let mut ledger = ledger::write(all, text)?;
        let run = ledger.begin_run(info)?;
        Ok(Writer { ledger, run, how, batch: Vec::new(), inputs: Vec::new(), since: Instant::now(), counts: Counts::default(), messages })
    }

    /// Takes an article with its claims.
    pub fn take(&mut self, read: (Article, Carrier, Vec<Claim>), progress: &Progress<'_>, quiet: bool) -> Result<()> {
        if self.batch.is_empty() {
            self.since = Instant::now();
        }
        self.counts.articles += 1;
        self.batch.push(read);
        if self.batch.len() >= BATCH || self.since.elapsed() > AT_MOST { self.flush(progress, quiet) } else { Ok(()) }
    }

    /// Notes the end of an input; it is written after the articles before it.
    pub fn ended(&mut self, input: Input, progress: &Progress<'_>, quiet: bool) -> Result<()> {
        self.inputs.push(input);
        if self.batch.is_empty() || self.inputs.len() >= BATCH { self.flush(progress, quiet) } else { Ok(()) }
    }

    /// Writes what is held.
    pub fn flush(&mut self, progress: &Progress<'_>, quiet: bool) -> Result<()> {
        let held: Vec<Read<'_>> =
            self.batch.drain(..).map(|(article, carrier, claims)| Read { article, carrier, claims, reader: &self.how }).collect();
        let stored = if held.is_empty() { Vec::new() } else { self.ledger.store(self.run, &held)? };
        let w = &self.messages.words;
        for (read, s) in held.iter().zip(stored) {
            let tell = |severity, what: String| progress.told(&Diagnostic::new(severity, &read.article.source, what), quiet);
            match s {
                Stored::New { claims } => {
                    self.counts.new += 1;
                    self.counts.claims += claims as u64;
                }
                Stored::Version { key, version, beside, claims } => {
                    self.counts.versions += 1;
                    self.counts.claims += claims as u64;
                    let spans = self.ledger.changed(&beside, &read.article.sha256)?.map_or(0, |c| c.len());
                    tell(Severity::Note, format!("{} {key} ({version}): {spans} {}", w.new_version, w.changed));
                }
                Stored::Reread { claims } => {
                    self.counts.reread += 1;
                    self.counts.claims += claims as u64;
                }
                Stored::Unchanged => self.counts.unchanged += 1,
                Stored::Refused { why } => {
                    self.counts.refused += 1;
                    tell(Severity::Error, why);
                }
            }
        }
        for input in self.inputs.drain(..) {
            self.ledger.add_input(self.run, &input)?;
        }
        Ok(())
    }

    /// Groups the claims, ends the run and says what came of it.
    pub fn finish(mut self, all: &Args) -> Result<()> {
        let changed = self.counts.new + self.counts.versions + self.counts.reread > 0;
        if changed || !self.ledger.is_grouped()? {
            regroup(&mut self.ledger, all, self.messages)?;
        }
        self.ledger.finish_run(self.run, &self.counts, Timestamp::now())?;
        if !all.quiet {
            let (w, c) = (&self.messages.words, &self.counts);
            let parts = [
                (c.articles, w.articles),
                (c.new, w.new),
                (c.versions, w.versions),
                (c.reread, w.reread),
                (c.unchanged, w.unchanged),
                (c.refused, w.refused),
            ];
            let parts: Vec<String> =
                parts.iter().enumerate().filter(|(i, p)| *i < 2 || p.0 > 0).map(|(_, (n, what))| format!("{n} {what}")).collect();
            let totals = self.ledger.totals()?;
            eprintln!(
                "{}; {}: {} {}, {} {}, {} {}",
                parts.join(", "),
                ledger::path(all)?.display(),
                totals.articles,
                w.articles,
                totals.claims,
                w.claims,
                totals.events,
                w.events
            );
        }
        Ok(())
    }
}

/// Groups the ledger's claims, with progress where somebody looks.
pub fn regroup(ledger: &mut Ledger, all: &Args, messages: &'static Messages) -> Result<()> {
    let shown = !all.quiet && std::io::stderr().is_terminal();
    let mut last = Instant::now();
    let done = ledger.regroup(&mut |done, of| {
        if shown && last.elapsed().as_millis() > 250 {
            last = Instant::now();
            eprint!("\r\x1b[K{}: {done} {} {of} {}", messages.words.grouping, messages.words.of, messages.words.claims);
        }
    });
    if shown {
        eprint!("\r\x1b[K");
    }
    done.context(messages.words.grouping)?;
    Ok(())
}
