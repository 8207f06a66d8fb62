#!/usr/bin/env python3
"""The accuracy gate: extracts from the benchmark texts, scores, and fails where a score lies below its floor.

    gate.py --whosaid target/debug/whosaid --shared ../shared --floors floors.json

The texts and the scorers are no part of the project: SHARED holds `bench/` (sets, adapt.py, score.py, report.py), `cases/` (check.py, dev.jsonl) and `seeds/`.
Floors are a table of sets and scores; a floor is lowered on purpose, with the reason in the commit message.
Exit status: 0 all floors hold, 1 one does not, 2 something is missing.
"""
import argparse
import importlib.util
import json
import os
import subprocess
import sys

# Set: the folder of its texts, whether attitudes count, whether it lists what may be found or not.
SETS = {
    "polnear/dev": ("bench/polnear/dev", True, False),
    "nl/dev": ("bench/nl/dev", False, True),
    "mt/dev": ("bench/mt/dev", False, True),
    "fresh/en": ("bench/fresh/en/dev", False, True),
    "fresh/nl": ("bench/fresh/nl/dev", False, True),
    "fresh2/en": ("bench/fresh2/en/dev", False, True),
    "fresh2/nl": ("bench/fresh2/nl/dev", False, True),
}
# Score: where the scorer's report has it. `sure_whole` is the share of the claims said to be 0.9 and more whose content and speaker are right.
SCORES = {
    "sure_whole": ("sure_whole",),
    "attribution_f1": ("measures", "source_soft", "f1"),
    "content_exact_f1": ("measures", "content_exact", "f1"),
    "direct_quote": ("direct_view", "direct+mixed", "quote"),
    "direct_quote_speaker": ("direct_view", "direct+mixed", "quote+speaker"),
    "speaker_name": ("speaker_name", "accuracy"),
}


class Missing(Exception):
    """Something the gate needs is not there, or does not work."""


