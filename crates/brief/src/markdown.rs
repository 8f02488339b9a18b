//! The document as Markdown, and the way back from Markdown to sentences and references.

use crate::document::notes_title;
use crate::plan::inner;
use crate::{Document, Footnote, Kind, Language, Sentence, dates};
use std::fmt::Write as _;

impl Document {
    /// The briefing as Markdown with footnotes; what [`crate::check`] reads.
    pub fn markdown(&self) -> String {
        let mut s = String::new();
        let with = self.with.as_deref().unwrap_or("-");
        let _ = writeln!(
            s,
            "<!-- sekutu-brief lang={} about={} with={} from={} to={} -->\n\n# {}\n",
            self.language.code(),
            self.about,
            with,
            self.from,
            self.to,
            escape(&self.title)
        );
        let _ = writeln!(s, "**{}**", escape(&self.standfirst.join(" ")));
        for section in &self.sections {
            let _ = write!(s, "\n## {}\n\n*{}*\n", escape(&section.heading), escape(&section.tie));
            for paragraph in paragraphs(&section.sentences) {
                let told: Vec<String> = paragraph.iter().map(|x| format!("{}{}", escape(&x.text), refs(&x.notes))).collect();
                let _ = write!(s, "\n{}\n", told.join(" "));
            }
            for remark in &section.remarks {
                let _ = write!(s, "\n> {}\n", escape(remark));
            }
        }
        let c = &self.closing;
        let _ = write!(s, "\n## {}\n\n{}\n\n", escape(&c.title), escape(&c.method.join(" ")));
        for line in c.coverage.iter().chain(&c.gaps) {
            let _ = writeln!(s, "- {}", escape(line));
        }
        let _ = write!(s, "\n## {}\n\n", notes_title(self.language));
        for n in &self.notes {
            let _ = writeln!(s, "{}", footnote(n, self.language));
        }
        s
    }
}

/// The sentences of a section in paragraphs: what was done and planned; what is alleged, admitted, denied; what did not happen.
pub(crate) fn paragraphs(sentences: &[Sentence]) -> Vec<&[Sentence]> {
    let group = |k: Kind| match k {
        Kind::Done | Kind::Planned => 0,
        Kind::Alleged | Kind::Admitted | Kind::Denied => 1,
        Kind::NotDone => 2,
    };
    sentences.chunk_by(|a, b| group(a.kind) == group(b.kind)).collect()
}

fn refs(notes: &[usize]) -> String {
    notes.iter().map(|n| format!("[^{n}]")).collect()
}

/// A footnote's line.
pub(crate) fn footnote(n: &Footnote, language: Language) -> String {
    let date = n.date.map_or_else(|| language.pick("undated", "tanpa tanggal").to_owned(), |d| dates::day(d, language));
    let url = n.url.as_deref().map(|u| if linkable(u) { format!(" <{u}>") } else { format!(" {}", escape(u)) }).unwrap_or_default();
    let also = n.also.iter().map(|q| {
        format!(
            " {}: “{}” ({} {}–{}).",
            language.pick("Also", "Juga"),
            isolated(&q.text),
            language.pick("bytes", "bita"),
            q.span.start,
            q.span.end
        )
    });
    let also: String = also.collect();
    format!(
        "[^{}]: *{}*, “{}”, {date}. {}{also} ({} {}–{}, SHA-256 {}, claim:{}){url}",
        n.number,
        escape(&inner(&n.outlet)),
        isolated(&n.title),
        format_args!("“{}”", isolated(&n.quote)),
        language.pick("bytes", "bita"),
        n.span.start,
        n.span.end,
        escape(&n.sha256),
        escape(&n.claim),
    )
}

/// Whether an address may be a link.
pub(crate) fn linkable(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\".contains(c))
}

