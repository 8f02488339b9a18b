//! Opening a file: what it is is found out without touching it, and only then is it opened for writing.

use crate::LedgerError;
use crate::schema::{APPLICATION, KNOWN, STEPS, migrate};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How a ledger is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Whether a ledger that is made now keeps articles' texts; a ledger that exists stays as it is. `None` is yes.
    pub text: Option<bool>,
    /// How long to wait for another program that is writing.
    pub wait: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options { text: None, wait: Duration::from_secs(15) }
    }
}

/// The store of articles, claims, events and runs: one SQLite file.
///
/// It may be open in several programs at once, one of which writes at a time; those who read meanwhile see the state before.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) conn: Connection,
    keeps_text: bool,
}

impl Ledger {
    /// Opens the ledger at `path`, or makes one where there is no file or an empty one.
    ///
    /// A file that is not a ledger, is newer than this program, damaged or locked is left as it was, to the byte.
    pub fn open(path: &Path) -> Result<Ledger, LedgerError> {
        Ledger::open_with(path, Options::default())
    }

    /// As [`Ledger::open`], with options.
    pub fn open_with(path: &Path, options: Options) -> Result<Ledger, LedgerError> {
        let fresh = inspect(path)?.is_none();
        if !fresh {
            // by a connection that cannot write, not even what SQLite does on closing a file
            check(&reader(path, options.wait)?, path)?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags).map_err(|e| denied(path, e))?;
        settle(&conn, options.wait)?;
        migrate(&mut conn, STEPS, options.text.unwrap_or(true)).map_err(|e| if fresh { of_new(path, e) } else { e })?;
        write_ahead(&conn, options.wait)?;
        // in WAL this syncs at checkpoints only: a killed program loses nothing that was committed; a power cut may lose the last transactions, whole ones, and damages nothing
        conn.pragma_update(None, "synchronous", "NORMAL")?;
        // pages that many batches change are carried over from the log once; the log is cut to this size afterwards
        conn.pragma_update(None, "wal_autocheckpoint", 16_384)?;
        conn.pragma_update(None, "journal_size_limit", 64 << 20)?;
        conn.pragma_update(None, "cache_size", -131_072)?;
        Ledger::of(conn)
    }

    /// Opens an existing ledger to read from it.
    pub fn read(path: &Path) -> Result<Ledger, LedgerError> {
        if inspect(path)?.is_none() {
            return Err(LedgerError::Missing(path.to_owned()));
        }
        let conn = reader(path, Options::default().wait)?;
        check(&conn, path)?;
        let form: u32 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
        if form < KNOWN {
            // an older form is brought up to date by whoever may write
            drop(conn);
            return Ledger::open(path);
        }
        conn.pragma_update(None, "cache_size", -65_536)?;
        Ledger::of(conn)
    }

    fn of(conn: Connection) -> Result<Ledger, LedgerError> {
        conn.set_prepared_statement_cache_capacity(96);
        let keeps_text = conn.query_row("SELECT value FROM meta WHERE name = 'keeps_text'", [], |r| r.get(0))?;
        Ok(Ledger { conn, keeps_text })
    }

    /// Lets the file grow to so many bytes at most; what would make it larger is [`LedgerError::Full`]. It holds until the ledger is closed.
    pub fn limit(&mut self, bytes: u64) -> Result<(), LedgerError> {
        let page: i64 = self.conn.query_row("PRAGMA page_size", [], |r| r.get(0))?;
        let pages = i64::try_from(bytes).unwrap_or(i64::MAX) / page.max(1);
        Ok(self.conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?)
    }

    /// Whether articles' texts are kept. Else there are hashes, spans and short quotations only.
    pub const fn keeps_text(&self) -> bool {
        self.keeps_text
    }
}

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Reads the file's first bytes: `None` where a ledger is yet to be made, else the form that the header tells.
fn inspect(path: &Path) -> Result<Option<u32>, LedgerError> {
    let not_ours = || LedgerError::NotALedger(path.to_owned());
    let failed = |e: std::io::Error| LedgerError::Denied { path: path.to_owned(), why: e.to_string() };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(failed(e)),
    };
    let len = file.metadata().map_err(failed)?.len();
    if path.is_dir() {
        return Err(not_ours());
    }
    if len == 0 || is_unborn(path) {
        return Ok(None);
    }
    let mut head = Vec::with_capacity(100);
    file.take(100).read_to_end(&mut head).map_err(failed)?;
    let number = |at: usize| head.get(at..at + 4).map_or(0, |b| b.iter().fold(0u32, |n, b| (n << 8) | u32::from(*b)));
    // the mark is written in the same transaction as the first tables, before the write-ahead log exists: a ledger always has it in the file itself
    if !head.starts_with(MAGIC) || number(68) != APPLICATION {
        return Err(not_ours());
    }
    let form = number(60);
    if form > KNOWN {
        return Err(LedgerError::Newer { found: form, known: KNOWN });
    }
    let page = match number(14) & 0xffff {
        1 => 65_536,
        n => u64::from(n),
    };
    // the count of pages holds where the counter beside it is that of the last change. Where there is a log, a kill may have come while it was carried over, the first page before the others: they are in the log then
    let logged = log(path).metadata().is_ok_and(|m| m.len() > 0);
    if !logged && number(24) == number(92) && len < page * u64::from(number(28)) {
        return Err(LedgerError::Damaged(format!("it has {len} bytes and should have {}", page * u64::from(number(28)))));
    }
    Ok(Some(form))
}

