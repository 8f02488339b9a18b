//! JSON-LD documents: a long array that is written item by item, and objects whose members keep their order.

use crate::error::ExportError;
use serde::{Serialize, Serializer};
use std::fmt::Write as _;
use std::io::Write;

/// The array, between its brackets.
pub(crate) struct Items<W: Write> {
    out: W,
    any: bool,
}

impl<W: Write> Items<W> {
    /// Writes `head`, which ends with the array's opening bracket.
    pub(crate) fn new(mut out: W, head: &str) -> Result<Items<W>, ExportError> {
        out.write_all(head.as_bytes())?;
        Ok(Items { out, any: false })
    }

    /// Writes an item on a line of its own.
    pub(crate) fn item(&mut self, item: &Node) -> Result<(), ExportError> {
        self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        Ok(serde_json::to_writer(&mut self.out, item)?)
    }

    /// Closes array and document and gives the writer back.
    pub(crate) fn finish(mut self) -> Result<W, ExportError> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A JSON value. Unlike `serde_json::Value`, the order of an object's members does not hang on a feature that some other crate turns on.
pub(crate) enum Node {
    Unknown,
    Text(String),
    Whole(usize),
    List(Vec<Node>),
    Object(Vec<(&'static str, Node)>),
}

/// An object of those members that are known.
pub(crate) fn object<const N: usize>(members: [(&'static str, Node); N]) -> Node {
    let known = |n: &Node| !matches!(n, Node::Unknown) && !matches!(n, Node::List(all) if all.is_empty());
    Node::Object(members.into_iter().filter(|(_, n)| known(n)).collect())
}

impl From<&str> for Node {
    fn from(s: &str) -> Node {
        Node::Text(s.to_owned())
    }
}

impl From<String> for Node {
    fn from(s: String) -> Node {
        Node::Text(s)
    }
}

impl<T: Into<Node>> From<Option<T>> for Node {
    fn from(value: Option<T>) -> Node {
        value.map_or(Node::Unknown, Into::into)
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Unknown => s.serialize_none(),
            Node::Text(text) => s.serialize_str(text),
            Node::Whole(n) => n.serialize(s),
            Node::List(all) => s.collect_seq(all),
            Node::Object(members) => s.collect_map(members.iter().map(|(k, v)| (k, v))),
        }
    }
}

/// An address as an IRI: what RFC 3987 does not allow in one is percent-encoded, the rest stays as it is.
pub(crate) fn iri(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        if c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|b| _ = write!(out, "%{b:02X}"));
        } else {
            out.push(c);
        }
    }
    out
}
