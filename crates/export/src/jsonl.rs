//! JSON Lines of a table: an object a row, its members in the order of the columns. The nested form, which `sekutu import` reads, is
//! [`crate::Ledger`].

use crate::error::ExportError;
use crate::table::{Record, Value};
use sekutu_codebook::Codebook;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;
use std::io::Write;
use std::marker::PhantomData;

/// Writes rows as JSON Lines. What is not known is null, lists are arrays, days are ISO 8601.
pub struct JsonLines<R, W: Write> {
    out: W,
    book: Cow<'static, Codebook>,
    rows: PhantomData<R>,
}

impl<R: Record, W: Write> JsonLines<R, W> {
    /// Writes nothing yet. Intensities are the builtin codebook's.
    pub fn new(out: W) -> Result<JsonLines<R, W>, ExportError> {
        Ok(JsonLines { out, book: Cow::Borrowed(Codebook::builtin()), rows: PhantomData })
    }

    /// The same with the intensities of a user's codebook.
    pub fn with_codebook(mut self, book: Codebook) -> JsonLines<R, W> {
        self.book = Cow::Owned(book);
        self
    }

    /// Writes a line.
    pub fn row(&mut self, row: &R) -> Result<(), ExportError> {
        serde_json::to_writer(&mut self.out, &Object { row, book: &self.book })?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// Flushes and gives the writer back.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.out.flush()?;
        Ok(self.out)
    }
}

struct Object<'a, R> {
    row: &'a R,
    book: &'a Codebook,
}

impl<R: Record> Serialize for Object<'_, R> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(R::COLUMNS.len()))?;
        for column in R::COLUMNS {
            match &column.value {
                Value::Text(f) => map.serialize_entry(column.name, &f(self.row))?,
                Value::List(f) => map.serialize_entry(column.name, &f(self.row))?,
                Value::Whole(f) => map.serialize_entry(column.name, &f(self.row))?,
                Value::Real(f) => map.serialize_entry(column.name, &f(self.row, self.book))?,
                Value::Flag(f) => map.serialize_entry(column.name, &f(self.row))?,
                Value::Day(f) => map.serialize_entry(column.name, &f(self.row))?,
            }
        }
        map.end()
    }
}
