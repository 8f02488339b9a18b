use super::Language;

pub(super) static PORTUGUESE: Language = Language {
    code: "pt",
    name: "Portuguese",
    titles: &[
        "sr", "sra", "srs", "sras", "srta", "dr", "dra", "drs", "prof", "profa", "eng", "arq", "d", "gen", "gal", "cel", "cap", "maj", "ten", "sgt", "alm", "brig", "dep", "sen", "min", "exmo", "exma", "pe", "fr", "sto", "sta", "av", "r", "trav", "pça", "al", "vs", "cf", "p.ex", "mr", "mrs", "st", "dom",
    ],
    abbreviations: &["e.u.a", "etc", "cia", "ltda", "s.a", "s/a", "jr", "ss", "d.c", "a.c", "inc", "corp", "depto", "dept", "aprox", "ed", "obs", "tel", "i.e"],
    before_numbers: &["no", "nº", "n", "art", "arts", "pág", "págs", "pag", "p", "pp", "vol", "tel", "cap", "inc", "aprox", "jan", "fev", "mar", "abr", "jun", "jul", "ago", "set", "out", "nov", "dez"],
    starters: &[
        "o", "a", "os", "as", "um", "uma", "ele", "ela", "eles", "elas", "isto", "isso", "este", "esta", "esse", "essa", "mas", "e", "além", "segundo", "por", "para", "com", "sem", "após", "quando", "se", "embora", "enquanto", "desde", "também",
        "não", "seu", "sua", "seus", "suas", "no", "na", "nos", "nas", "em", "ao", "à", "do", "da", "dos", "das", "de", "que", "como", "entre", "sobre", "até", "assim", "hoje", "ontem", "agora", "ambos", "outro", "outra", "outros", "muitos", "alguns", "durante",
        "depois", "antes", "então", "porém", "já", "mais", "quem", "todo", "todos", "há", "foi", "é", "está", "disse", "nós", "eu", "entretanto", "contudo", "pelo", "pela", "num", "numa",
    ],
    speech: &[],
    ordinals: false,
    months: [
        &["janeiro", "jan"],
        &["fevereiro", "fev"],
        &["março", "mar"],
        &["abril", "abr"],
        &["maio", "mai"],
        &["junho", "jun"],
        &["julho", "jul"],
        &["agosto", "ago"],
        &["setembro", "set"],
        &["outubro", "out"],
        &["novembro", "nov"],
        &["dezembro", "dez"],
    ],
    dateline: &["segunda", "terça", "quarta", "quinta", "sexta", "feira", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo", "publicado", "atualizado", "actualizado", "em", "às", "as", "de", "do", "a", "por", "h"],
    function_words: &[
        "o", "os", "as", "do", "da", "dos", "das", "em", "no", "na", "nos", "nas", "não", "um", "uma", "que", "por", "com", "para", "ao", "à", "pelo", "pela", "seu", "sua", "foi", "são", "disse", "mas", "mais", "como", "também", "até", "entre", "após", "é", "e",
        "contra", "sobre", "segundo", "já", "está", "ele", "ela", "governo", "ministro", "guerra", "estados", "anos", "às", "isso", "muito", "exército", "cidade", "num", "numa", "afirmou", "têm", "tem", "há", "diz", "acordo", "de", "se", "quando", "onde", "ante",
    ],
    related: &["leia também", "leia mais", "veja também", "saiba mais", "notícias relacionadas", "artigos relacionados", "confira também", "ler mais", "leia ainda", "veja mais", "assista também", "relacionadas"],
    furniture: &["publicidade", "continua após a publicidade", "compartilhar", "partilhar", "comentários", "assine", "newsletter", "siga-nos", "imprimir", "copiar link", "pular para o conteúdo", "anúncio"],
};
