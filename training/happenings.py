#!/usr/bin/env python3
"""The test set of happenings: reads crates/merge/tests/happenings/*.txt and writes crates/merge/tests/happenings.jsonl.

    happenings.py [--check] [FILE…]     --check, or files named: only says what is wrong and counts; nothing is written

An article is a block of lines, in the corpus's notation (CORPUS.md) with another head and three more fields a claim:

    @ 2022-11-03 id | Kabar Pagi | https://kabarpagi.example/iran-drone
    Title
    Text…
    - AID alleged military | mengirim | A Iran:IRN | R Rusia:RUS | T Agustus=2022-08-01..2022-08-31 | S Kirby:USA | = drones-august | ~ usa

`=` the happening that the claim is about: the same word for the same happening, across the articles of a file. `~` the independent origin that it has in this article.
`T words=DAY` or `DAY..DAY`: when it happened, resolved by the writer; `2012-01-01..` is an open end.
A line of the output is one article: {"article": {…}, "claims": [{…, "happening": …, "origin": …}]}, offsets in bytes, the interchange form of `sekutu read`.
"""
from __future__ import annotations

import collections
import hashlib
import json
import pathlib
import re
import sys

import corpus

HERE = pathlib.Path(__file__).resolve().parent.parent / "crates/merge/tests"
HEAD = re.compile(r"@ (\d{4}-\d\d-\d\d) ([a-z]{2}) \| ([^|]+?)(?: \| (https?://\S+))?")
DAY = r"\d{4}-\d\d-\d\d"
WHEN = re.compile(rf"(.+)=({DAY})?(\.\.)?({DAY})?")


def blocks(path):
    block, first = [], 0
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n") + [""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            first = first if block else n
            block.append(line.rstrip())
        elif block:
            yield first, block
            block = []


def parse(path):
    articles, problems = [], []
    for first, block in blocks(path):
        head = HEAD.fullmatch(block[0])
        if not head:
            problems.append(f"{path.name}:{first}: an article begins '@ DATE LANG | OUTLET | URL', not {block[0][:60]!r}")
            continue
        date, lang, outlet, url = head.groups()
        split = next((i for i, l in enumerate(block) if i and l.startswith("- ")), len(block))
        body, lines = block[1:split], block[split:]
        text = "\n".join(body)
        byte = lambda i: len(text[:i].encode())
        sha = hashlib.sha256(text.encode()).hexdigest()
        quote = lambda s, e: {"text": text[s:e], "start": byte(s), "end": byte(e)}
        claims = []
        if len(body) < 2:
            problems.append(f"{path.name}:{first}: a title and a text, please")
        for i, line in enumerate(lines):
            where = f"{path.name}:{first + split + i}"
            fields = line.split(" | ")
            extra = {f[0]: f[2:].strip() for f in fields if f[:2] in ("= ", "~ ")}
            if set(extra) != {"=", "~"}:
                problems.append(f"{where}: '= HAPPENING' or '~ ORIGIN' is missing")
                continue
            when, plain = None, []
            for f in fields:
                if f[:2] in ("= ", "~ "):
                    continue
                if f.startswith("T "):
                    m = WHEN.fullmatch(f[2:])
                    if not m or not (m[2] or m[4]):
                        problems.append(f"{where}: time is 'T words=2022-11-03' or '=2022-08-01..2022-08-31', not {f!r}")
                        continue
                    when = {"from": m[2], "to": m[4] if m[3] else m[2]}
                    f = "T " + m[1]
                plain.append(f)
            try:
                c = corpus.claim(text, " | ".join(plain))
            except ValueError as error:
                problems.append(f"{where}: {error}")
                continue
            party = lambda a: {"code": (a.code or "").split(".")[0] or None, "sector": (a.code + ".").split(".")[1] or "GOV" if a.code else None, "name": text[slice(*(a.via or (a.start, a.end)))],
                               **quote(a.start, a.end), **({"via": {"start": byte(a.via[0]), "end": byte(a.via[1])}} if a.via else {})}
            said = lambda a: {"outlet": a.outlet, **quote(a.start, a.end)} if a.outlet else {k: v for k, v in party(a).items() if v is not None}
            one = lambda role: next((quote(a.start, a.end) for a in c.parties(role)), None)
            spans = [(c.start, c.end)] + [(a.start, a.end) for a in c.args]
            left = max((text.rfind(x, 0, min(s for s, _ in spans)) + len(x) for x in ("\n", ". ", "。") if x in text[:min(s for s, _ in spans)]), default=0)
            right = min((text.find(x, max(e for _, e in spans)) + len(x.strip()) for x in ("\n", ". ", "。") if x in text[max(e for _, e in spans):]), default=len(text))
            if when:
                when.update(one("time"))
            n = len(claims)
            claims.append({"id": hashlib.sha256(f"{sha}:{n}".encode()).hexdigest()[:16], "article": sha, "language": lang, "event": c.event, "mode": c.mode, "contexts": c.contexts, "cameo": None,
                           "actor": [party(a) for a in c.parties("actor")], "recipient": [party(a) for a in c.parties("recipient")], "trigger": quote(c.start, c.end),
                           "item": one("item"), "count": one("count"), "place": one("place"), "when": when, "status": c.status,
                           "said_by": [said(a) for a in c.parties("said_by")], "denied_by": [said(a) for a in c.parties("denied_by")],
                           "evidence": quote(left, right), "confidence": 1.0, "happening": f"{path.stem}/{extra['=']}", "origin": extra["~"]})
        title = {"start": 0, "end": len(body[0].encode())} if body else None
        articles.append({"article": {"id": sha, "text": text, "sha256": sha, "title": title, "standfirst": None, "byline": None, "outlet": outlet, "url": url, "language": lang,
                                     "published": {"date": date, "source": "declared"}, "source": path.name}, "claims": claims})
    return articles, problems


def main():
    files = [pathlib.Path(f) for f in sys.argv[1:] if not f.startswith("-")]
    everything = [(f, *parse(f)) for f in files or sorted((HERE / "happenings").glob("*.txt"))]
    wrong = [p for _, _, problems in everything for p in problems]
    articles = [a for _, found, _ in everything for a in found]
    claims = [c for a in articles for c in a["claims"]]
    of = collections.defaultdict(set)
    for a in articles:
        for c in a["claims"]:
            of[c["happening"]].add(a["article"]["sha256"])
    print("\n".join(wrong) + ("\n" if wrong else "") + f"{len(articles)} articles in {len({a['article']['language'] for a in articles})} languages, {len(claims)} claims, {len(of)} happenings, "
          f"{sum(len(x) > 1 for x in of.values())} of them in several articles; {len(wrong)} problems")
    if not files and "--check" not in sys.argv and not wrong:
        out = HERE / "happenings.jsonl"
        out.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), encoding="utf-8")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
