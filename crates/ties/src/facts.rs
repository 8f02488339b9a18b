//! Formal facts: what treaties and declarations say of a tie, beside what the parties do.

use jiff::civil::Date;
use serde::de::{IntoDeserializer, value::StrDeserializer};
use serde::{Deserialize, Serialize};

/// A treaty, a recognition, or the like. It is shown beside a tie and adds to no sum: a pact that nobody keeps is still a pact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// The codes that it binds: all parties of a treaty; who recognises, then who is recognised.
    pub parties: Vec<String>,
    /// Its name, in the words of its source.
    pub title: String,
    /// The first day that it holds, if known.
    pub from: Option<Date>,
    /// The last day; `None` while it holds.
    pub to: Option<Date>,
    /// Where that is written: a title, an address.
    pub source: String,
}

/// The kinds of formal fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// A defence pact: the parties are bound to fight for each other.
    Defence,
    /// A pact of neutrality or non-aggression.
    NonAggression,
    /// Any other treaty in force.
    Treaty,
    /// Membership in one organisation.
    Membership,
    /// Diplomatic relations.
    Relations,
    /// Recognition of the second as a state, by the first.
    Recognition,
    /// No diplomatic relations: broken off, or never taken up.
    NoRelations,
    /// The first does not recognise the second.
    NonRecognition,
}

/// The table that comes with the program.
const TABLE: &str = include_str!("../data/facts.tsv");

/// A kind by its name, the same in the table as in users' files.
fn kind(name: &str) -> Option<FactKind> {
    let name: StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
    FactKind::deserialize(name).ok()
}

/// A day of the table: `-` or nothing for none.
fn day(text: &str) -> Option<Option<Date>> {
    if matches!(text, "-" | "") { Some(None) } else { text.parse().ok().map(Some) }
}

/// A party of the table with its own days, those of the line where it has none.
fn member(text: &str, from: Option<Date>, to: Option<Date>) -> Option<(&str, Option<Date>, Option<Date>)> {
    let Some((code, days)) = text.split_once(':') else { return Some((text, from, to)) };
    let (own_from, own_to) = days.split_once("..").unwrap_or((days, ""));
    Some((code, day(own_from)?.or(from), day(own_to)?.or(to)))
}

/// What one line of the table has of a party: a fact with each of the others. `None` where the line is damaged.
fn line<'t>(line: &'t str, party: &str) -> Option<Vec<Fact>> {
    let [kind, title, parties, from, to, source] = line.split('\t').collect::<Vec<&'t str>>().try_into().ok()?;
    let (kind, from, to) = (self::kind(kind)?, day(from)?, day(to)?);
    let all = parties.split(' ').map(|p| member(p, from, to)).collect::<Option<Vec<_>>>()?;
    let Some(own) = all.iter().find(|m| m.0 == party) else { return Some(Vec::new()) };
    let recognised = matches!(kind, FactKind::Recognition | FactKind::NonRecognition).then(|| all.last().map(|m| m.0)).flatten();
    let others = all.iter().filter(|m| m.0 != party && recognised.is_none_or(|r| r == party || r == m.0));
    let fact = |other: &(&str, Option<Date>, Option<Date>)| Fact {
        kind,
        parties: if recognised == Some(party) {
            vec![other.0.to_owned(), party.to_owned()]
        } else {
            vec![party.to_owned(), other.0.to_owned()]
        },
        title: title.to_owned(),
        from: own.1.max(other.1),
        to: match (own.2, other.2) {
            (Some(x), Some(y)) => Some(x.min(y)),
            (x, y) => x.or(y),
        },
        source: source.to_owned(),
    };
    Some(others.map(fact).collect())
}

impl Fact {
    /// What the program's own table (`data/facts.tsv`, with sources and licence) has of a party, with each of the others.
    pub fn builtin(party: &str) -> Vec<Fact> {
        TABLE.lines().filter(|l| !l.starts_with('#')).filter_map(|l| line(l, party)).flatten().collect()
    }

