use crate::{Ledger, LedgerError};
use rusqlite::OptionalExtension;
use sekutu_model::{Article, Date, Span};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::time::{Duration, Instant};

/// One text under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// 1 for the first.
    pub version: u32,
    /// Its SHA-256.
    pub sha256: String,
    /// Its day of publication.
    pub published: Option<Date>,
    /// The version that took its place.
    pub successor: Option<String>,
    /// The article; its text is empty where the ledger keeps none.
    pub article: Article,
}

/// Words that differ between two texts. An empty span says where nothing stands of what the other has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where in the old text.
    pub old: Span,
    /// Where in the new text.
    pub new: Span,
}

/// How long a comparison may take to find the least difference; after that it finds a greater one.
const PATIENCE: Duration = Duration::from_secs(2);

impl Change {
    /// The words in which two texts differ, in order.
    pub fn between(old: &str, new: &str) -> Vec<Change> {
        let (a, b) = (words(old), words(new));
        let cut = |text: &str, spans: &[Span]| -> Vec<String> { spans.iter().map(|s| s.cut(text).unwrap_or("").to_owned()).collect() };
        let (x, y) = (cut(old, &a), cut(new, &b));
        let ops = capture_diff_slices_deadline(Algorithm::Patience, &x, &y, Some(Instant::now() + PATIENCE));
        let over = |spans: &[Span], range: std::ops::Range<usize>, len: usize| match spans.get(range.clone()) {
            Some([first, .., last]) => first.cover(*last),
            Some([only]) => *only,
            _ => {
                let at = spans.get(range.start).map_or(len, |s| s.start);
                Span::new(at, at)
            }
        };
        ops.into_iter()
            .filter(|op| !matches!(op, DiffOp::Equal { .. }))
            .map(|op| Change { old: over(&a, op.old_range(), old.len()), new: over(&b, op.new_range(), new.len()) })
            .collect()
    }
}

/// What is compared: runs of letters and digits, each other character, and each Chinese or Japanese character.
fn words(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut in_word = false;
    for (i, c) in text.char_indices() {
        let letter = c.is_alphanumeric()
            && !matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}');
        match out.last_mut() {
            Some(last) if letter && in_word => last.end = i + c.len_utf8(),
            _ => out.push(Span::new(i, i + c.len_utf8())),
        }
        in_word = letter;
    }
    out
}

impl Ledger {
    /// The versions under a key (see [`crate::key`]), the first first.
    pub fn versions(&self, key: &str) -> Result<Vec<Version>, LedgerError> {
        let mut rows = self.conn.prepare_cached(
            "SELECT a.version, a.sha256, a.successor, a.meta, t.text FROM articles a LEFT JOIN texts t ON t.article = a.row WHERE a.key = ? ORDER BY a.version",
        )?;
        let mut rows = rows.query([key])?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            let mut article: Article = serde_json::from_str(&r.get::<_, String>(3)?)?;
            article.text = r.get::<_, Option<String>>(4)?.unwrap_or_default();
            out.push(Version { version: r.get(0)?, sha256: r.get(1)?, published: article.date(), successor: r.get(2)?, article });
        }
        Ok(out)
    }

    /// The text of an article by its SHA-256; `None` where the ledger has no such article or keeps no texts.
    pub fn text(&self, sha256: &str) -> Result<Option<String>, LedgerError> {
        let mut text =
            self.conn.prepare_cached("SELECT t.text FROM texts t JOIN articles a ON a.row = t.article WHERE a.sha256 = ? LIMIT 1")?;
        Ok(text.query_row([sha256], |r| r.get(0)).optional()?)
    }

    /// What differs between two texts, named by their SHA-256; `None` where one of them is not kept.
    pub fn changed(&self, old: &str, new: &str) -> Result<Option<Vec<Change>>, LedgerError> {
        Ok(match (self.text(old)?, self.text(new)?) {
            (Some(old), Some(new)) => Some(Change::between(&old, &new)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[track_caller]
    fn check(old: &str, new: &str, expect: &[(&str, &str)]) {
        let changes = Change::between(old, new);
        let got: Vec<_> = changes.iter().map(|c| (c.old.cut(old).unwrap(), c.new.cut(new).unwrap())).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn words_differ() {
        check("Iran sent 40 drones.", "Iran sent 400 drones.", &[("40", "400")]);
        check("Iran sent drones.", "Iran did not send drones.", &[("sent", "did not send")]);
        check("同じ文", "同一文", &[("じ", "一")]);
        check("a b", "a b", &[]);
        check("Satu.", "Satu. Dua.", &[("", " Dua.")]);
        check("", "x", &[("", "x")]);
    }
}
