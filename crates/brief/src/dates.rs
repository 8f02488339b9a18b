//! Days as each language writes them, and as an edited text may.

use crate::Language;
use sekutu_model::Date;

const EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const ID: [&str; 12] =
    ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const WEEKDAYS: [(&str, &str); 7] = [
    ("monday", "senin"),
    ("tuesday", "selasa"),
    ("wednesday", "rabu"),
    ("thursday", "kamis"),
    ("friday", "jumat"),
    ("saturday", "sabtu"),
    ("sunday", "minggu"),
];

/// A month's name.
pub(crate) fn month(m: i8, language: Language) -> &'static str {
    language.pick(&EN, &ID)[usize::try_from(m - 1).unwrap_or(0).min(11)]
}

/// The number of the month that a word names in either language.
fn month_of(word: &str) -> Option<i8> {
    let at = EN.iter().position(|m| *m == word).or_else(|| ID.iter().position(|m| *m == word));
    at.and_then(|i| i8::try_from(i + 1).ok())
}

/// Monday is 1.
pub(crate) fn weekday_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let at = WEEKDAYS.iter().position(|w| w.0 == word || w.1 == word || (word == "ahad" && w.1 == "minggu"))?;
    i8::try_from(at + 1).ok()
}

/// A day in full: "5 November 2022".
pub(crate) fn day(d: Date, language: Language) -> String {
    format!("{} {} {}", d.day(), month(d.month(), language), d.year())
}

/// A period: "1–18 November 2022".
pub(crate) fn period(a: Date, b: Date, language: Language) -> String {
    if a == b {
        day(a, language)
    } else if (a.year(), a.month()) == (b.year(), b.month()) {
        format!("{}–{}", a.day(), day(b, language))
    } else if a.year() == b.year() {
        format!("{} {} – {}", a.day(), month(a.month(), language), day(b, language))
    } else {
        format!("{} – {}", day(a, language), day(b, language))
    }
}

/// How the words around a date bind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bind {
    /// The day itself.
    On,
    /// One end of a stretch of days.
    End,
    /// The beginning of what goes on.
    Since,
    /// The day of a report.
    Report,
}

/// A date read from a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Read {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub bind: Bind,
    /// Byte offsets of all its words.
    pub start: usize,
    pub end: usize,
}

struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                out.push(Word { text: &text[s..i], start: s, end: i });
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn small(w: &Word<'_>) -> Option<i8> {
    let n = w.text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    n.parse().ok().filter(|n| (1..=31).contains(n) && w.text.len() <= 4)
}

fn year(w: &Word<'_>) -> Option<i16> {
    if w.text.len() != 4 {
        return None;
    }
    w.text.parse().ok().filter(|y| (1800..2200).contains(y))
}

const ENDS: [&str; 5] = ["between", "from", "antara", "dari", "sampai"];
const SINCE: [&str; 2] = ["since", "sejak"];
const AT: [&str; 6] = ["in", "on", "during", "pada", "by", "until"];
const REPORT: [&str; 5] = ["reported", "report", "reports", "dilaporkan", "laporan"];

