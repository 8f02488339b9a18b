use super::Language;

pub(super) static GERMAN: Language = Language {
    code: "de",
    name: "German",
    titles: &[
        "dr", "prof", "hr", "fr", "frl", "dipl", "ing", "mag", "med", "jur", "phil", "rer", "nat", "pol", "h.c", "h", "hl", "st", "gen", "maj", "hptm", "lt", "kpt", "adm", "bgm", "abg", "staatssekr", "z.b", "d.h", "u.a", "v.a", "i.d.r", "sog", "bzgl", "bspw", "vgl", "ca", "evtl",
        "ggf", "insb", "inkl", "exkl", "zzgl", "lfd", "geb", "gest", "verh", "gez", "tägl", "ehem", "dt", "amer", "russ", "ukr", "franz", "brit", "vs", "gg", "str", "u", "z", "d", "v", "i", "s", "mr", "mrs", "ms",
    ],
    abbreviations: &["usw", "usf", "etc", "u.a.m", "o.ä", "o.g", "u.ä", "dgl", "bzw", "co", "kg", "inc", "corp", "ltd", "jr", "sen", "jun", "mio", "mrd", "tsd", "std", "min", "sek", "jh", "jhd", "jhdt", "a.d", "e.v", "a.m", "b", "ff", "abt", "dez", "hrsg", "red", "n.chr", "v.chr", "chr"],
    before_numbers: &["nr", "nrn", "art", "abs", "s", "bd", "kap", "ziff", "tel", "az", "par", "jan", "feb", "febr", "mär", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dez"],
    starters: &[
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "er", "sie", "es", "wir", "ich", "ihr", "dies", "diese", "dieser", "dieses", "aber", "und", "oder", "doch", "in", "im", "an", "am", "auf", "bei", "beim", "nach", "vor", "seit", "mit",
        "ohne", "für", "gegen", "über", "unter", "zu", "zum", "zur", "von", "vom", "aus", "wenn", "als", "während", "obwohl", "weil", "dass", "auch", "nur", "noch", "schon", "jetzt", "dann", "danach", "zuvor", "bisher", "laut", "zudem", "außerdem", "dabei", "damit", "dafür", "darüber",
        "deshalb", "allerdings", "jedoch", "sein", "seine", "ihre", "viele", "einige", "mehrere", "alle", "beide", "zwei", "drei", "kein", "keine", "nicht", "was", "wer", "wie", "warum", "wo", "so", "da", "man", "trotz", "wegen", "durch", "bis", "um", "nun", "heute", "gestern", "mehr", "dort", "hier",
    ],
    speech: &[],
    ordinals: true,
    months: [
        &["januar", "jänner", "jan"],
        &["februar", "feb", "febr"],
        &["märz", "mär", "maerz"],
        &["april", "apr"],
        &["mai"],
        &["juni", "jun"],
        &["juli", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["oktober", "okt"],
        &["november", "nov"],
        &["dezember", "dez"],
    ],
    dateline: &["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "stand", "veröffentlicht", "aktualisiert", "am", "um", "uhr", "den", "von"],
    function_words: &[
        "der", "die", "das", "und", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "ist", "im", "von", "mit", "auf", "für", "nicht", "sich", "auch", "nach", "bei", "aus", "wie", "an", "zu", "als", "am", "vor", "über", "hat", "sind", "war", "wird", "werden", "sie", "er", "es",
        "dass", "gegen", "laut", "zur", "zum", "sein", "seine", "wurde", "sagte", "haben", "noch", "nur", "krieg", "unter", "vom",
    ],
    related: &["lesen sie auch", "mehr zum thema", "lesen sie mehr", "lesen sie hier", "auch interessant", "weitere artikel", "das könnte sie auch interessieren", "zum thema", "mehr lesen", "siehe auch", "hintergrund"],
    furniture: &["anzeige", "werbung", "teilen", "kommentare", "kommentieren", "drucken", "newsletter", "abonnieren", "jetzt abonnieren", "link kopieren", "zum inhalt springen", "merken", "artikel hören", "externer inhalt"],
};
