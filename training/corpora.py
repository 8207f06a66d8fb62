#!/usr/bin/env python3
"""Texts and mentions from two public corpora, for the heads that tell names and who is meant.

    corpora.py gum --data DIR --out DIR2       DIR/train/gum/*.conllu.gz: DIR2/DOC.txt and DIR2/mentions.jsonl
    corpora.py names --data DIR --out FILE     DIR/train/polnear-train.conll.gz: the names that CoreNLP found, cleaned, to FILE

A mention of GUM: start, end, then start and end of its head (for a name the whole proper name), kind: name, list (of names), nominal, pronoun.
All spans are in code points. GUM's annotation is by hand, PolNeAR's names are automatic.
"""
import argparse
import collections
import glob
import gzip
import json
import os
import re
import sys

ENTITY = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([^()]*)(\))?|(\d+)(?:\[\d+/\d+\])?\)")
TITLES = set("""president vice mr mrs ms miss dr prof professor sen senator senators rep representative reps gov governor lt gen general col colonel maj
    major capt captain sgt sergeant adm admiral cmdr rev reverend sir lord lady dame judge justice chief secretary attorney mayor congressman
    congresswoman chairman chairwoman chancellor prime minister king queen prince princess pope speaker sheriff ambassador director
    candidate nominee sens secy hon pastor bishop archbishop cardinal rabbi imam sheikh emperor first premier deputy""".split())
PARTICLES = {"al", "bin", "ibn", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "van", "ter", "ten", "von", "zu"}
NER = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "CITY": "place", "COUNTRY": "place", "STATE_OR_PROVINCE": "place",
       "MISC": "other", "NATIONALITY": "other", "RELIGION": "other", "IDEOLOGY": "other", "CAUSE_OF_DEATH": "other", "TITLE": None}
NO_NAME = {"VBZ", "VBD", "VBP", "MD", "PRP", "PRP$", "WP", "WDT", "WRB"}      # tags that a name has not: a headline in title case taken for one

Token = collections.namedtuple("Token", "start end form upos xpos head relation entity")


def features(cell):
    return dict(f.split("=", 1) for f in cell.split("|") if "=" in f)


def documents(path):
    """(name, genre, text, sentences) of every document; a sentence is a list of Tokens, heads counted from 0, the root's -1."""
    name = None
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as f:
        for block in f.read().split("\n\n"):
            lines = block.split("\n")
            meta = {m.group(1): m.group(2) or "" for line in lines if (m := re.fullmatch(r"# ([\w:.]+)(?: = (.*))?", line))}
            rows = [r for r in (line.split("\t") for line in lines if line and line[0] != "#") if "." not in r[0]]
            if "newdoc" in meta or any(line.startswith("# newdoc") for line in lines):
                if name:
                    yield name, genre, "".join(out).rstrip(), sentences
                name = next(line.split(" = ")[1] for line in lines if line.startswith("# newdoc id"))
                genre = meta["meta::genre"]
                order = meta["global.Entity"].split("-")
                if order[:2] != ["GRP", "etype"]:
                    raise ValueError(f"{name}: entity fields are {order}")
                out, at, sentences = [], 0, []
            if not rows:
                continue
            if out and "newpar" in meta:
                out[-1] = out[-1].rstrip()
                out.append("\n\n")
                at = sum(map(len, out))
            began, tokens = at, []
            joined = None      # last word of a multiword token, and whether a space follows that
            for row in rows:
                space = " " if features(row[9]).get("SpaceAfter") != "No" else ""
                if "-" in row[0]:
                    joined = (row[0].split("-")[1], space)
                    continue
                if joined:
                    space = joined[1] if joined[0] == row[0] else ""
                    joined = None if joined[0] == row[0] else joined
                tokens.append(Token(at, at + len(row[1]), row[1], row[3], row[4], int(row[6]) - 1, row[7].split(":")[0], features(row[9]).get("Entity", "")))
                out.append(row[1] + space)
                at += len(out[-1])
            sentences.append(tokens)
            if "".join(out)[began:].strip() != meta["text"].strip():
                print(f"{name}: differs from its text line: {meta['text'][:60]!r}", file=sys.stderr)
    if name:
        yield name, genre, "".join(out).rstrip(), sentences


