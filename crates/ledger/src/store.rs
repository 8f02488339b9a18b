//! Articles with their claims into the ledger.

use crate::search::columns;
use crate::{Ledger, LedgerError, RunId};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use sekutu_merge::{Carrier, Features};
use sekutu_model::{Article, Attribution, Claim, Date, Event, Party, hash};
use std::collections::{BTreeMap, BTreeSet};

/// An article that was read.
#[derive(Debug, Clone)]
pub struct Read<'r> {
    /// The article, with its text.
    pub article: Article,
    /// What `Carrier::of` makes of it; version, successor and key are set here.
    pub carrier: Carrier,
    /// What was read out of it, in any order.
    pub claims: Vec<Claim>,
    /// What read it: one string for the versions of model, codebook, parties and program together. Another string has the article read again.
    pub reader: &'r str,
}

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// It is new.
    New {
        /// How many claims it has.
        claims: usize,
    },
    /// It is another text under a known key.
    Version {
        /// The key.
        key: String,
        /// Which version it is now; 1 where it turns out to be older than one of the same run.
        version: u32,
        /// SHA-256 of the one beside it: the version before, or for the first the one after.
        beside: String,
        /// How many claims it has.
        claims: usize,
    },
    /// It was known, and its claims were replaced by those of another reader.
    Reread {
        /// How many claims it has now.
        claims: usize,
    },
    /// It was known.
    Unchanged,
    /// It does not hold, so nothing of it was stored.
    Refused {
        /// Why, in one line.
        why: String,
    },
}

/// The key under which texts are versions of one article: the address, else the id that the input gave, else the file, else the hash.
///
/// Articles without address and id out of one file that holds several are kept under their hashes, since the file tells them apart no more.
pub fn key(article: &Article) -> String {
    if is_named(article) {
        article.url.as_deref().filter(|u| !u.is_empty()).unwrap_or(&article.id).to_owned()
    } else if article.source.is_empty() || article.source == "-" {
        // standard input is no place where the next text would be the next version
        article.sha256.clone()
    } else {
        article.source.clone()
    }
}

/// Whether it has an address or an id of its own. One that has none is told by its text: the same text is the same article.
fn is_named(article: &Article) -> bool {
    article.url.as_deref().is_some_and(|u| !u.is_empty()) || (!article.id.is_empty() && article.id != article.sha256)
}

/// The most bytes of evidence that are kept whole in a ledger without texts, and how many of longer evidence are.
const QUOTE: usize = 300;
const HEAD: usize = 120;

/// How far an evidence's words are cut, if they are: to a character's end.
fn cut(words: &str) -> Option<usize> {
    (words.len() > QUOTE).then(|| (0..=HEAD).rev().find(|&i| words.is_char_boundary(i)).unwrap_or(0))
}

/// A row number: the day, then 41 bits of the id's hash. So every index, whose last column it is, and the full-text index too, is in the order of days, and a page of
/// the newest is read off its end. It depends on the content only, but for the rare two that would share one (one in 10⁶ on a day of a thousand claims).
pub(crate) fn row_of(day: Option<i32>, id: &str) -> i64 {
    let tail = hash(id).bytes().take(11).fold(0i64, |n, b| n << 4 | i64::from((b as char).to_digit(16).unwrap_or(0)));
    first_row(day) | (tail >> 3)
}

/// The least row number of a day; undated ones come before all days.
pub(crate) fn first_row(day: Option<i32>) -> i64 {
    day.map_or(0, |d| (i64::from(d) + 800_000).clamp(1, (1 << 22) - 1) << 41)
}

/// The first row number after a day.
pub(crate) fn after_row(day: i32) -> i64 {
    first_row(Some(day)).saturating_add(1 << 41)
}

/// Days since 1970-01-01.
pub(crate) fn days(date: Date) -> i32 {
    date.since(Date::constant(1970, 1, 1)).map_or(0, |s| s.get_days())
}

