//! What to count and how, and one act weighed.

use crate::act::{Act, CERTAIN, speaker};
use crate::key::{ClaimKey, EventId, Hashed, Points, hash};
use crate::weights::{HalfLife, Weights};
use jiff::civil::Date;
use sekutu_model::Status;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What to count and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The day that is looked back from; acts after it do not count.
    pub as_of: Date,
    /// The first day that counts, if any.
    pub from: Option<Date>,
    /// How fast events fade.
    pub half_life: HalfLife,
    /// Whether contested events count, by the weights' factor; else they are listed at nothing.
    pub contested: bool,
    /// Whether the reader's confidence counts, by the weights' share of it; else every claim is taken for read rightly.
    pub confidence: bool,
    /// Whose acts count as a party's.
    pub sectors: Sectors,
    /// What to leave out.
    pub without: Without,
    /// The seed of the resampling and of the search for blocs.
    pub seed: u64,
    /// How many resamples an interval is taken from; fewer than 20 are taken for 20.
    pub resamples: usize,
    /// How sure, by status; what is a war.
    pub weights: Weights,
}

impl Options {
    /// The builtin weights as of a day: half-life 90 days, contested events in, the reader's confidence counted, states' own acts, nothing left out, seed 1, 400 resamples.
    pub fn new(as_of: Date) -> Options {
        Options::with(as_of, Weights::builtin().clone())
    }

    /// The same by a user's own weights and their half-life.
    pub fn with(as_of: Date, weights: Weights) -> Options {
        Options {
            as_of,
            from: None,
            half_life: weights.half_life(),
            contested: true,
            confidence: true,
            sectors: Sectors::States,
            without: Without::default(),
            seed: 1,
            resamples: 400,
            weights,
        }
    }
}

/// Whose acts count as a party's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sectors {
    /// A state's officials, parliament, courts, forces and services (no sector, `GOV`, `MIL`, `SPY`, `COP`, `LEG`, `JUD`); groups and
    /// organisations that have a code of their own. An attack by `SYR.REB` is not Syria's.
    #[default]
    States,
    /// Everyone under the code.
    All,
}

/// What to leave out. An event stands as long as one claim that vouches for it stands; its status is then the strongest of those that do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Without {
    /// Outlets' names, as carriers: what only they carry falls.
    pub outlets: BTreeSet<String>,
    /// Origins' keys or parties' labels (`usa`, `USA`, `reuters`), as those who vouch or deny.
    pub speakers: BTreeSet<String>,
    /// Claims' ids; the extractor's part alone means every copy.
    pub claims: BTreeSet<String>,
    /// Events' ids.
    pub events: BTreeSet<String>,
}

/// What a contribution is the product of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Factors {
    /// The codebook's, 0 to 10.
    pub intensity: f64,
    /// The weight of its status, 0 to 1; 0 where no current claim vouches for it.
    pub status: f64,
    /// How sure the reader is that it was read rightly, 0 to 1, to four places: see [`Options::confidence`].
    pub confidence: f64,
    /// 1, or less where it is contested.
    pub contested: f64,
    /// What fading leaves, 0 to 1; 0 without a day.
    pub decay: f64,
}

impl Factors {
    /// Their product, to the millionth.
    pub fn product(&self) -> Points {
        Points::of(self.intensity * self.status * self.confidence * self.contested * self.decay)
    }
}

/// A claim on which a contribution hinges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hinge {
    /// The claim; compare with [`ClaimKey::of`] of an id.
    pub claim: ClaimKey,
    /// What the contribution would be without it.
    pub without: Points,
}

/// One act, weighed.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    pub factors: Factors,
    pub status: Status,
    pub contested: bool,
    pub hinges: Vec<Hinge>,
}

/// Options made ready for many acts.
pub(crate) struct Scale<'a> {
    pub options: &'a Options,
    as_of: i32,
    from: i32,
    outlets: Hashed<()>,
    speakers: Hashed<()>,
    claims: Hashed<Vec<ClaimKey>>,
    events: Hashed<()>,
    whole: bool,
    /// What share of the reader's doubt is taken off.
    doubt: f64,
}

/// Days since 1 January 1970.
pub(crate) fn day_number(day: Date) -> i32 {
    // days_from_civil of Howard Hinnant, "chrono-compatible low-level date algorithms" (2013)
    let (m, d) = (i32::from(day.month()), i32::from(day.day()));
    let y = i32::from(day.year()) - i32::from(m <= 2);
    let era = y.div_euclid(400);
    let year = y - era * 400;
    let of_year = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
    era * 146_097 + year * 365 + year / 4 - year / 100 + of_year - 719_468
}