def spans(sentences, name):
    """(entity, etype, identity, sentence, first token, last token + 1) of every mention."""
    open_, found, order = [], [], 0
    for s, tokens in enumerate(sentences):
        for i, token in enumerate(tokens):
            rest = ENTITY.sub("", token.entity)
            if rest:
                raise ValueError(f"{name}: cannot read {token.entity!r}")
            for m in ENTITY.finditer(token.entity):
                if m.group(1):
                    fields = m.group(2).split("-", 6) + [""]
                    open_.append((int(m.group(1)), fields[0], fields[6], s, i, order))
                    order += 1
                if m.group(3) or m.group(4):
                    which = int(m.group(4) or m.group(1))
                    k = max((k for k, o in enumerate(open_) if o[0] == which), default=None)
                    if k is None:
                        raise ValueError(f"{name}: {which} is closed and was not opened")
                    entity, etype, identity, s0, i0, n = open_.pop(k)
                    if s0 != s:
                        print(f"{name}: mention of {entity} runs over two sentences, dropped", file=sys.stderr)
                        continue
                    found.append((n, entity, etype, identity, s, i0, i + 1))
    if open_:
        raise ValueError(f"{name}: never closed: {open_}")
    return [f[1:] for f in sorted(found)]


def proper(token):
    return token.upos == "PROPN" or token.xpos in ("NNP", "NNPS")


def name_of(tokens, head, i0, i1, etype):
    """First and last+1 token of the proper name that `head` belongs to, within the mention; titles before a person's name left out."""
    def belongs(k):
        t = tokens[k]
        return proper(t) or (t.relation in ("flat", "compound", "goeswith") and t.upos not in ("ADJ", "DET", "NOUN") and i0 <= t.head < i1 and proper(tokens[t.head]))

    def joins(k):      # a hyphen, an apostrophe or a full stop with a part of the name on both sides
        return i0 < k < i1 - 1 and tokens[k].form in ("-", "–", "/", "&", "'", "’", ".") and belongs(k - 1) and belongs(k + 1)
    a, b = head, head + 1
    while a > i0 and (belongs(a - 1) or joins(a - 1)):
        a -= 1
    while b < i1:
        if belongs(b) or joins(b):
            b += 1
        elif etype in ("organization", "place", "event", "object") and tokens[b].form in ("of", "for"):
            k = b + 1 + (b + 1 < i1 and tokens[b + 1].form == "the")
            if k >= i1 or not belongs(k):
                break
            b = k + 1
        else:
            break
    if etype == "person":
        while a < b - 1 and tokens[a].form.lower().strip(".") in TITLES:
            a += 1
    return a, b


def gum(args):
    counts = collections.Counter()
    os.makedirs(args.out, exist_ok=True)
    with open(os.path.join(args.out, "mentions.jsonl"), "w", encoding="utf-8") as listed:
        for path in sorted(glob.glob(os.path.join(args.data, "train", "gum", "*.conllu.gz"))):
            for name, genre, text, sentences in documents(path):
                entities = {}
                for entity, etype, identity, s, i0, i1 in spans(sentences, name):
                    tokens = sentences[s]
                    head = next((i for i in range(i0, i1) if not i0 <= tokens[i].head < i1 and tokens[i].upos != "PUNCT"), i0)
                    t = tokens[head]
                    a, b = head, head + 1
                    if t.upos == "PRON" or t.xpos in ("PRP$", "WP$"):
                        kind = "pronoun"
                    elif proper(t):
                        kind = "name"
                        a, b = name_of(tokens, head, i0, i1, etype)
                        others = [i for i in range(b, i1) if tokens[i].head == head and tokens[i].relation == "conj" and proper(tokens[i])]
                        if others and re.search("_and_|_%26_|,_", identity):
                            b = name_of(tokens, others[-1], i0, i1, etype)[1]
                        elif others:
                            kind, a, b = "list", i0, i1
                    else:
                        kind = "nominal"
                    mention = [tokens[i0].start, tokens[i1 - 1].end, tokens[a].start, tokens[b - 1].end, kind]
                    entities.setdefault(entity, (collections.Counter(), []))
                    entities[entity][0][etype] += 1
                    entities[entity][1].append(mention)
                    counts[etype, kind] += 1
                rows = [{"id": e, "type": types.most_common(1)[0][0], "mentions": sorted(m)} for e, (types, m) in entities.items()]
                for r in rows:
                    for s, e, hs, he, _ in r["mentions"]:
                        if not (0 <= s <= hs < he <= e <= len(text) and text[hs:he].strip() == text[hs:he]):
                            raise ValueError(f"{name}: {[s, e, hs, he]} lies outside the text or beside a word")
                with open(os.path.join(args.out, name + ".txt"), "w", encoding="utf-8", newline="") as f:
                    f.write(text)
                listed.write(json.dumps({"doc": name + ".txt", "genre": genre, "entities": rows}, ensure_ascii=False) + "\n")
                counts["documents"] += 1
                counts["entities"] += len(rows)
                counts["sentences"] += len(sentences)
    print(f"{counts['documents']} documents, {counts['sentences']} sentences, {counts['entities']} entities", file=sys.stderr)
    types = sorted({k[0] for k in counts if isinstance(k, tuple)})
    for etype in types:
        print(f"{etype:13}" + "".join(f" {kind} {counts[etype, kind]:5}" for kind in ("name", "list", "nominal", "pronoun")), file=sys.stderr)