/// A row number like `row` that is not taken.
pub(crate) fn free(tx: &Transaction<'_>, table: &str, mut row: i64) -> Result<i64, LedgerError> {
    let mut taken = tx.prepare_cached(&format!("SELECT 1 FROM {table} WHERE row = ?"))?;
    while taken.exists([row])? {
        row += 1;
    }
    Ok(row)
}

/// The id of a claim in the ledger. The extractor's tells text, trigger and type, so two outlets with one text would share it, and claims that are given may share it with another version of
/// their article; a named article's key and text are added. Given an id
/// that has been through here it gives the same, so that what was exported can be stored again.
pub(crate) fn claim_id(id: &str, key: &str, sha256: &str) -> String {
    let tag = |base: &str| hash(&format!("{base}\n{key}\n{sha256}"))[..8].to_owned();
    match id.rsplit_once('.') {
        Some((base, given)) if tag(base) == given => id.to_owned(),
        _ => format!("{id}.{}", tag(id)),
    }
}

/// (role, code, sector) of a claim.
pub(crate) fn parties_of(actor: &[&Party], recipient: &[&Party]) -> BTreeSet<(char, String, String)> {
    let mut out = BTreeSet::new();
    for (role, parties) in [('a', actor), ('r', recipient)] {
        for p in parties {
            if let Some(code) = &p.code {
                let sector = p.sector.clone().unwrap_or_default();
                out.insert((role, code.clone(), sector.clone()));
                out.insert(('p', code.clone(), sector));
            }
        }
    }
    out
}

/// (role, code or outlet, sector) of those who say or deny.
pub(crate) fn voices_of(claim: &Claim) -> BTreeSet<(char, String, String)> {
    let voice = |role: char, a: &Attribution| {
        let sector = a.sector.clone().filter(|_| a.code.is_some()).unwrap_or_default();
        a.code.clone().or_else(|| a.outlet.clone()).map(|code| (role, code, sector))
    };
    claim.said_by.iter().filter_map(|a| voice('s', a)).chain(claim.denied_by.iter().filter_map(|a| voice('d', a))).collect()
}

/// Pairs of codes, each in order: every actor with every recipient, and the parties of a mutual event with each other.
pub(crate) fn dyads_of(event: Event, actor: &[&Party], recipient: &[&Party]) -> BTreeSet<(String, String)> {
    let codes = |side: &[&Party]| -> BTreeSet<String> { side.iter().filter_map(|p| p.code.clone()).collect() };
    let (a, r) = (codes(actor), codes(recipient));
    let mut out = BTreeSet::new();
    let mut pair = |x: &String, y: &String| {
        if x != y {
            out.insert((x.min(y).clone(), x.max(y).clone()));
        }
    };
    a.iter().for_each(|x| r.iter().for_each(|y| pair(x, y)));
    if matches!(event, Event::Consult | Event::Agree | Event::Cooperate | Event::Support) {
        for side in [&a, &r] {
            side.iter().for_each(|x| side.iter().for_each(|y| pair(x, y)));
        }
    }
    out
}

/// What [`merge::Features::order`](Features::order) compares, as bytes that compare alike.
fn place_of(f: &Features) -> Vec<u8> {
    let (sort, published, article, start, id) = f.order();
    let mut out = Vec::with_capacity(80);
    for day in [sort, published] {
        out.extend_from_slice(&first_place(day));
    }
    // lower-case hex sorts as the bytes that it stands for
    out.extend((0..article.len() / 2).map(|i| article.get(2 * i..2 * i + 2).and_then(|h| u8::from_str_radix(h, 16).ok()).unwrap_or(0)));
    out.extend_from_slice(&(start as u64).to_be_bytes());
    out.extend_from_slice(id.as_bytes());
    out
}

/// What all places of a day begin with; shorter than any of them, and so before them.
pub(crate) fn first_place(day: i32) -> [u8; 4] {
    ((day as u32) ^ 0x8000_0000).to_be_bytes()
}

