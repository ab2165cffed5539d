"""tools/odd_jail.py - odd files read as servers read them: through the jail,
one after the other, by one process that lives on (bench/intake_odd_bench.c).
For bench/intake and tools/run-bench."""

import collections
import re
import subprocess
import tempfile

import intake_bench
import odd_files

BENCH = "build/release/bench/intake_odd_bench"
SLOW_S, MEMORY_MB, SETTLED, EACH_OCR = 2.0, 256, 100, 10
TIMEOUT_S = 3600

# By what the sentence says; the first that fits.
OUTCOMES = (
    ("time", r"of computing|takes more than \d+\.\d s"),
    ("memory", r"MB of memory|is more than \d+ bytes$"),
    ("died", r"crashed|read safely|got lost|no reader|killed by the system"))

Run = collections.namedtuple(
    "Run", "path outcome wall_s cpu_s mb own_mb said")
HEADS = ("files", "all", "read", "refused", "stopped by time", "by memory",
         "died", "most s", "most MB")
TOLD = """
Files of public test suites that were handed over by --from, and what
tools/odd_files.py and tools/odd_bombs.py make of the corpus and by hand, one
after the other through one process, as servers read them: work_intake() and a
closed jail, without OCR but for each tenth file. Seconds are of CPU and
megabytes resident, of the child that took most of each; grown is what the
process that asks has more of its own (pages of its program not counted) after
the last file than after the hundredth.
"""


def outcome(error, said):
    if error == "-":
        return "read"
    for name, fits in OUTCOMES:
        if re.search(fits, said):
            return name
    return "refused" if error in ("untrusted", "too_big") else "died"


def run(files, languages=None):
    argv = [BENCH, "--files"] + (["--ocr", languages] if languages else [])
    got = subprocess.run(argv, input="".join(f"{f}\n" for f in files).encode(),
                         stdout=subprocess.PIPE, timeout=TIMEOUT_S)
    ran = []
    for line in got.stdout.decode("utf-8", "replace").splitlines():
        path, error, wall, cpu, mb, own, said = line.split("\t", 6)
        ran.append(Run(path, outcome(error, said), float(wall) / 1e3,
                       float(cpu) / 1e3, float(mb), float(own) / 1024, said))
    if got.returncode or len(ran) != len(files):
        raise RuntimeError(f"{BENCH} ended with {got.returncode} after "
                           f"{len(ran)} of {len(files)} files")
    return ran


def grown_mb(ran):
    return max(0, ran[-1].own_mb - ran[min(SETTLED, len(ran)) - 1].own_mb)


def row(name, ran):
    of = collections.Counter(r.outcome for r in ran)
    return (name, str(len(ran)), str(of["read"]), str(of["refused"]),
            str(of["time"]), str(of["memory"]), str(of["died"]),
            f"{max(r.cpu_s for r in ran):.2f}",
            f"{max(r.mb for r in ran):.0f}")


def sentences(ran):
    """[(how many, sentence)], its numbers and names left out."""
    said = collections.Counter(
        re.sub(r"'[^']*'", "'...'", re.sub(r"\d+(\.\d+)?", "N", r.said))
        for r in ran if r.said)
    return [(n, s) for s, n in said.most_common()]


def measure(groups):
    """Figures, rows of the table, and every run, of {name: files}."""
    files = [f for list_ in groups.values() for f in list_]
    ran = run(files)
    of = {r.path: r for r in ran}
    rows = [row(name, [of[f] for f in list_])
            for name, list_ in groups.items() if list_]
    seen = run(files[::EACH_OCR], "eng")
    rows += [row("all of them", ran), row("with OCR, each tenth", seen)]
    every = ran + seen
    return {
        "odd.files": (len(ran), "files"),
        "odd.died": (sum(r.outcome == "died" for r in every), "files"),
        "odd.stopped": (sum(r.outcome in ("time", "memory") for r in every),
                        "files"),
        "odd.slow": (sum(r.cpu_s > SLOW_S for r in ran), "files"),
        "odd.most": (max(r.cpu_s for r in ran), "s"),
        "odd.ocr.most": (max(r.cpu_s for r in seen), "s"),
        "odd.memory": (max(r.mb for r in every), "MB"),
        "odd.grown": (grown_mb(ran), "MB"),
        "odd.ocr.grown": (grown_mb(seen), "MB"),
    }, rows, every


def measure_all(corpus, folders):
    with tempfile.TemporaryDirectory(prefix="vitae-odd-") as made:
        odd_files.make(corpus, made)
        return measure(intake_bench.groups(made, folders))
