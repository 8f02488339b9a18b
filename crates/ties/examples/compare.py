#!/usr/bin/env python3
"""Rank correlation of a ledger's dyads with how they looked to others.

    compare.py SEKUTU LEDGER unga IDEAL_POINTS.csv SESSION      distance of voting positions in the UN General Assembly (Voeten)
    compare.py SEKUTU LEDGER gdelt DYADS.csv YEAR…              yearly sums of Goldstein-weighted events (gzemo/gdelt-graph-data)

Of each dyad with enough events: (cooperation − conflict) / (cooperation + conflict) of the months' intensities, which is no figure of Sekutu's and serves this comparison only, against the distance with its sign
turned, or the score a day. Prints Spearman's rho for dyads of two, three and five events and more.
"""
import collections
import csv
import json
import math
import subprocess
import sys


def dyads(program, ledger):
    out = collections.defaultdict(lambda: [0.0, 0.0, 0])
    lines = subprocess.run([program, "export", "dyad-months", "--format", "jsonl", "--ledger", ledger], capture_output=True, text=True, check=True).stdout
    for row in map(json.loads, lines.splitlines()):
        d = out[tuple(sorted((row["actor"], row["recipient"])))]
        d[0] += row["verbal_cooperation_intensity"] + row["material_cooperation_intensity"]
        d[1] += abs(row["verbal_conflict_intensity"]) + abs(row["material_conflict_intensity"])
        d[2] += row["events"]
    return out


def ranks(x):
    order, out, i = sorted(range(len(x)), key=lambda i: x[i]), [0.0] * len(x), 0
    while i < len(order):
        j = i
        while j + 1 < len(order) and x[order[j + 1]] == x[order[i]]:
            j += 1
        for k in range(i, j + 1):
            out[order[k]] = (i + j) / 2
        i = j + 1
    return out


def rho(x, y):
    a, b, n = ranks(x), ranks(y), len(x)
    ma, mb = sum(a) / n, sum(b) / n
    return sum((p - ma) * (q - mb) for p, q in zip(a, b)) / math.sqrt(sum((p - ma) ** 2 for p in a) * sum((q - mb) ** 2 for q in b))


def main():
    program, ledger, kind, table, *which = sys.argv[1:]
    rows = list(csv.DictReader(open(table, encoding="latin-1")))
    if kind == "unga":
        at = {r["iso3c"]: float(r["IdealPoint"]) for r in rows if r["session"] in which}
        other = lambda a, b: -abs(at[a] - at[b]) if a in at and b in at else None
    else:
        sums = collections.defaultdict(float)
        for r in rows:
            if r["year"] in which:
                sums[tuple(sorted((r["a"], r["b"])))] += float(r["score_sum"]) / max(1.0, float(r["days"]))
        other = lambda a, b: sums.get((a, b))
    found = dyads(program, ledger)
    for least in (2, 3, 5):
        pairs = [((c - f) / (c + f), other(a, b)) for (a, b), (c, f, n) in found.items() if n >= least and c + f > 0 and other(a, b) is not None]
        if len(pairs) > 5:
            print(f"{least} events and more: {len(pairs)} dyads, rho {rho(*zip(*pairs)):.2f}")


if __name__ == "__main__":
    main()