/// The day of a place.
fn day_of(place: &[u8]) -> Option<i32> {
    place.first_chunk().map(|b| (u32::from_be_bytes(*b) ^ 0x8000_0000) as i32)
}

/// The article without its text, as it is kept.
fn meta_of(article: &Article) -> Result<String, LedgerError> {
    Ok(serde_json::to_string(&Article { text: String::new(), ..article.clone() })?)
}

/// By which it is told whether a record is still as it was written.
pub(crate) fn stamp(record: &str) -> String {
    hash(record)[..16].to_owned()
}

/// A known article.
struct Known {
    row: i64,
    key: String,
    named: bool,
    run: i64,
    reader: String,
    meta: String,
    /// Whether its run has not ended.
    open: bool,
}

const KNOWN: &str =
    "SELECT a.row, a.key, a.named, a.run, a.reader, a.meta, r.finished IS NULL FROM articles a JOIN runs r ON r.row = a.run";

impl Ledger {
    /// Whether the article is in the ledger, read by the same reader: then it need not be read again.
    pub fn known(&self, article: &Article, reader: &str) -> Result<bool, LedgerError> {
        let Some((known, own)) = find(&self.conn, article)? else { return Ok(false) };
        if known.named && !own {
            return Ok(true);
        }
        Ok(known.reader == reader && !(known.open && goes_before(&key_in(&self.conn, article)?, &meta_of(article)?, &known)))
    }

    /// Stores a batch in one transaction: all of it, or on an error nothing. An article that does not hold (its hash is wrong, a span cuts other words) is refused and the others stored.
    ///
    /// The same key and text again changes nothing, nor does the same text without address and id. In what order articles come does not matter, within a run.
    pub fn store(&mut self, run: RunId, batch: &[Read<'_>]) -> Result<Vec<Stored>, LedgerError> {
        let keeps_text = self.keeps_text();
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut index = Index::default();
        let mut out = Vec::with_capacity(batch.len());
        for read in batch {
            out.push(one(&tx, run, read, keeps_text, &mut index)?);
        }
        index.write(&tx)?;
        if out.iter().any(|s| !matches!(s, Stored::Unchanged | Stored::Refused { .. })) || index.touched {
            due(&tx, &index)?;
            changed(&tx)?;
        }
        tx.commit()?;
        Ok(out)
    }
}

/// Notes where: as part of the change that [`changed`] is about to count.
fn due(tx: &Transaction<'_>, index: &Index) -> Result<(), LedgerError> {
    let mut day = tx.prepare_cached(
        "INSERT INTO due_days (day, until, change) VALUES (?, ?, (SELECT value + 1 FROM meta WHERE name = 'changes'))
         ON CONFLICT (day) DO UPDATE SET until = max(until, excluded.until), change = excluded.change",
    )?;
    for (at, until) in &index.days {
        day.execute([at, until])?;
    }
    let mut event = tx.prepare_cached(
        "INSERT OR REPLACE INTO due_events (event, change) VALUES (?, (SELECT value + 1 FROM meta WHERE name = 'changes'))",
    )?;
    for at in &index.events {
        event.execute([at])?;
    }
    Ok(())
}

/// Notes that events may be other than they were.
pub(crate) fn changed(tx: &Transaction<'_>) -> Result<(), LedgerError> {
    tx.execute("UPDATE meta SET value = value + 1 WHERE name = 'changes'", [])?;
    Ok(())
}

/// [`key`], but for articles of a file that is known to hold several.
fn key_in(conn: &rusqlite::Connection, article: &Article) -> Result<String, LedgerError> {
    let key = key(article);
    let several = !is_named(article) && conn.prepare_cached("SELECT 1 FROM collections WHERE source = ?")?.exists([&key])?;
    Ok(if several { article.sha256.clone() } else { key })
}

/// The row of this key and text (true); else for a text without a name one of the same text (false).
fn find(conn: &rusqlite::Connection, article: &Article) -> Result<Option<(Known, bool)>, LedgerError> {
    let known = |r: &rusqlite::Row<'_>| {
        Ok(Known { row: r.get(0)?, key: r.get(1)?, named: r.get(2)?, run: r.get(3)?, reader: r.get(4)?, meta: r.get(5)?, open: r.get(6)? })
    };
    let mut own = conn.prepare_cached(&format!("{KNOWN} WHERE a.key = ? AND a.sha256 = ?"))?;
    if let Some(k) = own.query_row(params![key_in(conn, article)?, article.sha256], known).optional()? {
        return Ok(Some((k, true)));
    }
    if is_named(article) {
        return Ok(None);
    }
    let mut same = conn.prepare_cached(&format!("{KNOWN} WHERE a.sha256 = ? ORDER BY a.named DESC, a.key LIMIT 1"))?;
    Ok(same.query_row([&article.sha256], known).optional()?.map(|k| (k, false)))
}

