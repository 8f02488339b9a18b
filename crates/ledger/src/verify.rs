use crate::acts::acts_hold;
use crate::store::stamp as stamp_of;
use crate::{Ledger, LedgerError};
use rusqlite::Row;
use sekutu_merge::{Carrier, EventRecord};
use sekutu_model::{Article, Claim, Span, hash};
use std::collections::BTreeSet;

/// Gives a text by its SHA-256.
pub type Texts<'t> = dyn Fn(&str) -> Option<String> + 't;

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of fault.
    pub kind: ProblemKind,
    /// Of what: a claim's or event's id, an article's key, a table.
    pub of: String,
    /// In one line.
    pub what: String,
}

/// The kinds of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// The file itself is damaged.
    File,
    /// A text is not the one that was hashed.
    Hash,
    /// A span cuts other words than the claim has.
    Words,
    /// A record does not read back.
    Record,
    /// Something names what is not there.
    Link,
}

/// What was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Articles whose hash was taken again.
    pub articles: u64,
    /// Articles whose text is neither kept nor was given.
    pub articles_without_text: u64,
    /// Claims whose every span was cut again.
    pub claims: u64,
    /// Claims of articles without text.
    pub claims_without_text: u64,
    /// Quotations cut again.
    pub quotes: u64,
    /// Events whose claims were looked up.
    pub events: u64,
    /// How many problems were handed out.
    pub problems: u64,
}

impl Ledger {
    /// Looks at everything again: the file's structure, every text's hash, every span of every claim, every name that one record has for another. Hands out what does not hold, and goes on.
    ///
    /// `texts` gives a text by its SHA-256 where the ledger keeps none. Events are compared with claims only where no grouping is due.
    pub fn verify(&self, texts: Option<&Texts<'_>>, each: &mut dyn FnMut(Problem)) -> Result<Verified, LedgerError> {
        let mut seen = Verified::default();
        let mut found = 0;
        let mut report = |kind: ProblemKind, of: &str, what: String| {
            found += 1;
            each(Problem { kind, of: of.to_owned(), what });
        };
        let _snapshot = self.snapshot()?;
        self.file(&mut report)?;
        self.texts(texts, &mut seen, &mut report)?;
        if self.is_grouped()? {
            self.links(&mut seen, &mut report)?;
        }
        seen.problems = found;
        Ok(seen)
    }

