use super::Language;

pub(super) static SPANISH: Language = Language {
    code: "es",
    name: "Spanish",
    titles: &[
        "sr", "sra", "srta", "sres", "sras", "dr", "dra", "dres", "lic", "ing", "arq", "prof", "profa", "d", "da", "dña", "fr", "mons", "gral", "gen", "cnel", "cnl", "cmdte", "cap", "tte", "sgto", "alm", "pdte", "pdta",
        "excmo", "excma", "ilmo", "hno", "sto", "sta", "av", "avda", "c", "ud", "uds", "vd", "p.ej", "vs", "cf", "mtro", "mtra", "dip", "sen", "mr", "mrs", "st", "comdte", "my", "pbro",
    ],
    abbreviations: &["ee.uu", "ee", "uu", "ff.aa", "rr.hh", "cc.oo", "jj.oo", "etc", "cía", "cia", "s.a", "s.l", "s.a.u", "a.m", "p.m", "a.c", "d.c", "d.f", "jr", "hnos", "ltda", "admón", "dpto", "depto", "inc", "corp", "aprox", "ed", "edo", "prov", "pcia"],
    before_numbers: &["no", "núm", "num", "nº", "n", "art", "arts", "pág", "págs", "pag", "p", "pp", "vol", "tel", "tfno", "cap", "aprox", "inc", "ley", "km", "ene", "feb", "mar", "abr", "jun", "jul", "ago", "sept", "sep", "oct", "nov", "dic"],
    starters: &[
        "el", "la", "los", "las", "un", "una", "unos", "unas", "en", "él", "ella", "ellos", "esto", "este", "esta", "estos", "estas", "ese", "esa", "pero", "y", "además", "según", "por", "para", "con", "sin", "tras", "cuando", "si",
        "aunque", "mientras", "desde", "también", "no", "su", "sus", "al", "del", "a", "de", "que", "como", "entre", "sobre", "ante", "hasta", "así", "asimismo", "hoy", "ayer", "ahora", "ambos", "otro", "otra", "otros", "muchos", "algunos",
        "durante", "después", "antes", "luego", "entonces", "sin embargo", "se", "le", "lo", "nos", "más", "qué", "quién", "cómo", "todo", "todos", "nadie", "hay", "fue", "es", "está", "dijo", "nosotros", "yo",
    ],
    speech: &[],
    ordinals: false,
    months: [
        &["enero", "ene"],
        &["febrero", "feb"],
        &["marzo", "mar"],
        &["abril", "abr"],
        &["mayo", "may"],
        &["junio", "jun"],
        &["julio", "jul"],
        &["agosto", "ago"],
        &["septiembre", "setiembre", "sept", "sep", "set"],
        &["octubre", "oct"],
        &["noviembre", "nov"],
        &["diciembre", "dic"],
    ],
    dateline: &["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "publicado", "actualizado", "el", "a", "las", "la", "de", "del", "hora", "horas", "actualización", "publicación", "cet", "por", "h", "hrs"],
    function_words: &[
        "el", "la", "los", "las", "del", "y", "en", "que", "una", "un", "por", "con", "para", "su", "sus", "al", "lo", "fue", "según", "dijo", "pero", "más", "como", "este", "también", "entre", "hasta", "desde", "contra", "sobre", "tras",
        "ha", "han", "es", "muy", "ayer", "hoy", "gobierno", "ministro", "presidente", "guerra", "está", "estados", "unidos", "años", "le", "sin", "durante", "ejército", "ciudad", "de", "se", "cuando", "donde", "respecto", "nueva", "ante", "unos", "si", "pese", "huelga", "protesta",
    ],
    related: &["lea también", "lee también", "leer más", "lea más", "te puede interesar", "le puede interesar", "también te puede interesar", "más información", "noticias relacionadas", "ver también", "vea también", "relacionado", "relacionadas", "mira también", "además", "lee más", "puedes leer"],
    furniture: &["publicidad", "compartir", "comparte", "comentarios", "suscríbete", "suscríbase", "newsletter", "síguenos", "síguenos en", "imprimir", "copiar enlace", "ir al contenido", "boletín", "anuncio"],
};
