//! Events added up by dyad and month: what dyad-months and networks are made of.
//!
//! Sums are in whole thousandths, so that they do not depend on the order in which events come.

use sekutu_codebook::Codebook;
use sekutu_merge::EventRecord;
use sekutu_model::{Date, Event, Party, Quad, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Actor's label, recipient's label, first day of the month.
pub(crate) type Key = (String, String, Date);

/// All dyads, and what is known of their parties.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tallies {
    pub(crate) dyads: BTreeMap<Key, Tally>,
    pub(crate) parties: BTreeMap<String, Member>,
    /// Events that have no day or no two coded parties.
    pub(crate) left_out: u64,
}

/// A party of a dyad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) code: String,
    /// Where the label has one.
    pub(crate) sector: Option<String>,
    pub(crate) name: String,
}

/// A dyad's month.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// In the order of [`Status::ALL`].
    pub(crate) by_status: [u64; 5],
    pub(crate) contested: u64,
    pub(crate) imprecise: u64,
    /// In the order of [`Quad::ALL`]; of events that are reported or alleged.
    pub(crate) quads: [Share; 4],
}

/// What events of one quad class, or of several, come to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Share {
    pub(crate) events: u64,
    pub(crate) intensity: i64,
    pub(crate) magnitude: i64,
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) origins: BTreeSet<String>,
    pub(crate) outlets: BTreeSet<String>,
}

impl Tallies {
    pub(crate) fn add(&mut self, e: &EventRecord, book: &Codebook) {
        let dyads = dyads(e);
        let Some(days) = days(e).filter(|_| !dyads.is_empty()) else {
            self.left_out += 1;
            return;
        };
        for (actor, recipient) in dyads {
            for p in [actor, recipient] {
                self.meet(p);
            }
            let key = (actor.label(), recipient.label(), days.0.first_of_month());
            self.dyads.entry(key).or_default().add(e, days, book);
        }
    }

    /// Of a party's names the least is kept, whichever comes first.
    fn meet(&mut self, p: &Party) {
        let sector = p.sector.clone().filter(|s| s != "GOV");
        let new = || Member { code: p.code.clone().unwrap_or_default(), sector, name: p.name.clone() };
        let known = self.parties.entry(p.label()).or_insert_with(new);
        if p.name < known.name {
            known.name.clone_from(&p.name);
        }
    }
}

impl Tally {
    fn add(&mut self, e: &EventRecord, days: (Date, Date), book: &Codebook) {
        self.by_status[e.status as usize] += 1;
        self.contested += u64::from(e.contested);
        let open = e.stated && (e.from.is_none() || e.to.is_none());
        self.imprecise += u64::from(open || days.0.first_of_month() != days.1.first_of_month());
        // what is planned, denied or negated is not said to have happened
        if !matches!(e.status, Status::Reported | Status::Alleged) {
            return;
        }
        let weight = (f64::from(book.weight(e.event, e.mode.as_deref())) * 1000.0).round() as i64;
        let origins = e.origins.iter().map(|o| o.key.clone()).collect();
        let outlets = e.outlets.iter().cloned().collect();
        let one = Share { events: 1, intensity: weight, magnitude: weight.abs(), days: Some(days), origins, outlets };
        self.quads[e.quad as usize].join(&one);
    }

    /// What the events of some quad classes come to.
    pub(crate) fn of(&self, quads: &[Quad]) -> Share {
        let mut all = Share::default();
        for q in quads {
            all.join(&self.quads[*q as usize]);
        }
        all
    }
}

impl Share {
    fn join(&mut self, other: &Share) {
        self.events += other.events;
        self.intensity += other.intensity;
        self.magnitude += other.magnitude;
        self.days = match (self.days, other.days) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        self.origins.extend(other.origins.iter().cloned());
        self.outlets.extend(other.outlets.iter().cloned());
    }
}

/// Thousandths to a number.
pub(crate) fn thousandths(n: i64) -> f64 {
    n as f64 / 1000.0
}

/// Who does it to whom. Where no recipient is named, each of the parties to a mutual event does it to each other. Parties without a code
/// form no dyad: two of them that are called "rebels" need not be the same.
fn dyads(e: &EventRecord) -> Vec<(&Party, &Party)> {
    let (actors, recipients) = (coded(&e.actor), coded(&e.recipient));
    if !e.recipient.is_empty() {
        return actors.iter().flat_map(|a| recipients.iter().map(move |r| (*a, *r))).collect();
    }
    if !is_mutual(e.event) {
        return Vec::new();
    }
    actors.iter().flat_map(|a| actors.iter().map(move |r| (*a, *r))).filter(|(a, r)| a.label() != r.label()).collect()
}

fn coded(side: &[Party]) -> Vec<&Party> {
    let mut seen = BTreeSet::new();
    side.iter().filter(|p| p.code.is_some() && seen.insert(p.label())).collect()
}

/// Events that have no sides.
const fn is_mutual(e: Event) -> bool {
    matches!(e, Event::Consult | Event::Agree | Event::Cooperate | Event::Support)
}

/// The first and the last day: those that a text states, else the first day of publication (an event that no text dates is recorded from the
/// day before, which may lie in another month).
fn days(e: &EventRecord) -> Option<(Date, Date)> {
    if !e.stated {
        let day = e.first_report.or(e.to).or(e.from)?;
        return Some((day, day));
    }
    let first = e.from.or(e.to).or(e.first_report)?;
    Some((first, e.to.unwrap_or(first).max(first)))
}
