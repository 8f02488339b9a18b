#!/usr/bin/env python3
"""Checks the corpus and prints its coverage.

    validate.py [FILE…]            problems of these files (all of them without a name); exit 1 when there are any
    validate.py --coverage         the coverage table: types, statuses, languages, registers, regions, roles, against the floors
    validate.py --beside FILE…     length, claims, parties and clauses a passage beside real articles (JSON Lines with text)
"""
from __future__ import annotations

import argparse
import collections
import gzip
import json
import pathlib
import re
import sys

import corpus

ROOT = pathlib.Path(__file__).parent / "corpus"
FLOOR_TYPE, FLOOR_STATUS = 250, 300
FLOOR_LANG = {"id": 2500, "en": 2000}
SHARED = 0.6  # of the smaller passage's masked 4-grams


def masked(p: corpus.Passage) -> set[tuple[str, ...]]:
    """The passage's word 4-grams with its parties, numbers and other roles masked."""
    text, cuts = p.text, []
    for c in p.claims:
        cuts += [(a.start, a.end) for a in c.args]
    out, at = [], 0
    for s, e in sorted(cuts):
        if s >= at:
            out += [text[at:s], " ¤ "]
            at = e
    text = "".join(out) + text[at:]
    text = re.sub(r"\d+", "0", text)
    words = list(text) if p.lang == "zh" else re.findall(r"\w+|¤", text.lower())
    words = [w for w in words if w.strip()]
    n = 5 if p.lang == "zh" else 4
    # names written with a capital are masked as well, but for the first word of the passage
    return {tuple(words[i:i + n]) for i in range(max(1, len(words) - n + 1))}


def near_duplicates(passages):
    index, out = collections.defaultdict(list), []
    grams = [masked(p) for p in passages]
    for i, g in enumerate(grams):
        seen = collections.Counter(j for x in g for j in index[x])
        for j, n in seen.most_common(1):
            if len(g) >= 4 and n >= SHARED * min(len(g), len(grams[j])):
                out.append(f"{passages[i].where}: shares {n} of {len(g)} masked word groups with {passages[j].where}")
        for x in g:
            if len(index[x]) < 50:
                index[x].append(i)
    return out


def table(title, counter, floors=None):
    print(f"\n{title}")
    for k, n in sorted(counter.items(), key=lambda kv: -kv[1]):
        floor = (floors or {}).get(k)
        print(f"  {k:14s} {n:6d}" + (f"   floor {floor}{'' if n >= floor else '   SHORT'}" if floor else ""))


def coverage(passages):
    claims = [c for p in passages for c in p.claims]
    quiet = sum(not p.claims for p in passages)
    print(f"{len(passages)} passages, {len(claims)} claims, {quiet} passages without a claim ({quiet / max(1, len(passages)):.0%}, floor 25%); "
          f"{sum(p.held_out for p in passages)} held out by hash")
    table("language", collections.Counter(p.lang for p in passages), FLOOR_LANG)
    table("event type", collections.Counter(c.event for c in claims), dict.fromkeys(corpus.EVENTS, FLOOR_TYPE))
    table("status", collections.Counter(c.status for c in claims), dict.fromkeys(corpus.STATUSES, FLOOR_STATUS))
    table("register", collections.Counter(p.register for p in passages))
    table("region", collections.Counter(p.region for p in passages))
    table("decade", collections.Counter((p.date or "none")[:3] for p in passages))
    table("role", collections.Counter(a.role for c in claims for a in c.args))
    table("kind", collections.Counter(
        k for c in claims for k, v in {
            "coreference": any(a.via for a in c.args), "chain of two or more": len(c.parties("said_by")) > 1,
            "outlet": any(a.outlet for a in c.args), "list of parties": len(c.parties("actor")) > 1 or len(c.parties("recipient")) > 1,
            "no actor": not c.parties("actor"), "no recipient": not c.parties("recipient"), "mode": c.mode, "contexts": c.contexts}.items() if v))


CLAUSE = re.compile(r"\b(yang|bahwa|that|which|who|que|qui|dass|der|die|что|который|setelah|karena|after|because|when|saat|ketika|sambil|while)\b|[,;—–:]", re.I)


def shape(rows):
    """(text, claims or None) → words, sentences, clause marks and claims a passage."""
    n = max(1, len(rows))
    words = [len(t.split()) for t, _ in rows]
    return {"passages": len(rows), "words": sum(words) / n, "words, longest tenth": sorted(words)[int(.9 * (len(words) - 1))] if words else 0,
            "sentence ends": sum(len(re.findall(r"[.!?。؟।](?:\s|$)", t)) for t, _ in rows) / n,
            "clause marks per 10 words": 10 * sum(len(CLAUSE.findall(t)) for t, _ in rows) / max(1, sum(words)),
            "capitalised words": sum(len(re.findall(r"\b[A-Z]\w+", t)) for t, _ in rows) / n,
            "figures": sum(len(re.findall(r"\d+", t)) for t, _ in rows) / n,
            "claims": sum(len(c) for _, c in rows if c is not None) / n}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", nargs="*", type=pathlib.Path)
    ap.add_argument("--coverage", action="store_true")
    ap.add_argument("--beside", nargs="+", type=pathlib.Path)
    ap.add_argument("--quiet", action="store_true", help="only the count of problems")
    a = ap.parse_args()
    passages, problems = corpus.read_all(ROOT)
    everything = passages
    if a.files:
        want = {f.resolve() for f in a.files}
        named = lambda w: pathlib.Path(w.split(":")[0]).resolve() in want
        problems = [p for p in problems if named(p)] + [d for d in near_duplicates(everything) if named(d)]
        passages = [p for p in passages if named(p.where)]
    else:
        problems += near_duplicates(everything)
    seen = collections.Counter(p.id for p in everything)
    problems += [f"{p.where}: the same text stands twice" for p in passages if seen[p.id] > 1]
    for p in [] if a.quiet else problems:
        print(p)
    print(f"{len(passages)} passages, {sum(len(p.claims) for p in passages)} claims, "
          f"{sum(not p.claims for p in passages)} without a claim, {len(problems)} problems")
    if a.coverage:
        coverage(passages)
    if a.beside:
        for lang in sorted({p.lang for p in passages}):
            print(lang, {k: round(v, 2) for k, v in shape([(p.text, p.claims) for p in passages if p.lang == lang]).items()})
        for f in a.beside:
            with (gzip.open(f, "rt") if f.suffix == ".gz" else open(f, encoding="utf-8")) as h:
                rows = [json.loads(l) for l in h if l.strip()]
            for lang in sorted({r["lang"] for r in rows}):
                print(f.name, lang, {k: round(v, 2) for k, v in shape([(r["text"], r.get("claims")) for r in rows if r["lang"] == lang][:3000]).items()})
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
