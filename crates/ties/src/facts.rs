//! Formal facts: what treaties and declarations say of a tie, beside what the parties do.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A treaty, a recognition, or the like. It is shown beside a tie and adds to no sum: a pact that nobody keeps is still a pact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// The codes that it binds: all parties of a treaty; who recognises, then who is recognised.
    pub parties: Vec<String>,
    /// Its name, in the words of its source.
    pub title: String,
    /// The first day that it holds, if known.
    pub from: Option<Date>,
    /// The last day; `None` while it holds.
    pub to: Option<Date>,
    /// Where that is written: a title, an address.
    pub source: String,
}

/// The kinds of formal fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// A defence pact: the parties are bound to fight for each other.
    Defence,
    /// A pact of neutrality or non-aggression.
    NonAggression,
    /// Any other treaty in force.
    Treaty,
    /// Membership in one organisation.
    Membership,
    /// Diplomatic relations.
    Relations,
    /// Recognition of the second as a state, by the first.
    Recognition,
}

impl Fact {
    /// Whether it holds on a day, as far as its days are known.
    pub fn holds(&self, on: Date) -> bool {
        self.from.is_none_or(|f| f <= on) && self.to.is_none_or(|t| on <= t)
    }

    /// Whether it is between the two.
    pub fn binds(&self, a: &str, b: &str) -> bool {
        a != b && [a, b].iter().all(|x| self.parties.iter().any(|p| p == x))
    }
}

/// The facts between two parties that hold on a day, by kind, first day and title.
pub fn facts<'a>(all: &'a [Fact], a: &str, b: &str, on: Date) -> Vec<&'a Fact> {
    let mut out: Vec<&Fact> = all.iter().filter(|f| f.binds(a, b) && f.holds(on)).collect();
    out.sort_by(|x, y| (x.kind, x.from, &x.title).cmp(&(y.kind, y.from, &y.title)));
    out
}
