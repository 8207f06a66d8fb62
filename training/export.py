#!/usr/bin/env python3
"""Quantises a trained network and writes the model file that the program compiles in (src/tagging/weights.rs reads it)."""
import argparse
import json
import pickle
import struct

import numpy as np

import sets

MAGIC = b"whosaid-tagger 2\n"
SEEN = 2          # words seen less often in training are taken for unknown ones
EVIDENCE = 22
OPEN_CURVES = {**{n: {"slope": 1.0, "shift": 0.0} for n in ("names", "nominals", "said")}, "antecedents": 1.0}
OPEN_FILTER = {"mean": [0.0] * EVIDENCE, "deviation": [1.0] * EVIDENCE, "inner": [], "inner_bias": [], "output": [],
               "output_bias": 0.0, "threshold": 0.0, "bias": 0.0}


def quantise(matrix):
    """8-bit values and one scale a row."""
    scale = np.abs(matrix).max(1, keepdims=True) / 127
    scale[scale == 0] = 1
    return np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8), scale[:, 0].astype(np.float32)


def quantised_weights(model):
    """The weights as the program has them: quantised, rare words' rows those of the unknown word."""
    weights = {k: v.astype(np.float32) for k, v in model["weights"].items()}
    vectors, reading = weights.pop("vectors", None), weights.pop("reading.weight", None)
    table = weights["table.weight"].copy()
    if not model.get("whole"):      # a model file's rows (unpacked.py) have been through this
        counts, never = model["counts"], np.flatnonzero(model["seen"] == 0)
        table[np.flatnonzero(counts < SEEN)] = table[0]
        if vectors is not None:
            table[:len(vectors)] += vectors @ reading.T
        table[never[never >= len(counts)]] = 0
    weights["table.weight"] = table
    out, packed = {}, {}
    for name, value in weights.items():
        if value.ndim == 2 and name not in ("steps",):
            packed[name] = quantise(value)
            out[name] = packed[name][0].astype(np.float32) * packed[name][1][:, None]
        else:
            out[name] = value
    return out, packed


def parts(config):
    """Kind and name of the parts of a model file, in their order, up to the scores that no layer has."""
    yield "matrix", "table"
    yield "norm", "norm"
    for i in range(config["convolutions"]):
        yield "linear", f"convolutions.{i}.linear"
        yield "norm", f"convolutions.{i}.norm"
    for i in range(config["layers"]):
        yield "linear", f"recurrences.{i}.inner"
        yield "linear", f"recurrences.{i}.outer"
        yield "norm", f"recurrences.{i}.norm"
    yield "norm", "last"
    for name in ("out", "link", "meaning"):
        yield "linear", name


def write(model, path, filter_, curves):
    config = model["config"]
    weights, packed = quantised_weights(model)
    header = {k: config[k] for k in ("rows", "width", "hidden", "convolutions", "layers", "rank", "meaning")}
    header.update(languages=sorted({s.language for s in sets.SETS.values()}), filter=filter_, curves=curves)
    head = json.dumps(header).encode()
    # Behind header and scales the rows of the table begin where a line of the processor's memory does.
    head += b" " * (-(len(MAGIC) + 4 + len(head) + 4 * header["rows"]) % 64)
    with open(path, "wb") as f:
        f.write(MAGIC + struct.pack("<I", len(head)) + head)

        def floats(a):
            f.write(np.ascontiguousarray(a, dtype="<f4").tobytes())

        def matrix(name):
            values, scales = packed[name + ".weight"]
            floats(scales)
            f.write(values.tobytes())

        def linear(name):
            matrix(name)
            floats(weights[name + ".bias"])

        def norm(name):
            floats(weights[name + ".weight"])
            floats(weights[name + ".bias"])
        write_part = {"matrix": matrix, "linear": linear, "norm": norm}
        for kind, name in parts(config):
            write_part[kind](name)
        import network
        steps, starts = network.allowed()
        floats(weights["steps"] + steps)
        floats(weights["starts"] + starts)
        floats(weights["ends"])
        floats(weights["cue_distance"])
        floats(weights["source_distance"])
        floats(np.concatenate([weights["no_cue"], weights["no_source"]]))
        floats(weights["mention_distance"])
        floats(weights["no_antecedent"])


def eight_bits(x):
    """Inputs as the program has them: 8 bits, with one scale a row."""
    scale = x.abs().amax(-1, keepdim=True).clamp(min=1e-6) / 127
    return (x / scale).round() * scale


def fixture(model, dump, path):
    """Feature rows of the windows of a dump and the quantised network's scores for them, for the program's test."""
    import torch

    import data
    import network
    import fit
    net = network.Network({**model["config"], "drop": 0.0, "vectors": 0})
    net.load_state_dict({k: torch.from_numpy(v) for k, v in quantised_weights(model)[0].items()})
    for layer in net.modules():
        if isinstance(layer, torch.nn.Linear):
            layer.register_forward_pre_hook(lambda _, x: (eight_bits(x[0]),))
    windows = [w for ws in data.load_windows(dump, "x").values() for w in ws]
    rows = []
    rounded = lambda a: [[round(float(x), 5) for x in r] for r in a]
    for window, said in zip(windows, fit.predict(net, windows)):
        rows.append({"rows": [[int(r) for r in word if r >= 0] for word in window.features], "scores": rounded(said.labels), "names": rounded(said.names),
                     "nominals": rounded(said.nominals), "said": rounded([said.said])[0], "to_cue": round(float(said.to_cue[0, -1]), 5),
                     "to_source": round(float(said.to_source[-1, 0]), 5), "antecedent": round(float(said.meaning[-1, 0]), 5)})
    with open(path, "w", encoding="utf-8") as f:
        json.dump(rows, f)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", required=True, help="what fit.py saved")
    p.add_argument("--out", required=True, help="models/tagger.bin")
    p.add_argument("--filter", help="what calibrate.py saved; without it every candidate is kept")
    p.add_argument("--curves", help="what curves.py saved; without it the network's own probabilities")
    p.add_argument("--fixture", nargs=2, metavar=("DUMP", "JSON"))
    args = p.parse_args()
    with open(args.model, "rb") as f:
        model = pickle.load(f)
    def read(path, otherwise):
        if not path:
            return otherwise
        with open(path, encoding="utf-8") as f:
            return json.load(f)
    write(model, args.out, read(args.filter, OPEN_FILTER), read(args.curves, OPEN_CURVES))
    if args.fixture:
        fixture(model, *args.fixture)


if __name__ == "__main__":
    main()