/// Of two that are one article and came in one run, the one that is kept, so that it does not matter which came first: that of the lesser file name, then the lesser record.
fn goes_before(key: &str, meta: &str, known: &Known) -> bool {
    (key, meta) < (known.key.as_str(), known.meta.as_str())
}

fn one(tx: &Transaction<'_>, run: RunId, read: &Read<'_>, keeps_text: bool, index: &mut Index) -> Result<Stored, LedgerError> {
    if let Err(why) = holds(read) {
        return Ok(Stored::Refused { why });
    }
    let (article, named) = (&read.article, is_named(&read.article));
    let claims = read.claims.len();
    let mut key = key_in(tx, article)?;
    if let Some((known, own)) = find(tx, article)? {
        // a named article's claims are not those of a copy without a name, which may lack its date
        if known.named && !own {
            return Ok(Stored::Unchanged);
        }
        let reread = known.reader != read.reader;
        let first = known.run == run.0 && goes_before(&key, &meta_of(article)?, &known);
        if !reread && !first {
            return Ok(Stored::Unchanged);
        }
        let key = if first { key } else { known.key.clone() };
        remove(tx, known.row, index)?;
        insert(tx, read, &Place { key: &key, named, run: known.run }, keeps_text, index)?;
        for key in BTreeSet::from([&key, &known.key]) {
            renumber(tx, key, index)?;
        }
        return Ok(if reread { Stored::Reread { claims } } else { Stored::Unchanged });
    }
    if !named && collected(tx, run, &key, index)? {
        key.clone_from(&article.sha256);
    }
    // a text that came without a name has got one
    let mut nameless = tx.prepare_cached(&format!("{KNOWN} WHERE a.sha256 = ? AND NOT a.named"))?;
    let nameless =
        nameless.query_row([&article.sha256], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, i64>(3)?))).optional()?;
    let mut first_run = run.0;
    if let Some((row, old_key, old_run)) = &nameless {
        first_run = *old_run;
        remove(tx, *row, index)?;
        renumber(tx, old_key, index)?;
        for claim in &read.claims {
            let new = claim_id(&claim.id, &key, &article.sha256);
            tx.prepare_cached("UPDATE OR REPLACE decisions SET a = ?2 WHERE a = ?1")?.execute([&claim.id, &new])?;
            tx.prepare_cached("UPDATE OR REPLACE decisions SET b = ?2 WHERE b = ?1")?.execute([&claim.id, &new])?;
        }
    }
    insert(tx, read, &Place { key: &key, named, run: first_run }, keeps_text, index)?;
    renumber(tx, &key, index)?;
    if nameless.is_some() {
        // the decisions' pairs are kept in order
        tx.execute("UPDATE OR REPLACE decisions SET a = b, b = a WHERE a > b", [])?;
    }
    let mut beside = tx.prepare_cached(
        "SELECT o.sha256, a.version FROM articles a JOIN articles o ON o.key = a.key AND o.version = CASE a.version WHEN 1 THEN 2 ELSE a.version - 1 END
         WHERE a.key = ?1 AND a.sha256 = ?2",
    )?;
    let beside = beside.query_row([&key, &article.sha256], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    Ok(match beside {
        Some((beside, version)) => Stored::Version { key, version, beside, claims },
        None => Stored::New { claims },
    })
}

