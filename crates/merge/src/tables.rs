//! The tables of `data/`, parsed once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Rows of a table: its cells, comments and empty lines left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).map(|l| l.split('\t').map(str::trim).collect())
}

static LIMITS: LazyLock<BTreeMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    let mut out: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in rows(include_str!("../data/limits.tsv")) {
        if let [kind, _, words] = row[..] {
            out.entry(kind).or_default().extend(words.split('|').map(|w| w.trim().to_lowercase()).filter(|w| !w.is_empty()));
        }
    }
    // longer words first, so that the fullest wording is the one that is shown
    out.values_mut().for_each(|v| v.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b))));
    out
});

/// The words of a kind, in all languages.
pub(crate) fn limits(kind: &str) -> &'static [String] {
    LIMITS.get(kind).map_or(&[], Vec::as_slice)
}

/// The words of a kind that stand in `text`, as they stand there; a star ends a stem.
pub(crate) fn limited<'t>(kind: &str, text: &'t str) -> Option<&'t str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    limits(kind).iter().find_map(|words| {
        let (stem, open) = words.strip_suffix('*').map_or((words.as_str(), false), |s| (s, true));
        lower.match_indices(stem).map(|(i, m)| (i, i + m.len())).find_map(|(a, b)| {
            let before = lower[..a].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || c as u32 > 0x2e80);
            let after = open || lower[b..].chars().next().is_none_or(|c| !c.is_alphanumeric() || c as u32 > 0x2e80);
            (before && after).then(|| &text[a..b])
        })
    })
}
