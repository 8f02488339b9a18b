//! The document: title, standfirst, sections, closing box, notes; and how it is put together.

use crate::check::{Judge, Verdict, Why};
use crate::names::{Names, full};
use crate::plan::{self, events_of, section};
use crate::prose::{Turn, capital, list, number, sentence};
use crate::{Label, Language, Matter, Source, Standing, Trend, dates};
use sekutu_model::{Date, Quote, Span, Status};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a sentence does with what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// States it, in the text's own voice or as a named source does.
    Done,
    /// Tells what is planned.
    Planned,
    /// Tells what is alleged.
    Alleged,
    /// Tells what its own actor admits.
    Admitted,
    /// Tells what is denied.
    Denied,
    /// Tells what pointedly did not happen.
    NotDone,
}

/// A sentence with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its words, with full stop, without references.
    pub text: String,
    /// What it does.
    pub kind: Kind,
    /// Ids of the claims that it rests on, the chief one first.
    pub claims: Vec<String>,
    /// Their footnotes' numbers.
    pub notes: Vec<usize>,
}

/// A sentence that did not pass the check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// What would not hold.
    pub why: Why,
    /// Ids of the claims that it was to rest on.
    pub claims: Vec<String>,
    /// The words that were withheld; no output shows them.
    pub text: String,
}

/// What is told of one party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its code.
    pub party: String,
    /// Number and name.
    pub heading: String,
    /// The tie in figures, in one sentence.
    pub tie: String,
    /// In the order in which they are told.
    pub sentences: Vec<Sentence>,
    /// What was withheld.
    pub withheld: Vec<Withheld>,
    /// What stands in place of sentences: none, more than fit, or withheld.
    pub remarks: Vec<String>,
}

/// The box at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Its heading.
    pub title: String,
    /// The method, in three sentences.
    pub method: Vec<String>,
    /// Articles, outlets, origins, languages, days.
    pub coverage: Vec<String>,
    /// Where evidence is thin, undated or contested.
    pub gaps: Vec<String>,
}

/// One claim's source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footnote {
    /// From 1.
    pub number: usize,
    /// The claim's id.
    pub claim: String,
    /// The outlet as printed.
    pub outlet: String,
    /// The article's title.
    pub title: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// The exact words.
    pub quote: String,
    /// Where they stand, in bytes of the article's canonical text.
    pub span: Span,
    /// Words elsewhere in the article that the claim leans on (see [`Source::also`]).
    pub also: Vec<Quote>,
    /// The article's SHA-256, the first twelve digits.
    pub sha256: String,
    /// The article's address.
    pub url: Option<String>,
    /// ISO 639-1 code of the quotation's language.
    pub language: Option<String>,
}

impl Footnote {
    /// The footnote of a claim.
    pub fn of(number: usize, s: &Source) -> Footnote {
        let e = s.claim.evidence.quote();
        Footnote {
            number,
            claim: s.claim.id.clone(),
            outlet: s.outlet.clone(),
            title: s.title.clone(),
            date: s.date,
            quote: e.text.clone(),
            span: e.span,
            also: s.also.clone(),
            sha256: s.sha256.chars().take(12).collect(),
            url: s.url.clone(),
            language: s.language.clone(),
        }
    }
}

/// Who said something, who carried it, and how many of the told claims go that way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The speaker, or the outlet in its own voice.
    pub speaker: String,
    /// The outlet that carries it.
    pub outlet: String,
    /// How many claims.
    pub claims: usize,
}

/// A briefing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The language it is written in.
    pub language: Language,
    /// Code of the party that it is about.
    pub about: String,
    /// The other party of a briefing on one tie.
    pub with: Option<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The title.
    pub title: String,
    /// Its sentences.
    pub standfirst: Vec<String>,
    /// One a party.
    pub sections: Vec<Section>,
    /// The closing box.
    pub closing: Closing,
    /// The footnotes, in the order of first reference.
    pub notes: Vec<Footnote>,
    /// The ties, for the charts.
    pub standings: Vec<Standing>,
    /// Who said it and who carried it, the commonest first.
    pub voices: Vec<Voice>,
}

/// Sentences a section holds at most.
const MOST: usize = 24;

