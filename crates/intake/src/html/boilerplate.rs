//! Lines of a page that are no part of its article. The phrases stand in each language's file in `sekutu-text`.

use sekutu_text::languages::ALL;

/// Whether a line is furniture: an advertisement's label, a share bar, or a pointer to another article.
pub(crate) fn is_furniture(line: &str) -> bool {
    let plain = normal(line);
    if plain.is_empty() {
        return true;
    }
    if plain.chars().count() > 240 {
        return false;
    }
    if plain.starts_with("gambas:") || plain.starts_with("document.") || plain.starts_with("window.") {
        return true;
    }
    ALL.iter().any(|l| l.furniture.contains(&plain.as_str()) || l.related.iter().any(|phrase| points_elsewhere(&plain, phrase)))
}

/// Whether a line in lower case is `phrase` alone, or `phrase` and another article's title.
fn points_elsewhere(line: &str, phrase: &str) -> bool {
    let Some(rest) = line.strip_prefix(phrase) else { return false };
    let rest = rest.trim_start();
    let several_words = phrase.contains(' ') || !phrase.is_ascii() && phrase.chars().count() > 3 && !phrase.contains(char::is_lowercase);
    let stops = line.ends_with(['.', '。', '।', '"', '”']) && !line.ends_with("...");
    match rest.chars().next() {
        None => true,
        Some(':' | '：' | '»' | '>' | '|' | '-' | '–' | '—' | '→' | '◀' | '▶') => several_words || !stops,
        Some(c) if c.is_alphanumeric() || matches!(c, '"' | '“' | '«' | '\'') => {
            several_words && !stops && line.len() > phrase.len() + rest.len()
        }
        Some(_) => several_words && !stops,
    }
}

/// Lower case, without the brackets and marks around it.
fn normal(line: &str) -> String {
    let trimmed = line.trim().trim_matches(|c: char| {
        matches!(c, '[' | ']' | '(' | ')' | '*' | '-' | '–' | '—' | '_' | '|' | '•' | '.' | ' ' | '【' | '】' | '>' | '▶')
            && !line.trim().ends_with("...")
    });
    let keeps_stop = line.trim().ends_with('.') && trimmed.contains(' ');
    let mut lower = trimmed.to_lowercase();
    if keeps_stop {
        lower.push('.');
    }
    lower
}

/// The writer's name in a line such as "By Rina Hartono", "Oleh: Rina Hartono | Editor: Budi".
pub(crate) fn byline(line: &str) -> Option<String> {
    const MARKS: &[&str] = &[
        "by",
        "written by",
        "oleh",
        "penulis",
        "reporter",
        "por",
        "par",
        "von",
        "автор",
        "yazan",
        "haber",
        "بقلم",
        "كتب",
        "作者",
        "记者",
        "記者",
        "लेखक",
        "द्वारा",
    ];
    let line = line.trim();
    let lower = line.to_lowercase();
    if line.chars().count() > 90 || line.ends_with(['.', '!', '?', '。']) {
        return None;
    }
    let mark = MARKS.iter().filter(|m| lower.starts_with(**m)).max_by_key(|m| m.len())?;
    let rest = line.get(mark.len()..)?;
    let colon = rest.trim_start().starts_with([':', '：']);
    let spaced = rest.starts_with(' ') || (!mark.is_ascii() && matches!(mark.chars().next(), Some('\u{4e00}'..='\u{9fff}')));
    // "Por" and "par" begin sentences too; a name has capitals, or a colon before it.
    let name = rest.trim_start().trim_start_matches([':', '：']).trim();
    let name = name.split(['|', '•', '·', '/', '–', '—']).next()?.split(" - ").next()?.trim();
    let named = name.split_whitespace().all(|w| {
        !w.starts_with(char::is_lowercase)
            || matches!(
                w,
                "de" | "da" | "dos" | "van" | "von" | "der" | "bin" | "al" | "el" | "la" | "and" | "dan" | "y" | "e" | "et" | "und" | "ve"
            )
    });
    ((colon || (spaced && named))
        && (1..=8).contains(&name.split_whitespace().count())
        && name.contains(char::is_alphabetic)
        && !name.contains(char::is_numeric))
    .then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture() {
        for line in [
            "ADVERTISEMENT",
            "SCROLL TO CONTINUE WITH CONTENT",
            "Baca juga: Kim Jong Un Kirim Surat ke Putin",
            "BACA JUGA Kim Kirim Surat",
            "[Gambas:Video CNN]",
            "Lihat Juga :",
            "Read more: Iran denies drones",
            "Lea también: Irán niega el envío",
            "اقرأ أيضا: إيران تنفي",
            "Читайте также: Иран отрицает",
            "Simak juga 'Putin ke Pyongyang'",
            "Публикация".replace("Публикация", "Реклама").as_str(),
            "延伸阅读：伊朗否认",
            "यह भी पढ़ें: ईरान ने इनकार किया",
            "Lire aussi : L'Iran dément",
            "Lesen Sie auch: Iran dementiert",
            "Leia também: Irã nega",
            "(ADVERTISEMENT)",
            "Advertisement",
            "Video: Putin tiba",
            "",
        ] {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn prose() {
        for line in [
            "Además, el gobierno rechazó la acusación.",
            "Video itu menunjukkan drone Iran.",
            "Watch officials said the ship left.",
            "Baca juga penting bagi siswa, kata menteri.",
            "Related sanctions were lifted on Monday.",
            "Hintergrund ist ein Streit über Gas.",
            "Share prices fell in Moscow.",
            "Iran",
            "Print media were banned.",
            "Más información sobre el ataque llegó de Kiev.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn bylines() {
        assert_eq!(byline("By Rina Hartono").as_deref(), Some("Rina Hartono"));
        assert_eq!(byline("Oleh: Rina Hartono | Editor: Budi").as_deref(), Some("Rina Hartono"));
        assert_eq!(byline("作者：李明").as_deref(), Some("李明"));
        assert_eq!(byline("By the time Putin arrived"), None);
        assert_eq!(byline("Por ahora Rusia calla"), None);
        assert_eq!(byline("Pihak Rusia"), None);
    }
}
