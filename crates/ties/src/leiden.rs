//! Communities in a signed network.
//!
//! The quality is modularity of the positive layer minus that of the negative one, each against its own null model: Gómez, Jensen & Arenas
//! (2009), "Analysis of community structure in networks of correlated data", Phys. Rev. E 80, 016114; Traag & Bruggeman (2009), "Community
//! detection in networks with positive and negative links", Phys. Rev. E 80, 036115; layers as in Mucha et al. (2010), Science 328. It is
//! maximised by Leiden's three phases: Traag, Waltman & van Eck (2019), "From Louvain to Leiden", Sci. Rep. 9, 5233.
//!
//! Ours, for want of a crate: `leiden-rs` 0.8.1 takes layers with negative weights, but adds them up without their weights at its first
//! aggregation (`multiplex_aggregate`), so that conflict draws together from there on.

use crate::key::Rng;

/// How freely refinement chooses among gains, in units of quality: Traag et al.'s θ.
const THETA: f64 = 0.01;

/// How many searches, of which the best is kept.
const STARTS: u64 = 10;

/// Less than this is no gain.
const EPSILON: f64 = 1e-12;

/// Two layers over the same nodes; an edge stands in both its ends' lists, a loop in none but in the degrees.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    layers: [Layer; 2],
}

#[derive(Debug, Clone)]
struct Layer {
    edges: Vec<Vec<(usize, f64)>>,
    degree: Vec<f64>,
    /// The sum of all degrees: twice the weight.
    total: f64,
}

impl Layer {
    fn new(n: usize) -> Layer {
        Layer { edges: vec![Vec::new(); n], degree: vec![0.0; n], total: 0.0 }
    }

    fn add(&mut self, i: usize, j: usize, w: f64) {
        if w > 0.0 {
            self.edges[i].push((j, w));
            self.edges[j].push((i, w));
            self.degree[i] += w;
            self.degree[j] += w;
            self.total += 2.0 * w;
        }
    }

    /// What is expected between degrees `k` and `l`.
    fn expected(&self, k: f64, l: f64) -> f64 {
        if self.total > 0.0 { k * l / self.total } else { 0.0 }
    }
}

impl Graph {
    /// `n` nodes and edges `(i, j, positive, negative)` with i ≠ j, each pair once.
    pub fn new(n: usize, edges: &[(usize, usize, f64, f64)]) -> Graph {
        let mut layers = [Layer::new(n), Layer::new(n)];
        for (i, j, positive, negative) in edges {
            layers[0].add(*i, *j, *positive);
            layers[1].add(*i, *j, *negative);
        }
        Graph { layers }
    }

    fn len(&self) -> usize {
        self.layers[0].edges.len()
    }

    fn scale(&self) -> f64 {
        self.layers[0].total + self.layers[1].total
    }

    /// The quality of a division, −1 to 1; 0 for a network without edges.
    pub fn quality(&self, of: &[usize]) -> f64 {
        let communities = of.iter().max().map_or(0, |m| m + 1);
        let layer = |l: &Layer| {
            let (mut inside, mut degree) = (0.0, vec![0.0; communities]);
            for (i, edges) in l.edges.iter().enumerate() {
                degree[of[i]] += l.degree[i];
                let kept: f64 = edges.iter().filter(|(j, _)| of[*j] == of[i]).map(|e| e.1).sum();
                let listed: f64 = edges.iter().map(|e| e.1).sum();
                inside += kept + l.degree[i] - listed; // what is not listed is the loop's
            }
            inside - degree.iter().map(|d| l.expected(*d, *d)).sum::<f64>()
        };
        let scale = self.scale();
        if scale > 0.0 { (layer(&self.layers[0]) - layer(&self.layers[1])) / scale } else { 0.0 }
    }

