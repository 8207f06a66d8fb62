#!/usr/bin/env python3
"""Altered copies of annotated articles: other names, lost line breaks and marks, other quotation marks, lines that an outlet adds.

    augment.py --in DIR --out DIR2 --seed N [--copies K]     DIR2/NAME.1.txt ... and the annotation files that DIR has
    augment.py --self-test [--in DIR ...]                    small tests; every change, made alone to every article of DIR

DIR holds texts (or texts/) and any of gold.jsonl, unsaid.jsonl, optional.jsonl, people.jsonl (marked.py --out writes them), names.jsonl (corpora.py). Spans are in code points and
move with the text: they hold the same words as before, without the marks that were deleted. The same seed makes the same copies.
"""
import argparse
import bisect
import collections
import copy
import glob
import json
import os
import random
import re
import sys

# What is done to a copy, in this order: function, probability, what it teaches. About two or three of them meet in a copy.
TABLE = [
    ("names", 0.50, "that people are known by what is said of them, not by their names"),
    ("bodies", 0.25, "the same for companies, parties, papers"),
    ("not_said", 0.60, "that a negated or future saying is none"),
    ("headline_case", 0.12, "headlines in capitals, in Title Case, in lower case"),
    ("dateline", 0.14, "HAARWIJK (ANP) - is no speaker"),
    ("label_lines", 0.07, "BYLINE:, LENGTH: are no speakers with a colon"),
    ("captions", 0.10, "photographers and agencies do not speak"),
    ("subheads", 0.14, "a line between paragraphs ends no quotation and says nothing"),
    ("related", 0.08, "Lees ook: is no cue"),
    ("style", 0.22, "all manners of quotation marks"),
    ("opening_lost", 0.10, "a quotation whose opening mark is missing"),
    ("closing_lost", 0.06, "a quotation whose closing mark is missing"),
    ("damaged", 0.08, "marks that a wrong encoding left"),
    ("breaks_lost", 0.14, "a text on one line"),
    ("sentence_lines", 0.06, "a paragraph a sentence"),
    ("paragraphs_glued", 0.10, "jaar.De"),
    ("wrapped", 0.06, "lines of 72 columns"),
    ("sentences_glued", 0.06, "a space missing between sentences"),
]
EXCLUDE = [{"breaks_lost", "sentence_lines", "paragraphs_glued", "wrapped"}, {"style", "damaged"}, {"opening_lost", "closing_lost"}]

FILES = {"gold": "attributions", "unsaid": "unsaid", "optional": "attributions", "people": "people", "names": "names"}
PIECES = ("source", "cue", "content")


# --- Texts, spans, edits

class Edits:
    """Replacements (start, end, new) in one text, applied at once. They may not overlap; what is inserted at a span's edge stays outside of it."""

    def __init__(self):
        self.list = []

    def add(self, start, end, new):
        self.list.append((start, end, new))

    def done(self):
        """Sorts them and prepares the lookup."""
        self.list.sort(key=lambda e: e[:2])
        for a, b in zip(self.list, self.list[1:]):
            if b[0] < a[1]:
                raise ValueError(f"edits overlap: {a} {b}")
        self.starts = [e[0] for e in self.list]
        self.shift = [0]
        for s, e, new in self.list:
            self.shift.append(self.shift[-1] + len(new) - (e - s))
        return self

    def text(self, text):
        out, at = [], 0
        for s, e, new in self.list:
            out += [text[at:s], new]
            at = e
        return "".join(out) + text[at:]

    def start(self, p):
        """Where a span that starts at p starts afterwards."""
        k = bisect.bisect_left(self.starts, p)      # edits before p
        if k and self.list[k - 1][1] > p:           # p inside an edit: the whole replacement belongs to the span
            return self.list[k - 1][0] + self.shift[k - 1]
        while k < len(self.list) and self.list[k][0] == p == self.list[k][1]:      # inserted at p: before the span
            k += 1
        return p + self.shift[k]

    def end(self, p):
        k = bisect.bisect_left(self.starts, p)
        if k and self.list[k - 1][1] > p:
            s, _, new = self.list[k - 1]
            return s + self.shift[k - 1] + len(new)
        return p + self.shift[k]


class Article:
    """A text with its annotations; `people` and the others are None where their file is missing."""

    def __init__(self, name, text, lang):
        self.name, self.text, self.lang = name, text, lang
        self.gold = self.unsaid = self.optional = self.people = self.names = None
        self.done = []

    def items(self):
        return [i for f in ("gold", "unsaid", "optional") for i in getattr(self, f) or ()]

    def apply(self, edits, alike=None):
        """Makes the edits and moves every span. `alike` tells whether a span's old and new words go together, where words change (for the check)."""
        if not edits.list:
            return False
        old, edits = self.text, edits.done()
        self.text = edits.text(old)

        def moved(spans):
            out = []
            for s, e in spans:
                a, b = edits.start(s), edits.end(e)
                while a < b and self.text[a].isspace() and not old[s].isspace():
                    a += 1
                while a < b and self.text[b - 1].isspace() and not old[e - 1].isspace():
                    b -= 1
                if a < b:
                    out.append([a, b])
                    if CHECK:
                        same(old[s:e], self.text[a:b], alike, self)
            return out

        for field in ("gold", "unsaid", "optional"):
            kept = []
            for item in getattr(self, field) or ():
                had = bool(item["content"])
                for piece in PIECES:
                    item[piece] = moved(item[piece])
                if item["content"] or not had:
                    kept.append(item)
            if getattr(self, field) is not None:
                setattr(self, field, kept)
        if self.people is not None:
            for person in self.people:
                person["mentions"] = moved(person["mentions"])
            self.people = [p for p in self.people if p["mentions"]]
        if self.names is not None:
            self.names = [[*place, kind] for s, e, kind in self.names for place in moved([[s, e]])]
        return True

    def insert(self, at, new, names=()):
        """Puts a text in; `names`, (words, type), that stand in it become mentions."""
        edits = Edits()
        edits.add(at, at, new)
        self.apply(edits)
        for words, kind in names:
            start = at + new.index(words)
            if not self.people:      # mentions are not annotated here
                continue
            known = [p for p in self.people if p["name"].casefold() == words.casefold()]
            if known:
                known[0]["mentions"] = sorted(known[0]["mentions"] + [[start, start + len(words)]])
            else:
                self.people.append({"name": words, "type": kind, "mentions": [[start, start + len(words)]]})
        return True

    def hulls(self):
        """From first to last piece of every attribution: nothing new is put in there."""
        out = []
        for item in self.items():
            spans = [s for p in PIECES for s in item[p]]
            if spans:
                out.append((min(s for s, _ in spans), max(e for _, e in spans)))
        return out

    def blocks(self):
        """(start, end) of the paragraphs (of the lines, where no line is empty)."""
        between = r"\n[ \t]*\n\s*" if re.search(r"\n[ \t]*\n", self.text) else r"\s*\n\s*"
        out, at = [], 0
        for m in re.finditer(between, self.text):
            out.append((at, m.start()))
            at = m.end()
        return [(s, e) for s, e in out + [(at, len(self.text))] if e > s]

    def gap(self):
        return "\n\n" if re.search(r"\n[ \t]*\n", self.text) or "\n" not in self.text else "\n"

    def headline(self):
        """Length of the headline, 0 where there is none."""
        line = self.text.split("\n", 1)[0]
        if "\n" not in self.text or not 8 <= len(line) < 120 or re.search(r"[.…]['\"”’]*\s*$", line) or len(line.split()) < 2:
            return 0
        return len(line.rstrip())


CHECK = False


def bare(words):
    """Letters and digits only, and nothing that a damaged mark left."""
    words = re.sub(r"â€[™œ˜“”\x9d]?|&(?:[lr][sd]quo|quot|apos|#\d+);", "", words)
    return "".join(c for c in words.casefold() if c.isalnum())


def same(old, new, alike, article):
    """Checks that a span holds what it held."""
    if bare(old) != bare(new) and not (alike and alike(old, new)):
        raise AssertionError(f"{article.name} ({article.done[-1:]}): {old!r} became {new!r}")


LETTER = "A-Za-zÀ-ÖØ-öø-žḀ-ỹ"
UPPER = "A-ZÀ-ÖØ-ÞĀČĎĐĒĘĚĞĪİŁŃŇŌŒŘŚŞŠŢŤŪŮŹŻŽ"
CLOSERS = r"(?:''|[\"”’'»“)\]])*"
ABBREVIATIONS = set("""mr mrs ms dr prof st jr sr gen sen rep gov lt col sgt rev hon capt no vs etc inc ltd co corp dept est al a.m p.m e.g i.e jan feb mar apr jun
    jul aug sep sept oct nov dec ir ing drs mw dhr bijv ca blz nr art o.a m.b.t t.o.v d.w.z resp incl excl ds wed fam tel mln mld""".split())
SENTENCE = re.compile(rf"([.!?…])({CLOSERS})([ \xa0]+)(?=[{UPPER}\d\"“„‘'«(`]|,,)")


def sentence_gaps(text):
    """(end of the sentence, start of the next one) where a sentence ends within a line."""
    for m in SENTENCE.finditer(text):
        if m.group(1) == ".":
            word = re.search(r"[\w.]*$", text[max(0, m.start() - 20):m.start()]).group().lower()
            if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:\w\.)+\w", word) or (word.isdigit() and len(word) < 3):
                continue
        yield m.start(3), m.end(3)


def inside(hulls, p):
    return any(s < p < e for s, e in hulls)


# --- Names of people

TITLES = set("""mr mrs ms miss dr prof professor sir lord lady dame president senator sen rep representative gov governor mayor judge justice minister secretary
    general gen captain capt colonel col lieutenant lt sergeant sgt officer detective inspector chief sheriff coach father sister brother pope king queen prince
    princess ambassador chancellor congressman congresswoman chairman director ceo councillor rev reverend bishop premier speaker
    mevrouw meneer mw dhr drs ir ing burgemeester wethouder staatssecretaris kamerlid paus koning koningin prins prinses koningin directeur advocaat trainer
    rechter pastoor dominee raadslid commissaris hoogleraar dokter zanger zangeres schrijver schrijfster wielrenner""".split())
