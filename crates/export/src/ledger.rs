//! JSON Lines of the whole ledger: `{"sekutu": 1}`, then an article with its claims a line. [`crate::import`] takes it back.

use crate::error::ExportError;
use crate::row::ArticleRow;
use std::io::Write;

/// The version of the format that this program writes, and the newest that it reads.
pub(crate) const VERSION: u64 = 1;

/// Writes articles with their claims, each with all that the ledger knows of it.
pub struct Ledger<W: Write>(W);

impl<W: Write> Ledger<W> {
    /// Writes the first line.
    pub fn new(mut out: W) -> Result<Ledger<W>, ExportError> {
        writeln!(out, r#"{{"sekutu": {VERSION}}}"#)?;
        Ok(Ledger(out))
    }

    /// Writes a line.
    pub fn article(&mut self, row: &ArticleRow) -> Result<(), ExportError> {
        serde_json::to_writer(&mut self.0, row)?;
        Ok(self.0.write_all(b"\n")?)
    }

    /// Flushes and gives the writer back.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.0.flush()?;
        Ok(self.0)
    }
}
