//! The document as one self-contained page: no script, no network, nothing by colour alone.

use crate::document::{figure, label, notes_title, trend};
use crate::markdown::{linkable, paragraphs};
use crate::names::full;
use crate::prose::capital;
use crate::{Document, Kind, Language, Section, Standing, chart, dates};
use std::fmt::Write as _;

impl Document {
    /// The briefing as a page of HTML that is well-formed XML too.
    pub fn html(&self) -> String {
        let l = self.language;
        let mut s = String::new();
        let _ = write!(
            s,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#text\">{}</a>\n<header>\n<h1>{}</h1>\n",
            l.code(),
            escape(&self.title),
            include_str!("page.css"),
            l.pick("Skip to the text", "Langsung ke teks"),
            escape(&self.title)
        );
        let _ = writeln!(s, "<p class=\"standfirst\">{}</p>\n</header>", escape(&self.standfirst.join(" ")));
        let _ = write!(s, "<nav aria-label=\"{}\"><ol>", l.pick("Contents", "Isi"));
        for section in &self.sections {
            let _ = write!(s, "<li><a href=\"#p-{}\">{}</a></li>", id(&section.party), escape(&section.heading));
        }
        let _ = write!(
            s,
            "<li><a href=\"#ties\">{}</a></li><li><a href=\"#method\">{}</a></li><li><a href=\"#notes\">{}</a></li></ol></nav>\n<main id=\"text\" tabindex=\"-1\">\n",
            l.pick("Charts", "Grafik"),
            escape(&self.closing.title),
            notes_title(l)
        );
        let mut first = vec![true; self.notes.len() + 1];
        for (n, section) in self.sections.iter().enumerate() {
            self.section(&mut s, n, section, &mut first);
        }
        self.charts(&mut s);
        let c = &self.closing;
        let _ = write!(
            s,
            "<aside aria-labelledby=\"method\">\n<h2 id=\"method\">{}</h2>\n<p>{}</p>\n<ul>",
            escape(&c.title),
            escape(&c.method.join(" "))
        );
        for line in c.coverage.iter().chain(&c.gaps) {
            let _ = write!(s, "<li>{}</li>", escape(line));
        }
        s.push_str("</ul>\n</aside>\n");
        self.sources(&mut s);
        s.push_str("</main>\n</body>\n</html>\n");
        s
    }

    fn section(&self, s: &mut String, n: usize, section: &Section, first: &mut [bool]) {
        let l = self.language;
        let anchor = id(&section.party);
        let _ = write!(
            s,
            "<section aria-labelledby=\"p-{anchor}\">\n<h2 id=\"p-{anchor}\">{}</h2>\n<p class=\"tie\">{}</p>\n",
            escape(&section.heading),
            escape(&section.tie)
        );
        for paragraph in paragraphs(&section.sentences) {
            s.push_str("<p>");
            for (i, sentence) in paragraph.iter().enumerate() {
                if i > 0 {
                    s.push(' ');
                }
                if let Some(tag) = tag(sentence.kind, l) {
                    let _ = write!(s, "<span class=\"kind\">{tag}</span> ");
                }
                s.push_str(&isolated(&sentence.text));
                for note in &sentence.notes {
                    // the first reference carries the note's way back
                    let back = first.get_mut(*note).is_some_and(std::mem::take);
                    let back = if back { format!(" id=\"r{note}\"") } else { String::new() };
                    let _ = write!(
                        s,
                        "<a class=\"ref\"{back} href=\"#n{note}\" aria-label=\"{} {note}\">[{note}]</a>",
                        l.pick("source", "sumber")
                    );
                }
            }
            s.push_str("</p>\n");
        }
        for remark in &section.remarks {
            let _ = writeln!(s, "<p class=\"remark\">{}</p>", escape(remark));
        }
        if let Some(standing) = self.standings.iter().find(|x| x.party == section.party).filter(|x| !x.series.is_empty()) {
            self.over_time(s, n, standing);
        }
        s.push_str("</section>\n");
    }

    fn over_time(&self, s: &mut String, n: usize, standing: &Standing) {
        let l = self.language;
        let _ = write!(
            s,
            "<figure>\n{}<figcaption>{}</figcaption>\n<div class=\"scroll\"><table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{}</tbody></table></div>\n</figure>\n",
            chart::over_time(n, standing, l),
            l.pick(
                "Hatched above the line: cooperation. Dotted below: conflict.",
                "Bergaris di atas: kerja sama. Bertitik di bawah: konflik."
            ),
            l.pick("The same in figures", "Hal yang sama dalam angka"),
            l.pick("From", "Mulai"),
            l.pick("+ cooperation", "+ kerja sama"),
            l.pick("− conflict", "− konflik"),
            chart::rows(standing, l)
        );
    }

