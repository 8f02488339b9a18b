//! What may be asked of claims and events.

use sekutu_model::{Date, Event, Quad, Status};
use std::str::FromStr;

/// A party as a filter names it: a code, with or without a sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyIs {
    /// `RUS`, `NATO`; for who says or denies also an outlet in lower case, `reuters`.
    pub code: String,
    /// `MIL`; `None` for any sector and none.
    pub sector: Option<String>,
}

impl FromStr for PartyIs {
    type Err = std::convert::Infallible;

    /// `RUS` is Russia in any sector, `SYR.REB` its rebels only. An outlet's name has dots of its own (`kabar.example`), so a sector is two to four capitals.
    fn from_str(s: &str) -> Result<PartyIs, Self::Err> {
        let sector = |t: &str| (2..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_uppercase());
        Ok(match s.rsplit_once('.') {
            Some((code, tail)) if sector(tail) => PartyIs { code: code.to_owned(), sector: Some(tail.to_owned()) },
            _ => PartyIs { code: s.to_owned(), sector: None },
        })
    }
}

/// Which claims. An empty list or `None` asks nothing; within a list any will do; between fields all must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimFilter {
    /// Takes part on either side.
    pub party: Vec<PartyIs>,
    /// Does it.
    pub actor: Vec<PartyIs>,
    /// Has it done to them.
    pub recipient: Vec<PartyIs>,
    /// These two on opposite sides, or both of them in a mutual event; the order does not matter.
    pub dyad: Option<(String, String)>,
    /// Event types.
    pub events: Vec<Event>,
    /// Quad classes.
    pub quads: Vec<Quad>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// PLOVER's modes.
    pub modes: Vec<String>,
    /// Anywhere in the chain of who says it.
    pub said_by: Vec<PartyIs>,
    /// Among those who deny it.
    pub denied_by: Vec<PartyIs>,
    /// The carrier's outlet, as `Carrier::outlet` has it.
    pub outlets: Vec<String>,
    /// ISO 639-1.
    pub languages: Vec<String>,
    /// The claim's day is this or later.
    pub from: Option<Date>,
    /// The claim's day is this or earlier.
    pub to: Option<Date>,
    /// Words of the evidence (see [`crate::fold`]): all must be in; `"in quotation marks"` in this order; `-not` this one.
    pub text: Option<String>,
    /// Articles: SHA-256, given id, or key.
    pub articles: Vec<String>,
    /// Ids of events.
    pub event_ids: Vec<String>,
    /// Ids of claims, as the ledger or as `sekutu read` gives them.
    pub ids: Vec<String>,
    /// Leave out what stands in versions that a later one replaced.
    pub current: bool,
    /// The claim's event has so many origins at least; what is not grouped yet has none.
    pub min_origins: Option<usize>,
    /// The claim's event is contested, or is not.
    pub contested: Option<bool>,
}

/// Which events; as [`ClaimFilter`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventFilter {
    /// Takes part on either side.
    pub party: Vec<PartyIs>,
    /// Does it.
    pub actor: Vec<PartyIs>,
    /// Has it done to them.
    pub recipient: Vec<PartyIs>,
    /// These two on opposite sides, or both of them in a mutual event.
    pub dyad: Option<(String, String)>,
    /// Event types.
    pub events: Vec<Event>,
    /// Quad classes.
    pub quads: Vec<Quad>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// PLOVER's modes.
    pub modes: Vec<String>,
    /// One of its claims is said by.
    pub said_by: Vec<PartyIs>,
    /// One of its claims is denied by.
    pub denied_by: Vec<PartyIs>,
    /// One of its claims is carried by.
    pub outlets: Vec<String>,
    /// One of its claims is in.
    pub languages: Vec<String>,
    /// May have happened on this day or later.
    pub from: Option<Date>,
    /// May have happened on this day or earlier.
    pub to: Option<Date>,
    /// Words of the evidence of one of its claims.
    pub text: Option<String>,
    /// One of its claims stands in: SHA-256, given id, or key.
    pub articles: Vec<String>,
    /// Ids of events.
    pub ids: Vec<String>,
    /// So many origins at least.
    pub min_origins: Option<usize>,
    /// Contested, or not.
    pub contested: Option<bool>,
}

/// The order of claims. All but [`ClaimSort::Oldest`] begin with the greatest; what has no day comes last (first in `Oldest`). Equals stand by day and then in an order that
/// depends on their ids only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClaimSort {
    /// By the claim's day, the newest first.
    #[default]
    Newest,
    /// By the claim's day, the oldest first.
    Oldest,
    /// By the day of publication.
    Published,
    /// The surest first.
    Confidence,
}

/// The order of events, as [`ClaimSort`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EventSort {
    /// By the first day it may have happened on, the newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By the last report.
    Published,
    /// The most independent origins first.
    Origins,
    /// The most outlets first.
    Outlets,
}

/// Which part of the answer, in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<S> {
    /// How many rows.
    pub limit: usize,
    /// How many to pass over. It costs as if they were read, so exports use the streaming functions instead.
    pub offset: usize,
    /// The order.
    pub sort: S,
}

impl<S: Default> Default for Page<S> {
    fn default() -> Page<S> {
        Page { limit: 50, offset: 0, sort: S::default() }
    }
}

/// How many there are in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exactly(usize),
    /// So many, and more: counting all of them would take longer than finding the page.
    MoreThan(usize),
}
