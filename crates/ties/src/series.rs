//! One tie over time.

use crate::act::{Act, Side};
use crate::key::Points;
use crate::options::Options;
use crate::tie::{Focus, Line, gather};
use crate::weights::HalfLife;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::collections::HashSet;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// A day.
    Day,
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

impl Step {
    /// The first day of the period that a day lies in.
    pub fn first(self, day: Date) -> Date {
        match self {
            Step::Day => day,
            Step::Week => day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day),
            Step::Month => day.first_of_month(),
            Step::Quarter => Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).unwrap_or(day),
            Step::Year => day.first_of_year(),
        }
    }

    /// The first day of the period after the one that begins on `first`; `None` at the end of the calendar.
    fn next(self, first: Date) -> Option<Date> {
        let span = match self {
            Step::Day => 1.day(),
            Step::Week => 1.week(),
            Step::Month => 1.month(),
            Step::Quarter => 3.months(),
            Step::Year => 1.year(),
        };
        first.checked_add(span).ok()
    }
}

/// A tie over time: what was added in each period, not faded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// How long a period is.
    pub step: Step,
    /// The periods without a gap, the empty ones too; the first and the last may be cut by the options' days.
    pub points: Vec<Point>,
    /// What they are made of, by day and event; [`Point::lines`] are places in it.
    pub lines: Vec<Line>,
}

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Cooperation added in it, in points.
    pub cooperation: Points,
    /// Conflict added in it.
    pub conflict: Points,
    /// How many events add to either.
    pub events: [usize; 2],
    /// How many independent origins vouch for them.
    pub origins: usize,
    /// Which of [`Series::lines`] lie in it.
    pub lines: std::ops::Range<usize>,
}

impl Point {
    /// (cooperation − conflict) / (cooperation + conflict), −1 to 1: for the trend only; `None` where there is neither.
    pub fn direction(&self) -> Option<f64> {
        let (c, f) = (self.cooperation.value(), self.conflict.value());
        (c + f > 0.0).then(|| (c - f) / (c + f))
    }
}

/// The tie of two parties by periods, from the options' first day, or the first dated act, to the as-of day. Nothing fades; undated acts and
/// such as add nothing (denied, negated) are left out. No points where there is no act and no first day.
pub fn series<I>(a: &str, b: &str, acts: I, step: Step, options: &Options) -> Series
where
    I: IntoIterator,
    I::Item: Borrow<Act>,
{
    let options = Options { half_life: HalfLife::NEVER, ..options.clone() };
    let mut all = gather(&Focus::Pair(a, b), acts, &options).lines();
    all.retain(|(l, _)| l.day.is_some() && l.product > Points::ZERO);
    let mut points = Vec::new();
    let start = options.from.or_else(|| all.first().and_then(|(l, _)| l.day));
    let mut next = start.filter(|s| *s <= options.as_of).map(|s| step.first(s));
    let mut at = 0;
    while let Some(first) = next.filter(|f| *f <= options.as_of) {
        next = step.next(first);
        let last = next.and_then(|n| n.yesterday().ok()).unwrap_or(Date::MAX);
        let end = at + all[at..].partition_point(|(l, _)| l.day.is_some_and(|d| d <= last));
        let here = &all[at..end];
        let sum = |side| here.iter().filter(|(l, _)| l.side == side).map(|(l, _)| l.product).sum();
        let count = |side| here.iter().filter(|(l, _)| l.side == side).count();
        points.push(Point {
            from: options.from.map_or(first, |f| f.max(first)),
            to: last.min(options.as_of),
            cooperation: sum(Side::Cooperation),
            conflict: sum(Side::Conflict),
            events: [count(Side::Cooperation), count(Side::Conflict)],
            origins: here.iter().flat_map(|(_, o)| o).collect::<HashSet<_>>().len(),
            lines: at..end,
        });
        at = end;
    }
    Series { step, points, lines: all.into_iter().map(|(l, _)| l).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_begin_where_the_calendar_has_them() {
        let day = date(2024, 5, 16); // a Thursday
        let first = [Step::Day, Step::Week, Step::Month, Step::Quarter, Step::Year].map(|s| s.first(day));
        assert_eq!(first, [day, date(2024, 5, 13), date(2024, 5, 1), date(2024, 4, 1), date(2024, 1, 1)]);
        assert_eq!(Step::Quarter.next(date(2024, 10, 1)), Some(date(2025, 1, 1)));
        assert_eq!(Step::Year.next(date(9999, 1, 1)), None);
    }
}
