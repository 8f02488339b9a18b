use crate::detect::detect;
use crate::languages::{Language, language};
use sekutu_model::Span;

/// The most bytes that a sentence holds; longer ones are cut, so that whoever reads a sentence at a time needs bounded memory.
pub const MAX_SENTENCE: usize = 2000;

/// The longest word, in bytes, that is looked at before or after a full stop.
const MAX_WORD: usize = 48;

/// The paragraphs of `text`: its lines without the spaces around them; empty lines are none.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split('\n').filter_map(move |line| {
        let start = at;
        at += line.len() + 1;
        trimmed(text, start, start + line.len())
    })
}

/// The sentences of `text`, within its paragraphs, by the rules of `lang` (an ISO 639-1 code or tag), or of the language that the text
/// seems to be in.
///
/// Spans lie on character boundaries, are disjoint and in order, cover all that is not space, and are at most [`MAX_SENTENCE`] bytes
/// long. Works in linear time.
pub fn sentences(text: &str, lang: Option<&str>) -> Vec<Span> {
    let rules = match lang.and_then(language) {
        Some(l) => Some(l),
        None if lang.is_some() => None,
        None => detect(text).and_then(|l| language(l.code())),
    };
    let mut out = Vec::new();
    for paragraph in paragraphs(text) {
        let mut start = paragraph.start;
        for end in boundaries(text, paragraph, rules) {
            if let Some(s) = trimmed(text, start, end) {
                push(text, s, paragraph, &mut out);
            }
            start = end;
        }
        if let Some(s) = trimmed(text, start, paragraph.end) {
            push(text, s, paragraph, &mut out);
        }
    }
    out
}

/// Adds a sentence: joined to the one before it where it holds no letter and no digit, cut where it is too long.
fn push(text: &str, span: Span, paragraph: Span, out: &mut Vec<Span>) {
    if let Some(last) = out.last_mut()
        && last.start >= paragraph.start
        && span.end - last.start <= MAX_SENTENCE
        && !text[span.start..span.end].contains(char::is_alphanumeric)
    {
        last.end = span.end;
        return;
    }
    let mut rest = span;
    while rest.len() > MAX_SENTENCE {
        let cut = rest.start + cut_point(&text[rest.start..floor(text, rest.start + MAX_SENTENCE)]);
        out.extend(trimmed(text, rest.start, cut));
        let Some(next) = trimmed(text, cut, rest.end) else { return };
        rest = next;
    }
    out.push(rest);
}

/// Where to cut a piece of an overlong sentence: after its last strong or weak stop, at its last space, or at its end.
fn cut_point(piece: &str) -> usize {
    let enough = piece.len() / 2;
    [&['.', ';', '；', ':', '…'][..], &[',', '，', '、', '،', '؛'][..], &[' ', '\t'][..]]
        .into_iter()
        .find_map(|stops| {
            let at = piece.rfind(stops)?;
            let c = piece[at..].chars().next()?;
            let end = at + c.len_utf8();
            (end > enough).then_some(end)
        })
        .unwrap_or(piece.len())
}

/// The span without the white space at its ends; `None` where nothing else is in it.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let piece = &text[start..end];
    let from = start + (piece.len() - piece.trim_start().len());
    let to = end - (piece.len() - piece.trim_end().len());
    (from < to).then_some(Span::new(from, to))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// A full stop in scripts that have no other use for it, and no case to look at after it.
fn is_strong(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '।' | '॥' | '۔' | '؟')
}

fn is_stop(c: char) -> bool {
    is_strong(c) || matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉')
}

/// Closes only.
fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '»' | '”' | '’' | '」' | '』' | '）' | '】' | '》' | '〉' | '］' | '›')
}

/// Opens in some languages or places and closes in others.
fn is_either(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '‹' | '＂')
}

