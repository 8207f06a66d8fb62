#!/usr/bin/env python3
"""How often each noun of the articles trained on means somebody whose name the text has told before: "the singer" often, "the court" hardly ever.

    nouns.py --sets WORK --out models/nouns.json

Counted are mentions that begin with a definite article. Of each noun counted often enough, the log-odds beside those of all nouns together, drawn towards 0 by
PRIOR counts. Figures of a noun are "#": "the #-year-old".
"""
import argparse
import collections
import json
import math
import os
import re

import data
import sets
import who

DETERMINERS = {"en": "the a an this that his her its their our my another".split(), "nl": "het de een deze dit die dat zijn haar hun ons onze mijn".split()}
DEFINITE = {"en": {"the"}, "nl": {"de", "het"}}
# What follows the noun.
BEHIND = {"en": set("of in for at from who that which with on to".split()), "nl": set("van voor uit bij die dat met op namens over".split())}
LEAST = 2
PRIOR = 2


def noun(text, language):
    """The determiner and the noun of a mention, in small letters; None for a name or a pronoun."""
    words = re.findall(r"[\w'’-]+", text)
    if len(words) < 2 or words[0].lower() not in DETERMINERS[language]:
        return None
    rest = words[1:]
    end = next((i for i, w in enumerate(rest) if w.lower() in BEHIND[language]), len(rest))
    if not end or rest[end - 1][0].isupper():
        return None
    return words[0].lower(), re.sub(r"\d+", "#", rest[end - 1].lower())


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--sets", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--fold", type=int, default=0, help="which articles are held out, as in fit.py")
    args = a.parse_args()
    sets.fold = args.fold
    counts = {language: collections.defaultdict(lambda: [0, 0]) for language in DEFINITE}
    for name, set_ in sets.SETS.items():
        folder = os.path.join(args.sets, name)
        people = data.rows_of(os.path.join(folder, "people.jsonl"), "people")
        held = sets.held_out(name, sets.texts(folder)) if people else set()
        for doc, rows in people.items():
            if doc in held:
                continue
            with open(os.path.join(folder, doc), encoding="utf-8", newline="") as f:
                text = f.read().removeprefix("\ufeff")
            for person in rows:
                last = person["name"].split()[-1]
                named = who.is_named(person["name"], rows)
                told = min((s for s, e in person["mentions"] if named and text[s].isupper() and text[s:e].split()[-1].strip(".,") == last), default=len(text))
                for start, end in person["mentions"]:
                    found = noun(text[start:end], set_.language)
                    if found and found[0] in DEFINITE[set_.language]:
                        counts[set_.language][found[1]][0 if told < start else 1] += 1
    out = {}
    for language, nouns in counts.items():
        known, unknown = (sum(c[k] for c in nouns.values()) for k in (0, 1))
        share = known / (known + unknown)
        print(f"{language}: {known + unknown} mentions of {len(nouns)} nouns, {100 * share:.1f} % of somebody named before")
        odds = lambda p: math.log(p / (1 - p))
        out[language] = {n: round(odds((k + PRIOR * share) / (k + u + PRIOR)) - odds(share), 3) for n, (k, u) in sorted(nouns.items()) if k + u >= LEAST}
        print(f"  {len(out[language])} nouns kept")
    with open(args.out, "w", encoding="utf-8") as f:
        json.dump(out, f, ensure_ascii=False, indent=0)
        f.write("\n")


if __name__ == "__main__":
    main()
