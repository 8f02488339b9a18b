//! Whether a tie warms or cools.
//!
//! Mann (1945), "Nonparametric tests against trend", Econometrica 13; Kendall (1975), *Rank correlation methods*, for ties and the exact
//! distribution; Sen (1968), "Estimates of the regression coefficient based on Kendall's tau", JASA 63, for the slope. The test takes periods
//! without events as missing, not as zero, as Hirsch, Slack & Smith (1982), Water Resources Research 18, do with gaps.

use crate::series::Series;
use serde::{Deserialize, Serialize};

/// Fewer periods with events than this tell no trend: four in perfect order would pass the test (p = 1/12), on what four periods' news happened
/// to bring.
const LEAST: usize = 5;

/// Up to so many periods, if no two are equal, the distribution is counted out.
const EXACT: usize = 10;

/// Above so many periods no slope is given: it takes the median over all pairs.
const SLOPE: usize = 2000;

/// The level of the test, two-sided: as the intervals', 90 %.
const LEVEL: f64 = 0.1;

/// Where a tie is going.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// In words.
    pub direction: Direction,
    /// Kendall's tau-b of time and direction, −1 to 1; 0 where nothing varies.
    pub tau: f64,
    /// Two-sided p of the rank test; 1 where there are too few periods.
    pub p: f64,
    /// Sen's slope: change of the direction index (−1 to 1) a period; `None` below two periods with events or above 2,000.
    pub slope: Option<f64>,
    /// How many periods have events.
    pub periods: usize,
}

/// Where a tie is going, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From conflict towards cooperation.
    Warming,
    /// From cooperation towards conflict.
    Cooling,
    /// Neither, by what the periods show.
    NoClearChange,
}

impl Direction {
    /// In English, as output has it.
    pub const fn name(self) -> &'static str {
        match self {
            Direction::Warming => "warming",
            Direction::Cooling => "cooling",
            Direction::NoClearChange => "no clear change",
        }
    }
}

/// The trend of a series, by the Mann-Kendall test with correction for ties on the periods' direction index
/// ([`Point::direction`](crate::Point::direction)), at the 90 % level, from five periods with events on. Months or quarters suit it; days of a
/// busy tie depend on each other, and the test then finds too much.
pub fn trend(series: &Series) -> Trend {
    let found: Vec<(usize, f64)> = series.points.iter().enumerate().filter_map(|(i, p)| p.direction().map(|d| (i, d))).collect();
    mann_kendall(&found)
}

fn mann_kendall(found: &[(usize, f64)]) -> Trend {
    let n = found.len();
    let mut s = 0i64;
    let mut slopes = Vec::with_capacity(if n <= SLOPE { n * n.saturating_sub(1) / 2 } else { 0 });
    for (i, (t, x)) in found.iter().enumerate() {
        for (u, y) in &found[i + 1..] {
            s += i64::from(y > x) - i64::from(y < x);
            if n <= SLOPE {
                slopes.push((y - x) / (u - t) as f64);
            }
        }
    }
    let slope = median(&mut slopes);
    let mut values: Vec<f64> = found.iter().map(|f| f.1).collect();
    values.sort_unstable_by(f64::total_cmp);
    let groups: Vec<f64> = values.chunk_by(|x, y| x == y).map(|g| g.len() as f64).collect();
    let all = n as f64;
    let pairs = all * (all - 1.0) / 2.0;
    let tied: f64 = groups.iter().map(|g| g * (g - 1.0) / 2.0).sum();
    let tau = if pairs > tied { s as f64 / (pairs * (pairs - tied)).sqrt() } else { 0.0 };
    let p = match n {
        _ if n < LEAST => 1.0,
        _ if n <= EXACT && tied == 0.0 => exact(n, s),
        _ => {
            let spread = |k: f64| k * (k - 1.0) * (2.0 * k + 5.0);
            let variance = (spread(all) - groups.iter().map(|g| spread(*g)).sum::<f64>()) / 18.0;
            // one off towards zero, for S moves in steps
            if s == 0 || variance <= 0.0 { 1.0 } else { (2.0 * above((s.unsigned_abs() as f64 - 1.0) / variance.sqrt())).min(1.0) }
        }
    };
    let direction = match s.signum() {
        1 if p < LEVEL => Direction::Warming,
        -1 if p < LEVEL => Direction::Cooling,
        _ => Direction::NoClearChange,
    };
    Trend { direction, tau, p, slope, periods: n }
}

