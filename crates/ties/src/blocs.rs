//! The signed network of a period: its blocs, and how balanced it is.

use crate::act::Act;
use crate::frustration;
use crate::key::Points;
use crate::leiden::Graph;
use crate::options::Options;
use crate::tie::{Focus, gather};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;

/// Parties and the two sums between them, over the options' period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// Codes, in order.
    pub parties: Vec<String>,
    /// Pairs of parties with points between them, in order.
    pub edges: Vec<Edge>,
}

/// A pair of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// Place of the first in [`Network::parties`].
    pub a: usize,
    /// Place of the second, later than the first.
    pub b: usize,
    /// Cooperation between them, in points.
    pub cooperation: Points,
    /// Conflict between them.
    pub conflict: Points,
}

/// The blocs of a network and its balance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blocs {
    /// Groups of codes, the largest first, then by code; a party that belongs with none is alone. Each hangs together by cooperation.
    pub blocs: Vec<Vec<String>>,
    /// How much more cooperation lies within blocs, and how much less conflict, than if everyone's were spread at random: −1 to 1.
    pub modularity: f64,
    /// How near the network is to two camps.
    pub balance: Balance,
}

/// How near a network is to two camps. An edge is positive where cooperation is more, negative where conflict is; equal ones are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Balance {
    /// How many edges have a sign.
    pub edges: usize,
    /// The frustration index is no less: equal to `high` where every connected part has at most 24 parties.
    pub low: usize,
    /// And no more: so many edges the camps leave frustrated.
    pub high: usize,
    /// 1 − index / (edges / 2), from and to: 1 for two camps without an exception; `None` without edges.
    pub value: Option<(f64, f64)>,
    /// The two camps of each connected part, the one with the first code first; which camps of two parts belong together is not told.
    pub camps: Vec<[Vec<String>; 2]>,
}

impl Balance {
    /// Whether the index is known, not only bounded.
    pub const fn exact(&self) -> bool {
        self.low == self.high
    }
}

impl Network {
    /// The network of the acts that count by the options, faded by their half-life ([`HalfLife::NEVER`](crate::HalfLife::NEVER) for plain sums
    /// of a period).
    pub fn of<I>(acts: I, options: &Options) -> Network
    where
        I: IntoIterator,
        I::Item: Borrow<Act>,
    {
        let sums = gather(&Focus::All, acts, options).sums();
        let sums: Vec<_> = sums.into_iter().filter(|s| s.2 != [Points::ZERO; 2]).collect();
        let mut parties: Vec<String> = sums.iter().flat_map(|s| [s.0.clone(), s.1.clone()]).collect();
        parties.sort();
        parties.dedup();
        let place = |code: &String| parties.binary_search(code).unwrap_or_default(); // every code is there
        let edges = sums.iter().map(|(a, b, [cooperation, conflict])| Edge {
            a: place(a),
            b: place(b),
            cooperation: *cooperation,
            conflict: *conflict,
        });
        Network { edges: edges.collect(), parties }
    }

    /// Its blocs and balance. `seed` leads the search for blocs and, with more than 24 parties in one part, for camps.
    pub fn blocs(&self, seed: u64) -> Blocs {
        let n = self.parties.len();
        let edges: Vec<_> = self.edges.iter().map(|e| (e.a, e.b, e.cooperation.value(), e.conflict.value())).collect();
        let graph = Graph::new(n, &edges);
        let of = graph.communities(seed);
        let mut blocs: Vec<Vec<String>> = vec![Vec::new(); of.iter().max().map_or(0, |m| m + 1)];
        of.iter().zip(&self.parties).for_each(|(c, p)| blocs[*c].push(p.clone()));
        blocs.sort_by(|x, y| y.len().cmp(&x.len()).then_with(|| x.cmp(y)));
        Blocs { blocs, modularity: graph.quality(&of), balance: self.balance(seed) }
    }

    /// How near it is to two camps.
    pub fn balance(&self, seed: u64) -> Balance {
        let signed = self.edges.iter().filter(|e| e.cooperation != e.conflict);
        let signed: Vec<_> = signed.map(|e| (e.a, e.b, e.cooperation > e.conflict)).collect();
        let parts = frustration::camps(self.parties.len(), &signed, seed);
        let (low, high) = parts.iter().fold((0, 0), |(l, h), p| (l + p.low, h + p.high));
        let half = signed.len() as f64 / 2.0;
        let camp =
            |p: &frustration::Camps, second: bool| p.nodes.iter().filter(|n| n.1 == second).map(|n| self.parties[n.0].clone()).collect();
        Balance {
            edges: signed.len(),
            low,
            high,
            value: (half > 0.0).then(|| (1.0 - high as f64 / half, 1.0 - low as f64 / half)),
            camps: parts.iter().map(|p| [camp(p, false), camp(p, true)]).collect(),
        }
    }
}
