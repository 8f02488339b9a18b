//! Inputs to articles with their claims: one thread opens and decodes, some read, and the caller gets everything in the order of the input.

use crate::args::Reading;
use crate::inputs::{self, Input};
use crate::messages::Messages;
use anyhow::{Context, Result};
use sekutu_codebook::Codebook;
use sekutu_extract::{Extractor, Options};
use sekutu_intake::{Item, Source};
use sekutu_model::{Article, Claim, DateSource, Diagnostic, Published, Severity};
use sekutu_parties::Parties;
use sekutu_reader::Reader;
use sekutu_reader::encoder::Thread;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// What is on its way from the input to the output, numbered in the order of the input.
enum Task {
    Article(Box<Article>),
    Done(Done),
}

/// What an input gave.
pub enum Done {
    /// An article with its claims, and what went wrong in reading them.
    Article(Box<Article>, Vec<Claim>, Vec<Diagnostic>),
    /// An article that need not be read.
    Known,
    /// What was wrong with the input.
    Diagnostic(Diagnostic),
    /// The end of an input, with the SHA-256 of its bytes where it was read to its end.
    End {
        /// Its name.
        source: String,
        /// Lower-case hex.
        sha256: Option<String>,
    },
}

/// How an article becomes claims.
pub type Read1<'a> = dyn Fn(&Article, &Thread) -> (Vec<Claim>, Vec<Diagnostic>) + Sync + 'a;

/// Everything between the paths and the caller.
pub struct Pipeline<'a> {
    /// What to read, and how.
    pub args: &'a Reading,
    /// Messages.
    pub messages: &'static Messages,
    /// How an article becomes claims.
    pub read: &'a Read1<'a>,
}

/// How far the work is, shared between threads.
#[derive(Default)]
pub struct Distance {
    bytes: AtomicU64,
    all: AtomicU64,
}

/// Whether an article need not be read.
pub type Known<'a> = dyn FnMut(&Article) -> bool + Send + 'a;

impl Pipeline<'_> {
    /// Runs it; `each` gets what the inputs give, in their order. Returns whether an input could not be read.
    pub fn run(&self, known: &mut Known<'_>, distance: &Distance, each: &mut dyn FnMut(Done) -> Result<()>) -> Result<bool> {
        let threads = threads(self.args);
        let (list, problems) = inputs::list(&self.args.paths);
        let mut failed = !problems.is_empty();
        for (name, e) in &problems {
            each(Done::Diagnostic(Diagnostic::new(Severity::Error, name, self.messages.cannot_open(e))))?;
        }
        distance.all.store(list.iter().map(Input::len).sum(), Ordering::Relaxed);
        // a few articles ahead of the workers, no more: memory does not grow with the input
        let (tasks, queue) = sync_channel::<(usize, Task)>(2 * threads);
        let (finished, results) = sync_channel::<(usize, Done)>(4 * threads);
        let queue = Mutex::new(queue);
        std::thread::scope(|scope| -> Result<()> {
            scope.spawn(|| feed(&list, self.args, tasks, self.messages, known, distance));
            for _ in 0..threads {
                let finished = finished.clone();
                let queue = &queue;
                scope.spawn(move || work(queue, self.read, &finished));
            }
            drop(finished);
            let mut waiting: BTreeMap<usize, Done> = BTreeMap::new();
            let mut next = 0;
            // on an error the receiver is dropped and the others stop at their next send
            for (n, done) in results {
                waiting.insert(n, done);
                while let Some(done) = waiting.remove(&next) {
                    next += 1;
                    failed |= matches!(&done, Done::Diagnostic(d) if d.severity == Severity::Error);
                    each(done)?;
                }
            }
            Ok(())
        })?;
        Ok(failed)
    }
}

/// How many articles are read at once.
pub fn threads(a: &Reading) -> usize {
    a.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into)).max(1)
}

/// The extractor that the options ask for.
pub fn extractor<'a>(a: &Reading, reader: &'a Reader, parties: &'a Parties) -> Extractor<'a> {
    let options = Options { skip: !a.every_sentence, least: a.min_confidence };
    Extractor { reader, parties, codebook: Codebook::builtin(), options }
}

/// The built-in tables, with a user's own before them.
pub fn parties(own: Option<&std::path::Path>) -> Result<Parties> {
    let Some(path) = own else { return Ok(Parties::builtin().clone()) };
    let toml = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Parties::with_user(&toml).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))
}

/// Hashes and counts what is read through it.
struct Hashing<'a, R> {
    inner: R,
    hash: Sha256,
    distance: &'a Distance,
}

