use crate::languages::ALL;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;
use whatlang::{Detector, Lang as Guess, Script};

/// A language, by its ISO 639-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang(&'static str);

impl Lang {
    /// The ISO 639-1 code: `id`.
    pub const fn code(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// How much of a text is looked at, in bytes.
const ENOUGH: usize = 6000;

/// The language of `text`; `None` where it has too few letters to tell.
///
/// The script decides where it can; letters of one language only (ї, ے, の) next; then function words, which tell Indonesian from Malay and Spanish
/// from Portuguese and Galician better than trigrams do; whatlang's trigrams last.
pub fn detect(text: &str) -> Option<Lang> {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    if text.chars().filter(|c| c.is_alphabetic()).take(3).count() < 2 {
        return None;
    }
    let has = |letters: &str| {
        text.chars().filter(|c| letters.contains(*c)).take(2).count() == 2 || (text.len() < 200 && text.contains(|c| letters.contains(c)))
    };
    let code = match script(text)? {
        Script::Latin => return latin(text),
        Script::Hiragana | Script::Katakana => "ja",
        Script::Mandarin => "zh",
        Script::Hangul => "ko",
        Script::Arabic => {
            if has("ٹڈڑےں") {
                "ur"
            } else if has("ښڼېۍ") {
                "ps"
            } else if has("پچژگ") || text.contains("است") && has("کی") {
                "fa"
            } else {
                "ar"
            }
        }
        Script::Cyrillic => {
            if has("їєґ") || has("і") && !has("ыў") {
                "uk"
            } else if has("ў") {
                "be"
            } else if has("ѓќѕ") {
                "mk"
            } else if has("јљњћђџ") {
                "sr"
            } else if has("әғқңөұүһ") {
                "kk"
            } else if has("ыэё") {
                "ru"
            } else {
                match guess(text) {
                    Some("bg") if hits(text, &["се", "са", "че", "със", "във", "която", "който", "ще", "беше"]) > 0 => {
                        "bg"
                    }
                    Some("mk") => "mk",
                    _ => "ru",
                }
            }
        }
        Script::Devanagari => match guess(text) {
            Some("mr") if hits(text, &["आहे", "आणि", "च्या", "नाही", "झाले", "केली"]) > 0 => {
                "mr"
            }
            Some("ne") if hits(text, &["छ", "छन्", "गरेको", "भएको", "हुने", "पनि"]) > 0 => "ne",
            _ => "hi",
        },
        Script::Hebrew => "he",
        Script::Greek => "el",
        Script::Thai => "th",
        Script::Georgian => "ka",
        Script::Armenian => "hy",
        Script::Bengali => "bn",
        Script::Tamil => "ta",
        Script::Telugu => "te",
        Script::Gujarati => "gu",
        Script::Gurmukhi => "pa",
        Script::Kannada => "kn",
        Script::Malayalam => "ml",
        Script::Sinhala => "si",
        Script::Khmer => "km",
        Script::Myanmar => "my",
        Script::Ethiopic => "am",
        _ => return guess(text).map(Lang),
    };
    Some(Lang(code))
}

/// The script of most letters; kana anywhere among Chinese characters makes Japanese.
fn script(text: &str) -> Option<Script> {
    let found = whatlang::detect_script(text)?;
    if matches!(found, Script::Mandarin | Script::Hiragana | Script::Katakana) {
        let kana = text.chars().filter(|c| matches!(c, '\u{3041}'..='\u{30fa}')).count();
        let han = text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).count();
        return Some(if kana * 12 > han { Script::Hiragana } else { Script::Mandarin });
    }
    Some(found)
}

/// Languages in Latin script that have no file yet but must not be taken for one that has.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "gl",
        &[
            "o",
            "os",
            "as",
            "do",
            "da",
            "dos",
            "das",
            "non",
            "unha",
            "un",
            "que",
            "coa",
            "polo",
            "pola",
            "máis",
            "tamén",
            "ata",
            "segundo",
            "despois",
            "goberno",
            "é",
            "foi",
            "súa",
            "seu",
            "co",
            "na",
            "no",
            "aos",
            "ao",
            "nas",
            "nos",
            "e",
            "en",
            "presidente",
            "guerra",
            "ministro",
            "onte",
            "dixo",
            "xunto",
            "pero",
        ],
    ),
    (
        "ca",
        &[
            "els", "amb", "per", "dels", "i", "és", "va", "han", "més", "també", "però", "com", "aquest", "aquesta", "seva", "seu", "als",
            "segons", "govern", "ha", "una", "del", "al",
        ],
    ),
    (
        "it",
        &[
            "il",
            "lo",
            "gli",
            "della",
            "del",
            "che",
            "di",
            "è",
            "non",
            "per",
            "con",
            "una",
            "nel",
            "nella",
            "dei",
            "delle",
            "alla",
            "al",
            "ha",
            "sono",
            "anche",
            "più",
            "dal",
            "dalla",
            "sul",
            "come",
            "ma",
            "si",
            "governo",
            "guerra",
            "presidente",
            "e",
            "contro",
            "ministro",
            "degli",
            "dopo",
            "stato",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "van", "niet", "zijn", "wordt", "de", "en", "op", "voor", "met", "dat", "die", "ook", "aan", "heeft", "bij",
            "naar", "uit", "maar", "werd", "hij", "zegt", "tegen", "oorlog", "over", "door", "om", "nog",
        ],
    ),
    (
        "pl",
        &[
            "i",
            "w",
            "na",
            "z",
            "nie",
            "że",
            "się",
            "do",
            "jest",
            "to",
            "od",
            "po",
            "przez",
            "oraz",
            "jak",
            "dla",
            "był",
            "są",
            "został",
            "powiedział",
            "wojny",
            "prezydent",
            "który",
            "także",
        ],
    ),
    (
        "ro",
        &[
            "și",
            "în",
            "nu",
            "să",
            "cu",
            "pe",
            "din",
            "pentru",
            "care",
            "este",
            "mai",
            "că",
            "fost",
            "președintele",
            "lui",
            "război",
            "sunt",
        ],
    ),
    (
        "sv",
        &[
            "och", "att", "det", "som", "en", "på", "är", "av", "för", "med", "till", "den", "har", "inte", "om", "ett", "var", "från",
            "säger", "enligt", "mot", "efter",
        ],
    ),
    (
        "no",
        &[
            "og", "det", "som", "en", "på", "er", "av", "for", "med", "til", "den", "har", "ikke", "om", "et", "var", "fra", "sier",
            "ifølge", "mot", "etter", "å", "at",
        ],
    ),
    (
        "da",
        &[
            "og", "det", "som", "en", "på", "er", "af", "for", "med", "til", "den", "har", "ikke", "om", "et", "var", "fra", "siger",
            "ifølge", "mod", "efter", "at", "blev",
        ],
    ),
    ("fi", &["ja", "on", "ei", "oli", "se", "että", "hän", "mukaan", "myös", "kun", "ovat", "sanoi", "mutta", "sekä", "jälkeen"]),
    ("vi", &["của", "và", "các", "là", "được", "cho", "trong", "người", "với", "không", "đã", "này", "một", "những", "có", "tại", "về"]),
    ("tl", &["ang", "ng", "sa", "mga", "na", "ay", "si", "ni", "para", "hindi", "ito", "kay", "kanyang", "niya", "ayon"]),
    ("sw", &["ya", "na", "wa", "kwa", "katika", "la", "za", "ni", "kuwa", "hiyo", "alisema", "huo", "rais", "nchi", "baada", "cha"]),
    ("cs", &["se", "že", "je", "do", "by", "ve", "pro", "podle", "jako", "také", "který", "řekl", "prezident", "války", "na", "jsou"]),
    ("hu", &["az", "és", "hogy", "nem", "egy", "is", "volt", "meg", "szerint", "elnök", "mondta", "háború", "ellen"]),
    ("jv", &["lan", "ing", "kang", "sing", "iki", "ora", "saka", "karo", "iku", "dadi", "kanthi", "marang", "wis", "uga"]),
    ("so", &["iyo", "ee", "ku", "oo", "waxaa", "waa", "uu", "ay", "loo", "lagu", "dowladda", "ayaa"]),
    ("ha", &["da", "ya", "na", "ta", "ga", "wa", "ba", "cikin", "kuma", "shugaban", "sun", "don", "ce", "yana"]),
    ("az", &["və", "bir", "bu", "ilə", "üçün", "olan", "də", "ki", "edib", "prezident", "olub", "görə"]),
];

