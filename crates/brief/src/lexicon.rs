//! The words that tell the check how a sentence claims what it claims, and all that a briefing may say of its own.

use crate::Language;
use crate::frames::FRAMES;
use crate::names::SECTOR_WORDS;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a word or phrase does to the clause it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    /// Who speaks comes after it.
    SpeakerAfter,
    /// Who speaks stands before it.
    SpeakerBefore,
    /// Who denies comes after it.
    DenierAfter,
    /// Who denies stands before it.
    DenierBefore,
    /// Not stated, only alleged.
    Hedge,
    /// Not done yet.
    Plan,
    /// Not done.
    Not,
    /// Said by its own actor.
    Admission,
    /// A verdict or a word that makes a claim a fact: never.
    Never,
}

use Mark::{Admission, DenierAfter, DenierBefore, Hedge, Never, Not, Plan, SpeakerAfter, SpeakerBefore};

const EN: &[(&str, &[Mark])] = &[
    ("according to", &[SpeakerAfter]),
    ("as quoted by", &[SpeakerAfter]),
    ("quoted by", &[SpeakerAfter]),
    ("as reported by", &[SpeakerAfter]),
    ("through", &[SpeakerAfter]),
    ("said", &[SpeakerBefore]),
    ("says", &[SpeakerBefore]),
    ("say", &[SpeakerBefore]),
    ("told", &[SpeakerBefore]),
    ("alleges", &[SpeakerBefore, Hedge]),
    ("allege", &[SpeakerBefore, Hedge]),
    ("claims", &[SpeakerBefore, Hedge]),
    ("alleged by", &[SpeakerAfter, Hedge]),
    ("alleged", &[Hedge]),
    ("allegedly", &[Hedge]),
    ("reportedly", &[Hedge]),
    ("said to have", &[Hedge]),
    ("suspected", &[Hedge]),
    ("plans to", &[Plan]),
    ("plan to", &[Plan]),
    ("intends to", &[Plan]),
    ("intend to", &[Plan]),
    ("will", &[Plan]),
    ("would", &[Plan]),
    ("is to", &[Plan]),
    ("are to", &[Plan]),
    ("not", &[Not]),
    ("never", &[Not]),
    ("nor", &[Not]),
    ("without", &[Not]),
    ("denies", &[DenierBefore]),
    ("deny", &[DenierBefore]),
    ("denied", &[DenierBefore]),
    ("denied by", &[DenierAfter]),
    ("acknowledged", &[Admission]),
    ("acknowledges", &[Admission]),
    ("admitted", &[Admission]),
    ("admits", &[Admission]),
    ("confessed", &[Admission]),
    ("revealed", &[Never]),
    ("reveals", &[Never]),
    ("exposed", &[Never]),
    ("unmasked", &[Never]),
    ("ally", &[Never]),
    ("allies", &[Never]),
    ("allied", &[Never]),
    ("enemy", &[Never]),
    ("enemies", &[Never]),
    ("foe", &[Never]),
    ("foes", &[Never]),
];

const ID: &[(&str, &[Mark])] = &[
    ("menurut", &[SpeakerAfter]),
    ("kata", &[SpeakerAfter]),
    ("ujar", &[SpeakerAfter]),
    ("seperti dikutip", &[SpeakerAfter]),
    ("dikutip", &[SpeakerAfter]),
    ("melalui", &[SpeakerAfter]),
    ("mengatakan", &[SpeakerBefore]),
    ("menyatakan", &[SpeakerBefore]),
    ("menyebut", &[SpeakerBefore, Hedge]),
    ("berkata", &[SpeakerBefore]),
    ("mengklaim", &[SpeakerBefore, Hedge]),
    ("disebut", &[Hedge]),
    ("diduga", &[Hedge]),
    ("konon", &[Hedge]),
    ("kabarnya", &[Hedge]),
    ("dituding", &[Hedge]),
    ("dituduh", &[Hedge]),
    ("berencana", &[Plan]),
    ("akan", &[Plan]),
    ("hendak", &[Plan]),
    ("bakal", &[Plan]),
    ("berniat", &[Plan]),
    ("tidak", &[Not]),
    ("tak", &[Not]),
    ("belum", &[Not]),
    ("bukan", &[Not]),
    ("tanpa", &[Not]),
    ("membantah", &[DenierBefore]),
    ("membantahnya", &[DenierBefore]),
    ("menyangkal", &[DenierBefore]),
    ("dibantah", &[DenierAfter]),
    ("dibantah oleh", &[DenierAfter]),
    ("mengakui", &[Admission]),
    ("mengaku", &[Admission]),
    ("mengungkap", &[Never]),
    ("mengungkapkan", &[Never]),
    ("terungkap", &[Never]),
    ("membongkar", &[Never]),
    ("sekutu", &[Never]),
    ("sekutunya", &[Never]),
    ("bersekutu", &[Never]),
    ("musuh", &[Never]),
    ("musuhnya", &[Never]),
    ("bermusuhan", &[Never]),
];