impl Document {
    /// Writes the briefing. Every sentence has passed the check; what did not is in [`Section::withheld`].
    pub fn of(matter: &Matter) -> Document {
        let language = matter.language;
        let mut names = Names::default();
        let mut notes: Vec<Footnote> = Vec::new();
        let mut sections = Vec::new();
        let readings = plan::Readings::default();
        let mut told: BTreeSet<String> = BTreeSet::new();
        let year = (matter.from.year() == matter.to.year()).then_some(matter.to.year());
        for (n, standing) in matter.standings.iter().enumerate() {
            let (mut statements, untold) = section(matter, &standing.party, &readings);
            // what three do together is told once, unless nothing else is left to tell
            let whole = statements.len();
            if statements.iter().any(|x| !told.contains(&x.cited[0].claim.id)) {
                statements.retain(|x| !told.contains(&x.cited[0].claim.id));
            }
            let above = whole - statements.len();
            let left = statements.len().saturating_sub(MOST);
            let mut s = Section {
                party: standing.party.clone(),
                heading: format!("{}. {}", n + 1, capital(&full(&standing.party, language))),
                tie: tie(standing, language),
                sentences: Vec::new(),
                withheld: Vec::new(),
                remarks: Vec::new(),
            };
            let mut before: Option<&plan::Statement<'_>> = None;
            let mut reports = None;
            for (at, statement) in statements.iter().take(MOST).enumerate() {
                let also = before.is_some_and(|b| b.kind == statement.kind && b.actors == statement.actors && b.said == statement.said);
                // what is withheld has named nobody and no month
                let (mut named, mut month) = (names.clone(), reports);
                let text = sentence(statement, Turn { language, names: &mut named, at, also, year, reports: &mut month });
                let claims: Vec<String> = statement.cited.iter().map(|c| c.claim.id.clone()).collect();
                match Judge::new(&statement.cited, language).sentence(&text) {
                    Verdict::Holds => {
                        (names, reports) = (named, month);
                        let numbers = statement.cited.iter().map(|c| note(&mut notes, c)).collect();
                        told.extend(claims.first().cloned());
                        s.sentences.push(Sentence { text, kind: statement.kind, claims, notes: numbers });
                        before = Some(statement);
                    }
                    Verdict::Fails { why, .. } => s.withheld.push(Withheld { why, claims, text }),
                    Verdict::NoEvidence => s.withheld.push(Withheld { why: Why::Note, claims, text }),
                }
            }
            let mut held: BTreeMap<Why, usize> = BTreeMap::new();
            s.withheld.iter().for_each(|w| *held.entry(w.why).or_default() += 1);
            s.remarks.extend(held.into_iter().map(|(why, n)| withheld(why, n, language)));
            if s.sentences.is_empty() {
                s.remarks.push(
                    language.pick("No sentence here rests on evidence.", "Tidak ada kalimat di sini yang bertumpu pada bukti.").to_owned(),
                );
            }
            if above > 0 {
                s.remarks.push(match language {
                    Language::En => format!("Told above with another party: {above} more."),
                    Language::Id => format!("Sudah diceritakan di atas bersama pihak lain: {above} lagi."),
                });
            }
            if left + untold > 0 {
                s.remarks.push(match language {
                    Language::En => format!("Not told here: {} more.", left + untold),
                    Language::Id => format!("Tidak diceritakan di sini: {} lagi.", left + untold),
                });
            }
            sections.push(s);
        }
        let mut document = Document {
            language,
            about: matter.about.clone(),
            with: matter.with.clone(),
            from: matter.from,
            to: matter.to,
            title: title(matter),
            standfirst: Vec::new(),
            closing: closing(matter, &sections),
            voices: voices(matter, &sections),
            sections,
            notes,
            standings: matter.standings.clone(),
        };
        document.standfirst = standfirst(matter);
        document
    }

    /// Every sentence that the program says on its own account: of method and figures, not of the world.
    pub(crate) fn own_words(&self) -> Vec<String> {
        let c = &self.closing;
        let mut out = vec![self.title.clone(), c.title.clone()];
        out.extend(self.standfirst.iter().chain(&c.method).chain(&c.coverage).chain(&c.gaps).cloned());
        for s in &self.sections {
            out.extend([s.heading.clone(), s.tie.clone()]);
            out.extend(s.remarks.iter().cloned());
        }
        out
    }
}

fn note(notes: &mut Vec<Footnote>, s: &Source) -> usize {
    if let Some(n) = notes.iter().find(|n| n.claim == s.claim.id) {
        return n.number;
    }
    notes.push(Footnote::of(notes.len() + 1, s));
    notes.len()
}

/// What stands in the place of a sentence that did not pass.
pub(crate) fn withheld(why: Why, how_many: usize, language: Language) -> String {
    let (why, s) = (why.name(language), if how_many == 1 { "" } else { "s" });
    match language {
        Language::En => format!("Withheld: {how_many} sentence{s} that did not pass the check ({why})."),
        Language::Id => format!("Ditahan: {how_many} kalimat yang tidak lolos pemeriksaan ({why})."),
    }
}