NO_NAME = set("""god allah jezus jesus paus pope koning koningin king queen mama papa mum mom dad moeder vader oma opa sinterklaas santa president premier minister
    i ik u you he she they we hij zij ze wij hun""".split())
PARTICLES = {"van", "de", "der", "den", "ter", "ten", "te", "het", "'t", "’t", "in", "op", "von", "zu", "da", "di", "do", "dos", "du", "del", "della", "des", "la",
             "le", "el", "al", "bin", "bint", "ibn", "ben", "ben-", "ould", "abu", "st.", "y"}
LEADING = {"van", "de", "den", "der", "ter", "ten", "te", "von", "'t", "’t", "in", "op", "le", "du", "di", "da"}      # a surname without a first name starts so
SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
MALE = set("he him his himself hij hem zijn z'n hijzelf hemzelf".split())
FEMALE = set("she her hers herself zij ze haar zijzelf haarzelf zichzelf".split()) - {"zichzelf"}
MALE_ROLES = re.compile(r"\b(?:man|men|vader|zoon|broer|echtgenoot|koning|opa|heer|meneer|father|son|brother|husband|king|grandfather|uncle|mr|sir|boy|jongen|actor|"
                        r"spokesman|chairman|businessman|congressman|policeman|weduwnaar|wielrenner|prince|prins|paus|pope|bisschop|bishop|vriend|neef|oom)\b", re.I)
FEMALE_ROLES = re.compile(r"\b(?:vrouw|moeder|dochter|zus|echtgenote|koningin|oma|mevrouw|mother|daughter|sister|wife|queen|grandmother|aunt|mrs|ms|miss|woman|girl|"
                          r"meisje|actress|actrice|zangeres|spokeswoman|chairwoman|congresswoman|weduwe|widow|schrijfster|woordvoerster|lerares|voorzitster|"
                          r"bewindsvrouw|princess|prinses|vriendin|nicht|tante|directrice|lady|dame)\b", re.I)
INITIALS = re.compile(rf"(?:[{UPPER}][a-z]?\.-?)+")


class Person:
    """A person of the article, with the parts of the name and what they become."""

    def __init__(self, entry, article):
        self.entry, self.name = entry, entry["name"]
        self.mentions = [tuple(m) for m in entry["mentions"]]
        self.texts = [article.text[s:e] for s, e in self.mentions]
        self.given = self.family = self.eastern = None
        words = self.name.split()
        if len(words) > 1 and words[-1].lower() in SUFFIXES:
            words.pop()
        if not words or len(words) > 6 or not words[0][0].isupper() or words[0].lower() in NO_NAME:
            return
        if not all(re.fullmatch(rf"[{LETTER}][{LETTER}'’.-]*|['’]t", w) and (w[0].isupper() or w.lower() in PARTICLES) for w in words):
            return
        if re.search(r"[A-Z]{4}", self.name) or (len(words) == 1 and words[0].isupper()):
            return
        if len(words) > 1 and words[0].lower() in LEADING:
            self.family = " ".join(words)
            return
        if len(words) == 1:
            if any(re.search(r"\b(?:an?|een|de)\s$", article.text[max(0, s - 4):s], re.I) for s, _ in self.mentions):
                return      # "een Ossenaar"
            near = " ".join(word_before(article.text, s) for s, _ in self.mentions)
            if words[0].casefold() in GENDER or re.search(rf"{MALE_ROLES.pattern}|{FEMALE_ROLES.pattern}", re.sub(r"(?i)\b(?:mrs?|ms|miss|meneer|mevrouw|heer|sir|lady|dame)\b", "", near), re.I):
                self.given = words[0]
            else:
                self.family = words[0]
            return
        alone = {re.sub(r"['’]s?$", "", t) for t in self.texts}
        if words[0].casefold() in EASTERN and words[-1] not in alone and (
                words[0] in alone or len(words) == 3 and words[0] not in ("Lee", "Kim", "Park", "Sun", "Lin") and not {w.casefold() for w in words[1:]} & set(GENDER)):
            self.family, self.given, self.eastern = words[0], " ".join(words[1:]), True
            return
        k = next((i for i in range(1, len(words)) if words[i].lower() in PARTICLES), None)
        if k is None or k == len(words) - 1:
            k = next((i for i in range(1, len(words)) if " ".join(words[i:]) in alone), len(words) - 1)
        self.given, self.family = " ".join(words[:k]), " ".join(words[k:])

    def gender(self, text):
        he = sum(t.lower() in MALE for t in self.texts)
        she = sum(t.lower() in FEMALE for t in self.texts)
        if he == she:
            near = self.texts + [text[max(0, s - 25):s] for (s, _), t in zip(self.mentions, self.texts) if t[0].isupper()]
            he, she = (sum(bool(r.search(t)) for t in near) for r in (MALE_ROLES, FEMALE_ROLES))
        if he == she and self.given:
            return GENDER.get(self.given.split()[0].casefold())
        return "m" if he > she else "f" if she > he else None


def whole(words):
    return rf"(?<![\w@#]){re.escape(words)}(?!\w)"


def name_pattern(words):
    """A part of a name in the text: as it is, with a capital, in capitals; over a line break too."""
    forms = [words, words[0].upper() + words[1:]] + ([words.upper()] if len(words) > 2 else [])
    if words.split()[0].lower() in PARTICLES and " " in words:
        forms.append(words[0].lower() + words[1:])
    return re.compile("(?<![\\w@#])(?:" + "|".join(dict.fromkeys(r"\s+".join(map(re.escape, f.split())) for f in forms)) + r")(?=(?P<s>s?)(?!\w))")


def like(old, new):
    """The new words in the capitals of the old ones."""
    if len(old) > 2 and old.isupper() and not INITIALS.fullmatch(old):
        return new.upper()
    return new


def genitive_tail(name, lang):
    return "'" if name[-1] in "sxz" else "'s" if lang == "nl" and name[-1] in "aeiouy" else "s"


def word_before(text, p):
    m = re.search(r"([\w.'’-]+)[ \n]+$", text[max(0, p - 40):p])
    return m.group(1) if m else ""


def sentence_start(text, p):
    return not re.search(r"[\w,;:)]['’\"”]?[ \n]*$", text[max(0, p - 6):p]) or "\n" in text[max(0, p - 2):p]


def swaps(article, people):
    """(person, places of the name) of each person whose name can be replaced everywhere; not one whose surname is another's too."""
    owners = collections.defaultdict(set)
    for p in people:
        for w in p.name.split():
            if w.lower() not in PARTICLES:
                owners[w.casefold().strip(".")].add(p.name)
    out = []
    for p in people:
        if not (p.given or p.family):
            continue
        p.shared = bool(p.given) and len(owners[p.given.split()[0].casefold().strip(".")]) > 1
        hits = occurrences(p, article.text, owners)
        if hits:
            out.append((p, hits))
    return out


def occurrences(p, text, owners):
    """(start, end, part, genitive s?) of every place where a part of the name stands; None where the name cannot be replaced safely."""
    hits = []
    mine = {w.casefold() for w in p.name.split()}
    inmention = lambda s, e: any(a <= s and e <= b for a, b in p.mentions)
    family = []
    if p.family:
        last = p.family.split()[-1]
        if any(len(owners[w.casefold().strip(".")]) > 1 for w in p.family.split() if w.lower() not in PARTICLES):
            return None
        initial = re.fullmatch(r"[A-Z]\.", p.family)
        for m in name_pattern(p.family).finditer(text):
            s, e = m.span()
            before, after = text[:s][-1:], text[e:e + 2]
            if initial and not (p.given and text[:s].rstrip().endswith(p.given)):
                continue
            if re.match(rf"[-–][{UPPER}]", after) or (before in "-–" and before and text[:s][-2:-1].isalnum() and re.search(rf"(?<!\w)[{UPPER}]\w*[-–]$", text[max(0, s - 25):s])):
                return None      # a part of a double name
            if re.match(r"['’]\w", text[e:e + 2]) and text[e + 1:e + 2] != "s":
                return None
            if not inmention(s, e):
                w = word_before(text, s)
                if w.lower() in {"in", "te", "naar", "to", "at", "uit", "from", "near", "bij"} and w.islower() and len(p.family.split()) == 1:
                    return None      # perhaps a place
                if w[:1].isupper() and w.casefold() not in mine and not INITIALS.fullmatch(w) and w.lower().strip(".") not in TITLES and not (
                        re.search(whole(w.lower()), text) or sentence_start(text, s - len(w) - 1) and w.casefold() not in GENDER):
                    return None      # somebody else of that name
                if sentence_start(text, s) and re.search(whole(p.family.lower()), text) and p.family.lower() != p.family:
                    continue         # the common word
            family.append((s, e))
            hits.append((s, e, "family", m.group("s")))
        if " " in p.family:      # "Poel" for "van der Poel"
            if any(re.search(whole(last), t) and not name_pattern(p.family).search(t) for t in p.texts):
                return None
    if p.given:
        first = p.given.split()[0]
        taken = set()
        for part, words in (("given", p.given), ("first", first)):
            if part == "first" and (words == p.given or INITIALS.fullmatch(words)):
                continue
            for m in name_pattern(words).finditer(text):
                s, e = m.span()
                if any(a < e and s < b for a, b in taken):
                    continue
                middle = rf"\s+(?:(?:[{UPPER}]\.|['\"“‘][^'\"”’]{{1,20}}['\"”’]|[{UPPER}][\w.'’-]+)\s+)?"
                follows = any(f > e and f - e < 40 and re.fullmatch(middle, text[e:f]) for f, _ in family)
                precedes = p.eastern and any(0 < s - b < 3 for _, b in family)
                if re.match(rf"[-–][{UPPER}]", text[e:e + 2]) or (s and text[s - 1] in "-–" and text[s - 2:s - 1].isalnum()):
                    if inmention(s, e):
                        return None
                    continue
                if INITIALS.fullmatch(words) and not follows:
                    continue
                if not (follows or precedes or inmention(s, e)):
                    if p.shared or re.match(rf"\s[{UPPER}]", text[e:e + 2]) or (p.family and word_before(text, s)[:1].isupper() and not sentence_start(text, s)):
                        continue
                    if sentence_start(text, s) and re.search(whole(words.lower()), text):
                        continue
                taken.add((s, e))
                hits.append((s, e, part, m.group("s")))
        if p.family:      # "H. Tolsma" for Hanneke Tolsma
            for s, e in family:
                m = re.search(rf"(?<![\w.])({first[0]})\.\s?$", text[:s][-8:])
                if m and not INITIALS.fullmatch(p.given):
                    at = max(0, s - 8) + m.start()
                    if not any(a < at + 1 and at < b for a, b, *_ in hits):
                        hits.append((at, at + 1, "initial", ""))
    for (s, e), t in zip(p.mentions, p.texts):      # a name that holds no part of the name: a nickname, a stage name
        if t[0].isupper() and " " not in t and t.isalpha() and t.lower() not in TITLES | NO_NAME | MALE | FEMALE and not sentence_start(text, s) \
                and not any(a < e and s < b for a, b, *_ in hits):
            return None
    found = [t for t in p.texts if p.name in t]
    if found and not hits:
        return None
    return hits


