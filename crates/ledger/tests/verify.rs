//! Whatever is altered is found.

mod common;

use common::*;
use rusqlite::Connection;
use sekutu_ledger::Ledger;

/// Alters a sound ledger with other hands, and says what verify finds.
fn altered(sql: &str) -> Vec<String> {
    let (_dir, path) = place();
    let mut ledger = Ledger::open(&path).unwrap();
    let run = begin(&mut ledger);
    store(&mut ledger, run, &corpus());
    ledger.regroup(&mut |_, _| {}).unwrap();
    assert_eq!(problems(&ledger), [""; 0]);
    Connection::open(&path).unwrap().execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
    problems(&ledger)
}

#[track_caller]
fn finds(sql: &str, words: &str) {
    let found = altered(sql);
    assert!(found.iter().any(|p| p.contains(words)), "{sql}: {found:?}");
}

#[test]
fn altered_records_are_found() {
    let claim = "WHERE claim = (SELECT min(claim) FROM claim_records)";
    finds("UPDATE texts SET text = replace(text, 'sent', 'lent')", "Hash");
    finds("UPDATE texts SET text = replace(text, 'sent', 'lent')", "trigger: the text has \"lent\"");
    finds(&format!("UPDATE claim_records SET record = replace(record, 'sent', 'lent') {claim}"), "not as it was written");
    finds(&format!("UPDATE claim_records SET record = replace(record, 'sent', 'lent') {claim}"), "Words");
    finds(&format!("UPDATE claim_records SET record = replace(record, '\"start\":0', '\"start\":1') {claim}"), "Words");
    finds(&format!("UPDATE claim_records SET record = '{{' {claim}"), "does not read back");
    finds(&format!("DELETE FROM claim_records {claim}"), "does not read back");
    finds("UPDATE articles SET sha256 = replace(sha256, 'a', 'b')", "should have");
    finds("UPDATE articles SET meta = '?'", "does not read back");
    finds("DELETE FROM events WHERE row = (SELECT min(row) FROM events)", "Link");
    finds("UPDATE claims SET event = (SELECT max(row) FROM events)", "do not name each other");
    finds("UPDATE claims SET event = NULL", "in no event");
    finds("UPDATE event_records SET record = replace(record, '\"claims\":[\"', '\"claims\":[\"0')", "do not name each other");
    finds("DELETE FROM articles", "names none of articles");
}

#[test]
fn a_flipped_byte_is_found() {
    let (_dir, path) = place();
    let mut ledger = Ledger::open(&path).unwrap();
    let run = begin(&mut ledger);
    store(&mut ledger, run, &corpus());
    ledger.regroup(&mut |_, _| {}).unwrap();
    drop(ledger);
    // rows that were written again leave their old bytes where nothing is read any more
    Connection::open(&path).unwrap().execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let whole = std::fs::read(&path).unwrap();
    // Every "drones to Russia" in the file, one bit flipped. Where a table's first page was divided, SQLite leaves old bytes in it that nobody reads, so not all of them are in use: count those that are.
    let places: Vec<usize> = whole.windows(16).enumerate().filter(|(_, w)| *w == b"drones to Russia").map(|(i, _)| i).collect();
    let sql = "SELECT sum((length(t) - length(replace(t, 'drones to Russia', ''))) / 16) FROM (SELECT text t FROM texts UNION ALL SELECT record FROM claim_records)";
    let used: usize = Connection::open(&path).unwrap().query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap().try_into().unwrap();
    let found = places.iter().filter(|at| {
        let mut bytes = whole.clone();
        bytes[*at + 2] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        !problems(&Ledger::open(&path).unwrap()).is_empty()
    });
    assert_eq!(found.count(), used);
    assert!(used > 100);
}
