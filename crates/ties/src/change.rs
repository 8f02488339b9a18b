//! Days on which a tie changed.
//!
//! PELT: Killick, Fearnhead & Eckley (2012), "Optimal detection of changepoints with a linear computational cost", JASA 107. The cost of a
//! segment is minus twice the Poisson log-likelihood of its counts of cooperative and of conflictual events, over their dispersion
//! (Wedderburn (1974), Biometrika 61: quasi-likelihood), since news comes in bursts.

use crate::act::Side;
use crate::key::EventId;
use crate::series::{Point, Series};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// No segment is shorter, in periods: one busy week is no change.
const SHORTEST: usize = 2;

/// How many events are named for a change.
const NAMED: usize = 10;

/// A day on which a tie changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// First day of the first period that is as after it.
    pub at: Date,
    /// The side whose count changed most.
    pub side: Side,
    /// Whether that side's events became more.
    pub more: bool,
    /// Cooperative events a period, before and after, to the next changes.
    pub cooperation: (f64, f64),
    /// Conflictual events a period, before and after.
    pub conflict: (f64, f64),
    /// How much better two rates fit than one, in the units of the penalty (at least 1).
    pub strength: f64,
    /// The events behind it, heaviest first, at most ten: those of that side in the shortest segment's periods after it, or before it where
    /// they became fewer.
    pub events: Vec<EventId>,
}

/// The changes in how many cooperative and conflictual events the periods have, in order. Each costs 3 ln n, two rates and a day, for n periods
/// (Schwarz's criterion); before and after it lie two periods or more.
pub fn changes(series: &Series) -> Vec<Change> {
    let points = &series.points;
    let n = points.len();
    if n < 2 * SHORTEST {
        return Vec::new();
    }
    let counts: Vec<[f64; 2]> = points.iter().map(|p| p.events.map(|e| e as f64)).collect();
    let cost = Cost::of(&counts);
    let penalty = 3.0 * (n as f64).ln();
    let cuts = pelt(n, &cost, penalty);
    let ends: Vec<usize> = std::iter::once(0).chain(cuts.iter().copied()).chain([n]).collect();
    ends.windows(3)
        .map(|w| {
            let (rate, later) = (cost.rates(w[0], w[1]), cost.rates(w[1], w[2]));
            let gain = |side: usize| cost.side(side, w[0], w[2]) - cost.side(side, w[0], w[1]) - cost.side(side, w[1], w[2]);
            let side = if gain(0) >= gain(1) { Side::Cooperation } else { Side::Conflict };
            let more = later[side as usize] > rate[side as usize];
            let near = if more { w[1]..(w[1] + SHORTEST).min(w[2]) } else { w[1].saturating_sub(SHORTEST).max(w[0])..w[1] };
            Change {
                at: points[w[1]].from,
                side,
                more,
                cooperation: (rate[0], later[0]),
                conflict: (rate[1], later[1]),
                strength: (gain(0) + gain(1)) / penalty,
                events: behind(series, &points[near], side),
            }
        })
        .collect()
}

fn behind(series: &Series, points: &[Point], side: Side) -> Vec<EventId> {
    let mut lines: Vec<_> = points.iter().flat_map(|p| &series.lines[p.lines.clone()]).filter(|l| l.side == side).collect();
    lines.sort_by(|x, y| y.product.cmp(&x.product).then((x.day, x.event).cmp(&(y.day, y.event))));
    lines.into_iter().take(NAMED).map(|l| l.event).collect()
}

/// Costs of segments from running sums.
struct Cost {
    sums: Vec<[f64; 2]>,
    dispersion: [f64; 2],
}

impl Cost {
    fn of(counts: &[[f64; 2]]) -> Cost {
        let mut sums = vec![[0.0; 2]];
        for c in counts {
            let last = sums[sums.len() - 1];
            sums.push([last[0] + c[0], last[1] + c[1]]);
        }
        // from neighbours' differences, which a few changes of rate hardly touch; never below Poisson's own 1
        let dispersion = [0, 1].map(|s| {
            let mean = sums[counts.len()][s] / counts.len() as f64;
            let squares: f64 = counts.windows(2).map(|w| (w[1][s] - w[0][s]).powi(2)).sum();
            let variance = squares / (2.0 * (counts.len() - 1) as f64);
            if mean > 0.0 { (variance / mean).max(1.0) } else { 1.0 }
        });
        Cost { sums, dispersion }
    }

    fn rates(&self, from: usize, to: usize) -> [f64; 2] {
        [0, 1].map(|s| (self.sums[to][s] - self.sums[from][s]) / (to - from) as f64)
    }

