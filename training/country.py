#!/usr/bin/env python3
"""Fits the weights by which a party that is only described is given a country (crates/extract/src/country.rs).

    country.py COUNTRIES > crates/extract/data/country.tsv

COUNTRIES is the program that tells candidates and their features (`cargo build --release -p sekutu-extract --example countries`). A conditional logit over each party's
candidates and "none of them", by gradient steps on the log likelihood with a small penalty on large weights. Prints, to standard error, what it gets right on
the held-out tenth, which it was not fitted to.
"""
from __future__ import annotations

import json
import pathlib
import subprocess
import sys

import numpy as np

import corpus

LEAST = {True: 0.6, False: 0.75}  # for people by what they are, and for names: as in crates/extract/src/country.rs


def parties(passages):
    for p in passages:
        at = lambda i: len(p.text[:i].encode())
        seen = {}
        for c in p.claims:
            for a in c.args:
                if a.role in ("actor", "recipient", "said_by", "denied_by") and not a.outlet and not a.via:
                    seen[a.start, a.end] = a.code
        yield json.dumps({"id": p.id, "text": p.text, "lang": p.lang, "date": p.date, "parties": [{"start": at(s), "end": at(e), "code": code} for (s, e), code in seen.items()]})


def main():
    passages, _ = corpus.read_all(pathlib.Path(__file__).parent / "corpus")
    out = subprocess.run([sys.argv[1]], input="\n".join(parties(passages)), capture_output=True, text=True, check=True).stdout
    held = {p.id for p in passages if p.held_out}
    rows = [json.loads(line) for line in out.splitlines()]
    feature_names = [line.split("\t")[0] for line in (pathlib.Path(__file__).parent.parent / "crates/extract/data/country.tsv").read_text().splitlines() if not line.startswith("#")]
    width, most = len(feature_names), max(len(r["candidates"]) for r in rows)
    x, there, y = np.zeros((len(rows), most, width)), np.zeros((len(rows), most), bool), np.zeros(len(rows), int)
    for i, r in enumerate(rows):
        codes = [c["code"] for c in r["candidates"]]
        x[i, :len(codes)] = [c["features"] for c in r["candidates"]]
        there[i, :len(codes)] = True
        country = (r["code"] or "").split(".")[0]
        y[i] = codes.index(country) if country in codes else len(codes) - 1
    test = np.array([r["id"] in held for r in rows])

    def probabilities(w):
        s = np.where(there, x @ w, -1e9)
        e = np.exp(s - s.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    w, velocity = np.zeros(width), np.zeros(width)
    train, n = ~test, (~test).sum()
    for _ in range(3000):
        p = probabilities(w)[train]
        chosen = x[train][np.arange(n), y[train]].sum(0)
        gradient = (chosen - (p[..., None] * x[train]).sum((0, 1))) / n - 1e-4 * w
        velocity = 0.9 * velocity + gradient
        w = w + 0.5 * velocity
    p = probabilities(w)
    best, sure = p.argmax(1), p.max(1)
    least = np.array([LEAST[r["kind"] in ("Agents", "Institution")] for r in rows])
    none = np.array([len(r["candidates"]) - 1 for r in rows])
    for part, name in ((train, "fitted to"), (test, "held out")):
        given = part & (sure >= least) & (best != none)
        has = part & (y != none)
        right = given & (best == y)
        print(f"{name}: {part.sum()} parties, {has.sum()} with a country among the candidates; given to {given.sum()}, right {right.sum()} ({right.sum() / max(1, given.sum()):.3f} of those given, {right.sum() / max(1, has.sum()):.3f} of those there)", file=sys.stderr)
    print("# Fitted by training/country.py on training/corpus; the features are told in crates/extract/src/country.rs.")
    for name, weight in zip(feature_names, w):
        print(f"{name}\t{weight:.3f}")


if __name__ == "__main__":
    main()
