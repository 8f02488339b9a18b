use super::Language;

pub(super) static MALAY: Language = Language {
    code: "ms",
    name: "Malay",
    titles: &[
        "dr", "prof", "hj", "hjh", "ts", "ir", "sr", "en", "pn", "tn", "dato", "datuk", "kapt", "kol", "lt", "mej", "jen", "yb", "y.b", "yab", "y.a.b", "ybhg", "jln", "kg",
        "sg", "bkt", "tmn", "lrg", "st", "mr", "mrs", "vs", "lwn", "mohd", "muhd", "md", "abd", 
    ],
    abbreviations: &["dll", "dsb", "bhd", "sdn", "s.a.w", "s.w.t", "a.s", "ph.d", "inc", "corp", "co", "ltd", "jr", "p.m", "a.m", "hlm", "tel"],
    before_numbers: &["no", "bil", "rm", "hlm", "jil", "tel", "pkl", "art", "ogos", "jan", "feb", "sept", "okt", "nov", "dis"],
    starters: &[
        "beliau", "dia", "mereka", "kami", "kita", "saya", "ini", "itu", "namun", "tetapi", "sementara", "selain", "sebelum", "menurut", "pada", "di", "dalam", "dari", "daripada", "untuk", "dengan", "kerana", "ketika",
        "selepas", "walaupun", "jika", "sekiranya", "para", "beberapa", "terdahulu", "kini", "berikutan", "susulan", "bagaimanapun", "malah", "apa", "siapa", "mengapa", "bagaimana", "seorang", "sebuah", "semua",
        "setiap", "dan", "pihak", "kedua-dua", "kerajaan", "polis", "tidak", "apabila", "terdapat", "antara", "katanya", "ujarnya", "manakala",
    ],
    speech: &[],
    ordinals: false,
    months: [
        &["januari", "jan"],
        &["februari", "feb"],
        &["mac"],
        &["april", "apr"],
        &["mei"],
        &["jun"],
        &["julai", "jul"],
        &["ogos", "ogo"],
        &["september", "sept", "sep"],
        &["oktober", "okt"],
        &["november", "nov"],
        &["disember", "dis"],
    ],
    dateline: &["isnin", "selasa", "rabu", "khamis", "jumaat", "sabtu", "ahad", "diterbitkan", "dikemaskini", "dikemas", "kini", "pada", "pagi", "petang", "tengah", "hari", "malam", "tarikh", "oleh"],
    function_words: &[
        "yang", "dan", "dengan", "untuk", "pada", "tidak", "dalam", "akan", "juga", "kerana", "bahawa", "berkata", "ialah", "daripada", "beliau", "selepas", "apabila", "manakala", "syarikat", "polis", "mahu",
        "kerajaan", "tentera", "khamis", "isnin", "jumaat", "ahad", "ogos", "julai", "disember", "rundingan", "sebarang", "susulan", "menerusi", "turut", "oleh", "kepada", "terhadap", "sebagai", "tersebut",
        "di", "ke", "itu", "ini", "boleh", "peluru", "berpandu", "katanya", "pihak", "berikutan", "persekutuan", "bagaimanapun", "ujarnya", "sekiranya", "adalah", "presiden", "menteri", "perdana",
        "lapor", "luar", "zon", "bagi", "seramai", "mengikut", "dakwa", "cadangan", "sokong", "bunuh",
    ],
    related: &["baca juga", "baca lagi", "berita berkaitan", "artikel berkaitan", "lihat juga", "tonton", "berita lain", "berita penuh", "ikuti", "artikel lain"],
    furniture: &["iklan", "advertisement", "kongsi", "kongsi artikel ini", "komen", "salin pautan", "langgan", "ikuti kami", "video berkaitan"],
};
