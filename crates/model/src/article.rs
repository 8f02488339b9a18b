use crate::{Date, Span};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Where a publication date comes from, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// The input's own field, a feed's element, JSON-LD, meta or a time element.
    Declared,
    /// A dateline that the reader of the page sees.
    Visible,
    /// Inferred, from the address for instance; never passed off as declared.
    Guessed,
}

/// When an article was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// How it is known.
    pub source: DateSource,
}

/// One published text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The id that the input gave, else the SHA-256 of the text.
    pub id: String,
    /// Canonical text: NFC, LF, paragraphs parted by a line break; title and standfirst, where known, are its first paragraphs.
    pub text: String,
    /// SHA-256 of `text`, lower-case hex.
    pub sha256: String,
    /// Where the title stands in `text`.
    pub title: Option<Span>,
    /// Where the standfirst stands in `text`.
    pub standfirst: Option<Span>,
    /// The writer's name as printed.
    pub byline: Option<String>,
    /// The outlet's name as printed.
    pub outlet: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// ISO 639-1 code, declared or detected.
    pub language: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The file it came from, `-` for standard input.
    pub source: String,
}

impl Article {
    /// An article of `text`, which must be canonical already; the id is the hash until the input gives another.
    pub fn new(text: String) -> Article {
        let sha256 = hash(&text);
        Article {
            id: sha256.clone(),
            sha256,
            text,
            title: None,
            standfirst: None,
            byline: None,
            outlet: None,
            url: None,
            language: None,
            published: None,
            source: String::new(),
        }
    }

    /// The day of publication, however it is known.
    pub fn date(&self) -> Option<Date> {
        self.published.map(|p| p.date)
    }

    /// The title's words.
    pub fn title_text(&self) -> Option<&str> {
        self.title.and_then(|s| s.cut(&self.text))
    }
}

/// SHA-256 of a text's UTF-8 bytes, lower-case hex.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}
