//! What is no ledger, is newer, damaged or locked is refused and left as it was.

mod common;

use common::{begin, corpus, place, store};
use rusqlite::Connection;
use sekutu_ledger::{Ledger, LedgerError, Options};
use std::fs;
use std::path::Path;
use std::time::Duration;

#[track_caller]
fn refused(path: &Path, is: fn(&LedgerError) -> bool) {
    let before = fs::read(path).unwrap();
    for open in [Ledger::open, Ledger::read] {
        let e = open(path).unwrap_err();
        assert!(is(&e), "{e:?}");
        assert!(!e.to_string().contains('\n'));
        assert!(fs::read(path).unwrap() == before, "{e} and the file is another");
    }
}

fn made(path: &Path) {
    let mut ledger = Ledger::open(path).unwrap();
    let run = begin(&mut ledger);
    store(&mut ledger, run, &corpus());
}

#[test]
fn another_programs_database() {
    let (_dir, path) = place();
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE articles (a); INSERT INTO articles VALUES (1)").unwrap();
    refused(&path, |e| matches!(e, LedgerError::NotALedger(_)));
    drop(conn);
    refused(&path, |e| matches!(e, LedgerError::NotALedger(_)));
}

#[test]
fn no_database_at_all() {
    let (_dir, path) = place();
    for bytes in [&b"{\"sekutu\": 1}\n"[..], b"x", b"SQLite format 3\0", &[0; 8192]] {
        fs::write(&path, bytes).unwrap();
        refused(&path, |e| matches!(e, LedgerError::NotALedger(_)));
    }
}

#[test]
fn a_newer_form() {
    let (_dir, path) = place();
    made(&path);
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    refused(&path, |e| matches!(e, LedgerError::Newer { found: 99, .. }));
}

#[test]
fn a_newer_form_that_only_the_log_tells() {
    let (_dir, path) = place();
    made(&path);
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 99").unwrap();
    refused(&path, |e| matches!(e, LedgerError::Newer { found: 99, .. }));
}

#[test]
fn a_damaged_file() {
    let (_dir, path) = place();
    made(&path);
    let whole = fs::read(&path).unwrap();
    // cut off
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    refused(&path, |e| matches!(e, LedgerError::Damaged(_)));
    // the list of tables overwritten
    let mut bytes = whole.clone();
    bytes[100..4096].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    refused(&path, |e| matches!(e, LedgerError::Damaged(_)));
    // a table gone
    fs::write(&path, &whole).unwrap();
    Connection::open(&path).unwrap().execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE features").unwrap();
    refused(&path, |e| matches!(e, LedgerError::Damaged(_)));
}

#[test]
fn a_locked_file() {
    let (_dir, path) = place();
    made(&path);
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let before = fs::read(&path).unwrap();
    let options = Options { wait: Duration::from_millis(50), ..Options::default() };
    assert!(matches!(Ledger::open_with(&path, options), Err(LedgerError::Locked)));
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn none_to_read() {
    let (_dir, path) = place();
    assert!(matches!(Ledger::read(&path), Err(LedgerError::Missing(_))));
    assert!(!path.exists());
    assert!(matches!(Ledger::open(&path.join("no/folder")), Err(LedgerError::Denied { .. })));
}

#[test]
fn an_empty_file_becomes_one() {
    let (_dir, path) = place();
    fs::write(&path, b"").unwrap();
    made(&path);
    assert!(Ledger::read(&path).unwrap().totals().unwrap().articles > 0);
}

#[test]
fn making_that_was_killed_is_made_up_for() {
    let (_dir, path) = place();
    let journal = path.with_extension("sekutu-journal");
    // killed in the middle of the first commit: some pages are written, the journal leads back to none
    let mut head = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    head.extend([0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 16, 0]);
    head.resize(512, 0);
    fs::write(&journal, head).unwrap();
    fs::write(&path, [0x5a; 8192]).unwrap();
    made(&path);
    assert!(common::problems(&Ledger::read(&path).unwrap()).is_empty());
}

#[test]
fn the_text_is_kept_or_not_from_the_beginning() {
    let (_dir, path) = place();
    drop(Ledger::open_with(&path, Options { text: Some(false), ..Options::default() }).unwrap());
    assert!(!Ledger::open_with(&path, Options { text: Some(true), ..Options::default() }).unwrap().keeps_text());
}

#[test]
fn a_change_that_was_killed_before_there_was_a_log_is_undone() {
    let (_dir, path) = place();
    made(&path);
    let want = common::export(&Ledger::read(&path).unwrap());
    let (_other, copy) = place();
    {
        let mut conn = Connection::open(&path).unwrap();
        conn.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).unwrap();
        conn.pragma_update(None, "cache_size", 4).unwrap();
        let tx = conn.transaction().unwrap();
        // more than the cache holds, so that pages are written before the commit, which never comes
        tx.execute_batch("CREATE TABLE half (a); UPDATE claim_records SET record = record || ' '; UPDATE claims SET outlet = 'half';")
            .unwrap();
        fs::copy(&path, &copy).unwrap();
        fs::copy(path.with_extension("sekutu-journal"), copy.with_extension("sekutu-journal")).unwrap();
    }
    assert!(fs::metadata(copy.with_extension("sekutu-journal")).unwrap().len() > 4096);
    let ledger = Ledger::read(&copy).unwrap();
    assert_eq!(common::export(&ledger), want);
    assert!(common::problems(&ledger).is_empty());
}
