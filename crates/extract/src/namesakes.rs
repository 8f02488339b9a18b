//! Surnames that an article gives to somebody else than their famous bearer: after "Aurelio Tavares Guterres", "Guterres" is he.

use sekutu_parties::{Kind, Match, Parties, Query};
use std::collections::{HashMap, HashSet};

/// Takes out of an article's names those of famous persons whose surname another person bears there, and gives these surnames, in lower case.
/// Where the famous person's own full name stands in the article too, nothing is taken.
pub fn take_out(parties: &Parties, text: &str, lang: Option<&str>, names: &mut Vec<Match>) -> HashSet<String> {
    let word = |n: &Match| n.span.cut(text).filter(|w| !w.contains(char::is_whitespace)).map(str::to_lowercase);
    let mut borne: HashMap<String, String> = HashMap::new();
    for n in names.iter().filter(|n| n.kind == Kind::Person) {
        if let Some(surname) = word(n).filter(|_| is_another(parties, text, lang, n)) {
            borne.entry(surname).or_insert_with(|| n.name.clone());
        }
    }
    // the bearer himself stands there by his full name
    let whole = |name: &str| names.iter().any(|n| n.kind == Kind::Person && n.name == name && word(n).is_none());
    borne.retain(|_, name| !whole(name));
    names.retain(|n| n.kind != Kind::Person || word(n).is_none_or(|w| borne.get(&w) != Some(&n.name)));
    borne.into_keys().collect()
}

/// Whether the words before a lone surname make it another person's: two or more names that are no title and that the tables do not know with it.
fn is_another(parties: &Parties, text: &str, lang: Option<&str>, n: &Match) -> bool {
    let line = text[..n.span.start].rsplit('\n').next().and_then(|line| line.strip_suffix(' '));
    let mut given: Vec<&str> =
        line.into_iter().flat_map(|l| l.rsplit(' ')).take_while(|w| is_name(w) && !is_known(parties, w, lang)).collect();
    // the first word of a sentence is written large anyway
    let opens = |w: &str| {
        let l = sekutu_text::languages::language(lang.unwrap_or_default());
        l.is_some_and(|l| [l.starters, l.function_words].iter().any(|list| list.contains(&w.to_lowercase().as_str())))
    };
    if given.last().is_some_and(|w| opens(w)) {
        given.pop();
    }
    // he himself may stand there with more of his names than the tables have
    let start = |w: &str| w.chars().take(3).flat_map(char::to_lowercase).collect::<String>();
    let own = given.iter().any(|w| n.name.split(' ').any(|own| start(own) == start(w)));
    let from = n.span.start - given.iter().map(|w| w.len() + 1).sum::<usize>();
    given.len() >= 2 && !own && text.get(from..n.span.end).is_some_and(|full| !is_known(parties, full, lang))
}

/// A capital and small letters after it: neither "PBB" nor a line's last word.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
}

fn is_known(parties: &Parties, words: &str, lang: Option<&str>) -> bool {
    let r = parties.resolve(&Query { text: words, lang, ..Query::default() });
    r.party.is_some() || r.kind != Kind::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_is_whose_full_name_the_article_gives() {
        let check = |lang: &str, text: &str, want: &[&str]| {
            let parties = Parties::builtin();
            let mut names = parties.find(text, Some(lang));
            let mut found: Vec<_> = take_out(parties, text, Some(lang), &mut names).into_iter().collect();
            found.sort();
            assert_eq!(found, want, "{text}");
            let left = |s: &&str| names.iter().any(|n| n.span.cut(text).is_some_and(|w| w.to_lowercase() == **s));
            assert!(!want.iter().any(left), "{text}: {names:?}");
        };
        check("id", "Wali kota Dili, Aurelio Tavares Guterres, bertemu warga. Guterres menolak usul itu.", &["guterres"]);
        check("en", "The mayor, Joana Lurdes Guterres, met residents. Guterres refused.", &["guterres"]);
        check("en", "The mayor, Joana Lurdes Guterres, met Antonio Guterres. Guterres refused.", &[]);
        check("en", "He met António Manuel Guterres. Guterres refused.", &[]);
        check("en", "UN Secretary-General Guterres spoke. Guterres refused.", &[]);
        check("id", "Sekretaris Jenderal PBB Guterres bicara di Dili.", &[]);
    }
}