/// Whether the program that was making the file was killed over it: then a rollback journal stands beside it that leads back to no pages at all.
fn is_unborn(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    let mut head = [0u8; 20];
    let read = File::open(PathBuf::from(name)).and_then(|mut f| f.read_exact(&mut head));
    read.is_ok() && head[..8] == [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7] && head[16..20] == [0; 4]
}

/// A connection that cannot write.
fn reader(path: &Path, wait: Duration) -> Result<Connection, LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| denied(path, e))?;
    settle(&conn, wait)?;
    match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0)) {
        Ok(_) => Ok(conn),
        // a program was killed over a change before the file had its log: whoever opens the file to write has the journal undo it
        Err(e) if e.sqlite_error().is_some_and(|e| e.extended_code == rusqlite::ffi::SQLITE_READONLY_ROLLBACK) => {
            drop(conn);
            let undo = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
                .map_err(|e| denied(path, e))?;
            settle(&undo, wait)?;
            undo.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0)).map_err(|e| denied(path, e))?;
            drop(undo);
            let conn = Connection::open_with_flags(path, flags).map_err(|e| denied(path, e))?;
            settle(&conn, wait)?;
            conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0))?;
            Ok(conn)
        }
        // in a folder that may not be written to there can be no log; without one nobody is writing, and the file alone is the whole of it
        Err(e) if code(&e) == Some(ErrorCode::CannotOpen) && !log(path).exists() => {
            let mut uri = String::from("file:");
            for b in path.as_os_str().as_encoded_bytes() {
                match b {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*b)),
                    b => uri.push_str(&format!("%{b:02x}")),
                }
            }
            let conn =
                Connection::open_with_flags(uri + "?immutable=1", flags | OpenFlags::SQLITE_OPEN_URI).map_err(|e| denied(path, e))?;
            settle(&conn, wait)?;
            Ok(conn)
        }
        Err(e) => Err(e.into()),
    }
}

fn log(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

fn code(e: &rusqlite::Error) -> Option<ErrorCode> {
    e.sqlite_error_code()
}

fn denied(path: &Path, e: rusqlite::Error) -> LedgerError {
    match code(&e) {
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
            LedgerError::Denied { path: path.to_owned(), why: e.to_string() }
        }
        _ => e.into(),
    }
}

/// What the making of a new file failed of.
fn of_new(path: &Path, e: LedgerError) -> LedgerError {
    match e {
        LedgerError::Sql(e) => denied(path, e),
        // it looked empty, and is something else
        LedgerError::Damaged(_) => LedgerError::NotALedger(path.to_owned()),
        e => e,
    }
}

/// What holds for a connection of either kind.
fn settle(conn: &Connection, wait: Duration) -> Result<(), LedgerError> {
    conn.busy_timeout(wait)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // a file made by somebody else must not call functions by way of its schema
    conn.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// That the log, where there is one, does not say otherwise than the header, and that the tables are there.
fn check(conn: &Connection, path: &Path) -> Result<(), LedgerError> {
    let form: u32 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    if form > KNOWN {
        return Err(LedgerError::Newer { found: form, known: KNOWN });
    }
    let mark: u32 = conn.query_row("PRAGMA application_id", [], |r| r.get(0))?;
    if mark != APPLICATION {
        return Err(LedgerError::NotALedger(path.to_owned()));
    }
    let damaged = |e: rusqlite::Error| match LedgerError::from(e) {
        LedgerError::Sql(e) => LedgerError::Damaged(e.to_string()),
        e => e,
    };
    conn.query_row("SELECT value FROM meta WHERE name = 'keeps_text'", [], |r| r.get::<_, bool>(0)).map_err(damaged)?;
    for table in ["articles", "claims", "events", "runs", "features", "claim_text", "article_text"] {
        conn.prepare(&format!("SELECT 1 FROM {table} LIMIT 1")).and_then(|mut s| s.exists([])).map_err(damaged)?;
    }
    Ok(())
}

/// Turns the write-ahead log on. SQLite does not wait for others here, so this does.
fn write_ahead(conn: &Connection, wait: Duration) -> Result<(), LedgerError> {
    let until = Instant::now() + wait;
    loop {
        match conn.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get::<_, String>(0)) {
            Ok(_) => return Ok(()),
            Err(e) if matches!(code(&e), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) && Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(e) => return Err(e.into()),
        }
    }
}
