#![doc = include_str!("../README.md")]

mod annotation;
mod bibtex;
mod claims;
mod cow;
mod csv;
mod dyads;
mod error;
mod events;
mod gexf;
mod graphml;
pub mod import;
mod json;
mod jsonl;
mod ledger;
mod network;
#[cfg(feature = "parquet")]
mod parquet;
mod plover;
mod polecat;
mod ris;
mod row;
mod schema_org;
mod table;
mod tally;
mod words;

pub use self::csv::Csv;
#[cfg(feature = "parquet")]
pub use self::parquet::Parquet;
pub use annotation::Annotations;
pub use bibtex::BibTex;
pub use cow::{cow, is_country};
pub use dyads::{DyadMonth, DyadMonths, QuadSum};
pub use error::ExportError;
pub use gexf::Gexf;
pub use graphml::GraphMl;
pub use jsonl::JsonLines;
pub use ledger::Ledger;
pub use plover::Plover;
pub use polecat::Polecat;
pub use ris::Ris;
pub use row::{ArticleRow, ClaimRow};
pub use schema_org::SchemaClaims;
pub use table::{Column, Record, Value};

/// What exports name as the program that coded them.
const CODER: &str = concat!("sekutu-", env!("CARGO_PKG_VERSION"));
