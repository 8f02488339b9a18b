//! What is known of an article where its claims are grouped: who carries it, when, whom it credits, and a signature of its words.

use crate::tables;
use crate::traces::{self, Traces};
use sekutu_model::{Article, Date, Span};
use sekutu_parties::Parties;
use serde::{Deserialize, Serialize};

/// MinHash of an article's shingles: 64 least hashes; two articles share about as many of them, of 64, as their shingles overlap (Broder 1997).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature(pub Vec<u32>);

const ROWS: usize = 64;

/// How many words stand in a shingle.
const SHINGLE: usize = 4;

impl Signature {
    /// The signature of a text.
    pub fn of(text: &str) -> Signature {
        let hashes = shingles(text);
        let mut least = vec![u32::MAX; if hashes.is_empty() { 0 } else { ROWS }];
        for h in hashes {
            for (row, m) in (0u64..).zip(least.iter_mut()) {
                *m = (*m).min((mix(h ^ mix(row + 1)) >> 32) as u32);
            }
        }
        Signature(least)
    }

    /// The estimated share of shingles in common, 0 to 1.
    pub fn alike(&self, other: &Signature) -> f32 {
        let n = self.0.len().min(other.0.len());
        if n == 0 {
            return 0.0;
        }
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() as f32 / n as f32
    }
}

/// Hashes of the runs of words in a text, without repeats; of characters where the script has no spaces.
pub(crate) fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<u64> = words(text).map(|w| hash(w.as_bytes())).collect();
    let mut out: Vec<u64> = if words.len() < SHINGLE {
        vec![words.iter().fold(0, |a, &w| mix(a ^ w))]
    } else {
        words.windows(SHINGLE).map(|w| w.iter().fold(0, |a, &w| mix(a ^ w))).collect()
    };
    if words.is_empty() {
        out.clear();
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Lower-case words; each Chinese or Japanese character is one.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let end = if is_ideograph(first) {
            first.len_utf8()
        } else {
            rest.find(|c: char| !c.is_alphanumeric() || is_ideograph(c)).unwrap_or(rest.len())
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word.to_lowercase())
    })
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// FNV-1a; the hash is part of what the ledger stores, so it must never change between versions of Rust.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// SplitMix64's finaliser.
pub(crate) fn mix(h: u64) -> u64 {
    let h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// What is known of an article where its claims are grouped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carrier {
    /// The article's SHA-256.
    pub sha256: String,
    /// Who prints it: the outlet's usual lower-case name, else its name as printed, in lower case, else the address's host, else nothing.
    pub outlet: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// Where the title stands.
    pub title: Option<Span>,
    /// Agencies and outlets that it credits: in a dateline, in brackets at an end, after "dikutip dari".
    pub credits: Vec<String>,
    /// Its words' signature.
    pub signature: Signature,
    /// The numbers of two digits and more that it names, in order of size; a translation keeps them.
    pub numbers: Vec<u64>,
    /// What of its sentences a translation keeps.
    #[serde(default)]
    pub traces: Traces,
    /// 1 for the first text under its address or id, 2 for the next, and so on.
    pub version: u32,
    /// The version that took its place, where one did.
    pub successor: Option<Successor>,
    /// The address or id under which versions succeed each other.
    pub key: String,
}

/// A later text under the same address or id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    /// Its SHA-256.
    pub sha256: String,
    /// Its day of publication.
    pub published: Option<Date>,
}

impl Carrier {
    /// What an article tells of itself; `version`, `successor` and `key` are the ledger's to set.
    pub fn of(article: &Article, parties: &Parties) -> Carrier {
        let outlet = match (&article.outlet, &article.url) {
            (Some(name), _) if !name.trim().is_empty() => parties.outlet(name).map_or_else(|| name.trim().to_lowercase(), str::to_owned),
            (_, Some(url)) => host(url).to_owned(),
            _ => String::new(),
        };
        let mut credits = credits(article, parties);
        credits.retain(|c| *c != outlet);
        Carrier {
            sha256: article.sha256.clone(),
            published: article.date(),
            language: article.language.clone(),
            title: article.title,
            credits,
            signature: Signature::of(&article.text),
            version: 1,
            successor: None,
            numbers: numbers(&article.text),
            traces: Traces::of(&article.text, article.language.as_deref(), parties),
            key: article.url.clone().unwrap_or_else(|| article.id.clone()),
            outlet,
        }
    }

