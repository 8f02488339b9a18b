//! The searched tables: sorted lines and where each begins; the built-in ones are never parsed as a whole.

use crate::fold::{Gap, Token};
use std::borrow::Cow;

/// What a row names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Row {
    State,
    People,
    Seat,
    Org,
    Group,
    Inst,
    Person,
    Outlet,
    Place,
    Title,
    Agent,
    Word,
}

const ROWS: [Row; 12] = [
    Row::State,
    Row::People,
    Row::Seat,
    Row::Org,
    Row::Group,
    Row::Inst,
    Row::Person,
    Row::Outlet,
    Row::Place,
    Row::Title,
    Row::Agent,
    Row::Word,
];

/// One line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    pub row: Row,
    pub code: &'a str,
    pub sector: &'a str,
    pub lang: &'a str,
    pub case: char,
    pub name: &'a str,
    pub extra: &'a str,
}

impl<'a> Entry<'a> {
    fn parse(line: &'a str) -> Option<(&'a str, Entry<'a>)> {
        let mut c = line.trim_end_matches('\n').split('\t');
        let key = c.next()?;
        let row = *ROWS.get(c.next()?.parse::<usize>().ok()?)?;
        let (code, sector, lang) = (c.next()?, c.next()?, c.next()?);
        let case = c.next()?.chars().next()?;
        Some((key, Entry { row, code, sector, lang, case, name: c.next()?, extra: c.next().unwrap_or("") }))
    }

    /// A `key=value` of the extra cell.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.extra.split(';').find_map(|e| e.split_once('=').filter(|(k, _)| *k == key).map(|(_, v)| v))
    }

    /// A flag of the extra cell.
    pub fn has(&self, flag: &str) -> bool {
        self.extra.split(';').any(|e| e == flag)
    }
}

/// Sorted lines.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    text: Cow<'static, str>,
    starts: Cow<'static, [u8]>,
}

impl Table {
    /// SHA-256 of its lines.
    pub fn hash(&self) -> String {
        sekutu_model::hash(&self.text)
    }

    pub fn new(text: Cow<'static, str>, starts: Cow<'static, [u8]>) -> Table {
        Table { text, starts }
    }

    pub fn len(&self) -> usize {
        self.starts.len() / 4
    }

    pub fn line(&self, i: usize) -> &str {
        let at = |i: usize| -> usize {
            self.starts.get(i * 4..i * 4 + 4).and_then(|b| b.try_into().ok()).map_or(self.text.len(), |b| u32::from_le_bytes(b) as usize)
        };
        &self.text[at(i)..at(i + 1)]
    }

    fn key(&self, i: usize) -> &str {
        self.line(i).split('\t').next().unwrap_or("")
    }

    /// The first line whose key is not less than `key`.
    fn lower(&self, key: &str) -> usize {
        let (mut lo, mut hi) = (0, self.len());
        while lo < hi {
            let mid = (lo + hi) / 2;
            if self.key(mid) < key { lo = mid + 1 } else { hi = mid }
        }
        lo
    }

    /// Whether some key begins so.
    pub fn begins(&self, prefix: &str) -> bool {
        let i = self.lower(prefix);
        i < self.len() && self.key(i).starts_with(prefix)
    }

    /// Every entry of exactly this key.
    pub fn get<'a>(&'a self, key: &'a str) -> impl Iterator<Item = Entry<'a>> {
        (self.lower(key)..self.len()).map_while(move |i| Entry::parse(self.line(i)).filter(|(k, _)| *k == key).map(|(_, e)| e))
    }
}

/// A name found at some tokens of a text.
#[derive(Debug, Clone)]
pub(crate) struct Hit<'a> {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it may be, likeliest first.
    pub entries: Vec<Entry<'a>>,
}

/// Function words that scrapers glue to the name before them.
const GLUED: [&str; 22] = [
    "di", "ke", "dan", "yang", "pada", "untuk", "dari", "dengan", "akan", "telah", "saat", "oleh", "dalam", "nya", "and", "the", "said",
    "has", "was", "dalam", "serta", "juga",
];