    /// The best division found: each node's community, numbered in the order of nodes. A community hangs together by positive edges.
    pub fn communities(&self, seed: u64) -> Vec<usize> {
        let mut best: Option<(f64, Vec<usize>)> = None;
        for start in 0..STARTS {
            let mut rng = Rng::new(crate::key::mix(seed ^ crate::key::mix(start)));
            // from each alone, then from all who hang together
            let apart: Vec<usize> = (0..self.len()).collect();
            let mut of = if start % 2 == 0 { apart } else { self.joined(&vec![0; self.len()]) };
            let mut q = self.quality(&of);
            // again from where it came to, as long as that helps
            loop {
                let next = self.joined(&self.search(&of, &mut rng));
                let better = self.quality(&next);
                if better <= q + EPSILON {
                    break;
                }
                (of, q) = (next, better);
            }
            if best.as_ref().is_none_or(|b| q > b.0 + EPSILON) {
                best = Some((q, of));
            }
        }
        best.map(|b| b.1).unwrap_or_default()
    }

    /// One run of the three phases from a division.
    fn search(&self, from: &[usize], rng: &mut Rng) -> Vec<usize> {
        let mut node_of: Vec<usize> = (0..self.len()).collect();
        let mut graph = self.clone();
        let mut of = from.to_vec();
        loop {
            graph.move_nodes(&mut of, rng);
            let refined = graph.refine(&of, rng);
            let merged = numbered(&refined);
            let size = merged.iter().max().map_or(0, |m| m + 1);
            if size == graph.len() {
                return node_of.iter().map(|n| of[*n]).collect();
            }
            let mut next = vec![0; size];
            for (i, m) in merged.iter().enumerate() {
                next[*m] = of[i];
            }
            graph = graph.aggregate(&merged, size);
            of = numbered(&next);
            node_of.iter_mut().for_each(|n| *n = merged[*n]);
        }
    }

    /// Moves nodes, one at a time, to the community where they gain most, until none gains.
    fn move_nodes(&self, of: &mut [usize], rng: &mut Rng) {
        let n = self.len();
        let mut degree = self.layers.each_ref().map(|l| {
            let mut d = vec![0.0; n];
            of.iter().zip(&l.degree).for_each(|(c, k)| d[*c] += k);
            d
        });
        let mut size = vec![0usize; n];
        of.iter().for_each(|c| size[*c] += 1);
        let mut order: Vec<usize> = (0..n).collect();
        rng.shuffle(&mut order);
        let mut queue: std::collections::VecDeque<usize> = order.into();
        let mut waits = vec![true; n];
        let mut edge = vec![[0.0; 2]; n];
        while let Some(i) = queue.pop_front() {
            waits[i] = false;
            let from = of[i];
            let mut near: Vec<usize> = vec![from];
            for (l, layer) in self.layers.iter().enumerate() {
                for (j, w) in &layer.edges[i] {
                    edge[of[*j]][l] += w;
                    if l == 0 {
                        near.push(of[*j]);
                    }
                }
            }
            let own = self.layers.each_ref().map(|l| l.degree[i]);
            let gain = |c: usize| {
                let rest = |l: usize| degree[l][c] - if c == from { own[l] } else { 0.0 };
                let [p, m] = [0, 1].map(|l| edge[c][l] - self.layers[l].expected(own[l], rest(l)));
                p - m
            };
            let stay = gain(from);
            near.sort_unstable();
            near.dedup();
            let mut best = (stay, from);
            for c in near.iter().copied().filter(|c| *c != from) {
                let g = gain(c);
                if g > best.0 + EPSILON {
                    best = (g, c);
                }
            }
            // alone it gains nothing and loses nothing
            if best.0 < -EPSILON && size[from] > 1 {
                best = (0.0, size.iter().position(|s| *s == 0).unwrap_or(from));
            }
            self.layers.iter().flat_map(|l| &l.edges[i]).for_each(|(j, _)| edge[of[*j]] = [0.0; 2]);
            let to = best.1;
            if to != from {
                for l in 0..2 {
                    degree[l][from] -= own[l];
                    degree[l][to] += own[l];
                }
                (size[from], size[to]) = (size[from] - 1, size[to] + 1);
                of[i] = to;
                for (j, _) in self.layers.iter().flat_map(|l| &l.edges[i]) {
                    if !waits[*j] {
                        waits[*j] = true;
                        queue.push_back(*j);
                    }
                }
            }
        }
    }

