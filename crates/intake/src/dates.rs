//! Dates of publication, as declared by machines and as printed for readers.

use sekutu_model::Date;
use sekutu_text::languages::ALL;

/// The date in a declared value: ISO 8601, RFC 3339, RFC 2822, or any printed form that [`visible`] knows.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let head = text.get(..10).unwrap_or(text);
    if let Some(date) = head.parse::<Date>().ok().and_then(plausible) {
        return Some(date);
    }
    if text.len() >= 8 && text.len() <= 14 && text.bytes().all(|b| b.is_ascii_digit()) {
        return match text.len() {
            // 20221103 or 20221103142000
            8 | 14 => date_of(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?),
            // Seconds or milliseconds since 1970.
            10 => since_1970(text.parse().ok()?),
            13 => since_1970(text.parse::<i64>().ok()? / 1000),
            _ => None,
        };
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return plausible(zoned.date());
    }
    find(text).map(|f| f.date)
}

/// The date of a line that a page or text shows for its publication: "Kamis, 3 November 2022 | 14:20 WIB". `None` for a line with other words in it.
pub(crate) fn visible(line: &str) -> Option<Date> {
    if line.len() > 240 || line.chars().count() > 110 || !line.contains(char::is_numeric) {
        return None;
    }
    let found = find(line)?;
    let (mut known, mut unknown) = (0, 0);
    for token in tokens(&format!("{} | {}", &line[..found.start], &line[found.end..])) {
        match token {
            Token::Number(_) | Token::Mark(_) => {}
            Token::Word(w) => {
                let spoken = spoken(&w.to_lowercase());
                if ALL.iter().any(|l| l.dateline.contains(&spoken.as_str())) || w.chars().count() == 1 {
                    // Small words stand beside a date in sentences too.
                    known += usize::from(w.len() > 4);
                } else {
                    unknown += 1;
                }
            }
        }
    }
    let marked = line.contains(['|', '•', '·']) || has_time(line) || known > 0;
    let stops = line.trim_end().ends_with(['.', '?', '!', '。']) && unknown > 0;
    (unknown == 0 || (marked && unknown <= 4 && !stops)).then_some(found.date)
}

/// The date that a dateline at the head of a paragraph gives in full: "JAKARTA, 3 November 2022 – ".
pub(crate) fn dateline(paragraph: &str) -> Option<Date> {
    let head: String = paragraph.chars().take(90).collect();
    let found = find(&head)?;
    let after = head[found.end..].trim_start_matches([')', ']', ' ', ',']);
    let after = after.strip_prefix('(').and_then(|a| a.split_once(')')).map_or(after, |(_, a)| a.trim_start());
    let before = &head[..found.start];
    let short = before.split_whitespace().count() <= 6 && !before.contains(['.', ':', '"', '。']);
    let dash = after.starts_with(['-', '–', '—', '―']) && !after.trim_start_matches(['-', '–', '—', '―']).starts_with(char::is_numeric);
    (short && (dash || after.starts_with('电') || after.starts_with('電'))).then_some(found.date)
}

/// The date in an address: `/2022/11/03/`, `/2022-11-03-`, `/20221103`.
pub(crate) fn in_url(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let digits: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    for w in digits.windows(3) {
        if w[0].len() == 4
            && w[1].len() <= 2
            && w[2].len() <= 2
            && let (Ok(y), Ok(m), Ok(d)) = (w[0].parse(), w[1].parse(), w[2].parse())
            && let Some(date) = date_of(y, m, d).filter(|d| d.year() >= 1990)
        {
            return Some(date);
        }
    }
    digits
        .iter()
        .filter(|d| d.len() == 8)
        .find_map(|d| date_of(d[..4].parse().ok()?, d[4..6].parse().ok()?, d[6..].parse().ok()?).filter(|d| d.year() >= 1990))
}

