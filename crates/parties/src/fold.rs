//! Words of a text, folded so that spellings compare: lower case, no accents, one form of each Arabic letter.
//!
//! The build script includes this file too, so that tables and texts are folded by the same code.

use unicode_normalization::UnicodeNormalization;

/// How a word hangs together with the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing, a space, a hyphen, an apostrophe, a full stop: a name may run across.
    Soft,
    /// An apostrophe: what follows may be a suffix.
    Apostrophe,
    /// A comma, a quotation mark, a line break: no name runs across.
    Hard,
}

/// One word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The folded word.
    pub key: String,
    /// What parts it from the word before.
    pub gap: Gap,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether every letter is a capital.
    pub upper: bool,
    /// Whether it is written without case (Chinese, Arabic, Hindi).
    pub caseless: bool,
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

fn is_devanagari_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{951}'..='\u{957}' | '\u{962}'..='\u{963}')
}

/// A Chinese or Japanese character: a word by itself.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3040}'..='\u{30ff}')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || is_devanagari_sign(c)
}

/// Whether a character is written in Arabic script.
pub fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

/// One word, folded.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.nfkd() {
        if is_mark(c) || c == '\u{200c}' || c == '\u{200d}' {
            continue;
        }
        match c {
            'ı' | 'İ' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' | 'ð' => out.push('d'),
            'ə' | 'Ə' => out.push('e'),
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ى' | 'ی' => out.push('ي'),
            'ک' => out.push('ك'),
            'ة' => out.push('ه'),
            'ؤ' => out.push('و'),
            'ئ' => out.push('ي'),
            _ => out.extend(c.to_lowercase().filter(|&l| !is_mark(l))),
        }
    }
    // The Arabic article says nothing about which word it is.
    if let Some(rest) = out.strip_prefix("ال")
        && rest.chars().count() >= 3
    {
        return rest.to_owned();
    }
    out
}

/// The words of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut gap = Gap::Soft;
    let mut open: Option<usize> = None;
    let close = |out: &mut Vec<Token>, from: usize, to: usize, gap: &mut Gap| {
        let word = &text[from..to];
        let key = fold(word);
        if !key.is_empty() {
            let first = word.chars().next().unwrap_or(' ');
            let cased = word.chars().any(|c| c.is_lowercase() || c.is_uppercase());
            out.push(Token {
                start: from,
                end: to,
                key,
                gap: *gap,
                capital: first.is_uppercase() || first.is_numeric(),
                upper: cased && !word.chars().any(char::is_lowercase),
                caseless: !cased,
            });
        }
        *gap = Gap::Soft;
    };
    for (at, c) in text.char_indices() {
        if is_han(c) {
            if let Some(from) = open.take() {
                close(&mut out, from, at, &mut gap);
            }
            close(&mut out, at, at + c.len_utf8(), &mut gap);
        } else if is_word(c) || (open.is_some() && matches!(c, '\u{200c}' | '\u{200d}')) {
            open.get_or_insert(at);
        } else {
            if let Some(from) = open.take() {
                close(&mut out, from, at, &mut gap);
            }
            gap = match c {
                ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '-' | '\u{2010}' | '\u{2011}' | '.' | '·' | '・' | '•' | '&'
                    if gap == Gap::Soft =>
                {
                    Gap::Soft
                }
                ' ' if gap == Gap::Apostrophe => Gap::Soft,
                '\'' | '’' | 'ʼ' | '‘' | '`' if gap == Gap::Soft => Gap::Apostrophe,
                '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{ad}' => gap,
                _ => Gap::Hard,
            };
        }
    }
    if let Some(from) = open {
        close(&mut out, from, text.len(), &mut gap);
    }
    out
}

/// A whole name as the tables keep it: its folded words parted by a space, a final `*` kept.
pub fn key(name: &str) -> String {
    let star = name.ends_with('*');
    let mut out = String::new();
    for t in tokens(name) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&t.key);
    }
    if star {
        out.push('*');
    }
    out
}
