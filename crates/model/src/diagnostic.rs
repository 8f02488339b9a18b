use serde::{Deserialize, Serialize};
use std::fmt;

/// How much was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something was read otherwise than declared, or in part.
    Warning,
    /// An article, or what was to be one, was not read.
    Error,
}

/// What was wrong with an input, where, and what to do; the rest has still been read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much was lost.
    pub severity: Severity,
    /// The file, or `-` for standard input.
    pub source: String,
    /// Where in it: "line 12", "record 3", "byte 4096"; empty for the whole of it.
    pub place: String,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
}

impl Diagnostic {
    /// A diagnostic on the whole of `source`.
    pub fn new(severity: Severity, source: impl Into<String>, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity, source: source.into(), place: String::new(), message: message.into(), hint: String::new() }
    }

    /// The same, at a place in the source.
    pub fn at(mut self, place: impl Into<String>) -> Diagnostic {
        self.place = place.into();
        self
    }

    /// The same, with what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = hint.into();
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{kind}: {}", self.source)?;
        if !self.place.is_empty() {
            write!(f, ", {}", self.place)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}
