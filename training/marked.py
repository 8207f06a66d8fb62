#!/usr/bin/env python3
"""Articles with attributions marked inline (MARKUP.md): check them, or turn them into texts and gold annotations.

    marked.py FILE...                     checks, prints one line of counts
    marked.py --out DIR FILE...           writes DIR/NAME.txt and DIR/gold.jsonl (code point offsets)
"""
import argparse
import json
import os
import re
import sys

MARK = re.compile(r"\{([SQC])([0-9]+(?:,[0-9]+)*) |\}")
OPENS = re.compile(r"[\"“„«‘]|,,|'(?!(?:s|t|n|m|k)\b)")
INNER = re.compile(r"(?<!\w)(?:[\"“„«‘]|,,|'(?!(?:s|t|n|m|k)\b))\s?[\w(\[]|[\"“„«]")
CLOSES = re.compile(r"(?:[\"”“»’']|'')[.,;]?$")
PIECES = {"S": "source", "Q": "cue", "C": "content"}


def parse(raw, name):
    """Text and attributions of one marked article. Raises ValueError with line and cause."""
    body, sep, foot = raw.partition("\n%%\n")
    if not sep:
        raise ValueError(f"{name}: no line %% after the text")
    items, out, stack, at, length = {}, [], [], 0, 0
    for m in MARK.finditer(body):
        out.append(body[at:m.start()])
        length += m.start() - at
        at = m.end()
        line = body.count("\n", 0, m.start()) + 1
        if m.group(1):
            stack.append((m.group(1), [int(x) for x in m.group(2).split(",")], length))
        elif not stack:
            raise ValueError(f"{name}:{line}: a closing brace without an opening one")
        else:
            kind, numbers, start = stack.pop()
            if start == length:
                raise ValueError(f"{name}:{line}: an empty mark")
            for n in numbers:
                items.setdefault(n, {"source": [], "cue": [], "content": []})[PIECES[kind]].append([start, length])
    if stack:
        raise ValueError(f"{name}: a mark {stack[-1][:2]} is never closed")
    out.append(body[at:])
    text = "".join(out)
    for bad in "{}":
        if bad in text:
            raise ValueError(f"{name}: a stray {bad} near {text[max(0, text.index(bad) - 30):][:60]!r}")
    speakers, attitudes = {}, set()
    for line in foot.splitlines():
        if not line.strip():
            continue
        m = re.fullmatch(r"\s*([0-9]+)\s*=\s*(.+?)\s*(;\s*attitude)?\s*", line)
        if not m:
            raise ValueError(f"{name}: after %%: cannot read {line!r}")
        speakers[int(m.group(1))] = None if m.group(2) == "-" else m.group(2)
        if m.group(3):
            attitudes.add(int(m.group(1)))
    rows = []
    for n, item in sorted(items.items(), key=lambda kv: min(kv[1]["content"] or [[9**9]])):
        if not item["content"]:
            raise ValueError(f"{name}: attribution {n} has no content")
        if n not in speakers:
            raise ValueError(f"{name}: attribution {n} has no speaker line")
        for pieces in item.values():
            pieces.sort()
        row = {"kind": kind_of(text, item["content"]), **item, "speaker": speakers[n]}
        if n in attitudes:
            row["stance"] = "attitude"
        rows.append(row)
    if set(speakers) - set(items):
        raise ValueError(f"{name}: speaker lines without marks: {sorted(set(speakers) - set(items))}")
    return text, rows


def kind_of(text, content):
    """direct: every piece wholly inside quotation marks; mixed: partly; indirect: not at all."""
    pieces = [text[s:e].strip() for s, e in content]
    if all(OPENS.match(p) and CLOSES.search(p) and len(re.findall(r"[“„«]", p)) <= 1 and p.count('"') <= 2 for p in pieces):
        return "direct"
    return "mixed" if any(INNER.search(p) for p in pieces) else "indirect"


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--out")
    ap.add_argument("files", nargs="+")
    args = ap.parse_args()
    rows, bad, count = [], 0, 0
    for path in sorted(args.files):
        name = os.path.splitext(os.path.basename(path))[0] + ".txt"
        try:
            with open(path, encoding="utf-8", newline="") as f:
                text, items = parse(f.read(), os.path.basename(path))
        except ValueError as e:
            print(e, file=sys.stderr)
            bad += 1
            continue
        count += len(items)
        rows.append({"doc": name, "attributions": items})
        if args.out:
            os.makedirs(args.out, exist_ok=True)
            with open(os.path.join(args.out, name), "w", encoding="utf-8", newline="") as f:
                f.write(text)
    if args.out:
        with open(os.path.join(args.out, "gold.jsonl"), "w", encoding="utf-8") as f:
            for row in rows:
                f.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(rows)} articles, {count} attributions, {bad} with a fault", file=sys.stderr)
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
