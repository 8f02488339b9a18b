//! What a user adds to PLOVER: event types by definition and examples, and sentences that test the codebook.

use crate::Words;
use sekutu_model::{Event, Quad, Status};

/// An event type of a user's own. The reader does not know it: claims are matched to it by what their words are like ([`Matcher`](crate::Matcher)).
#[derive(Debug, Clone, PartialEq)]
pub struct CustomType {
    /// Its name, of capitals, figures and hyphens; none of PLOVER's.
    pub name: String,
    /// The type of PLOVER's that it narrows: only claims of it are matched. `None`: claims of any type are.
    pub refines: Option<Event>,
    /// Its quad class: that of the type it narrows, where it narrows one.
    pub quad: Quad,
    /// How good (+) or bad (−) for a tie such an event is, −10 to 10.
    pub weight: f32,
    /// Sentences that tell such an event, in any language; [`EXAMPLES`] at least.
    pub examples: Vec<String>,
    /// Sentences near to it that tell something else.
    pub counter: Vec<String>,
    pub(crate) definition: Words,
}

/// The fewest examples of a type: with less, leaving one out leaves nothing to compare it with.
pub const EXAMPLES: usize = 3;

impl CustomType {
    /// What it means, in Indonesian for `id` and `ms`, else in English.
    pub fn definition(&self, lang: &str) -> &str {
        self.definition.of(lang)
    }

    /// Whether a claim of PLOVER's type may be of it.
    pub fn may_be(&self, event: Event) -> bool {
        self.refines.is_none_or(|r| r == event)
    }
}

/// A sentence and what the whole reader must make of it. What is not given is not asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// The words, an article of their own.
    pub text: String,
    /// The language, where it is not to be found out.
    pub language: Option<String>,
    /// What one of its claims must be.
    pub expect: Expected,
    /// One of PLOVER's modes.
    pub mode: Option<String>,
    /// The quad class.
    pub quad: Option<Quad>,
    /// The status.
    pub status: Option<Status>,
    /// Codes of all that must be among the actors: `IRN`, `SYR.REB`.
    pub actor: Vec<String>,
    /// Codes of all that must be among the recipients.
    pub recipient: Vec<String>,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// The type that a test asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// No claim at all.
    Nothing,
    /// One of PLOVER's, and none of the user's.
    Plover(Event),
    /// The user's, by its place in [`Codebook::types`](crate::Codebook::types).
    Custom(usize),
}
