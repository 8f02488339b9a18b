#![doc = include_str!("../README.md")]

mod acts;
mod error;
mod filter;
mod group;
mod open;
mod query;
mod runs;
mod schema;
mod search;
mod store;
mod verify;
mod versions;

pub use acts::{War, Whose};
pub use error::LedgerError;
pub use filter::{ClaimFilter, ClaimSort, EventFilter, EventSort, Page, PartyIs, Total};
pub use group::Regrouped;
pub use open::{Ledger, Options};
pub use query::{ArticleHit, ArticleRow, ClaimRow, EventRow, Totals};
pub use runs::{Counts, Input, Run, RunId, RunInfo};
pub use search::fold;
pub use store::{Read, Stored, key};
pub use verify::{Problem, ProblemKind, Texts, Verified};
pub use versions::{Change, Version};
