//! The network of parties that GraphML and GEXF draw: an edge a dyad, sign and month.

use crate::tally::{Member, Share, Tallies, thousandths};
use sekutu_model::{Date, Quad};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The attributes of an edge, in order: name, GraphML's type, GEXF's type.
pub(crate) const EDGE: [(&str, &str, &str); 9] = [
    ("sign", "string", "string"),
    ("month", "string", "string"),
    ("events", "long", "long"),
    ("deeds", "long", "long"),
    ("words", "long", "long"),
    ("intensity", "double", "double"),
    ("origins", "long", "long"),
    ("first", "string", "string"),
    ("last", "string", "string"),
];

/// What one party did for or against another in a month.
pub(crate) struct Edge<'a> {
    pub(crate) actor: &'a str,
    pub(crate) recipient: &'a str,
    sign: &'static str,
    month: Date,
    share: Share,
    deeds: u64,
    pub(crate) first: Date,
    pub(crate) last: Date,
}

impl Edge<'_> {
    /// The same in every export.
    pub(crate) fn id(&self) -> String {
        format!("{}→{} {} {}", self.actor, self.recipient, self.sign, self.month.strftime("%Y-%m"))
    }

    /// The sum of the events' intensities without their sign: never negative, as layouts need it.
    pub(crate) fn weight(&self) -> f64 {
        thousandths(self.share.magnitude)
    }

    /// The values of [`EDGE`].
    pub(crate) fn values(&self) -> [String; 9] {
        [
            self.sign.to_owned(),
            self.month.strftime("%Y-%m").to_string(),
            self.share.events.to_string(),
            self.deeds.to_string(),
            (self.share.events - self.deeds).to_string(),
            thousandths(self.share.intensity).to_string(),
            self.share.origins.len().to_string(),
            self.first.to_string(),
            self.last.to_string(),
        ]
    }
}

/// The edges, by actor, recipient, month and sign. A dyad whose events are all planned, denied or negated has none.
pub(crate) fn edges(t: &Tallies) -> impl Iterator<Item = Edge<'_>> {
    const SIGNS: [(&str, [Quad; 2]); 2] = [
        ("cooperation", [Quad::VerbalCooperation, Quad::MaterialCooperation]),
        ("conflict", [Quad::VerbalConflict, Quad::MaterialConflict]),
    ];
    t.dyads.iter().flat_map(|((actor, recipient, month), tally)| {
        SIGNS.into_iter().filter_map(move |(sign, quads)| {
            let share = tally.of(&quads);
            let (first, last) = share.days?;
            let deeds = tally.of(&quads[1..]).events;
            Some(Edge { actor, recipient, sign, month: *month, share, deeds, first, last })
        })
    })
}

/// A party with the first and last day of its edges.
pub(crate) struct Node<'a> {
    pub(crate) label: &'a str,
    pub(crate) party: &'a Member,
    pub(crate) first: Date,
    pub(crate) last: Date,
}

/// The parties that have edges, by label.
pub(crate) fn nodes(t: &Tallies) -> impl Iterator<Item = Node<'_>> {
    let mut days: BTreeMap<&str, (Date, Date)> = BTreeMap::new();
    for e in edges(t) {
        for label in [e.actor, e.recipient] {
            let d = days.entry(label).or_insert((e.first, e.last));
            *d = (d.0.min(e.first), d.1.max(e.last));
        }
    }
    days.into_iter().filter_map(|(label, (first, last))| Some(Node { label, party: t.parties.get(label)?, first, last }))
}

/// Text for XML 1.0, in an element or a quoted attribute. Characters that XML cannot hold become U+FFFD.
pub(crate) fn xml(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // a parser turns a bare one into a space
            '\t' | '\n' | '\r' => _ = write!(out, "&#{};", c as u32),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}
