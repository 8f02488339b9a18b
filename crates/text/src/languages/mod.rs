//! One file a language: abbreviations, months, function words and the phrases that news pages put between paragraphs.
//!
//! To add a language, copy `template.rs`, fill it in, list it in [`ALL`], and write its cases in `tests/sentences/`.

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
#[cfg(test)]
mod template;
mod tr;
mod zh;

pub use crate::documents::Documents;

/// What Sekutu knows of how news is written in one language.
///
/// Abbreviations stand without their last full stop. One in lower case matches any case, one with a capital only itself.
#[derive(Debug)]
pub struct Language {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// English name.
    pub name: &'static str,
    /// Abbreviations that belong to the word after them, so that they never end a sentence: `Dr`, `Sen`, `г`.
    pub titles: &'static [&'static str],
    /// Abbreviations that may be last in a sentence: they end it only before one of `starters`.
    pub abbreviations: &'static [&'static str],
    /// Abbreviations only before a number: `No`, `Art`, `Rp`.
    pub before_numbers: &'static [&'static str],
    /// Words that begin sentences and hardly a name, in lower case.
    pub starters: &'static [&'static str],
    /// Verbs of saying, in lower case, where the speaker may stand between a closed question and the verb.
    pub speech: &'static [&'static str],
    /// Documents that have no name of their own, and how they are cited.
    pub documents: Documents,
    /// Whether a number with a full stop is an ordinal: `3. Oktober`, `3. kez`.
    pub ordinals: bool,
    /// The months, January first: full names, case forms and abbreviations, in lower case.
    pub months: [&'static [&'static str]; 12],
    /// Weekdays and what else stands beside the date of publication on a page, in lower case: `kamis`, `published`, `wib`.
    pub dateline: &'static [&'static str],
    /// Frequent words that tell this language from its neighbours, in lower case.
    pub function_words: &'static [&'static str],
    /// How news pages announce a related link, in lower case: `baca juga`.
    pub related: &'static [&'static str],
    /// Lines of a page that are no part of the article, in lower case and whole: `scroll to continue with content`.
    pub furniture: &'static [&'static str],
}

/// All languages that have a file, by code.
pub const ALL: &[&Language] = &[
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

/// The language of an ISO 639-1 code or a tag that begins with one (`pt-BR`, `zh_Hans`), where it has a file.
pub fn language(tag: &str) -> Option<&'static Language> {
    let code = tag.split(['-', '_']).next().unwrap_or_default();
    ALL.iter().copied().find(|l| l.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_well_formed() {
        for l in ALL.iter().chain([&&template::TEMPLATE]) {
            for list in [l.titles, l.abbreviations, l.before_numbers] {
                assert!(list.iter().all(|a| !a.is_empty() && !a.ends_with('.') && !a.contains(' ')), "{}: {list:?}", l.code);
            }
            for list in [l.starters, l.speech, l.dateline, l.function_words, l.related, l.furniture].iter().chain(&l.months) {
                assert!(list.iter().all(|w| !w.is_empty() && w.to_lowercase() == **w), "{}: {list:?}", l.code);
            }
            let d = &l.documents;
            for list in [d.court, d.intelligence, d.papers, d.by, d.tells, d.says] {
                assert!(list.iter().all(|w| !w.is_empty() && w.to_lowercase() == **w), "{}: {list:?}", l.code);
            }
            assert!(l.months.iter().all(|m| !m.is_empty()), "{}: a month has no name", l.code);
        }
    }

    #[test]
    fn tags_are_understood() {
        assert_eq!(language("pt-BR").map(|l| l.code), Some("pt"));
        assert_eq!(language("ZH_hans").map(|l| l.code), Some("zh"));
        assert!(language("xx").is_none());
    }
}
