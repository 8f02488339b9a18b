//! What the words around an event say of its being real, where the reader took it for a plain report: "berencana menyerang", "if it attacks", "foiled an attack".
//!
//! The rules look at little, and only where little is enough: the words right beside the event, and the beginning of its clause.

use crate::languages::Language;
use sekutu_model::{Event, Span};

/// How an event is governed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Governed {
    /// It lies ahead or is only intended.
    Ahead,
    /// It stands in a condition: nobody claims that it happened.
    Condition,
    /// It did not come about.
    Averted,
}

/// How many words may stand between "foiled" and the attack ("foiled a planned drone attack").
const NEAR: usize = 3;

/// What governs the event named by the words at `trigger`.
pub fn governed(text: &str, trigger: Span, event: Event, languages: &[&Language]) -> Option<Governed> {
    let (before, after) = (&text[..trigger.start], &text[trigger.end..]);
    let clause = before.rfind(is_boundary).map_or(before, |at| before[at..].trim_start_matches(is_boundary)).to_lowercase();
    let after = after.find(is_boundary).map_or(after, |at| &after[..at]).to_lowercase();
    languages.iter().find_map(|l| one(l, clause.trim(), after.trim(), event))
}

fn one(l: &Language, clause: &str, after: &str, event: Event) -> Option<Governed> {
    // what is demanded or asked on a condition is asked all the same
    let deed = !matches!(event, Event::Request | Event::Accuse | Event::Reject | Event::Threaten | Event::Agree);
    if deed && l.conditions.iter().any(|c| strip_start(clause, c).is_some()) {
        return Some(Governed::Condition);
    }
    let undone = |rest: &str| l.not.iter().any(|n| strip_end(rest, n).is_some());
    if event != Event::Reject {
        let mut rest = clause;
        for _ in 0..=NEAR {
            if let Some(head) = l.averts.iter().find_map(|a| strip_end(rest, a)) {
                return (!undone(head)).then_some(Governed::Averted);
            }
            let (head, word) = rest.rsplit_once(char::is_whitespace).unwrap_or(("", rest));
            if l.apart.contains(&word) {
                break;
            }
            rest = head.trim_end();
        }
        if l.averted.iter().any(|a| strip_start(after, a).is_some()) {
            return Some(Governed::Averted);
        }
    }
    let close = l.still.iter().find_map(|s| strip_end(clause, s)).unwrap_or(clause);
    l.ahead.iter().filter_map(|a| strip_end(close, a)).any(|rest| !undone(rest)).then_some(Governed::Ahead)
}

fn is_boundary(c: char) -> bool {
    matches!(c, '\n' | '.' | ',' | ';' | ':' | '!' | '?' | '"' | '“' | '”' | '„' | '«' | '»' | '(' | ')' | '–' | '—')
        || matches!(c, '،' | '؛' | '؟' | '。' | '，' | '；' | '：' | '！' | '？' | '「' | '」' | '।')
}

/// The words without `word` at their end, where they end with it as a whole word.
fn strip_end<'a>(words: &'a str, word: &str) -> Option<&'a str> {
    words.strip_suffix(word).filter(|rest| is_unspaced(word) || !rest.ends_with(char::is_alphanumeric)).map(str::trim_end)
}

/// The words without `word` at their start, where they start with it as a whole word.
fn strip_start<'a>(words: &'a str, word: &str) -> Option<&'a str> {
    words.strip_prefix(word).filter(|rest| is_unspaced(word) || !rest.starts_with(char::is_alphanumeric)).map(str::trim_start)
}

fn is_unspaced(word: &str) -> bool {
    word.chars().all(crate::windows::is_unspaced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages;

    fn check(lang: &str, event: Event, text: &str, want: Option<Governed>) {
        let (start, end) = (text.find('<').unwrap(), text.find('>').unwrap() - 1);
        let plain = text.replace(['<', '>'], "");
        assert_eq!(governed(&plain, Span::new(start, end), event, languages::of(Some(lang))), want, "{text}");
    }

    #[test]
    fn what_is_meant_to_happen_lies_ahead() {
        for (lang, text) in [
            ("en", "Oslo said it would also <withdraw> its envoys."),
            ("en", "Two frigates are set to <join> the patrol."),
            ("id", "Hanoi berencana <menarik> duta besarnya."),
            ("id", "Manila akan segera <mengirim> bantuan."),
            ("es", "Quito planea <expulsar> a dos diplomáticos."),
            ("fr", "Niamey menace de <rompre> les relations."),
            ("ru", "Астана планирует <направить> наблюдателей."),
            ("zh", "越南将<派遣>两艘军舰。"),
            ("ar", "سوف <ترسل> عمان مساعدات."),
        ] {
            check(lang, Event::Retreat, text, Some(Governed::Ahead));
        }
        check("en", Event::Consult, "Those who will attend <met> in Oslo.", None);
        check("id", Event::Assault, "Kedua menteri akan membahas <serangan> itu.", None);
        check("en", Event::Retreat, "Oslo would have <withdrawn> its envoys.", None);
        check("zh", Event::Coerce, "警方将其<逮捕>。", None);
    }

    #[test]
    fn a_condition_claims_nothing() {
        check("en", Event::Assault, "If Chad <bombs> the pass, Niger will answer.", Some(Governed::Condition));
        check("id", Event::Sanction, "Kenya, jika Uganda <menutup> pelabuhan, akan mengadu.", Some(Governed::Condition));
        check("es", Event::Coerce, "Avisó: si Lima <cierra> la frontera, habrá respuesta.", Some(Governed::Condition));
        check("en", Event::Assault, "If it is true, Chad <bombed> the pass.", None);
        check("en", Event::Request, "Unless Chad <leaves>, talks are off.", None);
        check("fr", Event::Coerce, "Le sixième navire a été <saisi>.", None);
    }

    #[test]
    fn what_was_prevented_did_not_happen() {
        check("en", Event::Assault, "Police foiled a planned <bombing> in Lomé.", Some(Governed::Averted));
        check("en", Event::Assault, "The <bombing> was foiled by police.", Some(Governed::Averted));
        check("en", Event::Assault, "Police failed to prevent the <bombing>.", None);
        check("id", Event::Assault, "Polisi menggagalkan <serangan> di Lomé.", Some(Governed::Averted));
        check("id", Event::Assault, "Polisi tidak mencegah <serangan> itu.", None);
        check("en", Event::Assault, "Lomé cancelled talks after the <bombing>.", None);
        check("en", Event::Reject, "Lomé called off the <talks>.", None);
    }
}
