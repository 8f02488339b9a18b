//! Bad input: each gives a diagnostic that names file and place, and the rest is read.

mod common;

use common::{check, gzip, outcome};
use sekutu_intake::{Item, Source, read};
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

#[test]
fn empty_files() {
    check("a.txt", "", &[], &["a.txt: the file is empty"]);
    check("a.txt", " \n\t\r\n", &[], &["nothing but white space"]);
    check("a.txt", "\u{feff}\u{200b}\u{7}", &[], &["nothing in it can be read"]);
    check("a.html", "<html><body></body></html>", &[], &["the page has no text (the text may be loaded by a script"]);
    check("a.gz", gzip(""), &[], &["the file is empty"]);
}

#[test]
fn binary_files() {
    check("a.pdf", b"%PDF-1.7\n%\xe2\xe3", &[], &["a.pdf: this is a PDF document, not text (convert it to text first"]);
    check("a.docx", b"PK\x03\x04\x14\0\0\0", &[], &["a ZIP archive or an office document"]);
    check("a.bin", [0u8, 1, 2, 3, 200, 201, 0, 0, 5, 6, 7, 8].repeat(40), &[], &["binary data"]);
    check("a.txt", b"\x89PNG\r\n\x1a\n", &[], &["an image"]);
}

#[test]
fn invalid_json_loses_its_line_only() {
    check(
        "a.jsonl",
        "{\"text\": \"Satu.\"}\n{\"text\": \"Dua\n{\"text\": 5}\n{\"title\": \"x\"}\n[1]\n{\"text\": \"Tiga.\"}\n",
        &["Satu.", "Tiga."],
        &[
            "error: a.jsonl, line 2, column 13: not a JSON object",
            "line 3: \"text\" is not a string",
            "line 4: there is no \"text\"",
            "line 5, column",
        ],
    );
}

#[test]
fn an_unclosed_quote_and_an_unclosed_document() {
    check("a.json", "[\n{\"text\": \"Iran.\"},\n{\"text\": \"Rus", &[], &["error: a.json, line 3, column 13: not JSON"]);
    check("a.txt", "\"Kami menolak, kata Kirby. Iran diam.", &["\"Kami menolak, kata Kirby. Iran diam."], &[]);
}

#[test]
fn duplicate_ids_name_both_lines() {
    let input = "{\"id\": \"a\", \"text\": \"Satu.\"}\n{\"id\": \"b\", \"text\": \"Dua.\"}\n{\"id\": \"a\", \"text\": \"Tiga.\"}\n{\"id\": \"a\", \"text\": \"Empat.\"}\n";
    let (articles, said) = sekutu_intake::read_all(input.as_bytes(), &Source::new("a.jsonl"));
    assert_eq!(articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["a", "b", "a#2", "a#3"]);
    assert_eq!(
        said[0].to_string(),
        "warning: a.jsonl, line 3: the id \"a\" was line 1's already; this article is \"a#2\" (give each article an id of its own)"
    );
}

#[test]
fn nonsense_dates_and_empty_texts() {
    check(
        "a.jsonl",
        "{\"text\": \"Iran.\", \"date\": \"2022-13-45\"}\n{\"text\": \"  \"}\n{\"text\": \"\", \"title\": \"Judul\"}\n",
        &["Iran.", "Judul"],
        &["line 1: \"2022-13-45\" is no date", "line 2: \"text\" is empty", "line 3: \"text\" is empty"],
    );
}

#[test]
fn a_line_of_100_megabytes_is_passed_over_without_being_held() {
    let long = std::io::repeat(b'x').take(100 << 20);
    let input = b"{\"text\": \"Satu.\"}\n{\"text\": \"".chain(long).chain(&b"\"}\n{\"text\": \"Dua.\"}\n"[..]);
    let (mut texts, mut said) = (Vec::new(), Vec::new());
    read(BufReader::new(input), &Source::new("big.jsonl"), &mut |item| {
        match item {
            Item::Article(a) => texts.push(a.text),
            Item::Diagnostic(d) => said.push(d.to_string()),
        }
        ControlFlow::Continue(())
    });
    assert_eq!(texts, ["Satu.", "Dua."]);
    assert!(said.len() == 1 && said[0].contains("line 2: 104857612 bytes long"), "{said:?}");
}

#[test]
fn a_text_of_a_million_sentences() {
    let text = "Iran membantah tudingan itu. ".repeat(1_000_000);
    let (texts, said) = outcome("big.txt", &text);
    assert!(said.is_empty() && texts[0].len() == text.len() - 1, "{said:?}");
    assert_eq!(sekutu_text::sentences(&texts[0], Some("id")).len(), 1_000_000);
}

#[test]
fn truncated_html_is_read_as_far_as_it_goes() {
    check(
        "p.html",
        "<html><body><p>Iran denied the charge on Thursday.</p><p>Russia said noth",
        &["Iran denied the charge on Thursday.\nRussia said noth"],
        &["warning: p.html: the page ends before its closing tags"],
    );
    check(
        "p.html",
        "<html><body><p>Iran denied the charge on Thursday.</p><p cla",
        &["Iran denied the charge on Thursday."],
        &["the page ends inside a tag"],
    );
}

