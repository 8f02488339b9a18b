#![doc = include_str!("../README.md")]

mod canonical;
mod detect;
mod documents;
pub mod languages;
mod sentences;

pub use canonical::canonical;
pub use detect::{Lang, detect};
pub use documents::{Cited, DocumentKind, Documents};
pub use languages::{Language, language};
pub use sentences::{MAX_SENTENCE, paragraphs, sentences};
