//! Words made comparable, for the index and for queries alike.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of `text` as the index has them: lower case, without accents, one form of each Arabic letter, each Chinese character, kana, Hangul syllable and Thai letter by itself.
pub fn fold(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            out.push(std::mem::take(word));
        }
    };
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if stands_alone(c) {
            end(&mut word);
            word.push(c);
            end(&mut word);
        } else if c.is_ascii() {
            end(&mut word);
        } else {
            for c in std::iter::once(c).nfkd() {
                match letter(c) {
                    Letter::None => {}
                    Letter::End => end(&mut word),
                    // out of "㈱", or half-width kana
                    Letter::One(c) if stands_alone(c) => {
                        end(&mut word);
                        word.push(c);
                        end(&mut word);
                    }
                    Letter::One(c) => word.extend(c.to_lowercase().filter(|c| !is_sign(*c))),
                }
            }
        }
    }
    end(&mut word);
    out
}

enum Letter {
    /// Dropped.
    None,
    /// Parts words.
    End,
    One(char),
}

fn letter(c: char) -> Letter {
    Letter::One(match c {
        c if is_sign(c) => return Letter::None,
        'ı' => 'i',
        'ø' | 'Ø' => 'o',
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' | 'ھ' => 'ه',
        '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
        '۰'..='۹' => char::from(b'0' + (c as u32 - '۰' as u32) as u8),
        '०'..='९' => char::from(b'0' + (c as u32 - '०' as u32) as u8),
        c if c.is_alphanumeric() || is_combining_mark(c) => c,
        _ => return Letter::End,
    })
}

/// Accents, Arabic and Hebrew vowel signs, tatweel, joiners: signs that are often left out. Those of Indian scripts are not among them, since they tell words apart.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6ed}' | '\u{93c}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Letters of scripts that put no space between words, or particles onto them.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e4e}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The least letters of a word that is looked at for what is written onto it, and of what is left.
const JOINED: usize = 5;
const LEFT: usize = 3;

/// An Arabic word without what is written onto it: "وبالحكومة" gives "بالحكومه", "الحكومه", "حكومه". Only the spelling is looked at, so some are no words; nobody searches for those.
fn bare(word: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = word;
    while rest.chars().count() >= JOINED {
        let Some(next) = ["ال", "لل", "و", "ف", "ب", "ك", "ل"].iter().find_map(|p| rest.strip_prefix(p)) else { break };
        if next.chars().count() < LEFT {
            break;
        }
        out.push(next.to_owned());
        // after the article the word itself begins
        if rest.starts_with("ال") || rest.starts_with("لل") {
            break;
        }
        rest = next;
    }
    out
}

/// The two columns of the index for a text.
pub(crate) fn columns(text: &str) -> (String, String) {
    let words = fold(text);
    let mut bares: Vec<String> = words.iter().filter(|w| !w.is_ascii()).flat_map(|w| bare(w)).collect();
    bares.sort_unstable();
    bares.dedup();
    (words.join(" "), bares.join(" "))
}

/// What a user asks for, in FTS5's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Query {
    /// Nothing was asked.
    All,
    /// Something was asked that holds no word: nothing can match.
    None,
    /// What matches this.
    Match(String),
    /// What does not match this; FTS5 has no word for "all but".
    Not(String),
}

/// The most parts of a query, and the most words of a part; FTS5 refuses deeper ones.
const PARTS: usize = 64;

/// Words, all of which must be in, `"quoted phrases"`, and `-excluded` of either kind. Whatever else was typed counts as what parts words.
pub(crate) fn query(asked: &str) -> Query {
    if asked.trim().is_empty() {
        return Query::All;
    }
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for (exclude, quoted, words) in parts(asked).into_iter().take(PARTS) {
        let mut words = fold(words);
        words.truncate(PARTS);
        let Some(term) = term(&words, quoted) else { continue };
        if exclude { without.push(term) } else { with.push(term) }
    }
    let without = without.join(" OR ");
    match (with.is_empty(), without.is_empty()) {
        (true, true) => Query::None,
        (true, false) => Query::Not(without),
        (false, true) => Query::Match(with.join(" AND ")),
        (false, false) => Query::Match(format!("({}) NOT ({without})", with.join(" AND "))),
    }
}