fn latin_files() -> impl Iterator<Item = &'static crate::Language> {
    ALL.iter().copied().filter(|l| !matches!(l.code, "ar" | "hi" | "ru" | "zh"))
}

/// The languages in Latin script, those with a file first, and their function words.
static LATIN: LazyLock<Vec<(&str, &[&str])>> =
    LazyLock::new(|| latin_files().map(|l| (l.code, l.function_words)).chain(OTHERS.iter().copied()).collect());

/// The places in [`LATIN`] of the languages that use a word.
static FUNCTION_WORDS: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, (_, list)) in LATIN.iter().enumerate() {
        for word in *list {
            all.entry(word).or_default().push(i);
        }
    }
    all
});

fn latin(text: &str) -> Option<Lang> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(700).map(str::to_lowercase).collect();
    // A language with a file is the likelier one: news in it is what Sekutu is given.
    let mut scores: Vec<(usize, &'static str)> =
        LATIN.iter().enumerate().map(|(i, (code, _))| (if i < latin_files().count() { 2 } else { 0 }, *code)).collect();
    for word in &words {
        for &i in FUNCTION_WORDS.get(word.as_str()).into_iter().flatten() {
            scores[i].0 += 4;
        }
    }
    // Letters that only some of them use.
    let letters = |set: &str| text.chars().filter(|c| set.contains(*c)).take(12).count();
    for (s, code) in &mut scores {
        *s += match *code {
            "es" => 3 * letters("¿¡") + letters("ñó"),
            "pt" => 3 * letters("ãõ") + letters("ç"),
            "gl" => letters("ñ") + 4 * words.iter().filter(|w| w.contains("ción") || w.starts_with('x')).count().min(3),
            "fr" => 2 * letters("èêœù") + letters("éçà"),
            "de" => 3 * letters("ß") + letters("äöü"),
            "tr" => 2 * letters("ığş") + letters("üöç"),
            "az" => 4 * letters("əƏ"),
            "pl" => 2 * letters("łęąśż"),
            "cs" => 2 * letters("ěřů"),
            "ro" => 2 * letters("țșă"),
            "vi" => 2 * letters("ạảấầậếềệộớợụủứđơư"),
            "sv" | "fi" => letters("äå"),
            "no" | "da" => 2 * letters("øæ"),
            "hu" => 2 * letters("őű"),
            _ => 0,
        };
    }
    let trigrams = Detector::new().detect(text).filter(|i| i.script() == Script::Latin);
    let guessed = trigrams.as_ref().and_then(|i| code(i.lang()));
    if let (Some(info), Some(g)) = (&trigrams, guessed)
        && let Some(entry) = scores.iter_mut().find(|(_, c)| *c == g)
    {
        // As much as three words where the trigrams are sure; on a headline they seldom are.
        let filed = latin_files().any(|l| l.code == g);
        entry.0 += if info.is_reliable() && (filed || words.len() > 25) { 8 } else { 2 + (info.confidence() * 4.0) as usize };
        if g == "id"
            && let Some(ms) = scores.iter_mut().find(|(_, c)| *c == "ms")
        {
            ms.0 += if info.is_reliable() { 8 } else { 2 };
        }
    }
    let best = scores.iter().map(|s| s.0).max().unwrap_or(0);
    let (sure, code) = scores.iter().copied().find(|s| s.0 == best)?;
    // Before the function words of some language we have no list for, trust the trigrams.
    if let (Some(info), Some(g)) = (&trigrams, guessed)
        && info.is_reliable()
        && sure < 8
        && !scores.iter().any(|(_, c)| *c == g)
    {
        return Some(Lang(g));
    }
    // Too little to tell a rare language by: then the nearest of those that news here is mostly in.
    let reliable = trigrams.as_ref().is_some_and(whatlang::Info::is_reliable);
    if !reliable && sure < 10 && !latin_files().any(|l| l.code == code && sure >= 4) {
        let usual = Detector::with_allowlist(vec![Guess::Eng, Guess::Ind, Guess::Spa, Guess::Por, Guess::Fra, Guess::Deu, Guess::Tur]);
        return usual.detect_lang(text).and_then(self::code).map(Lang);
    }
    if sure >= 4 { Some(Lang(code)) } else { guessed.map(Lang) }
}

