//! Intervals by resampling origins.

use crate::key::{Hashed, mix};

/// Above so many origins a sum of Poisson weights is as good as normal, and its spread is known without drawing.
const MANY: usize = 1024;

/// Of 65,536 equal parts, how many lie below each step of the Poisson distribution with mean 1.
const STEPS: [u16; 8] = [24_109, 48_219, 60_273, 64_292, 65_296, 65_497, 65_531, 65_535];

/// The 95th percentile of the normal distribution.
const Z95: f64 = 1.644_853_626_951_472_2;

/// Draws the weights of origins, and keeps those drawn: an origin has the same weight in every tie of a resample.
pub(crate) struct Bootstrap {
    seed: u64,
    n: usize,
    drawn: Hashed<Box<[u8]>>,
}

/// What one origin adds to the two sums.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Share {
    pub origin: u64,
    pub cooperation: f64,
    pub conflict: f64,
}

impl Bootstrap {
    pub fn new(seed: u64, resamples: usize) -> Bootstrap {
        Bootstrap { seed: mix(seed), n: resamples.max(20), drawn: Hashed::default() }
    }

    /// The 5th and 95th percentile of both sums over the resamples in which at least one of the origins is drawn.
    pub fn intervals(&mut self, shares: &[Share]) -> [(f64, f64); 2] {
        if shares.is_empty() {
            return [(0.0, 0.0); 2];
        }
        if shares.len() > MANY {
            let normal = |of: fn(&Share) -> f64| {
                let (sum, squares) = shares.iter().map(of).fold((0.0, 0.0), |(s, q), x| (s + x, q + x * x));
                let half = Z95 * f64::sqrt(squares);
                (f64::max(0.0, sum - half), sum + half)
            };
            return [normal(|s| s.cooperation), normal(|s| s.conflict)];
        }
        let (seed, n) = (self.seed, self.n);
        let (mut cooperation, mut conflict, mut any) = (vec![0.0; n], vec![0.0; n], vec![0u32; n]);
        for s in shares {
            let weights = self.drawn.entry(s.origin).or_insert_with(|| row(seed, s.origin, n));
            for (r, w) in weights.iter().enumerate() {
                let w64 = f64::from(*w);
                cooperation[r] += w64 * s.cooperation;
                conflict[r] += w64 * s.conflict;
                any[r] += u32::from(*w);
            }
        }
        for r in (0..n).filter(|r| any[*r] == 0) {
            // drawn again until an origin is there; with one origin a draw is empty in 37 of 100
            for again in 1..100 {
                let draws = || shares.iter().map(|s| f64::from(poisson(seed, s.origin, again * n + r)));
                if draws().any(|w| w > 0.0) {
                    cooperation[r] = draws().zip(shares).map(|(w, s)| w * s.cooperation).sum();
                    conflict[r] = draws().zip(shares).map(|(w, s)| w * s.conflict).sum();
                    break;
                }
            }
        }
        [percentiles(&mut cooperation), percentiles(&mut conflict)]
    }
}

/// The draw number `at` of an origin's weight: mean 1, variance 1.
fn poisson(seed: u64, origin: u64, at: usize) -> u8 {
    let four = mix(seed ^ origin.wrapping_add(mix((at / 4) as u64)));
    step((four >> (16 * (at % 4))) as u16)
}

fn step(u: u16) -> u8 {
    STEPS.iter().map(|s| u8::from(u >= *s)).sum()
}

fn row(seed: u64, origin: u64, n: usize) -> Box<[u8]> {
    (0..n.div_ceil(4))
        .flat_map(|q| {
            let four = mix(seed ^ origin.wrapping_add(mix(q as u64)));
            [0, 16, 32, 48].map(|shift| step((four >> shift) as u16))
        })
        .take(n)
        .collect()
}

/// The 5th percentile rounded down, the 95th rounded up to a drawn value.
fn percentiles(all: &mut [f64]) -> (f64, f64) {
    let last = all.len() - 1;
    let (low, high) = (last / 20, last - last / 20);
    let low = *all.select_nth_unstable_by(low, f64::total_cmp).1;
    let high = *all.select_nth_unstable_by(high, f64::total_cmp).1;
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(n: u64) -> Vec<Share> {
        (0..n).map(|i| Share { origin: mix(i), cooperation: 1.0 + i as f64 % 3.0, conflict: 0.0 }).collect()
    }

    #[test]
    fn weights_have_mean_and_variance_one() {
        let all: Vec<f64> = (0..100).flat_map(|o| (0..1000).map(move |r| f64::from(poisson(7, mix(o), r)))).collect();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        let variance = all.iter().map(|w| (w - mean).powi(2)).sum::<f64>() / all.len() as f64;
        assert!((mean - 1.0).abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
        assert!((0..1000).all(|r| row(7, 9, 1000)[r] == poisson(7, 9, r)));
    }

    #[test]
    fn drawn_and_normal_agree_where_they_meet() {
        let (few, many) = (shares(MANY as u64), shares(MANY as u64 + 1));
        let [(a, b), _] = Bootstrap::new(3, 4000).intervals(&few);
        let [(c, d), _] = Bootstrap::new(3, 4000).intervals(&many);
        assert!((a - c).abs() / c < 0.02 && (b - d).abs() / d < 0.02, "{a} {b} {c} {d}");
    }

    /// In how many of 400 samples the interval holds the expected sum: each of `slots` origins speaks with probability `p` and adds 1 to 2.
    fn held(slots: u64, p: f64) -> usize {
        (0..400u64)
            .filter(|t| {
                let mut r = crate::key::Rng::new(mix(*t));
                let origins = (0..slots).map(|i| mix(mix(*t) ^ i));
                let all: Vec<Share> = origins
                    .filter_map(|origin| match r.unit() {
                        u if u < p => Some(Share { origin, cooperation: 1.0 + r.unit(), conflict: 0.0 }),
                        _ => None,
                    })
                    .collect();
                let [(low, high), _] = Bootstrap::new(*t, 400).intervals(&all);
                (low..=high).contains(&(slots as f64 * p * 1.5))
            })
            .count()
    }

    #[test]
    fn intervals_hold_what_they_say() {
        // who speaks at all is chance too: 36 of 3,600 possible origins, nine samples in ten hold
        let rare = held(3600, 0.01);
        assert!((340..=380).contains(&rare), "{rare} of 400");
        // where it hardly is, 36 of 40, the intervals are too wide, never too narrow
        let sure = held(40, 0.9);
        assert!(sure >= 380, "{sure} of 400");
    }
}