    /// Parts each community into pieces that hold together: single nodes join a piece that they have a positive edge to and lose nothing by,
    /// at random with more weight on more gain.
    fn refine(&self, of: &[usize], rng: &mut Rng) -> Vec<usize> {
        let n = self.len();
        let whole = self.layers.each_ref().map(|l| {
            let mut d = vec![0.0; n];
            of.iter().zip(&l.degree).for_each(|(c, k)| d[*c] += k);
            d
        });
        let mut piece: Vec<usize> = (0..n).collect();
        let mut size = vec![1usize; n];
        let mut degree = self.layers.each_ref().map(|l| l.degree.clone());
        // each piece's edges to the rest of its community
        let mut out = self
            .layers
            .each_ref()
            .map(|l| (0..n).map(|i| l.edges[i].iter().filter(|(j, _)| of[*j] == of[i]).map(|e| e.1).sum::<f64>()).collect::<Vec<f64>>());
        let mut order: Vec<usize> = (0..n).collect();
        rng.shuffle(&mut order);
        let held = |out: &[Vec<f64>; 2], degree: &[Vec<f64>; 2], p: usize, c: usize| {
            let [a, b] = [0, 1].map(|l| out[l][p] - self.layers[l].expected(degree[l][p], whole[l][c] - degree[l][p]));
            a - b >= -EPSILON
        };
        let scale = self.scale().max(f64::MIN_POSITIVE);
        for i in order {
            let c = of[i];
            if size[piece[i]] > 1 || !held(&out, &degree, piece[i], c) {
                continue;
            }
            let mut edge: std::collections::BTreeMap<usize, [f64; 2]> = std::collections::BTreeMap::new();
            for (l, layer) in self.layers.iter().enumerate() {
                layer.edges[i].iter().filter(|(j, _)| of[*j] == c).for_each(|(j, w)| edge.entry(piece[*j]).or_default()[l] += w);
            }
            let mut choices: Vec<(usize, f64)> = Vec::new();
            for (p, e) in edge.iter().filter(|(p, e)| **p != piece[i] && e[0] > 0.0 && held(&out, &degree, **p, c)) {
                let [a, b] = [0, 1].map(|l| e[l] - self.layers[l].expected(self.layers[l].degree[i], degree[l][*p]));
                if a - b >= -EPSILON {
                    choices.push((*p, 2.0 * (a - b) / scale));
                }
            }
            let top = choices.iter().map(|x| x.1).fold(f64::NEG_INFINITY, f64::max);
            let odds = |gain: f64| ((gain - top) / THETA).exp();
            let mut at = rng.unit() * choices.iter().map(|x| odds(x.1)).sum::<f64>();
            let chosen = choices.iter().find(|x| {
                at -= odds(x.1);
                at < 0.0
            });
            if let Some((to, _)) = chosen.or(choices.last()) {
                let from = piece[i];
                for l in 0..2 {
                    out[l][*to] += out[l][from] - 2.0 * edge[to][l];
                    degree[l][*to] += degree[l][from];
                    (out[l][from], degree[l][from]) = (0.0, 0.0);
                }
                (size[from], size[*to]) = (0, size[*to] + 1);
                piece[i] = *to;
            }
        }
        piece
    }