def fits(new, old, text):
    """Whether "a"/"an" and a bare apostrophe go on fitting."""
    for m in re.finditer(r"\b(an?)\s+" + re.escape(old) + r"(?!\w)", text, re.I):
        if (m.group(1).lower() == "an") != (new[0].upper() in "AEIOU"):
            return False
    if old[-1] in "sxz" and re.search(re.escape(old) + r"['’](?!\w)", text):
        return new[-1] in "sxz"
    return True


def new_name(p, article, rng, used):
    """(given, family, suffix) for a person, none of whose words the article has."""
    text, lang = article.text, article.lang
    gender = p.gender(text)
    known = {w.casefold() for w in re.findall(r"\w+", text)} | used
    weights = ORIGINS[lang]
    keep_given = p.given and gender is None and not p.entry.get("mentions")
    for _ in range(200):
        origin = rng.choices(list(weights), list(weights.values()))[0]
        if p.eastern:
            origin = "cn"
        family_origin = origin if rng.random() < 0.85 else rng.choice(list(weights))
        given = rng.choice(FIRST[origin][gender or rng.choice("mf")])
        family = rng.choice(LAST[family_origin] if p.given else [n for n in LAST[family_origin] if " " not in n] or ["Maas"])
        suffix = ""
        if p.family and re.fullmatch(r"[A-Z]\.", p.family):
            family = rng.choice("ABDEGHJKLMNPRSTVWZ") + "."
        elif p.eastern:
            pass
        elif p.family and p.given:
            dice = rng.random()
            if dice < 0.07 and family_origin in ("nl", "be", "en", "us", "ie", "fr", "es", "sr") and "-" not in family and " " not in family:
                second = rng.choice(LAST[family_origin])
                family = f"{family}-{second}"
            elif dice < 0.10 and gender != "f" and " " not in family and lang == "en":
                suffix = rng.choice([" Jr.", " Jr", " III", " Sr."])
        if p.given:
            count = len(re.findall(rf"[{UPPER}][a-z]?\.", p.given)) if INITIALS.fullmatch(p.given) else 0
            alone = any(re.search(whole(p.given.split()[0]), t) and not (p.family and p.family in t) for t in p.texts)
            if keep_given:
                given = p.given
            elif count or (p.family and not alone and rng.random() < 0.05 and not p.eastern):
                given = "".join(rng.choice("ABCDEFGHJKLMNPRSTW") + "." for _ in range(count or rng.choice([1, 2, 2, 3])))
            elif p.family and (re.search(rf" [{UPPER}]\.$", p.given) or (lang == "en" and not p.eastern and rng.random() < 0.06)):
                given += f" {rng.choice('ABCDEFGHJKLMNPRSTW')}."
        words = {w.casefold() for w in re.findall(r"\w+", (given if p.given and not keep_given else "") + " " + (family if p.family else ""))
                 if len(w) > 1 and w.lower() not in PARTICLES - {"ben"}}
        if words & known or (p.given and p.family and set(re.findall(r"\w+", given)) & set(re.findall(r"\w+", family))):
            continue
        if (p.family and not fits(family, p.family, text)) or (p.given and not fits(given, p.given, text)):
            continue
        used |= words
        return given if p.given else None, family if p.family else None, suffix
    return None


def names(article, rng):
    people = [Person(e, article) for e in article.people or () if e["type"] == "person" and not e.get("unnamed")]
    if not article.people:      # no mentions here: the speakers with a known first name
        speakers = dict.fromkeys(i["speaker"] for i in article.items() if i.get("speaker"))
        people = [Person({"name": n, "mentions": []}, article) for n in speakers if len(n.split()) > 1 and n.split()[0].casefold() in GENDER
                  and not re.search(r" (?:en|and) |,", n)]
    used, edits, chosen = set(), Edits(), []
    for p, hits in swaps(article, people):
        found = new_name(p, article, rng, used)
        if not found:
            continue
        if any(a < e and s < b for s, e, *_ in hits for a, b, _ in edits.list):
            continue
        p.new = found
        given, family, suffix = found
        chosen.append(p)
        text = article.text
        starts = {s for s, _, part, _ in hits if part == "family"}
        givens = [(s, e) for s, e, part, _ in hits if part in ("given", "first", "initial")]
        for s, e, part, genitive in hits:
            if part == "family":
                full = not p.eastern and any(b < s and re.fullmatch(rf"[.\s]+(?:[\w.'’\"“”‘-]+\s+)?", text[b:s]) and s - b < 30 for _, b in givens)
                new = family if full or not family[0].islower() else family[0].upper() + family[1:]
                if full and re.fullmatch(r"\s+", text[max([b for _, b in givens if b < s]):s]) and suffix and not re.match(r"\s(?:Jr|Sr|I)", text[e:e + 3]) and not genitive:
                    new += suffix
            elif part == "initial":
                new = given[0]
            elif part == "given":
                new = given
            else:
                new = given.split()[0]
            new = like(text[s:e], new)
            edits.add(s, e, new)
            if genitive:
                tail = genitive_tail(new, article.lang)
                if tail != "s":
                    edits.add(e, e + 1, tail)
    if not chosen:
        return False

    def renamed(s):
        """A string (somebody's name, a speaker) with the new names."""
        for p in chosen:
            given, family, suffix = p.new
            new = f"{family} {given}" if p.eastern else " ".join(filter(None, (given, family)))
            old_suffix = re.search(r"(?:,? (?:Jr|Sr)\.?| I{2,3}| IV)?$", p.name).group()
            if s == p.name:
                new += old_suffix or suffix
                return new if given else new[0].upper() + new[1:]
            s = re.sub(whole(p.name), lambda _: new + (old_suffix or suffix), s)
            if p.family and len(p.family) > 2:
                s = name_pattern(p.family).sub(lambda m: like(m.group(), family[0].upper() + family[1:]), s)
                s = re.sub(rf"(?<!\w)({re.escape(family[0].upper() + family[1:])})s(?!\w)", lambda m: m.group(1) + genitive_tail(family, article.lang), s)
            if p.given and not p.shared and not INITIALS.fullmatch(p.given):
                s = re.sub(whole(p.given.split()[0]) + rf"(?![ -][{UPPER}])", lambda _: given.split()[0], s)
        return s
    article.apply(edits, alike=lambda old, new: without_names(chosen, old, new))
    for item in article.items():
        if item.get("speaker"):
            item["speaker"] = renamed(item["speaker"])
    for person in article.people or ():
        person["name"] = renamed(person["name"])
    return True


def without_names(chosen, old, new):
    """For the check: the same words are left when the old and new parts of names are taken out."""
    parts = {w for p in chosen for g, f in ((p.given, p.family), p.new[:2]) for w in (g, g and g.split()[0], f) if w}
    for part in sorted(parts, key=len, reverse=True) + [p.new[2] for p in chosen if p.new[2]]:
        pattern = r"\s+".join(map(re.escape, part.split()))
        old, new = (re.sub(rf"(?<!\w){pattern}(?=s?(?!\w))", "", words, flags=re.I) for words in (old, new))
    strip = lambda words: re.sub(rf"(?:^|(?<=\W))(?:['’]?s|[{UPPER}]\.?)(?!\w)|['’]", "", words)
    return bare(strip(old)) == bare(strip(new))


# --- Names of bodies

FAMOUS = set("""tweede kamer,eerste kamer,kamer,kabinet,europese unie,eu,navo,vn,verenigde naties,raad van state,hoge raad,openbaar ministerie,om,politie,nos,anp,
    europese commissie,europees parlement,rode kruis,belastingdienst,rijkswaterstaat,koninklijke marechaussee,congress,senate,house,white house,supreme court,pentagon,
    united nations,un,nato,european union,european commission,european parliament,parliament,house of commons,house of representatives,republican party,
    democratic party,republicans,democrats,labour,conservatives,fbi,cia,nasa,taliban,hamas,state department,justice department,treasury,home office,
    ministry of defence,kremlin,government,police,
    china,rusland,russia,amerika,america,vs,us,u.s.,usa,uk,u.k.,verenigde staten,united states,nederland,netherlands,belgië,belgium,duitsland,germany,frankrijk,france,engeland,
    england,groot-brittannië,britain,great britain,verenigd koninkrijk,united kingdom,spanje,spain,italië,italy,polen,poland,turkije,turkey,iran,irak,iraq,israël,israel,
    syrië,syria,oekraïne,ukraine,japan,india,indonesië,indonesia,noord-korea,north korea,zuid-korea,south korea,taiwan,australië,australia,canada,mexico,brazilië,brazil,
    venezuela,saoedi-arabië,saudi arabia,egypte,egypt,marokko,morocco,griekenland,greece,ierland,ireland,schotland,scotland,wales,zweden,sweden,noorwegen,norway,denemarken,
    denmark,finland,hongarije,hungary,suriname,pakistan,afghanistan,qatar,myanmar,peking,beijing,moskou,moscow,brussel,brussels,washington,londen,london,den haag,parijs,paris,
    berlijn,berlin,downing street,vaticaan,vatican,brexit""".replace("\n", "").split(","))
FAMOUS = {" ".join(f.split()) for f in FAMOUS}
BODY_PRONOUNS = set("""it its itself they them their theirs we us our ours who which that i het hij zij ze hun hen hem zijn haar we wij ons onze die dat wie zich
    zichzelf both""".split())


