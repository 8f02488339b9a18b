//! Whether a claim is of political matter at all: sport, show business and firms' dealings among themselves are left out.

use crate::languages::Language;
use crate::windows::is_unspaced;
use sekutu_model::{Event, Party};
use sekutu_parties::Kind;
use std::collections::HashSet;

/// Different words of sport or show business from which an article is taken to be about it, and their least share of its words: the fewer
/// they are, the denser they must stand.
const SIGNS: [(usize, f64); 2] = [(3, 0.025), (2, 0.04)];

/// Whether an article is about sport or show business.
pub fn is_pastime(text: &str, languages: &[&Language]) -> bool {
    languages.iter().any(|l| tells(&text.to_lowercase(), l.pastimes))
}

fn tells(text: &str, signs: &[&str]) -> bool {
    let unspaced = text.chars().filter(|c| is_unspaced(*c)).count();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && !is_sign(c)).filter(|w| !w.is_empty()).collect();
    // a word of an unspaced script has about two characters
    let all = if unspaced * 2 > text.chars().count() { unspaced / 2 } else { words.len() };
    let (mut found, mut kinds) = (0usize, HashSet::new());
    for sign in signs {
        let n = match sign.strip_suffix('*') {
            Some(stem) => words.iter().filter(|w| w.starts_with(stem)).count(),
            None if sign.contains(' ') || sign.chars().all(is_unspaced) => text.matches(*sign).count(),
            None => words.iter().filter(|w| **w == *sign).count(),
        };
        if n > 0 {
            found += n;
            kinds.insert(*sign);
        }
    }
    SIGNS.iter().any(|&(least, share)| kinds.len() >= least && found as f64 >= share * all as f64)
}

/// A vowel sign or hyphen within a word.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\'' | '’')
}

/// What a party brings to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Nobody known.
    Nobody,
    /// A firm or a broadcaster: its own dealings are no political matter.
    Firm,
    /// A city or region, which acts only where somebody says so.
    Place,
    /// People of some kind: what is done to them, and their protests, are.
    People,
    /// A state by its bare name.
    State,
    /// A union, a church, reporters, those who work for others' rights: they take part in politics, with a country told or not.
    Body,
    /// Somebody in office or under arms, an organisation, a party, an armed group.
    Office,
}

fn weight(party: &Party, kind: Kind) -> Weight {
    match (party.code.is_some(), party.sector.as_deref()) {
        (_, Some("BUS" | "MED")) => Weight::Firm,
        (_, Some("CVL" | "EDU" | "AGR" | "REF" | "SET" | "HLH")) => Weight::People,
        (_, Some("NGO" | "LAB" | "REL" | "JRN")) => Weight::Body,
        (false, None) => Weight::Nobody,
        (true, _) if kind == Kind::Place => Weight::Place,
        (true, _) if kind == Kind::State => Weight::State,
        _ => Weight::Office,
    }
}

/// Whether a claim between these parties is one to record. In an article about a pastime, a state's name is mostly a team's.
pub fn is_political<'a>(event: Event, pastime: bool, parties: impl Iterator<Item = (&'a Party, Kind)>) -> bool {
    let all: Vec<(Weight, &Party)> = parties.map(|(p, kind)| (weight(p, kind), p)).collect();
    let has = |w: Weight| all.iter().any(|(x, _)| *x == w);
    if pastime {
        return all.iter().any(|(w, p)| *w == Weight::Office && p.code.is_some());
    }
    let places: HashSet<_> = all.iter().filter(|(w, _)| *w == Weight::Place).map(|(_, p)| &p.code).collect();
    has(Weight::Office)
        || has(Weight::State)
        || has(Weight::Body)
        || has(Weight::People) && matches!(event, Event::Protest | Event::Assault | Event::Coerce | Event::Sanction)
        || !places.is_empty() && (places.len() > 1 || has(Weight::People) || is_physical(event))
}

/// Deeds that a place suffers or sees as a part of its state.
const fn is_physical(event: Event) -> bool {
    matches!(event, Event::Assault | Event::Coerce | Event::Aid | Event::Mobilize | Event::Retreat | Event::Protest | Event::Sanction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages;

    #[test]
    fn articles_about_sport_and_shows_are_told_apart() {
        let check = |lang: &str, text: &str, want: bool| assert_eq!(is_pastime(text, languages::of(Some(lang))), want, "{text}");
        check("id", "Gelandang itu mencetak dua gol dan klub pun menang dalam laga tandang.", true);
        check("id", "Menteri luar negeri membahas sengketa laut dengan rekannya dari Hanoi.", false);
        check("en", "The striker scored twice and the coach praised both players.", true);
        check(
            "en",
            "The minister, who once played football, met his colleague in Lomé to speak about the border, grain and the return of refugees after the flood.",
            false,
        );
        check("zh", "球队在客场获胜，主场球员受伤。", true);
        check("zh", "外交部长访问河内，讨论边界问题。", false);
        check("hi", "कप्तान ने शतक बनाया और गेंदबाज ने तीन विकेट लिए।", true);
        check("ru", "Вратарь сборной пропустил гол в первом матче чемпионата.", true);
        check("ar", "فاز المنتخب في مباراة أمس بعد أن سجل المهاجم هدفين.", true);
    }

    #[test]
    fn firms_alone_make_no_claim() {
        let party = |code: Option<&str>, sector: Option<&str>| Party {
            code: code.map(str::to_owned),
            sector: sector.map(str::to_owned),
            name: String::new(),
        };
        let check = |event, pastime, parties: &[(Party, Kind)], want: bool| {
            assert_eq!(is_political(event, pastime, parties.iter().map(|(p, k)| (p, *k))), want, "{event} {parties:?}");
        };
        let (state, bank, city) = (party(Some("CHE"), None), party(Some("CHE"), Some("BUS")), party(Some("ITA"), None));
        let (pupils, union, police, unknown) =
            (party(Some("CHN"), Some("EDU")), party(None, Some("LAB")), party(Some("GHA"), Some("COP")), party(None, None));
        check(Event::Retreat, false, &[(bank.clone(), Kind::Institution)], false);
        check(Event::Sanction, false, &[(state.clone(), Kind::State), (bank, Kind::Institution)], true);
        check(Event::Support, false, &[(unknown.clone(), Kind::Unknown), (city.clone(), Kind::Place)], false);
        check(Event::Assault, false, &[(unknown.clone(), Kind::Unknown), (city, Kind::Place)], true);
        check(Event::Assault, false, &[(pupils.clone(), Kind::Agents)], true);
        check(Event::Reject, false, &[(union.clone(), Kind::Agents), (unknown.clone(), Kind::Unknown)], true);
        check(Event::Agree, true, &[(union, Kind::Agents)], false);
        check(Event::Agree, false, &[(pupils, Kind::Agents), (unknown, Kind::Unknown)], false);
        check(Event::Assault, true, &[(state.clone(), Kind::State), (state, Kind::State)], false);
        check(Event::Coerce, true, &[(police, Kind::Agents)], true);
    }
}
