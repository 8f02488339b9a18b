//! Words to folded tokens, tokens to atoms.

use super::languages::{self, Language};
use super::{Atom, Unit};
use std::collections::HashMap;
use std::sync::OnceLock;

/// A folded word, a Han character or figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    text: String,
    /// Whether the word began with a capital.
    capital: bool,
    /// What figures mean by themselves.
    figures: Option<Atom>,
}

/// The words folded and cut.
pub fn cut(words: &str) -> Vec<Token> {
    let chars: Vec<(char, bool)> = words.chars().flat_map(|c| fold(c).map(move |f| (f, c.is_uppercase()))).collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let (c, capital) = chars[i];
        if c.is_ascii_digit() {
            i = figures(&chars, i, &mut out);
        } else if is_han(c) {
            out.push(Token { text: c.to_string(), capital: false, figures: None });
            i += 1;
        } else if is_letter(c) {
            let start = i;
            while i < chars.len() && is_letter(chars[i].0) && !is_han(chars[i].0) {
                i += 1;
            }
            out.push(Token { text: chars[start..i].iter().map(|(c, _)| c).collect(), capital, figures: None });
        } else {
            // a dash joins two words or days; within a word ("segunda-feira") it parts them
            let joins = matches!(c, '–' | '—' | '~' | '～') || c == '-' && spaced(&chars, i);
            if joins {
                out.push(Token { text: "–".into(), capital: false, figures: Some(Atom::To) });
            }
            i += 1;
        }
    }
    out
}

fn spaced(chars: &[(char, bool)], i: usize) -> bool {
    i > 0 && chars[i - 1].0.is_whitespace() && chars.get(i + 1).is_some_and(|c| c.0.is_whitespace())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{3007}')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{900}'..='\u{963}' | '\u{971}'..='\u{97f}')
}

/// Lower case without accents, vowel signs of Arabic, nuktas and marks of direction; figures of any script as ASCII.
fn fold(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().filter_map(|c| {
        Some(match c {
            '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93c}' => return None,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => return None,
            '\u{660}'..='\u{669}' => digit(c, 0x660),
            '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
            '\u{966}'..='\u{96f}' => digit(c, 0x966),
            '\u{ff10}'..='\u{ff19}' => digit(c, 0xff10),
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            'ğ' => 'g',
            'ş' => 's',
            'ё' => 'е',
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ی' | 'ئ' => 'ي',
            'ة' => 'ه',
            'ؤ' => 'و',
            'ک' => 'ك',
            'ँ' => 'ं',
            '−' | '‐' | '‑' => '-',
            '／' => '/',
            '：' => ':',
            '．' => '.',
            c => c,
        })
    })
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
}