/// A date found in a line, and where.
struct Found {
    date: Date,
    start: usize,
    end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'a> {
    Number(u32),
    Word(&'a str),
    Mark(char),
}

/// The first full date in `line`: day, month by name and year in any order that is in use, 2022年11月3日, 3/11/2022, 3.11.2022, 2022-11-03.
fn find(line: &str) -> Option<Found> {
    let all: Vec<(Token, usize, usize)> = spans(line).take(200).collect();
    for i in 0..all.len() {
        let window = &all[i..];
        let hit = named(window).or_else(|| numeric(window));
        if let Some((date, used)) = hit {
            return Some(Found { date, start: all[i].1, end: window[used - 1].2 });
        }
    }
    None
}

/// A date whose month is a word; with the number of tokens that it takes.
fn named(t: &[(Token, usize, usize)]) -> Option<(Date, usize)> {
    use Token::{Mark, Number, Word};
    // Tokens without the commas, points, dashes and small words between the parts of a date.
    let mut parts = Vec::new();
    let mut i = 0;
    while i < t.len() && parts.len() < 3 {
        match t[i].0 {
            Mark(',' | '.' | '/' | '-' | '،' | '’' | '\'') if !parts.is_empty() => {}
            Word(w)
                if !parts.is_empty()
                    && matches!(w.to_lowercase().as_str(), "de" | "del" | "of" | "st" | "nd" | "rd" | "th" | "er" | "г" | "the") => {}
            Number(n) => parts.push((Some(n), None, i)),
            Word(w) => {
                let next = t.get(i + 1).and_then(|n| if let Word(x) = n.0 { Some(x) } else { None });
                if let Some(m) = next.and_then(|n| month(&format!("{w} {n}"))) {
                    parts.push((None, Some(m), i + 1));
                    i += 1;
                } else {
                    parts.push((None, Some(month(w)?), i));
                }
                // Arabic pages print both names of a month: "كانون الثاني/يناير".
                if let (Some(Mark('/')), Some(Word(w))) = (t.get(i + 1).map(|x| x.0), t.get(i + 2).map(|x| x.0))
                    && month(w).is_some()
                {
                    i += 2;
                }
            }
            Mark(_) => return None,
        }
        i += 1;
    }
    let [a, b, c] = parts[..] else { return None };
    let used = i;
    let date = match (a, b, c) {
        // 3 November 2022
        ((Some(d), ..), (_, Some(m), _), (Some(y), ..)) if d <= 31 => date_of(year(y)?, m, d),
        // 2022 November 3
        ((Some(y), ..), (_, Some(m), _), (Some(d), ..)) if y > 31 => date_of(year(y)?, m, d),
        // November 3, 2022
        ((_, Some(m), _), (Some(d), ..), (Some(y), ..)) => date_of(year(y)?, m, d),
        _ => None,
    };
    date.map(|d| (d, used))
}

fn numeric(t: &[(Token, usize, usize)]) -> Option<(Date, usize)> {
    use Token::{Mark, Number, Word};
    match t {
        // 2022年11月3日, 2022년 11월 3일
        [(Number(y), ..), (Word("年" | "년"), ..), (Number(m), ..), (Word("月" | "월"), ..), (Number(d), ..), (Word(w), ..), ..]
            if w.starts_with(['日', '号', '號', '일']) =>
        {
            Some((date_of(year(*y)?, *m, *d)?, 6))
        }
        [(Number(a), ..), (Mark(p), ..), (Number(b), ..), (Mark(q), ..), (Number(c), ..), ..] if p == q && matches!(p, '/' | '.' | '-') => {
            if *a >= 1000 {
                return Some((date_of(year(*a)?, *b, *c)?, 5));
            }
            // Day first, as all but North America write; month first only where it cannot be otherwise.
            let y = year(*c).filter(|_| *c >= 1000)?;
            date_of(y, *b, *a).or_else(|| date_of(y, *a, *b)).map(|d| (d, 5))
        }
        _ => None,
    }
}

/// The month that a word names in any of the languages.
fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase().replace("i\u{307}", "i");
    if word.chars().count() < 2 {
        return None;
    }
    ALL.iter().find_map(|l| l.months.iter().position(|names| names.contains(&word.as_str()))).map(|m| m as u32 + 1)
}

fn year(n: u32) -> Option<i16> {
    i16::try_from(n).ok().filter(|y| (1500..=2200).contains(y))
}

fn date_of(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().and_then(plausible)
}

fn plausible(date: Date) -> Option<Date> {
    (1500..=2200).contains(&date.year()).then_some(date)
}

fn since_1970(seconds: i64) -> Option<Date> {
    jiff::Timestamp::from_second(seconds).ok().map(|t| t.to_zoned(jiff::tz::TimeZone::UTC).date()).and_then(plausible)
}

fn has_time(line: &str) -> bool {
    let b = line.as_bytes();
    b.windows(4).any(|w| w[0].is_ascii_digit() && matches!(w[1], b':' | b'.') && w[2].is_ascii_digit() && w[3].is_ascii_digit())
}

/// Without the vowel signs that Arabic pages write now and then.
fn spoken(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '\u{64b}'..='\u{652}' | '\u{307}')).collect()
}

fn tokens(line: &str) -> impl Iterator<Item = Token<'_>> {
    spans(line).map(|(t, ..)| t)
}

