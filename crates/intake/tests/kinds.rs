//! Each kind of input, as it should be.

mod common;

use common::{article, articles, check, gzip};
use sekutu_intake::{Kind, Source, read_all};
use sekutu_model::DateSource;

const PAGE: &str = "<!DOCTYPE html><html lang=en><head><title>Iran denies drones</title></head><body><article><p>Iran denied on Thursday that it had sent drones to Russia.</p><p>Ukraine said it had shot some down.</p></article></body></html>";
const PAGE_TEXT: &str =
    "Iran denies drones\nIran denied on Thursday that it had sent drones to Russia.\nUkraine said it had shot some down.";

#[test]
fn text_with_title_standfirst_and_dateline() {
    let a = article(
        "a.txt",
        "Ini 5 Sekutu Rusia\n\nPutin sempat mengirim surat untuk Kim di Pyongyang.\n\nNov 7, 2022 - 05:30\nIni 5 Sekutu Rusia\n\nJAKARTA - Rusia makin dekat.\r\n\r\n1. Korea Utara\nKorut memasok senjata.",
    );
    assert_eq!(a.title_text(), Some("Ini 5 Sekutu Rusia"));
    assert_eq!(a.standfirst.unwrap().cut(&a.text), Some("Putin sempat mengirim surat untuk Kim di Pyongyang."));
    assert_eq!(a.published.map(|p| (p.date.to_string(), p.source)), Some(("2022-11-07".to_owned(), DateSource::Visible)));
    assert_eq!(a.language.as_deref(), Some("id"));
    assert_eq!(a.text.lines().count(), 7);
    assert_eq!(a.text.matches("Ini 5 Sekutu Rusia").count(), 2);
    assert_eq!((a.id.as_str(), a.source.as_str()), (a.sha256.as_str(), "a.txt"));
}

#[test]
fn text_wrapped_at_a_width_is_joined() {
    let a = article(
        "a.txt",
        "Iran denied on Thursday that it had sent drones to Russia for use\nin the war in Ukraine, and said that the charges by the United States\nwere without any basis. A spokesman said that nothing had been sent to\neither side.\n\nUkraine said that it had shot some down in October over the city of\nOdesa and near the capital.\n",
    );
    assert_eq!(a.text.lines().count(), 2);
}

#[test]
fn markdown_with_front_matter() {
    let a = article(
        "a.md",
        "---\ntitle: \"Iran Bantah\"\ndate: 2022-11-03\noutlet: Kabar Nusa\nurl: https://k.example/a\nlang: id\nauthor: Rina\n---\n\n**Iran** [membantah](https://x.example) tudingan `itu`.\n\n1. Korea\n2. Iran\n\n> Kutipan.\n\n![gambar](a.png)\n",
    );
    assert_eq!(a.text, "Iran Bantah\nIran membantah tudingan itu.\n1. Korea\n2. Iran\nKutipan.");
    assert_eq!(
        (a.outlet.as_deref(), a.url.as_deref(), a.language.as_deref(), a.byline.as_deref()),
        (Some("Kabar Nusa"), Some("https://k.example/a"), Some("id"), Some("Rina"))
    );
    assert_eq!(a.published.unwrap().source, DateSource::Declared);
}

#[test]
fn markdown_heading_is_the_title() {
    let a = article("-", "# Iran Bantah\n\nIran membantah.\n");
    assert_eq!((a.text.as_str(), a.title_text()), ("Iran Bantah\nIran membantah.", Some("Iran Bantah")));
}

#[test]
fn jsonl_text_keeps_its_bytes() {
    let text = "Iran membantah.\\n\\\"Tidak,\\\" kata Kirby – “ya”.";
    let a = article(
        "-",
        format!("{{\"id\": 7, \"text\": \"{text}\", \"date\": \"2022-11-03\", \"lang\": \"id\", \"claims\": [], \"arguable\": false}}\n"),
    );
    assert_eq!(a.text, "Iran membantah.\n\"Tidak,\" kata Kirby – “ya”.");
    assert_eq!((a.id.as_str(), a.title, a.language.as_deref()), ("7", None, Some("id")));
}

#[test]
fn jsonl_title_leads_once() {
    let all = articles("-", "{\"title\": \"Judul\", \"text\": \"Isi.\"}\n\n{\"title\": \"Judul\", \"text\": \"Judul\\nIsi.\"}");
    assert!(all.iter().all(|a| a.text == "Judul\nIsi." && a.title_text() == Some("Judul")));
}

