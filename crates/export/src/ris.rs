//! RIS entries of the articles, in UTF-8, lines ended by CR LF.

use crate::bibtex::key;
use crate::error::ExportError;
use crate::row::ArticleRow;
use crate::words::one_line;
use std::io::Write;

/// Writes articles as RIS (type NEWS).
pub struct Ris<W: Write>(W);

impl<W: Write> Ris<W> {
    /// Writes nothing yet.
    pub fn new(out: W) -> Result<Ris<W>, ExportError> {
        Ok(Ris(out))
    }

    /// Writes an entry. RIS has no escapes: a value is one line, whatever is in it.
    pub fn article(&mut self, row: &ArticleRow) -> Result<(), ExportError> {
        let (a, out) = (&row.article, &mut self.0);
        let mut line = |tag: &str, value: Option<String>| value.map_or(Ok(()), |v| write!(out, "{tag}  - {}\r\n", one_line(&v)));
        line("TY", Some("NEWS".to_owned()))?;
        line("ID", Some(key(row)))?;
        line("TI", a.title_text().map(str::to_owned))?;
        line("AU", a.byline.clone())?;
        line("T2", a.outlet.clone())?;
        line("PY", a.date().map(|d| d.strftime("%Y").to_string()))?;
        line("DA", a.date().map(|d| d.strftime("%Y/%m/%d").to_string()))?;
        line("LA", a.language.clone())?;
        line("UR", a.url.clone())?;
        line("N1", Some(format!("SHA-256 {}, version {}", a.sha256, row.version)))?;
        Ok(write!(out, "ER  - \r\n\r\n")?)
    }

    /// Flushes and gives the writer back.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.0.flush()?;
        Ok(self.0)
    }
}
