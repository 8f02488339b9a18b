//! One file a language: the small words that parties, times and events hang on.
//!
//! To add a language, copy the nearest file, fill it in and list it in [`ALL`]. Words are in lower case; a list that a language's grammar has no use for stays empty.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod hi;
mod id;
mod ms;
mod pt;
mod ru;
mod tr;
mod zh;

/// Words of one language.
#[derive(Debug)]
pub struct Language {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// The state that a text in this language is about unless it says otherwise, where there is one such state: ISO 3166 alpha-3.
    pub country: Option<&'static str>,
    /// What may stand between two members of a list.
    pub between: &'static [&'static str],
    /// Small words that a mention's edge may have caught and that belong to no name; they are written small, unlike the "El" of El Salvador.
    pub edges: &'static [&'static str],
    /// Words that say where, before a place.
    pub within: &'static [&'static str],
    /// Words by which a speaker means himself or his own side.
    pub first: &'static [&'static str],
    /// Words for two parties at once.
    pub both: &'static [&'static str],
    /// Words that deny, as stems. A refusal ("menolak", "refused") is not a denial.
    pub deny: &'static [&'static str],
    /// Words by which somebody admits what was denied before, as stems.
    pub admit: &'static [&'static str],
    /// Words before a name that make it a time zone's.
    pub clock_before: &'static [&'static str],
    /// Words after a name that make it a time zone's.
    pub clock_after: &'static [&'static str],
    /// Words right before a verb that put it ahead or leave it open: "will", "plans to", "berencana". Empty where the verb stands elsewhere or says it itself.
    pub ahead: &'static [&'static str],
    /// Adverbs that may stand between these and the verb.
    pub still: &'static [&'static str],
    /// Words that begin a condition.
    pub conditions: &'static [&'static str],
    /// Words before an event by which it did not come about: "foiled the attack".
    pub averts: &'static [&'static str],
    /// Words right after an event that say the same: "the attack was foiled".
    pub averted: &'static [&'static str],
    /// Small words that part them from an event further on: "cancelled the visit after the attack".
    pub apart: &'static [&'static str],
    /// Words that undo these: "failed to prevent the attack".
    pub not: &'static [&'static str],
    /// Words of sport and show business, a star after a stem. One alone tells nothing; see [`crate::matter`].
    pub pastimes: &'static [&'static str],
}

/// All languages that have a file, by code.
pub static ALL: [&Language; 12] = [
    &ar::ARABIC,
    &de::GERMAN,
    &en::ENGLISH,
    &es::SPANISH,
    &fr::FRENCH,
    &hi::HINDI,
    &id::INDONESIAN,
    &ms::MALAY,
    &pt::PORTUGUESE,
    &ru::RUSSIAN,
    &tr::TURKISH,
    &zh::CHINESE,
];

/// The language of an ISO 639-1 code or a tag that begins with one; all of them where none is told or it has no file.
pub fn of(tag: Option<&str>) -> &'static [&'static Language] {
    let known = tag.and_then(sekutu_text::language);
    known.and_then(|k| ALL.iter().position(|l| l.code == k.code)).map_or(&ALL[..], |at| &ALL[at..=at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_well_formed() {
        for l in ALL {
            let lists = [l.between, l.edges, l.within, l.first, l.both, l.deny, l.admit, l.clock_before, l.clock_after, l.ahead, l.still];
            for list in lists.iter().chain(&[l.conditions, l.averts, l.averted, l.apart, l.not, l.pastimes]) {
                let mut seen = std::collections::HashSet::new();
                let fits = |w: &&'static str| !w.is_empty() && w.trim() == *w && w.to_lowercase() == **w && seen.insert(*w);
                assert!(list.iter().all(fits), "{}: {list:?}", l.code);
            }
        }
    }

    #[test]
    fn a_tag_names_one_language_or_all() {
        let codes = |tag| of(tag).iter().map(|l| l.code).collect::<Vec<_>>();
        assert_eq!(codes(Some("pt-BR")), ["pt"]);
        assert_eq!(codes(Some("xx")).len(), ALL.len());
        assert_eq!(codes(None).len(), ALL.len());
    }
}
