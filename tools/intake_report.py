"""tools/intake_report.py - the part of bench/RESULTS.md that tells of intake:
what is found in resumes, what reading costs, what odd files do. Of bench/parse
and bench/intake, on the corpus of tools/corpus."""

import os
import subprocess
import sys
import tempfile

import intake_bench
import odd_files
import parse_bench

CORPUS = "build/corpus"
HEADS = ("parser", "kind", "documents", "F1", "below 0.3", "0.9 and more",
         "failed", "invented words")
TOLD = """
Resumes of people who do not exist, made by tools/corpus, whose truth is known.
F1 is the mean over fifteen groups of fields; a file that failed counts as one
of which nothing was found. Invented are words that the document does not hold.
Milliseconds are of CPU, a document: through the library and warm, beside whole
processes ("cold") and libraries ("warm") of others. Odd files are read in a
process each: a death, or more than two seconds, is a fault.
OpenResume's parser is in no package, and resume-parser's does not start as it
is published: they are not among the parsers.
"""


def _rows(name, of):
    for kind, r in of.items():
        yield (name, kind, str(len(r.docs)), f"{r.count.macro() or 0:.3f}",
               str(parse_bench.worst(r)),
               str(sum(v >= 0.9 for v in r.docs.values())),
               str(len(r.failed)), str(sum(map(len, r.invented.values()))))


def _odd():
    found = {}
    with tempfile.TemporaryDirectory(prefix="vitae-odd-") as folder:
        odd_files.make(CORPUS, folder)
        for name, files in intake_bench.groups(folder, ()).items():
            found.update(intake_bench.show(name, [
                intake_bench.alone(f, parse_bench.BENCH) for f in files]))
    return found


def kinds_missing():
    """Kinds of documents of which the corpus has none, and is to have some."""
    there = {name[0] for name in os.listdir(CORPUS)} \
        if os.path.exists(CORPUS) else set()
    return [kind for letter, kind in parse_bench.KINDS.items()
            if letter not in there]


def corpus():
    """Its folder; what it lacks is made, as where the network had failed."""
    subprocess.run(["tools/need", "corpus"], check=True)
    if kinds_missing():
        subprocess.run([sys.executable, "-B", "tools/corpus"], check=True)
    for kind in kinds_missing():
        print(f"intake: the corpus has no {kind}: its rows are not measured",
              file=sys.stderr)
    return CORPUS


def measure():
    """Every figure, and the rows of the table of parsers."""
    corpus()
    docs, found, rows = parse_bench.documents(CORPUS), {}, []
    with tempfile.TemporaryDirectory(prefix="vitae-parsed-") as out:
        for name, parser in (("vitae", parse_bench.Vitae(out, "eng")),
                             ("pdftotext, rules", parse_bench.Naive())):
            of = parse_bench.measure(parser, docs)
            found.update(parse_bench.figures(name.split(",")[0], of))
            rows += _rows(name, of)
    found.update(intake_bench.speed_figures(
        intake_bench.speeds(docs, parse_bench.BENCH)))
    found.update(_odd())
    return found, rows
