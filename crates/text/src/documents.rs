//! Documents that news cites without a name of their own: "court documents seen by Reuters show", "menurut laporan intelijen", "وثيقة مسربة".

use crate::Language;

/// What kind of document. Where two texts cite one of the same kind for one happening, they may have the same one before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// Indictments, filings, what a court keeps.
    Court,
    /// What a secret service reports.
    Intelligence,
    /// Memos, cables, leaked and internal papers, documents that are not further described.
    Paper,
}

impl DocumentKind {
    /// All of them, the more telling first.
    pub const ALL: [DocumentKind; 3] = [DocumentKind::Court, DocumentKind::Intelligence, DocumentKind::Paper];

    /// Its English name.
    pub const fn name(self) -> &'static str {
        match self {
            DocumentKind::Court => "court documents",
            DocumentKind::Intelligence => "intelligence report",
            DocumentKind::Paper => "document",
        }
    }
}

/// How a language names documents and cites them. Phrases are in lower case; a star ends a stem.
#[derive(Debug, Clone, Copy, Default)]
pub struct Documents {
    /// Names of court documents.
    pub court: &'static [&'static str],
    /// Names of intelligence reports.
    pub intelligence: &'static [&'static str],
    /// Names of other papers: leaked, internal, or just documents.
    pub papers: &'static [&'static str],
    /// Words before a document that make it the source: "according to".
    pub by: &'static [&'static str],
    /// Words some way after one that do: "show", "göre".
    pub tells: &'static [&'static str],
    /// Verbs that do only right beside it: "says".
    pub says: &'static [&'static str],
}

/// A document that a sentence cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited {
    /// First byte of its name.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What kind it is.
    pub kind: DocumentKind,
    /// Where what it tells begins; 0 where that may be anywhere in the sentence.
    pub tells: usize,
}

/// Words, or characters of a script without spaces, that may stand between "according to" and the document.
const BEFORE: usize = 4;
/// And between the document and what it shows: "documents seen by Reuters on Monday show".
const AFTER: usize = 8;

impl Language {
    /// The documents that a sentence cites as its source.
    pub fn cited(&self, sentence: &str) -> Vec<Cited> {
        let words = words(sentence);
        let d = &self.documents;
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((kind, n)) = self.document_at(&words, at) else {
                at += 1;
                continue;
            };
            let (first, last) = (at, at + n);
            at = last;
            let begins = |w: usize| words.get(w).map_or(sentence.len(), |w| w.start);
            // within one phrase: "according to Reuters, a document" cites Reuters
            let joined = |a: usize, b: usize| !sentence[words[a].end..words[b].start].contains(MARKS);
            let by = (0..first).rev().take(BEFORE + 3).any(|i| {
                longest(d.by, &words, i)
                    .is_some_and(|k| i + k <= first && first - i - k <= BEFORE && (i + k - 1..first).all(|j| joined(j, j + 1)))
            });
            let beside = longest(d.says, &words, last).filter(|_| joined(last - 1, last)).map(|k| begins(last + k));
            // where the verb comes first
            let led = || first > 0 && is_arabic(&words[first - 1].text) && longest(d.says, &words, first - 1) == Some(1);
            let shows = || (last..words.len()).take(AFTER + 1).find_map(|i| longest(d.tells, &words, i).map(|k| begins(i + k)));
            let tells = if by { Some(0) } else { beside.or_else(|| led().then(|| begins(last))).or_else(shows) };
            if let Some(tells) = tells {
                out.push(Cited { start: words[first].start, end: words[last - 1].end, kind, tells });
            }
        }
        out
    }

    /// What kind of document the words name, where they name one.
    pub fn document(&self, name: &str) -> Option<DocumentKind> {
        let words = words(name);
        (0..words.len()).find_map(|i| self.document_at(&words, i)).map(|(kind, _)| kind)
    }

    /// The longest name of a document that begins at a word, and how many words it has.
    fn document_at(&self, words: &[Word], at: usize) -> Option<(DocumentKind, usize)> {
        let names = |kind| match kind {
            DocumentKind::Court => self.documents.court,
            DocumentKind::Intelligence => self.documents.intelligence,
            DocumentKind::Paper => self.documents.papers,
        };
        let found = DocumentKind::ALL.into_iter().filter_map(|kind| Some((kind, longest(names(kind), words, at)?)));
        found.reduce(|a, b| if b.1 > a.1 { b } else { a })
    }
}

/// Marks that end a phrase.
const MARKS: [char; 9] = [',', ';', ':', '،', '؛', '，', '；', '：', '—'];

struct Word {
    text: String,
    start: usize,
    end: usize,
}

