//! What `import` takes, and what it says of what it does not.

mod common;

use common::articles;
use sekutu_export::{ArticleRow, Ledger, import};

fn ledger(rows: &[ArticleRow]) -> String {
    let mut out = Ledger::new(Vec::new()).unwrap();
    rows.iter().for_each(|r| out.article(r).unwrap());
    String::from_utf8(out.finish().unwrap()).unwrap()
}

/// One line of result a line of input.
fn check(input: &str, expect: &[&str]) {
    let said: Vec<String> =
        import::lines(input.as_bytes()).map(|r| r.map_or_else(|e| e.to_string(), |a| format!("ok {}", a.claims.len()))).collect();
    assert_eq!(said.len(), expect.len(), "{said:#?}");
    for (said, expect) in said.iter().zip(expect) {
        assert!(said.starts_with(expect), "{said:?} does not start with {expect:?}");
    }
}

#[test]
fn comes_back_equal() {
    let rows = articles();
    let back: Vec<ArticleRow> = import::lines(ledger(&rows).as_bytes()).map(Result::unwrap).collect();
    assert_eq!(back, rows);
}

#[test]
fn byte_order_mark_carriage_returns_and_empty_lines_do_no_harm() {
    let text = ledger(&articles()).replace('\n', "\r\n\r\n");
    check(&format!("\u{feff}{text}"), &["ok 2", "ok 1", "ok 1"]);
}

#[test]
fn foreign_files() {
    check("", &["line 1: the first line is not"]);
    check("{\"id\": 1}\n{}\n", &["line 1: the first line is not"]);
    check("{\"sekutu\": 0}\n", &["line 1: the first line is not"]);
    check("{\"sekutu\": 2}\n{}\n", &["line 1: this is version 2"]);
}

#[test]
fn a_bad_line_does_not_lose_the_rest() {
    let good = ledger(&articles());
    let lines: Vec<&str> = good.lines().collect();
    let broken = &lines[1][..lines[1].len() / 2];
    let input = [lines[0], broken, "null", lines[2], "\u{1}"].join("\n");
    check(&input, &["line 2: not an article", "line 3: not an article", "ok 1", "line 5: not an article"]);
}

#[test]
fn invalid_utf8_is_a_bad_line() {
    let mut bytes = ledger(&articles()[..1]).into_bytes();
    bytes.extend(b"{\"article\": \"\xff\"}\n");
    let said: Vec<bool> = import::lines(&bytes[..]).map(|r| r.is_ok()).collect();
    assert_eq!(said, [true, false]);
}

#[test]
fn altered_text() {
    check(&ledger(&articles()[..1]).replace("artileri, kata", "artileri; kata"), &["line 2: article kompas-1: the text's SHA-256 is"]);
}

#[test]
fn altered_words_and_spans() {
    let change = |f: &dyn Fn(&mut ArticleRow)| {
        let mut row = articles().remove(0);
        f(&mut row);
        ledger(&[row])
    };
    check(&change(&|r| r.claims[0].trigger.text = "mengirim".to_owned()), &["line 2: claim "]);
    check(&change(&|r| r.claims[1].denied_by[0].quote.span.start += 1), &["line 2: claim "]);
    check(&change(&|r| r.claims[1].article = "antara-7".to_owned()), &["line 2: claim "]);
    check(&change(&|r| r.article.title.as_mut().unwrap().end = 9999), &["line 2: article kompas-1: title: bytes 0 to 9999"]);
    let evidence = change(&|_| ()).replace("\"evidence\":{\"text\":\"Iran", "\"evidence\":{\"text\":\"Irak");
    check(&evidence, &["line 2: claim "]);
}

#[test]
fn empty_evidence_is_refused() {
    let mut row = articles().remove(1);
    let words = serde_json::to_string(&row.claims[0].evidence).unwrap();
    row.claims[0].place = None;
    let line = ledger(&[row]).replace(&words, r#"{"text":"","start":0,"end":0}"#);
    check(&line, &["line 2: claim "]);
}

#[test]
fn without_its_text_an_article_is_held_to_the_length_of_its_quotations() {
    let mut row = articles().remove(0);
    row.article.text.clear();
    check(&ledger(&[row.clone()]), &["ok 2"]);
    let mut longer = row.clone();
    longer.claims[0].trigger.text.push('!');
    let mut unhashed = row.clone();
    unhashed.article.sha256 = "kompas".to_owned();
    let mut backwards = row;
    backwards.claims[0].trigger.span = sekutu_model::Span::new(9, 2);
    check(&ledger(&[longer, unhashed, backwards]), &["line 2: claim ", "line 3: article kompas-1", "line 4: claim "]);
}

#[test]
fn a_reader_that_fails_ends_it() {
    use std::io::{BufReader, Error, Read};
    struct Torn(&'static [u8]);
    impl Read for Torn {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() { Err(Error::other("the disk is gone")) } else { self.0.read(to) }
        }
    }
    let said: Vec<String> = import::lines(BufReader::new(Torn(b"{\"sekutu\": 1}\n"))).map(|r| r.unwrap_err().to_string()).collect();
    assert_eq!(said, ["line 2: the disk is gone"]);
}
