//! What of a claim matters for telling which others are about the same happening.

use crate::carrier::{Carrier, mix, shingles};
use crate::group::OPEN;
use crate::{items, numbers};
use sekutu_model::{Claim, Date, Event, Meaning, PartyMention, Span, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// No deed is taken to go on for more days than this after its first, which is when its claim comes.
const LASTS: i32 = 400;

/// What is compared. It is small, so that a ledger of a million claims can be gone through in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Features {
    /// The type.
    pub event: Event,
    /// The mode.
    pub mode: Option<String>,
    /// The status.
    pub status: Status,
    /// Labels of the actors (`RUS`, `SYR.REB`), in order of name.
    pub actor: Vec<String>,
    /// Labels of the recipients.
    pub recipient: Vec<String>,
    /// First day that it may have happened on, in days since 1970-01-01.
    pub from: Option<i32>,
    /// Last day.
    pub to: Option<i32>,
    /// Whether the text says the day.
    pub stated: bool,
    /// Day of publication.
    pub published: Option<i32>,
    /// Kinds of item.
    pub items: Vec<String>,
    /// The number.
    pub count: Option<u64>,
    /// The place, lower case.
    pub place: Option<String>,
    /// Hashes of the evidence's shingles, the 24 least.
    pub words: Vec<u32>,
    /// The trigger, lower case.
    pub trigger: String,
    /// What the trigger means in its sentence.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub meaning: Option<Meaning>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// The article's SHA-256.
    pub article: String,
    /// Its address or id: versions of one article share it.
    pub key: String,
    /// Where the trigger stands.
    pub at: Span,
    /// Where the evidence stands.
    pub evidence: Span,
    /// The claim's id.
    pub id: String,
}

/// How many days before publication an event without a date may lie, and after it a planned one.
const BEFORE: i32 = 3;
const AHEAD: i32 = 30;

impl Features {
    /// The features of a claim of that carrier's article.
    pub fn of(claim: &Claim, carrier: &Carrier) -> Features {
        let published = carrier.published.map(day);
        let (from, to) = claim.when.as_ref().map_or((None, None), |w| (w.from.map(day), w.to.map(day)));
        let stated = from.is_some() || to.is_some();
        let (from, to) = match (from, to, published) {
            (Some(f), Some(t), _) => (Some(f.min(t)), Some(f.max(t))),
            (Some(f), None, Some(p)) => (Some(f), Some(p.max(f))),
            (Some(f), None, None) => (Some(f), Some(f)),
            (None, Some(t), Some(p)) => (Some(p.min(t)), Some(t)),
            (None, Some(t), None) => (Some(t), Some(t)),
            (None, None, Some(p)) if claim.status == Status::Planned => (Some(p), Some(p + AHEAD)),
            (None, None, Some(p)) => (Some(p - BEFORE), Some(p)),
            (None, None, None) => (None, None),
        };
        let labels = |ps: &[PartyMention]| -> Vec<String> {
            let all: BTreeSet<String> = ps.iter().filter(|p| p.party.code.is_some()).map(|p| p.party.label()).collect();
            all.into_iter().collect()
        };
        let item = claim.item.as_ref().map_or_else(Vec::new, |i| items::concepts(&i.text));
        let mut hashes: Vec<u32> = shingles(&claim.evidence.quote().text).into_iter().map(|h| (mix(h) >> 32) as u32).collect();
        hashes.sort_unstable();
        hashes.truncate(24);
        Features {
            event: claim.event,
            mode: claim.mode.clone(),
            status: claim.status,
            actor: labels(&claim.actor),
            recipient: labels(&claim.recipient),
            from,
            to,
            stated,
            published,
            items: item,
            count: claim.count.as_ref().and_then(|c| numbers::value(&c.text)),
            place: claim.place.as_ref().map(|p| p.text.to_lowercase()),
            words: hashes,
            trigger: claim.trigger.text.to_lowercase(),
            meaning: claim.meaning,
            language: claim.language.clone(),
            article: carrier.sha256.clone(),
            key: carrier.key.clone(),
            at: claim.trigger.span,
            evidence: claim.evidence.quote().span,
            id: claim.id.clone(),
        }
    }

    /// The day by which claims are put in order; undated ones come first.
    pub fn sort_day(&self) -> i32 {
        self.from.or(self.published).unwrap_or(i32::MIN)
    }

    /// For how many days after its own a claim keeps its group open at most, if it has a day.
    pub const OPEN_AT_MOST: i32 = LASTS + OPEN;

    /// The day after which no claim can join a group for this one's sake; undated ones keep theirs open until the end.
    pub fn open_to(&self) -> i32 {
        self.to.or(self.published).map_or(i32::MAX, |t| t.min(self.sort_day().saturating_add(LASTS)).saturating_add(OPEN))
    }

    /// The order in which [`crate::Sweep`] takes claims: by the day of the event, of publication, then by what does not depend on how they were read in.
    pub fn order(&self) -> (i32, i32, &str, usize, &str) {
        (self.sort_day(), self.published.unwrap_or(i32::MIN), &self.article, self.at.start, &self.id)
    }
}

/// Days since 1970-01-01.
pub(crate) fn day(d: Date) -> i32 {
    d.since(Date::constant(1970, 1, 1)).map_or(0, |s| s.get_days())
}
