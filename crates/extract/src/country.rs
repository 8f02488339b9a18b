//! Whose country somebody is of who is only described, or whose name no table knows: "soldiers", "Interior Minister Gérald Darmanin".
//!
//! The countries that the text names up to the end of the window are the candidates, and "none of them" is one more. A conditional logit (McFadden 1974) over how often,
//! how near, how and where each is named chooses; its weights (`data/country.tsv`) are fitted on the corpus by `training/country.py`, so that it answers for a
//! party by the evidence of how such parties are, and not where it is in doubt.

use crate::languages::Language;
use sekutu_model::Span;
use sekutu_parties::{Kind, Match};
use std::sync::OnceLock;

/// Least probability of a country that is given to people by what they are, and to a name: a name that no table knows may be anybody's.
const LEAST: (f64, f64) = (0.6, 0.75);
/// How far before the party names still count, bytes.
const REACH: usize = 1_500;

/// Buckets of distance between the party and the nearest name of a country, bytes.
const NEAR: [usize; 5] = [8, 25, 60, 150, usize::MAX];

/// Names of the features, in the order in which [`candidates`] gives them.
pub const FEATURES: [&str; 33] = [
    "same sentence",
    "before, 8",
    "before, 25",
    "before, 60",
    "before, 150",
    "before, more",
    "after, 8",
    "after, 25",
    "after, 60",
    "after, 150",
    "after, more",
    "dateline",
    "first country",
    "twice",
    "three times",
    "most often",
    "only one",
    "state",
    "person",
    "body",
    "place",
    "where",
    "home, named",
    "home, not named",
    "name: same sentence",
    "name: only one",
    "name: first country",
    "name: before, 25",
    "none: agents",
    "none: name",
    "none: of one",
    "none: of two",
    "none: of more",
];

/// A country that the party may be of; `None` is none of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its code.
    pub code: Option<String>,
    /// What speaks for it, as [`FEATURES`] says.
    pub features: [f64; FEATURES.len()],
}

/// What is asked about whom.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The article's text.
    pub text: &'a str,
    /// Its language, or all where it is not known.
    pub languages: &'a [&'a Language],
    /// Its sentences.
    pub sentences: &'a [Span],
    /// The names in it.
    pub names: &'a [Match],
    /// The party's words.
    pub party: Span,
    /// What kind of words they are.
    pub kind: Kind,
    /// Where the window ends: later names do not count.
    pub end: usize,
}

