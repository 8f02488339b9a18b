//! Country codes of the Correlates of War project, which POLECAT has beside ISO's.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static TABLE: LazyLock<BTreeMap<&str, Option<u16>>> = LazyLock::new(|| {
    let rows = include_str!("../data/cow.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|l| l.split_once('\t')).map(|(iso, n)| (iso, n.parse().ok())).collect()
});

/// The Correlates of War number of the state that ISO 3166 alpha-3 calls `iso`; `None` for territories and what is no country.
///
/// ```
/// assert_eq!(sekutu_export::cow("PRK"), Some(731));
/// assert_eq!(sekutu_export::cow("HKG"), None);
/// ```
pub fn cow(iso: &str) -> Option<u16> {
    TABLE.get(iso).copied().flatten()
}

/// Whether a party's code is ISO 3166's, and not an organisation's or a group's short name.
pub fn is_country(code: &str) -> bool {
    TABLE.contains_key(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_well_formed_and_numbers_stand_once() {
        assert!(TABLE.keys().all(|c| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase())));
        let numbers: Vec<u16> = TABLE.values().copied().flatten().collect();
        assert_eq!(numbers.len(), 195);
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
    }

    #[test]
    fn states_that_changed() {
        for (iso, n) in [("DEU", 255), ("YEM", 679), ("SRB", 345), ("XKX", 347), ("VNM", 816), ("TWN", 713), ("KOR", 732), ("ATG", 58)] {
            assert_eq!(cow(iso), Some(n), "{iso}");
        }
        assert_eq!(cow("PSE"), None);
        assert!(is_country("PSE") && !is_country("NATO"));
    }
}