impl<R: Read> Read for Hashing<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.hash.update(&buffer[..n]);
        self.distance.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Reads the inputs one after the other and numbers what they give.
fn feed(list: &[Input], a: &Reading, tasks: SyncSender<(usize, Task)>, messages: &Messages, known: &mut Known<'_>, distance: &Distance) {
    let mut n = 0;
    let mut send = |task| -> ControlFlow<()> {
        n += 1;
        if tasks.send((n - 1, task)).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    for input in list {
        let mut flow = ControlFlow::Continue(());
        let mut sha256 = None;
        match input.open() {
            Err(e) => flow = send(Task::Done(Done::Diagnostic(Diagnostic::new(Severity::Error, &input.name, messages.cannot_open(&e))))),
            Ok(bytes) => {
                let mut bytes = io::BufReader::with_capacity(1 << 16, Hashing { inner: bytes, hash: Sha256::new(), distance });
                sekutu_intake::read(&mut bytes, &Source { name: &input.name, from: a.from }, &mut |item| {
                    flow = match item {
                        Item::Article(mut article) => {
                            if article.published.is_none() {
                                article.published = a.date.map(|date| Published { date, source: DateSource::Declared });
                            }
                            if a.language.is_some() {
                                article.language.clone_from(&a.language);
                            }
                            send(if known(&article) { Task::Done(Done::Known) } else { Task::Article(Box::new(article)) })
                        }
                        Item::Diagnostic(d) => send(Task::Done(Done::Diagnostic(d))),
                    };
                    flow
                });
                if bytes.fill_buf().is_ok_and(<[u8]>::is_empty) {
                    let digest = bytes.into_inner().hash.finalize();
                    sha256 = Some(digest.iter().map(|b| format!("{b:02x}")).collect());
                }
            }
        }
        if flow.is_break() || send(Task::Done(Done::End { source: input.name.clone(), sha256 })).is_break() {
            return;
        }
    }
}

fn work(queue: &Mutex<Receiver<(usize, Task)>>, read: &Read1<'_>, finished: &SyncSender<(usize, Done)>) {
    let thread = Thread::new(1);
    loop {
        let task = match queue.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok((n, task)) = task else { return };
        let done = match task {
            Task::Done(done) => done,
            Task::Article(article) => {
                let (claims, diagnostics) = read(&article, &thread);
                Done::Article(article, claims, diagnostics)
            }
        };
        if finished.send((n, done)).is_err() {
            return;
        }
    }
}

/// Articles, claims, rate and time left on standard error, where somebody looks.
pub struct Progress<'a> {
    messages: &'static Messages,
    shown: bool,
    begun: Instant,
    last: Instant,
    articles: usize,
    claims: usize,
    distance: &'a Distance,
}

impl<'a> Progress<'a> {
    /// Shown where standard error is a terminal, `wanted`, and the user did not ask for quiet.
    pub fn new(messages: &'static Messages, wanted: bool, distance: &'a Distance) -> Progress<'a> {
        let shown = wanted && io::stderr().is_terminal();
        Progress { messages, shown, begun: Instant::now(), last: Instant::now(), articles: 0, claims: 0, distance }
    }

    /// After an article.
    pub fn step(&mut self, claims: usize) {
        self.articles += 1;
        self.claims += claims;
        if self.shown && self.last.elapsed().as_millis() > 250 {
            self.last = Instant::now();
            self.print();
        }
    }

    fn print(&self) {
        let gone = self.begun.elapsed();
        let rate = self.articles as f64 / gone.as_secs_f64().max(0.001);
        let (read, all) = (self.distance.bytes.load(Ordering::Relaxed), self.distance.all.load(Ordering::Relaxed));
        // what is decoded runs a little ahead of what is read; in the first seconds that is all there is
        let left = (read > 0 && read < all && gone > Duration::from_secs(3)).then(|| gone.mul_f64((all - read) as f64 / read as f64));
        eprint!("\r\x1b[K{}", self.messages.progress(self.articles, self.claims, rate, left));
        let _ = io::stderr().flush();
    }

    /// A diagnostic, on a line of its own.
    pub fn told(&self, d: &Diagnostic, quiet: bool) {
        if quiet && d.severity != Severity::Error {
            return;
        }
        if self.shown {
            eprint!("\r\x1b[K");
        }
        eprintln!("{d}");
    }

    /// After the last.
    pub fn end(&self) {
        if self.shown && self.articles > 0 {
            self.print();
            eprintln!();
        }
    }
}
