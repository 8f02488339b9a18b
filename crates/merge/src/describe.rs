//! A group's claims to the record of its event.

use crate::carrier::Carrier;
use crate::group::Grouped;
use crate::origins;
use crate::record::{EventRecord, StepKind};
use crate::states;
use sekutu_model::{Claim, Date, Party, PartyMention, Status, hash};
use std::collections::{BTreeMap, BTreeSet};

/// A claim of an event and the article that carries it.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its article.
    pub carrier: &'a Carrier,
}

/// The record of an event. `members` are a group's claims with their articles, in any order; `None` where there are none.
pub fn describe(members: &[Member<'_>], grouped: &Grouped) -> Option<EventRecord> {
    let mut members = members.to_vec();
    members.sort_by(|a, b| order(a).cmp(&order(b)));
    let first = members.first()?;
    let now: Vec<&Member<'_>> = members.iter().filter(|m| m.carrier.successor.is_none()).collect();
    let told: Vec<&Claim> = if now.is_empty() { members.iter().map(|m| m.claim).collect() } else { now.iter().map(|m| m.claim).collect() };
    let sources = origins::sources(&members);
    let history = states::history(&members);
    let event = most(told.iter().map(|c| c.event))?;
    let (from, to, stated) = days(&members);
    let words = |of: &dyn Fn(&Claim) -> Option<String>| told.iter().find_map(|c| of(c));
    let last = history.iter().rev().find(|s| s.kind != StepKind::Corrected).or(history.last());
    Some(EventRecord {
        id: hash(&first.claim.id)[..16].to_owned(),
        event,
        quad: event.quad(),
        mode: most(told.iter().filter(|c| c.event == event).filter_map(|c| c.mode.clone())),
        contexts: told.iter().flat_map(|c| c.contexts.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect(),
        actor: parties(told.iter().map(|c| c.actor.as_slice())),
        recipient: parties(told.iter().map(|c| c.recipient.as_slice())),
        from,
        to,
        stated,
        place: words(&|c| c.place.as_ref().map(|q| q.text.clone())),
        item: words(&|c| c.item.as_ref().map(|q| q.text.clone())),
        count: words(&|c| c.count.as_ref().map(|q| q.text.clone())),
        status: told.iter().map(|c| c.status).min_by_key(|s| strength(*s)).unwrap_or(Status::Reported),
        state: last.map_or(StepKind::Asserted, |s| s.kind),
        contested: states::contested(&history),
        first_report: members.iter().filter_map(|m| m.carrier.published).min(),
        last_report: members.iter().filter_map(|m| m.carrier.published).max(),
        claims: members.iter().map(|m| m.claim.id.clone()).collect(),
        articles: members.iter().map(|m| m.carrier.key.as_str()).collect::<BTreeSet<_>>().len(),
        outlets: now.iter().map(|m| origins::outlet(m.carrier)).collect::<BTreeSet<_>>().into_iter().collect(),
        origins: origins::origins(&members, &sources),
        flags: states::flags(&members, &sources),
        history,
        links: grouped.links.clone(),
    })
}

fn order<'a>(m: &Member<'a>) -> (Option<Date>, &'a str, usize, &'a str) {
    (m.carrier.published, &m.carrier.sha256, m.claim.trigger.span.start, &m.claim.id)
}

/// Reported says more than planned, planned more than alleged.
const fn strength(s: Status) -> u8 {
    match s {
        Status::Reported => 0,
        Status::Planned => 1,
        Status::Alleged => 2,
        Status::Denied => 3,
        Status::Negated => 4,
    }
}

/// The commonest value, of equals the least.
fn most<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut n: BTreeMap<T, usize> = BTreeMap::new();
    for x in all {
        *n.entry(x).or_default() += 1;
    }
    let top = n.values().copied().max()?;
    n.into_iter().find(|(_, k)| *k == top).map(|(x, _)| x)
}

/// The parties that at least half of the claims name that name any, else the commonest, the commonest first.
fn parties<'a>(sides: impl Iterator<Item = &'a [PartyMention]>) -> Vec<Party> {
    let mut n: BTreeMap<String, (usize, Party)> = BTreeMap::new();
    let mut all = 0;
    for side in sides {
        let mut here = BTreeSet::new();
        for p in side.iter().map(|m| &m.party) {
            // what has no code is told apart by its name
            let key = if p.code.is_some() { p.label() } else { format!("?{}", p.name) };
            if here.insert(key.clone()) {
                n.entry(key).or_insert_with(|| (0, p.clone())).0 += 1;
            }
        }
        all += usize::from(!here.is_empty());
    }
    let top = n.values().map(|(k, _)| *k).max().unwrap_or(0);
    let mut kept: Vec<(usize, String, Party)> =
        n.into_iter().filter(|(_, (k, _))| *k * 2 >= all || *k == top).map(|(l, (k, p))| (k, l, p)).collect();
    kept.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    kept.into_iter().map(|(_, _, p)| p).collect()
}

/// The days: the shortest that a text states, the commonest of those; else the day before the first report and that day.
fn days(members: &[Member<'_>]) -> (Option<Date>, Option<Date>, bool) {
    let mut stated: BTreeMap<(i32, Date, Date), usize> = BTreeMap::new();
    for w in members.iter().filter_map(|m| m.claim.when.as_ref()) {
        if let (Some(f), Some(t)) = (w.from, w.to) {
            let length = t.since(f).map_or(0, |s| s.get_days());
            *stated.entry((length, f, t)).or_default() += 1;
        }
    }
    if let Some(least) = stated.keys().next().map(|k| k.0) {
        let near = stated.iter().filter(|(k, _)| k.0 <= least + 3).max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        if let Some(((_, f, t), _)) = near {
            return (Some(*f), Some(*t), true);
        }
    }
    let first = members.iter().filter_map(|m| m.carrier.published).min();
    let last = members.iter().filter_map(|m| m.carrier.published).max();
    if let Some(since) = members.iter().filter_map(|m| m.claim.when.as_ref()?.from).min() {
        return (Some(since), last.filter(|l| *l >= since), true); // "since 2012": up to the last report
    }
    (first.and_then(|d| d.yesterday().ok()), first, false)
}
