//! What the program says, in English and Indonesian.

use crate::args::Ui;
use crate::words::Words;

/// The words of one language.
#[allow(missing_docs)]
pub struct Messages {
    pub page: Page,
    pub words: Words,
    pub cannot_write: &'static str,
    pub nothing_to_read: &'static str,
    pub untitled: &'static str,
    pub according_to: &'static str,
    pub denied_by: &'static str,
    pub no_claims: &'static str,
    pub nobody: &'static str,
    pub claims: &'static str,
    pub date_guessed: &'static str,
    pub unknown_party: &'static str,
    cannot_open: &'static str,
    progress: [&'static str; 4],
    statuses: [&'static str; 5],
    events: [&'static str; 16],
}

/// The words of `--format html`; they stand in `output/html.rs`.
#[allow(missing_docs)]
pub struct Page {
    pub lang: &'static str,
    pub title: &'static str,
    pub skip: &'static str,
    pub intro: &'static str,
    pub cards: &'static str,
    pub when: &'static str,
    pub place: &'static str,
    pub item: &'static str,
    pub count: &'static str,
    pub kind: &'static str,
    pub bytes: &'static str,
    pub confidence: &'static str,
    pub back: &'static str,
}

impl Messages {
    /// Why an input could not be opened.
    pub fn cannot_open(&self, e: &std::io::Error) -> String {
        format!("{}: {e}", self.cannot_open)
    }

    /// How far the work is.
    pub fn progress(&self, articles: usize, claims: usize, rate: f64, left: Option<std::time::Duration>) -> String {
        let left = left
            .map(|l| l.as_secs())
            .map_or(String::new(), |s| format!(", {:02}:{:02}:{:02} {}", s / 3600, s / 60 % 60, s % 60, self.progress[3]));
        format!("{articles} {}, {claims} {}, {rate:.1} {}{left}", self.progress[0], self.progress[1], self.progress[2])
    }

    /// A status in words.
    pub const fn status(&self, s: sekutu_model::Status) -> &'static str {
        self.statuses[s as usize]
    }

    /// An event type in words.
    pub const fn event(&self, e: sekutu_model::Event) -> &'static str {
        self.events[e as usize]
    }
}

/// The messages of the language asked for, else of the environment's.
pub fn of(ui: Option<Ui>) -> &'static Messages {
    let from_environment = || {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|v| std::env::var(v).ok().filter(|s| !s.is_empty()));
        if set.is_some_and(|s| s.starts_with("id")) { Ui::Id } else { Ui::En }
    };
    match ui.unwrap_or_else(from_environment) {
        Ui::En => &ENGLISH,
        Ui::Id => &INDONESIAN,
    }
}

static ENGLISH: Messages = Messages {
    page: Page::ENGLISH,
    words: Words::ENGLISH,
    cannot_write: "the output cannot be written",
    nothing_to_read: "no article was found in the input",
    untitled: "(untitled)",
    according_to: "according to",
    denied_by: "denied by",
    no_claims: "no claim found",
    nobody: "—",
    claims: "claims",
    date_guessed: "guessed",
    unknown_party: "no party of that name is known; a TOML file with --parties can add it",
    cannot_open: "cannot be opened",
    progress: ["articles", "claims", "articles/s", "left"],
    statuses: ["reported", "alleged", "planned", "denied", "negated"],
    events: [
        "agrees",
        "consults",
        "supports",
        "concedes",
        "cooperates",
        "aids",
        "retreats",
        "requests",
        "accuses",
        "rejects",
        "threatens",
        "protests",
        "sanctions",
        "mobilizes",
        "coerces",
        "assaults",
    ],
};

static INDONESIAN: Messages = Messages {
    page: Page::INDONESIAN,
    words: Words::INDONESIAN,
    cannot_write: "keluaran tidak dapat ditulis",
    nothing_to_read: "tidak ada artikel di dalam masukan",
    untitled: "(tanpa judul)",
    according_to: "menurut",
    denied_by: "dibantah oleh",
    no_claims: "tidak ada klaim",
    nobody: "—",
    claims: "klaim",
    date_guessed: "perkiraan",
    unknown_party: "tidak ada pihak bernama itu; berkas TOML lewat --parties dapat menambahkannya",
    cannot_open: "tidak dapat dibuka",
    progress: ["artikel", "klaim", "artikel/detik", "lagi"],
    statuses: ["dilaporkan", "diduga", "direncanakan", "dibantah", "tidak terjadi"],
    events: [
        "sepakat",
        "berunding",
        "mendukung",
        "mengalah",
        "bekerja sama",
        "membantu",
        "mundur",
        "meminta",
        "menuduh",
        "menolak",
        "mengancam",
        "memprotes",
        "menjatuhkan sanksi",
        "mengerahkan",
        "memaksa",
        "menyerang",
    ],
};
