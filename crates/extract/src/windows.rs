//! Sentences, and the windows of sentences that are read together.

use crate::languages::Language;
use sekutu_model::Span;
use sekutu_parties::Match;
use std::collections::HashSet;

/// Sentences read together; those before `fresh` are context, already read in an earlier window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Bytes of the article.
    pub span: Span,
    /// First byte that is read for the first time.
    pub fresh: usize,
}

/// Pieces that a window may have: the length of the longest tenth of the corpus's passages.
pub const PIECES: usize = 150;
/// Pieces of context before the first fresh sentence.
const CONTEXT: usize = 70;
/// Pieces that one sentence may have before it is cut.
const LONGEST: usize = 220;

/// The article's sentences; one that stands there twice word for word (a title that a scraper repeated) is kept once.
pub fn sentences(text: &str, lang: Option<&str>) -> Vec<Span> {
    let mut seen = HashSet::new();
    let all = sekutu_text::sentences(text, lang);
    all.into_iter().filter(|s| s.cut(text).is_some_and(|words| words.len() < 24 || seen.insert(words))).collect()
}

/// Which sentences may hold a claim. `may_claim` is asked for each, and told whether it or one of the two before it, of which a pronoun may
/// speak, names a party.
pub fn live(
    text: &str,
    lang: Option<&str>,
    sentences: &[Span],
    names: &[Match],
    skip: bool,
    may_claim: &dyn Fn(&str, bool) -> bool,
) -> Vec<bool> {
    if !skip {
        return vec![true; sentences.len()];
    }
    let mut next = 0;
    let mut since = usize::MAX;
    sentences
        .iter()
        .map(|s| {
            while next < names.len() && names[next].span.end <= s.start {
                next += 1;
            }
            let named = names[next..].iter().take_while(|n| n.span.start < s.end).any(super::resolve::is_candidate);
            since = if named { 0 } else { since.saturating_add(1) };
            let words = s.cut(text).unwrap_or("");
            words.chars().filter(|c| c.is_alphabetic()).count() > 3
                && !is_trail(words)
                && !points_elsewhere(words, lang)
                && may_claim(words, since <= 2)
        })
        .collect()
}

/// "World > Europe > War in Ukraine": where a page or an item stands, which names events and tells none.
fn is_trail(words: &str) -> bool {
    let parts = [" > ", " » ", " › "].iter().map(|mark| words.split(mark).count()).max().unwrap_or(1);
    parts > 1 && !words.trim_end().ends_with(['.', '!', '?', '。'])
}

/// "Baca juga: Menteri temui nelayan": the title of another article.
fn points_elsewhere(words: &str, lang: Option<&str>) -> bool {
    let Some((head, _)) = words.split_once(':') else { return false };
    let head = head.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let known = lang.and_then(sekutu_text::language);
    sekutu_text::languages::ALL.iter().filter(|l| known.is_none_or(|k| k.code == l.code)).any(|l| l.related.contains(&head.as_str()))
}

/// Packs live sentences into windows of at most about [`PIECES`] pieces, each with the sentences before it as context.
pub fn pack(text: &str, sentences: &[Span], live: &[bool], count: &dyn Fn(&str) -> usize) -> Vec<Window> {
    let mut parts: Vec<(Span, usize, bool)> = Vec::new();
    for (s, &is_live) in sentences.iter().zip(live) {
        if is_live {
            cut_long(text, *s, count, &mut parts);
        } else {
            parts.push((*s, 0, false));
        }
    }
    let mut out = Vec::new();
    let mut i = 0;
    while i < parts.len() {
        if !parts[i].2 {
            i += 1;
            continue;
        }
        let mut total = 0;
        let mut end = i;
        while end < parts.len() && parts[end].2 && (end == i || total + parts[end].1 <= PIECES) {
            total += parts[end].1;
            end += 1;
        }
        let mut start = i;
        let mut context = 0;
        while start > 0 && parts[start - 1].2 && context + parts[start - 1].1 <= CONTEXT && total + context + parts[start - 1].1 <= LONGEST
        {
            start -= 1;
            context += parts[start].1;
        }
        out.push(Window { span: Span::new(parts[start].0.start, parts[end - 1].0.end), fresh: parts[i].0.start });
        i = end;
    }
    out
}