/// Figures and what joins them, from `i` on; gives where they end.
fn figures(chars: &[(char, bool)], mut i: usize, out: &mut Vec<Token>) -> usize {
    let at = |i: usize| chars.get(i).map(|c| c.0);
    let mut parts: Vec<String> = Vec::new();
    let mut seps: Vec<char> = Vec::new();
    loop {
        let start = i;
        while at(i).is_some_and(|c| c.is_ascii_digit()) {
            i += 1;
        }
        parts.push(chars[start..i].iter().map(|(c, _)| c).collect());
        match (at(i), at(i + 1)) {
            (Some(c @ ('/' | '.' | '-' | ':' | 'h')), Some(d)) if d.is_ascii_digit() => {
                seps.push(c);
                i += 1;
            }
            _ => break,
        }
    }
    let dotted = at(i) == Some('.');
    let push =
        |atom: Atom, text: &str, out: &mut Vec<Token>| out.push(Token { text: text.to_owned(), capital: false, figures: Some(atom) });
    let n = |s: &str| s.parse::<i32>().unwrap_or(i32::MAX);
    let lens: Vec<usize> = parts.iter().map(String::len).collect();
    let all = |c: char| seps.iter().all(|s| *s == c);
    let whole = match (&seps[..], &lens[..]) {
        ([], [_]) => None,
        ([a, b], [4, 1..=2, 1..=2]) if a == b && matches!(a, '/' | '-' | '.') => Some(Atom::Full(n(&parts[0]), n(&parts[1]), n(&parts[2]))),
        ([a, b], [1..=2, 1..=2, 2 | 4]) if a == b && matches!(a, '/' | '-' | '.') => {
            let y = n(&parts[2]);
            let y = if lens[2] == 4 { y } else { century(y) };
            Some(Atom::Figures(n(&parts[0]), n(&parts[1]), Some(y)))
        }
        (['/'], [1..=2, 1..=2]) => Some(Atom::Figures(n(&parts[0]), n(&parts[1]), None)),
        (['/' | '.' | '-'], [1..=2, 4]) if n(&parts[0]) <= 12 && n(&parts[0]) > 0 => Some(Atom::YearMonth(n(&parts[1]), n(&parts[0]))),
        (['-' | '/'], [4, 2]) if n(&parts[1]) <= 12 && n(&parts[1]) > 0 => Some(Atom::YearMonth(n(&parts[0]), n(&parts[1]))),
        (['.'], [1..=2, 1..=2]) if dotted => Some(Atom::Figures(n(&parts[0]), n(&parts[1]), None)),
        (['.'], [1..=2, 2]) if n(&parts[0]) <= 24 && n(&parts[1]) < 60 => Some(Atom::Clock),
        _ if seps.iter().all(|s| matches!(s, ':' | 'h')) => Some(Atom::Clock),
        _ if all('.') => Some(Atom::Unknown),
        _ => None,
    };
    if let Some(atom) = whole {
        push(atom, "#", out);
        return i;
    }
    // "1-3", "1990-1994", "2-3/11": a range of what stands between the hyphens
    let mut k = 0;
    while k < parts.len() {
        let to = (k..seps.len()).find(|j| seps[*j] != '/').unwrap_or(parts.len() - 1);
        let atom = match &parts[k..=to] {
            [a] => Atom::Num(n(a), a.len()),
            [d, m] => Atom::Figures(n(d), n(m), None),
            [d, m, y] => Atom::Figures(n(d), n(m), Some(if y.len() == 4 { n(y) } else { century(n(y)) })),
            _ => Atom::Unknown,
        };
        if k > 0 {
            push(Atom::To, "–", out);
        }
        push(atom, if to == k { &parts[k] } else { "#" }, out);
        k = to + 1;
    }
    i
}

/// The year that two figures mean.
fn century(y: i32) -> i32 {
    if y < 60 { 2000 + y } else { 1900 + y }
}

/// A language's phrases by their folded words.
#[derive(Debug)]
struct Index {
    phrases: HashMap<String, Vec<Atom>>,
    /// Words of the longest phrase.
    longest: usize,
}

fn index(i: usize) -> &'static Index {
    static ALL: [OnceLock<Index>; languages::ALL.len()] = [const { OnceLock::new() }; languages::ALL.len()];
    ALL[i].get_or_init(|| build(languages::ALL[i]))
}

fn build(l: &Language) -> Index {
    let mut out = Index { phrases: HashMap::new(), longest: 1 };
    let mut add = |phrase: &str, atoms: Vec<Atom>| {
        let words: Vec<String> = cut(phrase).into_iter().map(|t| t.text).collect();
        out.longest = out.longest.max(words.len());
        out.phrases.entry(words.join(" ")).or_insert(atoms);
    };
    // what is listed first wins where folding makes two words one
    for (atoms, phrases) in l.words {
        phrases.iter().for_each(|p| add(p, atoms.to_vec()));
    }
    for (month, names) in (1..).zip(&l.months) {
        names.iter().for_each(|p| add(p, vec![Atom::Month(month)]));
    }
    for (day, names) in (0..).zip(&l.weekdays) {
        names.iter().for_each(|p| add(p, vec![Atom::Weekday(day)]));
    }
    for (n, words) in l.numbers {
        words.iter().for_each(|p| add(p, vec![Atom::Num(*n, 0)]));
    }
    for (n, words) in l.ordinals {
        words.iter().for_each(|p| add(p, vec![Atom::Ord(*n)]));
    }
    out
}