def cleaned(text, start, end, kind):
    """The span of a name without titles, possessive, marks and stray words around it; None where nothing is left."""
    while True:
        words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
        if not words:
            return None
        before = (start, end)
        first, last = text[slice(*words[0])], text[slice(*words[-1])]
        bare = first.lower().strip(".,")
        if m := re.match(r"[^\w#@$]+", first):
            start = words[0][0] + m.end()
        elif len(words) > 1 and first.islower() and not (kind == "person" and re.split(r"[-'’]", bare)[0] in PARTICLES):
            start = words[1][0]
        elif len(words) > 1 and first == "The" and kind != "person":
            start = words[1][0]
        elif len(words) > 1 and kind == "person" and (bare in TITLES or re.fullmatch(r"(?:ex|vice|former)-\w+", bare)):
            start = words[1][0]
        elif m := re.search(r"['’]s?$", last):
            end = words[-1][0] + m.start()
        elif m := re.search(r"[^\w.!?)+]+$", last):
            end = words[-1][0] + m.start()
        elif last.endswith(")") and "(" not in text[start:end] or re.search(r"\w{4,}\.$", last):
            end = words[-1][1] - 1
        elif len(words) > 1 and last.islower():
            end = words[-2][1]
        if end <= start:
            return None
        if (start, end) == before:
            break
    start, end = words[0][0], words[-1][1]
    return (start, end) if any(c.isupper() for c in text[start:end]) else None


def names(args):
    counts, texts = collections.Counter(), os.path.join(args.data, "bench", "polnear", "train")
    docs, last = {}, None
    with gzip.open(os.path.join(args.data, "train", "polnear-train.conll.gz"), "rt", encoding="utf-8", newline="\n") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# doc = "):
                doc, last = line[8:], None
                with open(os.path.join(texts, doc), encoding="utf-8", newline="") as t:
                    text = t.read()
                runs = docs[doc] = (text, [])
            elif not line:
                last = None
            else:
                start, end, form, _, tag, ner = line.split("\t")[:6]
                start, end = int(start), int(end)
                counts["tokens"] += 1
                if form != text[start:end]:
                    counts["forms that differ"] += 1
                    if form.replace("\xa0", " ").isalnum() or end > len(text):
                        counts["words that differ"] += 1
                kind = NER.get(ner)
                if kind and last and last[2] == kind and "\n" not in text[last[1]:start]:
                    last[1] = end
                    last[3].append(tag)
                elif kind:
                    last = [start, end, kind, [tag]]
                    runs[1].append(last)
                else:
                    last = None
    with open(args.out, "w", encoding="utf-8") as f:
        for doc, (text, runs) in docs.items():
            row, kinds = [], collections.defaultdict(collections.Counter)
            for start, end, kind, tags in runs:
                span = None if kind != "person" and (len(tags) > 8 or NO_NAME & set(tags)) else cleaned(text, start, end, kind)
                counts["dropped"] += span is None
                counts["changed"] += span is not None and span != (start, end)
                if span:
                    row.append([*span, kind])
                    kinds[text[slice(*span)]][kind] += 1
            for name in row:      # the same words mostly are the same kind of name throughout an article
                most, n = kinds[text[name[0]:name[1]]].most_common(1)[0]
                if most != name[2] and n > kinds[text[name[0]:name[1]]][name[2]]:
                    name[2] = most
                    counts["of another kind"] += 1
                counts[name[2]] += 1
            f.write(json.dumps({"doc": doc, "names": row}, ensure_ascii=False) + "\n")
    print(f"{len(docs)} documents; " + ", ".join(f"{v} {k}" for k, v in counts.items()), file=sys.stderr)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("what", choices=("gum", "names"))
    ap.add_argument("--data", required=True, help="folder with train/ and bench/")
    ap.add_argument("--out", required=True, help="gum: a folder; names: a file")
    args = ap.parse_args()
    {"gum": gum, "names": names}[args.what](args)


if __name__ == "__main__":
    main()