def command(arguments, stdin=None):
    """Standard output of a command that has to succeed."""
    done = subprocess.run(arguments, input=stdin, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise Missing(f"exit status {done.returncode} of: {' '.join(arguments)}")
    return done.stdout


def predictions(args, texts, attitudes):
    """The program's claims of a folder, in the scorer's format."""
    extract = [args.whosaid, "extract", "--quiet", "--format", "jsonl", *(["--attitudes"] if attitudes else []), texts]
    adapt = [sys.executable, os.path.join(args.shared, "bench", "adapt.py"), "--texts", texts]
    return command(adapt, command(extract))


def module(path):
    """A Python file of SHARED, loaded."""
    name = os.path.splitext(os.path.basename(path))[0]
    sys.path.insert(0, os.path.dirname(path))
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def sure_whole(args, texts, attitudes, optional):
    """Of the claims said to be 0.9 and more, the share whose content and speaker are right."""
    report = module(os.path.join(args.shared, "bench", "report.py"))
    gold = report.score.load(f"{texts}.gold.jsonl")
    words = {}
    for doc in gold:
        with open(os.path.join(texts, doc), encoding="utf-8", newline="") as file:
            words[doc] = report.score.words(file.read())
    found = {doc: claims for doc, claims in report.extract(args.whosaid, texts, attitudes).items() if doc in gold}
    sure, _, whole = report.sure(gold, report.score.load(f"{texts}.optional.jsonl") if optional else None, found, words)
    return whole / sure if sure else None


def score_cases(args):
    """The share of the cases that pass."""
    folder = os.path.join(args.shared, "cases")
    done = subprocess.run([sys.executable, os.path.join(folder, "check.py"), "--whosaid", args.whosaid, os.path.join(folder, "dev.jsonl")],
                          stdout=subprocess.PIPE, text=True, check=False)
    last = next((line for line in done.stdout.splitlines() if line.startswith("all ")), None)
    if last is None:
        raise Missing(f"{folder}/check.py printed no line that begins with “all”")
    _, cases, passed = (part.strip() for part in last.split("|"))
    return int(passed.split()[0]) / int(cases)


def score(args, name, wanted):
    """The scorer's report for a set."""
    folder, attitudes, optional = SETS[name]
    texts = os.path.join(args.shared, folder)
    arguments = [sys.executable, os.path.join(args.shared, "bench", "score.py"), "--json",
                 "--gold", f"{texts}.gold.jsonl", "--texts", texts, "--pred", "/dev/stdin"]
    if optional:
        arguments += ["--optional", f"{texts}.optional.jsonl"]
    report = json.loads(command(arguments, predictions(args, texts, attitudes)))
    if "sure_whole" in wanted:
        report["sure_whole"] = sure_whole(args, texts, attitudes, optional)
    return report


def score_seeds(args):
    """How many of the attributions that must be found are found, content and source, and what is missed."""
    scorer = module(os.path.join(args.shared, "bench", "score.py"))
    texts = os.path.join(args.shared, "seeds")
    found = {}
    for line in predictions(args, texts, False).decode().splitlines():
        row = json.loads(line)
        found[row["doc"]] = row["attributions"]
    right, missed = 0, []
    for doc, gold in scorer.load(os.path.join(args.shared, "bench", "seeds.gold.jsonl")).items():
        with open(os.path.join(texts, doc), encoding="utf-8", newline="") as file:
            text = file.read()
        index = scorer.words(text)
        items = [scorer.Item(row, index) for row in found.get(doc, [])]
        for row in gold:
            if not row.get("must"):
                continue
            wanted = scorer.Item(row, index)
            if any(scorer.soft(wanted, item) and scorer.agree(wanted.source, item.source) for item in items):
                right += 1
            else:
                content = " … ".join(text[start:end] for start, end in row["content"])
                missed.append(f"{doc}: {content[:100]}")
    return right, missed


def lookup(report, path):
    """A number in a report; None where the scorer has none."""
    for key in path:
        report = report[key]
    return report


def measure(args, floors):
    """Rows (set, score, value, floor), and lines about what is missed."""
    rows, notes = [], []
    for name, wanted in floors.items():
        if name == "seeds":
            right, missed = score_seeds(args)
            rows.append((name, "must", right, wanted["must"]))
            notes += missed if right < wanted["must"] else []
            continue
        if name == "cases":
            rows.append((name, "passed", score_cases(args), wanted["passed"]))
            continue
        if name not in SETS:
            raise Missing(f"{args.floors}: no set is called “{name}”: there are {', '.join([*SETS, 'seeds', 'cases'])}")
        report = score(args, name, wanted)
        for what, floor in wanted.items():
            if what not in SCORES:
                raise Missing(f"{args.floors}: {name}: no score is called “{what}”: there are {', '.join(SCORES)}")
            rows.append((name, what, lookup(report, SCORES[what]), floor))
    return rows, notes


def show(number):
    """A count as it is, a share with four digits."""
    if number is None:
        return "-"
    return str(number) if isinstance(number, int) else f"{number:.4f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--whosaid", required=True, help="the program")
    parser.add_argument("--shared", required=True, help="the folder that holds bench/ and seeds/")
    parser.add_argument("--floors", required=True, help="the floors, JSON")
    args = parser.parse_args()
    try:
        with open(args.floors, encoding="utf-8") as file:
            floors = json.load(file)
        rows, notes = measure(args, floors)
    except (Missing, OSError, json.JSONDecodeError, KeyError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"{'set':13} {'score':22} {'now':>8} {'floor':>8}")
    below = 0
    for name, what, value, floor in rows:
        # Floors have four digits at most: a score is compared as it is printed.
        low = value is None or round(value, 4) < floor
        below += low
        print(f"{name:13} {what:22} {show(value):>8} {show(floor):>8}{'  BELOW ITS FLOOR' if low else ''}")
    for note in notes:
        print(f"missed: {note}")
    if below:
        print(f"error: {below} of {len(rows)} scores below their floors ({args.floors})\n"
              "hint: find what the change costs; a floor is lowered on purpose, with the reason in the commit message",
              file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
