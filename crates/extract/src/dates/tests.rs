//! `check(language, words, the article's date, expected)`; 2022-11-07 is a Monday.

use super::{languages, resolve};
use sekutu_model::Date;

/// "from..to" with an open side left empty, or "none".
fn say(lang: Option<&str>, words: &str, written: &str) -> String {
    let written: Option<Date> = written.parse().ok();
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    resolve(words, lang, written).map_or("none".into(), |(from, to)| format!("{}..{}", day(from), day(to)))
}

fn check(lang: &str, words: &str, written: &str, expect: &str) {
    let expect = if expect.contains("..") || expect == "none" { expect.to_owned() } else { format!("{expect}..{expect}") };
    assert_eq!(say(Some(lang), words, written), expect, "{lang}: {words:?} written on {written}");
}

/// Every line is "words | the article's date | expected"; all that fail are shown at once.
fn checks(lang: &str, lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let parts: Vec<&str> = line.split(" => ").collect();
        let [asked, expect] = parts[..] else { panic!("{lang}: not a case: {line}") };
        let (words, written) = asked.split_once(" @ ").unwrap_or((asked, "2022-11-07"));
        let expect = if expect.contains("..") || expect == "none" { expect.to_owned() } else { format!("{expect}..{expect}") };
        let got = say(Some(lang), words, written);
        if got != expect {
            wrong.push(format!("{words:?} @ {written}: expected {expect}, got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{lang}:\n{}", wrong.join("\n"));
}

#[test]
fn indonesian() {
    check("id", "Kamis (3/11)", "2022-11-07", "2022-11-03..2022-11-03");
    checks(
        "id",
        "
        3 November 2022 @ 2023-01-01 => 2022-11-03
        Kamis, 3 November 2022 | 14:20 WIB => 2022-11-03
        Jumat (13/6) @ 2025-06-15 => 2025-06-13
        (2/8/2025) @ 2025-08-03 => 2025-08-02
        21 Juni => 2022-06-21
        Senin => 2022-11-07
        Senin lalu => 2022-10-31
        Kamis lalu => 2022-11-03
        Senin depan => 2022-11-14
        Jumat malam => 2022-11-04
        pagi ini => 2022-11-07
        hari ini => 2022-11-07
        kemarin => 2022-11-06
        besok => 2022-11-08
        pekan lalu => 2022-10-31..2022-11-06
        pekan ini => 2022-11-07..2022-11-13
        minggu depan => 2022-11-14..2022-11-20
        Minggu malam => 2022-11-06
        Minggu (6/11) => 2022-11-06
        hari Minggu => 2022-11-06
        bulan lalu => 2022-10-01..2022-10-31
        Februari lalu => 2022-02-01..2022-02-28
        pada Juni lalu => 2022-06-01..2022-06-30
        November lalu => 2021-11-01..2021-11-30
        Maret mendatang => 2023-03-01..2023-03-31
        Maret tahun lalu => 2021-03-01..2021-03-31
        tahun lalu => 2021-01-01..2021-12-31
        dua hari lalu => 2022-11-05
        dua bulan yang lalu => 2022-09-01..2022-09-30
        sepekan lalu => 2022-10-31..2022-11-06
        setahun silam => 2021-01-01..2021-12-31
        tiga bulan terakhir => 2022-08-07..2022-11-07
        awal bulan ini => 2022-11-01..2022-11-10
        akhir 2025 => 2025-09-01..2025-12-31
        awal 1990-an => 1990-01-01..1993-12-31
        tahun 1990-an => 1990-01-01..1999-12-31
        pertengahan Januari => 2022-01-11..2022-01-20
        akhir pekan lalu => 2022-11-05..2022-11-06
        sejak 2012 => 2012-01-01..2022-11-07
        sejak 24 Februari => 2022-02-24..2022-11-07
        antara 5 dan 9 Maret => 2022-03-05..2022-03-09
        1-3 Juni => 2022-06-01..2022-06-03
        28 Desember - 3 Januari @ 2022-01-10 => 2021-12-28..2022-01-03
        dari 1990 hingga 1994 => 1990-01-01..1994-12-31
        hingga Jumat => ..2022-11-11
        mulai 8 Juli @ 2022-06-30 => 2022-07-08..
        sebelum 2027 => ..2026-12-31
        tadi malam => 2022-11-06..2022-11-07
        Sabtu dini hari => 2022-11-05
        tanggal 5 => 2022-11-05
        tiga hari => none
        hari kedua => none
        selama tiga pekan => none
        sehari kemudian => none
        malam itu => none
        setiap tahun => none
        11.30 => none
        32 Mei => none
        31/02 => none
        ",
    );
}

#[test]
fn malay() {
    checks(
        "ms",
        "
        3 November 2022 => 2022-11-03
        Khamis (3/11) => 2022-11-03
        pada Jumaat => 2022-11-04
        Isnin lalu => 2022-10-31
        hari ini => 2022-11-07
        semalam => 2022-11-06
        esok => 2022-11-08
        minggu lalu => 2022-10-31..2022-11-06
        minggu depan => 2022-11-14..2022-11-20
        bulan lepas => 2022-10-01..2022-10-31
        tahun lalu => 2021-01-01..2021-12-31
        Mac lalu => 2022-03-01..2022-03-31
        31 Ogos 1957 => 1957-08-31
        bermula 17 September @ 2022-09-15 => 2022-09-17..
        sejak 2018 => 2018-01-01..2022-11-07
        dua hari lalu => 2022-11-05
        akhir tahun ini => 2022-09-01..2022-12-31
        petang Selasa => 2022-11-01
        pagi tadi => 2022-11-07
        sehari selepas => none
        selama 21 hari => none
        11.20 pagi => none
        ",
    );
}

#[test]
fn english() {
    checks(
        "en",
        "
        3 November 2022 => 2022-11-03
        November 3, 2022 => 2022-11-03
        Nov. 3 => 2022-11-03
        Nov 7, 2022 - 05:30 => 2022-11-07
        the 3rd of November => 2022-11-03
        the first of February => 2022-02-01
        6/18/2025 => 2025-06-18
        18/6/2025 => 2025-06-18
        2025-06-18 => 2025-06-18
        2025-06 => 2025-06-01..2025-06-30
        today => 2022-11-07
        yesterday => 2022-11-06
        tomorrow => 2022-11-08
        the day before yesterday => 2022-11-05
        on Monday => 2022-11-07
        last Monday => 2022-10-31
        next Thursday => 2022-11-10
        on Tuesday night => 2022-11-01
        late on Saturday => 2022-11-05
        before dawn on Thursday => 2022-11-03
        last week => 2022-10-31..2022-11-06
        this week => 2022-11-07..2022-11-13
        Thursday last week => 2022-11-03
        last month => 2022-10-01..2022-10-31
        in March => 2022-03-01..2022-03-31
        in December => 2021-12-01..2021-12-31
        next March => 2023-03-01..2023-03-31
        last February => 2022-02-01..2022-02-28
        last year => 2021-01-01..2021-12-31
        November last year => 2021-11-01..2021-11-30
        two days ago => 2022-11-05
        four years ago => 2018-01-01..2018-12-31
        a week ago => 2022-10-31..2022-11-06
        in the past two days => 2022-11-05..2022-11-07
        the last three months => 2022-08-07..2022-11-07
        over the past year => 2021-11-07..2022-11-07
        the next two weeks => 2022-11-07..2022-11-21
        earlier this month => 2022-11-01..2022-11-07
        later this month => 2022-11-07..2022-11-30
        late 2025 => 2025-09-01..2025-12-31
        mid-2022 => 2022-05-01..2022-08-31
        early 1990s => 1990-01-01..1993-12-31
        the 1970s and 1980s => 1970-01-01..1989-12-31
        since Feb. 24 => 2022-02-24..2022-11-07
        since 2013 => 2013-01-01..2022-11-07
        since Friday => 2022-11-04..2022-11-07
        by Oct. 15 @ 2022-09-20 => ..2022-10-15
        before 2030 => ..2029-12-31
        1-3 June => 2022-06-01..2022-06-03
        Nov. 3-5, 2021 => 2021-11-03..2021-11-05
        from 1990 to 1994 => 1990-01-01..1994-12-31
        from June to August 2021 => 2021-06-01..2021-08-31
        between Monday and Wednesday => 2022-10-31..2022-11-02
        1990–94 => 1990-01-01..1994-12-31
        last night => 2022-11-06..2022-11-07
        this morning => 2022-11-07
        tonight => 2022-11-07
        at the weekend => 2022-11-05..2022-11-06
        Jan. 10 @ 2022-12-20 => 2023-01-10
        29 February @ 2022-03-01 => 2020-02-29
        the 19th => 2022-10-19
        at six on Saturday => 2022-11-05
        after 2014 => 2015-01-01..
        in coming weeks => 2022-11-07..2022-12-26
        a fortnight ago => 2022-10-24..2022-10-30
        two hours => none
        26th day => none
        for three weeks => none
        two days later => none
        that morning => none
        February 30, 2022 => none
        midnight => none
        ",
    );
}

#[test]
fn spanish() {
    checks(
        "es",
        "
        el 9 de marzo de 1991 => 1991-03-09
        3 de noviembre => 2022-11-03
        el jueves 3 de noviembre => 2022-11-03
        18/6/2025 => 2025-06-18
        2/8/2025 => 2025-08-02
        hoy => 2022-11-07
        ayer => 2022-11-06
        anteayer => 2022-11-05
        mañana => 2022-11-08
        esta mañana => 2022-11-07
        hace dos días => 2022-11-05
        hace un año => 2021-01-01..2021-12-31
        el lunes pasado => 2022-10-31
        este martes @ 2022-11-09 => 2022-11-08
        noche del viernes => 2022-11-04
        la semana pasada => 2022-10-31..2022-11-06
        el mes pasado => 2022-10-01..2022-10-31
        el próximo jueves => 2022-11-10
        el año pasado => 2021-01-01..2021-12-31
        en marzo => 2022-03-01..2022-03-31
        en febrero pasado => 2022-02-01..2022-02-28
        los últimos tres meses => 2022-08-07..2022-11-07
        desde 2014 => 2014-01-01..2022-11-07
        desde hace dos semanas => 2022-10-24..2022-11-07
        del 5 al 9 de marzo => 2022-03-05..2022-03-09
        entre 1990 y 1994 => 1990-01-01..1994-12-31
        a finales de 2025 => 2025-09-01..2025-12-31
        los años 90 => 1990-01-01..1999-12-31
        a partir de 2030 => 2030-01-01..
        antes de 2027 => ..2026-12-31
        anoche => 2022-11-06..2022-11-07
        dos días después => none
        doce horas => none
        desde el día 20 => 2022-10-20..2022-11-07
        31 de abril => none
        ",
    );
}

#[test]
fn portuguese() {
    checks(
        "pt",
        "
        3 de novembro de 2022 => 2022-11-03
        quinta-feira (3) => 2022-11-03
        na sexta-feira => 2022-11-04
        na sexta => 2022-11-04
        segunda-feira passada => 2022-10-31
        hoje => 2022-11-07
        ontem => 2022-11-06
        anteontem => 2022-11-05
        amanhã => 2022-11-08
        há dois dias => 2022-11-05
        semana passada => 2022-10-31..2022-11-06
        próxima semana => 2022-11-14..2022-11-20
        no mês passado => 2022-10-01..2022-10-31
        em maio => 2022-05-01..2022-05-31
        no ano passado => 2021-01-01..2021-12-31
        desde 2014 => 2014-01-01..2022-11-07
        até janeiro => ..2023-01-31
        de 5 a 9 de março => 2022-03-05..2022-03-09
        nos últimos três meses => 2022-08-07..2022-11-07
        no final de 2025 => 2025-09-01..2025-12-31
        em 2022 => 2022-01-01..2022-12-31
        por um ano => none
        72 horas => none
        ",
    );
}

#[test]
fn french() {
    checks(
        "fr",
        "
        le 3 novembre 2022 => 2022-11-03
        jeudi 3 novembre => 2022-11-03
        1er août 1990 => 1990-08-01
        25 juillet => 2022-07-25
        vendredi matin => 2022-11-04
        lundi dernier => 2022-10-31
        ce vendredi @ 2022-11-11 => 2022-11-11
        jeudi prochain => 2022-11-10
        aujourd'hui => 2022-11-07
        hier => 2022-11-06
        avant-hier => 2022-11-05
        demain => 2022-11-08
        il y a deux jours => 2022-11-05
        la semaine dernière => 2022-10-31..2022-11-06
        le mois dernier => 2022-10-01..2022-10-31
        en septembre => 2022-09-01..2022-09-30
        l'an dernier => 2021-01-01..2021-12-31
        ces trois derniers mois => 2022-08-07..2022-11-07
        depuis 2014 => 2014-01-01..2022-11-07
        depuis une semaine => 2022-10-31..2022-11-07
        d'ici à 2027 => ..2027-12-31
        avant 2015 => ..2014-12-31
        du 5 au 9 mars => 2022-03-05..2022-03-09
        fin juin => 2022-06-21..2022-06-30
        les années 1990 => 1990-01-01..1999-12-31
        17h45 => none
        quatorze jours => none
        ",
    );
}

#[test]
fn german() {
    checks(
        "de",
        "
        13. Oktober => 2022-10-13
        am 3. November 2022 => 2022-11-03
        3.11.2022 => 2022-11-03
        am 3.11. => 2022-11-03
        Donnerstag => 2022-11-03
        Samstagabend => 2022-11-05
        am vergangenen Montag => 2022-10-31
        nächsten Donnerstag => 2022-11-10
        heute => 2022-11-07
        gestern => 2022-11-06
        vorgestern => 2022-11-05
        morgen => 2022-11-08
        heute Morgen => 2022-11-07
        vor zwei Tagen => 2022-11-05
        vor einem Jahr => 2021-01-01..2021-12-31
        vergangene Woche => 2022-10-31..2022-11-06
        kommende Woche => 2022-11-14..2022-11-20
        im letzten Monat => 2022-10-01..2022-10-31
        Mitte Mai => 2022-05-11..2022-05-20
        seit Juni => 2022-06-01..2022-11-07
        seit zwei Wochen => 2022-10-24..2022-11-07
        seit gestern => 2022-11-06..2022-11-07
        in den letzten drei Monaten => 2022-08-07..2022-11-07
        vom 5. bis 9. März => 2022-03-05..2022-03-09
        in den 1990er Jahren => 1990-01-01..1999-12-31
        1993 => 1993-01-01..1993-12-31
        zwei Tage zuvor => none
        am selben Tag => none
        ",
    );
}

#[test]
fn arabic() {
    checks(
        "ar",
        "
        15 مايو/أيار 2025 => 2025-05-15
        ٣ نوفمبر => 2022-11-03
        3 تشرين الثاني 2022 => 2022-11-03
        السابع من أكتوبر => 2022-10-07
        أمس => 2022-11-06
        أمس الجمعة @ 2022-11-05 => 2022-11-04
        أول من أمس => 2022-11-05
        اليوم => 2022-11-07
        صباح اليوم => 2022-11-07
        غدا => 2022-11-08
        يوم الثلاثاء => 2022-11-01
        فجر الأربعاء => 2022-11-02
        الخميس الماضي => 2022-11-03
        الأسبوع الماضي => 2022-10-31..2022-11-06
        الأسبوع المقبل => 2022-11-14..2022-11-20
        الشهر الماضي => 2022-10-01..2022-10-31
        نيسان (أبريل) الماضي => 2022-04-01..2022-04-30
        العام الماضي => 2021-01-01..2021-12-31
        قبل يومين => 2022-11-05
        قبل عام => 2021-01-01..2021-12-31
        قبل نهاية 2017 => ..2017-12-31
        منذ 2012 => 2012-01-01..2022-11-07
        منذ أسبوعين => 2022-10-24..2022-11-07
        منذ أغسطس 2020 => 2020-08-01..2022-11-07
        عام 1982 => 1982-01-01..1982-12-31
        من 1990 إلى 1994 => 1990-01-01..1994-12-31
        ليل السبت - الأحد => 2022-11-05..2022-11-06
        مطلع الشهر => 2022-11-01..2022-11-10
        ليل أمس => 2022-11-06..2022-11-07
        ستة أشهر => none
        اليوم الثاني للهدنة => none
        32 مايو => none
        ",
    );
}

#[test]
fn russian() {
    checks(
        "ru",
        "
        3 ноября => 2022-11-03
        3 ноября 2022 года => 2022-11-03
        03.11.2022 => 2022-11-03
        вчера => 2022-11-06
        позавчера => 2022-11-05
        сегодня утром => 2022-11-07
        завтра => 2022-11-08
        в понедельник => 2022-11-07
        в прошлый вторник => 2022-11-01
        в ночь на субботу => 2022-11-05
        на прошлой неделе => 2022-10-31..2022-11-06
        на следующей неделе => 2022-11-14..2022-11-20
        в прошлом месяце => 2022-10-01..2022-10-31
        в октябре => 2022-10-01..2022-10-31
        в марте прошлого года => 2021-03-01..2021-03-31
        в прошлом году => 2021-01-01..2021-12-31
        год назад => 2021-01-01..2021-12-31
        два дня назад => 2022-11-05
        за последние три месяца => 2022-08-07..2022-11-07
        с 2014 года => 2014-01-01..2022-11-07
        в 2020 году => 2020-01-01..2020-12-31
        с 1990 по 1994 год => 1990-01-01..1994-12-31
        с 5 по 9 марта => 2022-03-05..2022-03-09
        в начале 1990-х => 1990-01-01..1993-12-31
        в конце 2025 года => 2025-09-01..2025-12-31
        до пятницы => ..2022-11-11
        третий день => none
        через три недели => none
        в течение четырнадцати месяцев => none
        ",
    );
}

#[test]
fn chinese() {
    checks(
        "zh",
        "
        2022年11月3日 => 2022-11-03
        11月3日 => 2022-11-03
        二〇二二年十一月三日 => 2022-11-03
        10日 @ 2022-11-11 => 2022-11-10
        昨天 => 2022-11-06
        前天 => 2022-11-05
        今天上午 => 2022-11-07
        明天 => 2022-11-08
        周四 => 2022-11-03
        星期三 => 2022-11-02
        上周 => 2022-10-31..2022-11-06
        上周三 => 2022-11-02
        下周一 => 2022-11-14
        上个月 => 2022-10-01..2022-10-31
        下月 => 2022-12-01..2022-12-31
        去年 => 2021-01-01..2021-12-31
        去年11月 => 2021-11-01..2021-11-30
        明年7月前 => ..2023-06-30
        两天前 => 2022-11-05
        两个月前 => 2022-09-01..2022-09-30
        过去三个月 => 2022-08-07..2022-11-07
        2012年以来 => 2012-01-01..2022-11-07
        自12日起 @ 2022-11-13 => 2022-11-12..
        1990年至1994年 => 1990-01-01..1994-12-31
        3月5日至9日 => 2022-03-05..2022-03-09
        2025年底 => 2025-09-01..2025-12-31
        20世纪90年代 => 1990-01-01..1999-12-31
        本月初 => 2022-11-01..2022-11-10
        昨晚 => 2022-11-06..2022-11-07
        三个小时 => none
        第三天 => none
        当天 => none
        十四天 => none
        ",
    );
}

#[test]
fn turkish() {
    checks(
        "tr",
        "
        3 Kasım 2022 => 2022-11-03
        3 Kasım => 2022-11-03
        3 Kasım'da => 2022-11-03
        03.11.2022 => 2022-11-03
        Perşembe => 2022-11-03
        perşembe günü => 2022-11-03
        geçen Pazartesi => 2022-10-31
        gelecek perşembe => 2022-11-10
        bugün => 2022-11-07
        dün => 2022-11-06
        yarın => 2022-11-08
        geçen hafta => 2022-10-31..2022-11-06
        bu hafta => 2022-11-07..2022-11-13
        geçen ay => 2022-10-01..2022-10-31
        geçen yıl => 2021-01-01..2021-12-31
        mayısta => 2022-05-01..2022-05-31
        iki gün önce => 2022-11-05
        son üç ay => 2022-08-07..2022-11-07
        2012'den beri => 2012-01-01..2022-11-07
        2022'de => 2022-01-01..2022-12-31
        2030'ların başında => 2030-01-01..2033-12-31
        2025 sonunda => 2025-09-01..2025-12-31
        5-9 Mart => 2022-03-05..2022-03-09
        dün gece => 2022-11-06..2022-11-07
        bir gün boyunca => none
        sekiz saat => none
        gece yarısı => none
        ",
    );
}

#[test]
fn hindi() {
    checks(
        "hi",
        "
        3 नवंबर => 2022-11-03
        3 नवंबर 2022 => 2022-11-03
        ३ नवम्बर २०२२ => 2022-11-03
        गुरुवार => 2022-11-03
        पिछले सोमवार => 2022-10-31
        अगले गुरुवार => 2022-11-10
        आज => 2022-11-07
        कल => 2022-11-06
        परसों => 2022-11-05
        पिछले सप्ताह => 2022-10-31..2022-11-06
        इस हफ्ते => 2022-11-07..2022-11-13
        अगले हफ़्ते => 2022-11-14..2022-11-20
        पिछले महीने => 2022-10-01..2022-10-31
        पिछले साल => 2021-01-01..2021-12-31
        मार्च में => 2022-03-01..2022-03-31
        दो दिन पहले => 2022-11-05
        पिछले तीन महीनों में => 2022-08-07..2022-11-07
        2012 से => 2012-01-01..2022-11-07
        5 से 9 मार्च => 2022-03-05..2022-03-09
        1990 के दशक में => 1990-01-01..1999-12-31
        2025 के अंत में => 2025-09-01..2025-12-31
        शुक्रवार तक => ..2022-11-11
        दो घंटे => none
        तीन हफ्तों => none
        ",
    );
}

#[test]
fn without_the_articles_date_only_dates_with_a_year_resolve() {
    for (words, expect) in [
        ("3 November 2022", "2022-11-03..2022-11-03"),
        ("2022-11-03", "2022-11-03..2022-11-03"),
        ("since 2012", "2012-01-01.."),
        ("in March 2022", "2022-03-01..2022-03-31"),
        ("Nov. 3", "none"),
        ("yesterday", "none"),
        ("on Monday", "none"),
        ("last week", "none"),
        ("two days ago", "none"),
    ] {
        assert_eq!(say(Some("en"), words, ""), expect, "{words}");
    }
}

#[test]
fn a_wrong_or_missing_language_is_no_hindrance() {
    for (words, expect) in [
        ("Kamis (3/11)", "2022-11-03..2022-11-03"),
        ("two days ago", "2022-11-05..2022-11-05"),
        ("el lunes pasado", "2022-10-31..2022-10-31"),
        ("на прошлой неделе", "2022-10-31..2022-11-06"),
        ("昨天", "2022-11-06..2022-11-06"),
        ("2/8/2022", "2022-08-02..2022-08-02"),
    ] {
        assert_eq!(say(None, words, "2022-11-07"), expect, "{words}");
        assert_eq!(say(Some("hi"), words, "2022-11-07"), expect, "{words}");
        assert_eq!(say(Some("xx"), words, "2022-11-07"), expect, "{words}");
    }
    assert_eq!(say(Some("en-GB"), "yesterday", "2022-11-07"), "2022-11-06..2022-11-06");
}

#[test]
fn what_is_planned_lies_ahead() {
    for (lang, words, expect) in [
        ("fr", "en mai", "2026-05-01..2026-05-31"),
        ("en", "17 July", "2026-07-17..2026-07-17"),
        ("id", "Kamis", "2026-04-02..2026-04-02"),
        ("id", "pertengahan Juni", "2026-06-11..2026-06-20"),
        ("en", "last May", "2025-05-01..2025-05-31"),
        ("en", "5 to 9 June", "2026-06-05..2026-06-09"),
    ] {
        let (from, to) = super::resolve_planned(words, Some(lang), "2026-04-02".parse().ok()).unwrap_or_default();
        assert_eq!(format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default()), expect, "{words}");
    }
}

/// What stands around a date in a mention that was cut too wide does not hide it.
#[test]
fn words_that_are_not_known_are_passed_over_beside_a_plain_date() {
    check("en", "World Cup 2014", "2022-11-07", "2014-01-01..2014-12-31");
    check("id", "Idul Fitri 3 Mei 2022", "2022-11-07", "2022-05-03");
    check("en", "gibberish", "2022-11-07", "none");
    check("en", "before the Monday summit", "2022-11-07", "none");
    check("", "", "2022-11-07", "none");
}

/// Random strings of known words, figures and odd characters: no panic, and no end before its beginning.
#[test]
fn any_string_has_an_answer() {
    let mut words: Vec<String> = "0 1 3 31 32 99 1500 1990 2022 2100 99999999999999999999 3/11 31/02 18/6/2025 2022-11-03 1-3 1-2-3-4 1990–94 1990s 90an . - – / : 5:30 () ' 〇 十 两 \u{0} \u{301} \u{200f} 🙂 İ ß x"
        .split(' ')
        .map(str::to_owned)
        .collect();
    for l in languages::ALL {
        words.extend(l.months.iter().chain(&l.weekdays).map(|w| w[0].to_owned()));
        words.extend(l.words.iter().flat_map(|(_, p)| p.iter().map(|p| (*p).to_owned())));
        words.extend(l.numbers.iter().flat_map(|(_, p)| p.iter().map(|p| (*p).to_owned())));
    }
    let days: Vec<Option<Date>> =
        ["", "2022-11-07", "2024-02-29", "0001-01-01", "9999-12-31", "-009999-01-01"].iter().map(|d| d.parse().ok()).collect();
    // a linear congruential generator with Knuth's constants: the same strings each run
    let mut seed = 7u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    for _ in 0..6_000 {
        let text: Vec<&str> = (0..1 + next(6)).map(|_| words[next(words.len())].as_str()).collect();
        let text = text.join(if next(4) == 0 { "" } else { " " });
        let lang = languages::ALL.get(next(languages::ALL.len() + 1)).map(|l| l.code);
        let written = days[next(days.len())];
        if let Some((Some(from), Some(to))) = resolve(&text, lang, written) {
            assert!(from <= to, "{text:?} {lang:?} {written:?}: {from}..{to}");
        }
    }
}

#[test]
fn tables_are_well_formed() {
    for l in languages::ALL {
        assert!(
            l.months.iter().chain(&l.weekdays).all(|w| !w.is_empty() && w.iter().all(|w| !w.is_empty())),
            "{}: a name is missing",
            l.code
        );
        assert_eq!(languages::position(l.code).map(|i| languages::ALL[i].code), Some(l.code));
    }
}
