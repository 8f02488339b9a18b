//! One self-contained page: the articles with their claims highlighted and the claim cards beside them.
//!
//! The page is written as a stream, one article at a time, and needs neither script nor network: a highlight is a link to its card, a card
//! links back. Highlights nest nowhere: overlapping spans are cut at each other's ends ([`pieces`]).

use super::Output;
use crate::messages::{Messages, Page as Words};
use anyhow::Result;
use sekutu_model::{Article, Attribution, Claim, PartyMention, Quote, Span};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;

/// The page.
pub struct Page<W> {
    out: W,
    messages: &'static Messages,
    articles: usize,
}

impl<W: Write> Page<W> {
    /// Onto `out`.
    pub fn new(out: W, messages: &'static Messages) -> Page<W> {
        Page { out, messages, articles: 0 }
    }

    fn head(&mut self) -> Result<()> {
        let m = self.messages;
        let w = &m.page;
        write!(
            self.out,
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Sekutu: {}</title>\n<style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#articles\">{}</a>\n<header><h1>Sekutu</h1><p>{}</p>\n<ul class=\"legend\">",
            w.lang, w.title, STYLE, w.skip, w.intro
        )?;
        for s in sekutu_model::Status::ALL {
            write!(self.out, "<li><span class=\"status {s}\">{} {}</span></li>", mark(*s), m.status(*s))?;
        }
        writeln!(self.out, "</ul></header>\n<main id=\"articles\">")?;
        Ok(())
    }
}

impl<W: Write> Output for Page<W> {
    fn article(&mut self, article: &Article, claims: &[Claim]) -> Result<()> {
        if self.articles == 0 {
            self.head()?;
        }
        self.articles += 1;
        let section = section(self.articles, article, claims, self.messages);
        Ok(self.out.write_all(section.as_bytes())?)
    }

    fn finish(&mut self) -> Result<()> {
        if self.articles == 0 {
            self.head()?;
            writeln!(self.out, "<p>{}</p>", escape(self.messages.nothing_to_read))?;
        }
        write!(self.out, "</main>\n</body>\n</html>\n")?;
        Ok(self.out.flush()?)
    }
}

/// One article: its text with highlights, then its cards.
fn section(n: usize, article: &Article, claims: &[Claim], m: &Messages) -> String {
    let w = &m.page;
    let mut s = String::new();
    let lang = article.language.as_deref().unwrap_or("und");
    let direction = if matches!(lang, "ar" | "fa" | "he" | "ur") { "rtl" } else { "ltr" };
    let title = article.title_text().unwrap_or_else(|| article.text.lines().next().unwrap_or(m.untitled));
    let about = [article.outlet.clone(), article.date().map(|d| d.to_string()), article.language.clone(), article.url.clone()];
    let about: Vec<String> = about.into_iter().flatten().map(|a| escape(&a)).collect();
    let _ = write!(
        s,
        "<article aria-labelledby=\"a{n}\">\n<h2 id=\"a{n}\" lang=\"{lang}\" dir=\"{direction}\">{}</h2>\n<p class=\"about\">{} · {} {} · <span class=\"hash\">SHA-256 {}</span></p>\n<div class=\"columns\">\n<div class=\"text\" lang=\"{lang}\" dir=\"{direction}\">\n",
        escape(title),
        about.join(" · "),
        claims.len(),
        escape(m.claims),
        article.sha256
    );
    for p in sekutu_text::paragraphs(&article.text) {
        let _ = writeln!(s, "<p>{}</p>", paragraph(n, &article.text, p, claims));
    }
    let _ = write!(s, "</div>\n<ol class=\"cards\" aria-label=\"{}\">\n", escape(w.cards));
    for (i, c) in claims.iter().enumerate() {
        card(&mut s, n, i + 1, c, m, direction, lang);
    }
    if claims.is_empty() {
        let _ = writeln!(s, "<li class=\"none\">{}</li>", escape(m.no_claims));
    }
    s.push_str("</ol>\n</div>\n</article>\n");
    s
}

/// What a stretch of text is to a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Trigger,
    Party,
}