    fn aggregate(&self, merged: &[usize], size: usize) -> Graph {
        let layers = self.layers.each_ref().map(|l| {
            let mut next = Layer::new(size);
            let mut sums: std::collections::BTreeMap<(usize, usize), f64> = std::collections::BTreeMap::new();
            for (i, edges) in l.edges.iter().enumerate() {
                next.degree[merged[i]] += l.degree[i];
                for (j, w) in edges.iter().filter(|(j, _)| merged[i] < merged[*j]) {
                    *sums.entry((merged[i], merged[*j])).or_default() += w;
                }
            }
            for ((i, j), w) in sums {
                next.edges[i].push((j, w));
                next.edges[j].push((i, w));
            }
            next.total = l.total;
            next
        });
        Graph { layers }
    }

    /// Communities parted where no positive edge holds them together.
    fn joined(&self, of: &[usize]) -> Vec<usize> {
        let mut out = vec![usize::MAX; of.len()];
        let mut next = 0;
        for i in 0..of.len() {
            if out[i] != usize::MAX {
                continue;
            }
            let mut stack = vec![i];
            out[i] = next;
            while let Some(k) = stack.pop() {
                for (j, _) in &self.layers[0].edges[k] {
                    if of[*j] == of[i] && out[*j] == usize::MAX {
                        out[*j] = next;
                        stack.push(*j);
                    }
                }
            }
            next += 1;
        }
        out
    }
}

/// The same division, numbered in the order of nodes.
fn numbered(of: &[usize]) -> Vec<usize> {
    let mut names = std::collections::HashMap::new();
    of.iter()
        .map(|c| {
            let next = names.len();
            *names.entry(*c).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best of all divisions whose communities hang together.
    fn best(graph: &Graph) -> f64 {
        fn go(graph: &Graph, of: &mut Vec<usize>, used: usize, best: &mut f64) {
            if of.len() == graph.len() {
                if graph.joined(of).iter().max() == of.iter().max() {
                    *best = best.max(graph.quality(of));
                }
                return;
            }
            for c in 0..=used {
                of.push(c);
                go(graph, of, used.max(c + 1), best);
                of.pop();
            }
        }
        let mut out = f64::NEG_INFINITY;
        go(graph, &mut Vec::new(), 0, &mut out);
        out
    }

    #[test]
    fn as_good_as_trying_everything() {
        let mut missed = 0;
        for seed in 0..60 {
            let mut r = Rng::new(seed);
            let mut edges = Vec::new();
            for i in 0..8 {
                for j in i + 1..8 {
                    let (x, y) = (r.unit(), r.unit());
                    edges.push((i, j, if x < 0.4 { x * 10.0 } else { 0.0 }, if y < 0.3 { y * 10.0 } else { 0.0 }));
                }
            }
            let graph = Graph::new(8, &edges);
            let found = graph.quality(&graph.communities(seed));
            let best = best(&graph);
            assert!(found <= best + 1e-9 && found > 0.9 * best - 1e-9, "{seed}: {found} {best}");
            missed += usize::from(found < best - 1e-9);
        }
        assert!(missed <= 3, "{missed} of 60");
    }

    #[test]
    fn two_camps() {
        let edges = [(0, 1, 5.0, 0.0), (1, 2, 5.0, 0.0), (3, 4, 5.0, 0.0), (2, 3, 1.0, 6.0), (0, 4, 0.0, 4.0)];
        assert_eq!(Graph::new(6, &edges).communities(1), [0, 0, 0, 1, 1, 2]);
    }

    #[test]
    fn quality_survives_aggregation() {
        let edges = [(0, 1, 5.0, 1.0), (1, 2, 5.0, 0.0), (3, 4, 5.0, 2.0), (2, 3, 1.0, 6.0)];
        let (graph, merged) = (Graph::new(5, &edges), [0, 0, 1, 2, 2]);
        let small = graph.aggregate(&merged, 3);
        assert!((small.quality(&[0, 0, 1]) - graph.quality(&[0, 0, 0, 1, 1])).abs() < 1e-12);
    }
}
