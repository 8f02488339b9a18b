"""Reads back what tests/readers.rs has written into a folder. Says `skipped: …` for what is not installed."""

import importlib
import json
import sys
from pathlib import Path

HERE = Path(sys.argv[1])
EVIDENCE_AR = "قصفت السعودية مواقع الحوثيين في صنعاء،\nوقالت مصادر إن 12 قُتلوا."
EVIDENCE_ZH = "王毅,\t周五在雅加达与印尼外长会晤。"
TITLE_ID = 'Kirby: "Pyongyang memasok\tpeluru", Iran {membantah}'
OUTLET_ID = 'Kompas, "Pagi"'


def equal(found, expected):
    assert found == expected, f"{found!r} is not {expected!r}"


class Skipped(Exception):
    """What there is nothing to read of."""


def reader(*modules):
    """Runs a check if its modules are there."""

    def run(check):
        try:
            loaded = [importlib.import_module(m) for m in modules]
            check(*loaded)
        except (ImportError, Skipped) as e:
            print(f"skipped: {check.__name__}: {e}")
            return
        versions = [f"{m.__name__} {getattr(m, '__version__', '')}".strip() for m in loaded]
        print(f"read: {check.__name__}: {', '.join(versions)}")

    return run


def lines(name):
    # not splitlines(), which would part a line at U+2028
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").split("\n") if line]


def claims_hold(rows):
    """The same cells, whatever the table's format; lists as lists."""
    equal(len(rows), 4)
    equal([r["evidence"] for r in rows][2:], [EVIDENCE_AR, EVIDENCE_ZH])
    equal(rows[0]["title"], TITLE_ID)
    equal(rows[0]["outlet"], OUTLET_ID)
    equal([r["status"] for r in rows], ["alleged", "denied", "reported", "reported"])
    equal(list(rows[0]["contexts"]), ["military", "territory"])
    equal(list(rows[3]["actor_text"]), ["王毅", "印尼外长"])
    equal(list(rows[3]["recipient"]), [])
    equal([str(r["published"]) for r in rows], ["2022-11-04", "2022-11-04", "2022-12-01", "2022-11-26"])
    equal([int(r["version"]) for r in rows], [1, 1, 2, 1])
    equal([round(float(r["intensity"]), 3) for r in rows], [7.4, 7.4, -9.5, 1.9])


@reader("json")
def json_lines(_):
    claims_hold(lines("claims.jsonl"))
    equal(lines("claims.jsonl")[3]["outlet"], None)
    events = lines("events.jsonl")
    equal([e["event"] for e in events], ["AID", "AID", "ASSAULT", "CONSULT", "ACCUSE", "AID"])
    equal(events[0]["origin"], ["usa"])
    equal(events[1]["contested"], True)
    equal(len(lines("months.jsonl")), 6)
    ledger = lines("ledger.jsonl")
    equal(ledger[0], {"sekutu": 1})
    equal([len(a["claims"]) for a in ledger[1:]], [2, 1, 1])
    for a in ledger[1:]:
        text = a["article"]["text"].encode()
        for c in a["claims"]:
            e = c["evidence"]
            equal(text[e["start"] : e["end"]].decode(), e["text"])


@reader("pandas")
def csv(pandas):
    def read(name, **options):
        return pandas.read_csv(HERE / name, dtype=str, keep_default_na=False, **options)

    rows = read("claims.csv").to_dict("records")
    for r in rows:
        for column in ("contexts", "actor_text", "recipient"):
            r[column] = r[column].split("; ") if r[column] else []
    claims_hold(rows)
    equal(rows[0]["trigger_start"], "62")
    equal(rows[0]["deed"], "true")
    events = read("events.csv")
    equal(list(events["origins"]), ["1"] * 6)
    equal(events["actor"][3], "CHN; IDN")
    # with pandas' own types
    months = pandas.read_csv(HERE / "months.csv", parse_dates=["month", "first", "last"])
    equal(len(months), 6)
    equal(months["deeds_intensity"].sum().round(3), 5.3)
    equal(int(months["events"].sum()), 7)
    equal(months[months["recipient"] == "HOUTHI.REB"]["material_conflict"].tolist(), [1])