const CLITICS: [&str; 9] = ["و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "لل"];

/// The forms under which a word may stand in the tables: folded, first byte, one past the last byte.
fn variants(text: &str, t: &Token, first: bool) -> Vec<(String, usize, usize)> {
    let mut out = vec![(t.key.clone(), t.start, t.end)];
    let word = &text[t.start..t.end];
    let c = word.chars().next().unwrap_or(' ');
    if crate::fold::is_arabic(c) {
        if first {
            for clitic in CLITICS {
                if let Some(rest) = word.strip_prefix(clitic)
                    && rest.chars().count() >= 3
                {
                    out.push((crate::fold::fold(rest), t.start + clitic.len(), t.end));
                }
            }
        }
        // The accusative's ending: جنودا.
        if let Some(stem) = t.key.strip_suffix('ا')
            && stem.chars().count() >= 4
        {
            out.push((stem.to_owned(), t.start, t.end));
        }
    } else if c.is_ascii_uppercase() || c.is_uppercase() {
        if t.key.len() >= 6 {
            for glued in GLUED {
                if word.len() > glued.len() + 3 && word.ends_with(glued) {
                    let cut = t.end - glued.len();
                    out.push((crate::fold::fold(&text[t.start..cut]), t.start, cut));
                }
            }
        }
        // German and Turkish genitives written together: Russlands, Merkels.
        if t.key.len() >= 6 && word.ends_with('s') && !word.ends_with("ss") {
            out.push((t.key[..t.key.len() - 1].to_owned(), t.start, t.end));
        }
    }
    out
}

/// Splits words glued together ("PresidenDonald") where a small letter meets a capital, unless the tables know the whole.
pub(crate) fn split_glued(tables: &[&Table], text: &str, tokens: Vec<Token>) -> Vec<Token> {
    let mut out = Vec::with_capacity(tokens.len());
    for t in tokens {
        let word = &text[t.start..t.end];
        let mut cuts: Vec<usize> = Vec::new();
        if t.end - t.start >= 6 {
            let mut small = 0;
            for (at, c) in word.char_indices() {
                if c.is_uppercase() && small >= 2 {
                    cuts.push(at);
                }
                small = if c.is_lowercase() { small + 1 } else { 0 };
            }
        }
        if cuts.is_empty() || tables.iter().any(|b| b.get(&t.key).next().is_some()) {
            out.push(t);
            continue;
        }
        let mut from = 0;
        for to in cuts.into_iter().chain([word.len()]) {
            let part = &word[from..to];
            let gap = if from == 0 { t.gap } else { Gap::Soft };
            out.push(Token {
                start: t.start + from,
                end: t.start + to,
                key: crate::fold::fold(part),
                gap,
                capital: part.starts_with(char::is_uppercase),
                upper: !part.chars().any(char::is_lowercase),
                caseless: false,
            });
            from = to;
        }
    }
    out
}

fn case_fits(e: &Entry<'_>, text: &str, first: &Token, start: usize, last: &Token, strict: bool) -> bool {
    if first.caseless && last.caseless {
        return true;
    }
    match e.case {
        'A' => first.upper && last.upper,
        'B' => first.upper || (first.capital && text[start..].chars().nth(1).is_none_or(|c| !c.is_uppercase())) || !strict,
        'C' => first.capital || !strict,
        _ => true,
    }
}

/// The longest name that begins at token `i` and that `keep` lets pass.
pub(crate) fn longest<'a>(
    tables: &'a [&'a Table],
    text: &str,
    tokens: &[Token],
    i: usize,
    strict: bool,
    keep: &dyn Fn(&Entry<'a>) -> bool,
) -> Option<Hit<'a>> {
    let mut best: Option<Hit<'a>> = None;
    for (key, start, end) in variants(text, &tokens[i], true) {
        let mut walk = vec![(key, i, end)];
        while let Some((prefix, at, end)) = walk.pop() {
            let offer = |key: &str, end: usize, best: &mut Option<Hit<'a>>| -> bool {
                let mut entries: Vec<Entry<'a>> = Vec::new();
                for table in tables {
                    let key: String = key.to_owned();
                    let lo = table.lower(&key);
                    for n in lo..table.len() {
                        match Entry::parse(table.line(n)) {
                            Some((k, e)) if k == key => {
                                if case_fits(&e, text, &tokens[i], start, &tokens[at], strict) && keep(&e) {
                                    entries.push(e);
                                }
                            }
                            _ => break,
                        }
                    }
                }
                if entries.is_empty() {
                    return false;
                }
                if best.as_ref().is_none_or(|b| at + 1 > b.to || (at + 1 == b.to && end - start > b.end - b.start)) {
                    *best = Some(Hit { from: i, to: at + 1, start, end, entries });
                }
                true
            };
            if !offer(&prefix, end, &mut best) {
                // Stems: "asker*".
                let word_at = prefix.rfind(' ').map_or(0, |n| n + 1);
                let ends: Vec<usize> = prefix[word_at..].char_indices().map(|(n, c)| word_at + n + c.len_utf8()).collect();
                if ends.len() >= 3 {
                    let probe = &prefix[..ends[2]];
                    if tables.iter().any(|b| b.begins(probe)) {
                        for &cut in ends[2..].iter().rev() {
                            if offer(&format!("{}*", &prefix[..cut]), end, &mut best) {
                                break;
                            }
                        }
                    }
                }
            }
            let Some(next) = tokens.get(at + 1) else { continue };
            if next.gap == Gap::Hard || at + 1 - i > 9 {
                continue;
            }
            let longer = format!("{prefix} ");
            if tables.iter().any(|b| b.begins(&longer)) {
                for (key, _, end) in variants(text, next, false) {
                    walk.push((format!("{longer}{key}"), at + 1, end));
                }
            }
        }
    }
    best
}

impl Table {
    /// The code of an entry of this key and kind.
    pub fn code_of(&self, key: &str, row: Row) -> Option<&str> {
        (self.lower(key)..self.len())
            .map_while(|i| Entry::parse(self.line(i)).filter(|(k, _)| *k == key))
            .find(|(_, e)| e.row == row)
            .map(|(_, e)| e.code)
    }
}
