//! Apache Parquet, through the low-level writer: row groups of [`GROUP`] rows, Snappy, no Arrow.

use crate::error::ExportError;
use crate::table::{Record, Value};
use jiff::civil::date;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use sekutu_codebook::Codebook;
use sekutu_model::Date;
use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

/// Rows that are held before they are written: some 8 MB of claims, and room for 268 million rows in a file's 2¹⁵ groups.
const GROUP: usize = 8192;

/// Writes rows as Parquet. `text` is a UTF-8 string, `list` a list of them, `whole` INT64, `real` DOUBLE, `flag` BOOLEAN, `day` DATE; what is
/// not known is null, a list without members is empty.
pub struct Parquet<R: Record, W: Write + Send> {
    out: SerializedFileWriter<W>,
    book: Cow<'static, Codebook>,
    columns: Vec<Held<R>>,
    rows: usize,
}

/// A column's values since the last row group, with Parquet's levels: whether a row has a value, whether a value goes on its row's list.
struct Held<R: 'static> {
    value: &'static Value<R>,
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

enum Values {
    Bytes(Vec<ByteArray>),
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Flag(Vec<bool>),
    Day(Vec<i32>),
}

impl<R: Record, W: Write + Send> Parquet<R, W> {
    /// Writes the head. Intensities are the builtin codebook's.
    pub fn new(out: W) -> Result<Parquet<R, W>, ExportError> {
        let schema = Arc::new(parse_message_type(&schema::<R>())?);
        let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
        let out = SerializedFileWriter::new(out, schema, properties)?;
        let columns = R::COLUMNS.iter().map(|c| Held::new(&c.value)).collect();
        Ok(Parquet { out, book: Cow::Borrowed(Codebook::builtin()), columns, rows: 0 })
    }

    /// The same with the intensities of a user's codebook.
    pub fn with_codebook(mut self, book: Codebook) -> Parquet<R, W> {
        self.book = Cow::Owned(book);
        self
    }

    /// Takes a row, and writes a row group when it is full.
    pub fn row(&mut self, row: &R) -> Result<(), ExportError> {
        for column in &mut self.columns {
            column.push(row, &self.book);
        }
        self.rows += 1;
        if self.rows == GROUP { self.flush() } else { Ok(()) }
    }

    /// Writes what is left and the footer, and gives the writer back.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.flush()?;
        let mut out = self.out.into_inner()?;
        out.flush()?;
        Ok(out)
    }

    fn flush(&mut self) -> Result<(), ExportError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for column in &mut self.columns {
            if let Some(writer) = group.next_column()? {
                column.write(writer)?;
            }
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

/// The schema in Parquet's own notation.
fn schema<R: Record>() -> String {
    let column = |(name, value): (&str, &Value<R>)| match value {
        Value::Text(_) => format!("OPTIONAL BYTE_ARRAY {name} (UTF8);"),
        Value::List(_) => format!("REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ REQUIRED BYTE_ARRAY element (UTF8); }} }}"),
        Value::Whole(_) => format!("OPTIONAL INT64 {name};"),
        Value::Real(_) => format!("OPTIONAL DOUBLE {name};"),
        Value::Flag(_) => format!("REQUIRED BOOLEAN {name};"),
        Value::Day(_) => format!("OPTIONAL INT32 {name} (DATE);"),
    };
    let all: Vec<String> = R::COLUMNS.iter().map(|c| column((c.name, &c.value))).collect();
    format!("message sekutu {{ {} }}", all.join(" "))
}

impl<R: Record> Held<R> {
    fn new(value: &'static Value<R>) -> Held<R> {
        let values = match value {
            Value::Text(_) | Value::List(_) => Values::Bytes(Vec::new()),
            Value::Whole(_) => Values::Whole(Vec::new()),
            Value::Real(_) => Values::Real(Vec::new()),
            Value::Flag(_) => Values::Flag(Vec::new()),
            Value::Day(_) => Values::Day(Vec::new()),
        };
        Held { value, values, definition: Vec::new(), repetition: Vec::new() }
    }

    fn push(&mut self, row: &R, book: &Codebook) {
        let known = match (self.value, &mut self.values) {
            (Value::Text(f), Values::Bytes(all)) => put(all, f(row).map(|s| bytes(&s))),
            (Value::List(f), Values::Bytes(all)) => {
                let list = f(row);
                // an empty list takes one pair of levels and no value
                self.definition.extend(std::iter::repeat_n(i16::from(!list.is_empty()), list.len().max(1)));
                self.repetition.extend((0..list.len().max(1)).map(|i| i16::from(i > 0)));
                all.extend(list.iter().map(|s| bytes(s)));
                return;
            }
            (Value::Whole(f), Values::Whole(all)) => put(all, f(row)),
            (Value::Real(f), Values::Real(all)) => put(all, f(row, book)),
            (Value::Flag(f), Values::Flag(all)) => put(all, Some(f(row))),
            (Value::Day(f), Values::Day(all)) => put(all, f(row).map(since_1970)),
            _ => unreachable!("`new` has paired them"),
        };
        self.definition.push(i16::from(known));
    }

    fn write(&mut self, mut out: SerializedColumnWriter<'_>) -> Result<(), ExportError> {
        let definition = (!matches!(self.value, Value::Flag(_))).then_some(self.definition.as_slice());
        let repetition = matches!(self.value, Value::List(_)).then_some(self.repetition.as_slice());
        match &mut self.values {
            Values::Bytes(all) => batch::<ByteArrayType>(&mut out, all, definition, repetition)?,
            Values::Whole(all) => batch::<Int64Type>(&mut out, all, definition, repetition)?,
            Values::Real(all) => batch::<DoubleType>(&mut out, all, definition, repetition)?,
            Values::Flag(all) => batch::<BoolType>(&mut out, all, definition, repetition)?,
            Values::Day(all) => batch::<Int32Type>(&mut out, all, definition, repetition)?,
        }
        self.definition.clear();
        self.repetition.clear();
        Ok(out.close()?)
    }
}

fn put<T>(all: &mut Vec<T>, value: Option<T>) -> bool {
    let known = value.is_some();
    all.extend(value);
    known
}

fn batch<T: DataType>(
    out: &mut SerializedColumnWriter<'_>,
    all: &mut Vec<T::T>,
    definition: Option<&[i16]>,
    repetition: Option<&[i16]>,
) -> Result<(), ExportError> {
    out.typed::<T>().write_batch(all, definition, repetition)?;
    all.clear();
    Ok(())
}

fn bytes(s: &str) -> ByteArray {
    ByteArray::from(s.as_bytes().to_vec())
}

/// Parquet's DATE.
fn since_1970(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}
