#![doc = include_str!("../README.md")]

mod custom;
mod error;
mod file;
mod matching;

pub use custom::{CustomType, EXAMPLES, Expected, Sentence};
pub use error::CodebookError;
pub use matching::{Figures, Matched, Matcher, Outcome};

use sekutu_model::{Event, Quad, Status};
use std::sync::LazyLock;

/// What events, modes and contexts mean and how much they weigh.
#[derive(Debug, Clone, PartialEq)]
pub struct Codebook {
    version: String,
    source: String,
    licence: String,
    /// In the order of [`Event::ALL`].
    events: Vec<Entry>,
    contexts: Vec<Term>,
    types: Vec<CustomType>,
    tests: Vec<Sentence>,
}

/// One event type.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    quad: Quad,
    definition: Words,
    verb: Words,
    weight: f32,
    cameo: Option<String>,
    planned: Option<String>,
    modes: Vec<Mode>,
}

/// How an event of a type may be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Mode {
    /// Its name and definition.
    pub term: Term,
    weight: f32,
    cameo: Option<String>,
    planned: Option<String>,
}

/// A name with its definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As written in output.
    pub name: String,
    definition: Words,
}

impl Term {
    /// The definition in Indonesian for `id` and `ms`, else in English.
    pub fn definition(&self, lang: &str) -> &str {
        self.definition.of(lang)
    }
}

/// The same in both languages of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Words {
    en: String,
    id: String,
}

impl Words {
    fn of(&self, lang: &str) -> &str {
        let code = lang.split(['-', '_']).next().unwrap_or_default();
        if code.eq_ignore_ascii_case("id") || code.eq_ignore_ascii_case("ms") { &self.id } else { &self.en }
    }
}

impl Codebook {
    /// The one that comes with the program, parsed at its first use.
    pub fn builtin() -> &'static Codebook {
        static BUILTIN: LazyLock<Codebook> = LazyLock::new(|| match Codebook::parse(Codebook::BUILTIN_TOML) {
            Ok(book) => book,
            Err(e) => unreachable!("data/plover.toml: {e}"), // a test parses it
        });
        &BUILTIN
    }

    /// The text of the builtin codebook: what a user's own begins with.
    pub const BUILTIN_TOML: &'static str = include_str!("../data/plover.toml");

    /// A codebook in TOML. It must define every event type once, in the builtin one's quad class; modes and contexts are its own. One that defines no
    /// event type stands on the builtin ones and only adds to them.
    pub fn parse(toml: &str) -> Result<Codebook, CodebookError> {
        file::parse(toml)
    }

    /// The version that a run's manifest names.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Where its definitions come from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The licence of its text.
    pub fn licence(&self) -> &str {
        &self.licence
    }

    /// What an event type means, in Indonesian for `id` and `ms`, else in English.
    pub fn definition(&self, event: Event, lang: &str) -> &str {
        self.entry(event).definition.of(lang)
    }

    /// A verb that stands between actor and recipient in a label ("menyerang"), in Indonesian for `id` and `ms`, else in English.
    pub fn verb(&self, event: Event, lang: &str) -> &str {
        self.entry(event).verb.of(lang)
    }

    /// The quad class of an event type.
    pub fn quad(&self, event: Event) -> Quad {
        self.entry(event).quad
    }

    /// The modes of an event type, in the file's order; none for some types.
    pub fn modes(&self, event: Event) -> &[Mode] {
        &self.entry(event).modes
    }

    /// All contexts, in the file's order.
    pub fn contexts(&self) -> &[Term] {
        &self.contexts
    }

    /// How good (+) or bad (−) for a tie such an event is, −10 to 10, after Goldstein (1992); the type's where the mode is not known.
    pub fn weight(&self, event: Event, mode: Option<&str>) -> f32 {
        self.mode(event, mode).map_or(self.entry(event).weight, |m| m.weight)
    }

    /// CAMEO's code, where type, mode and status make it clear: the mode's, else the type's. What is planned takes the code of the intent or
    /// threat ("033", "138"), and none where the codebook has none; what is alleged, denied or negated the code of the deed.
    pub fn cameo(&self, event: Event, mode: Option<&str>, status: Status) -> Option<&str> {
        let (entry, mode) = (self.entry(event), self.mode(event, mode));
        let code = match status {
            Status::Planned => mode.and_then(|m| m.planned.as_ref()).or(entry.planned.as_ref()),
            _ => mode.and_then(|m| m.cameo.as_ref()).or(entry.cameo.as_ref()),
        };
        code.map(String::as_str).filter(|c| !c.is_empty()) // a mode's "" keeps it from taking its type's
    }

    /// The types that its user added, in the file's order.
    pub fn types(&self) -> &[CustomType] {
        &self.types
    }

    /// The sentences that test it, in the file's order.
    pub fn tests(&self) -> &[Sentence] {
        &self.tests
    }

    fn entry(&self, event: Event) -> &Entry {
        &self.events[event as usize] // `parse` has put one there for each of Event::ALL
    }

    fn mode(&self, event: Event, mode: Option<&str>) -> Option<&Mode> {
        self.entry(event).modes.iter().find(|m| Some(m.term.name.as_str()) == mode)
    }
}