/// Every date of a text, in order; a list ("1, 9 and 12 November") gives each of its days.
pub(crate) fn read(text: &str) -> Vec<Read> {
    let words = words(text);
    let bind = |from: usize| -> Bind {
        let before: Vec<String> = words[from.saturating_sub(2)..from].iter().map(|w| w.text.to_lowercase()).collect();
        let has = |list: &[&str]| before.iter().rev().take(1).any(|w| list.contains(&w.as_str()));
        if before.iter().any(|w| REPORT.contains(&w.as_str())) {
            Bind::Report
        } else if has(&ENDS) {
            Bind::End
        } else if has(&SINCE) {
            Bind::Since
        } else {
            Bind::On
        }
    };
    let mut out: Vec<Read> = Vec::new();
    let mut used = 0;
    let mut i = 0;
    while i < words.len() {
        let w = &words[i];
        // 2022-11-05
        if let (Some(y), Some(m), Some(d)) = (year(w), words.get(i + 1), words.get(i + 2))
            && &text[w.end..m.start] == "-"
            && &text[m.end..d.start] == "-"
            && let (Some(month), Some(day)) = (small(m), small(d))
        {
            out.push(Read { year: Some(y), month: Some(month), day: Some(day), bind: bind(i), start: w.start, end: d.end });
            (i, used) = (i + 3, i + 3);
            continue;
        }
        if let Some(m) = month_of(w.text) {
            // the days before it, back over commas and "and"
            let mut days = Vec::new();
            let mut from = i;
            let mut range = false;
            while from > used {
                let p = &words[from - 1];
                if let Some(d) = small(p) {
                    days.push(d);
                    from -= 1;
                    range |= from > used && text[words[from - 1].end..p.start].contains('–');
                } else if !days.is_empty()
                    && ["and", "dan", "to", "hingga"].contains(&p.text)
                    && from - 1 > used
                    && small(&words[from - 2]).is_some()
                {
                    range |= matches!(p.text, "to" | "hingga");
                    from -= 1;
                } else {
                    break;
                }
            }
            let mut to = i + 1;
            // November 5, 2022
            if days.is_empty()
                && let Some(n) = words.get(i + 1)
                && let Some(d) = small(n)
            {
                days.push(d);
                to = i + 2;
            }
            let y = words.get(to).filter(|n| text[words[to - 1].end..n.start].trim_matches([' ', ',']).is_empty()).and_then(year);
            if y.is_some() {
                to += 1;
            }
            let led = from > 0 && {
                let p = words[from - 1].text.to_lowercase();
                [&ENDS[..], &SINCE, &AT].iter().any(|l| l.contains(&p.as_str()))
            };
            if !days.is_empty() || y.is_some() || led {
                // "between 1 June and 5 July": the second end carries no preposition
                let follows = out.last().is_some_and(|p| {
                    p.bind == Bind::End && matches!(text[p.end..words[from].start].trim(), "and" | "dan" | "to" | "hingga" | "–")
                });
                let bind = if range || follows { Bind::End } else { bind(from) };
                let (start, end) = (words[from].start, words[to - 1].end);
                if follows
                    && y.is_some()
                    && let Some(p) = out.last_mut()
                    && p.year.is_none()
                {
                    p.year = y;
                }
                if days.is_empty() {
                    out.push(Read { year: y, month: Some(m), day: None, bind, start, end });
                }
                for d in days.into_iter().rev() {
                    out.push(Read { year: y, month: Some(m), day: Some(d), bind, start, end });
                }
                (i, used) = (to, to);
                continue;
            }
        }
        if let Some(y) = year(w)
            && i > 0
            && [&ENDS[..], &SINCE, &AT, &["tahun"]].iter().any(|l| l.contains(&words[i - 1].text.to_lowercase().as_str()))
        {
            out.push(Read { year: Some(y), month: None, day: None, bind: bind(i), start: w.start, end: w.end });
            used = i + 1;
        }
        i += 1;
    }
    out
}

impl Read {
    /// Whether `d` may be the day that is meant.
    pub(crate) fn is(&self, d: Date) -> bool {
        self.year.is_none_or(|y| y == d.year()) && self.month.is_none_or(|m| m == d.month()) && self.day.is_none_or(|x| x == d.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_desks_write_them() {
        type Parts = (Option<i16>, Option<i8>, Option<i8>, Bind);
        let check = |text: &str, want: &[Parts]| {
            let got: Vec<_> = read(text).iter().map(|r| (r.year, r.month, r.day, r.bind)).collect();
            assert_eq!(got, want, "{text}");
        };
        let y = Some(2022);
        check("met on 5 November 2022 in Bali", &[(y, Some(11), Some(5), Bind::On)]);
        check(
            "bertemu pada 1, 9, dan 12 November 2022",
            &[(y, Some(11), Some(1), Bind::On), (y, Some(11), Some(9), Bind::On), (y, Some(11), Some(12), Bind::On)],
        );
        check("between 30 October and 2 November 2022", &[(y, Some(10), Some(30), Bind::End), (y, Some(11), Some(2), Bind::End)]);
        check("antara 1 dan 5 Mei", &[(None, Some(5), Some(1), Bind::End), (None, Some(5), Some(5), Bind::End)]);
        check("since 2012 they have", &[(Some(2012), None, None, Bind::Since)]);
        check("(reported on 7 November 2022)", &[(y, Some(11), Some(7), Bind::Report)]);
        check("sejak Juni 2022", &[(y, Some(6), None, Bind::Since)]);
        check("on November 5, 2022, 14 men", &[(y, Some(11), Some(5), Bind::On)]);
        check("2022-11-05", &[(y, Some(11), Some(5), Bind::On)]);
        check("14 drones may be sent; march 10 men", &[]);
    }
}