def bodies(article, rng):
    edits, new, used = Edits(), {}, set()
    text = article.text
    named = [e for e in article.people or () if e["type"] == "organization" and e["name"][0].isupper() and not e.get("unnamed")]
    for entry in named:
        name = entry["name"]
        if len(name) < 3 or name.casefold() in FAMOUS or rng.random() < 0.3 or not re.fullmatch(r"[\w .&'’+/-]+", name):
            continue
        if any(o is not entry and (re.search(whole(name), o["name"]) or re.search(whole(o["name"]), name)) for o in article.people):
            continue
        hits = [m.span() for m in re.finditer(whole(name), text)]
        if any(s <= a and b <= e and (o is not entry or b - a < e - s) for o in article.people for a, b in o["mentions"] for s, e in hits):
            continue      # another name in it
        caps = [m.span() for m in re.finditer(whole(name.upper()), text)] if not name.isupper() else []
        if not hits or any(re.match(rf"[ -][{UPPER}]|['’]\w*[^s\W]", text[e:e + 4]) for _, e in hits):
            continue
        before = [word_before(text, s) if text[s - 1:s].isspace() else text[s - 1:s] for s, _ in hits]
        if any(w[:1].isupper() and w.lower() not in {"de", "het", "the", "een"} and not sentence_start(text, s - len(w) - 1) or w == "-"
               for w, (s, _) in zip(before, hits)):
            continue
        articles = {w.lower() for w in before if w.lower() in ({"de", "het"} if article.lang == "nl" else {"the"})}
        nouns, acronyms, odd = {w for w in before if w in BODY_NOUNS[article.lang]}, set(), False
        for s, e in entry["mentions"]:
            words = text[s:e]
            if re.search(whole(name), words, re.I) or words.lower() in BODY_PRONOUNS:
                continue
            if re.fullmatch(r"[A-Z]{2,6}", words):
                acronyms.add(words)
            elif words[0].isupper() and not sentence_start(text, s) or not words.replace(" ", "").isalpha():
                odd = True
            else:
                nouns.add(words.lower().split()[-1])
        if odd or len(acronyms) > 1 or len(articles) > 1:
            continue
        kinds = [k for k in BODIES[article.lang] if (k[0].strip("?") in articles if articles else k[0] in ("", "de?")) and nouns <= set(k[1].split())]
        if acronyms:
            kinds = [k for k in kinds if k[3]]
        if not kinds:
            continue
        for _ in range(50):
            kind = rng.choice(kinds)
            made = rng.choice(kind[2]).format(town=rng.choice(TOWNS[article.lang]), topic=rng.choice(TOPICS[article.lang]), word=rng.choice(WORDS),
                                              members=rng.choice(MEMBERS[article.lang]), surname=rng.choice([n for n in LAST[article.lang] if n.istitle() and " " not in n]),
                                              letters="".join(rng.choice("ABCDEFGHKLMNOPRSTVWZ") for _ in range(rng.choice([3, 3, 4]))))
            short = "".join(w[0] for w in re.split(r"[ -]", made) if w[0].isupper())
            if made in used or made.split()[-1] in text.split() or not fits(made, name, text) or (acronyms and (len(short) < 3 or short in text)):
                continue
            break
        else:
            continue
        spans = [(s, e, made) for s, e in hits] + [(s, e, made.upper()) for s, e in caps]
        if acronyms:
            spans += [(*m.span(), short) for m in re.finditer(whole(*acronyms), text) if not any(s <= m.start() < e for s, e in hits + caps)]
        if any(a < e and s < b for s, e, _ in spans for a, b, _ in edits.list):
            continue
        used.add(made)
        new[name] = made
        if acronyms:
            new[acronyms.pop()] = short
        for span in spans:
            edits.add(*span)
    if not new:
        return False

    def renamed(s):
        for old, made in new.items():
            s = re.sub(whole(old), lambda _: made, s)
            s = re.sub(whole(old.upper()), lambda _: made.upper(), s) if not old.isupper() else s
        return s
    article.apply(edits, alike=lambda old, new: bare(renamed(old)) == bare(new))
    for item in article.items():
        if item.get("speaker"):
            item["speaker"] = renamed(item["speaker"])
    for person in article.people or ():
        person["name"] = renamed(person["name"])
    return True


# --- Said becomes not said

NOT_SAID = {
    "en": {"said": [("did not say", "negated"), ("never said", "negated"), ("would not say", "negated"), ("will say", "future"), ("may say", "conditional")],
           "says": [("does not say", "negated"), ("did not say", "negated"), ("never said", "negated"), ("will say", "future"), ("may say", "conditional")],
           "told": [("did not tell", "negated"), ("never told", "negated"), ("would not tell", "negated"), ("will tell", "future"), ("may tell", "conditional")],
           "announced": [("did not announce", "negated"), ("never announced", "negated"), ("will announce", "future"), ("may announce", "conditional")],
           "claimed": [("did not claim", "negated"), ("never claimed", "negated"), ("will claim", "future"), ("may claim", "conditional")],
           "argued": [("did not argue", "negated"), ("never argued", "negated"), ("will argue", "future"), ("may argue", "conditional")]},
    "nl": {"zegt": [("zegt niet", "negated"), ("zegt nergens", "negated"), ("zal zeggen", "future")], "zei": [("zei niet", "negated"), ("zei nooit", "negated")],
           "stelt": [("stelt niet", "negated"), ("zal stellen", "future")], "meldt": [("meldt niet", "negated"), ("zal melden", "future")],
           "vindt": [("vindt niet", "negated")], "zeggen": [("zeggen niet", "negated"), ("zullen zeggen", "future")],
           "stellen": [("stellen niet", "negated"), ("zullen stellen", "future")], "vinden": [("vinden niet", "negated")]},
}

# "dat" with a clause: not "vindt dat te kort door de bocht", "vindt dat cijfer"
CLAUSE = rf"dat (?:[{UPPER}]|(?:de|het|een|er|hij|ze|zij|we|wij|je|ik|hun|haar|zijn|die|dit|deze|ook|in|op|geen|alle|veel|sommige|sinds|al|onze|mensen|niemand|iedereen)\b)"


def not_said(article, rng):
    """Some indirect statements, in the safe forms only, become unsaid."""
    if article.gold is None or article.unsaid is None:
        return False
    text, table, edits, moved = article.text, NOT_SAID[article.lang], Edits(), []
    cues = collections.Counter(tuple(c) for i in article.items() for c in i["cue"])
    sources = collections.Counter(tuple(c) for i in article.items() for c in i["source"])
    for item in article.gold:
        if item.get("kind") != "indirect" or any(len(item[p]) != 1 for p in PIECES):
            continue
        (ss, se), (qs, qe), (cs, ce) = (item[p][0] for p in PIECES)
        cue, said = text[qs:qe], text[cs:ce]
        verb, _, rest = cue.partition(" ")
        if verb not in table or (rest and verb != "told") or text[se:qs] != " " or cues[qs, qe] > 1 or sources[ss, se] > 1:
            continue
        between = text[qe:cs]
        if between != " " and not (verb == "told" and not rest and re.fullmatch(r"( [\w'’.-]+){1,5} ", between)):
            continue
        if article.lang == "nl" and not (re.match(CLAUSE, said) and sentence_start(text, ss)):
            continue
        if re.match(r"(?:no|nobody|none|neither|few|geen|niemand|what|as|wat)\b", text[ss:se], re.I) or re.search(r"(?:^|\s)(?:as|what|if|which|that|whom?|whose|zoals|als)\s$", text[max(0, ss - 8):ss], re.I):
            continue
        if re.match(r"(?:that )?(?:so|this|it|yes|no)\b[.,]?$|of ", said, re.I) or len(said.split()) < 4:
            continue
        if text[ce:ce + 1] == "," or re.match(r"[^.!?\n]{0,80}\?", text[ce:]):
            continue
        if re.match(r"\s+(?:but|and|maar|en)\b", text[ce:ce + 6]) or rng.random() < 0.35:
            continue
        new, why = rng.choice(table[verb])
        edits.add(qs, qs + len(verb), new)
        moved.append((item, why))
    if not moved:
        return False
    changed = {id(item) for item, _ in moved}
    article.apply(edits, alike=lambda old, new: bool(set(old.split()) & set(table)))
    article.gold = [i for i in article.gold if id(i) not in changed]
    for item, why in moved:
        article.unsaid.append({**{p: item[p] for p in PIECES}, "speaker": item.get("speaker"), "why": why})
    article.unsaid.sort(key=lambda i: (i["content"] or i["cue"])[0])
    return True


# --- Headlines and added lines

SMALL = set("a an the of in on at to for and or but by with from as is de het een van in op te voor en of met uit bij".split())


def headline_case(article, rng):
    n = article.headline()
    line = article.text[:n]
    if not n or any(p["name"] in line and p["name"] not in article.text[n:] for p in article.people or ()):
        return False
    how = rng.choices(("capitals", "title", "lower"), (5, 4 if article.lang == "en" else 1, 3))[0]
    if how == "title":
        new = re.sub(r"\S+", lambda m: m.group() if m.start() and m.group().lower() in SMALL else
                     re.sub(rf"[{LETTER}]", lambda c: c.group().upper(), m.group(), count=1), line)
    else:
        new = "".join(c.upper() if how == "capitals" else c.lower() for c in line)
    if len(new) != n or new == line:
        return False
    article.text = new + article.text[n:]
    return True


def town(article, rng):
    return rng.choice([t for t in TOWNS[article.lang] + REAL_TOWNS[article.lang] if t not in article.text and t.upper() not in article.text])


def stranger(article, rng):
    """A name that the article does not have."""
    known = set(re.findall(r"\w+", article.text))
    while True:
        origin = rng.choices(list(ORIGINS[article.lang]), list(ORIGINS[article.lang].values()))[0]
        given, family = rng.choice(FIRST[origin][rng.choice("mf")]), rng.choice(LAST[origin])
        if not known & set(re.findall(r"\w+", f"{given} {family}")) - PARTICLES:
            return f"{given} {family}"


def body_start(article):
    """Where the first paragraph behind the headline starts."""
    n = article.headline()
    return next((s for s, _ in article.blocks() if s >= n and n), 0) if n else 0


