//! BibTeX entries of the articles, in UTF-8.

use crate::error::ExportError;
use crate::row::ArticleRow;
use crate::words::one_line;
use sekutu_model::hash;
use std::io::Write;

/// Writes articles as BibTeX.
pub struct BibTex<W: Write>(W);

impl<W: Write> BibTex<W> {
    /// Writes nothing yet.
    pub fn new(out: W) -> Result<BibTex<W>, ExportError> {
        Ok(BibTex(out))
    }

    /// Writes an entry: `@article` where the outlet is known, else `@misc`.
    pub fn article(&mut self, row: &ArticleRow) -> Result<(), ExportError> {
        let (a, out) = (&row.article, &mut self.0);
        writeln!(out, "@{}{{{},", if a.outlet.is_some() { "article" } else { "misc" }, key(row))?;
        // a second pair of braces keeps a title's capitals, and a byline from being parted into names
        let mut field = |name: &str, value: Option<String>| value.map_or(Ok(()), |v| writeln!(out, "  {name} = {{{v}}},"));
        field("title", a.title_text().map(|t| format!("{{{}}}", escape(t))))?;
        field("author", a.byline.as_deref().map(|b| format!("{{{}}}", escape(b))))?;
        field("journal", a.outlet.as_deref().map(escape))?;
        field("date", a.date().map(|d| d.to_string()))?;
        field("year", a.date().map(|d| d.strftime("%Y").to_string()))?;
        field("month", a.date().map(|d| d.month().to_string()))?;
        field("day", a.date().map(|d| d.day().to_string()))?;
        field("language", a.language.as_deref().map(escape))?;
        field("url", a.url.as_deref().map(address))?;
        field("note", Some(format!("SHA-256 {}, version {}", escape(&a.sha256), row.version)))?;
        Ok(writeln!(out, "}}\n")?)
    }

    /// Flushes and gives the writer back.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.0.flush()?;
        Ok(self.0)
    }
}

/// The same for the same article in every export: the start of its text's hash. Articles of other ids with the same text, and later versions,
/// get what tells them apart, for a key must stand once.
pub(crate) fn key(row: &ArticleRow) -> String {
    let a = &row.article;
    let mut key = format!("sekutu-{}", a.sha256.get(..12).unwrap_or(&a.sha256));
    if a.id != a.sha256 {
        key += &format!("-{}", &hash(&a.id)[..6]);
    }
    if row.version > 1 {
        key += &format!("-v{}", row.version);
    }
    key
}

/// Text for a field in braces. BibTeX counts braces even behind a backslash, so they go by name; accents stay as they are.
fn escape(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in one_line(s).chars() {
        match c {
            '{' => out.push_str(r"\textbraceleft{}"),
            '}' => out.push_str(r"\textbraceright{}"),
            '\\' => out.push_str(r"\textbackslash{}"),
            '~' => out.push_str(r"\textasciitilde{}"),
            '^' => out.push_str(r"\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// An address as it is, but for what would end the field; styles put it into `\url`, which takes the rest verbatim.
fn address(url: &str) -> String {
    one_line(url).replace(' ', "%20").replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}
