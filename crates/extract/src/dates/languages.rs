//! One file a language: how it names days, months and stretches of time.
//!
//! To add a language, copy the nearest file, fill it in, list it in [`ALL`] and write fifteen lines for it in `tests.rs`. Words are written as the
//! language writes them; case, accents, vowel signs and apostrophes do not matter, and a hyphen or an apostrophe parts two words.

use super::{Atom, Order, Unit};

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

const HOUR: Atom = Atom::Unit(Unit::Hour);
const DAY: Atom = Atom::Unit(Unit::Day);
const WEEK: Atom = Atom::Unit(Unit::Week);
const WEEKEND: Atom = Atom::Unit(Unit::Weekend);
const MONTH: Atom = Atom::Unit(Unit::Month);
const YEAR: Atom = Atom::Unit(Unit::Year);

/// How one language speaks of days.
#[derive(Debug)]
pub struct Language {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// Which figure of "2/8" is the day.
    pub order: Order,
    /// January first.
    pub months: [&'static [&'static str]; 12],
    /// Monday first.
    pub weekdays: [&'static [&'static str]; 7],
    /// Numbers written as words.
    pub numbers: &'static [(i32, &'static [&'static str])],
    /// Ordinals that name a day of a month.
    pub ordinals: &'static [(i32, &'static [&'static str])],
    /// Everything else; a phrase may mean several things at once. What stands first wins over what stands later and over the lists above.
    pub words: &'static [(&'static [Atom], &'static [&'static str])],
    /// Folded letters that may stand before a known word, longest first.
    pub prefixes: &'static [&'static str],
    /// Folded letters that may stand after a known word, longest first.
    pub suffixes: &'static [&'static str],
}

/// All languages, those that most texts without a declared language are in first.
pub const ALL: [&Language; 12] = [
    &id::INDONESIAN,
    &en::ENGLISH,
    &ms::MALAY,
    &es::SPANISH,
    &pt::PORTUGUESE,
    &fr::FRENCH,
    &de::GERMAN,
    &ar::ARABIC,
    &ru::RUSSIAN,
    &zh::CHINESE,
    &tr::TURKISH,
    &hi::HINDI,
];

/// Where the language of a tag (`id`, `pt-BR`, `zh_Hans`) stands in [`ALL`].
pub fn position(tag: &str) -> Option<usize> {
    let code = tag.split(['-', '_']).next().unwrap_or_default();
    ALL.iter().position(|l| l.code.eq_ignore_ascii_case(code))
}
