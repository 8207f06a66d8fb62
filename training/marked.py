#!/usr/bin/env python3
"""Articles with attributions and mentions marked inline (MARKUP.md): check them, or turn them into texts and annotations.

    marked.py FILE...                     checks, prints one line of counts
    marked.py --whole FILE...             the same, and an article without marked mentions is a fault
    marked.py --out DIR FILE...           writes DIR/NAME.txt, and gold.jsonl, unsaid.jsonl, people.jsonl (code point offsets)
"""
import argparse
import collections
import json
import os
import re
import sys

MARK = re.compile(r"\{(?:([SQC])([0-9]+(?:,[0-9]+)*)|@([a-z0-9-]+)) |\}")
SPEAKER = re.compile(r"\s*([0-9]+)\s*=\s*(.+?)\s*(?:;\s*(attitude|unsaid\s+(\w+))\s*)?")
IDENTITY = re.compile(r"\s*@([a-z0-9-]+)\s*=\s*(\(.+\)|[^;()]+?)\s*;\s*(\w+)\s*")
OPENS = re.compile(r"[\"“„«‘]|,,|'(?!(?:s|t|n|m|k)\b)")
INNER = re.compile(r"(?<!\w)(?:[\"“„«‘]|,,|'(?!(?:s|t|n|m|k)\b))\s?[\w(\[]|[\"“„«]")
CLOSES = re.compile(r"(?:[\"”“»’']|'')[.,;]?$")
PIECES = {"S": "source", "Q": "cue", "C": "content"}
TYPES = {"person", "organization", "place", "document", "group"}
REASONS = {"negated", "asked", "conditional", "future", "refuted"}

Article = collections.namedtuple("Article", "text attributions unsaid people")


def foot_lines(foot, name):
    """What stands behind the text: speaker, kind and reason of each attribution; name, unnamed?, type of each identity."""
    speakers, identities = {}, {}
    for line in foot.splitlines():
        if not line.strip():
            continue
        if m := IDENTITY.fullmatch(line):
            key, who, kind = m.groups()
            if key in identities:
                raise ValueError(f"{name}: @{key} is told twice")
            if kind not in TYPES:
                raise ValueError(f"{name}: @{key}: no type {kind!r}")
            identities[key] = (who.strip("()"), who.startswith("("), kind)
        elif m := SPEAKER.fullmatch(line):
            number, who, what, reason = m.groups()
            if int(number) in speakers:
                raise ValueError(f"{name}: attribution {number} is told twice")
            if reason and reason not in REASONS:
                raise ValueError(f"{name}: attribution {number}: no reason {reason!r}")
            speakers[int(number)] = (None if who == "-" else who, what, reason)
        else:
            raise ValueError(f"{name}: after %%: cannot read {line!r}")
    return speakers, identities


def plain(body, name):
    """The text without marks, its attributions' pieces by number, its mentions by key."""
    items, mentions, out, stack, at, length = {}, {}, [], [], 0, 0
    for m in MARK.finditer(body):
        out.append(body[at:m.start()])
        length += m.start() - at
        at = m.end()
        line = body.count("\n", 0, m.start()) + 1
        if m.group(1) or m.group(3):
            stack.append((m.group(1), [int(x) for x in m.group(2).split(",")] if m.group(1) else m.group(3), length))
        elif not stack:
            raise ValueError(f"{name}:{line}: a closing brace without an opening one")
        else:
            kind, target, start = stack.pop()
            if start == length:
                raise ValueError(f"{name}:{line}: an empty mark")
            if kind is None:
                mentions.setdefault(target, []).append([start, length])
            else:
                for n in target:
                    items.setdefault(n, {"source": [], "cue": [], "content": []})[PIECES[kind]].append([start, length])
    if stack:
        raise ValueError(f"{name}: a mark {stack[-1][:2]} is never closed")
    out.append(body[at:])
    text = "".join(out)
    for bad in "{}":
        if bad in text:
            raise ValueError(f"{name}: a stray {bad} near {text[max(0, text.index(bad) - 30):][:60]!r}")
    return text, items, mentions


