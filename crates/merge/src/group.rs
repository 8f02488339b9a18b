//! Claims to happenings, in one pass over them in the order of time.
//!
//! A claim joins the group whose members it is most like on average, if that is enough, and else begins one. Groups too old to get a further member are handed out, so that memory holds a few weeks of news,
//! however long the ledger. The order is that of [`Features::order`], which does not depend on the order in which articles were read in; neither does the result.

use crate::alike::{THRESHOLD, alike, country, same_sides, types};
use crate::features::Features;
use crate::record::{Link, Reason};
use sekutu_model::Event;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a user settled of two claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// They are about one happening.
    Together,
    /// They are not.
    Apart,
}

/// Claims about one happening.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouped {
    /// Ids of the claims, in order.
    pub claims: Vec<String>,
    /// Why each but the first is there.
    pub links: Vec<Link>,
}

/// A group that may still grow.
#[derive(Debug, Clone)]
struct Group {
    members: Vec<Features>,
    links: Vec<Link>,
    /// Day after which nothing can join.
    open_to: i32,
    /// First and last day that a member may have happened on or was published.
    days: (i32, i32),
    /// One bit a type that a member has.
    types: u32,
    decided: BTreeSet<String>,
}

/// Goes through claims in order and groups them.
#[derive(Debug, Default)]
pub struct Sweep {
    decisions: BTreeMap<String, Vec<(String, Decision)>>,
    groups: BTreeMap<u64, Group>,
    by_code: HashMap<String, BTreeSet<u64>>,
    due: BTreeSet<(i32, u64)>,
    next: u64,
    /// The group of each claim that a decision names, while it is open.
    named: HashMap<String, u64>,
}

/// How long after its last possible day a group stays open, in days: later mentions that do not say when are told within it.
pub(crate) const OPEN: i32 = 60;

/// How many groups of a party, the latest first, are looked at, how many of all its parties are compared with a claim, and how many members of each.
const GROUPS: usize = 256;
const COMPARED: usize = 48;
const MEMBERS: usize = 6;

/// Points against a claim that does not say when, for each e-fold of open groups of its type and parties: agreement on what is common says less (Winkler 1989).
const AGAIN: f32 = 0.2;

impl Sweep {
    /// A sweep that obeys decisions on pairs of claims.
    pub fn new(decisions: impl IntoIterator<Item = (String, String, Decision)>) -> Sweep {
        let mut sweep = Sweep::default();
        for (a, b, d) in decisions {
            sweep.decisions.entry(a.clone()).or_default().push((b.clone(), d));
            sweep.decisions.entry(b).or_default().push((a, d));
        }
        sweep
    }

    /// Takes the next claim, in the order of [`Features::order`], and hands out the groups that can no longer grow.
    pub fn push(&mut self, claim: Features) -> Vec<Grouped> {
        let done = self.reach(claim.sort_day());
        self.join(claim);
        done
    }

    /// Hands out the groups that no claim of that day or later can join.
    pub(crate) fn reach(&mut self, day: i32) -> Vec<Grouped> {
        let mut done = Vec::new();
        while let Some(&(to, id)) = self.due.first() {
            if to >= day {
                break;
            }
            self.due.remove(&(to, id));
            done.extend(self.close(id));
        }
        done
    }

    /// Puts a claim into the group where it belongs; gives the group's number, which grows with every new group, and the day until which the claim keeps it open.
    pub(crate) fn join(&mut self, claim: Features) -> (u64, i32) {
        let (best, link) = self.best(&claim).map_or((None, None), |(id, link)| (Some(id), Some(link)));
        let id = best.unwrap_or_else(|| self.begin());
        (id, self.add(id, claim, link))
    }

    /// An empty group.
    pub(crate) fn begin(&mut self) -> u64 {
        self.next += 1;
        let none = Group {
            members: Vec::new(),
            links: Vec::new(),
            open_to: i32::MIN,
            days: (i32::MAX, i32::MIN),
            types: 0,
            decided: BTreeSet::new(),
        };
        self.groups.insert(self.next, none);
        self.next
    }

    /// Puts a claim into a group; gives the day until which it keeps the group open.
    pub(crate) fn add(&mut self, id: u64, claim: Features, link: Option<Link>) -> i32 {
        let decided = self.decisions.contains_key(&claim.id);
        let to = if decided { i32::MAX } else { claim.open_to() };
        for code in codes(&claim) {
            self.by_code.entry(code).or_default().insert(id);
        }
        if decided {
            self.named.insert(claim.id.clone(), id);
        }
        if let Some(group) = self.groups.get_mut(&id) {
            self.due.remove(&(group.open_to, id));
            group.open_to = group.open_to.max(to);
            self.due.insert((group.open_to, id));
            group.links.extend(link);
            let (from, to) = days(&claim);
            group.days = (group.days.0.min(from), group.days.1.max(to));
            group.types |= 1 << claim.event as u32;
            if decided {
                group.decided.insert(claim.id.clone());
            }
            group.members.push(claim);
        }
        to
    }