/// What the tokens mean in a language, the longest phrase first.
pub fn atoms(tokens: &[Token], language: usize) -> Vec<Atom> {
    let (index, l) = (index(language), languages::ALL[language]);
    let mut out = Vec::new();
    let mut capital = false;
    let mut i = 0;
    'next: while i < tokens.len() {
        for n in (1..=index.longest.min(tokens.len() - i)).rev() {
            let words: Vec<&str> = tokens[i..i + n].iter().map(|t| t.text.as_str()).collect();
            if tokens[i].figures.is_some() && n == 1 {
                break;
            }
            if let Some(found) = index.phrases.get(&words.join(" ")) {
                capital |= found.contains(&Atom::Minggu) && tokens[i].capital;
                out.extend(found);
                i += n;
                continue 'next;
            }
        }
        if let Some((atom, n)) = han_number(&tokens[i..]) {
            out.push(atom);
            i += n;
            continue;
        }
        let t = &tokens[i];
        match t.figures {
            Some(atom) => out.push(atom),
            None => match affixed(&t.text, l, index) {
                Some(found) => out.extend(found),
                None => out.push(Atom::Unknown),
            },
        }
        i += 1;
    }
    minggu(&mut out, capital);
    years(&mut out);
    out
}

/// A word that is known without a prefix or a suffix of the language: "بالأسبوع", "Samstagabend", "mayısta".
fn affixed<'i>(word: &str, l: &Language, index: &'i Index) -> Option<&'i Vec<Atom>> {
    let known = |w: &str| if w.is_empty() { None } else { index.phrases.get(w) };
    let bare = l.prefixes.iter().filter_map(|p| word.strip_prefix(p)).find_map(known);
    bare.or_else(|| l.suffixes.iter().filter_map(|s| word.strip_suffix(s)).find_map(known))
}

/// "minggu" is the week after a number or, in small letters, beside "lalu", "depan", "ini"; else Sunday.
fn minggu(atoms: &mut [Atom], capital: bool) {
    let beside = atoms.iter().any(|a| matches!(a, Atom::Last | Atom::Next | Atom::This | Atom::Past | Atom::Ago));
    for i in 0..atoms.len() {
        if atoms[i] == Atom::Minggu {
            let counted = i > 0 && matches!(atoms[i - 1], Atom::Num(_, _) | Atom::Few);
            atoms[i] = if counted || beside && !capital { Atom::Unit(Unit::Week) } else { Atom::Weekday(6) };
        }
    }
}

/// "años 90" is a decade, "90 años" a quantity.
fn years(atoms: &mut [Atom]) {
    for i in 0..atoms.len() {
        if atoms[i] == Atom::Years {
            let decade = matches!(atoms.get(i + 1), Some(Atom::Num(n, digits)) if n % 10 == 0 && (*n < 100 || *digits == 4));
            atoms[i] = if decade { Atom::Decade } else { Atom::Unit(Unit::Year) };
        }
    }
}

/// A number in Han characters at the head of the tokens, and how many they are: "十五", "二〇二二".
fn han_number(tokens: &[Token]) -> Option<(Atom, usize)> {
    const FIGURES: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let value = |t: &Token| {
        let c = t.text.chars().next()?;
        if c == '两' || c == '兩' { Some(2) } else { FIGURES.iter().position(|f| *f == c || c == '零' && *f == '〇') }
    };
    let run = tokens.iter().take_while(|t| value(t).is_some()).count();
    if run == 4 {
        return Some((Atom::Num(tokens[..4].iter().filter_map(value).fold(0, |n, v| n * 10 + v as i32), 4), 4));
    }
    let ten = |i: usize| tokens.get(i).is_some_and(|t| t.text == "十");
    let unit = |i: usize| tokens.get(i).and_then(value).filter(|v| *v > 0).map(|v| v as i32);
    match (run, ten(0), ten(1)) {
        (0, true, _) => Some((Atom::Num(10 + unit(1).unwrap_or(0), 0), 1 + unit(1).is_some() as usize)),
        (1.., _, true) => Some((Atom::Num(unit(0)? * 10 + unit(2).unwrap_or(0), 0), 2 + unit(2).is_some() as usize)),
        (1, ..) => Some((Atom::Num(unit(0)?, 0), 1)),
        _ => None,
    }
}
