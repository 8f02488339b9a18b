use rusqlite::ErrorCode;
use std::path::PathBuf;
use thiserror::Error;

/// Why the ledger could not do what was asked. Each is one line that says what to do; none of them leaves a half-made change behind.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// The file is something else: another program's database, or no database at all.
    #[error("{} is not a Sekutu ledger; name another file, and it will be made", .0.display())]
    NotALedger(PathBuf),
    /// The file was written by a later version of the program.
    #[error("the ledger has form {found}, this program knows forms up to {known}; use a newer sekutu")]
    Newer {
        /// The form of the file.
        found: u32,
        /// The last form that this program knows.
        known: u32,
    },
    /// The file is a ledger, but parts of it cannot be read.
    #[error("the ledger is damaged ({0}); restore a copy, or ingest the articles again into a new file")]
    Damaged(String),
    /// Another program held the file for longer than one waits.
    #[error("another program is using the ledger; wait until it has finished, then try again")]
    Locked,
    /// There was no room left to write; the batch was taken back.
    #[error("the disk is full; make room and run the same command again, it carries on where it stopped")]
    Full,
    /// There is no such file.
    #[error("there is no ledger at {}; make one with `sekutu ingest`, or name another with --ledger", .0.display())]
    Missing(PathBuf),
    /// The file, or its folder, may not be opened or written.
    #[error("{} may not be opened or written: {why}; see to its permissions or name another file with --ledger", path.display())]
    Denied {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// Anything else that SQLite reports.
    #[error("the ledger could not be read or written: {0}; run `sekutu verify`")]
    Sql(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for LedgerError {
    fn from(e: rusqlite::Error) -> LedgerError {
        if let rusqlite::Error::FromSqlConversionFailure(_, _, why) = &e {
            return LedgerError::Damaged(why.to_string());
        }
        let Some(inner) = e.sqlite_error() else { return LedgerError::Sql(e) };
        match inner.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => LedgerError::Locked,
            ErrorCode::DiskFull => LedgerError::Full,
            // the shared-memory file could not be made longer: what a full disk says of it
            ErrorCode::SystemIoFailure if inner.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE => LedgerError::Full,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => LedgerError::Damaged(e.to_string()),
            _ => LedgerError::Sql(e),
        }
    }
}

/// What is kept as JSON and does not read back was altered by somebody else.
impl From<serde_json::Error> for LedgerError {
    fn from(e: serde_json::Error) -> LedgerError {
        LedgerError::Damaged(e.to_string())
    }
}