    /// Whether it holds on a day, as far as its days are known.
    pub fn holds(&self, on: Date) -> bool {
        self.from.is_none_or(|f| f <= on) && self.to.is_none_or(|t| on <= t)
    }

    /// Whether it is between the two.
    pub fn binds(&self, a: &str, b: &str) -> bool {
        a != b && [a, b].iter().all(|x| self.parties.iter().any(|p| p == x))
    }
}

/// The facts between two parties that hold on a day, by kind, first day and title.
pub fn facts<'a>(all: &'a [Fact], a: &str, b: &str, on: Date) -> Vec<&'a Fact> {
    let mut out: Vec<&Fact> = all.iter().filter(|f| f.binds(a, b) && f.holds(on)).collect();
    out.sort_by(|x, y| (x.kind, x.from, &x.title).cmp(&(y.kind, y.from, &y.title)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    fn titles(a: &str, b: &str, on: Date) -> Vec<String> {
        facts(&Fact::builtin(a), a, b, on).iter().map(|f| f.title.clone()).collect()
    }

    #[test]
    fn every_line_reads_and_names_known_parties_in_order() {
        let table = include_str!("../../parties/data/states.tsv");
        let states: BTreeSet<&str> = table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').nth(1)).collect();
        let groups = ["ABKHAZIA", "SOUTH_OSSETIA", "DONETSK", "LUHANSK", "TALIBAN"];
        let mut seen = BTreeSet::new();
        for l in TABLE.lines().filter(|l| !l.starts_with('#')) {
            let codes: Vec<&str> = l.split('\t').nth(2).unwrap().split(' ').map(|p| p.split(':').next().unwrap()).collect();
            for code in &codes {
                assert!(states.contains(code) || groups.contains(code), "{l}");
                assert!(!line(l, code).unwrap().is_empty(), "{l}");
            }
            assert!(codes.len() > 1 && codes.iter().collect::<BTreeSet<_>>().len() == codes.len(), "{l}");
            assert!(seen.insert(l), "twice: {l}");
            for f in line(l, codes[0]).unwrap() {
                assert!(f.from.is_none_or(|from| f.to.is_none_or(|to| from <= to)), "{f:?}");
                assert!(!f.source.is_empty() && !f.title.is_empty(), "{l}");
            }
        }
        assert!(seen.len() > 150);
    }

    #[test]
    fn members_are_bound_from_the_later_accession_to_the_earlier_leave() {
        let nato = |a, b, on| titles(a, b, on).iter().any(|t| t.contains("NATO"));
        assert!(!nato("FIN", "USA", date(2023, 4, 3)) && nato("FIN", "USA", date(2023, 4, 4)) && !nato("FIN", "SWE", date(2024, 3, 6)));
        assert!(titles("GBR", "FRA", date(2019, 1, 1)).contains(&"European Union".to_owned()));
        assert!(!titles("FRA", "GBR", date(2021, 1, 1)).contains(&"European Union".to_owned()));
        assert!(titles("MLI", "SEN", date(2025, 1, 28)).contains(&"ECOWAS".to_owned()));
        assert!(!titles("MLI", "SEN", date(2025, 1, 29)).contains(&"ECOWAS".to_owned()));
        assert_eq!(titles("IRN", "SAU", date(2020, 1, 1)), ["no diplomatic relations"]);
        assert_eq!(titles("IRN", "SAU", date(2024, 1, 1)), [""; 0]);
    }

    #[test]
    fn recognition_is_one_sided() {
        let of = |a: &str, b: &str| {
            facts(&Fact::builtin(a), a, b, date(2025, 12, 1)).iter().map(|f| (f.kind, f.parties.clone())).collect::<Vec<_>>()
        };
        let expect = vec![(FactKind::NonRecognition, vec!["SRB".to_owned(), "XKX".to_owned()])];
        assert_eq!((of("SRB", "XKX"), of("XKX", "SRB")), (expect.clone(), expect));
    }
}
