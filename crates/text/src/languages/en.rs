use super::Language;

pub(super) static ENGLISH: Language = Language {
    code: "en",
    name: "English",
    titles: &[
        "mr", "mrs", "ms", "mx", "messrs", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "govs", "gen", "lt", "col", "maj", "capt", "cmdr", "adm",
        "sgt", "cpl", "pvt", "brig", "st", "ste", "hon", "rev", "fr", "msgr", "pres", "amb", "supt", "det", "insp", "atty", "asst", "dep", "vs", "v",
        "mt", "ft", "e.g", "i.e", "cf", "viz", "approx", "ca", "al-haj", "Ald", "Spc", "Pfc", "Vice-Adm", "Ph.D",
    ],
    abbreviations: &[
        "inc", "corp", "co", "ltd", "llc", "plc", "bros", "jr", "sr", "esq", "etc", "dept", "assn", "univ", "govt", "est", "ave", "blvd", "rd", "al", "mfg",
        "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mich", "Minn", "Miss", "Mont",
        "Neb", "Nev", "Okla", "Ont", "Ore", "Pa", "Penn", "Que", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", "Dem", "Intl", "Natl",
        "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "a.m", "p.m", "ed", "eds", "min", "hrs", "mins", "secs", "kg", "km", "lb", "lbs", "oz", "pct",
    ],
    before_numbers: &[
        "No", "Nos", "no", "nos", "art", "arts", "sec", "secs", "fig", "figs", "vol", "vols", "p", "pp", "ch", "para", "paras", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul",
        "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "c", "rs", "Rs", "tel", "ext",
    ],
    starters: &[
        "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "his", "her", "its", "their", "our", "there", "but",
        "and", "or", "so", "in", "on", "at", "after", "before", "while", "when", "if", "as", "for", "from", "by", "since", "however", "although", "though",
        "because", "both", "some", "many", "most", "several", "all", "another", "one", "two", "three", "what", "who", "why", "how", "where", "which", "also", "now",
        "meanwhile", "earlier", "last", "later", "then", "no", "not", "more", "with", "under", "over", "during", "despite", "according", "to", "until", "even",
        "about", "asked", "among", "yet", "such", "other", "officials", "police", "critics", "analysts",
    ],
    speech: &["said", "says", "asked", "asks", "wrote", "told", "added", "shouted", "replied", "tweeted", "posted", "wondered", "demanded"],
    ordinals: false,
    months: [
        &["january", "jan"],
        &["february", "feb"],
        &["march", "mar"],
        &["april", "apr"],
        &["may"],
        &["june", "jun"],
        &["july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["october", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ],
    dateline: &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "published", "updated", "posted", "last", "modified", "on", "at", "by", "gmt", "utc", "est", "edt", "et", "bst", "cet", "pst", "pdt", "am", "pm", "ist", "sgt", "hkt", "jst", "first", "date", "of"],
    function_words: &[
        "the", "of", "and", "to", "that", "was", "with", "said", "for", "has", "his", "from", "by", "it", "is", "were", "have", "had", "will", "which", "their",
        "its", "he", "been", "would", "who", "after", "over", "against", "says", "on", "at", "are", "not", "but", "they", "this", "as", "be", "an", "a", "in", "into", "near", "two", "when", "people", "killed", "killing", "during", "between", "could", "about", "than",
    ],
    related: &[
        "read more", "read also", "also read", "see also", "related", "related articles", "related stories", "more on this story", "recommended", "more from", "watch",
        "editor's picks", "read next", "you may also like", "don't miss", "related topics", "trending", "most read",
    ],
    furniture: &[
        "advertisement", "scroll to continue with content", "story continues below", "story continues below advertisement", "article continues below",
        "continue reading", "share this article", "share", "follow us", "sign up", "subscribe", "sign up for our newsletter", "newsletter", "print", "email", "copy link", "comments",
        "leave a comment", "sponsored", "skip to main content", "listen to this article", "all rights reserved", "getty images", "photo", "image source", "loading...",
        "accept all cookies", "cookie settings", "this video can not be played", "advertisement - scroll to continue",
    ],
};