/// A paragraph with its triggers as links to their cards and its parties marked.
fn paragraph(n: usize, text: &str, p: Span, claims: &[Claim]) -> String {
    let mut marks: Vec<(Span, Part, usize)> = Vec::new();
    for (i, c) in claims.iter().enumerate() {
        marks.push((c.trigger.span, Part::Trigger, i));
        marks.extend(c.actor.iter().chain(&c.recipient).map(|x| (x.quote.span, Part::Party, i)));
    }
    marks.retain(|(s, ..)| s.overlaps(p) && !s.is_empty());
    let mut out = String::new();
    for piece in pieces(p, marks.iter().map(|m| m.0)) {
        let words = escape(piece.cut(text).unwrap_or(""));
        let trigger = marks.iter().find(|(s, part, _)| *part == Part::Trigger && s.overlaps(piece));
        let party = marks.iter().any(|(s, part, _)| *part == Part::Party && s.overlaps(piece));
        let _ = match trigger {
            Some((s, _, i)) => {
                // the first piece of a trigger carries the card's way back
                let id = if s.start == piece.start { format!(" id=\"t{n}-{}\"", i + 1) } else { String::new() };
                write!(out, "<a{id} class=\"trigger {}\" href=\"#c{n}-{}\">{words}</a>", claims[*i].status, i + 1)
            }
            None if party => write!(out, "<mark>{words}</mark>"),
            None => write!(out, "{words}"),
        };
    }
    out
}

/// `whole` cut wherever a span begins or ends within it.
fn pieces(whole: Span, spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut cuts = BTreeSet::from([whole.start, whole.end]);
    cuts.extend(spans.flat_map(|s| [s.start, s.end]).filter(|c| whole.start < *c && *c < whole.end));
    let cuts: Vec<usize> = cuts.into_iter().collect();
    cuts.windows(2).map(|c| Span::new(c[0], c[1])).collect()
}

fn card(s: &mut String, n: usize, i: usize, c: &Claim, m: &Messages, direction: &str, lang: &str) {
    let w = &m.page;
    let none = || escape(m.nobody);
    let side = |list: &[PartyMention]| if list.is_empty() { none() } else { list.iter().map(party).collect::<Vec<_>>().join(", ") };
    let _ = write!(
        s,
        "<li id=\"c{n}-{i}\" tabindex=\"-1\"><h3><span class=\"event\">{} <abbr>{}</abbr></span> <span class=\"status {}\">{} {}</span></h3>\n<p class=\"who\">{} → {}</p>\n<dl>",
        escape(m.event(c.event)),
        c.event,
        c.status,
        mark(c.status),
        m.status(c.status),
        side(&c.actor),
        side(&c.recipient)
    );
    let chain = |list: &[Attribution], between: &str| list.iter().map(hop).collect::<Vec<_>>().join(between);
    if !c.said_by.is_empty() {
        row(s, m.according_to, &chain(&c.said_by, " ← "));
    }
    if !c.denied_by.is_empty() {
        row(s, m.denied_by, &chain(&c.denied_by, ", "));
    }
    if let Some(t) = &c.when {
        let days = match (t.from, t.to) {
            (Some(a), Some(b)) if a == b => format!("{a}: "),
            (None, None) => String::new(),
            (a, b) => format!("{}…{}: ", a.map(|d| d.to_string()).unwrap_or_default(), b.map(|d| d.to_string()).unwrap_or_default()),
        };
        row(s, w.when, &format!("{days}{}", quoted(&t.quote)));
    }
    for (name, q) in [(w.place, &c.place), (w.item, &c.item), (w.count, &c.count)] {
        if let Some(q) = q {
            row(s, name, &quoted(q));
        }
    }
    let kinds: Vec<&str> = c.mode.iter().chain(&c.contexts).chain(&c.cameo).map(String::as_str).collect();
    if !kinds.is_empty() {
        row(s, w.kind, &escape(&kinds.join(", ")));
    }
    let e = c.evidence.quote();
    let _ = write!(
        s,
        "</dl>\n<blockquote lang=\"{lang}\" dir=\"{direction}\">{}</blockquote>\n<p class=\"small\">{} {}–{} · {} {:.2} · <a href=\"#t{n}-{i}\">{}</a></p></li>\n",
        escape(&e.text),
        escape(w.bytes),
        e.span.start,
        e.span.end,
        escape(w.confidence),
        c.confidence,
        escape(w.back)
    );
}

