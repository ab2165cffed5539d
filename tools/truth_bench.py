"""What bench/truth measures and tools/run-bench prints of it."""

import copy
import glob
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "corpus"))
import people  # noqa: E402
import truth_edits  # noqa: E402
import truth_lies  # noqa: E402
import truth_orders  # noqa: E402

BENCH = "build/release/bench/truth_bench"
PEOPLE = 140
LANGUAGES = ("en", "en", "en", "en", "en", "de", "fr", "es")


class Program:
    """truth_bench, asked line by line."""

    def __init__(self, path):
        self.child = subprocess.Popen(
            [path, "--lines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, encoding="utf-8")

    def ask(self, letter, value):
        self.child.stdin.write(letter + " " + json.dumps(value) + "\n")
        self.child.stdin.flush()
        said = self.child.stdout.readline()
        if not said or said.startswith("error"):
            sys.exit(f"truth_bench: {said or 'ended'}")
        return said.rstrip("\n")

    def end(self):
        self.child.stdin.close()
        self.child.wait()


def sources(count):
    """(name, resume): whole people, and the same with hedges."""
    for seed in range(count):
        lang = LANGUAGES[seed % len(LANGUAGES)]
        resume = people.make(1000 + seed, lang)
        if seed % 3 == 0 and lang == "en":
            truth_lies.hedged(resume, truth_lies.dice_of("hedge", seed))
        yield f"{seed}-{lang}", resume


def changed(resume, name, change):
    """What a change makes of it, or None."""
    made = copy.deepcopy(resume)
    dice = truth_lies.dice_of(name, change.__name__)
    return made if change(made, dice) and made != resume else None


class Tally:
    """Cases and wrong ones, by name."""

    def __init__(self, kind):
        self.kind, self.cases, self.bad, self.wrong = kind, {}, {}, []

    def add(self, name, wrong, said):
        self.cases[name] = self.cases.get(name, 0) + 1
        self.bad[name] = self.bad.get(name, 0) + bool(wrong)
        if wrong:
            self.wrong.append((self.kind, name, said))

    def rows(self):
        return [(self.kind, n, c, self.bad[n]) for n, c in self.cases.items()]

    def sums(self):
        return sum(self.cases.values()), sum(self.bad.values())


def difference(was, now, at=""):
    """Texts that are new, for who reads why something went wrong."""
    if isinstance(now, dict):
        return [d for k, v in now.items() for d in difference(
            was.get(k) if isinstance(was, dict) else None, v, f"{at}/{k}")]
    if isinstance(now, list):
        old = was if isinstance(was, list) else []
        return [d for i, v in enumerate(now) if v not in old
                for d in difference(old[i] if i < len(old) else None, v,
                                    f"{at}/{i}")]
    return [] if was == now else [f"{at}: {was} -> {now}"]


def told(resume, made, said):
    return said + "\n    " + "\n    ".join(difference(resume, made)[:6])


def measure_truth(program, count):
    lies, edits = Tally("lie"), Tally("honest")
    for name, resume in sources(count):
        program.ask("S", resume)
        said = program.ask("P", resume)
        edits.add("nothing", said != "ok", said)
        for lie, change in truth_lies.LIES.items():
            made = changed(resume, name, change)
            if made:
                said = program.ask("P", made)
                lies.add(lie, said == "ok", told(resume, made, said))
        for edit, change in truth_edits.EDITS.items():
            made = changed(resume, name, change)
            if made:
                said = program.ask("P", made)
                edits.add(edit, said != "ok", told(resume, made, said))
    return lies, edits


def measure_orders(program, postings):
    orders, plain = Tally("order"), Tally("plain")
    for name, text in truth_orders.orders():
        orders.add(name, program.ask("I", text) == "ok", text[:300])
    for name, text in truth_orders.plain():
        said = program.ask("I", text)
        plain.add(name, said != "ok", said + ": " + text[:200])
    for path in sorted(glob.glob(f"{postings}/**/*.*", recursive=True)) \
            if postings else ():
        with open(path, encoding="utf-8", errors="replace") as f:
            said = program.ask("I", f.read())
        plain.add("postings", said != "ok", f"{said}: {path}")
    return orders, plain


def measure(path, count=PEOPLE, postings=None):
    """({figure: (value, unit)}, rows, what went wrong)."""
    program = Program(path)
    tallies = [*measure_truth(program, count),
               *measure_orders(program, postings)]
    program.end()
    (lies, passed), (edits, refused), (orders, unseen), (plain, accused) = (
        t.sums() for t in tallies)
    found = {"truth.lies": (lies, "cases"),
             "truth.lies.kinds": (len(tallies[0].cases), "kinds"),
             "truth.lies.passed": (passed, "cases"),
             "truth.honest": (edits, "cases"),
             "truth.honest.kinds": (len(tallies[1].cases), "kinds"),
             "truth.honest.refused": (
                 100 * refused / max(1, edits), "%"),
             "truth.orders": (orders, "cases"),
             "truth.orders.unseen": (unseen, "cases"),
             "truth.plain": (plain, "cases"),
             "truth.plain.accused": (accused, "cases")}
    rows = [r for t in tallies for r in t.rows()]
    return found, rows, [w for t in tallies for w in t.wrong]


def figures(path=BENCH):
    """{name: (value, unit)} for tools/run-bench."""
    found, _rows, _wrong = measure(path)
    for name, (value, unit) in found.items():
        print(f"{name:<44} {value:>12.4g} {unit}", flush=True)
    return found