def dateline(article, rng):
    at = body_start(article)
    rest = article.text[at:at + 60]
    if re.match(rf"[{UPPER}][{UPPER} .'-]{{3,}}|.{{2,30}}\([A-Z]+\)|.{{2,25}} [-–—] ", rest) or not re.match(r"\w|[\"“„‘'«,(]", rest) or inside(article.hulls(), at):
        return False
    place = town(article, rng)
    shown = place.upper() if rng.random() < 0.7 else place
    if article.lang == "nl":
        agency, paper = rng.choice(["ANP", "ANP", "Novum", "Belga", "GPD", "Reuters", "AFP"]), rng.choice(["verslaggever", "correspondent", "redactie economie", "sportredactie"])
        new, who = rng.choices([(f"{shown} ({agency}) - ", [(shown, "place"), (agency, "organization")]), (f"{shown} - ", [(shown, "place")]),
                                (f"{shown} – ", [(shown, "place")]), (f"({agency}) - ", [(agency, "organization")]),
                                (f"Van onze {paper}{article.gap()}{shown} - ", [(shown, "place")]), (f"Van onze {paper}{article.gap()}", [])], (5, 4, 2, 1, 2, 2))[0]
    else:
        agency = rng.choice(["AP", "AP", "Reuters", "AFP", "UPI", "Xinhua", "PA", "CNN"])
        day = rng.choice(["March 3", "Sept. 14", "June 22", "Nov 9"])
        new, who = rng.choices([(f"{shown} ({agency}) - ", [(shown, "place"), (agency, "organization")]), (f"{shown} — ", [(shown, "place")]), (f"{shown} ({agency}) — ", [(shown, "place"), (agency, "organization")]),
                                (f"{shown}, {day} ({agency}) - ", [(shown, "place"), (agency, "organization")]), (f"({agency}) -- ", [(agency, "organization")]),
                                (f"{shown} -- ", [(shown, "place")]), (f"{shown}: ", [(shown, "place")]),
                                (f"By our correspondent{article.gap()}", [])], (5, 5, 3, 2, 2, 2, 1, 1))[0]
    return article.insert(at, new, who)


def label_lines(article, rng):
    at = body_start(article)
    if inside(article.hulls(), at):
        return False
    who, words = stranger(article, rng), len(article.text.split())
    byline = who.upper() if rng.random() < 0.4 else who
    if article.lang == "nl":
        lines = rng.choice([[f"BYLINE: {byline}", f"LENGTH: {words} woorden"], ["SECTION: " + rng.choice(["Binnenland", "Economie", "Sport", "Regio"]) + f"; Blz. {rng.randint(1, 28)}", f"LENGTH: {words} words"],
                            [f"Auteur: {byline}"], [f"Door {byline}"], [f"DOOR {byline}", f"Leestijd: {max(1, words // 200)} min"],
                            [f"Datum: {rng.randint(1, 28)} {rng.choice(['maart', 'mei', 'oktober'])} {rng.randint(2001, 2024)}", f"Pagina: {rng.randint(1, 28)}"], [f"Tekst: {byline}"]])
    else:
        lines = rng.choice([[f"BYLINE: {byline}", f"SECTION: {rng.choice(['News', 'Business', 'Sports', 'World'])}; Pg. {rng.randint(1, 40)}", f"LENGTH: {words} words"],
                            [f"LENGTH: {words} words"], [f"BYLINE: By {byline}", f"LENGTH: {words} words"], [f"By {byline}"], [f"By {byline}", rng.choice(["Updated 10:42 a.m. ET", "Published: 14 May", "Staff writer"])],
                            [f"SECTION: {rng.choice(['NATIONAL', 'BUSINESS', 'SPORT'])}"], [f"Words by {byline}"], [f"AUTHOR: {byline}", f"WORD COUNT: {words}"]])
    new = "\n".join(lines) + article.gap()
    return article.insert(at, new, [(byline, "person")] if byline in new else [])


def between_blocks(article, rng, count):
    """Starts of paragraphs where a line may be put before, chosen at random, from the last to the first."""
    hulls, n = article.hulls(), article.headline()
    places = [s for s, _ in article.blocks()[2 if n else 1:] if not inside(hulls, s)]
    return sorted(rng.sample(places, min(count, len(places))), reverse=True)


def captions(article, rng):
    who, agency = stranger(article, rng), rng.choice(AGENCIES)
    form = rng.choice(CREDITS[article.lang])
    new = form.format(who=who, agency=agency, caption=rng.choice(CAPTIONS[article.lang]))
    named = [(w, k) for w, k in ((who, "person"), (agency, "organization")) if w in new]
    for at in between_blocks(article, rng, 1) or ([body_start(article)] if article.headline() else []):
        return article.insert(at, new + article.gap(), named)
    return False


def subheads(article, rng):
    done = False
    marks = re.search(r"[“„‘«\"]", article.text)
    left, right = {"“": "“”", "„": "„”", "‘": "‘’", "«": "«»", '"': '""'}.get(marks.group() if marks else "‘", "‘’")
    heads = rng.sample(SUBHEADS[article.lang], 3)
    capitals, quoted = rng.random() < 0.3, rng.random() < 0.25
    for at in between_blocks(article, rng, rng.choice([1, 2, 2, 3])):
        head = heads.pop()
        if head in article.text:
            continue
        shown = head.upper() if capitals else head.title() if article.lang == "en" and rng.random() < 0.5 else head
        if quoted and rng.random() < 0.7:
            shown = f"{left}{shown}{right}"
        done = article.insert(at, shown + article.gap())
        if shown[0] == left and article.optional is not None:
            article.optional.append({"kind": "direct", "source": [], "cue": [], "content": [[at, at + len(shown)]], "speaker": None})
    return done


def related(article, rng):
    title, form = rng.choice(RELATED_TITLES[article.lang]), rng.choice(RELATED_FORMS[article.lang])
    ends = rng.random() < 0.3
    if ends and not article.text.endswith("\n"):
        return article.insert(len(article.text), article.gap() + form.format(title))
    for at in between_blocks(article, rng, 1):
        return article.insert(at, form.format(title) + article.gap())
    return False


# --- Quotation marks

MARK = re.compile(r",,|''|``|[“”„«»‘’\"'`]")
CLIPPED = re.compile(r"['’‘](?:s|t|n|m|k|r|re|ie|em|tis|twas|cause|til|ns|zelfde|\d\ds?)\b(?!['’])", re.I)


def find_marks(article):
    """Quotation marks (start, end, opens?, outer?, pair) and how many did not pair well. Apostrophes are not among them."""
    text, marks, bad, pair = article.text, [], 0, 0
    for b, e in article.blocks():
        pending = {"double": None, "single": None}
        tokens = [(m.start() + b, m.end() + b, m.group()) for m in MARK.finditer(text[b:e])]
        for k, (s, t, mark) in enumerate(tokens):
            before, after = text[s - 1:s] if s > b else " ", text[t:t + 1] if t < e else " "
            can_open = (before.isspace() or before in "([{-–—/“„«‘\"'`,:.?!") and not after.isspace() and after not in ".,;:!?)]"
            can_close = not before.isspace() and before not in "([{" and (after.isspace() or after in ".,;:!?)]}-–—/”»’\"'…" or not after.isalnum())
            level = "single" if mark in "‘’'`" and len(mark) == 1 else "double"
            if level == "single":
                if before.isalnum() and after.isalnum():
                    continue
                if mark in "'‘`" and can_open and (before.isspace() or before in "([{-–—/“„«\"") and not CLIPPED.match(text, s) and pending["single"] is None:
                    opens = True
                elif mark == "‘" and not can_close:
                    continue
                elif pending["single"] is not None and (can_close or before in ".,!?…"):
                    later = [x for x in tokens[k + 1:] if x[2] in "'’" and text[x[0] - 1] in ".,!?…" and not text[x[1]:x[1] + 1].isalnum()]
                    nxt = next((x[0] for x in tokens[k + 1:] if x[2] in "'‘" and text[x[0] - 1].isspace() and not CLIPPED.match(text, x[0])), e)
                    if before == "s" and after == " " and any(x[0] < nxt for x in later):
                        continue      # the workers' rights
                    opens = False
                else:
                    continue          # an apostrophe
            elif mark in ("„", ",,", "``", "«"):
                if mark == ",," and not after.isalnum() and after not in "‘'(.…":
                    continue
                opens = True
            elif mark == "»":
                opens = False
            elif mark != ",," and pending["double"] is not None and before in ".!?,…" and text[s - 1:s] != " ":
                opens = False
            elif can_open and not (can_close and pending["double"] is not None) and not (mark in "”''" and pending["double"] is not None):
                opens = True
            elif can_close:
                opens = False
            else:
                opens = pending["double"] is None
                bad += 1
            if opens:
                bad += pending[level] is not None
                pending[level] = len(marks)
                marks.append([s, t, True, level, None])
            else:
                if pending[level] is None:
                    bad += 1
                else:
                    pair += 1
                    marks[pending[level]][4] = pair
                marks.append([s, t, False, level, pair if pending[level] is not None else None])
                pending[level] = None
        if pending["single"] is not None:
            marks.pop(pending["single"])
            bad += 1
    double = sum(m[3] == "double" for m in marks)
    main = "double" if double * 2 >= len(marks) else "single"
    return [(s, e, o, level == main, p) for s, e, o, level, p in marks], bad


def well_paired(article):
    marks, bad = find_marks(article)
    outer = sum(m[3] for m in marks)
    return marks if outer >= 2 and bad * 10 <= len(marks) else None


STYLES = [("“”", "‘’", 4), ('""', "''", 4), ("‘’", "“”", 3), ("''", '""', 3), ("„”", "‚’", 2), ((",,", "''"), "''", 2), ("«»", "‘’", 1), (("``", "''"), "`'", 1), ("„“", "‚‘", 1)]


def style(article, rng):
    marks = well_paired(article)
    if not marks:
        return False
    outer, inner, _ = rng.choices(STYLES, [s[2] for s in STYLES])[0]
    edits = Edits()
    for s, e, opens, is_outer, _ in marks:
        new = (outer if is_outer else inner)[0 if opens else 1]
        if new != article.text[s:e]:
            edits.add(s, e, new)
    return article.apply(edits)