    fn file(&self, report: &mut Report<'_>) -> Result<(), LedgerError> {
        let mut check = self.conn.prepare("PRAGMA integrity_check")?;
        let mut rows = check.query([])?;
        loop {
            match rows.next() {
                Ok(Some(r)) => match r.get::<_, String>(0)? {
                    ok if ok == "ok" => {}
                    what => report(ProblemKind::File, "file", what),
                },
                Ok(None) => break,
                Err(e) => {
                    report(ProblemKind::File, "file", e.to_string());
                    break;
                }
            }
        }
        for table in ["article_text", "claim_text"] {
            if let Err(e) = self
                .conn
                .prepare(&format!("SELECT count(*) FROM {table} WHERE {table} MATCH '\"a\"'"))
                .and_then(|mut s| s.query_row([], |r| r.get::<_, i64>(0)))
            {
                report(ProblemKind::File, table, e.to_string());
            }
        }
        let mut check = self.conn.prepare("PRAGMA foreign_key_check")?;
        let mut rows = check.query([])?;
        while let Some(r) = rows.next()? {
            let (table, row, parent): (String, Option<i64>, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
            report(ProblemKind::Link, &table, format!("row {} names none of {parent}", row.unwrap_or_default()));
        }
        Ok(())
    }

    fn texts(&self, texts: Option<&Texts<'_>>, seen: &mut Verified, report: &mut Report<'_>) -> Result<(), LedgerError> {
        let mut articles =
            self.conn.prepare("SELECT a.row, a.key, a.sha256, a.stamp, a.meta, a.carrier, t.text FROM articles a LEFT JOIN texts t ON t.article = a.row ORDER BY a.sha256, a.key")?;
        let mut articles = articles.query([])?;
        while let Some(r) = articles.next()? {
            let (row, key, sha256): (i64, String, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let (meta, carrier) = (lossy(r, 4)?, lossy(r, 5)?);
            if stamp_of(&format!("{meta}\n{carrier}")) != r.get::<_, String>(3)? {
                report(ProblemKind::Record, &key, "the article's record is not as it was written".to_owned());
            }
            let meta: Option<Article> = serde_json::from_str(&meta).ok();
            let carrier: Option<Carrier> = serde_json::from_str(&carrier).ok();
            match (meta, carrier) {
                (Some(m), Some(c)) if m.sha256 == sha256 && c.sha256 == sha256 && c.key == key => {}
                (Some(_), Some(_)) => report(ProblemKind::Record, &key, format!("the article's record is not that of {sha256}")),
                _ => report(ProblemKind::Record, &key, "the article's record does not read back".to_owned()),
            }
            // a text whose bytes are no UTF-8 any more is a text all the same
            let kept = r.get_ref(6)?.as_bytes_or_null().map_err(rusqlite::Error::from)?.map(|b| String::from_utf8_lossy(b).into_owned());
            let text = kept.or_else(|| texts.and_then(|t| t(&sha256)));
            match &text {
                Some(text) if hash(text) == sha256 => seen.articles += 1,
                Some(text) => {
                    seen.articles += 1;
                    report(ProblemKind::Hash, &key, format!("the text has SHA-256 {} and should have {sha256}", hash(text)));
                }
                None => seen.articles_without_text += 1,
            }
            self.claims_in(row, text.as_deref(), seen, report)?;
        }
        Ok(())
    }

    fn claims_in(&self, article: i64, text: Option<&str>, seen: &mut Verified, report: &mut Report<'_>) -> Result<(), LedgerError> {
        let mut rows = self.conn.prepare_cached(
            "SELECT c.id, c.stamp, c.evidence_sha256, d.record FROM claims c INDEXED BY claims_article LEFT JOIN claim_records d ON d.claim = c.row
             WHERE c.article = ? ORDER BY c.start, c.id",
        )?;
        let mut rows = rows.query([article])?;
        while let Some(r) = rows.next()? {
            let (id, stamp, evidence): (String, String, Option<String>) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let record = lossy(r, 3)?;
            let Ok(claim) = serde_json::from_str::<Claim>(&record) else {
                report(ProblemKind::Record, &id, "the claim's record does not read back".to_owned());
                continue;
            };
            if claim.id != id {
                report(ProblemKind::Record, &id, format!("the claim's record is that of {}", claim.id));
            } else if stamp_of(&record) != stamp {
                report(ProblemKind::Record, &id, "the claim's record is not as it was written".to_owned());
            }
            let Some(text) = text else {
                seen.claims_without_text += 1;
                continue;
            };
            seen.claims += 1;
            for (field, quote) in claim.quotes() {
                seen.quotes += 1;
                let words = quote.span.cut(text);
                let holds = match (&evidence, field) {
                    (Some(sha256), "evidence") => words.is_some_and(|w| w.starts_with(&quote.text) && hash(w) == *sha256),
                    _ => words == Some(quote.text.as_str()),
                };
                if !holds {
                    let Span { start, end } = quote.span;
                    report(
                        ProblemKind::Words,
                        &id,
                        format!("{field}: the text has {:?} at bytes {start} to {end}, the claim {:?}", words.unwrap_or(""), quote.text),
                    );
                }
            }
        }
        Ok(())
    }

    fn links(&self, seen: &mut Verified, report: &mut Report<'_>) -> Result<(), LedgerError> {
        let mut alone = self.conn.prepare("SELECT id FROM claims WHERE event IS NULL ORDER BY id")?;
        let mut alone = alone.query([])?;
        while let Some(r) = alone.next()? {
            report(ProblemKind::Link, &r.get::<_, String>(0)?, "the claim is in no event".to_owned());
        }
        // what an older program wrote has none, or others
        let current = self.is_of_this_version()?;
        let mut events = self
            .conn
            .prepare("SELECT e.row, e.id, d.record, e.stamp FROM events e LEFT JOIN event_records d ON d.event = e.row ORDER BY e.id")?;
        let mut events = events.query([])?;
        let mut claims = self.conn.prepare("SELECT id FROM claims WHERE event = ?")?;
        while let Some(r) = events.next()? {
            let (row, id): (i64, String) = (r.get(0)?, r.get(1)?);
            seen.events += 1;
            let record = lossy(r, 2)?;
            if stamp_of(&record) != r.get::<_, String>(3)? {
                report(ProblemKind::Record, &id, "the event's record is not as it was written".to_owned());
            }
            let Ok(record) = serde_json::from_str::<EventRecord>(&record) else {
                report(ProblemKind::Record, &id, "the event's record does not read back".to_owned());
                continue;
            };
            if record.id != id {
                report(ProblemKind::Record, &id, format!("the event's record is that of {}", record.id));
            }
            let there: BTreeSet<String> = claims.query_map([row], |r| r.get(0))?.collect::<Result<_, _>>()?;
            let told: BTreeSet<String> = record.claims.iter().cloned().collect();
            for claim in told.symmetric_difference(&there) {
                report(ProblemKind::Link, &id, format!("the event and its claim {claim} do not name each other"));
            }
            if current && !acts_hold(&self.conn, row, &record)? {
                report(ProblemKind::Record, &id, "the acts that ties are counted from are not those of the event".to_owned());
            }
        }
        Ok(())
    }
}

/// A column's text, also where its bytes are no UTF-8 any more; nothing where there is none.
fn lossy(r: &Row<'_>, at: usize) -> Result<String, LedgerError> {
    Ok(r.get_ref(at)?
        .as_bytes_or_null()
        .map_err(rusqlite::Error::from)?
        .map_or_else(String::new, |b| String::from_utf8_lossy(b).into_owned()))
}

/// Takes a problem.
type Report<'r> = dyn FnMut(ProblemKind, &str, String) + 'r;
