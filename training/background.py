"""Chooses the sentences of PLOVER's types with which crates/codebook compares a user's own types: crates/codebook/data/background.tsv.

    python training/background.py > crates/codebook/data/background.tsv

Of each type eight short passages with a reported claim of it and one other at most, each in another language and of as many modes as there are: the
first by SHA-256 that has a mode not yet chosen, else the first. Passages of the part held out from training are left out.
"""
from __future__ import annotations

import hashlib
import pathlib

import corpus

LONGEST = 260
SENTENCES = 8
#: those that differ most come first
LANGUAGES = "id en es ar ru zh fr hi tr de pt ms".split()


def main() -> None:
    passages, problems = corpus.read_all(pathlib.Path(__file__).parent / "corpus")
    assert not problems, problems[:3]
    fit: dict[tuple[str, str], list] = {}
    for p in passages:
        if p.held_out or not 1 <= len(p.claims) <= 2 or len(p.text) > LONGEST or "\n" in p.text or "\t" in p.text:
            continue
        for c in p.claims:
            words = p.text[c.start:c.end]
            if c.status == "reported" and p.text.count(words) == 1:
                fit.setdefault((c.event, p.lang), []).append((hashlib.sha256(p.text.encode()).hexdigest(), c.mode or "", words, p.text))
    print("# Sentences of PLOVER's types, for telling a user's own types from them. Written for this project, as the corpus that they are from;")
    print("# chosen by training/background.py. Type, language, the words that name the event, the sentence.")
    for event in corpus.EVENTS:
        modes: set[str] = set()
        chosen = 0
        for lang in LANGUAGES:
            all_ = sorted(fit.get((event, lang), []))
            best = next((x for x in all_ if x[1] not in modes), all_[0] if all_ else None)
            if best and chosen < SENTENCES:
                chosen += 1
                modes.add(best[1])
                print(event, lang, best[2], best[3], sep="\t")


if __name__ == "__main__":
    main()