def opening_lost(article, rng):
    return lost(article, rng, True, rng.choice([1, 0.5, 0.3]))


def closing_lost(article, rng):
    return lost(article, rng, False, rng.choice([0.5, 0.3]))


def lost(article, rng, opening, share):
    edits = Edits()
    for s, e, opens, outer, pair in well_paired(article) or ():
        if outer and pair and opens == opening and rng.random() < share:
            edits.add(s, e, "")
    return article.apply(edits)


DAMAGE = [("mojibake", {"“": "â€œ", "”": "â€\x9d", "‘": "â€˜", "’": "â€™", "–": "â€“", "—": "â€”"}, 3), ("mojibake", {"“": "â€œ", "”": "â€", "‘": "â€˜", "’": "â€™"}, 2),
          ("entities", {"“": "&ldquo;", "”": "&rdquo;", "‘": "&lsquo;", "’": "&rsquo;"}, 2), ("entities", {"“": "&quot;", "”": "&quot;", "‘": "&#39;", "’": "&#39;"}, 3),
          ("lost", dict.fromkeys("“”‘’–—", "\ufffd"), 2), ("lost", dict.fromkeys("“”‘’", "?"), 2)]


def damaged(article, rng):
    marks = well_paired(article)
    if not marks:
        return False
    _, table, _ = rng.choices(DAMAGE, [d[2] for d in DAMAGE])[0]
    double = sum(len(article.text[s:e]) == 2 or article.text[s] in "\"“”„«»" for s, e, _, outer, _ in marks if outer) * 2 >= sum(m[3] for m in marks)
    edits, taken = Edits(), set()
    for s, e, opens, outer, _ in marks:
        edits.add(s, e, table[("“”" if outer == double else "‘’")[0 if opens else 1]])
        taken |= set(range(s, e))
    fixed = [s for p in article.people or () for s in p["mentions"]]
    for m in re.finditer(rf"(?<=[{LETTER}\d])['’](?=[{LETTER}])|[–—]", article.text):
        c = "’" if m.group() in "'’" else m.group()
        if c in table and m.start() not in taken and not any(a <= m.start() < b for a, b in fixed):
            edits.add(m.start(), m.end(), table[c])
    return article.apply(edits)


# --- Line breaks

def breaks(text):
    return [(m.start(), m.end()) for m in re.finditer(r"[ \t]*\n\s*", text) if m.start() and m.end() < len(text)]


def breaks_lost(article, rng):
    edits = Edits()
    for s, e in breaks(article.text):
        edits.add(s, e, " ")
    return article.apply(edits)


def sentence_lines(article, rng):
    edits, hulls, gap = Edits(), article.hulls(), rng.choice(["\n\n", "\n\n", "\n"])
    for s, e in sentence_gaps(article.text):
        if not inside(hulls, s):
            edits.add(s, e, gap)
    for s, e in breaks(article.text):
        if article.text[s:e] != gap:
            edits.add(s, e, gap)
    return article.apply(edits)


def paragraphs_glued(article, rng):
    edits, share, stops = Edits(), rng.choice([1, 1, 0.5]), rng.choice([0, 0, 0, 0.3, 1])
    for s, e in breaks(article.text):
        if rng.random() < share:
            if re.search(rf"[{LETTER}]\.$", article.text[max(0, s - 2):s]) and rng.random() < stops:
                s -= 1
            edits.add(s, e, "")
    return article.apply(edits)


def sentences_glued(article, rng):
    edits, share = Edits(), rng.choice([0.05, 0.1, 0.3])
    for s, e in sentence_gaps(article.text):
        if rng.random() < share:
            edits.add(s, e, "")
    return article.apply(edits)


def wrapped(article, rng):
    edits, gap, width = Edits(), "\n\n", rng.choice([72, 72, 72, 60, 45])
    blocks = article.blocks()
    for (_, a), (b, _) in zip(blocks, blocks[1:]):
        if article.text[a:b] != gap:
            edits.add(a, b, gap)
    for b, e in blocks:
        column, at = 0, b
        for m in re.finditer(r"\s+", article.text[b:e]):
            s, t = b + m.start(), b + m.end()
            following = re.search(r"\s", article.text[t:e])
            word = following.start() if following else e - t
            column += s - at + 1
            at = t
            if column + word > width:
                edits.add(s, t, "\n")
                column = 0
            elif article.text[s:t] != " ":
                edits.add(s, t, " ")
    return article.apply(edits)


# --- Lists

ORIGINS = {"nl": {"nl": 8, "be": 3, "fy": 1, "tr": 2, "ma": 2, "sr": 2, "pl": 1, "en": 2, "in": 1, "cn": 1, "es": 1, "fr": 1, "de": 1, "it": 1, "af": 1, "ua": 1, "ar": 1},
           "en": {"en": 8, "ie": 2, "us": 3, "nl": 1, "tr": 1, "ma": 1, "pl": 1, "in": 2, "cn": 2, "es": 2, "fr": 1, "de": 1, "it": 1, "af": 2, "ua": 1, "ar": 2, "jp": 1, "no": 1}}
