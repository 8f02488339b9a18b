//! How far a signed network is from two camps.
//!
//! The frustration index is the least number of edges that must go so that positive ones lie within and negative ones between two camps:
//! Harary (1959), "On the measurement of structural balance", Behavioral Science 4. Balance is 1 − 2L/m: Aref & Wilson (2018), "Measuring
//! partial balance in signed networks", J. Complex Networks 6.

use crate::key::{Rng, mix};

/// Components of up to so many nodes are counted out.
const EXACT: usize = 24;

/// How many searches for camps of a larger one.
const STARTS: u64 = 50;

/// One component: its camps and how many edges they leave frustrated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Camps {
    /// Its nodes, and whether each is in the second camp; the first node is not.
    pub nodes: Vec<(usize, bool)>,
    /// No camps leave fewer.
    pub low: usize,
    /// These leave so many.
    pub high: usize,
}

/// The camps of each component that has an edge. Edges are `(i, j, positive)`, i ≠ j, each pair once.
pub(crate) fn camps(n: usize, edges: &[(usize, usize, bool)], seed: u64) -> Vec<Camps> {
    let mut near: Vec<Vec<(usize, bool)>> = vec![Vec::new(); n];
    for (i, j, positive) in edges {
        near[*i].push((*j, *positive));
        near[*j].push((*i, *positive));
    }
    let mut seen = vec![false; n];
    let mut out = Vec::new();
    for first in (0..n).filter(|i| !near[*i].is_empty()) {
        if seen[first] {
            continue;
        }
        let (mut nodes, mut at) = (vec![first], 0);
        seen[first] = true;
        while let Some(i) = nodes.get(at).copied() {
            at += 1;
            for (j, _) in &near[i] {
                if !std::mem::replace(&mut seen[*j], true) {
                    nodes.push(*j);
                }
            }
        }
        nodes.sort_unstable();
        let place = |j: usize| nodes.binary_search(&j).unwrap_or_default(); // every neighbour is in it
        let local: Vec<Vec<(usize, bool)>> = nodes.iter().map(|i| near[*i].iter().map(|(j, p)| (place(*j), *p)).collect()).collect();
        let (low, high, mut second) = if nodes.len() <= EXACT { exact(&local) } else { bounds(&local, seed) };
        if second[0] {
            second.iter_mut().for_each(|s| *s = !*s);
        }
        out.push(Camps { nodes: nodes.into_iter().zip(second).collect(), low, high });
    }
    out
}

/// All divisions in the order of Gray's code: each differs from the one before by one node.
fn exact(near: &[Vec<(usize, bool)>]) -> (usize, usize, Vec<bool>) {
    let mask = |i: usize, sign: bool| near[i].iter().filter(|e| e.1 == sign).fold(0u32, |m, (j, _)| m | 1 << j);
    let masks: Vec<(u32, u32, i32)> = (0..near.len()).map(|i| (mask(i, true), mask(i, false), near[i].len() as i32)).collect();
    let mut second = 0u32;
    let mut now = near.iter().flatten().filter(|e| !e.1).count() as i32 / 2;
    let mut best = (now, second);
    // the last node stays in the first camp: the camps have no names
    for step in 1..1u32 << (near.len() - 1) {
        let i = step.trailing_zeros() as usize;
        let (positive, negative, degree) = masks[i];
        let same = if second >> i & 1 == 1 { second } else { !second };
        let frustrated = ((positive & !same).count_ones() + (negative & same).count_ones()) as i32;
        now += degree - 2 * frustrated;
        second ^= 1 << i;
        if now < best.0 {
            best = (now, second);
        }
    }
    let least = best.0.max(0) as usize;
    (least, least, (0..near.len()).map(|i| best.1 >> i & 1 == 1).collect())
}