fn is_opener(c: char) -> bool {
    is_either(c) || matches!(c, '(' | '[' | '{' | '„' | '‚' | '「' | '『' | '（' | '【' | '《' | '〈' | '¿' | '¡' | '»' | '”')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{963}' | '\u{980}'..='\u{dff}')
}

/// Scripts written without spaces between words.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

fn is_uncased(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// The ends of the sentences in a paragraph, but for the last.
fn boundaries(text: &str, paragraph: Span, rules: Option<&'static Language>) -> Vec<usize> {
    let mut scan = Scan { text, paragraph, rules, start: paragraph.start, quote_open: false, list: None };
    let mut out = Vec::new();
    let mut at = paragraph.start;
    while at < paragraph.end {
        // The loop only ever stands on a character boundary.
        let Some(c) = text[at..paragraph.end].chars().next() else { break };
        if !is_stop(c) {
            if c == '"' {
                scan.quote_open = !scan.quote_open;
            }
            at += c.len_utf8();
            continue;
        }
        let stop = scan.stop(at);
        at = stop.end;
        if stop.end < paragraph.end && scan.ends(&stop) {
            out.push(stop.end);
            scan.start = stop.end + (text[stop.end..].len() - text[stop.end..].trim_start().len());
        }
    }
    out
}

/// A run of full stops and what closes after it: `.`, `?!`, `."`, `。」`.
struct Stop {
    /// Its first byte: where the word before it ends.
    at: usize,
    /// One past its last byte.
    end: usize,
    strong: bool,
    asks: bool,
    dots: usize,
    /// A quotation closes in it.
    quote: bool,
    /// A bracket closes in it.
    bracket: bool,
}

struct Scan<'a> {
    text: &'a str,
    paragraph: Span,
    rules: Option<&'static Language>,
    /// Where the sentence begins that is being read.
    start: usize,
    /// Whether a straight quotation mark stands open in this paragraph.
    quote_open: bool,
    /// The last number of a list in this paragraph.
    list: Option<u32>,
}

