//! Claims as people or programs want them.

mod csv;
mod html;
mod table;

use crate::args::Format;
use crate::messages::Messages;
use anyhow::Result;
use sekutu_model::{Article, Attribution, Claim};
use std::io::Write;

/// Takes articles with their claims in order.
pub trait Output {
    /// One article.
    fn article(&mut self, article: &Article, claims: &[Claim]) -> Result<()>;
    /// After the last.
    fn finish(&mut self) -> Result<()>;
}

/// The writer of a format.
pub fn writer<'w>(format: Format, messages: &'static Messages, out: impl Write + 'w) -> Result<Box<dyn Output + 'w>> {
    Ok(match format {
        Format::Table => Box::new(table::Table::new(out, messages)),
        Format::Jsonl => Box::new(Lines(out)),
        Format::Csv => Box::new(csv::Rows::new(out)?),
        Format::Html => Box::new(html::Page::new(out, messages)),
        Format::Text => Box::new(Texts { out, any: false }),
    })
}

/// Who one hop of a chain is, in a word or two.
pub fn hop(a: &Attribution) -> String {
    a.outlet.clone().or_else(|| a.name.clone()).unwrap_or_else(|| a.quote.text.clone())
}

/// At most so many characters.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut s: String = text.chars().take(most - 1).collect();
    s.push('…');
    s
}

/// The interchange form, one claim a line.
struct Lines<W>(W);

impl<W: Write> Output for Lines<W> {
    fn article(&mut self, _: &Article, claims: &[Claim]) -> Result<()> {
        for c in claims {
            serde_json::to_writer(&mut self.0, c)?;
            self.0.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        Ok(self.0.flush()?)
    }
}

/// Canonical texts. A single article is printed exactly, so that byte offsets fit; several are parted by a form feed.
struct Texts<W> {
    out: W,
    any: bool,
}

impl<W: Write> Output for Texts<W> {
    fn article(&mut self, article: &Article, _: &[Claim]) -> Result<()> {
        if self.any {
            self.out.write_all(b"\n\x0c\n")?;
        }
        self.any = true;
        Ok(self.out.write_all(article.text.as_bytes())?)
    }

    fn finish(&mut self) -> Result<()> {
        if self.any {
            self.out.write_all(b"\n")?;
        }
        Ok(self.out.flush()?)
    }
}
