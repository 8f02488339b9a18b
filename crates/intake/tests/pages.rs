//! Whole pages, written for these tests: invented outlets, public facts. The snapshots are the review.

mod common;

use common::{outcome, show};
use sekutu_intake::{Source, read_all};

fn page(name: &str) -> String {
    let bytes = std::fs::read(format!("{}/tests/pages/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (articles, diagnostics) = read_all(&bytes, &Source::new(name));
    let mut out: String = articles.iter().map(show).collect();
    for d in diagnostics {
        out.push_str(&format!("{d}\n"));
    }
    out
}

#[test]
fn indonesian_news_page_with_related_links_and_advertisements() {
    insta::assert_snapshot!(page("id-berita.html"));
}

#[test]
fn english_page_with_a_visible_date_only() {
    insta::assert_snapshot!(page("en-visible.html"));
}

#[test]
fn arabic_page_in_windows_1256() {
    insta::assert_snapshot!(page("ar-khabar.html"));
}

#[test]
fn a_date_is_only_guessed_from_the_address() {
    let html = "<html lang=en><head><link rel=canonical href='https://a.example/2022/11/03/x'><title>Iran denies sending drones</title></head>\
                <body><p>Iran denied on Thursday that it had sent drones to Russia for use in the war in Ukraine.</p></body></html>";
    let (articles, _) = read_all(html.as_bytes(), &Source::new("p.html"));
    assert_eq!(format!("{:?}", articles[0].published), "Some(Published { date: 2022-11-03, source: Guessed })");
    assert_eq!(articles[0].outlet.as_deref(), Some("a.example"));
}

#[test]
fn dates_in_all_languages_are_seen() {
    for date in [
        "3 نوفمبر 2022",
        "2022年11月3日",
        "3 ноября 2022, 14:20",
        "3 Kasım 2022",
        "3 नवंबर 2022",
        "3 de noviembre de 2022",
        "3 de novembro de 2022",
        "3 novembre 2022",
        "3. November 2022",
        "Khamis, 3 November 2022",
    ] {
        let html = format!(
            "<html><body><h1>Iran denies sending drones</h1><span>{date}</span><p>Iran denied on Thursday that it had sent drones to Russia for use in the war in Ukraine.</p></body></html>"
        );
        let (articles, _) = read_all(html.as_bytes(), &Source::new("p.html"));
        assert_eq!(format!("{:?}", articles[0].published), "Some(Published { date: 2022-11-03, source: Visible })", "{date}");
    }
}

#[test]
fn a_page_in_no_article_element_is_read() {
    let (texts, said) = outcome("p.html", "<p>Iran denied it.</p><p>Russia said nothing about the drones at all.</p>");
    assert_eq!(texts, ["Iran denied it.\nRussia said nothing about the drones at all."], "{said:?}");
}
