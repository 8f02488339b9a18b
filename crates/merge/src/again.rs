//! Grouping again where some claims changed, and only as far as the change reaches.
//!
//! What a [`Sweep`] does with a claim depends on the groups that are open then and on nothing else. So a sweep may begin in the middle, with the groups that were open there, if no claim before has changed; and where
//! it comes to have the very groups open that the former sweep had, all that follows would come out as it did, up to the next claim that changed.

use crate::features::Features;
use crate::group::{Decision, Grouped, Sweep};
use crate::record::Link;
use std::collections::{HashMap, HashSet};

/// A group that was open when the first changed claim came.
#[derive(Debug, Clone)]
pub struct Open {
    /// Under which number its event is kept.
    pub event: i64,
    /// The members it had by then, in the order of [`Features::order`].
    pub members: Vec<Features>,
    /// Why each but the first is there.
    pub links: Vec<Link>,
}

/// An open group, or what is seen of a former event, in terms of the other.
#[derive(Debug)]
struct Side<T> {
    open_to: i32,
    claims: usize,
    other: T,
    /// Whether its claims have several of the other.
    mixed: bool,
}

/// A [`Sweep`] that knows of each claim in which event it was.
#[derive(Debug, Default)]
pub struct Again {
    sweep: Sweep,
    altered: HashSet<i64>,
    /// By group: the event in which its claims were.
    now: HashMap<u64, Side<Option<i64>>>,
    /// By event: the group in which its claims are.
    before: HashMap<i64, Side<u64>>,
}

impl Again {
    /// A sweep that goes on from the groups that are open, given in any order. `altered` are the events of which a claim was changed or taken away.
    pub fn new(
        decisions: impl IntoIterator<Item = (String, String, Decision)>,
        mut open: Vec<Open>,
        altered: impl IntoIterator<Item = i64>,
    ) -> Again {
        let mut again = Again { sweep: Sweep::new(decisions), altered: altered.into_iter().collect(), ..Again::default() };
        // groups are numbered as they began
        open.sort_by(|x, y| x.members.first().map(Features::order).cmp(&y.members.first().map(Features::order)));
        for Open { event, members, links } in open {
            let group = again.sweep.begin();
            let mut links = links.into_iter().peekable();
            for claim in members {
                let link = links.next_if(|l| l.claim == claim.id);
                let to = again.sweep.add(group, claim, link);
                again.note(group, to, Some(event));
            }
        }
        again
    }

    /// Takes the next claim, in the order of [`Features::order`], with the event in which it was; hands out groups as [`Sweep::push`] does.
    pub fn push(&mut self, claim: Features, was: Option<i64>) -> Vec<Grouped> {
        let done = self.reach(claim.sort_day());
        let (group, to) = self.sweep.join(claim);
        self.note(group, to, was);
        done
    }

    /// Hands out the groups that no claim of that day or later can join.
    pub fn reach(&mut self, day: i32) -> Vec<Grouped> {
        self.now.retain(|_, side| side.open_to >= day);
        self.before.retain(|_, side| side.open_to >= day);
        self.sweep.reach(day)
    }

    /// Whether, on the day that was reached, the open groups are those that the former sweep had there. It cannot see a claim that was taken away and left no other of its event behind: such
    /// a one's [`Features::open_to`] must have passed.
    pub fn is_settled(&self) -> bool {
        // an event whose group is another is seen here too: the claim that keeps the event open is in a group that is open as long
        self.now.iter().all(|(group, now)| {
            let Some(event) = now.other.filter(|event| !now.mixed && !self.altered.contains(event)) else { return false };
            self.before.get(&event).is_some_and(|b| !b.mixed && b.other == *group && b.claims == now.claims)
        })
    }

    /// The groups that are left.
    pub fn finish(self) -> Vec<Grouped> {
        self.sweep.finish()
    }

    fn note(&mut self, group: u64, to: i32, was: Option<i64>) {
        note(&mut self.now, group, was, to);
        if let Some(event) = was {
            note(&mut self.before, event, group, to);
        }
    }
}

fn note<K: Eq + std::hash::Hash, T: Copy + PartialEq>(sides: &mut HashMap<K, Side<T>>, of: K, other: T, to: i32) {
    let side = sides.entry(of).or_insert(Side { open_to: to, claims: 0, other, mixed: false });
    side.open_to = side.open_to.max(to);
    side.claims += 1;
    side.mixed |= side.other != other;
}
