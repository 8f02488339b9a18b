//! What of a text outlives translation, sentence by sentence: who is named, which numbers, which kinds of item.

use crate::carrier::{hash, mix};
use crate::items;
use sekutu_parties::{Kind, Parties};
use serde::{Deserialize, Serialize};

/// Sentences as sorted hashes of what they name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Traces(Vec<Vec<u16>>);

/// How many sentences are kept; a copy shows itself before.
const SENTENCES: usize = 40;

impl Traces {
    /// The traces of a text.
    pub(crate) fn of(text: &str, language: Option<&str>, parties: &Parties) -> Traces {
        let names = parties.find(text, language);
        let mut names = names.iter().peekable();
        let mut out = Vec::new();
        for s in sekutu_text::sentences(text, language).into_iter().take(SENTENCES) {
            let mut found: Vec<String> = Vec::new();
            while let Some(n) = names.next_if(|n| n.span.start < s.end) {
                // a person is more than the country
                found.push(if n.kind == Kind::Person { n.name.clone() } else { n.codes.first().unwrap_or(&n.name).clone() });
            }
            let words = s.cut(text).unwrap_or("");
            found.extend(items::concepts(words));
            found.extend(numbers(words).map(|n| n.to_string()));
            let mut traces: Vec<u16> = found.iter().map(|t| (mix(hash(t.as_bytes())) >> 48) as u16).collect();
            traces.sort_unstable();
            if !traces.is_empty() {
                out.push(traces);
            }
        }
        Traces(out)
    }

    /// How many traces there are.
    fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// How many traces the two have in common where their sentences are laid side by side in order, and that as a share of the longer.
    pub(crate) fn alike(&self, other: &Traces) -> (usize, f32) {
        let most = self.len().max(other.len());
        if most == 0 {
            return (0, 0.0);
        }
        // the longest common subsequence of sentences, each pair worth what it shares
        let mut row = vec![0; other.0.len() + 1];
        for s in &self.0 {
            let mut left_up = 0;
            for (j, t) in other.0.iter().enumerate() {
                let up = row[j + 1];
                row[j + 1] = up.max(row[j]).max(left_up + common(s, t));
                left_up = up;
            }
        }
        let same = row[other.0.len()];
        (same, same as f32 / most as f32)
    }
}

/// How many hashes two sorted lists share, each as often as both have it.
fn common(a: &[u16], b: &[u16]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, n) = (i + 1, j + 1, n + 1),
        }
    }
    n
}

/// The numbers in digits, without their separators.
pub(crate) fn numbers(text: &str) -> impl Iterator<Item = u64> + '_ {
    text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
        .filter_map(|w| w.split(['.', ',']).collect::<String>().parse().ok())
}
