//! Takes back what [`crate::Ledger`] wrote, and believes none of it: every hash and every span is checked again.

use crate::ledger::VERSION;
use crate::row::ArticleRow;
use sekutu_model::{ClaimError, Span, hash};
use serde::Deserialize;
use std::io::{self, BufRead};
use thiserror::Error;

/// A line that could not be taken, and why. Those after it are still read, unless the reason is [`Reason::Read`], [`Reason::Header`] or
/// [`Reason::Version`].
#[derive(Debug, Error)]
#[error("line {line}: {reason}")]
pub struct ImportError {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}

/// Why a line could not be taken.
#[derive(Debug, Error)]
pub enum Reason {
    /// The input could not be read.
    #[error(transparent)]
    Read(#[from] io::Error),
    /// The first line is not a ledger's.
    #[error("the first line is not {{\"sekutu\": {VERSION}}}; is this a file of `sekutu export --format ledger`?")]
    Header,
    /// A newer program wrote it.
    #[error("this is version {0} of the format, and this program reads up to {VERSION}; update sekutu")]
    Version(u64),
    /// Not an article with its claims.
    #[error("not an article with its claims: {0}")]
    Json(#[from] serde_json::Error),
    /// The text is not the one that was hashed.
    #[error("article {article}: the text's SHA-256 is {found}, not {stated}")]
    Hash {
        /// The article's id.
        article: String,
        /// The hash that the line states.
        stated: String,
        /// The hash of the line's text.
        found: String,
    },
    /// The title or the standfirst does not cut the text.
    #[error("article {article}: {field}: bytes {} to {} do not cut the text", span.start, span.end)]
    Article {
        /// The article's id.
        article: String,
        /// Which of the two.
        field: &'static str,
        /// Where it should stand.
        span: Span,
    },
    /// A claim says that it is of another article.
    #[error("claim {claim} is of article {of}, not of {article}")]
    Stray {
        /// The claim's id.
        claim: String,
        /// The article that it names.
        of: String,
        /// The article whose line it stands in.
        article: String,
    },
    /// A claim's words are not the text's.
    #[error("claim {claim}: {error}")]
    Claim {
        /// The claim's id.
        claim: String,
        /// What does not hold.
        error: ClaimError,
    },
}

/// Reads a ledger's JSON Lines. An article comes out when its hash and every span of every claim hold, else the first reason why not, and the
/// reader goes on with the next line.
///
/// The text of an article may be empty, where the ledger keeps none; then nothing can be cut again, and all that is checked is that its hash
/// has a hash's form and that each quotation is as long as its span. Such an article is to be verified against its file.
pub fn lines<R: BufRead>(reader: R) -> Lines<R> {
    Lines { reader, line: 0, buffer: Vec::new(), state: State::Header }
}

/// The iterator of [`lines`].
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    line: usize,
    buffer: Vec<u8>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Header,
    Articles,
    Over,
}

#[derive(Deserialize)]
struct Header {
    sekutu: u64,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<ArticleRow, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.state != State::Over {
            self.buffer.clear();
            match self.reader.read_until(b'\n', &mut self.buffer) {
                Ok(0) if self.state == State::Header => return self.stop(Reason::Header),
                Ok(0) => self.state = State::Over,
                Ok(_) => {
                    self.line += 1;
                    let line = self.buffer.strip_prefix(b"\xef\xbb\xbf").filter(|_| self.line == 1).unwrap_or(&self.buffer).trim_ascii();
                    match self.state {
                        _ if line.is_empty() => {}
                        State::Header => match serde_json::from_slice::<Header>(line) {
                            Ok(Header { sekutu: 1..=VERSION }) => self.state = State::Articles,
                            Ok(Header { sekutu }) if sekutu > VERSION => return self.stop(Reason::Version(sekutu)),
                            _ => return self.stop(Reason::Header),
                        },
                        _ => return Some(article(line).map_err(|reason| ImportError { line: self.line, reason })),
                    }
                }
                Err(e) => {
                    self.line += 1;
                    return self.stop(e.into());
                }
            }
        }
        None
    }
}

impl<R> Lines<R> {
    fn stop(&mut self, reason: Reason) -> Option<Result<ArticleRow, ImportError>> {
        self.state = State::Over;
        Some(Err(ImportError { line: self.line.max(1), reason }))
    }
}

fn article(line: &[u8]) -> Result<ArticleRow, Reason> {
    let row: ArticleRow = serde_json::from_slice(line)?;
    let article = &row.article;
    let kept = !article.text.is_empty();
    let found = if kept { hash(&article.text) } else { article.sha256.clone() };
    let is_hash = found.len() == 64 && found.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if found != article.sha256 || !is_hash {
        return Err(Reason::Hash { article: article.id.clone(), stated: article.sha256.clone(), found: hash(&article.text) });
    }
    for (field, span) in [("title", article.title), ("standfirst", article.standfirst)] {
        if let Some(span) = span.filter(|s| kept && s.cut(&article.text).is_none()) {
            return Err(Reason::Article { article: article.id.clone(), field, span });
        }
    }
    for claim in &row.claims {
        if claim.article != article.id {
            return Err(Reason::Stray { claim: claim.id.clone(), of: claim.article.clone(), article: article.id.clone() });
        }
        let evidence = claim.evidence.quote();
        let holds = if evidence.text.is_empty() {
            Err(ClaimError::Evidence(evidence.span)) // JSON gets round the constructor that refuses it
        } else if kept {
            claim.verify(&article.text)
        } else {
            let wrong = claim.quotes().find(|(_, q)| q.span.end.checked_sub(q.span.start) != Some(q.text.len()));
            wrong.map_or(Ok(()), |(field, q)| Err(ClaimError::Words { field, words: q.text.clone(), span: q.span }))
        };
        holds.map_err(|error| Reason::Claim { claim: claim.id.clone(), error })?;
    }
    Ok(row)
}