/// The candidates for a party, "none" last. Their codes are in order.
pub fn candidates(q: &Asked<'_>) -> Vec<Candidate> {
    let own = q.sentences.iter().find(|s| s.overlaps(q.party)).copied().unwrap_or(q.party);
    let home = match q.languages {
        [l] => l.country,
        _ => None,
    };
    // "Jakarta, CNN Indonesia -" in a paper of that country says where its desk is, not what the news is about
    let desk = |n: &Match, code: &str| home == Some(code) && is_dateline(q.text, n.span);
    let from = q.names.partition_point(|n| n.span.start + REACH < q.party.start);
    let near = q.names[from..].iter().take_while(|n| n.span.start < q.end).filter(|n| !n.span.overlaps(q.party));
    let named: Vec<(&Match, &str)> = near.filter_map(|n| Some((n, country(n)?))).filter(|(n, c)| !desk(n, c)).collect();
    let mut codes: Vec<&str> = named.iter().map(|(_, c)| *c).collect();
    codes.sort_unstable();
    codes.dedup();
    let count = |code: &str| named.iter().filter(|(_, c)| *c == code).count();
    let most = codes.iter().map(|c| count(c)).max().unwrap_or(0);
    let often = codes.iter().filter(|c| count(c) == most).count();
    let only = codes.len() == 1;
    let is_name = matches!(q.kind, Kind::Person | Kind::Unknown | Kind::Place);
    let set = |f: &mut [f64], name: &str, on: bool| f[index(name)] = f64::from(u8::from(on));
    let mut out: Vec<Candidate> = codes
        .iter()
        .map(|code| {
            let mut f = [0.0; FEATURES.len()];
            let own_names: Vec<&Match> = named.iter().filter(|(_, c)| c == code).map(|(n, _)| *n).collect();
            let beside = own_names.iter().any(|n| own.contains(n.span));
            let bucket = |d: usize| NEAR.iter().position(|b| d <= *b).unwrap_or(0);
            let before = own_names.iter().filter(|n| n.span.end <= q.party.start).map(|n| q.party.start - n.span.end).min().map(bucket);
            let after = own_names.iter().filter(|n| n.span.start >= q.party.end).map(|n| n.span.start - q.party.end).min().map(bucket);
            set(&mut f, "same sentence", beside);
            if let Some(b) = before {
                f[1 + b] = 1.0;
            }
            if let Some(a) = after {
                f[6 + a] = 1.0;
            }
            let first = named.first().is_some_and(|(_, c)| c == code);
            set(&mut f, "dateline", own_names.iter().any(|n| is_dateline(q.text, n.span)));
            set(&mut f, "first country", first);
            set(&mut f, "twice", own_names.len() > 1);
            set(&mut f, "three times", own_names.len() > 2);
            set(&mut f, "most often", own_names.len() == most && often == 1);
            set(&mut f, "only one", only);
            let any = |kinds: &[Kind]| own_names.iter().any(|n| kinds.contains(&n.kind));
            set(&mut f, "state", any(&[Kind::State]));
            set(&mut f, "person", any(&[Kind::Person]));
            set(&mut f, "body", any(&[Kind::Institution]));
            set(&mut f, "place", any(&[Kind::Place]));
            set(
                &mut f,
                "where",
                own_names.iter().any(|n| own.contains(n.span) && crate::assemble::says_where(q.text, q.languages, n.span)),
            );
            set(&mut f, "home, named", home == Some(code));
            set(&mut f, "name: same sentence", is_name && beside);
            set(&mut f, "name: only one", is_name && only);
            set(&mut f, "name: first country", is_name && first);
            set(&mut f, "name: before, 25", is_name && before.is_some_and(|b| b < 2));
            Candidate { code: Some((*code).to_owned()), features: f }
        })
        .collect();
    if let Some(home) = home.filter(|h| !codes.contains(h)) {
        let mut f = [0.0; FEATURES.len()];
        set(&mut f, "home, not named", true);
        out.push(Candidate { code: Some(home.to_owned()), features: f });
    }
    let mut f = [0.0; FEATURES.len()];
    set(&mut f, "none: agents", q.kind == Kind::Agents);
    set(&mut f, "none: name", matches!(q.kind, Kind::Person | Kind::Unknown));
    match codes.len() {
        0 => {}
        1 => set(&mut f, "none: of one", true),
        2 => set(&mut f, "none: of two", true),
        _ => set(&mut f, "none: of more", true),
    }
    out.push(Candidate { code: None, features: f });
    out
}

/// Whether words may be given a country at all: people and bodies by what they are, or a name of its own ("kawasan", "the international community" are neither).
pub fn may_have(kind: Kind, words: &str) -> bool {
    match kind {
        Kind::Agents | Kind::Institution => true,
        Kind::Person | Kind::Unknown | Kind::Place => !words.starts_with(char::is_lowercase),
        _ => false,
    }
}

/// The country that a party is of and how likely that is, where it is likely enough.
pub fn of(q: &Asked<'_>) -> Option<(String, f32)> {
    if !may_have(q.kind, q.party.cut(q.text)?) {
        return None;
    }
    let all = candidates(q);
    let scores: Vec<f64> = all.iter().map(|c| c.features.iter().zip(weights()).map(|(f, w)| f * w).sum()).collect();
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = scores.iter().map(|s| (s - top).exp()).sum();
    let (best, score) = all.into_iter().zip(&scores).max_by(|a, b| a.1.total_cmp(b.1))?;
    let probability = (score - top).exp() / sum;
    let least = if matches!(q.kind, Kind::Agents | Kind::Institution) { LEAST.0 } else { LEAST.1 };
    best.code.filter(|_| probability >= least).map(|code| (code, probability as f32))
}