    fn side(&self, s: usize, from: usize, to: usize) -> f64 {
        let sum = self.sums[to][s] - self.sums[from][s];
        // terms that do not depend on where the cuts lie are left out
        if sum > 0.0 { 2.0 * sum * (1.0 - (sum / (to - from) as f64).ln()) / self.dispersion[s] } else { 0.0 }
    }

    fn both(&self, from: usize, to: usize) -> f64 {
        self.side(0, from, to) + self.side(1, from, to)
    }
}

/// The first periods of the segments but the first.
fn pelt(n: usize, cost: &Cost, penalty: f64) -> Vec<usize> {
    let mut best = vec![f64::INFINITY; n + 1];
    let mut last = vec![0; n + 1];
    best[0] = -penalty;
    // starts that may still be best, and the period in which one was first seen never to be again
    let mut open: Vec<(usize, Option<usize>)> = vec![(0, None)];
    for t in SHORTEST..=n {
        if t >= 2 * SHORTEST {
            open.push((t - SHORTEST, None));
        }
        let fits: Vec<f64> = open.iter().map(|(s, _)| best[*s] + cost.both(*s, t)).collect();
        if let Some((fit, (s, _))) = fits.iter().zip(&open).min_by(|x, y| x.0.total_cmp(y.0)) {
            (best[t], last[t]) = (fit + penalty, *s);
        }
        // a start that is beaten by `t` goes when a segment that begins at `t` is long enough to take its place
        for ((_, beaten), fit) in open.iter_mut().zip(&fits) {
            if beaten.is_none() && *fit > best[t] {
                *beaten = Some(t);
            }
        }
        open.retain(|(_, beaten)| beaten.is_none_or(|b| t + 1 < b + SHORTEST));
    }
    let mut cuts = Vec::new();
    let mut t = n;
    while last[t] > 0 {
        t = last[t];
        cuts.push(t);
    }
    cuts.reverse();
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: &[[f64; 2]], expect: &[usize]) {
        let cost = Cost::of(counts);
        let penalty = 3.0 * (counts.len() as f64).ln();
        assert_eq!(pelt(counts.len(), &cost, penalty), expect);
        assert_eq!(search(counts.len(), &cost, penalty), expect, "without pruning");
    }

    /// Every cut tried.
    fn search(n: usize, cost: &Cost, penalty: f64) -> Vec<usize> {
        let mut best: Vec<(f64, Vec<usize>)> = vec![(-penalty, Vec::new())];
        for t in 1..=n {
            let tried = (0..t).filter(|s| t - s >= SHORTEST && best[*s].0.is_finite());
            let found = tried.map(|s| (best[s].0 + cost.both(s, t) + penalty, s)).min_by(|x, y| x.0.total_cmp(&y.0));
            best.push(found.map_or((f64::INFINITY, Vec::new()), |(v, s)| {
                let cuts = best[s].1.iter().copied().chain((s > 0).then_some(s)).collect();
                (v, cuts)
            }));
        }
        best.pop().map(|b| b.1).unwrap_or_default()
    }

    #[test]
    fn known_answers() {
        let series = |parts: &[(usize, [f64; 2])]| parts.iter().flat_map(|(n, c)| vec![*c; *n]).collect::<Vec<_>>();
        check(&series(&[(24, [2.0, 0.0])]), &[]);
        check(&series(&[(12, [1.0, 0.0]), (12, [1.0, 8.0])]), &[12]);
        check(&series(&[(12, [6.0, 0.0]), (12, [0.0, 6.0]), (12, [6.0, 0.0])]), &[12, 24]);
        check(&series(&[(24, [0.0, 0.0])]), &[]);
        // one burst within a quiet tie
        let mut burst = series(&[(20, [1.0, 1.0])]);
        burst[9] = [1.0, 9.0];
        check(&burst, &[]);
    }

    #[test]
    fn noise_alone_is_seldom_a_change() {
        let mut wrong = 0;
        for seed in 0..100 {
            let mut r = crate::key::Rng::new(seed);
            let mut draw = || (0..8).filter(|_| r.unit() < 0.25).count() as f64;
            let counts: Vec<[f64; 2]> = (0..36).map(|_| [draw(), draw()]).collect();
            let cost = Cost::of(&counts);
            wrong += usize::from(!pelt(36, &cost, 3.0 * 36f64.ln()).is_empty());
        }
        assert!(wrong <= 5, "{wrong} of 100");
    }
}