#[test]
fn json_documents() {
    let all = articles(
        "a.json",
        "[\n {\"id\": \"a\", \"text\": \"Iran.\"},\n {\"id\": \"b\", \"text\": \"Rusia.\", \"date\": \"Thu, 03 Nov 2022 05:30:00 +0700\"}\n]",
    );
    assert_eq!(all.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(all[1].date().unwrap().to_string(), "2022-11-03");
}

#[test]
fn html_and_gzip_around_it() {
    check("p.html", PAGE, &[PAGE_TEXT], &[]);
    check("p.html.gz", gzip(PAGE), &[PAGE_TEXT], &[]);
}

#[test]
fn rss() {
    let feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Kabar Nusa</title><link>https://k.example</link><description>x</description><language>id</language>\
        <item><title>Iran &amp; Rusia</title><link>https://k.example/1</link><guid>k-1</guid><pubDate>Thu, 03 Nov 2022 01:30:00 +0700</pubDate><dc:creator>Rina</dc:creator><description>&lt;p&gt;Iran membantah.&lt;/p&gt;</description>\
        <content:encoded><![CDATA[<p>Iran membantah tudingan AS &amp; sekutu.</p><p>Baca juga: Korut</p><p>Rusia diam.</p>]]></content:encoded></item>\
        <item><title>Kedua</title><link>https://k.example/2022/11/04/2</link><description>Suriah mengakui Donetsk.</description></item></channel></rss>";
    let all = articles("-", feed);
    assert_eq!(all[0].text, "Iran & Rusia\nIran membantah tudingan AS & sekutu.\nRusia diam.");
    assert_eq!(
        (all[0].id.as_str(), all[0].byline.as_deref(), all[0].outlet.as_deref(), all[0].language.as_deref()),
        ("k-1", Some("Rina"), Some("Kabar Nusa"), Some("id"))
    );
    assert_eq!(all[0].published.map(|p| (p.date.to_string(), p.source)), Some(("2022-11-03".to_owned(), DateSource::Declared)));
    assert_eq!(all[1].published.map(|p| p.source), Some(DateSource::Guessed));
    assert_eq!(all[1].id, all[1].sha256);
}

#[test]
fn atom_and_json_feed() {
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour Post</title><id>f</id><updated>2022-11-03T00:00:00Z</updated><entry><id>urn:1</id><title>Drills begin</title><updated>2022-11-03T23:30:00-05:00</updated><link href=\"https://h.example/1\"/><content type=\"html\">&lt;p&gt;Russia and Belarus began drills.&lt;/p&gt;</content></entry></feed>";
    let a = article("-", atom);
    assert_eq!((a.text.as_str(), a.date().unwrap().to_string().as_str()), ("Drills begin\nRussia and Belarus began drills.", "2022-11-03"));
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Harbour Post\", \"items\": [{\"id\": \"1\", \"title\": \"Drills begin\", \"content_html\": \"<p>Russia and Belarus began drills.</p>\", \"date_published\": \"2022-11-03T10:00:00Z\"}]}";
    let b = article("-", json);
    assert_eq!((b.text, b.id.as_str()), (a.text, "1"));
}

fn record(kind: &str, content_type: &str, uri: &str, block: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n").into_bytes();
    block.extend_from_slice(body);
    record("response", "application/http; msgtype=response", "https://h.example/2022/11/03/a", &block)
}

#[test]
fn warc_plain_and_gzipped_with_packed_and_chunked_bodies() {
    let chunked = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
    let records = [
        record("warcinfo", "application/warc-fields", "", b"software: test"),
        response("", PAGE.as_bytes()),
        response("Content-Encoding: gzip\r\n", &gzip(PAGE)),
        response("Transfer-Encoding: chunked\r\n", chunked.as_bytes()),
        record("resource", "text/html", "https://h.example/b", PAGE.as_bytes()),
        record("conversion", "text/plain", "https://h.example/c", "Iran membantah tudingan itu.".as_bytes()),
    ];
    let plain = records.concat();
    let zipped: Vec<u8> = records.iter().flat_map(gzip).collect();
    for bytes in [plain, zipped] {
        let (all, said) = read_all(&bytes, &Source::new("a.warc.gz"));
        assert_eq!(
            all.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(),
            [PAGE_TEXT, PAGE_TEXT, PAGE_TEXT, PAGE_TEXT, "Iran membantah tudingan itu."],
            "{said:?}"
        );
        assert_eq!(all[0].url.as_deref(), Some("https://h.example/2022/11/03/a"));
        assert_eq!(all[0].published.map(|p| p.source), Some(DateSource::Guessed));
        assert!(said.len() == 1 && said[0].message.contains("1 of 6 records"), "{said:?}");
    }
}

#[test]
fn from_overrides_what_the_bytes_say() {
    let source = Source { name: "-", from: Some(Kind::Text) };
    let (all, _) = read_all(b"{\"text\": \"Iran.\"}", &source);
    assert_eq!(all[0].text, "{\"text\": \"Iran.\"}");
}

#[test]
fn utf16_of_any_kind() {
    for text in ["Iran membantah tudingan itu.", "{\"text\": \"Iran membantah tudingan itu.\"}"] {
        let wide = |big: bool| text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect::<Vec<u8>>();
        for bytes in [wide(false), wide(true), [vec![0xff, 0xfe], wide(false)].concat(), [vec![0xfe, 0xff], wide(true)].concat()] {
            check("-", bytes, &["Iran membantah tudingan itu."], &[]);
        }
    }
}

#[test]
fn reading_stops_when_told() {
    let mut count = 0;
    sekutu_intake::read(&b"{\"text\": \"a b\"}\n{\"text\": \"c d\"}\n"[..], &Source::new("-"), &mut |_| {
        count += 1;
        std::ops::ControlFlow::Break(())
    });
    assert_eq!(count, 1);
}
