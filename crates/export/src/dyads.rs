//! The table of dyad-months.

use crate::table::{Column, Record, day, lent, real, text, whole};
use crate::tally::{Share, Tallies, thousandths};
use sekutu_codebook::Codebook;
use sekutu_merge::EventRecord;
use sekutu_model::{Date, Quad};
use std::borrow::Cow;

/// What one party did to another in a month: a row of the table of dyad-months.
///
/// Sums are over events that are reported or alleged; those that are planned, denied or negated are counted, and no more.
#[derive(Debug, Clone, PartialEq)]
pub struct DyadMonth {
    /// Who did it: a party's label.
    pub actor: String,
    /// The party's usual English name.
    pub actor_name: String,
    /// To whom.
    pub recipient: String,
    /// The party's usual English name.
    pub recipient_name: String,
    /// The month's first day.
    pub month: Date,
    /// How many events are reported, alleged, planned, denied, negated.
    pub by_status: [u64; 5],
    /// How many are contested.
    pub contested: u64,
    /// How many may have happened in another month too: their days reach beyond this one, or have no end.
    pub imprecise: u64,
    /// In the order of [`Quad::ALL`].
    pub quads: [QuadSum; 4],
    /// Deeds: both material classes.
    pub deeds: QuadSum,
    /// Words: both verbal classes.
    pub words: QuadSum,
    /// How many independent origins vouch for the events in the sums.
    pub origins: u64,
    /// How many outlets carry them.
    pub outlets: u64,
    /// First day of the events in the sums.
    pub first: Option<Date>,
    /// Their last day.
    pub last: Option<Date>,
}

/// Events of a quad class, or of two.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct QuadSum {
    /// How many.
    pub events: u64,
    /// The sum of their intensities, by the codebook.
    pub intensity: f64,
}

/// Adds events up by dyad and month. Memory grows with the number of dyad-months and of their origins and outlets, not with that of events.
#[derive(Debug, Clone)]
pub struct DyadMonths {
    tallies: Tallies,
    book: Cow<'static, Codebook>,
}

impl Default for DyadMonths {
    fn default() -> DyadMonths {
        DyadMonths::new()
    }
}

impl DyadMonths {
    /// None yet. Intensities are the builtin codebook's.
    pub fn new() -> DyadMonths {
        DyadMonths { tallies: Tallies::default(), book: Cow::Borrowed(Codebook::builtin()) }
    }

    /// The same with the intensities of a user's codebook; before the first event.
    pub fn with_codebook(mut self, book: Codebook) -> DyadMonths {
        self.book = Cow::Owned(book);
        self
    }

    /// Adds an event to the dyads of its parties, in the month of its first day.
    pub fn event(&mut self, event: &EventRecord) {
        self.tallies.add(event, &self.book);
    }

    /// How many events are in no row: they have no day, or no two parties with codes.
    pub fn left_out(&self) -> u64 {
        self.tallies.left_out
    }

    /// The rows, by actor, recipient and month.
    pub fn rows(&self) -> impl Iterator<Item = DyadMonth> {
        let name = |label: &str| self.tallies.parties.get(label).map(|p| p.name.clone()).unwrap_or_default();
        self.tallies.dyads.iter().map(move |((actor, recipient, month), t)| {
            let all = t.of(Quad::ALL);
            DyadMonth {
                actor_name: name(actor),
                recipient_name: name(recipient),
                actor: actor.clone(),
                recipient: recipient.clone(),
                month: *month,
                by_status: t.by_status,
                contested: t.contested,
                imprecise: t.imprecise,
                quads: t.quads.each_ref().map(sum),
                deeds: sum(&t.of(&[Quad::MaterialCooperation, Quad::MaterialConflict])),
                words: sum(&t.of(&[Quad::VerbalCooperation, Quad::VerbalConflict])),
                origins: all.origins.len() as u64,
                outlets: all.outlets.len() as u64,
                first: all.days.map(|d| d.0),
                last: all.days.map(|d| d.1),
            }
        })
    }
}

fn sum(s: &Share) -> QuadSum {
    QuadSum { events: s.events, intensity: thousandths(s.intensity) }
}

fn count(n: u64) -> Option<i64> {
    i64::try_from(n).ok()
}

impl Record for DyadMonth {
    const COLUMNS: &'static [Column<DyadMonth>] = &[
        text("actor", "the actor's label: code, with the sector where it is not GOV", |d| lent(&d.actor)),
        text("actor_name", "the actor's usual English name", |d| lent(&d.actor_name)),
        text("recipient", "the recipient's label", |d| lent(&d.recipient)),
        text("recipient_name", "the recipient's usual English name", |d| lent(&d.recipient_name)),
        text("month", "the month, as 2022-11", |d| Some(d.month.strftime("%Y-%m").to_string().into())),
        whole("events", "how many events, whatever their status", |d| count(d.by_status.iter().sum())),
        whole("reported", "how many of them are reported", |d| count(d.by_status[0])),
        whole("alleged", "how many are alleged", |d| count(d.by_status[1])),
        whole("planned", "how many are planned; in no sum", |d| count(d.by_status[2])),
        whole("denied", "how many are denied and asserted by nobody; in no sum", |d| count(d.by_status[3])),
        whole("negated", "how many a text says did not happen; in no sum", |d| count(d.by_status[4])),
        whole("contested", "how many a named party denies that others assert", |d| count(d.contested)),
        whole("imprecise", "how many may have happened in another month too", |d| count(d.imprecise)),
        whole("verbal_cooperation", "events of that class, reported or alleged", |d| count(d.quads[0].events)),
        real("verbal_cooperation_intensity", "the sum of their intensities", |d, _| Some(d.quads[0].intensity)),
        whole("material_cooperation", "events of that class, reported or alleged", |d| count(d.quads[1].events)),
        real("material_cooperation_intensity", "the sum of their intensities", |d, _| Some(d.quads[1].intensity)),
        whole("verbal_conflict", "events of that class, reported or alleged", |d| count(d.quads[2].events)),
        real("verbal_conflict_intensity", "the sum of their intensities", |d, _| Some(d.quads[2].intensity)),
        whole("material_conflict", "events of that class, reported or alleged", |d| count(d.quads[3].events)),
        real("material_conflict_intensity", "the sum of their intensities", |d, _| Some(d.quads[3].intensity)),
        whole("deeds", "events of both material classes", |d| count(d.deeds.events)),
        real("deeds_intensity", "the sum of their intensities", |d, _| Some(d.deeds.intensity)),
        whole("words", "events of both verbal classes", |d| count(d.words.events)),
        real("words_intensity", "the sum of their intensities", |d, _| Some(d.words.intensity)),
        whole("origins", "independent origins of the events in the sums", |d| count(d.origins)),
        whole("outlets", "outlets that carry them", |d| count(d.outlets)),
        day("first", "the first day of the events in the sums", |d| d.first),
        day("last", "their last day", |d| d.last),
    ];
}
