//! Whatever the bytes: no panic, spans that cut, canonical texts.

use proptest::prelude::*;
use sekutu_intake::{Kind, Source, read_all};

fn sound(bytes: &[u8], from: Option<Kind>) -> Result<(), TestCaseError> {
    let (articles, diagnostics) = read_all(bytes, &Source { name: "x", from });
    for a in &articles {
        prop_assert_eq!(&sekutu_text::canonical(&a.text), &a.text);
        prop_assert!(!a.text.is_empty());
        prop_assert_eq!(sekutu_model::hash(&a.text), a.sha256.clone());
        for span in [a.title, a.standfirst].into_iter().flatten() {
            prop_assert!(!span.is_empty() && span.cut(&a.text).is_some());
        }
        prop_assert_eq!(a.source.as_str(), "x");
    }
    prop_assert!(
        !articles.is_empty() || !diagnostics.is_empty() || bytes.iter().all(u8::is_ascii_whitespace) || matches!(from, Some(Kind::Jsonl))
    );
    Ok(())
}

const PARTS: &[&str] = &[
    "<html>",
    "<p>",
    "</p>",
    "<div class=share>",
    "<h1>",
    "<br>",
    "<!--",
    "<script type='application/ld+json'>",
    "{\"@type\":\"NewsArticle\",\"headline\":\"",
    "<meta charset=gbk>",
    "<time datetime=2022",
    "WARC/1.0\r\n",
    "Content-Length: 9\r\n",
    "WARC-Type: response\r\n",
    "\r\n\r\n",
    "HTTP/1.1 200 OK\r\n",
    "Transfer-Encoding: chunked\r\n",
    "<rss version=\"2.0\"><channel>",
    "<item><title>",
    "</item>",
    "<![CDATA[",
    "&amp;",
    "{\"text\": \"",
    "\"}\n",
    "{\"id\":1,",
    "\u{feff}",
    "3 November 2022",
    "Baca juga:",
    "# ",
    "---\n",
    "\n\n",
    "Judul",
    "Iran membantah. ",
    "\u{1f8b}",
    "إيران",
    "。",
    "2022年",
    "\u{0}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600), from in 0..Kind::ALL.len() + 1) {
        sound(&bytes, Kind::ALL.get(from).copied())?;
    }

    #[test]
    fn any_soup(parts in prop::collection::vec(0..PARTS.len(), 0..40), from in 0..Kind::ALL.len() + 1) {
        let text: String = parts.into_iter().map(|p| PARTS[p]).collect();
        sound(text.as_bytes(), Kind::ALL.get(from).copied())?;
    }
}
