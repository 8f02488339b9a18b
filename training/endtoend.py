#!/usr/bin/env python3
"""How well the program itself finds events and counts origins: it reads the articles of the test set of happenings (crates/merge/tests/happenings.jsonl), and what it makes of them is laid beside the labels.

    endtoend.py SEKUTU [--half odd|even] [--show]     SEKUTU is target/release/sekutu

Alignment: within an article, a claim that the program read and one that a reader marked are the same where their triggers share a byte, or where type, a party and a byte of the evidence are the same; each
claim at most once, shared triggers before the rest, of those the same type first, then more parties in common, then the order of the text.

Grouping is measured twice. "aligned": on the claims that both have, so that it is told from reading. "all": a marked claim that the program has not, or that is in no group with its like, counts against recall; a
claim that nobody marked counts against precision, for its own share of 0 and in the size of the group it is in. Origins: for each happening that several claims tell, the event that holds most of its aligned claims; right
where it counts as many origins as the marked claims of that happening name.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

SET = pathlib.Path(__file__).resolve().parent.parent / "crates/merge/tests/happenings.jsonl"


def articles(half):
    for line in SET.read_text(encoding="utf-8").splitlines():
        a = json.loads(line)
        if half is None or int(a["article"]["source"][:2]) % 2 == (half == "odd"):
            yield a


def read(sekutu, marked):
    """Claims and events, as the program has them after one run into an empty ledger."""
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        with (tmp / "articles.jsonl").open("w", encoding="utf-8") as f:
            for a in (m["article"] for m in marked):
                title, text = a["text"].split("\n", 1)
                one = {"id": a["id"], "url": a["url"], "title": title, "text": text, "outlet": a["outlet"], "date": a["published"]["date"], "language": a["language"]}
                f.write(json.dumps(one, ensure_ascii=False) + "\n")
        ledger = ["--ledger", str(tmp / "ledger.db"), "--quiet"]
        subprocess.run([sekutu, "ingest", *ledger, str(tmp / "articles.jsonl")], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        rows = lambda what: [json.loads(l) for l in subprocess.check_output([sekutu, "export", what, *ledger, "--format", "jsonl"], text=True).splitlines()]
        return rows("claims"), {e["id"]: e for e in rows("events")}


def codes(claim):
    """The parties of a claim, read or marked, by country."""
    for side in ("actor", "recipient"):
        for p in claim[side]:
            code = p if isinstance(p, str) else p.get("code")
            if code:
                yield code.split(".")[0]


def align(read, marked):
    """Id of the claim read → the claim marked, and the other way round by id."""
    pairs = []
    for r in read:
        for m in marked.get(r["sha256"], []):
            t, e = m["trigger"], m["evidence"]
            shares = lambda a, b, c, d: a < d and c < b
            trigger = shares(r["trigger_start"], r["trigger_end"], t["start"], t["end"])
            parties = len(set(codes(r)) & set(codes(m)))
            same = r["event"] == m["event"]
            if trigger or (same and parties and shares(r["evidence_start"], r["evidence_end"], e["start"], e["end"])):
                pairs.append(((-trigger, -same, -parties, r["trigger_start"], t["start"]), r["id"], m))
    pairs.sort(key=lambda p: (p[0], p[1], p[2]["id"]))
    found, used = {}, set()
    for _, r, m in pairs:
        if r not in found and m["id"] not in used:
            found[r] = m
            used.add(m["id"])
    return found


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def b_cubed(found, gold, marked, read):
    """`found`, `gold`: group → set of marked ids, where `read` more claims stand in no gold group: group → how many."""
    of_found = {m: g for g, ms in found.items() for m in ms}
    of_gold = {m: g for g, ms in gold.items() for m in ms}
    same = lambda m: len(found[of_found[m]] & gold[of_gold[m]]) if m in of_found else 0
    p = sum(same(m) / (len(found[of_found[m]]) + read.get(of_found[m], 0)) for m in of_found) / (len(of_found) + sum(read.values()))
    r = sum(same(m) / len(gold[of_gold[m]]) for m in marked) / len(marked)
    return p, r


def muc(a, b):
    kept = sum(len(s) - sum(1 for o in b if o & s) for s in a)
    return kept / max(1, sum(len(s) - 1 for s in a))


def ceaf(found, gold):
    pairs = sorted(((2 * len(a & b) / (len(a) + len(b)), i, j) for i, a in enumerate(found) for j, b in enumerate(gold) if a & b), key=lambda p: (-p[0], p[1], p[2]))
    used, taken, total = set(), set(), 0.0
    for s, i, j in pairs:
        if i not in used and j not in taken:
            used.add(i), taken.add(j)
            total += s
    return total / len(found), total / len(gold)


def groups(pairs):
    out = collections.defaultdict(set)
    for key, member in pairs:
        out[key].add(member)
    return out


def main(sekutu, half=None, show=False):
    lines = list(articles(half))
    claims, events = read(sekutu, lines)
    by_article = {l["article"]["sha256"]: l["claims"] for l in lines}
    found = align(claims, by_article)
    every = {c["id"]: c for l in lines for c in l["claims"]}
    print(f"{len(lines)} articles: {len(every)} claims marked, {len(claims)} read, {len(found)} of them aligned (recall {len(found) / len(every):.3f}, precision {len(found) / len(claims):.3f})")

    event_of = {c["id"]: c["event_id"] for c in claims}
    system = groups((event_of[r], m["id"]) for r, m in found.items())
    gold = groups((m["happening"], m["id"]) for m in found.values())
    p, r = b_cubed(system, gold, {m["id"] for m in found.values()}, {})
    s, g = list(system.values()), list(gold.values())
    m, e = (muc(s, g), muc(g, s)), ceaf(s, g)
    print(f"aligned: B³ P {p:.3f} R {r:.3f} F1 {f1(p, r):.3f}; MUC F1 {f1(*m):.3f}; CEAF-e F1 {f1(*e):.3f}; CoNLL {(f1(p, r) + f1(*m) + f1(*e)) / 3:.3f}")
    happenings = groups((c["happening"], c["id"]) for c in every.values())
    extra = collections.Counter(event_of[c["id"]] for c in claims if c["id"] not in found)
    p, r = b_cubed(system, happenings, set(every), extra)
    print(f"all: B³ P {p:.3f} R {r:.3f} F1 {f1(p, r):.3f}")

    right = near = told = 0
    for happening, ids in sorted(happenings.items()):
        homes = collections.Counter(event_of[r] for r, m in found.items() if m["happening"] == happening)
        vouching = {every[i]["origin"] for i in ids if every[i]["status"] not in ("denied", "negated")}
        if len(ids) < 2 or not homes or not vouching:
            continue
        home = min(homes, key=lambda h: (-homes[h], h))
        told += 1
        n = events[home]["origins"]
        right += n == len(vouching)
        near += abs(n - len(vouching)) <= 1
        if show and n != len(vouching):
            print(f"  {happening}: {len(vouching)} {sorted(vouching)}, found {n} {events[home]['origin']} ({homes[home]} of {len(ids)} claims)")
    print(f"origins: counted exactly in {right} of {told} events ({right / told:.3f}), within one in {near / told:.3f}")


if __name__ == "__main__":
    args = sys.argv[1:]
    half = args[args.index("--half") + 1] if "--half" in args else None
    rest = [a for a in args if not a.startswith("--") and a != half]
    if len(rest) != 1 or half not in (None, "odd", "even"):
        raise SystemExit(__doc__)
    main(rest[0], half, "--show" in args)
