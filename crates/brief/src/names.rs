//! What a party, a sector, a person is called in each language.

use crate::Language;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Full and short name in both languages.
struct Row {
    en: [&'static str; 2],
    id: [&'static str; 2],
}

static NAMES: LazyLock<HashMap<&'static str, Row>> = LazyLock::new(|| {
    let rows = include_str!("../data/names.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|l| {
        let mut cells = l.split('\t');
        let mut next = || cells.next();
        Some((next()?, Row { en: [next()?, next()?], id: [next()?, next()?] }))
    })
    .collect()
});

/// A party's name in full and for short; `None` where the table has no such code.
pub fn party_name(code: &str, language: Language) -> Option<(&'static str, &'static str)> {
    let row = NAMES.get(code)?;
    let [full, short] = language.pick(row.en, row.id);
    Some((full, short))
}

/// Its name in full, else its code as words.
pub(crate) fn full(code: &str, language: Language) -> String {
    party_name(code, language).map_or_else(|| code.replace('_', " "), |n| n.0.to_owned())
}

/// All codes of the table, in no order.
pub fn party_codes() -> impl Iterator<Item = &'static str> {
    NAMES.keys().copied()
}

/// Whether a code is a state's: a group's sector says what the group is, not a part of it.
fn is_state(code: &str) -> bool {
    code.len() == 3 && !matches!(code, "IMF" | "ICC" | "ICJ" | "WHO" | "PKK" | "OIC" | "GCC" | "G20")
}

/// A sector as a noun, and whether English takes it for several.
fn sector(code: &str, language: Language) -> Option<(&'static str, bool)> {
    let (en, id, many) = match code {
        "MIL" => ("the military", "militer", false),
        "REB" => ("rebels", "pemberontak", true),
        "OPP" => ("the opposition", "oposisi", false),
        "PTY" => ("a party", "partai", false),
        "LEG" => ("the parliament", "parlemen", false),
        "JUD" => ("the courts", "pengadilan", true),
        "COP" => ("the police", "polisi", true),
        "SPY" => ("the intelligence service", "dinas intelijen", false),
        "CVL" => ("civilians", "warga sipil", true),
        "MED" | "JRN" => ("the media", "media", true),
        "BUS" => ("companies", "perusahaan", true),
        "UAF" => ("gunmen", "orang bersenjata", true),
        "CRM" => ("criminals", "penjahat", true),
        "REF" => ("refugees", "pengungsi", true),
        "ELI" => ("public figures", "tokoh", true),
        _ => return None,
    };
    Some((language.pick(en, id), many))
}

/// Words that the sectors' nouns add to what a briefing may say.
pub(crate) const SECTOR_WORDS: &str = "military rebels opposition party parliament courts police intelligence service civilians media companies gunmen criminals refugees public figures militer pemberontak oposisi partai parlemen pengadilan polisi dinas intelijen warga sipil media perusahaan orang bersenjata penjahat pengungsi tokoh";

/// Somebody as a briefing names them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Named {
    /// Party code.
    pub code: Option<String>,
    /// PLOVER's sector, where it is not the state as such.
    pub sector: Option<String>,
    /// A person's full name.
    pub person: Option<String>,
    /// A person's office, where it is in the document's language.
    pub role: Option<String>,
    /// Words of the text, quoted where their language is another.
    pub words: Option<String>,
    /// The sentence names the person's party anyway.
    pub plain: bool,
}

impl Named {
    pub(crate) fn many(&self) -> bool {
        self.person.is_none()
            && match (
                &self.code,
                self.sector.as_deref().filter(|_| self.code.as_deref().is_some_and(is_state)).and_then(|s| sector(s, Language::En)),
            ) {
                (_, Some((_, many))) => many,
                (Some(c), None) => matches!(c.as_str(), "HOUTHI" | "TALIBAN"),
                (None, None) => self.words.as_deref().is_some_and(|w| w.ends_with('s')),
            }
    }
}

/// What has been named already: first in full, then for short.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    seen: HashSet<String>,
}