/// From above: the best of many descents, one node at a time. From below: unbalanced triangles without a common edge, each of which has a
/// frustrated edge of its own; and one if the component is unbalanced at all.
fn bounds(near: &[Vec<(usize, bool)>], seed: u64) -> (usize, usize, Vec<bool>) {
    let n = near.len();
    let bad = |second: &[bool], i: usize| near[i].iter().filter(|(j, p)| (second[i] == second[*j]) != *p).count();
    let mut best: Option<(usize, Vec<bool>)> = None;
    for start in 0..STARTS {
        let mut rng = Rng::new(mix(seed ^ mix(start)));
        let mut second = if start == 0 { spread(near) } else { (0..n).map(|_| rng.next() & 1 == 1).collect() };
        let mut order: Vec<usize> = (0..n).collect();
        rng.shuffle(&mut order);
        loop {
            let mut moved = false;
            for i in &order {
                if 2 * bad(&second, *i) > near[*i].len() {
                    second[*i] = !second[*i];
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        let left = (0..n).map(|i| bad(&second, i)).sum::<usize>() / 2;
        if best.as_ref().is_none_or(|b| left < b.0) {
            best = Some((left, second));
        }
    }
    let (high, second) = best.unwrap_or_default();
    let sign: std::collections::HashMap<(usize, usize), bool> =
        near.iter().enumerate().flat_map(|(i, e)| e.iter().map(move |(j, p)| ((i, *j), *p))).collect();
    let mut used = std::collections::HashSet::new();
    let mut low = 0;
    for (i, edges_of) in near.iter().enumerate() {
        for (x, (j, p)) in edges_of.iter().enumerate().filter(|(_, e)| e.0 > i) {
            for (k, q) in edges_of[x + 1..].iter().filter(|e| e.0 > i) {
                let Some(r) = sign.get(&(*j, *k)) else { continue };
                let edges = [(i, *j), (i, *k), (*j.min(k), *j.max(k))];
                if p ^ q ^ r || edges.iter().any(|e| used.contains(e)) {
                    continue; // an even number of negative edges
                }
                used.extend(edges);
                low += 1;
                break;
            }
        }
    }
    (low.max(usize::from(high > 0)).min(high), high, second)
}

/// Camps by the signs along a tree: right for a balanced component.
fn spread(near: &[Vec<(usize, bool)>]) -> Vec<bool> {
    let mut second: Vec<Option<bool>> = vec![None; near.len()];
    second[0] = Some(false);
    let mut stack = vec![0];
    while let Some(i) = stack.pop() {
        for (j, p) in &near[i] {
            if second[*j].is_none() {
                second[*j] = second[i].map(|s| s == *p);
                stack.push(*j);
            }
        }
    }
    second.into_iter().map(|s| s == Some(true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(n: usize, edges: &[(usize, usize, bool)]) -> (usize, usize) {
        camps(n, edges, 1).iter().fold((0, 0), |(l, h), c| (l + c.low, h + c.high))
    }

    /// A complete graph of `n` with signs by a rule.
    fn complete(n: usize, sign: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize, bool)> {
        (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).map(|(i, j)| (i, j, sign(i, j))).collect()
    }

    #[test]
    fn triangles() {
        let triangle = |p, q, r| index(3, &[(0, 1, p), (1, 2, q), (0, 2, r)]);
        assert_eq!(triangle(true, true, true), (0, 0));
        assert_eq!(triangle(true, true, false), (1, 1));
        assert_eq!(triangle(true, false, false), (0, 0));
        assert_eq!(triangle(false, false, false), (1, 1));
    }

    #[test]
    fn known_graphs() {
        // all negative: what the largest cut leaves, C(n, 2) − ⌊n²/4⌋
        for n in [4, 5, 8, 13, 20] {
            let l = n * (n - 1) / 2 - n * n / 4;
            assert_eq!(index(n, &complete(n, |_, _| false)), (l, l));
        }
        // two camps, one edge wrong
        assert_eq!(index(10, &complete(10, |i, j| (i < 5) == (j < 5) || (i, j) == (0, 9))), (1, 1));
        // all negative Petersen graph: largest cut 12 of 15
        let petersen: Vec<_> = (0..5).flat_map(|i| [(i, (i + 1) % 5, false), (i, i + 5, false), (i + 5, (i + 2) % 5 + 5, false)]).collect();
        assert_eq!(index(10, &petersen), (3, 3));
        // two components
        assert_eq!(index(7, &[(0, 1, false), (1, 2, false), (0, 2, false), (4, 5, true), (5, 6, true), (4, 6, false)]), (2, 2));
    }

    #[test]
    fn large_ones_are_bounded() {
        assert_eq!(index(40, &complete(40, |i, j| i % 2 == j % 2)), (0, 0));
        assert_eq!(index(40, &complete(40, |i, j| (i % 2 == j % 2) != ((i, j) == (3, 8)))), (1, 1));
        let (low, high) = index(30, &complete(30, |_, _| false));
        let l = 30 * 29 / 2 - 225;
        assert!(low <= l && l <= high && high == l && low > l / 2, "{low} {l} {high}");
    }

    #[test]
    fn bounds_hold_where_the_answer_is_known() {
        for seed in 0..40 {
            let mut r = Rng::new(seed);
            let edges: Vec<_> = complete(12, |_, _| true).into_iter().filter(|_| r.unit() < 0.5).collect();
            let edges: Vec<_> = edges.into_iter().map(|(i, j, _)| (i, j, r.unit() < 0.5)).collect();
            for c in camps(12, &edges, seed) {
                let place = |i| c.nodes.binary_search_by_key(&i, |x: &(usize, bool)| x.0).ok();
                let near: Vec<Vec<(usize, bool)>> = c
                    .nodes
                    .iter()
                    .map(|(i, _)| {
                        edges
                            .iter()
                            .filter_map(|(a, b, p)| {
                                if a == i {
                                    Some((place(*b)?, *p))
                                } else if b == i {
                                    Some((place(*a)?, *p))
                                } else {
                                    None
                                }
                            })
                            .collect()
                    })
                    .collect();
                let (low, high, _) = bounds(&near, seed);
                assert!(low <= c.low && c.low <= high && high <= c.low + 1, "{low} {} {high}", c.low);
                let second: Vec<bool> = c.nodes.iter().map(|n| n.1).collect();
                let left: usize =
                    near.iter().enumerate().map(|(i, e)| e.iter().filter(|(j, p)| (second[i] == second[*j]) != *p).count()).sum();
                assert_eq!(left / 2, c.high);
            }
        }
    }
}
