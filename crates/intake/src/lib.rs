#![doc = include_str!("../README.md")]

mod dates;
mod draft;
mod encoding;
mod feed;
mod html;
mod jsonl;
mod kind;
mod plain;
mod stream;
mod warc;

pub use kind::Kind;

use sekutu_model::{Article, Diagnostic, Severity};
use std::io::BufRead;
use std::ops::ControlFlow;

/// Where bytes come from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// A path, or `-` for standard input: named in diagnostics and articles, and a hint to the kind.
    pub name: &'a str,
    /// What the bytes are, where the user says so; else their first ones tell.
    pub from: Option<Kind>,
}

impl<'a> Source<'a> {
    /// A source of that name whose bytes tell their kind.
    pub const fn new(name: &'a str) -> Source<'a> {
        Source { name, from: None }
    }
}

/// What reading gives, in the order of the bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// One article.
    Article(Article),
    /// What was wrong, where, and what to do.
    Diagnostic(Diagnostic),
}

/// The most that one article, page, feed or line may hold, in bytes; longer ones are reported, and skipped or read so far.
pub const MAX_DOCUMENT: u64 = 64 << 20;

/// Reads all articles of `reader`, calling `emit` for each and for each fault as they are met, until the end or `ControlFlow::Break`.
///
/// JSON Lines and WARC are streamed: memory holds one line or record at a time. Never panics and never fails as a whole: what cannot be
/// read is a [`Diagnostic`], and reading goes on behind it.
pub fn read(reader: impl BufRead, source: &Source, emit: &mut dyn FnMut(Item) -> ControlFlow<()>) {
    let mut reader = reader;
    let mut out = Out { source: source.name, emit };
    // A consumer that has heard enough breaks; that is no fault.
    let _ = stream::read(&mut reader, source, &mut out);
}

/// Reads all of a small input at once.
pub fn read_all(bytes: &[u8], source: &Source) -> (Vec<Article>, Vec<Diagnostic>) {
    let (mut articles, mut diagnostics) = (Vec::new(), Vec::new());
    read(bytes, source, &mut |item| {
        match item {
            Item::Article(a) => articles.push(a),
            Item::Diagnostic(d) => diagnostics.push(d),
        }
        ControlFlow::Continue(())
    });
    (articles, diagnostics)
}

/// Where readers put what they find.
struct Out<'a> {
    source: &'a str,
    emit: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
}

impl Out<'_> {
    fn article(&mut self, mut article: Article) -> ControlFlow<()> {
        self.source.clone_into(&mut article.source);
        (self.emit)(Item::Article(article))
    }

    fn diagnostic(&mut self, severity: Severity, place: &str, message: impl Into<String>, hint: &str) -> ControlFlow<()> {
        (self.emit)(Item::Diagnostic(Diagnostic::new(severity, self.source, message).at(place).hint(hint)))
    }

    fn error(&mut self, place: &str, message: impl Into<String>, hint: &str) -> ControlFlow<()> {
        self.diagnostic(Severity::Error, place, message, hint)
    }

    fn warning(&mut self, place: &str, message: impl Into<String>, hint: &str) -> ControlFlow<()> {
        self.diagnostic(Severity::Warning, place, message, hint)
    }

    fn note(&mut self, place: &str, message: impl Into<String>) -> ControlFlow<()> {
        self.diagnostic(Severity::Note, place, message, "")
    }
}
