"""Reads the corpus in training/corpus: passages and their claims, in the form that CORPUS.md describes.

`read(path)` gives (passages, problems); a passage whose text or claims cannot be resolved is left out and said why.
Offsets here are characters into `Passage.text`.
"""
from __future__ import annotations

import dataclasses
import hashlib
import pathlib
import re

EVENTS = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
          "PROTEST SANCTION MOBILIZE COERCE ASSAULT").split()
STATUSES = "reported alleged planned denied negated".split()
MODES = {
    "CONSULT": "visit phone third-party multilateral".split(),
    "RETREAT": "withdraw release return disarm ceasefire access resign ease".split(),
    "REQUEST": "assist change yield meet".split(),
    "ACCUSE": "disapprove investigate allege".split(),
    "REJECT": "assist change yield meet".split(),
    "THREATEN": "restrict ban arrest relations expel territory violence".split(),
    "PROTEST": "demo riot strike hunger boycott obstruct".split(),
    "SANCTION": "convict expel withdraw discontinue".split(),
    "MOBILIZE": "troops weapons police militia".split(),
    "COERCE": "seize restrict ban censor curfew martial-law arrest deport withhold misinform cyber".split(),
    "ASSAULT": ("abduct beat torture execute sexual assassinate primitive firearms explosives suicide-attack "
                "heavy-weapons aerial drone crowd-control cleansing massacre unconventional").split(),
}
CONTEXTS = ("political military economic diplomatic resource culture disease disaster refugee migration legal terrorism "
            "election legislative executive cyber corruption rights territory humanitarian intelligence peacekeeping "
            "environment crime religion nuclear").split()
#: a claim line's one-letter keys, in the order in which the trainer numbers roles
ROLES = {"A": "actor", "R": "recipient", "P": "place", "T": "time", "I": "item", "N": "count", "S": "said_by", "D": "denied_by"}
LANGUAGES = "id en ms es pt fr de ar ru zh tr hi".split()
REGISTERS = "wire tabloid oped listicle liveblog headline broadcast feature statement explainer".split()

HEAD = re.compile(r"@ (\d{4}-\d\d-\d\d|-) ([a-z]+) ([a-z-]+)\s*$")
CLAIM = re.compile(r"- ([A-Z]+)(?:/([a-z-]+))? ([a-z]+)(?: ([a-z,]+))?$")
CODE = re.compile(r":((?:-|[A-Z][A-Z0-9_]*)(?:\.[A-Z]{2,4})?|@[^+|]+)$")


@dataclasses.dataclass
class Arg:
    role: str
    start: int
    end: int
    code: str | None = None      # "RUS", "SYR.REB"; None for a party without a code, or a role that has none
    outlet: str | None = None
    via: tuple[int, int] | None = None  # the named mention that a pronoun stands for


@dataclasses.dataclass
class Claim:
    event: str
    mode: str | None
    status: str
    contexts: list[str]
    start: int
    end: int
    args: list[Arg]

    def parties(self, role):
        return [a for a in self.args if a.role == role]


@dataclasses.dataclass
class Passage:
    id: str
    lang: str
    date: str | None
    register: str
    region: str
    text: str
    claims: list[Claim]
    where: str

    @property
    def held_out(self) -> bool:
        """A tenth, by the hash of its text: the corpus's own test part."""
        return held_out(self.text)