/// Whether the file has given another text without a name in this run, so that it holds several. That other one is put under its hash.
fn collected(tx: &Transaction<'_>, run: RunId, source: &str, index: &mut Index) -> Result<bool, LedgerError> {
    let mut rows = tx.prepare_cached(
        "SELECT row FROM articles WHERE key = ?1 AND NOT named AND EXISTS (SELECT 1 FROM articles WHERE key = ?1 AND run = ?2)",
    )?;
    let rows: Vec<i64> = rows.query_map(params![source, run.0], |r| r.get(0))?.collect::<Result<_, _>>()?;
    if rows.is_empty() {
        return Ok(false);
    }
    tx.prepare_cached("INSERT INTO collections (source) VALUES (?)")?.execute([source])?;
    index.touched = true;
    for row in rows {
        touch(tx, row, index)?;
        let (meta, carried): (String, String) =
            tx.prepare_cached("SELECT meta, carrier FROM articles WHERE row = ?")?.query_row([row], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut carrier: Carrier = serde_json::from_str(&carried)?;
        carrier.key.clone_from(&carrier.sha256);
        let carried = serde_json::to_string(&carrier)?;
        tx.prepare_cached("UPDATE articles SET key = sha256, version = 1, successor = NULL, successor_published = NULL, carrier = ?, stamp = ? WHERE row = ?")?
            .execute(params![carried, stamp(&format!("{meta}\n{carried}")), row])?;
        // the key stands in the claims' features too; ids do not have it, since the article has no name
        let mut features =
            tx.prepare_cached("SELECT f.claim, f.record FROM claims c JOIN features f ON f.claim = c.row WHERE c.article = ?")?;
        let features: Vec<(i64, String)> = features.query_map([row], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        for (claim, record) in features {
            let record = Features { key: carrier.key.clone(), ..serde_json::from_str(&record)? };
            tx.prepare_cached("UPDATE features SET record = ? WHERE claim = ?")?
                .execute(params![serde_json::to_string(&record)?, claim])?;
        }
    }
    Ok(true)
}

/// Whether hash, spans and ids are right.
fn holds(read: &Read<'_>) -> Result<(), String> {
    let article = &read.article;
    if hash(&article.text) != article.sha256 || read.carrier.sha256 != article.sha256 {
        return Err("the text is not the one that was hashed".to_owned());
    }
    let mut ids = BTreeSet::new();
    for claim in &read.claims {
        claim.verify(&article.text).map_err(|e| format!("claim {}: {e}", claim.id))?;
        if !ids.insert(&claim.id) {
            return Err(format!("two of its claims have the id {}", claim.id));
        }
    }
    Ok(())
}

struct Place<'p> {
    key: &'p str,
    named: bool,
    run: i64,
}

fn insert(tx: &Transaction<'_>, read: &Read<'_>, place: &Place<'_>, keeps_text: bool, index: &mut Index) -> Result<(), LedgerError> {
    // a copy takes the place of another under that one's file name
    let mut article = read.article.clone();
    if !place.named && key(&article) != place.key && place.key != article.sha256 {
        place.key.clone_into(&mut article.source);
    }
    let carrier = Carrier { version: 1, successor: None, key: place.key.to_owned(), ..read.carrier.clone() };
    let (meta, carried) = (meta_of(&article)?, serde_json::to_string(&carrier)?);
    let published = carrier.published.map(|d| d.to_string());
    let row = free(tx, "articles", row_of(carrier.published.map(days), &format!("{}\n{}", article.sha256, place.key)))?;
    tx.prepare_cached(
        "INSERT INTO articles (row, sha256, key, named, run, reader, stamp, given, url, outlet, title, published, language, meta, carrier)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        row,
        article.sha256,
        place.key,
        place.named,
        place.run,
        read.reader,
        stamp(&format!("{meta}\n{carried}")),
        article.id,
        article.url,
        carrier.outlet,
        article.title_text(),
        published,
        carrier.language,
        meta,
        carried
    ])?;
    if keeps_text {
        tx.prepare_cached("INSERT INTO texts (article, text) VALUES (?, ?)")?.execute(params![row, article.text])?;
        index.articles.insert(row, columns(&article.text));
    }
    for claim in &read.claims {
        let mut claim = claim.clone();
        if place.named {
            claim.id = claim_id(&claim.id, place.key, &read.article.sha256);
        }
        claim_in(tx, row, &claim, &carrier, keeps_text, index)?;
    }
    Ok(())
}

