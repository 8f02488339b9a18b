//! Tables whose columns are defined once, for CSV, JSON Lines and Parquet alike.

use sekutu_codebook::Codebook;
use sekutu_model::Date;
use std::borrow::Cow;

/// A kind of row and its columns.
pub trait Record: Sized + 'static {
    /// The columns, in order.
    const COLUMNS: &'static [Column<Self>];
}

/// A column: its name, what it holds, how it is got from a row.
pub struct Column<R> {
    /// Lower case, words parted by underscores.
    pub name: &'static str,
    /// What it holds, in one English line.
    pub doc: &'static str,
    /// Its type, and the value that a row has there.
    pub value: Value<R>,
}

/// The types of column. `None` is an empty cell in CSV, null in JSON and Parquet.
pub enum Value<R> {
    /// Text.
    Text(for<'a> fn(&'a R) -> Option<Cow<'a, str>>),
    /// Several texts; in CSV parted by "; ".
    List(for<'a> fn(&'a R) -> Vec<Cow<'a, str>>),
    /// A whole number.
    Whole(fn(&R) -> Option<i64>),
    /// A number to three decimals.
    Real(fn(&R, &Codebook) -> Option<f64>),
    /// Yes or no.
    Flag(fn(&R) -> bool),
    /// A day.
    Day(fn(&R) -> Option<Date>),
}

impl<R> Value<R> {
    /// The type's name, as docs/export.md has it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::List(_) => "list",
            Value::Whole(_) => "whole",
            Value::Real(_) => "real",
            Value::Flag(_) => "flag",
            Value::Day(_) => "day",
        }
    }
}

/// A text column.
pub(crate) const fn text<R>(name: &'static str, doc: &'static str, f: for<'a> fn(&'a R) -> Option<Cow<'a, str>>) -> Column<R> {
    Column { name, doc, value: Value::Text(f) }
}

/// A column of lists.
pub(crate) const fn list<R>(name: &'static str, doc: &'static str, f: for<'a> fn(&'a R) -> Vec<Cow<'a, str>>) -> Column<R> {
    Column { name, doc, value: Value::List(f) }
}

/// A column of whole numbers.
pub(crate) const fn whole<R>(name: &'static str, doc: &'static str, f: fn(&R) -> Option<i64>) -> Column<R> {
    Column { name, doc, value: Value::Whole(f) }
}

/// A column of decimal numbers.
pub(crate) const fn real<R>(name: &'static str, doc: &'static str, f: fn(&R, &Codebook) -> Option<f64>) -> Column<R> {
    Column { name, doc, value: Value::Real(f) }
}

/// A column of yes or no.
pub(crate) const fn flag<R>(name: &'static str, doc: &'static str, f: fn(&R) -> bool) -> Column<R> {
    Column { name, doc, value: Value::Flag(f) }
}

/// A column of days.
pub(crate) const fn day<R>(name: &'static str, doc: &'static str, f: fn(&R) -> Option<Date>) -> Column<R> {
    Column { name, doc, value: Value::Day(f) }
}

/// The text of a cell that a row lends.
pub(crate) fn lent(s: &str) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(s))
}

/// A count as a cell. No count in memory exceeds an `i64`.
pub(crate) fn count(n: usize) -> Option<i64> {
    i64::try_from(n).ok()
}

/// A weight or confidence to three decimals, free of what `f32` adds behind them; `None` for what is no number.
pub(crate) fn decimal(x: f32) -> Option<f64> {
    x.is_finite().then(|| (f64::from(x) * 1000.0).round() / 1000.0)
}