impl<'a> Scan<'a> {
    fn after(&self, at: usize) -> &'a str {
        &self.text[at..self.paragraph.end]
    }

    fn stop(&mut self, at: usize) -> Stop {
        let mut stop = Stop { at, end: at, strong: false, asks: false, dots: 0, quote: false, bracket: false };
        loop {
            let rest = self.after(stop.end);
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            let next = chars.next();
            if is_stop(c) {
                stop.strong |= is_strong(c);
                stop.asks |= matches!(c, '!' | '?' | '‼' | '⁇' | '⁈' | '⁉');
                stop.dots += match c {
                    '.' => 1,
                    '…' => 3,
                    _ => 0,
                };
            } else if is_closer(c) || (is_either(c) && self.closes(c, next)) {
                if c == '"' {
                    self.quote_open = !self.quote_open;
                }
                let bracket = matches!(c, ')' | ']' | '}' | '）' | '】' | '］');
                stop.bracket |= bracket;
                stop.quote |= !bracket;
            } else if c == '[' && next.is_some_and(|n| n.is_ascii_digit()) {
                // A footnote's mark: ".[12]"
                let Some(close) = rest.bytes().take(6).position(|b| b == b']') else { break };
                if !rest[1..close].bytes().all(|b| b.is_ascii_digit()) {
                    break;
                }
                stop.end += close + 1;
                continue;
            } else if matches!(c, ' ' | '\u{a0}' | '\u{202f}') && next == Some('»') {
                stop.end += c.len_utf8();
                continue;
            } else {
                break;
            }
            stop.end += c.len_utf8();
        }
        stop
    }

    /// Whether an ambiguous mark right after a full stop closes.
    fn closes(&self, c: char, next: Option<char>) -> bool {
        match next {
            None => true,
            Some(n) if n.is_whitespace() || (!is_word(n) && !is_opener(n)) || is_either(n) => true,
            // Glued to the next word: an opening one, unless a straight one stands open.
            Some(_) => c == '"' && self.quote_open,
        }
    }

    fn ends(&mut self, stop: &Stop) -> bool {
        let rest = self.after(stop.end);
        let next = rest.trim_start();
        let spaced = next.len() < rest.len();
        let Some(first) = next.chars().next() else { return false };
        let before = self.text[self.paragraph.start..stop.at].chars().next_back();
        // "(!)" and "[...]" stand inside a sentence.
        if stop.bracket && before.is_none_or(|c| matches!(c, '(' | '[' | '（')) && !stop.quote {
            return false;
        }
        if stop.strong {
            let goes_on = matches!(first, ',' | '，' | '、' | '،' | '；' | ';') || (stop.quote && self.speaker_follows(next));
            return !goes_on;
        }
        if matches!(first, ',' | ';' | ':' | '،' | '؛' | '，' | '、' | '；' | '：' | '%')
            || (is_closer(first) && first != '»' && first != '”')
        {
            return false;
        }
        let led = after_openers(next);
        let letter = led.chars().next().unwrap_or(first);
        let quoted = led.len() < next.len() && !matches!(first, '(' | '[' | '{');
        if is_dash(first) {
            let beyond = next.trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
            if !beyond.chars().next().is_some_and(|c| c.is_uppercase() || is_uncased(c)) {
                return false;
            }
        } else if letter.is_lowercase() && !(quoted && spaced) {
            return false;
        }
        if !spaced {
            return self.ends_glued(stop, before, next, led);
        }
        if stop.asks {
            return !(stop.quote && self.speaker_follows(next));
        }
        if stop.dots != 1 || stop.quote {
            return true;
        }
        self.ends_at_full_stop(stop, next, led, letter)
    }

    /// A full stop right before a letter ends a sentence only where scrapers have dropped the space: "(2/8) lalu.Direktur".
    fn ends_glued(&self, stop: &Stop, before: Option<char>, next: &str, led: &str) -> bool {
        let Some(before) = before else { return false };
        let Some(first) = led.chars().next() else { return false };
        if is_spaceless(before) || stop.end > stop.at + 1 && is_spaceless(first) {
            return first.is_alphanumeric() && (stop.asks || stop.dots == 1);
        }
        let word = self.word_before(stop.at);
        let following = word_at(led);
        if (following.chars().count() < 2 && !self.is_starter(led)) || word.contains('.') {
            return false;
        }
        if is_uncased(first) {
            // "قال.وأضاف": both words long enough to be no abbreviations.
            return is_uncased(before) && word.chars().count() >= 3 && following.chars().count() >= 3;
        }
        if !first.is_uppercase() || is_domain_ending(following) || led[following.len()..].starts_with('.') && following.len() <= 2 {
            return false;
        }
        let closed = stop.quote || stop.bracket || matches!(before, ')' | ']' | '"' | '”' | '%');
        let lower = before.is_lowercase() && word.chars().count() >= 2;
        let opens_quote = led.len() < next.len();
        (closed
            || lower
            || (opens_quote && word.chars().count() >= 2)
            || (before.is_numeric() && following.chars().nth(1).is_some_and(char::is_lowercase)))
            && (stop.asks || stop.dots >= 1)
            && !self.is_title(word)
    }

    fn ends_at_full_stop(&mut self, stop: &Stop, next: &str, led: &str, letter: char) -> bool {
        let word = self.word_before(stop.at);
        if word.is_empty() {
            return true;
        }
        // An abbreviation alone is no sentence: "U.S. And Iran Agree".
        let lead = &self.text[self.start.min(stop.at - word.len())..stop.at - word.len()];
        let starts = self.is_starter(led) && lead.split_whitespace().nth(1).is_some();
        if word.chars().all(|c| c.is_numeric()) {
            return self.ends_after_number(stop, word, next, letter, starts);
        }
        if self.is_title(word) {
            return false;
        }
        if (letter.is_numeric() || word_at(led).chars().all(is_roman) && !word_at(led).is_empty())
            && self.listed(word, |l| l.before_numbers)
        {
            return false;
        }
        if self.rules.is_some_and(|l| l.ordinals) && word.chars().all(is_roman) && word.len() <= 5 {
            return starts && word.len() > 1;
        }
        if word == "г" || word == "гг" {
            return self.ends_after_year(stop.at);
        }
        if self.is_day_of_month(word, stop.at) {
            return starts;
        }
        // The "s" of "Africa's." is no initial.
        let possessive = self.text[..stop.at - word.len()].ends_with(['\'', '’']);
        let one = word.chars().next().filter(|c| word.len() == c.len_utf8() && !possessive);
        if let Some(c) = one {
            // An initial, or a letter that counts: "J. Smith", "т. д.".
            return starts && (!c.is_lowercase() || word_is_last_of_abbreviation(self.text, stop.at, word));
        }
        if word.contains('.') {
            let pieces = word.split('.').filter(|p| !p.is_empty());
            if pieces.clone().all(|p| p.chars().count() <= 2 && !p.chars().any(|c| c.is_numeric()))
                || self.listed(word, |l| l.abbreviations)
            {
                return starts;
            }
            return !pieces.clone().next_back().is_some_and(|p| self.is_title(p) && p.chars().count() <= 4 && !is_domain_ending(p));
        }
        if self.listed(word, |l| l.abbreviations) {
            return starts;
        }
        if self.rules.is_none() {
            return starts || !COMMON.contains(&word.to_lowercase().as_str());
        }
        true
    }

    /// Numbers before a full stop: of a list ("1. Korea Utara"), of an order ("3. Oktober"), or last in their sentence.
    fn ends_after_number(&mut self, stop: &Stop, word: &str, next: &str, letter: char, starts: bool) -> bool {
        let from = stop.at - word.len();
        let number = word.parse::<u32>().ok();
        let lead = &self.text[self.start.min(from)..from];
        let first = !lead.contains(is_word);
        let after_colon = lead.ends_with(char::is_whitespace) && lead.trim_end().ends_with([':', ';', '：']);
        let counts_on = self.list.is_some() && number.is_some() && number == self.list.map(|n| n + 1);
        if (first || after_colon || counts_on) && word.len() <= 3 {
            self.list = number;
            return false;
        }
        if self.rules.is_some_and(|l| l.ordinals) && number.is_some_and(|n| n < 100) && !letter.is_numeric() {
            let ordinal_before_quote = next.chars().next().is_some_and(is_opener);
            return starts && !ordinal_before_quote && number.is_some_and(|n| n > 31);
        }
        true
    }

    /// "3 Nov. (Bernama) --": a month cut short behind its day.
    fn is_day_of_month(&self, word: &str, at: usize) -> bool {
        let lower = word.to_lowercase();
        let months = self.rules.is_some_and(|l| l.months.iter().any(|names| names[1..].contains(&lower.as_str())));
        months && self.text[..at - word.len()].trim_end().ends_with(|c: char| c.is_ascii_digit())
    }

    /// Russian "2022 г.": a time that begins its sentence goes on ("В 2022 г. Россия"), any other ends it.
    fn ends_after_year(&self, at: usize) -> bool {
        let lead = &self.text[self.start.min(at)..at];
        let words = lead.split_whitespace().count();
        let head = lead.split_whitespace().next().unwrap_or_default().to_lowercase();
        let time = matches!(
            head.as_str(),
            "в" | "во"
                | "с"
                | "со"
                | "к"
                | "до"
                | "после"
                | "на"
                | "летом"
                | "осенью"
                | "зимой"
                | "весной"
                | "ещё"
                | "еще"
                | "уже"
                | "лишь"
        );
        let after_number = lead.trim_end_matches('г').trim_end().ends_with(|c: char| c.is_numeric());
        after_number && !(time && words <= 6) && words > 3
    }

    /// The word that ends at `at`, with the full stops inside it: `U.S`, `т.е`, `dll`.
    fn word_before(&self, at: usize) -> &'a str {
        let floor_at = ceil(self.text, at.saturating_sub(MAX_WORD).max(self.paragraph.start));
        let window = &self.text[floor_at..at];
        let from = window.char_indices().rev().take_while(|&(_, c)| is_word(c) || c == '.').last().map_or(window.len(), |(i, _)| i);
        window[from..].trim_start_matches('.')
    }

    fn listed(&self, word: &str, list: impl Fn(&Language) -> &'static [&'static str]) -> bool {
        let Some(rules) = self.rules else { return false };
        let list = list(rules);
        list.contains(&word) || list.contains(&word.to_lowercase().as_str())
    }

    fn is_title(&self, word: &str) -> bool {
        self.listed(word, |l| l.titles)
    }

    fn is_starter(&self, led: &str) -> bool {
        let word = word_at(led);
        let Some(first) = word.chars().next() else { return false };
        if first.is_lowercase() {
            return false;
        }
        let lower = word.to_lowercase();
        match self.rules {
            Some(rules) => rules.starters.contains(&lower.as_str()),
            None => false,
        }
    }

    /// Whether the words after a closed quotation say who spoke it: "Why?" Lavrov asked; “……。”外交部发言人说。
    fn speaker_follows(&self, next: &str) -> bool {
        let Some(rules) = self.rules.filter(|l| !l.speech.is_empty()) else { return false };
        let next = &next[..floor(next, next.len().min(4 * MAX_WORD))];
        if next.starts_with(is_spaceless) {
            let clause =
                next.split(|c: char| matches!(c, '。' | '，' | '：' | '！' | '？' | ':' | ',') || is_opener(c)).next().unwrap_or_default();
            return clause.len() < next.len() && clause.chars().count() <= 16 && rules.speech.iter().any(|s| clause.ends_with(s));
        }
        for word in next.split_whitespace().take(5) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if rules.speech.contains(&bare.to_lowercase().as_str()) {
                return true;
            }
            if !bare.starts_with(char::is_uppercase)
                || word.ends_with([',', '.', ';', ':'])
                || rules.starters.contains(&bare.to_lowercase().as_str())
            {
                return false;
            }
        }
        false
    }
}