/// Words whose direction may differ from the line's, kept apart from it.
fn isolated(text: &str) -> String {
    let text = escape(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if text.chars().any(|c| matches!(c as u32, 0x590..=0x8ff | 0x202a..=0x202e | 0x2066..=0x2069 | 0xfb1d..=0xfdff | 0xfe70..=0xfeff)) {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text
    }
}

/// Text in which Markdown finds no markup.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '>' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A piece of a line: a letter of its text, or a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Char(char),
    Ref(usize),
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            '\\' => {
                if let Some(n) = rest[1..].chars().next() {
                    out.push(Piece::Char(n));
                    taken += n.len_utf8();
                }
            }
            '*' | '`' => {}
            '[' => {
                let body = rest[1..].strip_prefix('^').unwrap_or(&rest[1..]);
                let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                match body[..digits].parse() {
                    Ok(n) if body[digits..].starts_with(']') => {
                        out.push(Piece::Ref(n));
                        taken = rest.len() - body.len() + digits + 1;
                    }
                    _ => out.push(Piece::Char('[')),
                }
            }
            '&' => {
                let entity = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')].into_iter().find(|e| rest.starts_with(e.0));
                out.push(Piece::Char(entity.map_or('&', |e| e.1)));
                taken = entity.map_or(1, |e| e.0.len());
            }
            // marks of direction that the writer of footnotes sets
            '\u{2068}' | '\u{2069}' | '\u{e000}'..='\u{f8ff}' => {}
            c => out.push(Piece::Char(c)),
        }
        rest = &rest[taken..];
    }
    out
}

/// A line's plain text, references left out.
pub(crate) fn plain(line: &str) -> String {
    let text: String = pieces(line).into_iter().filter_map(|p| if let Piece::Char(c) = p { Some(c) } else { None }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: [&str; 16] = ["dr", "mr", "mrs", "ms", "st", "no", "tgl", "prof", "gen", "col", "lt", "sen", "rep", "jr", "h", "k"];

/// A line's sentences with their references; those after a full stop go with the sentence before it.
pub(crate) fn sentences(line: &str) -> Vec<(String, Vec<usize>)> {
    let all = pieces(line);
    let mut out: Vec<(String, Vec<usize>)> = Vec::new();
    let (mut text, mut notes) = (String::new(), Vec::new());
    let (mut depth, mut straight) = (0i32, false);
    let mut i = 0;
    while i < all.len() {
        match all[i] {
            Piece::Ref(n) => notes.push(n),
            Piece::Char(c) => {
                text.push(c);
                match c {
                    '“' => depth += 1,
                    '”' => depth -= 1,
                    '"' => straight = !straight,
                    _ => {}
                }
                if matches!(c, '.' | '!' | '?') && depth <= 0 && !straight {
                    let mut to = i + 1;
                    while let Some(Piece::Ref(n)) = all.get(to) {
                        notes.push(*n);
                        to += 1;
                    }
                    let spaced = matches!(all.get(to), None | Some(Piece::Char(' ' | '\t')));
                    let last = text[..text.len() - 1].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
                    let short = to == i + 1
                        && (ABBREVIATIONS.contains(&last.as_str()) || (last.chars().count() == 1 && last.chars().all(char::is_alphabetic)));
                    if spaced && !short {
                        out.push((std::mem::take(&mut text), std::mem::take(&mut notes)));
                        depth = 0;
                    }
                    i = to;
                    continue;
                }
            }
        }
        i += 1;
    }
    out.push((text, notes));
    for (t, _) in &mut out {
        *t = t.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    out.retain(|(t, n)| !t.is_empty() || !n.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back() {
        for text in ["a *b* _c_ [^1] `d` <script>alert(1)</script> & \\ # |", "1. x", "[2]"] {
            assert_eq!(plain(&escape(text)), text);
            assert!(sentences(&escape(text)).iter().all(|s| s.1.is_empty()), "{text}");
        }
    }

    #[test]
    fn sentences_and_their_references() {
        let got = sentences("Iran met Russia.[^1][^2] “Yes. No.” Dr. X said so.[^3] More");
        let want = [("Iran met Russia.", vec![1, 2]), ("“Yes. No.” Dr. X said so.", vec![3]), ("More", vec![])];
        assert_eq!(got, want.map(|(t, n)| (t.to_owned(), n)));
        assert_eq!(sentences("A [1] b [22].")[0].1, [1, 22]);
    }
}
