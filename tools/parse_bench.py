"""tools/parse_bench.py - parsers of resumes side by side on a corpus, for
bench/parse and tools/run-bench. A file that a parser could not read counts as
one of which it found nothing."""

import collections
import glob
import json
import os
import select
import subprocess
import sys

import parse_naive
import parse_score
import parse_seen

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "corpus"))
import seen  # noqa: E402

KINDS = {"n": "native PDF", "r": "web theme", "d": "DOCX", "o": "scan",
         "x": "others"}
PATIENCE_S = 60
BENCH = "build/release/bench/parse_bench"

Document = collections.namedtuple("Document", "id path truth text")


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def documents(corpus, pattern="*"):
    found = []
    for path in sorted(glob.glob(f"{corpus}/{pattern}/truth.json")):
        folder = os.path.dirname(path)
        files = [f for f in glob.glob(f"{folder}/resume.*")]
        if len(files) != 1:
            sys.exit(f"{folder}: has {len(files)} resumes")
        seen = f"{folder}/visible.txt"
        text = read(seen) if os.path.exists(seen) else ""
        found.append(Document(os.path.basename(folder), files[0],
                              json.loads(read(path)), text))
    return found


def held(doc):
    """All words of it: what it shows, and what it links to, though nobody sees
    that. What is asked for is only what it shows."""
    return doc.text + "\n" + "\n".join(seen.links(doc.path))


# ---- parsers: what they make of documents -----------------------------------


class Vitae:
    """The library in a process that is asked file by file."""

    def __init__(self, out, ocr="", runs=1, program=BENCH):
        self.argv = [program, "--out", out, "--runs", str(runs)]
        self.argv += ["--ocr", ocr] if ocr else []
        self.out, self.process = out, None
        self.pages, self.ms, self.why = {}, {}, {}

    def start(self):
        self.process = subprocess.Popen(
            self.argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process.stdin.close()
            self.process.stdout.close()
            self.process = None

    def line(self, doc):
        """What it says of one; it may die of it."""
        if not self.process:
            self.start()
        try:
            self.process.stdin.write(f"{doc.id}\t{doc.path}\n".encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            return ""
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        return self.process.stdout.readline().decode() if ready else ""

    def parse(self, doc):
        for old in glob.glob(f"{self.out}/{glob.escape(doc.id)}.*"):
            os.remove(old)
        said = self.line(doc).rstrip("\n").split("\t")
        if len(said) < 6:
            died = self.process.poll() is not None
            self.why[doc.id] = "dies" if died else "takes too long"
            self.stop()
            return None
        if said[5]:
            self.why[doc.id] = said[5]
            return None
        self.pages[doc.id] = int(said[2])
        self.ms[doc.id] = (float(said[3]), float(said[4]))
        return json.loads(read(f"{self.out}/{doc.id}.json"))

    def seen(self, doc):
        """The words that it may use: of a scan, those that it read."""
        if doc.id.startswith("o-"):
            path = f"{self.out}/{doc.id}.txt"
            return read(path) if os.path.exists(path) else ""
        return held(doc)


class Naive:
    """The floor: the text and rules that fit on a page."""

    why = {}

    def parse(self, doc):
        return parse_naive.parse(doc.path)

    def seen(self, doc):
        return held(doc)

    def stop(self):
        pass


# ---- counting ---------------------------------------------------------------

Result = collections.namedtuple("Result", "count docs invented failed")


def measure(parser, docs):
    """{kind: Result}, "all" among them; failed are those with no answer."""
    of = collections.defaultdict(
        lambda: Result(parse_score.Count(), {}, {}, []))
    try:
        for doc in docs:
            got = parser.parse(doc)
            truth = parse_seen.truth_shown(doc.truth, doc.text)
            count = parse_score.score(truth, got or {})
            wrong = parse_seen.invented(got, parser.seen(doc)) if got else []
            for kind in (KINDS.get(doc.id[0], "others"), "all"):
                of[kind].count.join(count)
                if count.macro() is not None:
                    of[kind].docs[doc.id] = count.macro()
                if wrong:
                    of[kind].invented[doc.id] = wrong
                if got is None:
                    of[kind].failed.append(doc.id)
    finally:
        parser.stop()
    return of


def worst(result, below=0.3):
    return sum(v < below for v in result.docs.values())


def figures(name, of):
    """{figure: (value, unit)} for bench/RESULTS.md."""
    short = {v: k for k, v in {"native": "native PDF", "theme": "web theme",
                               "docx": "DOCX", "scan": "scan",
                               "others": "others", "all": "all"}.items()}
    out = {}
    for kind, r in of.items():
        key = f"parse.{name}.{short[kind]}"
        out[f"{key}.f1"] = (r.count.macro() or 0, "F1")
        out[f"{key}.below_0.3"] = (worst(r), "documents")
        out[f"{key}.failed"] = (len(r.failed), "documents")
        out[f"{key}.invented"] = (
            sum(map(len, r.invented.values())), "words")
        if kind in ("all", "native PDF"):
            for field in parse_score.FIELDS:
                f = r.count.figures(field)
                if f:
                    out[f"{key}.{field}.f1"] = (f[2], "F1")
    return out
