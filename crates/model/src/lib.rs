//! The plain types that every other crate speaks: [`Span`], [`Article`], [`Party`], [`Claim`], [`Diagnostic`].
//!
//! Nothing here does I/O. Offsets are UTF-8 bytes into an article's canonical text, dates are ISO 8601.

mod article;
mod claim;
mod diagnostic;
mod event;
mod meaning;
mod party;
mod span;

pub use article::{Article, DateSource, Published, hash};
pub use claim::{Attribution, Claim, ClaimError, Evidence, PartyMention, Quote, When};
pub use diagnostic::{Diagnostic, Severity};
pub use event::{Event, Quad, Status};
pub use meaning::{Meaning, MeaningError};
pub use party::Party;
pub use span::Span;

pub use jiff::civil::Date;
