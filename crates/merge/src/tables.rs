//! The tables of `data/`, parsed once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Rows of a table: its cells, comments and empty lines left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).map(|l| l.split('\t').map(str::trim).collect())
}

/// Words by kind, each kind's by language.
static LIMITS: LazyLock<BTreeMap<&'static str, Vec<(&'static str, String)>>> = LazyLock::new(|| {
    let mut out: BTreeMap<&str, Vec<(&str, String)>> = BTreeMap::new();
    for row in rows(include_str!("../data/limits.tsv")) {
        if let [kind, lang, words] = row[..] {
            let words = words.split('|').map(|w| w.trim().to_lowercase()).filter(|w| !w.is_empty());
            out.entry(kind).or_default().extend(words.map(|w| (lang, w)));
        }
    }
    // longer words first, so that the fullest wording is the one that is shown
    out.values_mut().for_each(|v| v.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.1.cmp(&b.1))));
    out
});

/// The words of a kind, in all languages.
pub(crate) fn limits(kind: &str) -> impl Iterator<Item = &'static str> {
    LIMITS.get(kind).into_iter().flatten().map(|w| w.1.as_str())
}

/// The words of a kind that stand in `text`, as they stand there; a star ends a stem.
pub(crate) fn limited<'t>(kind: &str, text: &'t str) -> Option<&'t str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    limits(kind).find_map(|words| places(&lower, words).next()).map(|(a, b)| &text[a..b])
}

/// What wording does to a claim, by the words of `data/limits.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wording {
    /// Denied.
    Deny,
    /// Admitted.
    Admit,
    /// Not vouched for.
    Hedge,
    /// Not done.
    Not,
    /// Not done yet.
    Plan,
    /// Possible, wished, asked for, conditional.
    Maybe,
    /// The same, where it stands directly before the verb ("to").
    Next,
    /// Come to nothing or put off, after a noun.
    Void,
    /// Somebody says it.
    Say,
    /// What stands beside it is somebody's word, not the text's own.
    Quote,
}

impl Wording {
    const fn kind(self) -> &'static str {
        match self {
            Wording::Deny => "deny",
            Wording::Admit => "admit",
            Wording::Hedge => "hedge",
            Wording::Not => "not",
            Wording::Plan => "plan",
            Wording::Maybe => "maybe",
            Wording::Next => "next",
            Wording::Void => "void",
            Wording::Say => "say",
            Wording::Quote => "quote",
        }
    }

    /// Where words that do so stand in a text of that language (ISO 639-1; all languages' words where it is not known), in bytes, in no order.
    /// A capital within a sentence makes another word of it ("May", "Will"), so only words in small letters count, but for the first of the text.
    pub fn find(self, text: &str, lang: Option<&str>) -> Vec<(usize, usize)> {
        let lower = text.to_lowercase();
        if lower.len() != text.len() {
            return Vec::new();
        }
        let lang = lang.map(|l| l.split(['-', '_']).next().unwrap_or(l));
        let all = LIMITS.get(self.kind()).into_iter().flatten().filter(|(l, _)| lang.is_none_or(|lang| *l == lang));
        let found = all.flat_map(|(_, words)| places(&lower, words));
        let first = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        found.filter(|(a, _)| *a <= first || !text[*a..].starts_with(char::is_uppercase)).collect()
    }
}

/// Where words stand in a text in small letters, from word's edge to word's edge; a star ends a stem. What begins or ends with an apostrophe hangs on the word beside it.
fn places<'t>(lower: &'t str, words: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
    let (stem, open) = words.strip_suffix('*').map_or((words, false), |s| (s, true));
    let (hangs, holds) = (stem.starts_with(['\'', '’']), stem.ends_with(['\'', '’']));
    // scripts without spaces have no edges
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || c as u32 > 0x2e80);
    lower
        .match_indices(stem)
        .map(|(i, m)| (i, i + m.len()))
        .filter(move |&(a, b)| (hangs || edge(lower[..a].chars().next_back())) && (open || holds || edge(lower[b..].chars().next())))
}

#[cfg(test)]
mod tests {
    use super::Wording;

    #[test]
    fn wordings_are_found_in_their_own_language() {
        let check = |w: Wording, lang: &str, text: &str, expect: &[&str]| {
            let got: Vec<&str> = w.find(text, Some(lang)).into_iter().map(|(a, b)| &text[a..b]).collect();
            assert_eq!(got, expect, "{text}");
        };
        check(Wording::Plan, "en", "Norland will send grain in May", &["will"]);
        check(Wording::Maybe, "en", "Norland sent grain in May", &[]);
        check(Wording::Maybe, "en", "Norland may send grain", &["may"]);
        check(Wording::Not, "en", "Norland didn't send grain", &["'t"]);
        check(Wording::Plan, "id", "Norlandia berencana mengirim gandum", &["berencana"]);
        check(Wording::Plan, "id", "a plan that will fail", &[]);
        check(Wording::Not, "zh", "北国没有提供粮食", &["没有", "没"]);
    }
}