FIRST = {   # women / men
    "nl": "Anouk Marieke Femke Sanne Hanneke Willemijn Loes Truus Ria Jolanda Fleur Lieke Eefje Petra Annemarie Marije Geertruida Wil Anne-Fleur Ineke/"
          "Jeroen Sjoerd Bart Maarten Klaas Teun Gijs Daan Joost Ruud Wouter Cees Henk Pim Thijmen Jan-Willem Kees Hidde Floris Evert-Jan",
    "be": "Griet Lieve Katrien An Goedele Hilde Veerle Liesbet Annelies Marleen/Bart Stijn Wim Koen Dries Joris Luc Geert Filip Pieter-Jan",
    "fy": "Tjitske Froukje Sietske Baukje Wietske Hiltje/Sjouke Wiebe Douwe Jelle Fokke Rinze",
    "tr": "Ayşe Fatma Zeynep Elif Dilek Gülsüm Emine Yasemin Sevda/Mehmet Emre Yusuf Kemal Hakan Orhan Ömer Serkan Tuncay",
    "ma": "Fatima Naima Samira Latifa Khadija Hafida Souad Ikram/Mohammed Rachid Hamza Youssef Said Abdelhak Mimoun Noureddine Brahim",
    "sr": "Shanti Gladys Muriël Sherida Ramona Urmila Jetty Xaviera/Roy Glenn Winston Radjen Orlando Humphrey Clyde Ricardo Soerdj",
    "pl": "Agnieszka Katarzyna Małgorzata Ewa Joanna Zofia/Paweł Krzysztof Marek Tomasz Wojciech Łukasz",
    "en": "Emily Charlotte Hannah Gemma Harriet Olive Ruth Grace Margaret Lesley Faith Hope Jade Philippa Rosalind April/"
          "Oliver Graham Nigel Simon Duncan Keith Edward Leonard Neville Toby Alistair Dean Rupert Clive Mark Bill",
    "ie": "Siobhán Aoife Niamh Orla Gráinne Sinéad/Ciarán Pádraig Eoin Declan Cormac Fergal Donal",
    "us": "LaToya Brittany Marlene Dolores Tammy Peggy Shelby Darlene Kayla Mary-Beth/Tyrone Brent Wade Chuck Randall Darnell Cody Earl Travis Hank Pete",
    "in": "Priya Anjali Sunita Lakshmi Deepa Kavita Meera/Rajesh Arjun Vikram Sanjay Anand Suresh Harpreet",
    "cn": "Xiaoling Mei Yan Lihua Ting Jing/Wei Jianguo Qiang Zhihao Haoran Guoliang",
    "es": "Lucía Carmen Pilar Inés Guadalupe Marisol Ximena/Javier Álvaro Raúl Gonzalo Ignacio Esteban Hernán José-Luis",
    "fr": "Élodie Camille Sylvie Margaux Bénédicte Anne-Sophie/Étienne Thierry Guillaume Jean-Luc Benoît Olivier",
    "de": "Ute Heike Sabine Annegret Katja Gudrun/Jürgen Wolfgang Dieter Matthias Uwe Karl-Heinz",
    "it": "Giulia Chiara Federica Ornella Caterina/Luca Giovanni Matteo Davide Giancarlo",
    "af": "Ngozi Amara Thandiwe Abena Folasade Zanele Wanjiru/Chidi Kwame Sipho Babatunde Tendai Ousmane Kofi",
    "ua": "Oksana Natalia Olha Svitlana Iryna/Dmytro Mykola Andriy Taras Bohdan",
    "ar": "Layla Rania Noor Hanan Maha Yasmin/Tariq Omar Khalid Hassan Faisal Ziad Mahmoud",
    "jp": "Haruka Yuki Naomi Keiko/Takeshi Hiroshi Kenji Satoru",
    "no": "Ingrid Astrid Solveig Kirsten/Lars Bjørn Håkon Magnus",
}
LAST = {
    "nl": """Bakker|Visser|Kok|Groot|Koning|Vos|Zwart|Mol|Prins|Kramer|Boer|Post|Vink|Haak|Blom|Veldhuis|Nijboer|Wessels|Kuipers|Hoekstra|Timmerman|Schipper|Bruin|
        Dekker|Peeters|Snijders|Lammers|Brouwer|Maas|Roos|Winter|Klein|Smid|Zeeman|Spaans|Hartog|Lagerwey|Ketelaar|Ruiter|van den Berg|van der Meer|de Vries|van Dijk|
        de Boer|van Leeuwen|de Graaf|van den Broek|van 't Hoff|ter Horst|ten Cate|in 't Veld|van de Ven|van der Linden|de Haan|van Os|den Hartog|van der Zwaag|op den Kamp|
        te Velde|van Dam-Mulder|Smits-Verhoeven|von Weiler""",
    "be": """De Smet|Van den Bossche|Peeters|Claes|Wouters|De Clercq|Vandenbroucke|Van Damme|Maes|Goossens|D'Hondt|Van de Velde|De Backer|Vermeersch|Desmet|Verstraete""",
    "fy": "Hoekema|Dijkstra|Terpstra|Sikkema|Wiersma|Postma|Zijlstra|Bouma|Elzinga|Tuinstra|Haitsma Mulier",
    "tr": "Yılmaz|Demir|Çelik|Öztürk|Kaya|Arslan|Koç|Şahin|Aydın|Yıldız|Erdem",
    "ma": "El Khatib|Bouzidi|Amrani|Ben Haddou|El Idrissi|Aziz|Benali|Chafik|Ouali|El Mansouri|Tahiri|Bouali",
    "sr": "Pengel|Ramdin|Sewnath|Venoaks|Wijdenbosch|Jharap|Somohardjo|Kanhai|Landveld|Mangal|Pinas|Kromopawiro",
    "pl": "Kowalczyk|Nowak|Wójcik|Mazur|Kaczmarek|Pawlak|Wrona|Zając|Dudek",
    "en": """Young|Black|Price|Wood|Law|Bishop|Page|Cook|King|Strong|Sharp|Stone|Case|Best|Savage|Love|Gray|Field|Grant|Hope|Rose|Long|Rice|Banks|Hall|Pope|Judge|Steel|Frost|
        Winter|Day|Moss|Wells|Hughes|Ashworth|Pemberton|Hargreaves|Cartwright|Whitmore|Featherstone|Marsh|Nightingale|Baxter|Cromwell|Thorne|Wilkes|Barlow|Hollis|
        Spencer-Reid|Lloyd-Jones|MacLeod|Fraser|Griffiths|Pritchard|St. John|Ellis-Bright|Underwood|Oakes|Bright|Reading""",
    "ie": "O'Connor|Byrne|Doyle|Gallagher|Ó Sé|Kavanagh|Fitzgerald|McGuinness|O’Reilly|Ní Bhriain|Maguire|Brannigan|Keane",
    "us": """Washburn|Hutchins|Delgado|Kowalski|Boone|Lindqvist|Carver|Tubbs|Schroeder|Van Buren|LaRue|DeWitt|McAllister|Olsen|Freeman|Booker|Guidry|Yazzie|Castellano|Nakamura|
        de la Cruz|Pruitt|Hoffman""",
    "in": "Sharma|Patel|Iyer|Banerjee|Reddy|Chopra|Kaur|Mukherjee|Nair|Desai|Rao",
    "cn": "Wang|Li|Zhang|Chen|Liu|Zhao|Huang|Zhou|Xu|Sun|Lin|Guo",
    "es": "García Lorca|Fernández|Ibáñez|Morales|Núñez|de la Fuente|Ortega|Vargas|Castillo|del Río|Quispe|Mendoza Ruiz|Peña",
    "fr": "Lefèvre|Dubois|Moreau|Girard|de Villepin|Le Goff|Mercier|Beaumont|Chevalier|Du Pont|Rousseau",
    "de": "Krause|Schäfer|von der Heide|Baumgartner|Vogel|Böhm|Lindner|Zimmermann|zu Sayn|Schwarz|Ziegler",
    "it": "Ricci|Esposito|De Luca|Moretti|di Stefano|Bianchi|Della Valle|Ferrari|Lombardi",
    "af": "Okafor|Adeyemi|Mensah|Dlamini|Botha|Nkosi|Mwangi|Diallo|van Rensburg|Owusu|Chukwu|Banda|Achebe",
    "ua": "Shevchuk|Kovalenko|Bondarenko|Melnyk|Tkachenko|Lysenko|Petrenko",
    "ar": "Al-Masri|Haddad|Khoury|al-Sayed|Nasser|bin Rashid|Abu Zeid|Mansour|Saleh|El-Amin",
    "jp": "Tanaka|Suzuki|Watanabe|Kobayashi|Ito|Yamamoto",
    "no": "Hansen|Lindström|Sørensen|Berglund|Nygård|Dahl",
}
FIRST = {o: dict(zip("fm", (half.split() for half in names_.split("/")))) for o, names_ in FIRST.items()}
LAST = {o: [n.strip() for n in names_.split("|")] for o, names_ in LAST.items()}
EXTRA = {   # for guessing the gender of names that stand in articles
    "f": """Anna Maria Mary Sarah Laura Lisa Linda Susan Karen Nancy Jennifer Jessica Elizabeth Barbara Patricia Michelle Hillary Angela Theresa Nicola Emma Julia Kate
        Catherine Rachel Rebecca Amy Alice Diane Deborah Carol Monique Ingrid Saskia Lotte Eva Esther Miriam Marianne Els Ellen Wilma Marja Mirjam Judith Astrid Carola
        Kim Lilianne Sigrid Sophie Iris Nina Sandra Yvonne Mona Tanja Tineke Joke Ilse Nicole Cora Britt Marloes Debbie Claire Jane Jill Joan Julie Helen""",
    "m": """John David Michael James Robert William Richard Thomas Charles Donald Barack Joe George Paul Peter Steve Steven Kevin Brian Scott Jeff Eric Stephen Andrew Ted
        Marco Bernie Jan Piet Hans Johan Jaap Erik Rob Ron Frans Frank Peter Martin Wim Willem Gerard Gert Dirk Arjen Arie Tom Tim Rutger Mark Jos Jack Jacob Ben Sam
        Alexander Alex Max Lodewijk Geert Thierry Diederik Sybrand Emile Jesse Rick Remco Robin Mathieu Noel Noah Ken Henry Daniel Matthew Anthony Patrick Boris Tony""",
}
GENDER = {n.casefold(): g for g, ns in EXTRA.items() for n in ns.split()}
GENDER |= {n.casefold(): g for lists in FIRST.values() for g, ns in lists.items() for n in ns}
EASTERN = {n.casefold() for n in LAST["cn"]} | set("kim park lee moon choi jung ma wu yang he hu gao luo deng xi nguyen tran mao zhu tan lim goh ong teo koh".split())

TOWNS = {"nl": "Haarwijk Oudermeer Veldendam Noorderwoude Kloosterhaar Zuidbroek Lindevoort Rietkerk Waalhoven Eksterveen Sint-Maartenszijl Bovenkarre".split(),
         "en": ["Harwick", "Millbrook Falls", "Port Ansley", "Eastmere", "Cedar Hollow", "Dunmorrow", "Ashby Green", "Fort Lydell", "Wexcombe", "Saltmarsh Bay", "Kingsferry"]}
REAL_TOWNS = {"nl": ["Den Haag", "Utrecht", "Groningen", "Brussel", "Zwolle", "Enschede", "Antwerpen", "Londen", "Parijs", "Washington", "Middelburg", "Leeuwarden"],
              "en": ["London", "Washington", "New York", "Nairobi", "Brussels", "Beirut", "Sydney", "New Delhi", "Mexico City", "Dublin", "Sacramento, Calif.", "Geneva"]}
WORDS = "Norvex Altamira Delfia Quantis Solvand Brenta Meridion Lumea Oostwind Tavora Helix Argonaut Novaline Kestrel Vantage Zephyr Orbis Cobalt Triton Avenir".split()
TOPICS = {"nl": ["de Ruimte", "Veilig Verkeer", "de Kleine Vaart", "Ouderenzorg", "Stad en Land", "Natuur en Water", "Onderwijs", "Jeugd en Gezin", "Waterbeheer"],
          "en": ["Public Safety", "Clean Water", "Rural Health", "Fair Trade", "Road Safety", "Economic Policy", "Marine Science", "Civil Rights", "Housing"]}
MEMBERS = {"nl": ["Huisartsen", "Binnenschippers", "Reizigers", "Kleine Ondernemers", "Vrije Journalisten", "Melkveehouders", "Schoolleiders"],
           "en": ["Nurses", "Dairy Farmers", "Independent Grocers", "Retired Officers", "Bus Drivers", "Head Teachers", "Home Builders"]}
COMPANY = {"nl": "bedrijf onderneming concern organisatie fabrikant maatschappij firma moederbedrijf multinational keten club groep",
           "en": "company firm group organization organisation manufacturer maker business retailer corporation giant chain team club companies"}
BODIES = {   # article, nouns that go on fitting, forms, whether initials make sense
    "nl": [("", COMPANY["nl"], ["{word}", "{word} Groep", "{surname} & Zonen", "{word} Nederland", "{surname}-{word}", "{letters}"], False),
           ("", COMPANY["nl"] + " bank", ["{town} Bank", "{word} Bank"], False),
           ("de", "bond vereniging organisatie belangenorganisatie", ["Bond voor {topic}", "Nederlandse Vereniging van {members}", "Vereniging {town} Vooruit", "Unie van {members}", "{letters}"], True),
           ("de?", "stichting organisatie", ["Stichting {word}", "Stichting voor {topic}", "Stichting {town}"], True),
           ("de", "raad organisatie", ["Raad voor {topic}", "Landelijke Raad van {members}"], True),
           ("het", "fonds organisatie instituut", ["Fonds voor {topic}", "Instituut voor {topic}", "{word} Instituut", "{letters}"], True),
           ("de", "partij fractie organisatie", ["Partij voor {topic}", "Partij van {members}", "Partij {town}"], True),
           ("de", "krant", ["Courant van {town}", "Nieuwe {town} Courant"], False),
           ("de", "universiteit organisatie", ["Universiteit van {town}", "Vrije Hogeschool {town}"], True),
           ("het", "ziekenhuis bedrijf organisatie", ["{word} Ziekenhuis", "Ziekenhuis {town}"], False),
           ("het", "bedrijf concern", ["{word}-concern", "Huis van {surname}"], False)],
    "en": [("", COMPANY["en"], ["{word}", "{word} Group", "{surname} & Sons", "{word} Energy", "{surname} Brothers", "{word} Holdings Inc", "{letters}"], False),
           ("", COMPANY["en"] + " bank lender", ["{town} Mutual", "{word} Bank", "Bank of {town}"], False),
           ("", "university school college", ["{town} University", "{surname} College", "University of {town}"], False),
           ("", "charity group organization organisation", ["{word} Watch", "Friends of {topic}", "{town} Rescue", "Campaign for {topic}"], True),
           ("the", "association group organization organisation union", ["National Association of {members}", "{town} Union of {members}", "Alliance of {members}"], True),
           ("the", "council board commission agency body group organization", ["{topic} Council", "Council for {topic}", "{town} Board of {topic}", "{letters}"], True),
           ("the", "foundation charity group organization think-tank tank institute", ["{surname} Foundation", "Institute for {topic}", "Foundation for {topic}", "{word} Institute"], True),
           ("the", "newspaper paper outlet", ["{town} Gazette", "{town} Courier", "{town} Post"], False),
           ("the", "party group", ["{word} Party", "Party of {members}"], False),
           ("the", "bank company", ["Bank of {town}"], False),
           ("the", "university school", ["University of {town}"], False),
           ("the", "team club company", ["{town} Rovers", "{word} Group"], False)],
}
BODY_NOUNS = {lang: {w for k in kinds for w in k[1].split()} | set("ministerie gemeente district county city town ministry department school".split())
              for lang, kinds in BODIES.items()}