/// The longest phrase at these words: how many words it has and what it does.
pub(crate) fn mark(words: &[String], language: Language) -> Option<(usize, &'static [Mark])> {
    language
        .pick(EN, ID)
        .iter()
        .filter_map(|(phrase, marks)| {
            let n = phrase.split(' ').count();
            (words.len() >= n && phrase.split(' ').zip(words).all(|(p, w)| p == w)).then_some((n, *marks))
        })
        .max_by_key(|m| m.0)
}

/// Small words that carry no claim of their own, in briefings and in the edits a desk makes.
const SMALL_EN: &str = "a an the and or of in on at to for from with by as over into about against after before during while also it its they their them he his she her this that these those which who whom whose is are was were be been being has have had having do does did between since both each other another several some any all more than most such but yet however meanwhile then there here where when what one reported reports limit qualification times time twice once country countries government governments side sides again still only now i so";
const SMALL_ID: &str = "dan atau di ke dari pada dengan untuk oleh sebagai dalam atas bagi kepada terhadap tentang mengenai soal yang itu ini tersebut adalah ialah juga ia dia mereka nya telah sudah pernah sedang masih lagi antara sejak hingga sampai setelah sesudah sebelum ketika saat namun tetapi sedangkan sementara lalu kemudian bahwa hal yakni yaitu para sebuah suatu seorang kedua ketiga saling satu sama lain beberapa semua lebih hanya kini dilaporkan laporan disebutkan batasan kali negara pemerintah pihak tahun bulan hari memberi";

/// Everything a briefing may say that no claim must hold: small words, the marks, what goes on after the verbs. The verbs themselves are read as acts, and
/// their nouns ("missile strikes") may stand nowhere else.
pub(crate) fn vocabulary(language: Language) -> &'static HashSet<String> {
    static BOTH: LazyLock<[HashSet<String>; 2]> = LazyLock::new(|| [Language::En, Language::Id].map(words_of));
    &BOTH[language as usize]
}

/// Whether the words hold a verdict, which may stand in a briefing as a quotation only.
pub(crate) fn verdict(text: &str) -> bool {
    let never = |w: &str| EN.iter().chain(ID).any(|(phrase, marks)| *phrase == w && marks.contains(&Never));
    text.split(|c: char| !c.is_alphanumeric()).any(|w| never(&w.to_lowercase()))
}

/// Whether the text says nothing of its own ("tersebut"), or breaks off on a small word ("pekerja dan").
pub(crate) fn hollow(text: &str) -> bool {
    let small = |w: &str| [SMALL_EN, SMALL_ID].iter().any(|s| s.split(' ').any(|x| x == w));
    text.split_whitespace().next_back().is_none_or(|w| small(&w.to_lowercase()))
}

fn words_of(language: Language) -> HashSet<String> {
    let mut out = HashSet::new();
    let mut add = |text: &str| out.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase));
    add(language.pick(SMALL_EN, SMALL_ID));
    add(SECTOR_WORDS);
    language.pick(EN, ID).iter().for_each(|(phrase, _)| add(phrase));
    for f in FRAMES.iter() {
        for (item, recipient) in [(true, true), (true, false), (false, true), (false, false)] {
            add(&f.tail(language, item, recipient).replace("{i}", " ").replace("{r}", " "));
        }
    }
    out
}