/// Excluded or not, quoted or not, and the words.
fn parts(asked: &str) -> Vec<(bool, bool, &str)> {
    let mut out = Vec::new();
    let mut rest = asked.trim_start();
    while !rest.is_empty() {
        let (exclude, after) = rest.strip_prefix('-').map_or((false, rest), |r| (true, r));
        let (quoted, words, next) = match after.strip_prefix('"') {
            Some(open) => {
                let (words, next) = open.split_once('"').unwrap_or((open, ""));
                (true, words, next)
            }
            None => {
                let end = after.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(after.len());
                (false, &after[..end], &after[end..])
            }
        };
        out.push((exclude, quoted, words));
        rest = next.trim_start();
    }
    out
}

/// One part: a word in either column, or words that follow each other in the text. Folded words hold no quotation mark, so they need no escaping.
fn term(words: &[String], quoted: bool) -> Option<String> {
    match words {
        [] => None,
        [word] if !quoted => {
            // a word asked for with the article is also meant without it
            let plain = if word.is_ascii() { None } else { bare(word).pop().filter(|_| word.starts_with("ال")) };
            Some(match plain {
                Some(plain) => format!("(\"{word}\" OR \"{plain}\")"),
                None => format!("\"{word}\""),
            })
        }
        words => Some(format!("words : \"{}\"", words.join(" "))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Query, bare, fold, query};
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(fold(text).join(" "), expect);
    }

    #[test]
    fn spellings_fold() {
        check("México, Đà Nẵng; L'Iran n’a", "mexico da nang l iran n a");
        check("İSTANBUL Diyarbakır Øst Łódź Київ", "istanbul diyarbakir ost lodz киів");
        check("ＧＤＰ ５％", "gdp 5");
        check("state-run U.S. 10,5", "state run u s 10 5");
    }

    #[test]
    fn arabic_folds() {
        check("الحُكُومَة إيرانيّة أعلنت مســـؤول على ١٢", "الحكومه ايرانيه اعلنت مسوول علي 12");
        assert_eq!(bare("وبالحكومه"), ["بالحكومه", "الحكومه", "حكومه"]);
        assert_eq!(bare("للحكومه"), ["حكومه"]);
        assert!(bare("وزير").is_empty());
    }

    #[test]
    fn characters_stand_alone() {
        check("中国政府5G网络。", "中 国 政 府 5g 网 络");
        check("러시아가", "러 시 아 가");
    }

    #[test]
    fn hindi_keeps_its_vowels() {
        check("हिन्दी, दिल्ली।", "हिन्दी दिल्ली");
    }

    #[test]
    fn queries() {
        assert_eq!(query("  "), Query::All);
        assert_eq!(query("?! -"), Query::None);
        assert_eq!(query("Iran drone"), Query::Match("\"iran\" AND \"drone\"".into()));
        assert_eq!(query("\"North Korea\" -shells"), Query::Match("(words : \"north korea\") NOT (\"shells\")".into()));
        assert_eq!(query("-\"a b\" -c"), Query::Not("words : \"a b\" OR \"c\"".into()));
        assert_eq!(query("中国"), Query::Match("words : \"中 国\"".into()));
    }

    proptest! {
        #[test]
        fn no_query_is_an_error(asked in "(\\PC|[\"\\-*:^(){}+\0' ]|AND|OR|NOT|NEAR|words|الحكومة|中国){0,40}") {
            let conn = rusqlite::Connection::open_in_memory().unwrap();
            conn.execute_batch("CREATE VIRTUAL TABLE t USING fts5 (words, bare, content = '', contentless_delete = 1, tokenize = 'ascii')").unwrap();
            if let Query::Match(q) | Query::Not(q) = query(&asked) {
                let found: Result<i64, _> = conn.query_row("SELECT count(*) FROM t WHERE t MATCH ?", [&q], |r| r.get(0));
                prop_assert!(found.is_ok(), "{q}: {found:?}");
            }
        }

        #[test]
        fn folding_is_idempotent(text in "\\PC{0,40}") {
            let once = fold(&text).join(" ");
            prop_assert_eq!(fold(&once).join(" "), once);
        }
    }
}