AGENCIES = ["ANP", "AFP", "Reuters", "Getty Images", "AP", "EPA", "Belga", "Shutterstock"]
CREDITS = {"nl": ["Foto: {agency}", "Foto: {who}", "Foto {who}", "© {agency}", "{caption} Foto: {who}", "{caption} (foto: {agency})", "{caption} Foto {agency} / {who}", "Beeld: {who}", "(Foto {who})", "{caption} © {agency}",
                  "FOTO {agency}", "Foto ter illustratie."],
           "en": ["Photo: {who}", "({caption} Photo by {who}/{agency})", "{caption} Photo: {agency}", "{caption} ({who}/{agency})", "Photograph: {who}/{agency}", "Image: {agency}", "FILE PHOTO: {caption}", "{caption} {agency}",
                  "Photo credit: {who}", "Picture: {agency}", "(Photo by {who})", "Image source, {agency}"]}
CAPTIONS = {"nl": ["De haven van Delfzijl, gistermiddag.", "Bewoners kijken naar de schade.", "Het gemeentehuis, eerder deze week.", "Archiefbeeld van de spoorbrug.", "De plek van het ongeluk.", "Drukte op het plein, zaterdag.",
                   "De nieuwe sporthal in aanbouw.", "Hulpdiensten bij de woning."],
            "en": ["The harbor on Tuesday afternoon.", "Residents look at the damage.", "The town hall, seen last week.", "Traffic waits at the bridge.", "The scene of the crash.", "A crowd gathers in the square on Saturday.",
                   "The new terminal under construction.", "Fire crews at the house."]}
RELATED_FORMS = {"nl": ["Lees ook: {}", "Lees ook: {}", "LEES OOK: {}", "Lees meer: {}", "Lees ook | {}", "Bekijk ook: {}", "Zie ook: {}", "Luister ook: {}"],
                 "en": ["READ MORE: {}", "Read more: {}", "Related: {}", "RELATED: {}", "See also: {}", "MORE: {}", "Watch: {}", "ALSO READ: {}"]}
RELATED_TITLES = {
    "nl": ["Zo werkt de nieuwe dienstregeling", "Dit verandert er op 1 januari", "Waarom de prijzen blijven stijgen", "Vijf vragen over de sluiting van de haven", "Alles over het proces", "Kijk hier de beelden terug",
           "Nog meer regen op komst", "Tijdlijn: zo verliep de brand", "De grote stikstofvraag", "Wat betekent dit voor huurders?", "Kaart: hier wordt gebouwd", "Hoe veilig is de spoorbrug?"],
    "en": ["How the new timetable works", "What changes on January 1", "Why prices keep rising", "Five questions about the port closure", "Everything to know about the trial", "Timeline of the fire", "More rain on the way",
           "What this means for renters", "A map of the planned roads", "How safe is the railway bridge?", "The long road to a deal", "Inside the town that ran dry"]}
SUBHEADS = {
    "nl": """Geen paniek|Vragen|Onderzoek|Nieuwe regels|Hoger beroep|Lange wachttijden|Bezwaar|Toekomst|Kritiek|Twijfels|Onduidelijk|Tegenvaller|Meer geld|Zonder diploma|Tweede kans|Op zoek|Grote zorgen|Veiligheid|
        Boetes|Verrassing|Geen cent meer|Van start|Een nieuw begin|Stille tocht|Naar de rechter|Onder druk|Wachten op antwoord|Weinig hoop|Goede hoop|In de kou|Laatste ronde|Ruzie|Terug naar huis|Dure grond|Alternatief|
        Verhuizing|Achterstand|Niet uniek|Rode cijfers|Drukte|Steun|Samen verder|Onbegrip|Draagvlak|Wat nu?|Vertrouwen weg|Hele lange dag|Andere route|Drie scenario's|Succes|Spanning|Nog geen akkoord|Oude wonden|
        Voorzichtig|Proef|Afscheid|Overlast|Zwaar jaar|Tussenstand|Kleine stap|Te laat""",
    "en": """No panic|Open questions|The investigation|New rules|On appeal|Long waits|Objections|Looking ahead|Criticism|Doubts remain|A costly delay|More money|Second chance|Big worries|Safety first|Fines|A surprise|Not a penny more|
        A fresh start|Back to court|Under pressure|Waiting for answers|Little hope|Out in the cold|The last lap|A bitter row|Going home|Costly ground|Another way|Moving out|Falling behind|Not alone|In the red|Crowded streets|
        Support grows|Moving on|Public trust|What next?|Losing trust|One very long day|A different route|Three scenarios|Early success|Rising tension|Still no deal|Old wounds|Proceeding with care|The pilot|A farewell|
        Nuisance|A hard year|Halfway there|Small steps|Too late|The bigger picture|Growing pains|Behind closed doors|The numbers|Paying the price|Home again""",
}
SUBHEADS = {lang: [h.strip() for h in heads.split("|")] for lang, heads in SUBHEADS.items()}


# --- Whole files

def language(text):
    words = collections.Counter(re.findall(r"\w+", text.lower()))
    return "nl" if sum(words[w] for w in ("de", "het", "een", "van", "en", "dat")) > sum(words[w] for w in ("the", "of", "and", "to", "a", "that")) else "en"


def load(folder, lang=None):
    texts = os.path.join(folder, "texts") if os.path.isdir(os.path.join(folder, "texts")) else folder
    articles = {}
    for path in sorted(glob.glob(os.path.join(texts, "*.txt"))):
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        name = os.path.basename(path)
        articles[name] = Article(name, text, lang or language(text))
    present = []
    for file, field in FILES.items():
        path = os.path.join(folder, file + ".jsonl")
        if os.path.exists(path):
            present.append(file)
            for a in articles.values():
                setattr(a, file, [])
            with open(path, encoding="utf-8") as f:
                for row in map(json.loads, f):
                    if row["doc"] not in articles:
                        raise SystemExit(f"{path}: {row['doc']} has no text")
                    setattr(articles[row["doc"]], file, row[field])
    return articles, present


def altered(article, rng):
    """A copy with some of the changes."""
    for _ in range(10):
        a = copy.deepcopy(article)
        for name, probability, _ in TABLE:
            if rng.random() < probability and not any(name in group and group & set(a.done) for group in EXCLUDE):
                a.done.append(name)
                if not globals()[name](a, rng):
                    a.done.pop()
        if a.done:
            break
    if CHECK:
        check(a)
    return a


def check(a):
    """Offsets in range, nothing empty, no span that begins or ends with a space."""
    for item in a.items():
        for p in PIECES:
            for s, e in item[p]:
                if not 0 <= s < e <= len(a.text):
                    raise AssertionError(f"{a.name} {a.done}: {p} {[s, e]} is outside of the text")
                if not a.text[s:e].strip():
                    raise AssertionError(f"{a.name} {a.done}: an empty {p}")
    for p in a.people or ():
        for s, e in p["mentions"]:
            if not 0 <= s < e <= len(a.text) or not a.text[s:e].strip():
                raise AssertionError(f"{a.name} {a.done}: mention {[s, e]} of {p['name']}")


def self_test(folders):
    e = Edits()
    e.add(4, 4, "very ")
    e.add(8, 11, "dog")
    e.add(11, 12, "")
    e.done()
    assert e.text("the big cat.") == "the very big dog"
    assert (e.start(4), e.end(7), e.end(4), e.start(8), e.end(12)) == (9, 12, 4, 13, 16)
    made = collections.Counter()
    for folder in folders:
        articles, _ = load(folder)
        for article in articles.values():
            for name, *_ in TABLE:
                a = copy.deepcopy(article)
                a.done = [name]
                try:
                    made[name] += bool(globals()[name](a, random.Random(f"1/{article.name}/{name}")))
                    check(a)
                except AssertionError as e:
                    print(e, file=sys.stderr)
                    made["faults"] += 1
        print(f"{folder}: {len(articles)} articles", file=sys.stderr)
    print(", ".join(f"{k} {v}" for k, v in made.items()), file=sys.stderr)


def main():
    global CHECK
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--in", dest="folders", nargs="*", default=[], help="folder of texts and annotations")
    ap.add_argument("--out")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--language", choices=("nl", "en"), help="of all texts; told from each text where not given")
    ap.add_argument("--copies", type=int, default=1)
    ap.add_argument("--check", action="store_true", help="compare every span's words before and after")
    ap.add_argument("--self-test", action="store_true")
    args = ap.parse_args()
    CHECK = args.check or args.self_test
    if args.self_test:
        return self_test(args.folders)
    if len(args.folders) != 1 or not args.out:
        ap.error("give one folder with --in, and --out")
    articles, present = load(args.folders[0], args.language)
    os.makedirs(args.out, exist_ok=True)
    made, rows = collections.Counter(), {f: [] for f in present}
    for name, article in articles.items():
        for k in range(1, args.copies + 1):
            a = altered(article, random.Random(f"{args.seed}/{name}/{k}"))
            doc = f"{os.path.splitext(name)[0]}.{k}.txt"
            made.update(a.done or ["nothing"])
            made["copies"] += 1
            with open(os.path.join(args.out, doc), "w", encoding="utf-8", newline="") as f:
                f.write(a.text)
            for file in present:
                rows[file].append({"doc": doc, FILES[file]: getattr(a, file)})
    for file in present:
        with open(os.path.join(args.out, file + ".jsonl"), "w", encoding="utf-8") as f:
            for row in rows[file]:
                f.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{made.pop('copies', 0)} copies: " + ", ".join(f"{k} {v}" for k, v in made.most_common()), file=sys.stderr)


if __name__ == "__main__":
    main()
