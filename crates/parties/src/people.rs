//! People and their offices, dated.

use crate::table::Table;
use crate::{Date, Parties};

/// One term in one office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Office<'a> {
    pub code: &'a str,
    pub sector: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub role: &'a str,
}

/// A person's line: the usual name and every office.
pub(crate) fn person(people: &Table, id: usize) -> Option<(&str, Vec<Office<'_>>)> {
    let (names, offices) = people.line(id).trim_end().split_once('\t')?;
    Some((names.split('|').next().unwrap_or(names), offices.split("; ").filter_map(office).collect()))
}

fn office(cell: &str) -> Option<Office<'_>> {
    let (who, rest) = cell.trim().split_once(' ').unwrap_or((cell.trim(), ""));
    let (code, sector) = who.split_once('.').unwrap_or((who, "GOV"));
    let (term, role) = rest.split_once(' ').unwrap_or((rest, ""));
    let (from, to) = term.split_once("..").unwrap_or((term, ""));
    Some(Office { code, sector, from, to, role })
}

/// Whether a day falls into a term; terms may be given to the year or month.
pub(crate) fn holds(from: &str, to: &str, date: Date) -> bool {
    let day = date.to_string();
    (from.is_empty() || day.get(..from.len()).is_some_and(|d| d >= from)) && (to.is_empty() || day.get(..to.len()).is_some_and(|d| d <= to))
}

/// Whether a term was over by a day.
pub(crate) fn over(to: &str, date: Date) -> bool {
    !to.is_empty() && date.to_string().get(..to.len()).is_some_and(|d| d > to)
}

/// Offices that one is still called by after leaving: a former president is of the elite, not of the government.
pub(crate) fn top(role: &str) -> bool {
    ["president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "supreme leader", "premier", "leader", "secretary"]
        .iter()
        .any(|t| role.starts_with(t))
}

/// How the words of an office rank: the first that holds is told.
pub(crate) fn current<'a>(offices: &[Office<'a>], date: Option<Date>) -> (Option<Office<'a>>, bool) {
    match date {
        Some(d) => match offices.iter().rev().find(|o| holds(o.from, o.to, d)) {
            Some(o) => (Some(*o), true),
            None => (offices.iter().filter(|o| over(o.to, d)).max_by_key(|o| o.to).or(offices.first()).copied(), false),
        },
        None => match offices.iter().rev().find(|o| o.to.is_empty()) {
            Some(o) => (Some(*o), true),
            None => {
                let last = offices.iter().max_by_key(|o| o.to).copied();
                (last, !last.is_some_and(|o| top(o.role) || o.to < "2016"))
            }
        },
    }
}

/// Who holds an office ("foreign minister" of `RUS`) on a day.
pub(crate) fn holder<'a>(parties: &'a Parties, code: &str, role: &str, date: Date) -> Option<&'a str> {
    (0..parties.mine).find_map(|id| {
        let line = parties.people.line(id);
        if !line.contains(role) || !line.contains(code) {
            return None;
        }
        let (name, offices) = person(&parties.people, id)?;
        offices.iter().any(|o| o.code == code && o.role == role && holds(o.from, o.to, date)).then_some(name)
    })
}