const UNITS: [(&str, &str, u64); 22] = [
    ("zero", "nol", 0),
    ("one", "satu", 1),
    ("two", "dua", 2),
    ("three", "tiga", 3),
    ("four", "empat", 4),
    ("five", "lima", 5),
    ("six", "enam", 6),
    ("seven", "tujuh", 7),
    ("eight", "delapan", 8),
    ("nine", "sembilan", 9),
    ("ten", "sepuluh", 10),
    ("eleven", "sebelas", 11),
    ("twelve", "", 12),
    ("thirteen", "", 13),
    ("fourteen", "", 14),
    ("fifteen", "", 15),
    ("sixteen", "", 16),
    ("seventeen", "", 17),
    ("eighteen", "", 18),
    ("nineteen", "", 19),
    ("twenty", "", 20),
    ("thirty", "", 30),
];
const MORE: [(&str, u64); 7] =
    [("forty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90), ("dozen", 12)];
const SCALES: [(&str, u64); 20] = [
    ("hundred", 100),
    ("thousand", 1000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("ratus", 100),
    ("ribu", 1000),
    ("juta", 1_000_000),
    ("miliar", 1_000_000_000),
    ("millón", 1_000_000),
    ("millones", 1_000_000),
    ("mil", 1000),
    ("milhões", 1_000_000),
    ("millions", 1_000_000),
    ("mille", 1000),
    ("тысяч", 1000),
    ("тысячи", 1000),
    ("миллионов", 1_000_000),
    ("ألف", 1000),
    ("مليون", 1_000_000),
    ("seratus", 100),
];

fn unit(w: &str) -> Option<u64> {
    if w == "seribu" {
        return Some(1000);
    }
    UNITS.iter().find(|u| u.0 == w || u.1 == w).map(|u| u.2).or_else(|| MORE.iter().find(|m| m.0 == w).map(|m| m.1))
}

/// Digits of any script, separators out: "1.000", "1,000" and "١٠٠٠" are "1000"; "3.5" and "3,5" are "3.5".
fn digits(w: &str) -> Option<String> {
    let mut groups = vec![String::new()];
    for c in w.chars() {
        let other = [0x660, 0x6f0, 0x966].iter().find_map(|z| (c as u32).checked_sub(*z).filter(|d| *d < 10));
        match c.to_digit(10).or(other) {
            Some(d) => groups.last_mut()?.push(char::from_digit(d, 10)?),
            None if matches!(c, '.' | ',' | '٬' | '٫') => groups.push(String::new()),
            None => return None,
        }
    }
    if groups[0].is_empty() {
        return None;
    }
    let thousands = groups[1..].iter().all(|g| g.len() == 3) || groups.len() > 2;
    let whole = groups.join(if thousands { "" } else { "." });
    let whole = if whole.contains('.') { whole } else { whole.trim_start_matches('0').to_owned() };
    Some(if whole.is_empty() { "0".to_owned() } else { whole })
}

/// A number of a text: its value as digits, and the words it takes, first and one past the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    pub value: String,
    pub from: usize,
    pub to: usize,
}

/// The numbers of a text's words (digits with separators count as one word), "one" and "satu" among them.
pub(crate) fn numbers(words: &[&str]) -> Vec<Number> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let from = i;
        let (mut total, mut part, mut any, mut plain) = (0f64, 0f64, false, None);
        while i < words.len() {
            let w = words[i].to_lowercase();
            if let Some(d) = digits(&w) {
                if any {
                    break;
                }
                part = d.parse().unwrap_or(0.0);
                (any, plain) = (true, Some(d));
            } else if w == "belas" && any {
                part += 10.0;
            } else if w == "puluh" && any {
                // "dua puluh": the last unit times ten
                part = (part - part % 10.0) + (part % 10.0) * 10.0;
            } else if let Some(u) = unit(&w) {
                part += u as f64;
                (any, plain) = (true, None);
            } else if let Some(&(_, scale)) = SCALES.iter().find(|s| s.0 == w).filter(|_| any || w == "seratus") {
                plain = None;
                any = true;
                if scale >= 1000 {
                    total += part.max(1.0) * scale as f64;
                    part = 0.0;
                } else {
                    part = part.max(1.0) * scale as f64;
                }
            } else {
                break;
            }
            i += 1;
        }
        if any {
            let sum = total + part;
            let value = plain.unwrap_or_else(|| if sum.fract() == 0.0 { format!("{sum:.0}") } else { sum.to_string() });
            out.push(Number { value, from, to: i });
        } else {
            i += 1;
        }
    }
    out
}

/// A text's words, numbers with their separators in one.
pub(crate) fn split(text: &str) -> Vec<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ',' | '٬' | '٫')))
        .map(|w| w.trim_matches(['.', ',', '٬', '٫']))
        .filter(|w| !w.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_and_digits() {
        let check = |text: &str, want: &[&str]| {
            let got: Vec<String> = numbers(&split(text)).into_iter().map(|n| n.value).collect();
            assert_eq!(got, want, "{text}");
        };
        check("lebih dari 1.000 drone", &["1000"]);
        check("dua puluh lima orang", &["25"]);
        check("dua belas", &["12"]);
        check("twenty-five men and 140 million euros", &["25", "140000000"]);
        check("140 juta euro tunai", &["140000000"]);
        check("bertemu tiga kali", &["3"]);
        check("3,5 juta", &["3500000"]);
        check("a hundred ways", &[]);
        check("١٢ جنديا", &["12"]);
    }

    #[test]
    fn the_longest_mark_wins() {
        let words = |t: &str| t.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(mark(&words("alleged by Kirby"), Language::En), Some((2, &[SpeakerAfter, Hedge][..])));
        assert_eq!(mark(&words("membantahnya"), Language::Id), Some((1, &[DenierBefore][..])));
        assert_eq!(mark(&words("hello"), Language::En), None);
    }
}