fn claim_in(
    tx: &Transaction<'_>,
    article: i64,
    claim: &Claim,
    carrier: &Carrier,
    keeps_text: bool,
    index: &mut Index,
) -> Result<(), LedgerError> {
    let features = Features::of(claim, carrier);
    let day = claim.when.as_ref().and_then(|w| w.from.or(w.to)).or(carrier.published).map(days);
    let evidence = claim.evidence.quote();
    let mut shown = evidence.text.as_str();
    let mut record = serde_json::to_value(claim)?;
    let mut evidence_sha256 = None;
    if let Some(end) = cut(shown).filter(|_| !keeps_text) {
        evidence_sha256 = Some(hash(shown));
        shown = &shown[..end];
        record["evidence"]["text"] = shown.into();
    }
    let record = if evidence_sha256.is_some() { serde_json::to_string(&record)? } else { serde_json::to_string(claim)? };
    let row = free(tx, "claims", row_of(day, &claim.id))?;
    tx.prepare_cached(
        "INSERT INTO claims (row, id, article, type, quad, mode, status, day, published, start, language, outlet, confidence, stamp, evidence_sha256)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        row,
        claim.id,
        article,
        claim.event.name(),
        claim.event.quad().name(),
        claim.mode,
        claim.status.name(),
        day,
        carrier.published.map(|d| d.to_string()),
        claim.trigger.span.start as i64,
        claim.language,
        carrier.outlet,
        f64::from(claim.confidence),
        stamp(&record),
        evidence_sha256
    ])?;
    tx.prepare_cached("INSERT INTO claim_records (claim, record) VALUES (?, ?)")?.execute(params![row, record])?;
    let actor: Vec<&Party> = claim.actor.iter().map(|m| &m.party).collect();
    let recipient: Vec<&Party> = claim.recipient.iter().map(|m| &m.party).collect();
    let mut party = tx.prepare_cached("INSERT INTO claim_parties (claim, role, code, sector) VALUES (?, ?, ?, ?)")?;
    for (role, code, sector) in parties_of(&actor, &recipient).into_iter().chain(voices_of(claim)) {
        party.execute(params![row, role.to_string(), code, sector])?;
    }
    let mut dyad = tx.prepare_cached("INSERT INTO claim_dyads (claim, a, b) VALUES (?, ?, ?)")?;
    for (a, b) in dyads_of(claim.event, &actor, &recipient) {
        dyad.execute(params![row, a, b])?;
    }
    tx.prepare_cached("INSERT INTO features (claim, place, record, until) VALUES (?, ?, ?, ?)")?.execute(params![
        row,
        place_of(&features),
        serde_json::to_string(&features)?,
        features.open_to()
    ])?;
    index.due(features.sort_day(), features.open_to());
    index.claims.insert(row, columns(shown));
    Ok(())
}

