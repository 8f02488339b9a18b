//! For people: each article's claims, two or three lines each.

use super::{Output, hop, shorten};
use crate::messages::Messages;
use anyhow::Result;
use sekutu_model::{Article, Claim, DateSource, PartyMention, When};
use std::io::Write;

/// Claims by article.
pub struct Table<W> {
    out: W,
    messages: &'static Messages,
    articles: usize,
}

impl<W: Write> Table<W> {
    /// Onto `out`.
    pub fn new(out: W, messages: &'static Messages) -> Table<W> {
        Table { out, messages, articles: 0 }
    }
}

impl<W: Write> Output for Table<W> {
    fn article(&mut self, article: &Article, claims: &[Claim]) -> Result<()> {
        let m = self.messages;
        if self.articles > 0 {
            writeln!(self.out)?;
        }
        self.articles += 1;
        let title = article.title_text().unwrap_or_else(|| article.text.lines().next().filter(|l| !l.is_empty()).unwrap_or(m.untitled));
        writeln!(self.out, "{}", shorten(title, 100))?;
        let date = article.published.map(|p| {
            let guessed = if p.source == DateSource::Guessed { format!(" ({})", m.date_guessed) } else { String::new() };
            format!("{}{guessed}", p.date)
        });
        let about = [article.outlet.clone(), date, article.language.clone(), Some(article.source.clone()).filter(|s| !s.is_empty())];
        let about: Vec<String> = about.into_iter().flatten().collect();
        writeln!(self.out, "  {} · {} {}", about.join(" · "), claims.len(), m.claims)?;
        if claims.is_empty() {
            writeln!(self.out, "  {}", m.no_claims)?;
        }
        for (i, c) in claims.iter().enumerate() {
            let to = if c.recipient.is_empty() { String::new() } else { format!(" → {}", names(&c.recipient)) };
            let from = if c.actor.is_empty() { m.nobody.to_owned() } else { names(&c.actor) };
            writeln!(
                self.out,
                "{:>3}. {:<10} {:<9} {from}{to}  [{}]  {:.2}",
                i + 1,
                c.event,
                m.status(c.status),
                c.trigger.text,
                c.confidence
            )?;
            let mut more = Vec::new();
            if !c.said_by.is_empty() {
                more.push(format!("{} {}", m.according_to, c.said_by.iter().map(hop).collect::<Vec<_>>().join(" ← ")));
            }
            if !c.denied_by.is_empty() {
                more.push(format!("{} {}", m.denied_by, c.denied_by.iter().map(hop).collect::<Vec<_>>().join(", ")));
            }
            more.extend(c.item.iter().map(|q| q.text.clone()));
            more.extend(c.count.iter().map(|q| format!("× {}", q.text)));
            more.extend(c.place.iter().map(|q| format!("@ {}", q.text)));
            more.extend(c.when.iter().map(day));
            if !more.is_empty() {
                writeln!(self.out, "       {}", more.join(" · "))?;
            }
            writeln!(self.out, "       “{}”", shorten(&c.evidence.quote().text.replace('\n', " "), 220))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

/// "Russia, Belarus".
fn names(parties: &[PartyMention]) -> String {
    let one = |p: &PartyMention| match (&p.party.code, &p.party.sector) {
        (Some(_), Some(s)) if s != "GOV" => format!("{} ({s})", p.party.name),
        (Some(_), _) => p.party.name.clone(),
        (None, _) => format!("“{}”", p.quote.text),
    };
    parties.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn day(w: &When) -> String {
    match (w.from, w.to) {
        (Some(a), Some(b)) if a == b => format!("{a} (“{}”)", w.quote.text),
        (None, None) => format!("“{}”", w.quote.text),
        (a, b) => format!(
            "{}…{} (“{}”)",
            a.map(|d| d.to_string()).unwrap_or_default(),
            b.map(|d| d.to_string()).unwrap_or_default(),
            w.quote.text
        ),
    }
}