/// Two-sided p of S among all orders of `n` different values.
fn exact(n: usize, s: i64) -> f64 {
    // how many orders have k pairs the wrong way round
    let mut orders = vec![1.0f64];
    for size in 2..=n {
        let mut next = vec![0.0; orders.len() + size - 1];
        for (k, o) in orders.iter().enumerate() {
            next[k..k + size].iter_mut().for_each(|x| *x += o);
        }
        orders = next;
    }
    let pairs = orders.len() as i64 - 1;
    let far: f64 = orders.iter().enumerate().filter(|(k, _)| (pairs - 2 * *k as i64).abs() >= s.abs()).map(|(_, o)| o).sum();
    far / orders.iter().sum::<f64>()
}

/// The share of a normal distribution above `z` ≥ 0: Abramowitz & Stegun (1964), 26.2.17, within 1e-7.
fn above(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let poly = t * (0.319_381_530 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt() * poly
}

fn median(all: &mut [f64]) -> Option<f64> {
    let n = all.len();
    if n == 0 {
        return None;
    }
    let (below, middle, _) = all.select_nth_unstable_by(n / 2, f64::total_cmp);
    let middle = *middle;
    let other = if n.is_multiple_of(2) { below.iter().copied().max_by(f64::total_cmp) } else { None };
    Some(other.map_or(middle, |o| f64::midpoint(o, middle)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[f64], direction: Direction, p: f64) {
        let t = mann_kendall(&values.iter().copied().enumerate().collect::<Vec<_>>());
        assert!(t.direction == direction && (t.p - p).abs() < 5e-4, "{t:?}");
    }

    #[test]
    fn known_answers() {
        // Kendall's table: for n = 5, S = 10 has one-sided probability 1/120; n = 10, S = 21 .0363 (rounded .036)
        check(&[-1.0, -0.5, 0.0, 0.5, 1.0], Direction::Warming, 2.0 / 120.0);
        check(&[1.0, 0.5, 0.0, -0.5, -1.0], Direction::Cooling, 2.0 / 120.0);
        assert!((exact(10, 21) / 2.0 - 0.036).abs() < 5e-4);
        assert!((exact(4, 6) - 2.0 / 24.0).abs() < 1e-12);
        check(&[-1.0, -0.5, 0.5, 1.0], Direction::NoClearChange, 1.0);
        check(&[0.3; 12], Direction::NoClearChange, 1.0);
    }

    #[test]
    fn ties_shrink_the_variance() {
        // twelve months of −1, then twelve of 1: S = 144, variance (24·23·53 − 2·12·11·29) / 18 = 1200
        let mut values = vec![-1.0; 12];
        values.extend([1.0; 12]);
        let z: f64 = 143.0 / 1200f64.sqrt();
        check(&values, Direction::Warming, 2.0 * above(z));
        assert!((above(1.959_964) - 0.025).abs() < 1e-6);
    }

    #[test]
    fn slope_skips_gaps() {
        let t = mann_kendall(&[(0, 0.0), (2, 0.2), (3, 0.3), (10, 1.0)]);
        assert!((t.slope.unwrap() - 0.1).abs() < 1e-9);
        assert_eq!(mann_kendall(&[]), Trend { direction: Direction::NoClearChange, tau: 0.0, p: 1.0, slope: None, periods: 0 });
    }
}