/// The state that a name speaks of; none for organisations and armed groups.
fn country(n: &Match) -> Option<&str> {
    let code = n.codes.first().filter(|c| c.len() == 3)?;
    matches!(n.kind, Kind::State | Kind::Person | Kind::Institution | Kind::Place | Kind::Agents).then_some(code.as_str())
}

/// Whether a name opens the text as the place that it was sent from ("DILI (Lusa) - ", "Kiev - ").
fn is_dateline(text: &str, name: Span) -> bool {
    if name.start >= 60 {
        return false;
    }
    let after = text[name.end..].chars().take(30).collect::<String>();
    after.trim_start().starts_with(['(', '-', '–', '—']) || [" - ", " — ", " – "].iter().any(|dash| after.contains(dash))
}

fn index(name: &str) -> usize {
    FEATURES.iter().position(|f| *f == name).unwrap_or_default()
}

fn weights() -> &'static [f64; FEATURES.len()] {
    static WEIGHTS: OnceLock<[f64; FEATURES.len()]> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let mut out = [0.0; FEATURES.len()];
        for (name, weight) in include_str!("../data/country.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'))
        {
            if let (Some(i), Ok(w)) = (FEATURES.iter().position(|f| *f == name), weight.trim().parse()) {
                out[i] = w;
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sekutu_parties::Parties;

    fn asked_of(text: &str, party: &str, kind: Kind, language: &str) -> Option<String> {
        let names = Parties::builtin().find(text, Some(language));
        let sentences = crate::windows::sentences(text, Some(language));
        let at = text.find(party).expect("the party stands in the text");
        let party = Span::new(at, at + party.len());
        let languages = crate::languages::of(Some(language));
        of(&Asked { text, languages, sentences: &sentences, names: &names, party, kind, end: text.len() }).map(|(code, _)| code)
    }

    #[test]
    fn every_feature_has_a_weight() {
        let given: Vec<&str> = include_str!("../data/country.tsv").lines().filter_map(|l| l.split_once('\t')).map(|(n, _)| n).collect();
        assert_eq!(given, FEATURES);
    }

    #[test]
    fn the_dateline_and_the_country_spoken_of_tell() {
        let text =
            "KHARTOUM (Reuters) - Soldiers fired on students at a bridge. Sudan's president had banned rallies in Sudan a day before.";
        assert_eq!(asked_of(text, "Soldiers", Kind::Agents, "en").as_deref(), Some("SDN"));
    }

    #[test]
    fn a_home_papers_own_dateline_tells_nothing() {
        let text = "Jakarta, Harian Nusa - Pemerintah Kenya menangkap penasihat oposisi yang kerap mengkritik presiden.";
        assert_ne!(asked_of(text, "penasihat oposisi", Kind::Agents, "id").as_deref(), Some("IDN"));
    }

    #[test]
    fn nobody_is_of_a_country_that_is_not_named() {
        assert_eq!(asked_of("Soldiers fired on students at a bridge.", "Soldiers", Kind::Agents, "en"), None);
    }

    #[test]
    fn money_is_no_country() {
        assert_eq!(asked_of("Soldiers were paid 7 million US dollars.", "Soldiers", Kind::Agents, "en"), None);
        assert_eq!(asked_of("Prajurit dibayar tujuh juta dolar AS per orang di kota itu.", "Prajurit", Kind::Agents, "en"), None);
    }

    #[test]
    fn what_is_neither_people_nor_a_name_is_of_none() {
        assert!(!may_have(Kind::Unknown, "kawasan") && may_have(Kind::Unknown, "Darmanin") && may_have(Kind::Agents, "soldiers"));
    }
}