    /// Whether the two are one text in two languages, by what translation keeps: how many numbers both have, or how many names, numbers and kinds of item in the order of sentences; and which of these.
    pub fn translates(&self, other: &Carrier) -> Option<(usize, &'static str)> {
        if self.language == other.language {
            return None;
        }
        let numbers = self.numbers.iter().filter(|n| other.numbers.binary_search(n).is_ok()).count();
        if numbers >= 4 && numbers * 10 >= self.numbers.len().max(other.numbers.len()) * 8 {
            return Some((numbers, "numbers"));
        }
        let (traces, share) = self.traces.alike(&other.traces);
        (traces >= TRACES && share >= TRANSLATED).then_some((traces, "names, numbers and items, sentence by sentence,"))
    }
}

/// The least number of names, numbers and items in common, and their least share, for one text to be a translation of another: texts about one matter name the same few parties.
const TRACES: usize = 10;
const TRANSLATED: f32 = 0.6;

fn numbers(text: &str) -> Vec<u64> {
    let mut out: Vec<u64> = traces::numbers(text).filter(|n| *n > 9).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// `https://www.kabar.example/a/b` → `kabar.example`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, r)| r);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// How far into a paragraph a dateline reaches, in bytes.
const DATELINE: usize = 90;

/// The outlets that the article credits as a whole.
fn credits(article: &Article, parties: &Parties) -> Vec<String> {
    let text = article.text.as_str();
    let head = article.title.map_or(0, |t| t.end).max(article.standfirst.map_or(0, |s| s.end));
    let body = text.get(head..).unwrap_or("").trim_start_matches(['\n', ' ']);
    let mut out: Vec<String> = Vec::new();
    let mut take = |words: &str| {
        if let Some(name) = parties.outlet(words.trim_matches(|c: char| !c.is_alphanumeric()))
            && !out.iter().any(|o| o == name)
        {
            out.push(name.to_owned());
        }
    };
    // "JAKARTA, Antara - …", "(Reuters) - …"
    let first: &str = body.split('\n').next().unwrap_or("");
    let reach = first.char_indices().map(|(i, _)| i).find(|&i| i >= DATELINE).unwrap_or(first.len());
    if let Some(dash) = [" - ", " – ", " — ", "--", " −", "：", ":"].iter().filter_map(|d| first[..reach].find(d)).min() {
        for part in first[..dash].split([',', '(', ')', '/', ';']) {
            take(part);
        }
    }
    // a line or an end in brackets: "(Antara)", "(AFP/Reuters)", "[Xinhua]"
    for paragraph in body.split('\n') {
        let p = paragraph.trim_end_matches(['.', ' ', '。']);
        if let (Some(open), true) = (p.rfind(['(', '[', '（']), p.ends_with([')', ']', '）']))
            && p.len() - open < DATELINE
        {
            for part in p[open..].split(['/', ',', '-', '+', '&', '(', ')', '[', ']', '（', '）']) {
                take(part);
            }
        }
    }
    // "dikutip dari AFP", "con información de EFE" at the beginning; further on they credit a sentence, not the article
    let body = first;
    let lower = body.to_lowercase();
    if lower.len() == body.len() {
        for before in tables::limits("wire") {
            for (at, _) in lower.match_indices(before) {
                let after = &body[at + before.len()..];
                let end = after.char_indices().map(|(i, _)| i).find(|&i| i >= 60).unwrap_or(after.len());
                let after = after[..end].trim_start_matches([' ', ':']);
                // the longest run of words that is an outlet
                let stops: Vec<usize> =
                    after.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(i, _)| i).chain([after.len()]).take(6).collect();
                if let Some(&end) = stops.iter().rev().find(|&&e| e > 0 && parties.outlet(&after[..e]).is_some()) {
                    take(&after[..end]);
                }
            }
        }
    }
    out
}
