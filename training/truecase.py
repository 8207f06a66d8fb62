#!/usr/bin/env python3
"""Words that running text writes small: what a capital at the beginning of a sentence tells of them is nothing (truecasing; Lita et al., ACL 2003).

    truecase.py --data DIR --out models/truecase.bin

Counted in DIR/train/unlabelled/LANGUAGE.jsonl.xz. A word is kept that stands in at least LEAST articles with a small letter, and with a capital inside a sentence in
less than MOST of its places. The file: for each language two letters, a count (32 bits, little endian), and that many FNV-1a hashes of 32 bits, rising.
"""
import argparse
import collections
import json
import lzma
import os
import re
import struct

LANGUAGES = ("en", "nl")
LEAST = 3
MOST = 0.1
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def fnv(word):
    h = 0x811C9DC5
    for byte in word.encode():
        h = (h ^ byte) * 0x01000193 & 0xFFFFFFFF
    return h


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", required=True)
    a.add_argument("--out", required=True)
    args = a.parse_args()
    with open(args.out, "wb") as out:
        for language in LANGUAGES:
            small, articles, capital = collections.Counter(), collections.Counter(), collections.Counter()
            with lzma.open(os.path.join(args.data, "train", "unlabelled", f"{language}.jsonl.xz"), "rt", encoding="utf-8") as f:
                for text in (json.loads(line)["text"] for line in f):
                    seen = set()
                    for m in WORD.finditer(text):
                        word, at = m.group(), m.start()
                        if word[0].islower():
                            small[word.lower()] += 1
                            seen.add(word.lower())
                        elif at > 1 and text[at - 1] == " " and (text[at - 2].islower() or text[at - 2] == ","):
                            capital[word.lower()] += 1
                    articles.update(seen)
            hashes = sorted({fnv(w.replace("’", "'")) for w, n in articles.items() if n >= LEAST and capital[w] < MOST * (small[w] + capital[w])})
            print(f"{language}: {len(hashes)} words")
            out.write(language.encode() + struct.pack("<I", len(hashes)) + struct.pack(f"<{len(hashes)}I", *hashes))


if __name__ == "__main__":
    main()
