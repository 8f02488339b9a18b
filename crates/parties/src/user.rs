//! A user's own names, in TOML.

use crate::lines::{Builder, KINDS};
use crate::table::Table;
use serde::Deserialize;
use std::borrow::Cow;
use thiserror::Error;

/// What is wrong with a user's table, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {message}; {hint}")]
pub struct UserTableError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    party: Vec<toml::Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    kind: Option<String>,
    sector: Option<String>,
    country: Option<String>,
    names: Vec<String>,
}

pub(crate) fn table(toml: &str) -> Result<Table, UserTableError> {
    let line = |at: usize| toml.get(..at).unwrap_or(toml).matches('\n').count() + 1;
    let file: File = toml::from_str(toml).map_err(|e: toml::de::Error| UserTableError {
        line: e.span().map_or(1, |s| line(s.start)),
        message: e.message().lines().next().unwrap_or("").to_owned(),
        hint: "write [[party]] with code = \"XYZ\" and names = [\"…\"]".to_owned(),
    })?;
    let mut builder = Builder::default();
    for spanned in file.party {
        let at = line(spanned.span().start);
        let row = spanned.into_inner();
        let fail = |message: String, hint: &str| Err(UserTableError { line: at, message, hint: hint.to_owned() });
        if row.code.is_empty() || row.code.contains(['\t', '\n']) {
            return fail("the party has no code".to_owned(), "give an ISO alpha-3 code or a short upper-case name");
        }
        if row.names.iter().all(|n| n.trim().is_empty()) {
            return fail(format!("{} has no names", row.code), "give names = [\"…\"]");
        }
        if let Some(bad) = row.names.iter().find(|n| n.contains(['|', '\t', '\n'])) {
            return fail(format!("the name {bad:?} holds a bar, a tab or a line break"), "give each name as a string of its own");
        }
        let kind = row.kind.as_deref().unwrap_or("group");
        if !KINDS.contains(&kind) || matches!(kind, "person" | "word" | "title") {
            return fail(format!("no such kind: {kind:?}"), "use state, people, seat, org, group, inst, outlet, place or agent");
        }
        let extra = row.country.map_or(String::new(), |c| format!("c={c};")) + &format!("name={}", row.names[0].trim());
        let cells = format!("{kind}\t{}\t{}\t-\t{}\t{extra}", row.code, row.sector.as_deref().unwrap_or(""), row.names.join("|"));
        if let Err(message) = builder.row(&cells) {
            return fail(message, "see the crate's page for the format");
        }
    }
    let (text, starts) = builder.finish();
    Ok(Table::new(Cow::Owned(text), Cow::Owned(starts.iter().flat_map(|n| n.to_le_bytes()).collect())))
}