fn hits(text: &str, words: &[&str]) -> usize {
    text.split_whitespace().filter(|w| words.contains(w)).count()
}

fn guess(text: &str) -> Option<&'static str> {
    whatlang::detect_lang(text).and_then(code)
}

/// ISO 639-1 of whatlang's languages; those that have no two-letter code are not told apart.
fn code(lang: Guess) -> Option<&'static str> {
    Some(match lang {
        Guess::Eng => "en",
        Guess::Rus => "ru",
        Guess::Cmn => "zh",
        Guess::Spa => "es",
        Guess::Por => "pt",
        Guess::Ita => "it",
        Guess::Ben => "bn",
        Guess::Fra => "fr",
        Guess::Deu => "de",
        Guess::Ukr => "uk",
        Guess::Kat => "ka",
        Guess::Ara => "ar",
        Guess::Hin => "hi",
        Guess::Jpn => "ja",
        Guess::Heb => "he",
        Guess::Pol => "pl",
        Guess::Amh => "am",
        Guess::Kor => "ko",
        Guess::Nob => "no",
        Guess::Dan => "da",
        Guess::Swe => "sv",
        Guess::Fin => "fi",
        Guess::Tur => "tr",
        Guess::Nld => "nl",
        Guess::Hun => "hu",
        Guess::Ces => "cs",
        Guess::Ell => "el",
        Guess::Bul => "bg",
        Guess::Bel => "be",
        Guess::Mar => "mr",
        Guess::Kan => "kn",
        Guess::Ron => "ro",
        Guess::Slv => "sl",
        Guess::Hrv => "hr",
        Guess::Srp => "sr",
        Guess::Mkd => "mk",
        Guess::Lit => "lt",
        Guess::Lav => "lv",
        Guess::Est => "et",
        Guess::Tam => "ta",
        Guess::Vie => "vi",
        Guess::Urd => "ur",
        Guess::Tha => "th",
        Guess::Guj => "gu",
        Guess::Uzb => "uz",
        Guess::Pan => "pa",
        Guess::Aze => "az",
        Guess::Ind => "id",
        Guess::Tel => "te",
        Guess::Pes => "fa",
        Guess::Mal => "ml",
        Guess::Mya => "my",
        Guess::Nep => "ne",
        Guess::Sin => "si",
        Guess::Khm => "km",
        Guess::Tgl => "tl",
        Guess::Hye => "hy",
        Guess::Afr => "af",
        Guess::Slk => "sk",
        Guess::Cat => "ca",
        Guess::Jav => "jv",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[track_caller]
    fn check(text: &str, code: &str) {
        assert_eq!(detect(text).map_or("", |l| l.code()), code, "{text}");
    }

    #[test]
    fn headlines() {
        check("Iran Bantah Kirim Drone ke Rusia untuk Perang di Ukraina", "id");
        check("Menlu Rusia Bertemu Kim Jong Un di Pyongyang", "id");
        check("Trump Minta Yordania dan Mesir Tampung Pengungsi Gaza Lebih Banyak", "id");
        check("Perdana Menteri Malaysia mahu rundingan damai dengan Rusia", "ms");
        check("Tentera Israel bunuh 12 penduduk Gaza, kata polis", "ms");
        check("Iran denies sending drones to Russia", "en");
        check("Twelve Naxalites are killed in a police raid in Bijapur, Chhattisgarh, India.", "en");
        check("Surgical strikes? What surgical strikes, asks Rawalpindi", "en");
        check("Irán niega haber enviado drones a Rusia para la guerra", "es");
        check("UNA BOMBA EXPLOTA EN UNA SUCURSAL DE AMERICAN EXPRESS", "es");
        check("Irã nega ter enviado drones à Rússia, diz ministro", "pt");
        check("O goberno de Irán nega que mandase avións non tripulados a Rusia coa guerra en Ucraína", "gl");
        check("L'Iran nie avoir livré des drones à la Russie", "fr");
        check("Iran bestreitet Lieferung von Drohnen an Russland", "de");
        check("İran, Rusya'ya insansız hava aracı gönderdiğini yalanladı", "tr");
        check("Иран отрицает поставки беспилотников России", "ru");
        check("Дели и Пекин разводят войска на Докламе", "ru");
        check("Иран отрича, че е изпращал дронове в Русия", "bg");
        check("Іран заперечує постачання дронів Росії", "uk");
        check("إيران تنفي إرسال طائرات مسيرة إلى روسيا", "ar");
        check("ایران ارسال پهپاد به روسیه را تکذیب کرد و گفت چنین چیزی نیست", "fa");
        check("伊朗否认向俄罗斯提供无人机", "zh");
        check("イランはロシアへの無人機供与を否定した", "ja");
        check("ईरान ने रूस को ड्रोन भेजने से इनकार किया", "hi");
    }

    #[test]
    fn too_little_to_tell() {
        for text in ["", "1", "2022 — 40%", "…"] {
            check(text, "");
        }
    }
}