/// Abbreviations that most languages of Europe share, for a language without a file.
const COMMON: &[&str] = &[
    "dr", "prof", "mr", "mrs", "ms", "st", "no", "nr", "vs", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "ing", "mgr", "gen", "art",
    "dott", "sig", "on", "tzv", "np", "itd", "kl", "bl", "ca", "tis",
];

fn is_roman(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'L' | 'C')
}

/// "a. m.", "т. д.": a lone lower-case letter that follows another one ends an abbreviation, which may be last in its sentence.
fn word_is_last_of_abbreviation(text: &str, at: usize, word: &str) -> bool {
    let before = text[..at - word.len()].trim_end();
    let mut chars = before.chars().rev();
    chars.next() == Some('.') && chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none_or(|c| !c.is_alphanumeric())
}

/// The text without the quotation marks and brackets that it opens with; a few only.
fn after_openers(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..4 {
        match rest.chars().next() {
            Some(c) if is_opener(c) => rest = rest[c.len_utf8()..].trim_start(),
            _ => break,
        }
    }
    rest
}

/// The word that `text` begins with.
fn word_at(text: &str) -> &str {
    let window = &text[..floor(text, text.len().min(MAX_WORD))];
    let end = window.find(|c| !is_word(c)).unwrap_or(window.len());
    &window[..end]
}

fn is_domain_ending(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "com", "co", "id", "net", "org", "gov", "go", "edu", "ac", "tv", "info", "ru", "uk", "us", "fr", "de", "es", "br", "tr", "cn",
        "in", "my", "io", "js", "news",
    ];
    ENDINGS.contains(&word.to_lowercase().as_str())
}
