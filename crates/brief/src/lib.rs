#![doc = include_str!("../README.md")]

mod chart;
mod check;
mod dates;
mod document;
mod frames;
mod ground;
mod html;
mod lexicon;
mod markdown;
mod matter;
mod names;
mod plan;
mod prose;

pub use check::{Finding, Verdict, Why, check, check_within};
pub use document::{Closing, Document, Footnote, Kind, Section, Sentence, Voice, Withheld};
pub use matter::{Label, Language, Matter, Source, Standing, Sum, Trend};
pub use names::{party_codes, party_name};