impl<'a> Scale<'a> {
    pub fn new(options: &'a Options) -> Scale<'a> {
        let w = &options.without;
        let mut claims: Hashed<Vec<ClaimKey>> = Hashed::default();
        for c in w.claims.iter().map(|c| ClaimKey::of(c)) {
            claims.entry(c.base).or_default().push(c);
        }
        Scale {
            options,
            as_of: day_number(options.as_of),
            from: options.from.map_or(i32::MIN, day_number),
            outlets: w.outlets.iter().map(|o| (hash(o), ())).collect(),
            speakers: w.speakers.iter().map(|s| (hash(&speaker(s)), ())).collect(),
            events: w.events.iter().map(|e| (EventId::of(e).0, ())).collect(),
            whole: w.outlets.is_empty() && w.speakers.is_empty() && w.claims.is_empty(),
            claims,
            doubt: if options.confidence { options.weights.confidence() } else { 0.0 },
        }
    }

    /// The act weighed; `None` where it does not count at all: left out, outside the period, not the parties' own.
    pub fn weigh(&self, act: &Act) -> Option<Weighed> {
        if self.options.sectors == Sectors::States && !act.states || self.events.contains_key(&act.event.0) {
            return None;
        }
        let decay = match act.day.map(day_number) {
            Some(d) if d > self.as_of || d < self.from => return None,
            Some(d) => self.options.half_life.left(self.as_of - d),
            None => 0.0,
        };
        let (factors, status, contested, standing) = self.factors(act, decay, None);
        if standing == 0 && !act.vouches.is_empty() {
            return None;
        }
        let product = factors.product();
        // most events: one claim, on which all hinges; or several that say the same, on none of which anything does
        let plain = self.whole && act.denials.is_empty();
        let hinges = match act.vouches.as_slice() {
            [] if plain => Vec::new(),
            [_] if plain && product == Points::ZERO => Vec::new(),
            [v] if plain => vec![Hinge { claim: v.claim, without: Points::ZERO }],
            [v, rest @ ..]
                if plain
                    && rest.iter().any(|w| w.claim != v.claim)
                    && act
                        .vouches
                        .iter()
                        .all(|w| w.status == act.status && (self.doubt == 0.0 || w.confidence == v.confidence && w.origin == v.origin)) =>
            {
                Vec::new()
            }
            _ => self.hinges(act, decay, product),
        };
        Some(Weighed { factors, status, contested, hinges })
    }

    fn hinges(&self, act: &Act, decay: f64, product: Points) -> Vec<Hinge> {
        let mut hinges: Vec<Hinge> = Vec::new();
        let claims = act.vouches.iter().map(|v| v.claim).chain(act.denials.iter().map(|d| d.claim));
        for claim in claims {
            let without = self.factors(act, decay, Some(claim)).0.product();
            if without != product && !hinges.iter().any(|h| h.claim == claim) {
                hinges.push(Hinge { claim, without });
            }
        }
        hinges
    }

    /// The origins of which a claim stands, by their places.
    pub fn origins<'b>(&'b self, act: &'b Act) -> impl Iterator<Item = &'b crate::act::OriginKey> + 'b {
        act.origins
            .iter()
            .enumerate()
            .filter(|(i, _)| self.whole || act.vouches.iter().any(|v| v.origin == *i && self.stands(act, v, None)))
            .map(|(_, o)| o)
    }

    fn factors(&self, act: &Act, decay: f64, also: Option<ClaimKey>) -> (Factors, Status, bool, usize) {
        let standing =
            if self.whole && also.is_none() { act.vouches.len() } else { act.vouches.iter().filter(|v| self.stands(act, v, also)).count() };
        let status = if standing == act.vouches.len() {
            act.status
        } else {
            act.vouches.iter().filter(|v| self.stands(act, v, also)).map(|v| v.status).min_by_key(|s| strength(*s)).unwrap_or(act.status)
        };
        let denied = act.denials.is_empty()
            || act.denials.iter().any(|d| {
                !self.left_out(&d.claim, also) && !self.outlets.contains_key(&d.outlet) && !self.speakers.contains_key(&d.speaker)
            });
        let contested = act.contested && denied;
        let factors = Factors {
            intensity: act.intensity,
            status: if standing == 0 { 0.0 } else { self.options.weights.status(status) },
            confidence: self.confidence(act, also),
            contested: match (contested, self.options.contested) {
                (false, _) => 1.0,
                (true, true) => self.options.weights.contested(),
                (true, false) => 0.0,
            },
            decay,
        };
        (factors, status, contested, standing)
    }

    /// 1 − Π (1 − the surest claim) over the origins, of the claims that stand. Copies of one source are read rightly or wrongly together, so the surest
    /// speaks for all of them; other sources have other words, and a misreading of one is none of the next.
    fn confidence(&self, act: &Act, also: Option<ClaimKey>) -> f64 {
        if self.doubt == 0.0 || act.vouches.is_empty() {
            return 1.0;
        }
        let surest = |origin: usize| {
            let of = act.vouches.iter().filter(|v| v.origin == origin && (self.whole && also.is_none() || self.stands(act, v, also)));
            of.map(|v| v.confidence).max().map_or(1.0, |c| 1.0 - f64::from(c) / f64::from(CERTAIN))
        };
        let left: f64 = (0..act.origins.len()).map(surest).product();
        ((1.0 - self.doubt * left) * 1e4).round() / 1e4
    }

    fn stands(&self, act: &Act, v: &crate::act::Vouch, also: Option<ClaimKey>) -> bool {
        !self.left_out(&v.claim, also)
            && !v.outlet.is_some_and(|o| self.outlets.contains_key(&o))
            && !act.origins.get(v.origin).is_some_and(|o| self.speakers.contains_key(&o.hash))
    }

    fn left_out(&self, claim: &ClaimKey, also: Option<ClaimKey>) -> bool {
        also == Some(*claim) || self.claims.get(&claim.base).is_some_and(|named| named.iter().any(|n| n.means(claim)))
    }
}

/// As `sekutu-merge` has it: reported says more than planned, planned more than alleged.
const fn strength(s: Status) -> u8 {
    match s {
        Status::Reported => 0,
        Status::Planned => 1,
        Status::Alleged => 2,
        Status::Denied => 3,
        Status::Negated => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_numbered() {
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        assert_eq!(day_number(date(2000, 3, 1)), 11_017);
        assert_eq!(day_number(date(2024, 2, 29)) + 1, day_number(date(2024, 3, 1)));
        assert_eq!(day_number(date(1969, 12, 31)), -1);
    }
}