fn title(m: &Matter) -> String {
    let l = m.language;
    let about = capital(&full(&m.about, l));
    let when = dates::period(m.from, m.to, l);
    let topic = m.topic.as_ref().map(|t| format!(" ({})", plan::inner(t))).unwrap_or_default();
    if let Some(with) = &m.with {
        let with = full(with, l);
        return match l {
            Language::En => format!("{about} and {with}: who did what{topic}, {when}"),
            Language::Id => format!("{about} dan {with}: siapa berbuat apa{topic}, {when}"),
        };
    }
    let n = m.standings.len();
    match l {
        Language::En => {
            format!("{about} and {} other {}: who did what{topic}, {when}", number(n, l), if n == 1 { "party" } else { "parties" })
        }
        Language::Id => format!("{about} dan {} pihak lain: siapa berbuat apa{topic}, {when}", number(n, l)),
    }
}

/// A label as a word.
pub(crate) fn label(x: Label, l: Language) -> &'static str {
    match x {
        Label::Cooperative => l.pick("cooperative", "kooperatif"),
        Label::Conflictual => l.pick("conflictual", "konfliktual"),
        Label::Mixed => l.pick("mixed", "campuran"),
        Label::TooLittleEvidence => l.pick("too little evidence", "bukti terlalu sedikit"),
    }
}

/// A trend as a word.
pub(crate) fn trend(x: Trend, l: Language) -> &'static str {
    match x {
        Trend::Warming => l.pick("warming", "menghangat"),
        Trend::Cooling => l.pick("cooling", "mendingin"),
        Trend::NoClearChange => l.pick("no clear change", "tanpa perubahan jelas"),
    }
}

/// A figure with one decimal, as the language writes it.
pub(crate) fn figure(x: f64, l: Language) -> String {
    let text = format!("{x:.1}");
    l.pick(text.clone().as_str(), text.replace('.', ",").as_str()).to_owned()
}

fn tie(s: &Standing, l: Language) -> String {
    let f = |x| figure(x, l);
    let sum = |s: crate::Sum| format!("{} ({} {} {})", f(s.value), f(s.low), l.pick("to", "sampai"), f(s.high));
    match l {
        Language::En => {
            format!("Tie: {}; cooperation {}, conflict {}; {}.", label(s.label, l), sum(s.cooperation), sum(s.conflict), trend(s.trend, l))
        }
        Language::Id => {
            format!(
                "Hubungan: {}; kerja sama {}, konflik {}; {}.",
                label(s.label, l),
                sum(s.cooperation),
                sum(s.conflict),
                trend(s.trend, l)
            )
        }
    }
}

