//! What is given, shipped, signed or banned, as concepts that the languages share: "pesawat nirawak" and "drones" are one, missiles another.

use crate::carrier::words;
use crate::tables;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// A name's words, whether its last is only a stem, and its concept.
type Name = (Vec<String>, bool, &'static str);

struct Items {
    parent: HashMap<&'static str, &'static str>,
    /// By their first word.
    whole: BTreeMap<String, Vec<Name>>,
    /// What a concept is called, by concept and language.
    called: HashMap<(&'static str, &'static str), String>,
}

static ITEMS: LazyLock<Items> = LazyLock::new(|| {
    let mut items = Items { parent: HashMap::new(), whole: BTreeMap::new(), called: HashMap::new() };
    for row in tables::rows(include_str!("../data/items.tsv")) {
        let [concept, parent, lang, names] = row[..] else { continue };
        if let Some(called) = usual(names, lang) {
            items.called.insert((concept, lang), called);
        }
        if parent != "-" && parent != concept {
            items.parent.insert(concept, parent);
        }
        for name in names.split('|') {
            let (stem, open) = name.trim().strip_suffix('*').map_or((name.trim(), false), |s| (s, true));
            let parts: Vec<String> = words(stem).collect();
            if let Some(first) = parts.first() {
                items.whole.entry(first.clone()).or_default().push((parts, open, concept));
            }
        }
    }
    items.whole.values_mut().for_each(|v| v.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(b.0.cmp(&a.0))));
    items
});

/// The usual one of a concept's names, the first; English speaks of things in the plural.
fn usual(names: &str, lang: &str) -> Option<String> {
    let first = names.split('|').next().map(str::trim).filter(|n| !n.is_empty())?;
    let (stem, open) = first.strip_suffix('*').map_or((first, false), |s| (s, true));
    let plural = format!("{stem}s");
    let many = lang == "en" && (open || names.split('|').any(|n| n.trim() == plural));
    Some(if many { plural } else { stem.to_owned() })
}

/// What the one thing that the words speak of is called in another language: "hundreds of drones" in Indonesian "drone". `None` where the table knows
/// none of the words, or several things stand in them.
pub fn item_name(text: &str, lang: &str) -> Option<&'static str> {
    let found = concepts(text);
    let [concept] = &found[..] else { return None };
    ITEMS.called.iter().find(|((c, l), _)| c == concept && *l == lang).map(|(_, name)| name.as_str())
}

/// The concepts that stand in the words, in order of name.
pub(crate) fn concepts(text: &str) -> Vec<String> {
    let all: Vec<String> = words(text).map(bare).collect();
    let mut out = BTreeSet::new();
    let mut at = 0;
    while at < all.len() {
        let mut found: Option<(usize, &str)> = None;
        // every name that begins with a beginning of this word
        for n in (1..=all[at].len()).filter(|&n| all[at].is_char_boundary(n)) {
            for (parts, open, concept) in ITEMS.whole.get(&all[at][..n]).into_iter().flatten() {
                let end = at + parts.len();
                if end > all.len() || found.is_some_and(|(e, _)| e > end - at) {
                    continue;
                }
                let same = parts
                    .iter()
                    .zip(&all[at..end])
                    .enumerate()
                    .all(|(i, (p, w))| if i + 1 == parts.len() && *open { w.starts_with(p.as_str()) } else { w == p });
                if same {
                    found = Some((parts.len(), concept));
                }
            }
        }
        if let Some((n, concept)) = found {
            out.insert(concept.to_owned());
            at += n;
        } else {
            at += 1;
        }
    }
    out.into_iter().collect()
}

/// An Arabic word without the article and what is joined before it; the tables hold them so. Others as they are.
fn bare(word: String) -> String {
    const JOINED: [&str; 12] = ["وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ك", "ل"];
    let is_arabic = word.starts_with(|c: char| ('\u{600}'..='\u{6ff}').contains(&c));
    if is_arabic && !is_name(&word) {
        let rest = JOINED.iter().find_map(|joined| {
            let rest = word.strip_prefix(joined).filter(|r| r.chars().count() >= 3)?;
            (joined.chars().count() > 1 || is_name(rest)).then_some(rest)
        });
        if let Some(rest) = rest {
            return rest.to_owned();
        }
    }
    word
}

/// Whether a name of the tables begins with this word.
fn is_name(word: &str) -> bool {
    word.char_indices().map(|(i, c)| i + c.len_utf8()).any(|n| {
        ITEMS.whole.get(&word[..n]).is_some_and(|v| v.iter().any(|(parts, open, _)| n == word.len() || (*open && parts.len() == 1)))
    })
}

/// Whether one is the other or a kind of it.
pub(crate) fn related(a: &str, b: &str) -> bool {
    is_kind_of(a, b) || is_kind_of(b, a)
}

fn is_kind_of(mut a: &str, b: &str) -> bool {
    for _ in 0..6 {
        if a == b {
            return true;
        }
        match ITEMS.parent.get(a) {
            Some(p) => a = p,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{concepts, related};

    #[test]
    fn languages_share_concepts() {
        let check = |text: &str, want: &[&str]| assert_eq!(concepts(text), want, "{text}");
        check("drones", &["drone"]);
        check("pesawat nirawak", &["drone"]);
        check("الطائرات المسيرة", &["drone"]);
        check("无人机", &["drone"]);
        check("ballistic missiles", &["missile"]);
        check("peluru artileri", &["shell"]);
        check("a song", &[]);
    }

    #[test]
    fn kinds_are_related_and_siblings_are_not() {
        assert!(related("drone", "arms") && related("arms", "drone") && !related("drone", "missile"));
    }
}
