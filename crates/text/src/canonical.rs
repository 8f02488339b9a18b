use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The form of `text` in which all offsets count: NFC, paragraphs parted by one `\n`, single spaces, no noise.
///
/// A line is a paragraph: empty lines, and spaces at a line's ends, are dropped. Clean text comes back unchanged, and
/// `canonical(&canonical(t)) == canonical(t)` for every `t`. The README's table says what becomes of each kind of character.
pub fn canonical(text: &str) -> String {
    let quiet = without_noise(text);
    let composed = if is_nfc(&quiet) { quiet } else { quiet.nfc().collect() };
    fold_spaces(&composed)
}

/// Line breaks to `\n`, spaces to ' ', noise dropped, joiners kept where their neighbours need them.
fn without_noise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut joiner = None;
    let mut last = '\0';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let c = match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                '\n'
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
            '\u{200c}' | '\u{200d}' => {
                if joiner.is_none() && joins(last, c) {
                    joiner = Some(c);
                }
                continue;
            }
            c if is_noise(c) => continue,
            c => c,
        };
        if let Some(j) = joiner.take()
            && joins(c, j)
        {
            out.push(j);
        }
        out.push(c);
        last = c;
    }
    out
}

fn is_noise(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a joiner beside `c` changes how it is written: the scripts with joining letters, and for ZWJ emoji.
fn joins(c: char, joiner: char) -> bool {
    match c {
        '\u{600}'..='\u{8ff}'
        | '\u{900}'..='\u{dff}'
        | '\u{f00}'..='\u{109f}'
        | '\u{1780}'..='\u{18af}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => c.is_alphanumeric() || is_mark(c),
        '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' => joiner == '\u{200d}',
        _ => false,
    }
}

/// Vowel signs, viramas and points of the joining scripts, which are not alphabetic all of them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}'
        | '\u{951}'..='\u{957}' | '\u{962}' | '\u{963}' | '\u{980}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}')
}

fn fold_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let mut first = true;
        for word in line.split(' ').filter(|w| !w.is_empty()) {
            if first {
                if !out.is_empty() {
                    out.push('\n');
                }
                first = false;
            } else {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::canonical;
    use proptest::prelude::*;

    #[track_caller]
    fn check(input: &str, expect: &str) {
        assert_eq!(canonical(input), expect);
    }

    #[test]
    fn clean_text_is_left_alone() {
        for text in ["", "Iran membantah.", "Satu.\nDua.", "می‌خواهم", "क्‍ष", "👩‍⚕️ kerja", "他说：“不。”"]
        {
            check(text, text);
        }
    }

    #[test]
    fn line_breaks_part_paragraphs_once() {
        check("a\r\nb\rc\u{2028}d\u{85}e\n\n \n\tf\n", "a\nb\nc\nd\ne\nf");
    }

    #[test]
    fn spaces_fold() {
        check("  a \t b\u{a0}\u{3000}c ", "a b c");
    }

    #[test]
    fn noise_goes() {
        check("\u{feff}Kor\u{ad}ea\u{200b} Uta\u{0}ra\u{200f}\u{202b}\u{7}", "Korea Utara");
    }

    #[test]
    fn joiners_stay_only_where_they_join() {
        check("Mos\u{200d}kow \u{200c}می\u{200c}\u{200c}خواهم\u{200c} و", "Moskow می\u{200c}خواهم و");
    }

    #[test]
    fn letters_compose() {
        check("Erdog\u{306}an İ\u{200b}\u{301}", "Erdoğan İ\u{301}");
    }

    proptest! {
        #[test]
        fn idempotent(text in "(\\PC|[ \\t\\r\\n\u{a0}\u{200b}-\u{200f}\u{feff}\u{300}-\u{304}\u{64b}\u{653}\u{627}\u{915}\u{93c}\u{94d}a-cé]){0,60}") {
            let once = canonical(&text);
            prop_assert_eq!(&canonical(&once), &once);
            prop_assert!(!once.contains("  ") && !once.contains("\n\n") && once.trim_matches([' ', '\n']) == once);
        }
    }
}