    /// The groups that are left.
    pub fn finish(mut self) -> Vec<Grouped> {
        let ids: Vec<u64> = self.groups.keys().copied().collect();
        ids.into_iter().filter_map(|id| self.close(id)).collect()
    }

    fn close(&mut self, id: u64) -> Option<Grouped> {
        let group = self.groups.remove(&id)?;
        for code in group.members.iter().flat_map(codes) {
            if let Some(of) = self.by_code.get_mut(&code) {
                of.remove(&id);
                if of.is_empty() {
                    self.by_code.remove(&code);
                }
            }
        }
        Some(Grouped { claims: group.members.into_iter().map(|m| m.id).collect(), links: group.links })
    }

    /// The group that the claim belongs to, and why.
    fn best(&self, claim: &Features) -> Option<(u64, Link)> {
        let decided = self.decisions.get(&claim.id).map_or(&[][..], Vec::as_slice);
        if let Some((with, _)) = decided.iter().find(|(with, d)| *d == Decision::Together && self.named.contains_key(with)) {
            let id = *self.named.get(with)?;
            return Some((id, Link { claim: claim.id.clone(), with: with.clone(), score: THRESHOLD, why: vec![Reason::Decided] }));
        }
        let mut near: BTreeSet<u64> = BTreeSet::new();
        for code in codes(claim) {
            near.extend(self.by_code.get(&code).into_iter().flatten().rev().take(GROUPS));
        }
        let near_types = Event::ALL.iter().filter(|e| types(**e, claim.event).is_some()).fold(0, |bits, e| bits | 1u32 << *e as u32);
        let apart = |g: &Group| decided.iter().any(|(with, d)| *d == Decision::Apart && g.decided.contains(with));
        let mut best: Option<(f32, u64, Link)> = None;
        let open = near.into_iter().rev().filter_map(|id| self.groups.get(&id).map(|g| (id, g)));
        let open: Vec<(u64, &Group)> = open.filter(|(_, g)| !far(g, claim, near_types) && !apart(g)).take(COMPARED).collect();
        // who does such a thing to the same party often may have done it again
        let often = open.iter().filter(|(_, g)| g.types & (1 << claim.event as u32) != 0 && same_sides(&g.members[0], claim)).count();
        let again = if claim.stated { 0.0 } else { AGAIN * (often.max(1) as f32).ln() };
        for (id, group) in open {
            let Some((score, link)) = fit(group, claim) else { continue };
            let score = score - again;
            if score > THRESHOLD && best.as_ref().is_none_or(|(s, _, _)| score > *s) {
                best = Some((score, id, link));
            }
        }
        best.map(|(_, id, link)| (id, link))
    }
}

/// The days of a claim, its publication among them; all days where it has none.
fn days(f: &Features) -> (i32, i32) {
    match (f.from, f.to) {
        (Some(from), Some(to)) => (from, f.published.map_or(to, |p| p.max(to))),
        _ => (i32::MIN, i32::MAX),
    }
}

/// Whether a look at the group's days and types already rules the claim out; it never rules out what [`fit`] would take.
fn far(group: &Group, claim: &Features, near_types: u32) -> bool {
    let (from, to) = days(claim);
    group.types & near_types == 0 || group.days.0.saturating_sub(OPEN + 2) > to || group.days.1.saturating_add(OPEN + 2) < from
}

/// Keys under which a claim's possible companions are found: type family and party.
fn codes(f: &Features) -> Vec<String> {
    let mut out: Vec<String> = f.actor.iter().chain(&f.recipient).map(|l| country(l).to_owned()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The average score of a claim with a group's first and last members; `None` where one of them excludes it.
fn fit(group: &Group, claim: &Features) -> Option<(f32, Link)> {
    let n = group.members.len();
    let some = group.members.iter().take(MEMBERS / 2).chain(group.members.iter().skip((n.saturating_sub(MEMBERS / 2)).max(MEMBERS / 2)));
    let (mut sum, mut count) = (0.0, 0.0);
    let mut best: Option<(f32, &Features, Vec<Reason>)> = None;
    for member in some {
        let (score, why) = alike(member, claim)?;
        sum += score;
        count += 1.0;
        if best.as_ref().is_none_or(|(s, _, _)| score > *s) {
            best = Some((score, member, why));
        }
    }
    let (score, member, why) = best?;
    // half the best, half the average: one who is very like a member is in, but a chain of half likenesses is not
    let fit = 0.5 * score + 0.5 * sum / count;
    Some((fit, Link { claim: claim.id.clone(), with: member.id.clone(), score, why }))
}
