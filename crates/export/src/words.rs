//! How parties and speakers read in a cell, the same in every format.

use sekutu_model::{Attribution, Event, PartyMention, Quad};
use std::borrow::Cow;

/// Parties' labels: `RUS`, `SYR.REB`.
pub(crate) fn labels(side: &[PartyMention]) -> Vec<Cow<'_, str>> {
    side.iter().map(|p| p.party.label().into()).collect()
}

/// Parties' usual English names.
pub(crate) fn names(side: &[PartyMention]) -> Vec<Cow<'_, str>> {
    side.iter().map(|p| p.party.name.as_str().into()).collect()
}

/// The words that name them.
pub(crate) fn texts(side: &[PartyMention]) -> Vec<Cow<'_, str>> {
    side.iter().map(|p| p.quote.text.as_str().into()).collect()
}

/// An outlet or a party's code, else the words.
pub(crate) fn speaker(a: &Attribution) -> &str {
    a.outlet.as_deref().or(a.code.as_deref()).unwrap_or(&a.quote.text)
}

/// A deed, as against words.
pub(crate) const fn is_deed(event: Event) -> bool {
    matches!(event.quad(), Quad::MaterialCooperation | Quad::MaterialConflict)
}

/// Line breaks, tabs and other controls to single spaces, for formats whose cells are one line.
pub(crate) fn one_line(s: &str) -> String {
    s.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}