impl Names {
    /// The name of one party or person, and from now on its short form.
    pub(crate) fn of(&mut self, n: &Named, language: Language) -> String {
        let of = language.pick("of", "dari");
        if let Some(person) = &n.person {
            if !self.seen.insert(format!("person {person}")) {
                return surname(person, n.code.as_deref());
            }
            let role = n.role.as_ref().map(|r| format!("{r} ")).unwrap_or_default();
            let told = n.code.as_deref().filter(|c| !n.plain && !role_names(n.role.as_deref(), c));
            return match told {
                Some(code) => format!("{role}{person} {of} {}", self.party(code, n.words.as_deref(), language)),
                None => format!("{role}{person}"),
            };
        }
        match (&n.code, &n.words) {
            (Some(code), _) => {
                let party = self.party(code, n.words.as_deref(), language);
                match n.sector.as_deref().filter(|_| is_state(code)).and_then(|s| sector(s, language)) {
                    Some((noun, many)) => match (language, noun.strip_prefix("the ")) {
                        (Language::Id, _) => format!("{noun} {party}"),
                        // "the US military", "Israel’s military"
                        (_, Some(bare)) if party.strip_prefix("the ").is_some_and(|p| p.chars().all(char::is_uppercase)) => {
                            format!("{party} {bare}")
                        }
                        (_, Some(bare)) => format!("{party}’{} {bare}", if party.ends_with('s') { "" } else { "s" }),
                        (_, None) => format!("{noun} {} {party}", if many { "from" } else { "of" }),
                    },
                    None => party,
                }
            }
            (None, Some(words)) => words.clone(),
            (None, None) => String::new(),
        }
    }

    fn party(&mut self, code: &str, words: Option<&str>, language: Language) -> String {
        let first = self.seen.insert(code.to_owned());
        match party_name(code, language) {
            Some((full, short)) => (if first { full } else { short }).to_owned(),
            None => words.map_or_else(|| code.replace('_', " "), str::to_owned),
        }
    }
}

/// Whether an office's words name the party already ("Menlu Iran").
fn role_names(role: Option<&str>, code: &str) -> bool {
    role.is_some_and(|r| sekutu_parties::Parties::builtin().find(r, None).iter().any(|m| m.codes.iter().any(|c| c == code)))
}

/// The name by which a person is called after the first mention: the family name; whole where there is none to tell.
pub(crate) fn surname(person: &str, code: Option<&str>) -> String {
    let words: Vec<&str> = person.split_whitespace().collect();
    let part = match code {
        Some("CHN" | "TWN" | "PRK" | "KOR") => words.first(),
        Some("IDN" | "MMR" | "VNM" | "ETH" | "ISL" | "MYS") => return person.to_owned(),
        _ => words.last(),
    };
    part.map_or_else(|| person.to_owned(), |w| (*w).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sekutu_parties::Parties;

    #[test]
    fn the_tables_names_are_those_parties() {
        let mut wrong = Vec::new();
        for code in party_codes() {
            for (lang, language) in [("en", Language::En), ("id", Language::Id)] {
                let (full, short) = party_name(code, language).unwrap();
                for name in [full, short] {
                    let found = Parties::builtin().find(name, Some(lang));
                    if !found.iter().any(|m| m.codes.iter().any(|c| c == code)) {
                        wrong.push(format!("{code} {lang} {name}"));
                    }
                }
            }
        }
        wrong.sort();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn first_in_full_then_short() {
        let usa = Named { code: Some("USA".into()), sector: None, person: None, role: None, words: None, plain: false };
        let kirby = Named { person: Some("John Kirby".into()), ..usa.clone() };
        let mut names = Names::default();
        assert_eq!(names.of(&kirby, Language::Id), "John Kirby dari Amerika Serikat");
        assert_eq!(names.of(&kirby, Language::Id), "Kirby");
        assert_eq!(names.of(&usa, Language::Id), "AS");
        assert_eq!(surname("Xi Jinping", Some("CHN")), "Xi");
    }
}
