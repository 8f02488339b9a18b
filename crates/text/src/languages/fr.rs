use super::Language;

pub(super) static FRENCH: Language = Language {
    code: "fr",
    name: "French",
    titles: &[
        "M", "MM", "mme", "mmes", "mlle", "mlles", "dr", "drs", "pr", "prof", "me", "mgr", "gal", "gén", "col", "cdt", "cne", "lt", "adj", "amb", "st", "ste", "bd", "av", "pl", "ch", "vs", "cf", "p.ex", "ex", "c.-à-d", "réf", "mr", "env", "fbg", "sgt",
    ],
    abbreviations: &["etc", "cie", "sté", "s.a", "s.a.r.l", "jr", "inc", "corp", "dép", "apr", "av.j.-c", "j.-c", "c", "é.-u", "e.-u", "ndlr", "n.d.l.r", "éd", "coll", "h", "min"],
    before_numbers: &["n", "no", "nos", "art", "al", "p", "pp", "t", "vol", "chap", "fig", "tél", "env", "janv", "févr", "fév", "avr", "juil", "sept", "oct", "nov", "déc"],
    starters: &[
        "le", "la", "les", "l", "un", "une", "des", "il", "elle", "ils", "elles", "on", "nous", "vous", "je", "ce", "cet", "cette", "ces", "cela", "ça", "c", "mais", "et", "ou", "or", "donc", "en", "dans", "à", "au", "aux", "de", "du", "d", "par", "pour", "sur", "avec",
        "sans", "selon", "après", "avant", "depuis", "lors", "lorsque", "quand", "si", "alors", "ainsi", "pourtant", "cependant", "toutefois", "aussi", "plusieurs", "certains", "son", "sa", "ses", "leur", "leurs", "notre", "qui", "que", "quoi", "comment", "pourquoi",
        "hier", "aujourd", "face", "outre", "malgré", "entre", "sous", "tous", "tout", "rien", "plus", "deux", "trois", "parmi", "puis", "enfin", "même", "n", "j", "s", "m", 
    ],
    speech: &[],
    ordinals: false,
    months: [
        &["janvier", "janv"],
        &["février", "févr", "fév", "fevrier"],
        &["mars"],
        &["avril", "avr"],
        &["mai"],
        &["juin"],
        &["juillet", "juil"],
        &["août", "aout"],
        &["septembre", "sept"],
        &["octobre", "oct"],
        &["novembre", "nov"],
        &["décembre", "déc", "decembre"],
    ],
    dateline: &["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "publié", "publiée", "mis", "à", "jour", "le", "la", "par", "modifié", "modifiée", "heure", "h", "a", "de"],
    function_words: &[
        "le", "la", "les", "des", "du", "et", "est", "une", "un", "dans", "que", "qui", "pour", "par", "sur", "avec", "au", "aux", "ce", "il", "elle", "ne", "pas", "plus", "son", "sa", "ses", "ont", "été", "à", "en", "selon", "mais", "contre", "après", "cette", "ces",
        "leur", "sont", "entre", "était", "ministre", "guerre", "gouvernement", "ainsi", "aussi", "être", "fait", "nous", "très", "où",
    ],
    related: &["lire aussi", "à lire aussi", "lire plus", "lire la suite", "voir aussi", "à lire également", "sur le même sujet", "articles liés", "à voir aussi", "pour aller plus loin", "notre dossier", "en savoir plus", "écouter aussi"],
    furniture: &["publicité", "partager", "commentaires", "s'abonner", "abonnez-vous", "newsletter", "imprimer", "copier le lien", "aller au contenu", "suivez-nous", "réagir", "article réservé aux abonnés", "inscrivez-vous à notre newsletter"],
};