/// Notes that what grouping sees of an article's claims is about to change.
fn touch(tx: &Transaction<'_>, article: i64, index: &mut Index) -> Result<(), LedgerError> {
    let mut claims = tx.prepare_cached(
        "SELECT c.event, f.place, f.until FROM claims c INDEXED BY claims_article JOIN features f ON f.claim = c.row WHERE c.article = ?",
    )?;
    let mut claims = claims.query([article])?;
    while let Some(r) = claims.next()? {
        index.events.extend(r.get::<_, Option<i64>>(0)?);
        let place = r.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        index.due(day_of(place).unwrap_or(i32::MIN), r.get(2)?);
    }
    Ok(())
}

/// Takes an article out with its claims, to put it in again another way.
fn remove(tx: &Transaction<'_>, row: i64, index: &mut Index) -> Result<(), LedgerError> {
    index.touched = true;
    touch(tx, row, index)?;
    // what the same batch put in has not reached the index yet
    let drop = |table: &'static str, waiting: bool, row: i64| -> Result<(), LedgerError> {
        if !waiting {
            tx.prepare_cached(&format!("DELETE FROM {table} WHERE rowid = ?"))?.execute([row])?;
        }
        Ok(())
    };
    let mut claims = tx.prepare_cached("SELECT row FROM claims WHERE article = ? ORDER BY row")?;
    let claims: Vec<i64> = claims.query_map([row], |r| r.get(0))?.collect::<Result<_, _>>()?;
    for claim in claims {
        drop("claim_text", index.claims.remove(&claim).is_some(), claim)?;
    }
    drop("article_text", index.articles.remove(&row).is_some(), row)?;
    tx.prepare_cached("DELETE FROM articles WHERE row = ?")?.execute([row])?;
    Ok(())
}

/// Puts the versions of a key in order again: by run, in a run by day of publication and hash.
fn renumber(tx: &Transaction<'_>, key: &str, index: &mut Index) -> Result<(), LedgerError> {
    type Row = (i64, String, Option<String>, u32, Option<String>);
    let mut rows =
        tx.prepare_cached("SELECT row, sha256, published, version, successor FROM articles WHERE key = ? ORDER BY run, published, sha256")?;
    let rows: Vec<Row> =
        rows.query_map([key], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?.collect::<Result<_, _>>()?;
    for (i, (row, _, _, version, successor)) in rows.iter().enumerate() {
        let next = rows.get(i + 1);
        let is = i as u32 + 1;
        if *version != is || successor.as_ref() != next.map(|n| &n.1) {
            touch(tx, *row, index)?;
            tx.prepare_cached("UPDATE articles SET version = ?, successor = ?, successor_published = ? WHERE row = ?")?
                .execute(params![is, next.map(|n| &n.1), next.and_then(|n| n.2.as_ref()), row])?;
        }
    }
    Ok(())
}

/// What is to go into the full-text indices, and what is due to be grouped. FTS5 collects what comes in ascending order of row and writes it at once; out of order it would write a segment a row.
#[derive(Default)]
struct Index {
    articles: BTreeMap<i64, (String, String)>,
    claims: BTreeMap<i64, (String, String)>,
    touched: bool,
    /// Days of claims that came, went or changed, and until when one of them keeps its group open.
    days: BTreeMap<i32, i32>,
    /// The events that they were in.
    events: BTreeSet<i64>,
}

impl Index {
    fn due(&mut self, day: i32, until: i32) {
        let last = self.days.entry(day).or_insert(until);
        *last = until.max(*last);
    }

    fn write(&self, tx: &Transaction<'_>) -> Result<(), LedgerError> {
        for (table, rows) in [("article_text", &self.articles), ("claim_text", &self.claims)] {
            let mut insert = tx.prepare_cached(&format!("INSERT INTO {table} (rowid, words, bare) VALUES (?, ?, ?)"))?;
            for (row, (words, bare)) in rows {
                insert.execute(params![Value::Integer(*row), words, bare])?;
            }
        }
        Ok(())
    }
}
