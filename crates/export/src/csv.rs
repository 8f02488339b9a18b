//! Comma-separated values (RFC 4180, lines ended by LF): a head, then a line a row.

use crate::error::ExportError;
use crate::table::{Record, Value};
use sekutu_codebook::Codebook;
use std::borrow::Cow;
use std::io::Write;
use std::marker::PhantomData;

/// Writes rows as CSV. Lists are parted by "; ", numbers with decimals have three, flags are `true` and `false`.
pub struct Csv<R, W: Write> {
    out: csv::Writer<W>,
    book: Cow<'static, Codebook>,
    rows: PhantomData<R>,
}

impl<R: Record, W: Write> Csv<R, W> {
    /// Writes the head. Intensities are the builtin codebook's.
    pub fn new(out: W) -> Result<Csv<R, W>, ExportError> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(R::COLUMNS.iter().map(|c| c.name))?;
        Ok(Csv { out, book: Cow::Borrowed(Codebook::builtin()), rows: PhantomData })
    }

    /// The same with the intensities of a user's codebook.
    pub fn with_codebook(mut self, book: Codebook) -> Csv<R, W> {
        self.book = Cow::Owned(book);
        self
    }

    /// Writes a row.
    pub fn row(&mut self, row: &R) -> Result<(), ExportError> {
        for column in R::COLUMNS {
            self.out.write_field(cell(&column.value, row, &self.book).as_bytes())?;
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    /// Writes what is left and gives the writer back.
    pub fn finish(self) -> Result<W, ExportError> {
        self.out.into_inner().map_err(|e| ExportError::Io(e.into_error()))
    }
}

fn cell<'a, R>(value: &Value<R>, row: &'a R, book: &Codebook) -> Cow<'a, str> {
    match value {
        Value::Text(f) => f(row).unwrap_or_default(),
        Value::List(f) => f(row).join("; ").into(),
        Value::Whole(f) => f(row).map(|n| n.to_string()).unwrap_or_default().into(),
        Value::Real(f) => f(row, book).map(|x| format!("{x:.3}")).unwrap_or_default().into(),
        Value::Flag(f) => if f(row) { "true" } else { "false" }.into(),
        Value::Day(f) => f(row).map(|d| d.to_string()).unwrap_or_default().into(),
    }
}
