//! What the ledger's commands say, in English and Indonesian.

/// The words of one language.
#[allow(missing_docs)]
pub struct Words {
    pub new: &'static str,
    pub versions: &'static str,
    pub reread: &'static str,
    pub unchanged: &'static str,
    pub refused: &'static str,
    pub articles: &'static str,
    pub claims: &'static str,
    pub events: &'static str,
    pub grouping: &'static str,
    pub new_version: &'static str,
    pub changed: &'static str,
    pub no_such: &'static str,
    pub empty: &'static str,
    pub more: &'static str,
    pub of: &'static str,
    pub origins: &'static str,
    pub outlets: &'static str,
    pub contested: &'static str,
    pub interested: &'static str,
    pub history: &'static str,
    pub flags: &'static str,
    pub links: &'static str,
    pub unfinished: &'static str,
    pub spans: &'static str,
    pub hashes: &'static str,
    pub without_text: &'static str,
    pub all_right: &'static str,
    pub problems: &'static str,
    pub settled: &'static str,
    pub was_not_settled: &'static str,
    pub together: &'static str,
    pub apart: &'static str,
    pub not_grouped: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub superseded: &'static str,
    pub text_not_kept: &'static str,
    pub no_parquet: &'static str,
    states: [&'static str; 7],
    flag_kinds: [&'static str; 4],
    origin_kinds: [&'static str; 4],
    reasons: [&'static str; 9],
}

impl Words {
    /// What a step did.
    pub const fn state(&self, k: sekutu_merge::StepKind) -> &'static str {
        self.states[k as usize]
    }

    /// What a flag says.
    pub const fn flag(&self, k: sekutu_merge::FlagKind) -> &'static str {
        self.flag_kinds[k as usize]
    }

    /// What kind of origin.
    pub const fn origin(&self, k: sekutu_merge::OriginKind) -> &'static str {
        self.origin_kinds[k as usize]
    }

    /// Why claims were put together.
    pub const fn reason(&self, k: sekutu_merge::Reason) -> &'static str {
        self.reasons[k as usize]
    }

    /// English.
    pub const ENGLISH: Words = Words {
        new: "new",
        versions: "new versions",
        reread: "read again",
        unchanged: "unchanged",
        refused: "refused",
        articles: "articles",
        claims: "claims",
        events: "events",
        grouping: "grouping",
        new_version: "a new version of",
        changed: "spans changed; `sekutu articles --versions` shows them",
        no_such: "there is nothing of that kind in the ledger",
        empty: "the ledger is empty; `sekutu ingest PATH…` reads articles into it",
        more: "more: --offset",
        of: "of",
        origins: "origins",
        outlets: "outlets",
        contested: "contested",
        interested: "speaks of itself",
        history: "history",
        flags: "worth a look",
        links: "why together",
        unfinished: "unfinished: going on, or killed; run the same again to complete it",
        spans: "spans cut again",
        hashes: "texts hashed again",
        without_text: "articles without text were not compared; name their files to compare them",
        all_right: "nothing differs",
        problems: "problems",
        settled: "settled; events are regrouped",
        was_not_settled: "nothing was settled of these two",
        together: "together",
        apart: "apart",
        not_grouped: "the last run was cut short before its claims were grouped; `sekutu group` completes it",
        before: "before",
        after: "after",
        superseded: "replaced by",
        text_not_kept: "the ledger keeps no texts; what changed cannot be shown",
        no_parquet: "this program was built without Parquet; build it with --features parquet, or use --format csv or jsonl",
        states: [
            "asserted",
            "denied",
            "said not to have happened",
            "partly admitted",
            "confirmed by its own actor",
            "retracted",
            "corrected",
        ],
        flag_kinds: [
            "the headline is stronger than the body",
            "one speaker, two offices",
            "numbers differ",
            "stated flatly, though its source hedges",
        ],
        origin_kinds: ["speaker", "agency", "copy", "outlet"],
        reasons: ["type", "actor", "recipient", "time", "item", "number", "place", "words", "settled by you"],
    };

    /// Indonesian.
    pub const INDONESIAN: Words = Words {
        new: "baru",
        versions: "versi baru",
        reread: "dibaca ulang",
        unchanged: "tetap",
        refused: "ditolak",
        articles: "artikel",
        claims: "klaim",
        events: "peristiwa",
        grouping: "mengelompokkan",
        new_version: "versi baru dari",
        changed: "bagian berubah; `sekutu articles --versions` menampilkannya",
        no_such: "tidak ada yang seperti itu di dalam ledger",
        empty: "ledger masih kosong; `sekutu ingest PATH…` membaca artikel ke dalamnya",
        more: "selanjutnya: --offset",
        of: "dari",
        origins: "sumber mandiri",
        outlets: "media",
        contested: "dipersengketakan",
        interested: "berbicara tentang dirinya sendiri",
        history: "riwayat",
        flags: "patut diperiksa",
        links: "mengapa satu",
        unfinished: "belum selesai: masih berjalan, atau terhenti; jalankan lagi perintah yang sama untuk melanjutkan",
        spans: "kutipan dipotong ulang",
        hashes: "teks dihitung ulang hash-nya",
        without_text: "artikel tanpa teks tidak dibandingkan; sebutkan berkasnya untuk membandingkan",
        all_right: "tidak ada yang berbeda",
        problems: "masalah",
        settled: "ditetapkan; peristiwa dikelompokkan ulang",
        was_not_settled: "tidak ada ketetapan tentang keduanya",
        together: "satu",
        apart: "terpisah",
        not_grouped: "proses terakhir terhenti sebelum klaimnya dikelompokkan; `sekutu group` menyelesaikannya",
        before: "sebelum",
        after: "sesudah",
        superseded: "diganti oleh",
        text_not_kept: "ledger ini tidak menyimpan teks; perubahan tidak dapat ditampilkan",
        no_parquet: "program ini dibuat tanpa Parquet; buat dengan --features parquet, atau pakai --format csv atau jsonl",
        states: [
            "dinyatakan",
            "dibantah",
            "disebut tidak terjadi",
            "diakui sebagian",
            "dibenarkan pelakunya sendiri",
            "dicabut",
            "diralat",
        ],
        flag_kinds: [
            "judul lebih keras daripada isi",
            "satu pembicara, dua jabatan",
            "angka berbeda",
            "dinyatakan lugas, padahal sumbernya ragu",
        ],
        origin_kinds: ["pembicara", "kantor berita", "salinan", "media"],
        reasons: ["jenis", "pelaku", "sasaran", "waktu", "barang", "angka", "tempat", "kata-kata", "ditetapkan pengguna"],
    };
}