/// Numbers, words and marks, with where they stand; digits of all scripts count.
fn spans(line: &str) -> impl Iterator<Item = (Token<'_>, usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += line[at..].len() - line[at..].trim_start().len();
        let first = line[at..].chars().next()?;
        let start = at;
        let class = |c: char| {
            if digit(c).is_some() {
                1
            } else if is_cjk(c) {
                3
            } else if c.is_alphabetic() || is_sign(c) {
                2
            } else {
                0
            }
        };
        let kind = class(first);
        if kind == 0 {
            at += first.len_utf8();
            return Some((Token::Mark(first), start, at));
        }
        // 年, 月 and 日 are words of their own.
        let single = matches!(first, '年' | '月' | '日' | '년' | '월' | '일');
        for c in line[at..].chars() {
            let hyphenated = kind == 2 && c == '-' && line[at + 1..].starts_with(char::is_alphabetic);
            if (class(c) != kind && !hyphenated) || (single && at > start) {
                break;
            }
            at += c.len_utf8();
        }
        let word = &line[start..at];
        let token = if kind == 1 {
            let n = word.chars().filter_map(digit).try_fold(0u32, |n, d| n.checked_mul(10)?.checked_add(d));
            n.map_or(Token::Mark('#'), Token::Number)
        } else {
            Token::Word(word)
        };
        Some((token, start, at))
    })
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{963}')
}

/// The value of a digit: ASCII, Arabic-Indic, Persian, Devanagari, full width.
fn digit(c: char) -> Option<u32> {
    [0x30, 0x660, 0x6f0, 0x966, 0xff10].into_iter().map(|zero| (c as u32).wrapping_sub(zero)).find(|d| *d < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(got: Option<Date>, expect: &str) {
        assert_eq!(got.map(|d| d.to_string()).unwrap_or_default(), expect);
    }

    #[test]
    fn declared_forms() {
        for text in [
            "2022-11-03",
            "2022-11-03T14:20:00+07:00",
            "2022-11-03 14:20",
            "2022-11-03T23:59:59Z",
            "20221103",
            "Thu, 03 Nov 2022 05:30:00 +0700",
            "Thu, 3 Nov 2022 05:30:00 GMT",
            "3 Nov 2022 05:30:00 GMT",
            "November 3, 2022",
            "1667460000",
            "1667460000000",
            "2022/11/03",
            "2022年11月3日 14:20",
        ] {
            assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), Some("2022-11-03"), "{text}");
        }
        for text in ["", "yesterday", "0000-00-00", "2022-13-41", "9999-12-31", "12", "99999999999999999999", "2022-11"] {
            check(parse(text), "");
        }
    }

    #[test]
    fn printed_forms() {
        for text in [
            "Nov 3, 2022 - 05:30",
            "Kamis, 3 November 2022 | 14:20 WIB",
            "3 نوفمبر 2022",
            "٣ نوفمبر ٢٠٢٢",
            "2022年11月3日",
            "3 ноября 2022, 14:20",
            "3 Kasım 2022",
            "3 नवंबर 2022",
            "Khamis, 3 November 2022 2:20 PM",
            "3 de noviembre de 2022",
            "3 de novembro de 2022 às 14h20",
            "3 novembre 2022 à 14:20",
            "3. November 2022, 14:20 Uhr",
            "Published 3 November 2022",
            "Thursday 3rd November 2022",
            "03/11/2022 14:20",
            "03.11.2022",
            "2022-11-03 14:20:11",
            "Kompas.com - 03/11/2022, 14:20 WIB",
            "Terbit: 3 November 2022 • Penulis Rina",
            "الخميس 3 تشرين الثاني/نوفمبر 2022",
            "03 Kasım 2022 Perşembe 14:20",
            "Updated: Nov. 3, 2022 at 2:20 p.m. ET",
            "Jeudi 3 novembre 2022",
            "2022年11月03日 14:20 来源：示例日报",
            "Oleh Rina | 3 Nov 2022",
            "Isnin, 3 nov 2022",
            "२०२२-११-०३",
        ] {
            assert_eq!(visible(text).map(|d| d.to_string()).as_deref(), Some("2022-11-03"), "{text}");
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "Serangan 11 September 2001 dikenang di New York",
            "Russia invaded on 24 February 2022.",
            "Pada 3 November 2022 Kirby berbicara di Washington.",
            "2022",
            "1. Korea Utara",
            "Nov 2022",
            "Sidang pada 3 November 2022 dihadiri oleh delegasi Rusia dan Iran di Jenewa",
        ] {
            check(visible(text), "");
        }
    }

    #[test]
    fn datelines_and_addresses() {
        check(dateline("JAKARTA, 3 November 2022 – Presiden berkata."), "2022-11-03");
        check(dateline("新华社北京2022年11月3日电 外交部发言人表示"), "2022-11-03");
        check(dateline("Moscow, Nov 3, 2022 (AP) -- The minister said"), "2022-11-03");
        check(dateline("Pada 3 November 2022 Kirby berbicara."), "");
        check(in_url("https://example.org/2022/11/03/korea"), "2022-11-03");
        check(in_url("https://example.org/berita/20221103142000-106-1/x"), "");
        check(in_url("https://example.org/berita-20221103-x"), "2022-11-03");
        check(in_url("https://example.org/12/34/56"), "");
    }
}
