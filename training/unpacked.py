#!/usr/bin/env python3
"""Turns `models/tagger.bin` back into a network, for `fit.py --start`: what was trained goes on with new articles or a new vocabulary, in minutes instead of an hour.

    unpacked.py --model models/tagger.bin --layout WORK/layout.json --out NETWORK

The weights are the 8-bit ones of the model file. Word vectors have been added to the table's rows there (export.py), so that no `--vectors` are needed, and
rows of rare words hold what stands for them: export.py leaves them as they are.
"""
import argparse
import json
import pickle
import struct

import numpy as np

import export
import network


def read(path, layout):
    with open(path, "rb") as f:
        data = f.read()
    if not data.startswith(export.MAGIC):
        raise SystemExit(f"{path}: no model of this kind ({export.MAGIC.decode().strip()})")
    at = len(export.MAGIC)
    size = struct.unpack_from("<I", data, at)[0]
    at += 4
    head = json.loads(data[at:at + size])
    at += size
    config = {k: head[k] for k in ("rows", "width", "hidden", "convolutions", "layers", "rank", "meaning")} | {"drop": 0.35, "words": layout["words"]}
    if config["rows"] != layout["rows"]:
        raise SystemExit(f"{path}: {config['rows']} rows, the program has {layout['rows']}")
    weights = {k: v.numpy().copy() for k, v in network.Network(config).state_dict().items()}

    def floats(shape):
        nonlocal at
        n = int(np.prod(shape))
        out = np.frombuffer(data, "<f4", n, at).reshape(shape)
        at += 4 * n
        return out.astype(np.float32)

    def matrix(name):
        nonlocal at
        rows, columns = weights[name + ".weight"].shape
        scales = floats((rows, 1))
        values = np.frombuffer(data, np.int8, rows * columns, at).reshape(rows, columns)
        at += rows * columns
        weights[name + ".weight"] = values.astype(np.float32) * scales

    def one(name):
        weights[name] = floats(weights[name].shape)

    def linear(name):
        matrix(name)
        one(name + ".bias")

    def norm(name):
        one(name + ".weight")
        one(name + ".bias")
    read_part = {"matrix": matrix, "linear": linear, "norm": norm}
    for kind, name in export.parts(config):
        read_part[kind](name)
    steps, starts = network.allowed()
    weights["steps"] = np.where(steps < 0, 0, floats(steps.shape))
    weights["starts"] = np.where(starts < 0, 0, floats(starts.shape))
    for name in ("ends", "cue_distance", "source_distance", "no_cue", "no_source", "mention_distance", "no_antecedent"):
        one(name)
    if at != len(data):
        raise SystemExit(f"{path}: {len(data) - at} bytes left over")
    return head, config, weights


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--model", required=True)
    p.add_argument("--layout", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--filter", help="where the model's filter goes, for export.py")
    p.add_argument("--curves", help="where its curves go")
    args = p.parse_args()
    with open(args.layout, encoding="utf-8") as f:
        head, config, weights = read(args.model, json.load(f))
    with open(args.out, "wb") as f:
        pickle.dump({"config": config, "weights": weights, "whole": True}, f)
    for path, part in ((args.filter, "filter"), (args.curves, "curves")):
        if path:
            with open(path, "w", encoding="utf-8") as f:
                json.dump(head[part], f)


if __name__ == "__main__":
    main()
