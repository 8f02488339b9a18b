//! `sekutu read`: articles in, claims out, nothing stored.

use crate::args::{Args, Format, ReadArgs};
use crate::messages::Messages;
use crate::{inputs, model, output};
use anyhow::{Context, Result};
use sekutu_codebook::Codebook;
use sekutu_extract::{Extractor, Options};
use sekutu_intake::{Item, Source};
use sekutu_model::{Article, Claim, DateSource, Diagnostic, Published, Severity};
use sekutu_parties::Parties;
use sekutu_reader::encoder::Thread;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;

/// What is on its way from the input to the output, numbered in the order of the input.
enum Task {
    Article(Box<Article>),
    Diagnostic(Diagnostic),
}

/// An article read, or a diagnostic.
enum Done {
    Article(Box<Article>, Vec<Claim>, Vec<Diagnostic>),
    Diagnostic(Diagnostic),
}

/// Runs the command.
pub fn run(a: &ReadArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let parties = parties(a.parties.as_deref())?;
    let reader = if a.format == Format::Text { None } else { Some(model::load(a.model.as_deref())?) };
    let options = Options { skip: !a.every_sentence, least: a.min_confidence };
    let extractor = reader.as_ref().map(|reader| Extractor { reader, parties: &parties, codebook: Codebook::builtin(), options });
    let threads = a.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into)).max(1);
    let (list, problems) = inputs::list(&a.paths);
    let mut failed = false;
    for (name, e) in &problems {
        failed = true;
        eprintln!("{}", Diagnostic::new(Severity::Error, name, messages.cannot_open(e)));
    }
    let mut out = output::writer(a.format, messages, BufWriter::new(io::stdout().lock()))?;
    let mut progress =
        Progress::new(messages, !all.quiet && io::stderr().is_terminal() && !(io::stdout().is_terminal() && a.format == Format::Table));
    // a few articles ahead of the workers, no more: memory does not grow with the input
    let (tasks, queue) = sync_channel::<(usize, Task)>(2 * threads);
    let (finished, results) = sync_channel::<(usize, Done)>(4 * threads);
    let queue = Mutex::new(queue);
    let outcome = std::thread::scope(|scope| -> Result<bool> {
        scope.spawn(|| feed(&list, a, tasks, messages));
        for _ in 0..threads {
            let finished = finished.clone();
            let (queue, extractor) = (&queue, extractor.as_ref());
            scope.spawn(move || work(queue, extractor, &finished));
        }
        drop(finished);
        let mut waiting: BTreeMap<usize, Done> = BTreeMap::new();
        let mut next = 0;
        let mut any = false;
        // on an error the receiver is dropped and the others stop at their next send
        for (n, done) in results {
            waiting.insert(n, done);
            while let Some(done) = waiting.remove(&next) {
                next += 1;
                match done {
                    Done::Diagnostic(d) => {
                        failed |= d.severity == Severity::Error;
                        progress.told(&d, all.quiet);
                    }
                    Done::Article(article, claims, diagnostics) => {
                        any = true;
                        progress.step(claims.len());
                        for d in &diagnostics {
                            progress.told(d, all.quiet);
                        }
                        out.article(&article, &claims).context(messages.cannot_write)?;
                    }
                }
            }
        }
        out.finish().context(messages.cannot_write)?;
        Ok(any)
    })?;
    progress.end();
    if !outcome && failed {
        return Ok(ExitCode::from(2));
    }
    if !outcome && !all.quiet {
        eprintln!("{}", messages.nothing_to_read);
    }
    Ok(ExitCode::SUCCESS)
}

/// The built-in tables, with a user's own before them.
pub fn parties(own: Option<&std::path::Path>) -> Result<Parties> {
    let Some(path) = own else { return Ok(Parties::builtin().clone()) };
    let toml = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Parties::with_user(&toml).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))
}

/// Reads the inputs one after the other and numbers what they give.
fn feed(list: &[inputs::Input], a: &ReadArgs, tasks: SyncSender<(usize, Task)>, messages: &Messages) {
    let mut n = 0;
    let mut send = |task| -> ControlFlow<()> {
        n += 1;
        if tasks.send((n - 1, task)).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    for input in list {
        let flow = match input.open() {
            Err(e) => send(Task::Diagnostic(Diagnostic::new(Severity::Error, &input.name, messages.cannot_open(&e)))),
            Ok(bytes) => {
                let mut flow = ControlFlow::Continue(());
                sekutu_intake::read(bytes, &Source { name: &input.name, from: a.from }, &mut |item| {
                    flow = match item {
                        Item::Article(mut article) => {
                            if article.published.is_none() {
                                article.published = a.date.map(|date| Published { date, source: DateSource::Declared });
                            }
                            if a.language.is_some() {
                                article.language.clone_from(&a.language);
                            }
                            send(Task::Article(Box::new(article)))
                        }
                        Item::Diagnostic(d) => send(Task::Diagnostic(d)),
                    };
                    flow
                });
                flow
            }
        };
        if flow.is_break() {
            return;
        }
    }
}

fn work(queue: &Mutex<Receiver<(usize, Task)>>, extractor: Option<&Extractor<'_>>, finished: &SyncSender<(usize, Done)>) {
    let thread = Thread::new(1);
    loop {
        let task = match queue.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok((n, task)) = task else { return };
        let done = match task {
            Task::Diagnostic(d) => Done::Diagnostic(d),
            Task::Article(article) => {
                let (claims, diagnostics) = extractor.map_or_else(Default::default, |e| e.read(&article, &thread));
                Done::Article(article, claims, diagnostics)
            }
        };
        if finished.send((n, done)).is_err() {
            return;
        }
    }
}

/// Articles, claims and rate on standard error, where somebody looks.
struct Progress {
    messages: &'static Messages,
    shown: bool,
    begun: Instant,
    last: Instant,
    articles: usize,
    claims: usize,
}

impl Progress {
    fn new(messages: &'static Messages, shown: bool) -> Progress {
        Progress { messages, shown, begun: Instant::now(), last: Instant::now(), articles: 0, claims: 0 }
    }

    fn step(&mut self, claims: usize) {
        self.articles += 1;
        self.claims += claims;
        if self.shown && self.last.elapsed().as_millis() > 250 {
            self.last = Instant::now();
            self.print();
        }
    }

    fn print(&self) {
        let rate = self.articles as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        eprint!("\r\x1b[K{}", self.messages.progress(self.articles, self.claims, rate));
        let _ = io::stderr().flush();
    }

    fn told(&self, d: &Diagnostic, quiet: bool) {
        if quiet && d.severity != Severity::Error {
            return;
        }
        if self.shown {
            eprint!("\r\x1b[K");
        }
        eprintln!("{d}");
    }

    fn end(&self) {
        if self.shown && self.articles > 0 {
            self.print();
            eprintln!();
        }
    }
}
