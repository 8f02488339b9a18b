#![doc = include_str!("../README.md")]

mod find;
mod fold;
mod inflect;
mod lines;
mod people;
mod resolve;
mod table;
mod user;

pub use find::Match;
pub use sekutu_model::{Date, Party, Span};
pub use user::UserTableError;

use std::borrow::Cow;
use std::sync::LazyLock;
use table::Table;

/// The tables of names: built in, and a user's own.
#[derive(Debug, Clone)]
pub struct Parties {
    names: Table,
    people: Table,
    mine: usize,
    user: Option<Table>,
}

/// What kind of thing a name or description stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A state, its government, or its people by their adjective.
    State,
    /// A person known by name.
    Person,
    /// An international or non-governmental organisation.
    Organisation,
    /// An armed or political group.
    Group,
    /// A body of one state: a parliament, an army, a ministry, a party, a company, a university.
    Institution,
    /// People described by what they are: soldiers, protesters, "four Saudi men".
    Agents,
    /// A city or region.
    Place,
    /// A word that stands for a name elsewhere: dia, both countries.
    Pronoun,
    /// None of these.
    Unknown,
}

/// A name or description to resolve.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// The words.
    pub text: &'a str,
    /// The passage around them; may be empty.
    pub context: &'a str,
    /// The day they were written.
    pub date: Option<Date>,
    /// ISO 639-1 code of their language, where known.
    pub lang: Option<&'a str>,
}

/// Who the words stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The coded party; `None` for pronouns and words that name nobody.
    pub party: Option<Party>,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The country behind the party: `AFG` for `TALIBAN`; for organisations `UNO`, `EUR`, `IGO`.
    pub country: Option<String>,
    /// The person's usual English name.
    pub person: Option<String>,
    /// The person's office on that day.
    pub role: Option<String>,
    /// 0 to 1.
    pub confidence: f32,
    /// How it was found, in one line for people.
    pub why: String,
}

static BUILTIN: LazyLock<Parties> = LazyLock::new(|| Parties {
    names: Table::new(
        Cow::Borrowed(include_str!(concat!(env!("OUT_DIR"), "/names.txt"))),
        Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/names.idx"))),
    ),
    people: Table::new(
        Cow::Borrowed(include_str!(concat!(env!("OUT_DIR"), "/people.txt"))),
        Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/people.idx"))),
    ),
    mine: include_str!(concat!(env!("OUT_DIR"), "/people_mine")).parse().unwrap_or(0),
    user: None,
});

impl Parties {
    /// The built-in tables. Costs nothing: they are searched where they lie in the program.
    pub fn builtin() -> &'static Parties {
        &BUILTIN
    }

    /// The built-in tables with a user's names before them; the crate's page shows the format.
    ///
    /// # Errors
    /// Where the TOML does not parse or a name lacks its code, with line and hint.
    pub fn with_user(toml: &str) -> Result<Parties, UserTableError> {
        let mut parties = Parties::builtin().clone();
        parties.user = Some(user::table(toml)?);
        Ok(parties)
    }

    /// A name or description to a coded party on a day.
    pub fn resolve(&self, q: &Query<'_>) -> Resolution {
        resolve::resolve(self, q)
    }

    /// Every name in running text, leftmost first and as long as can be, never within a word, except within words that a scraper
    /// glued together.
    pub fn find(&self, text: &str, lang: Option<&str>) -> Vec<Match> {
        find::find(self, text, lang)
    }

    /// The usual lower-case name of a news outlet: `"Kantor berita Antara"` → `"antara"`.
    pub fn outlet(&self, words: &str) -> Option<&str> {
        find::outlet(self, words)
    }

    /// What a run's manifest names the tables by: SHA-256 over all names and people, lower-case hex.
    pub fn version(&self) -> String {
        let all: Vec<String> = self.user.iter().chain([&self.names, &self.people]).map(Table::hash).collect();
        sekutu_model::hash(&all.join(" "))
    }

    /// The tables in the order in which they are searched.
    fn tables(&self) -> Vec<&Table> {
        self.user.iter().chain([&self.names]).collect()
    }
}
