//! Bytes to text: declared encodings, byte order marks, detection, and the repair of wrong declarations.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Text, and what was odd about its encoding.
pub(crate) struct Decoded {
    pub text: String,
    /// A warning's message, where the encoding was not what was declared, or had to be guessed.
    pub warning: Option<String>,
}

/// Decodes `bytes`. `declared` is a label such as `windows-1256`, from HTTP, meta or an XML declaration.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let clean = |text: String| Decoded { text, warning: None };
    let declared_label = declared.map(str::trim).filter(|d| !d.is_empty());
    let declared = declared_label.and_then(|d| Encoding::for_label(d.as_bytes())).map(readable);
    if let Some((bom, skip)) = Encoding::for_bom(bytes) {
        let (text, broken) = bom.decode_without_bom_handling(&bytes[skip..]);
        let warning = broken.then(|| format!("some bytes are not {}", bom.name()));
        return Decoded { text: text.into_owned(), warning };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let odd = declared.filter(|d| *d != UTF_8 && !text.is_ascii() && !is_ascii_shift(d, text));
        if let Some(d) = declared.filter(|d| is_ascii_shift(d, text)) {
            // ISO-2022-JP is written in ASCII bytes.
            return clean(d.decode_without_bom_handling(bytes).0.into_owned());
        }
        return Decoded { text: text.to_owned(), warning: odd.map(|d| format!("declared as {} but is UTF-8; read as UTF-8", d.name())) };
    }
    let guess = guess(bytes);
    match declared {
        Some(d) if d != UTF_8 => {
            let (as_declared, _) = d.decode_without_bom_handling(bytes);
            let (as_guessed, _) = guess.decode_without_bom_handling(bytes);
            // A wrong declaration shows as garbage; a guess must be much better to be believed over it.
            if guess != d && oddity(&as_declared) > 0.08 && oddity(&as_guessed) * 3.0 < oddity(&as_declared) {
                return Decoded {
                    text: as_guessed.into_owned(),
                    warning: Some(format!("declared as {} but reads as {}; read as {1}", d.name(), guess.name())),
                };
            }
            let broken = as_declared.contains('\u{fffd}');
            Decoded { text: as_declared.into_owned(), warning: broken.then(|| format!("some bytes are not {}", d.name())) }
        }
        utf8 => {
            let lossy = String::from_utf8_lossy(bytes);
            let wrong = lossy.matches('\u{fffd}').count();
            let right = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
            // A few bad bytes among many good letters: damaged UTF-8, not another encoding.
            if right > wrong * 4 || (utf8.is_some() && right > wrong) {
                return Decoded { text: lossy.into_owned(), warning: Some(format!("{wrong} bytes or sequences are not UTF-8")) };
            }
            let text = guess.decode_without_bom_handling(bytes).0.into_owned();
            let said = match (utf8, declared_label) {
                (Some(_), _) => "declared as UTF-8 but is not; read".to_owned(),
                (None, Some(label)) => format!("declared as {label:?}, which is no encoding; read"),
                (None, None) => "not UTF-8, and no encoding is declared; read".to_owned(),
            };
            Decoded { text, warning: Some(format!("{said} as {}", guess.name())) }
        }
    }
}

/// The charset that an HTML page or an XML document declares in its first bytes.
pub(crate) fn declared_within(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(4096).map(|&b| if b.is_ascii() { b.to_ascii_lowercase() as char } else { '?' }).collect();
    let value = |at: usize| {
        let rest = head[at..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let label = &rest[..rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len())];
        (!label.is_empty()).then(|| label.to_owned())
    };
    if head.trim_start().starts_with("<?xml")
        && let Some(end) = head.find("?>")
        && let Some(at) = head[..end].find("encoding")
    {
        return value(at + "encoding".len());
    }
    head.match_indices("charset")
        .filter(|(at, _)| head[..*at].rfind("<meta").is_some_and(|m| !head[m..*at].contains('>')))
        .find_map(|(at, m)| value(at + m.len()))
}

/// The charset parameter of a content type.
pub(crate) fn charset_of(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let at = lower.find("charset=")?;
    let label = lower[at + 8..].trim_start_matches(['"', '\'']);
    let end = label.find([';', '"', '\'', ' ', ',']).unwrap_or(label.len());
    (end > 0).then(|| label[..end].to_owned())
}

/// What browsers read where a page declares an encoding that they could not have found the declaration in.
fn readable(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE || encoding == encoding_rs::REPLACEMENT {
        UTF_8
    } else {
        encoding
    }
}

fn is_ascii_shift(encoding: &Encoding, text: &str) -> bool {
    encoding == encoding_rs::ISO_2022_JP && text.contains('\u{1b}')
}