fn row(s: &mut String, name: &str, value: &str) {
    let _ = write!(s, "<dt>{}</dt><dd>{value}</dd>", escape(name));
}

fn quoted(q: &Quote) -> String {
    format!("“<bdi>{}</bdi>”", escape(&q.text))
}

fn party(p: &PartyMention) -> String {
    match &p.party.code {
        Some(_) => format!("<strong>{}</strong> <abbr>{}</abbr>", escape(&p.party.name), escape(&p.party.label())),
        None => quoted(&p.quote),
    }
}

fn hop(a: &Attribution) -> String {
    let name = a.outlet.as_ref().or(a.name.as_ref()).map(|n| escape(n));
    let code = a.code.as_ref().map(|c| format!(" <abbr>{}</abbr>", escape(c))).unwrap_or_default();
    name.map_or_else(|| quoted(&a.quote), |n| format!("{n}{code}"))
}

/// A shape for each status, so that it does not rest on colour.
const fn mark(s: sekutu_model::Status) -> &'static str {
    ["●", "◐", "○", "✕", "∅"][s as usize]
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

impl Words {
    /// English.
    pub const ENGLISH: Words = Words {
        lang: "en",
        title: "claims and their evidence",
        skip: "Skip to the articles",
        intro: "Each highlighted word names an event; follow it to its card, and the card's link back. All quotations are the article's exact words.",
        cards: "Claims",
        when: "when",
        place: "where",
        item: "what",
        count: "how many",
        kind: "kind",
        bytes: "bytes",
        confidence: "confidence",
        back: "back to the text",
    };
    /// Indonesian.
    pub const INDONESIAN: Words = Words {
        lang: "id",
        title: "klaim dan buktinya",
        skip: "Langsung ke artikel",
        intro: "Setiap kata yang disorot menyebut satu peristiwa; ikuti ke kartunya, dan kembali lewat tautan di kartu. Semua kutipan adalah kata-kata asli artikel.",
        cards: "Klaim",
        when: "kapan",
        place: "di mana",
        item: "apa",
        count: "berapa",
        kind: "jenis",
        bytes: "bita",
        confidence: "keyakinan",
        back: "kembali ke teks",
    };
}

const STYLE: &str = include_str!("page.css");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_spans_are_cut_at_each_others_ends() {
        let cut = |spans: &[(usize, usize)]| {
            let all = pieces(Span::new(10, 30), spans.iter().map(|&(a, b)| Span::new(a, b)));
            all.iter().map(|p| (p.start, p.end)).collect::<Vec<_>>()
        };
        assert_eq!(cut(&[]), [(10, 30)]);
        assert_eq!(cut(&[(12, 20), (15, 25)]), [(10, 12), (12, 15), (15, 20), (20, 25), (25, 30)]);
        assert_eq!(cut(&[(0, 15), (28, 40)]), [(10, 15), (15, 28), (28, 30)]);
    }

    #[test]
    fn what_a_page_may_not_hold_is_escaped() {
        assert_eq!(escape("a<b> & \"c\""), "a&lt;b&gt; &amp; &quot;c&quot;");
        let mut article = Article::new("<script>alert(1)</script>\nأعلنت إيران".to_owned());
        article.language = Some("ar".to_owned());
        let mut out = Vec::new();
        let mut page = Page::new(&mut out, crate::messages::of(Some(crate::args::Ui::Id)));
        page.article(&article, &[]).unwrap();
        page.finish().unwrap();
        let page = String::from_utf8(out).unwrap();
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
        assert!(page.contains("dir=\"rtl\"") && page.contains("<html lang=\"id\">"), "{page}");
    }
}
