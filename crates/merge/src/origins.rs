//! Who vouches for an event independently.

use crate::carrier::Carrier;
use crate::describe::Member;
use crate::features::day;
use crate::record::{Origin, OriginKind};
use crate::states::retracts;
use sekutu_model::{Attribution, Claim, Status};
use sekutu_text::DocumentKind;
use std::collections::{BTreeMap, BTreeSet};

/// The least share of shingles in common for one text to be a copy of another.
const COPY: f32 = 0.4;

/// Days within which a copy or a translation appears.
const COPIED_WITHIN: i32 = 4;

/// Where one claim comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub key: String,
    pub kind: OriginKind,
    pub why: String,
}

/// Whether a claim vouches for its event, unless it is taken back (see `states::retracts`); a bare denial does not.
pub(crate) fn vouches(claim: &Claim) -> bool {
    match claim.status {
        Status::Denied => !claim.said_by.is_empty() && !same_speaker(&claim.said_by[0], &claim.denied_by),
        Status::Negated => false,
        _ => true,
    }
}

fn same_speaker(said: &Attribution, denied: &[Attribution]) -> bool {
    denied.iter().any(|d| d.quote.span == said.quote.span || (d.code.is_some() && d.code == said.code))
}

/// A speaker's key: a state's officials, forces and services are one, whoever of them speaks.
pub(crate) fn speaker(a: &Attribution) -> Option<(String, String)> {
    if a.outlet.is_some() {
        return None;
    }
    let code = a.code.as_ref()?;
    let state = a.sector.as_deref().is_none_or(|s| matches!(s, "GOV" | "MIL" | "SPY" | "COP" | "LEG" | "JUD"));
    let low = code.to_lowercase();
    if code.len() != 3 || !state {
        let key =
            a.sector.as_ref().filter(|s| code.len() == 3 && !s.is_empty()).map_or(low.clone(), |s| format!("{low}.{}", s.to_lowercase()));
        return Some((key, format!("said by {}", a.quote.text)));
    }
    Some((low, format!("said by {}; a state's officials and services count as one origin", a.quote.text)))
}

/// The kind of document that a hop is, where it is one without a name. Of one kind, those that outlets cite for one happening count as the same: each of them has but the others' word for having seen another.
fn document(hop: &Attribution, language: Option<&str>) -> Option<DocumentKind> {
    let unnamed = hop.code.is_none() && hop.outlet.is_none();
    language.and_then(sekutu_text::language).filter(|_| unnamed)?.document(&hop.quote.text)
}

/// The source that a claim itself or its article names, else the outlet.
fn named(claim: &Claim, carrier: &Carrier) -> Source {
    for hop in &claim.said_by {
        if let Some(kind) = document(hop, claim.language.as_deref()) {
            let why = format!("told by {}; documents of one kind count as one origin", hop.quote.text);
            return Source { key: kind.name().to_owned(), kind: OriginKind::Document, why };
        }
        if let Some((key, why)) = speaker(hop) {
            return Source { key, kind: OriginKind::Speaker, why };
        }
        if let Some(outlet) = &hop.outlet
            && *outlet != carrier.outlet
        {
            return Source { key: outlet.clone(), kind: OriginKind::Agency, why: format!("credited to {outlet}") };
        }
    }
    // a speaker without a code, such as a company or a witness, is its own source
    if let Some(hop) =
        claim.said_by.iter().find(|h| h.outlet.is_none() && h.name.as_ref().is_some_and(|n| n.chars().any(char::is_uppercase)))
    {
        let name = hop.name.clone().unwrap_or_default().to_lowercase();
        return Source { key: name, kind: OriginKind::Speaker, why: format!("said by {}", hop.quote.text) };
    }
    if let Some(agency) = carrier.credits.first() {
        return Source { key: agency.clone(), kind: OriginKind::Agency, why: format!("the article credits {agency}") };
    }
    Source { key: outlet(carrier), kind: OriginKind::Outlet, why: "in the outlet's own voice".to_owned() }
}

/// Why `later` is taken from `earlier`, if it is.
fn copied(later: &Carrier, earlier: &Carrier) -> Option<String> {
    if let (Some(a), Some(b)) = (later.published, earlier.published)
        && (day(a) - day(b)).abs() > COPIED_WITHIN
    {
        return None;
    }
    let share = later.signature.alike(&earlier.signature);
    if share >= COPY {
        return Some(format!("the same text as {}'s ({:.0} % of its runs of words)", earlier.outlet, share * 100.0));
    }
    if let Some((n, what)) = later.translates(earlier) {
        return Some(format!("the same {n} {what} as in {}'s text in another language", earlier.outlet));
    }
    None
}

/// The source of each member, copies traced to what they copy. Members are in the order of publication.
pub(crate) fn sources(members: &[Member<'_>]) -> Vec<Source> {
    let mut out: Vec<Source> = members.iter().map(|m| named(m.claim, m.carrier)).collect();
    let mut of_article: BTreeMap<&str, usize> = BTreeMap::new();
    for i in 0..members.len() {
        let carrier = members[i].carrier;
        if out[i].kind == OriginKind::Outlet {
            // the earliest article that has the same words, or, of the same day, one that names its source
            let from = of_article
                .values()
                .copied()
                .chain(
                    (i + 1..members.len())
                        .filter(|&j| out[j].kind != OriginKind::Outlet && members[j].carrier.published == carrier.published),
                )
                .filter(|&j| members[j].carrier.sha256 != carrier.sha256 && members[j].carrier.key != carrier.key)
                .find_map(|j| copied(carrier, members[j].carrier).map(|why| (j, why)));
            if let Some((j, why)) = from {
                out[i] = Source { key: out[j].key.clone(), kind: OriginKind::Copy, why };
            }
        }
        of_article.entry(carrier.sha256.as_str()).or_insert(i);
    }
    out
}

/// The origins of an event from its members that vouch for it; superseded versions do not count.
pub(crate) fn origins(members: &[Member<'_>], sources: &[Source]) -> Vec<Origin> {
    let mut order: Vec<String> = Vec::new();
    let mut found: BTreeMap<String, (Origin, BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for (m, s) in members.iter().zip(sources) {
        if m.carrier.successor.is_some() || !vouches(m.claim) || retracts(m.claim) {
            continue;
        }
        let (origin, outlets, why) = found.entry(s.key.clone()).or_insert_with(|| {
            order.push(s.key.clone());
            let origin =
                Origin { key: s.key.clone(), kind: s.kind, interested: false, claims: Vec::new(), outlets: Vec::new(), why: Vec::new() };
            (origin, BTreeSet::new(), BTreeSet::new())
        });
        origin.kind = origin.kind.min(s.kind);
        origin.interested |= m
            .claim
            .said_by
            .iter()
            .find(|a| speaker(a).is_some())
            .is_some_and(|a| m.claim.actor.iter().chain(&m.claim.recipient).any(|p| p.party.code.is_some() && p.party.code == a.code));
        origin.claims.push(m.claim.id.clone());
        outlets.insert(outlet(m.carrier));
        why.insert(s.why.clone());
    }
    let mut out = Vec::new();
    for key in order {
        if let Some((mut origin, outlets, why)) = found.remove(&key) {
            origin.outlets = outlets.into_iter().collect();
            origin.why = why.into_iter().collect();
            out.push(origin);
        }
    }
    out
}

/// The outlet's name, else a short form of the article's hash.
pub(crate) fn outlet(carrier: &Carrier) -> String {
    if carrier.outlet.is_empty() { format!("article {}", &carrier.sha256[..carrier.sha256.len().min(8)]) } else { carrier.outlet.clone() }
}
