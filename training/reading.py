#!/usr/bin/env python3
"""Measures what the whole program reads, rules and all, on the corpus's held-out tenth.

    training/reading.py target/release/sekutu [MODEL-DIRECTORY]

Reads the held-out passages as articles with `sekutu read`, pairs its claims with the corpus's by overlapping triggers, the longest overlap
first, and prints for each language and for all: precision and recall of triggers, and among the pairs the share of right types and of right
status, and of each status how many it gives right. `sekutu read` is run with the confidence it has by default.
"""
from __future__ import annotations

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

import corpus


def passages():
    for path in sorted(pathlib.Path(__file__).parent.glob("corpus/*/*.txt")):
        yield from (p for p in corpus.read(path)[0] if p.held_out)


def claims_of(sekutu, model, articles):
    """The program's claims by article; its offsets, in bytes, as characters."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        for id, p in articles.items():
            row = {"id": id, "lang": p.lang, "date": p.date, "text": p.text}
            f.write(json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) + "\n")
        f.flush()
        command = [sekutu, "read", "--quiet", "--format", "jsonl", *(["--model", model] if model else []), f.name]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = collections.defaultdict(list)
    for line in out.splitlines():
        claim = json.loads(line)
        found[claim["article"]].append(claim)
    return found


def pairs(gold, found, text):
    """Triggers paired by overlap, each once."""
    data = text.encode()
    spans = [tuple(len(data[:c["trigger"][k]].decode(errors="ignore")) for k in ("start", "end")) for c in found]
    overlap = [(min(g.end, e) - max(g.start, s), i, j) for i, g in enumerate(gold) for j, (s, e) in enumerate(spans)]
    out, used_gold, used_found = [], set(), set()
    for n, i, j in sorted(overlap, key=lambda o: (-o[0], o[1], o[2])):
        if n > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            out.append((gold[i], found[j]))
    return out


def main():
    sekutu, model = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    articles = {f"h{n}": p for n, p in enumerate(passages())}
    found = claims_of(sekutu, model, articles)
    counts = collections.defaultdict(collections.Counter)
    for id, p in articles.items():
        paired = pairs(p.claims, found[id], p.text)
        for c in (counts[p.lang], counts["all"]):
            c["gold"] += len(p.claims)
            c["found"] += len(found[id])
            c["paired"] += len(paired)
            for gold, claim in paired:
                c["type"] += gold.event == claim["event"]
                c["status"] += gold.status == claim["status"]
                c["of", gold.status] += 1
                c["right", gold.status] += gold.status == claim["status"]
    print("lang   gold  found  precision  recall   type  status  " + "  ".join(f"{s:>12}" for s in corpus.STATUSES))
    for lang, c in sorted(counts.items(), key=lambda x: (x[0] == "all", x[0])):
        each = "  ".join(f"{c['right', s]:>5} of {c['of', s]:>3}" for s in corpus.STATUSES)
        rate = lambda part, whole: c[part] / max(1, c[whole])
        print(f"{lang:4} {c['gold']:6} {c['found']:6} {rate('paired', 'found'):10.3f} {rate('paired', 'gold'):7.3f} "
              f"{rate('type', 'paired'):6.3f} {rate('status', 'paired'):7.3f}  {each}")


if __name__ == "__main__":
    main()
