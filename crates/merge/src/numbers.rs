//! A number's value from its words: "lebih dari 1.000", "12 ribu", "two dozen", "اثنا عشر".

use crate::carrier::words;
use crate::tables;
use std::collections::HashMap;
use std::sync::LazyLock;

static WORDS: LazyLock<HashMap<&'static str, (u64, bool)>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for row in tables::rows(include_str!("../data/numbers.tsv")) {
        if let [value, kind, _, names] = row[..] {
            let Ok(value) = value.parse() else { continue };
            for name in names.split('|') {
                out.entry(name.trim()).or_insert((value, kind == "scale"));
            }
        }
    }
    out
});

/// The first number that the words name, whole; `None` where they name none.
pub(crate) fn value(text: &str) -> Option<u64> {
    let words = spaced(text);
    let (mut total, mut part, mut any, mut at) = (0.0f64, 0.0f64, false, 0);
    while at < words.len() {
        if let Some(n) = digits(&words[at]) {
            if any {
                break;
            }
            (part, any) = (n, true);
            at += 1;
            continue;
        }
        // the longest name that begins here: "dua belas" before "dua"
        let named = (1..=3.min(words.len() - at)).rev().find_map(|n| WORDS.get(words[at..at + n].join(" ").as_str()).map(|w| (n, *w)));
        match named {
            Some((n, (value, scale))) => {
                any = true;
                at += n;
                if !scale {
                    part += value as f64;
                } else if value >= 1000 {
                    total += part.max(1.0) * value as f64;
                    part = 0.0;
                } else {
                    part = part.max(1.0) * value as f64;
                }
            }
            None if any => break,
            None => at += 1,
        }
    }
    any.then(|| (total + part).min(u64::MAX as f64) as u64)
}

/// Words and numbers with their separators: "1.000" stays one.
fn spaced(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for chunk in text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '(' | ')' | '"')) {
        let plain = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        if digits(plain).is_some() {
            out.push(plain.to_owned());
        } else {
            out.extend(words(plain));
        }
    }
    out
}

/// "1.000" and "1,000" are a thousand, "3.5" three and a half; digits of any script.
fn digits(word: &str) -> Option<f64> {
    let mut groups = vec![String::new()];
    for c in word.chars() {
        match c.to_digit(10).or_else(|| other_digit(c)) {
            Some(d) => groups.last_mut()?.push(char::from_digit(d, 10)?),
            None if matches!(c, '.' | ',' | '٬' | '٫') => groups.push(String::new()),
            None => return None,
        }
    }
    if groups[0].is_empty() {
        return None;
    }
    let thousands = groups[1..].iter().all(|g| g.len() == 3);
    if thousands || groups.len() > 2 { groups.concat().parse().ok() } else { groups.join(".").parse().ok() }
}

fn other_digit(c: char) -> Option<u32> {
    let n = c as u32;
    [0x660, 0x6f0, 0x966].iter().find_map(|&zero| n.checked_sub(zero).filter(|d| *d < 10))
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn numbers_are_read_in_words_and_digits() {
        let check = |text: &str, want: Option<u64>| assert_eq!(value(text), want, "{text}");
        check("lebih dari 1.000", Some(1000));
        check("12 ribu", Some(12_000));
        check("3,5 juta", Some(3_500_000));
        check("$2.5 billion", Some(2_500_000_000));
        check("two dozen", Some(24));
        check("dua belas", Some(12));
        check("dua puluh lima", Some(25));
        check("sekitar 300 unit", Some(300));
        check("forty", Some(40));
        check("tres mil", Some(3000));
        check("١٢", Some(12));
        check("三百", Some(300));
        check("several", None);
        check("", None);
    }
}