#[test]
fn malformed_html() {
    check(
        "p.html",
        "<p>Iran <b>denied <i>the</b> charge</i> on <a href='x>Thursday, it said.</p></div></p>",
        &["Iran denied the charge on"],
        &[],
    );
    let deep = format!("<html><body>{}<p>Iran denied the charge on Thursday.</p>", "<div>".repeat(50_000));
    let (texts, _) = outcome("deep.html", deep);
    assert_eq!(texts, ["Iran denied the charge on Thursday."]);
}

#[test]
fn wrong_encodings_are_repaired_and_told() {
    let russian = "Президент России заявил в понедельник, что переговоры с Ираном продолжатся в Москве.";
    let page = format!("<html><head><meta charset=\"utf-8\"></head><body><p>{russian}</p></body></html>");
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(&page);
    check("p.html", &bytes, &[russian], &["declared as UTF-8 but is not; read as windows-1251"]);
    let (bytes, ..) = encoding_rs::KOI8_R.encode(russian);
    check("a.txt", &bytes, &[russian], &["no encoding is declared; read as KOI8"]);
    let (bytes, ..) = encoding_rs::GBK.encode("外交部发言人表示，中方反对单边制裁，支持对话解决问题。");
    check("a.txt", &bytes, &["外交部发言人表示，中方反对单边制裁，支持对话解决问题。"], &["read as GB"]);
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode("{\"text\": \"El señor Núñez negó la acusación.\"}\n{\"text\": \"Fin.\"}");
    check("a.jsonl", &bytes, &["El señor Núñez negó la acusación.", "Fin."], &["line 1: not UTF-8"]);
}

#[test]
fn control_characters_and_right_to_left_marks() {
    check(
        "a.txt",
        "Iran\u{0}\u{8} \u{202b}membantah\u{202c}\u{200f} itu: \u{61c}إيران تنفي\u{200e}.",
        &["Iran membantah itu: إيران تنفي."],
        &[],
    );
}

fn warc(blocks: &[&str]) -> Vec<Vec<u8>> {
    blocks
        .iter()
        .map(|b| {
            format!("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{b}\r\n\r\n", b.len())
                .into_bytes()
        })
        .collect()
}

#[test]
fn a_truncated_archive() {
    let mut bytes = warc(&["Iran membantah.", "Rusia diam saja."]).concat();
    bytes.truncate(bytes.len() - 10);
    check("a.warc", bytes, &["Iran membantah.", "Rusia diam"], &["error: a.warc, record 2: the record ends early"]);
}

#[test]
fn damage_inside_an_archive() {
    let mut records = warc(&["Iran membantah.", "Rusia diam saja.", "Suriah mengakui."]);
    records.insert(1, b"garbage\r\nmore garbage\r\n".to_vec());
    check(
        "a.warc",
        records.concat(),
        &["Iran membantah.", "Rusia diam saja.", "Suriah mengakui."],
        &["after record 1: 21 bytes belong to no record"],
    );
    let mut zipped: Vec<Vec<u8>> = warc(&["Iran membantah.", "Rusia diam saja.", "Suriah mengakui."]).into_iter().map(gzip).collect();
    let half = zipped[1].len() / 2;
    zipped[1].truncate(half);
    let (texts, said) = outcome("a.warc.gz", zipped.concat());
    assert!(texts.contains(&"Iran membantah.".to_owned()) && texts.contains(&"Suriah mengakui.".to_owned()), "{texts:?} {said:?}");
    assert!(said.iter().any(|s| s.contains("damaged") || s.contains("passed over")), "{said:?}");
}

#[test]
fn damaged_gzip_is_read_as_far_as_it_goes() {
    let lines: String = (0..2000).map(|n| format!("{{\"text\": \"Iran membantah {n} {}.\"}}\n", n * 7919 % 1000)).collect();
    let mut bytes = gzip(&lines);
    bytes.truncate(bytes.len() / 2);
    let (texts, said) = outcome("a.jsonl.gz", bytes);
    assert!(texts.len() > 100, "{}", texts.len());
    assert!(said.iter().any(|s| s.contains("gzip data is damaged or ends early")), "{said:?}");
}

#[test]
fn a_truncated_feed_gives_its_whole_entries() {
    let feed = "<rss version=\"2.0\"><channel><title>K</title><item><title>Satu</title><description>Iran membantah.</description></item><item><title>Dua</title><descr";
    check("f.xml", feed, &["Satu\nIran membantah."], &["the feed is damaged or ends early"]);
    check("f.xml", "<rss version=\"2.0\"><chan", &[], &["not a feed that can be read"]);
}

#[test]
fn a_reader_that_fails() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("disk on fire"))
        }
    }
    let mut said = Vec::new();
    let input = b"{\"text\": \"Satu.\"}\n{\"text\": \"Du".chain(Broken);
    read(BufReader::new(input), &Source::new("a.jsonl"), &mut |item| {
        match item {
            Item::Article(a) => said.push(a.text),
            Item::Diagnostic(d) => said.push(d.to_string()),
        }
        ControlFlow::Continue(())
    });
    assert!(said.len() == 3 && said[0] == "Satu." && said[2].contains("disk on fire"), "{said:?}");
}