@reader("pandas")
def polecat(pandas):
    table = pandas.read_csv(HERE / "polecat.tsv", sep="\t", dtype=str, keep_default_na=False)
    equal(table.shape, (3, 40))
    equal(list(table["Actor COW"]), ["731", "670", "710; 850"])
    equal(list(table["Recipient COW"]), ["365", "", ""])
    equal(list(table["Quad Code"]), ["MATERIAL COOPERATION", "MATERIAL CONFLICT", "VERBAL COOPERATION"])
    equal(table["Source"][0], OUTLET_ID)
    equal(table["Raw Placename"][2], "雅加达")
    equal(set(table["Latitude"]), {""})


@reader("json")
def plover(_):
    records = lines("plover.jsonl")
    equal(len(records), 4)
    for r in records:
        assert {"id", "date", "source", "event"} <= r.keys(), r.keys()
    equal([r["quad_code"] for r in records], [2, 2, 4, 1])
    equal([a["code"] for a in records[3]["source"]], ["CHN", "IDN"])
    assert "recipient" not in records[3]
    equal(records[2]["text"], EVIDENCE_AR)
    equal(records[0]["cite_info"]["title"], TITLE_ID)


@reader("pyarrow", "pyarrow.parquet")
def parquet(pyarrow, pq):
    if not (HERE / "claims.parquet").exists():
        raise Skipped("built without the feature")
    claims = pq.read_table(HERE / "claims.parquet")
    claims_hold(claims.to_pylist())
    types = {f.name: str(f.type) for f in claims.schema}
    equal(types["evidence"], "string")
    equal(types["published"], "date32[day]")
    equal(types["trigger_start"], "int64")
    equal(types["confidence"], "double")
    equal(types["deed"], "bool")
    assert types["actor"].startswith("list<element: string"), types["actor"]
    equal(claims.column("outlet").to_pylist()[3], None)
    equal(pq.read_table(HERE / "events.parquet").column("claim").combine_chunks().value_lengths().to_pylist(), [1] * 6)
    equal([m["month"] for m in pq.read_table(HERE / "months.parquet").to_pylist()], [m["month"] for m in lines("months.jsonl")])
    equal(pq.read_table(HERE / "none.parquet").num_rows, 0)
    many = pq.ParquetFile(HERE / "many.parquet")
    equal((many.metadata.num_rows, many.num_row_groups), (20_000, 3))
    equal(many.read().column("actor_text").to_pylist()[19_999], ["王毅", "印尼外长"])


@reader("networkx")
def network(networkx):
    for graph in (networkx.read_graphml(HERE / "network.graphml"), networkx.read_gexf(HERE / "network.gexf")):
        assert graph.is_directed() and graph.is_multigraph()
        equal(sorted(graph.nodes), ["CHN", "HOUTHI.REB", "IDN", "PRK", "RUS", "SAU.MIL"])
        equal(graph.number_of_edges(), 6)
        ties = sorted(graph["PRK"]["RUS"].values(), key=lambda t: (t["month"], t["sign"]))
        equal([(t["sign"], t["month"]) for t in ties], [("conflict", "2022-11"), ("cooperation", "2022-11"), ("cooperation", "2022-12")])
        equal([t["weight"] for t in ties], [3.0, 7.4, 7.4])
        equal([t["intensity"] for t in ties], [-3.0, 7.4, 7.4])
        equal([(t["events"], t["deeds"], t["words"]) for t in ties], [(1, 0, 1), (1, 1, 0), (1, 1, 0)])
        equal((ties[2]["first"], ties[2]["last"]), ("2022-12-20", "2023-01-09"))
        assert not graph.has_edge("IRN", "RUS"), "a denied deed is no tie"
        equal(graph.nodes["SAU.MIL"]["sector"], "MIL")
    equal(networkx.read_graphml(HERE / "network.graphml").nodes["RUS"]["name"], "Russia")
    dynamic = networkx.read_gexf(HERE / "network.gexf")
    equal(dynamic.graph["mode"], "dynamic")
    equal((dynamic.nodes["PRK"]["start"], dynamic.nodes["PRK"]["end"]), ("2022-11-03", "2023-01-09"))
    equal(dynamic.nodes["RUS"]["label"], "Russia")


