//! An article to its claims.
//!
//! [`Extractor::read`] goes through an article in these steps:
//!
//! 1. [`windows`]: sentences, those that can hold no claim passed over, the rest packed into windows with a sentence or two of context.
//! 2. The reader (`sekutu-reader`): mentions, frames and coreference of each window.
//! 3. [`resolve`]: mentions to coded parties on the article's date; pronouns through the names they stand for, also in earlier windows.
//!    [`namesakes`] are not taken for the famous.
//! 4. [`lists`]: names in one list play one part.
//! 5. [`assemble`]: a frame to a [`Claim`] with its attribution chain, time, item, count and evidence. [`governed`] looks whether the words around
//!    an event leave it planned, conditional or averted; [`matter`] leaves out sport, shows and private business.
//! 6. [`denial`]: "Iran membantah tudingan itu" marks the claims that it answers.
//!
//! What depends on the language stands in [`languages`], what dates need in [`dates`].
//!
//! Pure: no files, no network, no clock. The same article, model and tables give the same claims.

mod assemble;
pub mod country;
pub mod dates;
mod denial;
mod documents;
mod governed;
pub mod languages;
mod lists;
mod matter;
mod namesakes;
mod resolve;
pub mod windows;

use sekutu_codebook::Codebook;
use sekutu_model::{Article, Claim, Diagnostic, Severity, Span};
use sekutu_parties::Parties;
use sekutu_reader::{Reader, encoder::Thread};
use std::collections::HashSet;

/// Reads articles; one is shared by all threads.
pub struct Extractor<'a> {
    /// The model.
    pub reader: &'a Reader,
    /// The tables of names.
    pub parties: &'a Parties,
    /// Types, modes, codes.
    pub codebook: &'a Codebook,
    /// What may be left out for speed.
    pub options: Options,
}

/// How to read.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Pass over sentences that cannot hold a claim (see [`windows::live`]).
    pub skip: bool,
    /// Least confidence of a claim that is kept, 0 to 1.
    pub least: f32,
}

impl Default for Options {
    fn default() -> Options {
        Options { skip: true, least: 0.0 }
    }
}

impl Extractor<'_> {
    /// Every claim of an article, in the order of the text, and what went wrong.
    pub fn read(&self, article: &Article, thread: &Thread) -> (Vec<Claim>, Vec<Diagnostic>) {
        let lang = article.language.as_deref();
        let text = article.text.as_str();
        let mut names = self.parties.find(text, lang);
        let strangers = namesakes::take_out(self.parties, text, lang, &mut names);
        let languages = languages::of(lang);
        let pastime = matter::is_pastime(text, languages);
        let sentences = windows::sentences(text, lang);
        let live = windows::live(text, lang, &sentences, &names, self.options.skip, &|s, named| self.reader.may_claim(s, named));
        let windows = windows::pack(text, &sentences, &live, &|t| self.reader.count(t));
        let mut resolver = resolve::Resolver::new(self.parties, article, &names, &sentences, &strangers);
        let mut claims: Vec<Claim> = Vec::new();
        let mut problems = Vec::new();
        let mut triggers: HashSet<Span> = HashSet::new();
        for w in &windows {
            let own: Vec<Span> = names
                .iter()
                .filter(|n| resolve::is_candidate(n) && w.span.contains(n.span))
                .map(|n| Span::new(n.span.start - w.span.start, n.span.end - w.span.start))
                .collect();
            let Some(words) = w.span.cut(text) else { continue };
            match self.reader.read(words, &own, thread) {
                Ok(reading) => {
                    let resolved = resolver.window(w.span, &reading);
                    let runs = lists::runs(text, w.span, &reading, languages);
                    for frame in &reading.frames {
                        let trigger = frame.trigger.shift(w.span.start);
                        if trigger.start < w.fresh || !triggers.insert(trigger) {
                            continue;
                        }
                        let (roles, weak) = lists::alike(frame, &runs);
                        let frame = assemble::Frame {
                            frame,
                            roles,
                            weak,
                            window: w.span,
                            reading: &reading,
                            resolved: &resolved,
                            sentences: &sentences,
                            names: &names,
                            languages,
                            pastime,
                        };
                        claims.extend(assemble::claim(self, article, &frame).filter(|c| c.confidence >= self.options.least));
                    }
                }
                Err(e) => problems.push(
                    Diagnostic::new(Severity::Error, &article.source, format!("article {}: {e}", article.id))
                        .at(format!("bytes {} to {}", w.span.start, w.span.end)),
                ),
            }
        }
        denial::link(text, languages, &sentences, &mut claims);
        claims.sort_by_key(|c| (c.trigger.span, c.event));
        (claims, problems)
    }
}