/// A sentence that is too long for one window is cut at spaces.
fn cut_long(text: &str, s: Span, count: &dyn Fn(&str) -> usize, out: &mut Vec<(Span, usize, bool)>) {
    let Some(words) = s.cut(text) else { return };
    let n = count(words);
    if n <= LONGEST || s.len() < 64 {
        out.push((s, n, true));
        return;
    }
    let middle = words.floor_char_boundary(words.len() / 2);
    let at = words[middle..].find(char::is_whitespace).map(|i| middle + i).filter(|&i| i < words.len() * 3 / 4).unwrap_or(middle);
    cut_long(text, Span::new(s.start, s.start + at), count, out);
    cut_long(text, Span::new(s.start + at, s.end), count, out);
}

/// Widens a span to whole words: the model's pieces may end within one. Scripts without spaces are left alone.
pub fn whole_words(text: &str, span: Span) -> Span {
    let joins = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let (mut start, mut end) = (span.start, span.end);
    let Some(words) = span.cut(text) else { return span };
    if words.starts_with(joins) {
        for (i, c) in text[..start].char_indices().rev().take_while(|(_, c)| joins(*c)) {
            debug_assert!(joins(c));
            start = i;
        }
    }
    if words.ends_with(joins) {
        end += text[end..].chars().take_while(|c| joins(*c)).map(char::len_utf8).sum::<usize>();
    }
    Span::new(start, end)
}

/// A mention's span without small words and stray marks at its edges; as it was where nothing else would be left.
pub fn tidy(text: &str, span: Span, languages: &[&Language]) -> Span {
    let is_edge = |word: &str| languages.iter().any(|l| l.edges.contains(&word));
    let mut s = span;
    // a heading and the first words below it are two names
    if let Some(at) = s.cut(text).and_then(|words| words.trim_end().rfind('\n')) {
        s = Span::new(s.start + at + 1, s.end);
    }
    while let Some(words) = s.cut(text) {
        let trimmed = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '"' | '“' | '”' | '–' | '—' | '،'));
        let start = s.start + words.find(trimmed).unwrap_or(0);
        let whole = Span::new(start, start + trimmed.len());
        let (first, last) = (trimmed.split_whitespace().next().unwrap_or(""), trimmed.split_whitespace().next_back().unwrap_or(""));
        s = if first == trimmed {
            return if trimmed.is_empty() { span } else { whole };
        } else if is_edge(first) {
            Span::new(whole.start + first.len(), whole.end)
        } else if is_edge(last) {
            Span::new(whole.start, whole.end - last.len())
        } else {
            return whole;
        };
    }
    span
}

/// Where a mention that the reader found in a window stands in the article: whole words, without what its edges caught by mistake.
pub fn mention(text: &str, window: Span, found: Span, languages: &[&Language]) -> Span {
    tidy(text, whole_words(text, found.shift(window.start)), languages)
}

/// Han, kana, Thai and their like, which are written without spaces.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_widen_to_whole_words() {
        let check = |text: &str, part: &str, whole: &str| {
            let at = text.find(part).unwrap();
            assert_eq!(whole_words(text, Span::new(at, at + part.len())).cut(text), Some(whole), "{text}");
        };
        check("akan menggelar konferensi", "mengge", "menggelar");
        check("the Global Entrepreneurship Network", "Global Entre", "Global Entrepreneurship");
        check("رفضت إسرائيل ذلك", "سرائيل", "إسرائيل");
        check("俄罗斯袭击乌克兰", "袭击", "袭击");
        check("AS-Jepang", "AS", "AS");
        check("(PBB)", "PBB", "PBB");
    }

    #[test]
    fn mentions_end_where_the_name_ends() {
        let check = |text: &str, want: &str| {
            assert_eq!(tidy(text, Span::new(0, text.len()), crate::languages::of(None)).cut(text), Some(want), "{text}")
        };
        check("Iranian-backed Houthis in", "Iranian-backed Houthis");
        check("the Kremlin", "Kremlin");
        check("El Salvador", "El Salvador");
        check("La Paz y", "La Paz");
        check("Ministry of Defence", "Ministry of Defence");
        check("Gaza,", "Gaza");
        check("of", "of");
        check("Korea Utara\nKorea Utara", "Korea Utara");
    }

    #[test]
    fn windows_hold_each_live_sentence_once_and_bring_context() {
        let text = "Satu dua tiga. Empat lima enam. Tujuh delapan sembilan.";
        let sentences = [Span::new(0, 14), Span::new(15, 31), Span::new(32, 55)];
        let count = |t: &str| t.split_whitespace().count() * 40;
        let packed = pack(text, &sentences, &[true, true, true], &count);
        let fresh: Vec<usize> = packed.iter().map(|w| w.fresh).collect();
        assert_eq!(fresh, [0, 15, 32]);
        assert!(packed.iter().all(|w| w.span.cut(text).is_some()));
        assert_eq!(pack(text, &sentences, &[false, false, true], &count).len(), 1);
    }
}
