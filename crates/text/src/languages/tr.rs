use super::Language;

pub(super) static TURKISH: Language = Language {
    code: "tr",
    name: "Turkish",
    titles: &["dr", "prof", "doç", "yrd", "öğr", "gör", "av", "ecz", "müh", "arş", "uzm", "op", "sn", "bkz", "org", "korg", "tümg", "tuğg", "alb", "yzb", "ütğm", "tğm", "bnb", "yb", "ast", "plt", "mah", "cad", "sok", "blv", "apt", "hz", "st", "mr", "mrs", "gen", "örn", "ör", "çev"],
    abbreviations: &["vb", "vd", "vs", "vbg", "a.ş", "ltd", "şti", "san", "tic", "t.c", "a.b.d", "abd", "m.ö", "m.s", "a.g.e", "co", "inc", "corp", "jr", "yy", "dk", "sn", "sa", "mad", "üniv", "fak"],
    before_numbers: &["no", "s", "ss", "sf", "md", "cilt", "tel", "par", "oca", "şub", "mar", "nis", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara"],
    starters: &[
        "bu", "o", "bir", "ve", "ama", "ancak", "fakat", "ayrıca", "öte", "için", "daha", "ise", "iki", "her", "hiç", "bunun", "buna", "bunlar", "onlar", "biz", "ben", "siz", "sonra", "önce", "şimdi", "dün", "bugün", "yarın", "eğer", "çünkü", "ne", "neden", "nasıl", "kim", "nerede",
        "yetkililer", "açıklamada", "toplantıda", "karar", "son", "en", "çok", "bazı", "tüm", "bütün", "diğer", "aynı", "böyle", "böylece", "ardından", "üstelik", "hem", "zira", "yine", "artık",
    ],
    speech: &[],
    ordinals: true,
    months: [
        &["ocak", "oca"],
        &["şubat", "şub"],
        &["mart", "mar"],
        &["nisan", "nis"],
        &["mayıs", "may"],
        &["haziran", "haz"],
        &["temmuz", "tem"],
        &["ağustos", "ağu"],
        &["eylül", "eyl"],
        &["ekim", "eki"],
        &["kasım", "kas"],
        &["aralık", "ara"],
    ],
    dateline: &["pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar", "yayınlanma", "yayın", "tarihi", "güncelleme", "güncellenme", "son", "saat", "giriş", "tarih", "tsi"],
    function_words: &["ve", "bir", "bu", "için", "ile", "olarak", "olan", "daha", "dedi", "çok", "ise", "sonra", "gibi", "ancak", "kadar", "türkiye", "ilk", "göre", "oldu", "olduğunu", "yeni", "var", "karşı", "açıkladı", "eski", "bakanı", "abd", "rusya", "başkanı", "cumhurbaşkanı", "söyledi", "arasında", "üzerine", "değil", "iki", "üç", "saldırı"],
    related: &["ayrıca oku", "ayrıca bakınız", "ilgili haberler", "ilgili haber", "i̇lgili haberler", "bunu da okuyun", "devamını oku", "haberin devamı", "benzer haberler", "önerilen haberler", "bunlar da ilginizi çekebilir", "daha fazlası", "diğer haberler"],
    furniture: &["reklam", "paylaş", "yorumlar", "yorum yap", "abone ol", "bülten", "yazdır", "bağlantıyı kopyala", "haberin devamı", "takip et", "advertisement"],
};
