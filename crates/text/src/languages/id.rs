use super::Language;

pub(super) static INDONESIAN: Language = Language {
    code: "id",
    name: "Indonesian",
    titles: &[
        "dr", "drs", "dra", "prof", "ir", "h", "hj", "kh", "k.h", "r", "ra", "rm", "r.a", "sdr", "sdri", "tn", "ny", "nn", "st", "letjen", "mayjen", "brigjen", "jend",
        "kol", "letkol", "kapt", "lettu", "kompol", "akbp", "kombes", "irjen", "komjen", "ust", "tgk", "yth", "jl", "jln", "gg", "kec", "kab", "kel", "ds", "dsn",
        "pt", "cv", "ud", "a.n", "u.p", "up", "an", "d.a", "mis", "vs", "gd", "lt",
    ],
    abbreviations: &[
        "dll", "dsb", "dst", "dkk", "tbk", "a.l", "s.d", "sd", "d.h", "y.l", "ybl", "yl", "hlm", "tsb", "ttg", "a.s", "s.w.t", "swt", "saw", "s.a.w", "m.si", "s.h", "s.e", "s.t", "s.ip", "s.pd",
        "s.sos", "m.m", "m.a", "m.sc", "ph.d", "s.kom", "m.h", "m.hum", "sh", "mh", "se", "mm", "ma", "msi", "dept", "inc", "ltd", "corp", "jr", "sr", "pk", "co",
    ],
    before_numbers: &["Rp", "rp", "no", "nomor", "hal", "ps", "psl", "ay", "tel", "telp", "rt", "rw", "pkl", "jam", "vol", "art", "ref", "km"],
    starters: &[
        "dia", "ia", "mereka", "kami", "kita", "saya", "ini", "itu", "hal", "namun", "tetapi", "tapi", "sementara", "selain", "sebelumnya", "menurut", "pada", "di", "dalam", "dari",
        "untuk", "dengan", "karena", "ketika", "saat", "setelah", "usai", "meski", "meskipun", "walau", "jika", "bila", "para", "sejumlah", "beberapa", "banyak", "ada", "tidak", "tak", "adapun",
        "kemudian", "lalu", "selanjutnya", "akan", "bahkan", "padahal", "akibatnya", "sebagai", "seperti", "hingga", "sejak", "kini", "terkait", "atas", "oleh", "berdasarkan", "apa", "siapa",
        "mengapa", "bagaimana", "sang", "seorang", "sebuah", "salah", "semua", "setiap", "juga", "dan", "pihak", "kedua", "belum", "sudah", "pemerintah", "polisi",
    ],
    speech: &[],
    ordinals: false,
    months: [
        &["januari", "jan"],
        &["februari", "pebruari", "feb"],
        &["maret", "mar"],
        &["april", "apr"],
        &["mei"],
        &["juni", "jun"],
        &["juli", "jul"],
        &["agustus", "agu", "agt", "ags"],
        &["september", "sep", "sept"],
        &["oktober", "okt"],
        &["november", "nopember", "nov", "nop"],
        &["desember", "des"],
    ],
    dateline: &["senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad", "wib", "wita", "wit", "diterbitkan", "dipublikasikan", "diperbarui", "terbit", "pukul", "jam", "pada", "oleh", "tanggal", "tayang", "rilis", "publikasi", "redaksi", "update"],
    function_words: &[
        "yang", "dan", "dari", "dengan", "untuk", "pada", "tidak", "dalam", "akan", "juga", "karena", "bahwa", "mengatakan", "kata", "ujar", "tersebut", "adalah", "oleh", "sebagai", "saat", "bisa", "soal",
        "usai", "serikat", "polisi", "rudal", "tentara", "kepada", "terhadap", "sejumlah", "dia", "ia", "itu", "ini", "di", "ke", "menyebut", "disebut", "senin", "kamis", "jumat", "agustus", "maret", "juni", "juli",
        "desember", "warga", "presiden", "menteri", "perusahaan", "setelah", "tewas", "pemerintah", "minta", "bakal", "gelar", "sebut", "negeri", "dukung", "akibat", "serang", "otoritas", "pekan", "lalu", "satu", "merilis", "dijadwalkan", "atas", "bagi", "ketika", "pejabat", "menteri", "perdana", "akan", "para", "apa", "serta", "antara", "hingga", "kapal", "soal", "pihak",
    ],
    related: &[
        "baca juga", "lihat juga", "simak juga", "baca selengkapnya", "artikel terkait", "berita terkait", "tonton juga", "tonton video", "saksikan video", "simak video", "video", "pilihan editor",
        "baca artikel", "baca berita", "rekomendasi", "berita lainnya", "berita populer", "baca pula", "simak berita", "lihat video", "gambas:video", "gambas", "baca",
    ],
    furniture: &[
        "advertisement", "scroll to continue with content", "iklan", "bagikan", "komentar", "lanjutkan dengan konten", "gulir ke bawah untuk melanjutkan membaca", "ikuti kami di google news", "salin tautan",
        "copy link", "pilihan redaksi", "terpopuler", "tag", "tags", "topik", "share", "advertorial", "gulir untuk lanjut membaca", "cek berita dan artikel yang lain di google news",
    ],
};