def parse(raw, name):
    """One marked article. Raises ValueError with line and cause."""
    body, sep, foot = raw.partition("\n%%\n")
    if not sep:
        raise ValueError(f"{name}: no line %% after the text")
    text, items, mentions = plain(body, name)
    speakers, identities = foot_lines(foot, name)
    attributions, unsaid = [], []
    for n, item in sorted(items.items(), key=lambda kv: min(kv[1]["content"] or kv[1]["cue"] or [[9**9]])):
        if n not in speakers:
            raise ValueError(f"{name}: attribution {n} has no speaker line")
        who, what, reason = speakers[n]
        if not item["content"] and not reason:
            raise ValueError(f"{name}: attribution {n} has no content")
        if reason and not item["cue"]:
            raise ValueError(f"{name}: attribution {n} is unsaid and has no cue")
        for pieces in item.values():
            pieces.sort()
        if reason:
            unsaid.append({**item, "speaker": who, "why": reason})
        else:
            row = {"kind": kind_of(text, item["content"]), **item, "speaker": who}
            attributions.append({**row, "stance": "attitude"} if what else row)
    if set(speakers) - set(items):
        raise ValueError(f"{name}: speaker lines without marks: {sorted(set(speakers) - set(items))}")
    people = identified(text, mentions, identities, name)
    if people:
        known = {p["name"] for p in people}
        for n, (who, _, _) in speakers.items():
            if who is not None and who not in known:
                raise ValueError(f"{name}: attribution {n}: {who!r} is no name of an identity (@… = …)")
    return Article(text, attributions, unsaid, people)


def identified(text, mentions, identities, name):
    """The identities with their mentions, checked: a name stands in one of the mentions, an unnamed one is told in parentheses."""
    if missing := sorted(set(mentions) ^ set(identities)):
        raise ValueError(f"{name}: identities without a line, or lines without a mention: {missing}")
    if len(set(identities.values())) < len(identities):
        raise ValueError(f"{name}: two identities with the same name and type")
    people = []
    for key, spans in mentions.items():
        who, unnamed, kind = identities[key]
        spans.sort()
        words = [text[s:e] for s, e in spans]
        for w in words:
            if w != w.strip():
                raise ValueError(f"{name}: @{key}: a mention begins or ends with a space: {w!r}")
        if not unnamed and not any(who in w for w in words):
            raise ValueError(f"{name}: @{key}: its name {who!r} stands in none of its mentions; unnamed on purpose? then in parentheses")
        people.append({"name": who, "type": kind, "mentions": spans, **({"unnamed": True} if unnamed else {})})
    return sorted(people, key=lambda p: p["mentions"])


def kind_of(text, content):
    """direct: every piece wholly inside quotation marks; mixed: partly; indirect: not at all."""
    pieces = [text[s:e].strip() for s, e in content]
    if all(OPENS.match(p) and CLOSES.search(p) and len(re.findall(r"[“„«]", p)) <= 1 and p.count('"') <= 2 for p in pieces):
        return "direct"
    return "mixed" if any(INNER.search(p) for p in pieces) else "indirect"


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--out")
    ap.add_argument("--whole", action="store_true")
    ap.add_argument("files", nargs="+")
    args = ap.parse_args()
    articles, bad = {}, 0
    for path in sorted(args.files):
        name = os.path.splitext(os.path.basename(path))[0] + ".txt"
        try:
            with open(path, encoding="utf-8", newline="") as f:
                articles[name] = article = parse(f.read(), os.path.basename(path))
            if args.whole and not article.people:
                raise ValueError(f"{os.path.basename(path)}: no mentions are marked")
        except ValueError as e:
            print(e, file=sys.stderr)
            bad += 1
    if args.out:
        os.makedirs(args.out, exist_ok=True)
        for name, article in articles.items():
            with open(os.path.join(args.out, name), "w", encoding="utf-8", newline="") as f:
                f.write(article.text)
        for field, file in (("attributions", "gold"), ("unsaid", "unsaid"), ("people", "people")):
            with open(os.path.join(args.out, file + ".jsonl"), "w", encoding="utf-8") as f:
                for name, article in articles.items():
                    f.write(json.dumps({"doc": name, field: getattr(article, field)}, ensure_ascii=False) + "\n")
    counts = {f: sum(len(getattr(a, f)) for a in articles.values()) for f in ("attributions", "unsaid")}
    mentions = sum(len(p["mentions"]) for a in articles.values() for p in a.people)
    print(f"{len(articles)} articles, {counts['attributions']} attributions, {counts['unsaid']} unsaid, {mentions} mentions, {bad} with a fault", file=sys.stderr)
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