    fn charts(&self, s: &mut String) {
        let l = self.language;
        let _ = write!(s, "<section aria-labelledby=\"ties\">\n<h2 id=\"ties\">{}</h2>\n", l.pick("Ties and voices", "Hubungan dan suara"));
        if !self.standings.is_empty() {
            let _ = write!(
                s,
                "<figure>\n{}<figcaption>{}</figcaption>\n<div class=\"scroll\"><table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
                chart::network(&self.about, &self.standings, l),
                l.pick(
                    "Full line and +: cooperative. Dashed and −: conflictual. Dash and dot and ±: mixed. Dotted and ?: too little evidence.",
                    "Garis penuh dan +: kooperatif. Putus-putus dan −: konfliktual. Garis-titik dan ±: campuran. Titik-titik dan ?: bukti terlalu sedikit."
                ),
                l.pick("Ties", "Hubungan"),
                l.pick("Party", "Pihak"),
                l.pick("Tie", "Hubungan"),
                l.pick("Cooperation", "Kerja sama"),
                l.pick("Conflict", "Konflik"),
                l.pick("Trend", "Arah")
            );
            for x in &self.standings {
                let sum = |v: crate::Sum| format!("{} ({} – {})", figure(v.value, l), figure(v.low, l), figure(v.high, l));
                let _ = writeln!(
                    s,
                    "<tr><th scope=\"row\">{}</th><td>{} {}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                    escape(&capital(&full(&x.party, l))),
                    chart::sign(x.label),
                    label(x.label, l),
                    sum(x.cooperation),
                    sum(x.conflict),
                    trend(x.trend, l)
                );
            }
            s.push_str("</tbody></table></div>\n</figure>\n");
        }
        if !self.voices.is_empty() {
            let _ = write!(
                s,
                "<figure>\n{}<figcaption>{}</figcaption>\n<div class=\"scroll\"><table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
                chart::voices(&self.voices, l),
                l.pick("A line's width is the number of claims.", "Tebal garis adalah jumlah klaim."),
                l.pick("Who said it, and who carried it", "Siapa yang mengatakan, dan siapa yang memuat"),
                l.pick("Said by", "Dikatakan oleh"),
                l.pick("Carried by", "Dimuat oleh"),
                l.pick("Claims", "Klaim")
            );
            for v in &self.voices {
                let _ = writeln!(
                    s,
                    "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
                    isolated(&v.speaker),
                    isolated(&v.outlet),
                    v.claims
                );
            }
            s.push_str("</tbody></table></div>\n</figure>\n");
        }
        s.push_str("</section>\n");
    }

    fn sources(&self, s: &mut String) {
        let l = self.language;
        let _ = write!(s, "<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">{}</h2>\n<ol class=\"notes\">\n", notes_title(l));
        for n in &self.notes {
            let lang = n.language.as_deref().filter(|c| c.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).unwrap_or("und");
            let date = n.date.map_or_else(|| l.pick("undated", "tanpa tanggal").to_owned(), |d| dates::day(d, l));
            let url = match n.url.as_deref() {
                Some(u) if linkable(u) => format!(" <a href=\"{0}\" rel=\"noreferrer\">{0}</a>", escape(u)),
                Some(u) => format!(" {}", isolated(u)),
                None => String::new(),
            };
            let also: String =
                n.also.iter().map(|q| format!(" {}: <q lang=\"{lang}\">“{}”</q>.", l.pick("Also", "Juga"), isolated(&q.text))).collect();
            let _ = writeln!(
                s,
                "<li id=\"n{0}\" value=\"{0}\" tabindex=\"-1\"><cite>{1}</cite>, “<span lang=\"{lang}\">{2}</span>”, {date}. <q lang=\"{lang}\">“{3}”</q>{also} <span class=\"hash\">{4} {5}–{6} · SHA-256 {7} · {8}</span>{url} <a href=\"#r{0}\" aria-label=\"{9}\">↩</a></li>",
                n.number,
                isolated(&n.outlet),
                isolated(&n.title),
                isolated(&n.quote),
                l.pick("bytes", "bita"),
                n.span.start,
                n.span.end,
                escape(&n.sha256),
                escape(&n.claim),
                l.pick("back to the text", "kembali ke teks")
            );
        }
        s.push_str("</ol>\n</section>\n");
    }
}

/// A sentence's status in a word; what is simply told has none.
fn tag(k: Kind, l: Language) -> Option<&'static str> {
    Some(match k {
        Kind::Done => return None,
        Kind::Planned => l.pick("○ planned", "○ rencana"),
        Kind::Alleged => l.pick("◐ alleged", "◐ dugaan"),
        Kind::Admitted => l.pick("◉ admitted by its actor", "◉ diakui pelakunya"),
        Kind::Denied => l.pick("✕ denied", "✕ dibantah"),
        Kind::NotDone => l.pick("∅ did not happen", "∅ tidak terjadi"),
    })
}

/// A party's code as part of an anchor.
fn id(code: &str) -> String {
    code.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// Foreign words, apart from the line's direction.
fn isolated(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// Text in which HTML finds no markup; letters that XML does not allow are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c as u32, 0xfffe | 0xffff) => {}
            c => out.push(c),
        }
    }
    out
}