/// chardetng's guess, from the first bytes and from bytes at the middle, where pages keep their text.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(4 << 20)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// How much of `text` looks wrongly decoded, as a share of its letters beyond ASCII: replacement characters, C1 controls, symbols inside words,
/// capitals after small letters, accented letters alone, two scripts in a word.
fn oddity(text: &str) -> f64 {
    let (mut odd, mut all) = (0usize, 0usize);
    for word in text.split_whitespace().take(20_000) {
        if word.is_ascii() {
            continue;
        }
        let mut before = ' ';
        let mut accented = 0;
        let mut plain = 0;
        for c in word.chars() {
            if c.is_ascii_alphabetic() {
                plain += 1;
            } else if !c.is_ascii() {
                all += 1;
                let latin = matches!(c, '\u{c0}'..='\u{24f}');
                let other = matches!(c, '\u{370}'..='\u{52f}' | '\u{590}'..='\u{6ff}');
                accented += usize::from(latin);
                let symbol = matches!(c, '\u{a1}'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2500}'..='\u{25ff}' | '\u{192}' | '\u{2020}'..='\u{2022}' | '\u{2c6}' | '\u{2dc}' | '\u{20ac}' | '\u{2122}');
                odd += usize::from(
                    c == '\u{fffd}'
                        || matches!(c, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}')
                        || (symbol && before.is_alphabetic())
                        || (other && before.is_ascii_alphabetic())
                        || (latin && matches!(before, '\u{370}'..='\u{6ff}')),
                );
                // Cyrillic encodings differ in where small letters lie, so that a wrong one swaps them.
                odd += 4 * usize::from(c.is_uppercase() && before.is_lowercase());
            }
            before = c;
        }
        if accented > 2 && accented > plain {
            odd += accented;
        }
    }
    if all == 0 { 0.0 } else { odd as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "Президент России заявил в понедельник, что переговоры с Ираном продолжатся в Москве на следующей неделе.";
    const ARABIC: &str = "قال وزير الخارجية الإيراني إن بلاده تنفي إرسال طائرات مسيرة إلى روسيا لاستخدامها في الحرب.";

    #[track_caller]
    fn check(text: &str, encoding: &str, declared: Option<&str>, warning: &str) {
        let (bytes, _, lossy) = Encoding::for_label(encoding.as_bytes()).unwrap().encode(text);
        assert!(!lossy, "the test's text does not fit {encoding}");
        let got = decode(&bytes, declared);
        assert_eq!(got.text, text);
        assert_eq!(got.warning.unwrap_or_default(), warning);
    }

    #[test]
    fn declared() {
        check(RUSSIAN, "koi8-r", Some("koi8-r"), "");
        check(ARABIC, "windows-1256", Some("windows-1256"), "");
        check("Señor Núñez viajó a Bogotá — “hoy”.", "windows-1252", Some("iso-8859-1"), "");
        check("外交部发言人表示，中方反对单边制裁。", "gbk", Some("gb2312"), "");
        check("北朝鮮はロシアに砲弾を供与した。", "iso-2022-jp", Some("iso-2022-jp"), "");
    }

    #[test]
    fn detected() {
        check(RUSSIAN, "koi8-r", None, "not UTF-8, and no encoding is declared; read as KOI8-U");
        check(RUSSIAN, "windows-1251", None, "not UTF-8, and no encoding is declared; read as windows-1251");
        check(ARABIC, "windows-1256", None, "not UTF-8, and no encoding is declared; read as windows-1256");
        check("外交部发言人表示，中方反对单边制裁，支持对话。", "gbk", None, "not UTF-8, and no encoding is declared; read as GBK");
        check("北朝鮮はロシアに砲弾を供与したとみられる。", "shift_jis", None, "not UTF-8, and no encoding is declared; read as Shift_JIS");
    }

    #[test]
    fn wrongly_declared() {
        check(RUSSIAN, "windows-1251", Some("iso-8859-1"), "declared as windows-1252 but reads as windows-1251; read as windows-1251");
        check(RUSSIAN, "koi8-r", Some("windows-1251"), "declared as windows-1251 but reads as KOI8-U; read as KOI8-U");
        check(ARABIC, "windows-1256", Some("utf-8"), "declared as UTF-8 but is not; read as windows-1256");
        check(ARABIC, "utf-8", Some("windows-1256"), "declared as windows-1256 but is UTF-8; read as UTF-8");
        check("Señor Núñez", "utf-8", Some("klingon"), "");
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes.insert(20, 0xff);
        let got = decode(&bytes, None);
        assert!(got.text.ends_with("на следующей неделе.") && got.warning.unwrap().contains("not UTF-8"));
    }

    #[test]
    fn declarations_are_found() {
        let found = |s: &str| declared_within(s.as_bytes());
        assert_eq!(found("<?xml version='1.0' encoding='KOI8-R'?><rss>").as_deref(), Some("koi8-r"));
        assert_eq!(found("<html><meta charset=windows-1256><p>").as_deref(), Some("windows-1256"));
        assert_eq!(found("<META http-equiv=x content=\"text/html; charset=GBK\">").as_deref(), Some("gbk"));
        assert_eq!(found("<script>charset='x'</script>"), None);
        assert_eq!(charset_of("text/html; charset=\"UTF-8\"; x").as_deref(), Some("utf-8"));
    }
}