/// Lower-case words with their places; each Chinese character is one.
fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let han = matches!(c, '\u{3400}'..='\u{9fff}');
        let inside = c.is_alphanumeric() || is_mark(c);
        if inside && !han && open {
            if let Some(w) = out.last_mut() {
                w.end = at + c.len_utf8();
                // a Turkish capital İ leaves a dot behind
                w.text.extend(c.to_lowercase().filter(|c| *c != '\u{307}'));
            }
        } else if inside {
            out.push(Word { text: c.to_lowercase().filter(|c| *c != '\u{307}').collect(), start: at, end: at + c.len_utf8() });
        }
        open = inside && !han;
    }
    out
}

/// Signs that belong to the letter before them: vowels of Arabic, the halant of Devanagari.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93c}'..='\u{94d}')
}

fn is_arabic(word: &str) -> bool {
    word.starts_with(|c: char| matches!(c, '\u{600}'..='\u{6ff}'))
}

/// How many words the longest of the phrases has that begins at a word.
fn longest(phrases: &[&str], all: &[Word], at: usize) -> Option<usize> {
    let fits = |phrase: &&str| -> Option<usize> {
        let mut n = 0;
        for part in phrase.split_whitespace() {
            let (stem, open) = part.strip_suffix('*').map_or((part, false), |s| (s, true));
            for piece in words(stem) {
                let word = all.get(at + n)?;
                if !is(&word.text, &piece.text, open) {
                    return None;
                }
                n += 1;
            }
        }
        (n > 0).then_some(n)
    };
    phrases.iter().filter_map(fits).max()
}

/// Whether a word is the one looked for; an Arabic one also with what is joined before it.
fn is(word: &str, want: &str, open: bool) -> bool {
    const JOINED: [&str; 9] = ["وال", "بال", "لل", "ال", "ول", "و", "ف", "ب", "ل"];
    let same = |w: &str| if open { w.starts_with(want) } else { w == want };
    same(word) || is_arabic(word) && JOINED.iter().any(|j| word.strip_prefix(j).is_some_and(same))
}

#[cfg(test)]
mod tests {
    use crate::language;

    #[test]
    fn documents_are_cited_in_every_language() {
        let check = |lang: &str, sentence: &str, want: &[&str]| {
            let cited = language(lang).unwrap().cited(sentence);
            let found: Vec<&str> = cited.iter().map(|c| &sentence[c.start..c.end]).collect();
            assert_eq!(found, want, "{lang}: {sentence}");
        };
        check("en", "Court documents seen by Reuters show that Iran paid the group.", &["Court documents"]);
        check("en", "According to a leaked intelligence report, Belarus sent shells.", &["leaked intelligence report"]);
        check("en", "The indictment says Iran hired the men.", &["indictment"]);
        check("en", "The ministers signed a document in Minsk.", &[]);
        check("en", "According to Reuters, a document was signed.", &[]);
        check("id", "Menurut laporan intelijen, Belarus mengirim peluru ke Rusia.", &["laporan intelijen"]);
        check("id", "Dokumen pengadilan yang dilihat Reuters menunjukkan Iran membayar mereka.", &["Dokumen pengadilan"]);
        check("ms", "Menurut dokumen mahkamah, Iran membayar kumpulan itu.", &["dokumen mahkamah"]);
        check("es", "Según un informe filtrado, Moscú envió armas a Bamako.", &["informe filtrado"]);
        check("pt", "Segundo documentos judiciais, o Irã pagou ao grupo.", &["documentos judiciais"]);
        check("fr", "Selon un rapport confidentiel, le Rwanda arme les rebelles.", &["rapport confidentiel"]);
        check("de", "Laut einem Geheimdienstbericht lieferte Iran Drohnen.", &["Geheimdienstbericht"]);
        check("ar", "كشفت وثيقة مسربة أن إيران أرسلت طائرات مسيرة إلى روسيا", &["وثيقة مسربة"]);
        check("ar", "ووفقا لتقرير استخباراتي أرسلت روسيا أسلحة", &["لتقرير استخباراتي"]);
        check("ru", "Согласно документам суда, Иран платил группировке.", &["документам суда"]);
        check("zh", "据法庭文件，伊朗向该组织付款。", &["法庭文件"]);
        check("zh", "一份泄密文件显示，俄罗斯向马里运送武器。", &["泄密文件"]);
        check("tr", "Sızdırılan belgelere göre Rusya Mali'ye silah gönderdi.", &["Sızdırılan belgelere"]);
        check("hi", "लीक हुए दस्तावेज़ों के अनुसार रूस ने हथियार भेजे।", &["लीक हुए दस्तावेज़ों"]);
    }

    #[test]
    fn what_a_document_shows_comes_after_it() {
        let cited = |s: &str| language("en").unwrap().cited(s);
        let s = "Iran paid for documents that show a plot.";
        assert!(cited(s)[0].tells > s.find("show").unwrap());
        assert_eq!(cited("Iran paid them, according to court filings.")[0].tells, 0);
    }
}
