//! What the tests share: reading from memory, and showing what was read.
#![allow(dead_code)]

use flate2::{Compression, write::GzEncoder};
use sekutu_intake::{Source, read_all};
use sekutu_model::{Article, Diagnostic};
use std::fmt::Write as _;
use std::io::Write as _;

pub fn articles(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Article> {
    let (articles, diagnostics) = read_all(bytes.as_ref(), &Source::new(name));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    articles
}

/// The only article in `bytes`, which must read without a diagnostic.
#[track_caller]
pub fn article(name: &str, bytes: impl AsRef<[u8]>) -> Article {
    let mut all = articles(name, bytes);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// The articles' texts and the diagnostics' lines.
pub fn outcome(name: &str, bytes: impl AsRef<[u8]>) -> (Vec<String>, Vec<String>) {
    let (articles, diagnostics) = read_all(bytes.as_ref(), &Source::new(name));
    (articles.into_iter().map(|a| a.text).collect(), diagnostics.iter().map(Diagnostic::to_string).collect())
}

/// Asserts which texts come out and what is said, each message by a part of it.
#[track_caller]
pub fn check(name: &str, bytes: impl AsRef<[u8]>, texts: &[&str], messages: &[&str]) {
    let (got, said) = outcome(name, bytes);
    assert_eq!(got, texts, "{said:#?}");
    assert!(said.len() == messages.len() && said.iter().zip(messages).all(|(s, m)| s.contains(m)), "expected {messages:#?}, got {said:#?}");
    assert!(said.iter().all(|s| s.contains(name)), "a diagnostic does not name the file: {said:#?}");
}

pub fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut e = GzEncoder::new(Vec::new(), Compression::default());
    e.write_all(bytes.as_ref()).unwrap();
    e.finish().unwrap()
}

/// An article as people read it.
pub fn show(a: &Article) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "title: {}", a.title_text().unwrap_or("-"));
    let _ = writeln!(out, "standfirst: {}", a.standfirst.and_then(|s| s.cut(&a.text)).unwrap_or("-"));
    let _ = writeln!(out, "byline: {}", a.byline.as_deref().unwrap_or("-"));
    let _ = writeln!(out, "outlet: {}", a.outlet.as_deref().unwrap_or("-"));
    let _ = writeln!(out, "url: {}", a.url.as_deref().unwrap_or("-"));
    let _ = writeln!(out, "language: {}", a.language.as_deref().unwrap_or("-"));
    let _ = writeln!(out, "published: {}", a.published.map_or("-".to_owned(), |p| format!("{} ({:?})", p.date, p.source)));
    let _ = writeln!(out, "\n{}", a.text.replace('\n', "\n\n"));
    out
}