def held_out(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 10 == 0


def occurrences(text: str, part: str) -> list[int]:
    at, out = text.find(part), []
    while at >= 0:
        out.append(at)
        at = text.find(part, at + 1)
    return out


def word_edged(text: str, start: int, end: int) -> bool:
    """False where a Latin, Cyrillic… word is cut in the middle at its left edge, so that 'Iran' does not match in 'Tirana'."""
    cut = lambda i: 0 < i < len(text) and text[i - 1].isalnum() and text[i].isalnum() and ord(text[i]) < 0x600
    return not cut(start)


def locate(text: str, part: str, near: int | None) -> tuple[int, int]:
    m = re.fullmatch(r"(.*?)#(\d+)", part, re.S)
    nth = None
    if m and part not in text:
        part, nth = m[1], int(m[2])
    found = occurrences(text, part)
    whole = [a for a in found if word_edged(text, a, a + len(part))
             and (a + len(part) >= len(text) or not (text[a + len(part)].isalnum() and text[a + len(part) - 1].isalnum())
                  or ord(text[a + len(part)]) >= 0x600)]
    found = whole or [a for a in found if word_edged(text, a, a + len(part))] or found
    if not part.strip() or not found:
        raise ValueError(f"not in the passage: {part!r}")
    if nth is not None:
        if not 1 <= nth <= len(found):
            raise ValueError(f"{part!r} occurs {len(found)} times, not {nth}")
        at = found[nth - 1]
    elif near is not None:
        at = min(found, key=lambda a: (abs(a - near), a))
    else:
        at = found[0]
    return at, at + len(part)


def claim(text: str, line: str) -> Claim:
    head, *rest = [p.strip() for p in line.split(" | ")]
    m = CLAIM.fullmatch(head)
    if not m:
        raise ValueError(f"a claim begins '- EVENT[/mode] status [contexts]', not {head!r}")
    event, mode, status, contexts = m.groups()
    contexts = contexts.split(",") if contexts else []
    if event not in EVENTS:
        raise ValueError(f"no such event type: {event}")
    if status not in STATUSES:
        raise ValueError(f"no such status: {status}")
    if mode and mode not in MODES.get(event, []):
        raise ValueError(f"{event} has no mode {mode}; it has: {' '.join(MODES.get(event, [])) or 'none'}")
    if bad := [c for c in contexts if c not in CONTEXTS]:
        raise ValueError(f"no such context: {', '.join(bad)}; there are: {' '.join(CONTEXTS)}")
    if not rest:
        raise ValueError("the trigger is missing")
    start, end = locate(text, rest[0], None)
    args = []
    for field in rest[1:]:
        key, _, body = field.partition(" ")
        if key not in ROLES or not body.strip():
            raise ValueError(f"a role is one of {' '.join(ROLES)} and its words, not {field!r}")
        role = ROLES[key]
        parts = body.split(" + ") if key in "ARSD" else [body]
        for part in parts:
            part, code, outlet, via = part.strip(), None, None, None
            if key in "ARSD":
                c = CODE.search(part)
                if not c:
                    raise ValueError(f"{part!r} needs a code: ':RUS', ':SYR.REB', ':@reuters', or ':-' for none")
                part, code = part[:c.start()].strip(), c[1]
                if code == "-":
                    code = None
                elif code.startswith("@"):
                    code, outlet = None, code[1:].strip().lower()
                if ">" in part:
                    part, named = [x.strip() for x in part.split(">", 1)]
                    via = locate(text, named, None)
            s, e = locate(text, part, start)
            args.append(Arg(role, s, e, code, outlet, via))
    if not any(a.role in ("actor", "recipient") for a in args):
        raise ValueError("a claim needs an actor or a recipient")
    return Claim(event, mode, status, contexts, start, end, args)


def read(path: pathlib.Path) -> tuple[list[Passage], list[str]]:
    lang = path.parent.name
    passages, problems = [], []
    lines = path.read_text(encoding="utf-8").split("\n") + [""]
    block, first = [], 0
    for n, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        if line.strip():
            if not block:
                first = n
            block.append(line.rstrip())
            continue
        if not block:
            continue
        where = f"{path}:{first}"
        head = HEAD.fullmatch(block[0])
        if not head:
            problems.append(f"{where}: a passage begins '@ DATE REGISTER REGION', not {block[0][:60]!r}")
            block = []
            continue
        date, register, region = head.groups()
        split = next((i for i, l in enumerate(block) if i and (l.startswith("- ") and (CLAIM.match(l.split(" | ")[0]) or l == "- none"))), len(block))
        body, claims = block[1:split], block[split:]
        text = "\n".join(body)
        good = []
        if not body:
            problems.append(f"{where}: the passage has no text")
        elif not claims:
            problems.append(f"{where}: no claim line; write '- none' where there is none")
        else:
            if register not in REGISTERS:
                problems.append(f"{where}: no register {register!r}; there are: {' '.join(REGISTERS)}")
            ok = True
            for i, l in enumerate(claims):
                if l == "- none" and len(claims) == 1:
                    continue
                try:
                    good.append(claim(text, l))
                except ValueError as error:
                    problems.append(f"{path}:{first + split + i}: {error}")
                    ok = False
            if ok:
                passages.append(Passage(f"{lang}-{hashlib.sha256(text.encode()).hexdigest()[:10]}", lang,
                                        None if date == "-" else date, register, region, text, good, where))
        block = []
    return passages, problems


def read_all(root: pathlib.Path) -> tuple[list[Passage], list[str]]:
    passages, problems = [], []
    for path in sorted(root.glob("*/*.txt")):
        p, q = read(path)
        passages += p
        problems += q
    return passages, problems