@reader("json")
def annotations(_):
    page = json.loads((HERE / "annotations.jsonld").read_text("utf-8"))
    texts = {"hash://sha256/" + a["article"]["sha256"]: a["article"]["text"] for a in lines("ledger.jsonl")[1:]}
    equal(len(page["items"]), 4)
    for a in page["items"]:
        quote, position = a["target"]["selector"]
        text = texts[a["target"]["source"]]
        # Python counts code points, as the standard does
        equal(text[position["start"] : position["end"]], quote["exact"])
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        equal(json.loads(a["body"][1]["value"])["event"], a["body"][0]["value"])


def graph_of(rdflib, name, context):
    """The triples, with the few terms used here for the published context, which is not to be fetched in a test."""
    document = json.loads((HERE / name).read_text("utf-8"))
    document["@context"] = context
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld")


@reader("rdflib")
def json_ld(rdflib):
    oa = "http://www.w3.org/ns/oa#"
    terms = {"id": "@id", "type": "@type", "start": "oa:start", "end": "oa:end", "exact": "oa:exact", "items": "urn:items", "oa": oa}
    terms |= {t: {"@id": f"oa:has{t.title()}", "@type": "@id"} for t in ("target", "body", "source", "selector", "scope")}
    terms |= {t: f"oa:{t}" for t in ("Annotation", "TextQuoteSelector", "TextPositionSelector")}
    g = graph_of(rdflib, "annotations.jsonld", terms)
    oa = rdflib.Namespace(oa)
    equal(len(set(g.subjects(rdflib.RDF.type, oa.Annotation))), 4)
    equal(len(set(g.subjects(rdflib.RDF.type, oa.TextPositionSelector))), 4)
    assert rdflib.Literal(EVIDENCE_AR) in set(g.objects(None, oa.exact))

    s = rdflib.Namespace("https://schema.org/")
    g = graph_of(rdflib, "claims.jsonld", {"@vocab": str(s)})
    equal(len(set(g.subjects(rdflib.RDF.type, s.Claim))), 4)
    equal(len(set(g.subjects(rdflib.RDF.type, s.NewsArticle))), 3)
    equal({str(o) for o in g.objects(None, s.creativeWorkStatus)}, {"alleged", "denied", "reported"})
    equal({str(o) for o in g.objects(None, s.jobTitle)}, {'spokesman, "NSC"'})
    g.serialize(format="nt")  # refuses what is no IRI


@reader("bibtexparser")
def bibtex(bibtexparser):
    text = (HERE / "articles.bib").read_text("utf-8")
    if hasattr(bibtexparser, "parse_string"):  # version 2
        library = bibtexparser.parse_string(text)
        equal(library.failed_blocks, [])
        entries = [{"ID": e.key, "ENTRYTYPE": e.entry_type} | {f.key: f.value for f in e.fields} for e in library.entries]
    else:
        entries = bibtexparser.loads(text).entries
    equal([e["ENTRYTYPE"] for e in entries], ["article", "article", "misc"])
    equal(len({e["ID"] for e in entries}), 3)
    equal(entries[0]["journal"], OUTLET_ID)
    equal(entries[0]["author"], r"{Sari, A. and Müller\_B}")
    equal(entries[0]["title"], r'{Kirby: "Pyongyang memasok peluru", Iran \textbraceleft{}membantah\textbraceright{}}')
    equal(entries[0]["url"], "https://example.org/berita?id=1&q=a_b%20c#x%7B1%7D")
    equal(entries[2]["title"], "{中国外长与印尼外长在雅加达会晤😀}")


@reader("rispy")
def ris(rispy):
    entries = rispy.loads((HERE / "articles.ris").read_bytes().decode("utf-8"))
    equal(len(entries), 3)
    equal({e["type_of_reference"] for e in entries}, {"NEWS"})
    equal(entries[0]["title"], TITLE_ID.replace("\t", " "))
    equal(entries[0]["authors"], ["Sari, A. and Müller_B"])
    equal(entries[0]["date"], "2022/11/04")
    equal(entries[2]["authors"], ["记者 李明 实习"])
    equal(entries[0]["urls"], ["https://example.org/berita?id=1&q=a_b%20c#x{1}"])