fn standfirst(m: &Matter) -> Vec<String> {
    let l = m.language;
    let (articles, outlets) = (articles(m), outlets(m));
    let ties: Vec<String> = m.standings.iter().map(|s| format!("{} ({})", full(&s.party, l), label(s.label, l))).collect();
    let order = list(&ties, l);
    match l {
        Language::En => vec![
            format!(
                "Told from {} by {}, each sentence with its source.",
                count(articles, "article", "articles"),
                count(outlets, "outlet", "outlets")
            ),
            format!("In order of the tie: {order}."),
        ],
        Language::Id => vec![
            format!("Disusun dari {articles} artikel di {outlets} media, setiap kalimat dengan sumbernya."),
            format!("Menurut urutan hubungan: {order}."),
        ],
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn articles(m: &Matter) -> usize {
    m.claims.iter().map(|s| s.sha256.as_str()).collect::<BTreeSet<_>>().len()
}

fn outlets(m: &Matter) -> usize {
    m.claims.iter().map(|s| s.outlet.as_str()).collect::<BTreeSet<_>>().len()
}

fn closing(m: &Matter, sections: &[Section]) -> Closing {
    let l = m.language;
    let method = match l {
        Language::En => [
            "Claims are taken from the articles by a model, with the exact words that each rests on, and those about one event are told once.",
            "Wording follows what the sources claim: what is alleged, planned, denied or said not to have happened is told as that.",
            "A sentence is printed only if its names, numbers, dates and act stand in the claims that it cites; the tie is computed from the events, cooperation and conflict apart.",
        ],
        Language::Id => [
            "Klaim diambil dari artikel oleh sebuah model, masing-masing dengan kata-kata persis yang menjadi tumpuannya, dan klaim tentang satu peristiwa diceritakan sekali.",
            "Pilihan kata mengikuti sumber: yang dituduhkan, direncanakan, dibantah, atau dikatakan tidak terjadi diceritakan sebagaimana adanya.",
            "Kalimat dimuat hanya jika nama, angka, tanggal, dan perbuatannya ada dalam klaim yang dirujuk; hubungan dihitung dari peristiwa, kerja sama dan konflik terpisah.",
        ],
    };
    let origins: BTreeSet<&str> = m.events.iter().flat_map(|e| e.origins.iter().map(|o| o.key.as_str())).collect();
    let languages: BTreeSet<&str> = m.claims.iter().filter_map(|s| s.language.as_deref()).collect();
    let days: BTreeSet<Date> = m.claims.iter().filter_map(|s| s.date).collect();
    let languages = languages.into_iter().collect::<Vec<_>>().join(", ");
    let span = days.first().zip(days.last()).map(|(a, b)| dates::period(*a, *b, l)).unwrap_or_default();
    let coverage = match l {
        Language::En => vec![
            format!("Articles: {}; outlets: {}; independent origins: {}.", articles(m), outlets(m), origins.len()),
            format!("Languages: {languages}; days with an article: {} ({span}).", days.len()),
        ],
        Language::Id => vec![
            format!("Artikel: {}; media: {}; asal independen: {}.", articles(m), outlets(m), origins.len()),
            format!("Bahasa: {languages}; hari dengan artikel: {} ({span}).", days.len()),
        ],
    };
    let thin: Vec<String> = m.standings.iter().filter(|s| s.label == Label::TooLittleEvidence).map(|s| full(&s.party, l)).collect();
    let told: Vec<_> = {
        let mut all: Vec<_> = m.standings.iter().flat_map(|s| events_of(m, &s.party)).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all.dedup_by(|a, b| a.id == b.id);
        all
    };
    let undated = told.iter().filter(|e| !e.stated).count();
    let contested = told.iter().filter(|e| e.contested).count();
    let alone = told.iter().filter(|e| e.origins.len() < 2 && e.status != Status::Negated).count();
    let held: usize = sections.iter().map(|s| s.withheld.len()).sum();
    let none = l.pick("none", "tidak ada");
    let thin = if thin.is_empty() { none.to_owned() } else { list(&thin, l) };
    let gaps = match l {
        Language::En => vec![
            format!("Too little evidence for: {thin}."),
            format!(
                "Events without a stated day: {undated}; contested: {contested}; with a single origin: {alone}; sentences withheld: {held}."
            ),
        ],
        Language::Id => vec![
            format!("Bukti terlalu sedikit untuk: {thin}."),
            format!(
                "Peristiwa tanpa hari yang disebut: {undated}; diperselisihkan: {contested}; dengan asal tunggal: {alone}; kalimat ditahan: {held}."
            ),
        ],
    };
    Closing { title: closing_title(l).to_owned(), method: method.map(str::to_owned).to_vec(), coverage, gaps }
}

/// The closing box's heading.
pub(crate) const fn closing_title(l: Language) -> &'static str {
    match l {
        Language::En => "How this was made",
        Language::Id => "Cara tulisan ini dibuat",
    }
}

/// The notes' heading.
pub(crate) const fn notes_title(l: Language) -> &'static str {
    match l {
        Language::En => "Sources",
        Language::Id => "Sumber",
    }
}

fn voices(m: &Matter, sections: &[Section]) -> Vec<Voice> {
    let l = m.language;
    let ids: BTreeSet<&String> = sections.iter().flat_map(|s| &s.sentences).flat_map(|s| &s.claims).collect();
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for s in ids.into_iter().filter_map(|id| m.source(id)) {
        let speaker = s.claim.said_by.iter().find(|a| a.outlet.is_none()).or(s.claim.said_by.first());
        let speaker = match speaker {
            None => l.pick("the outlet itself", "media itu sendiri").to_owned(),
            Some(a) => match &a.code {
                Some(code) => capital(&full(code, l)),
                None => a.name.clone().unwrap_or_else(|| plan::quoted(&a.quote.text)),
            },
        };
        *counts.entry((speaker, s.outlet.clone())).or_default() += 1;
    }
    let mut out: Vec<Voice> = counts.into_iter().map(|((speaker, outlet), claims)| Voice { speaker, outlet, claims }).collect();
    out.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| (&a.speaker, &a.outlet).cmp(&(&b.speaker, &b.outlet))));
    out
}
