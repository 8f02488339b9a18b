//! Words for a day or a stretch of days, resolved against the article's date.
//!
//! [`resolve`] goes through three steps:
//!
//! 1. [`tokens`]: the words are folded (case, accents, digits of any script) and cut; Han characters stand alone.
//! 2. A language's table ([`languages`]) turns the longest phrases it knows into [`Atom`]s: a month, a weekday, "last", "since" …
//! 3. [`grammar`], the same for all languages, reads the atoms.
//!
//! The answer is the first and the last day on which the thing may have happened, so its width is the words' own precision: "Kamis (3/11)" is
//! one day, "in March" a month, "late 2025" the last four months of the year. Times of day are ignored.

mod grammar;
mod languages;
#[cfg(test)]
mod tests;
mod tokens;

use sekutu_model::Date;

/// More words than this name no date.
const LONGEST: usize = 40;

/// The first and last day that the words may mean, `None` on the side that stays open ("sejak 2012" without `written`, "until Friday");
/// `None` altogether where they tell no day: durations ("two hours"), words tied to another event ("two days later"), impossible dates.
///
/// `lang` is an ISO 639-1 code and only says which table is asked first. `written` is the article's day; without it only dates with a year resolve.
/// A day or month without a year is put at or shortly before the article's date, one that "next" or "until" marks at or after it.
pub fn resolve(words: &str, lang: Option<&str>, written: Option<Date>) -> Option<(Option<Date>, Option<Date>)> {
    read(words, lang, written, false)
}

/// The same for what is still planned: "in May", "on Thursday" and "17 July" are the next ones.
pub fn resolve_planned(words: &str, lang: Option<&str>, written: Option<Date>) -> Option<(Option<Date>, Option<Date>)> {
    read(words, lang, written, true)
}

fn read(words: &str, lang: Option<&str>, written: Option<Date>, planned: bool) -> Option<(Option<Date>, Option<Date>)> {
    let tokens = tokens::cut(words);
    if tokens.is_empty() || tokens.len() > LONGEST {
        return None;
    }
    let own = lang.and_then(languages::position);
    let others = (0..languages::ALL.len()).filter(|i| Some(*i) != own);
    let mut best = None;
    for i in own.into_iter().chain(others) {
        let atoms = tokens::atoms(&tokens, i);
        let unknown = atoms.iter().filter(|a| **a == Atom::Unknown).count();
        let days = grammar::days(atoms, written, languages::ALL[i].order, planned);
        if unknown == 0 && Some(i) == own {
            return days; // its own language knows every word: that no day is meant is an answer too
        }
        // the table that knows the most words wins, the article's own language on a tie
        if let Some(days) = days
            && best.is_none_or(|(least, _)| unknown < least)
        {
            best = Some((unknown, days));
        }
    }
    best.map(|(_, days)| days)
}

/// What a word or phrase means for a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Atom {
    /// A number: its value and how many digits it was written with, 0 for a word.
    Num(i32, usize),
    /// An ordinal word; only a day of a month.
    Ord(i32),
    /// "a few", "beberapa".
    Few,
    /// 1 to 12.
    Month(i8),
    /// 0 is Monday.
    Weekday(i8),
    /// Indonesian and Malay "minggu": Sunday or week.
    Minggu,
    /// A stretch of time.
    Unit(Unit),
    /// Beside a decade's number: "1990-an", "années 90".
    Decade,
    /// "años", "années": a decade's mark before its number, else years.
    Years,
    /// Beside a day of the month: "tanggal 5", "10日".
    DayMark,
    /// A day that many days from the article's.
    Day(i32),
    /// The night before the article.
    Night,
    /// "last", "lalu" after a quantity counts back from the article.
    Last,
    /// "next", "coming".
    Next,
    /// "this".
    This,
    /// "ago".
    Ago,
    /// "the past", "terakhir": up to the article.
    Past,
    /// "since": up to the article.
    Since,
    /// "from", "starting".
    From,
    /// "until", "by".
    Until,
    /// "before".
    Before,
    /// "after".
    After,
    /// Between the ends of a range.
    To,
    /// "and": a range where it joins two days.
    And,
    /// The first third.
    Early,
    /// The middle third.
    Mid,
    /// The last third.
    Late,
    /// "earlier this month": up to the article.
    Earlier,
    /// "later this month": from the article on.
    Later,
    /// A time of day.
    Clock,
    /// Beside a number it makes a time of day of it: "pukul 7".
    ClockMark,
    /// A year, a month and a day in figures.
    Full(i32, i32, i32),
    /// Two or three figures that the language's order makes a date of: "3/11", "18/6/2025".
    Figures(i32, i32, Option<i32>),
    /// A year and a month in figures.
    YearMonth(i32, i32),
    /// Tied to another event, or no one day at all: "two days later", "that night", "each spring".
    Block,
    /// Says nothing about the day.
    Fill,
    /// Not in the table.
    Unknown,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Year,
}

/// Which figure of "2/8" is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}
