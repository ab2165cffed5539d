"""tools/press_bench.py - document engines side by side, for tools/run-bench:
the peers of bench/press_peers and `vitae render`, each making the same resume
of two pages. Files are read back before anything is measured.

What counts is the CPU time of an engine with all its processes. Warm: a
process that lives makes one document after the other, each with another word
in place of one; the median of batches. Cold: a whole process that makes one
document; the median of several.
"""

import collections
import contextlib
import ctypes
import html
import json
import os
import re
import resource
import select
import shutil
import signal
import statistics
import subprocess
import sys
import time
import unicodedata
import zipfile

import contenders

PEERS = "bench/press_peers"
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", PEERS))
import blocks  # noqa: E402
import crowd  # noqa: E402

HOME = "build/bench/press"
RESUME = f"{PEERS}/resume.json"
PYTHON = "/usr/bin/python3"  # the one that the packages are for
PAGES = 2
CROWD = 1000
WARM_S, BATCH_S, BATCHES, COLD_RUNS = 1.5, 0.25, 9, 9
PATIENCE_S = 120
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER


# ---- the engines ------------------------------------------------------------


class Engine:
    """One way of one engine. `cold` is what a whole process is started with,
    where that is another program than the one that lives."""

    def __init__(self, name, argv, given="blocks.json", ending="pdf",
                 how="warm", cold=None):
        self.name, self.how, self.ending = name, how, ending
        self.out = f"{HOME}/{name}-{how}.{ending}"
        self.argv = [*argv, f"{HOME}/{given}", self.out]
        self.cold = cold

    def key(self, figure=None):
        return f"press.{self.name}.{figure or self.how}"


def python(name, script, **how):
    return Engine(name, [PYTHON, "-B", f"{PEERS}/python/{script}.py"], **how)


def node(name, script, **how):
    return Engine(name, ["node", f"{PEERS}/node/{script}.mjs"], **how)


def everyone():
    office = f"-env:UserInstallation=file://{os.path.abspath(HOME)}/office"
    return [
        node("typst", "typst_pdf", how="edit"),
        node("typst", "typst_pdf", how="again"),
        node("typst", "typst_pdf", how="evicted"),
        Engine("pango", [f"{HOME}/pango"]),
        python("reportlab", "reportlab_pdf"),
        python("libreoffice", "libreoffice_pdf", given="resume.docx", cold=[
            "soffice", "--headless", "--norestore", office, "--convert-to",
            "pdf", "--outdir", f"{HOME}/cold", f"{HOME}/resume.docx"]),
        node("pdfkit", "pdfkit_pdf"),
        node("chromium", "chromium_pdf", given="page.html", cold=[
            "chromium", "--headless", "--no-sandbox", "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={HOME}/cold/chromium.pdf", f"{HOME}/page.html"]),
        node("react-pdf", "react_pdf"),
        python("weasyprint", "weasyprint_pdf", given="page.html"),
        node("npm-docx", "docx_docx", ending="docx"),
        python("python-docx", "docx_docx", ending="docx"),
    ]


def run(argv, **how):
    return subprocess.run(argv, check=True, capture_output=True, text=True,
                          **how).stdout


def build_pango():
    source, program = f"{PEERS}/pango/pango.cc", f"{HOME}/pango"
    if (not os.path.exists(program)
            or os.path.getmtime(program) < os.path.getmtime(source)):
        flags = run(["pkg-config", "--cflags", "--libs", "pangocairo",
                     "json-glib-1.0"]).split()
        run(["g++", "-O2", source, "-o", program, *flags])


def prepare():
    """The document as each is given it; the words that it holds."""
    os.makedirs(f"{HOME}/cold", exist_ok=True)
    with open(RESUME, encoding="utf-8") as f:
        made = blocks.blocks_of(json.load(f))
    with open(f"{PEERS}/page.css", encoding="utf-8") as f:
        page = blocks.html_of(made, f.read())
    for name, text in (("blocks.json", blocks.text_of(made)),
                       ("page.html", page)):
        with open(f"{HOME}/{name}", "w", encoding="utf-8") as f:
            f.write(text)
    if not os.path.isdir(f"{PEERS}/node/node_modules/docx"):
        # not `npm ci`: not every platform's build of the Typst compiler is
        # published, and newer versions of npm then refuse the lock file
        run(["npm", "install", "--no-save", "--ignore-scripts",
             "--loglevel=error"], cwd=f"{PEERS}/node")
    build_pango()
    # LibreOffice is given what python-docx makes
    run([PYTHON, "-B", f"{PEERS}/python/docx_docx.py", f"{HOME}/blocks.json",
         f"{HOME}/resume.docx"], input="1\n")
    return blocks.words_of(made)


# ---- is it the document? ----------------------------------------------------


def letters(text):
    """How often each letter and digit stands there: lines may be broken and
    bullets be drawn as every engine likes."""
    return collections.Counter(
        c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def read_back(path):
    """(text, pages) of a file; pages is None where it has none."""
    if path.endswith(".docx"):
        with zipfile.ZipFile(path) as z:
            xml = z.read("word/document.xml").decode()
        return html.unescape(re.sub("<[^>]*>", "", xml)), None
    about = run(["pdfinfo", path])
    return (run(["pdftotext", path, "-"]),
            int(re.search(r"^Pages:\s+(\d+)", about, re.M).group(1)))


def check(path, words):
    text, pages = read_back(path)
    expected, got = letters(" ".join(words)), letters(text)
    if got != expected:
        raise RuntimeError(f"{path}: lost {dict(expected - got)}, "
                           f"brought {dict(got - expected)}")
    if pages not in (None, PAGES):
        raise RuntimeError(f"{path}: {pages} pages")


def is_tagged(path):
    return (path.endswith(".pdf")
            and bool(re.search(r"^Tagged:\s+yes", run(["pdfinfo", path]),
                               re.M)))


# ---- warm -------------------------------------------------------------------


def cpu_s(root):
    """What a process and all its living descendants worked so far; a clock
    of the kernel's for each, which counts in nanoseconds."""
    total = 0.0
    for pid in contenders.tree_of(root):
        with contextlib.suppress(OSError):
            total += time.clock_gettime(~pid << 3 | 2)
    return total


class Living:
    """An engine's process, which is asked for documents."""

    def __init__(self, engine):
        self.process = subprocess.Popen(
            ["taskset", "-c", str(contenders.SERVER_CPU), *engine.argv],
            env={**os.environ, "HOW": engine.how}, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True)

    def ask(self, count):
        """CPU seconds of so many documents."""
        before = cpu_s(self.process.pid)
        self.process.stdin.write(b"%d\n" % count)
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        if not ready or self.process.stdout.readline() != b"done\n":
            raise RuntimeError(f"{self.process.args}: no answer")
        return cpu_s(self.process.pid) - before

    def stop(self):
        pids = contenders.tree_of(self.process.pid)
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()
        self.process.stdout.close()


def warm_ms(engine, words):
    """CPU milliseconds of a document, where nothing is done the first time."""
    living = Living(engine)
    try:
        living.ask(1)
        check(engine.out, words)
        spent, made = 0.0, 0
        while spent < WARM_S:
            made += (count := max(1, made))
            spent += (last := living.ask(count))
        count = max(1, round(BATCH_S / (last / count)))
        return 1e3 * statistics.median(
            living.ask(count) / count for _ in range(BATCHES))
    finally:
        living.stop()


# ---- cold -------------------------------------------------------------------


def run_reaped(argv, text):
    """In a child: runs a program, awaits whatever it leaves behind, and tells
    the CPU seconds of all of them."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    signal.alarm(PATIENCE_S)
    got = subprocess.run(argv, input=text, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return f"{got.returncode} {used.ru_utime + used.ru_stime}"


def spent_s(argv, text=b""):
    """CPU seconds of a program with all that it started."""
    take, give = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.write(give, run_reaped(argv, text).encode())
        finally:
            os._exit(0)
    os.close(give)
    with os.fdopen(take) as f:
        said = f.read().split()
    os.waitpid(pid, 0)
    if not said or said[0] != "0":
        raise RuntimeError(f"{argv[:4]} ends with {said[:1]}")
    return float(said[1])


def cold_ms(engine):
    argv, text = (engine.cold, b"") if engine.cold else (engine.argv, b"1\n")
    spent_s(argv, text)  # reads the disk, makes profiles
    return 1e3 * statistics.median(
        spent_s(argv, text) for _ in range(COLD_RUNS))


# ---- many different ones ----------------------------------------------------


def many():
    """Documents a second of one core: `vitae render` with many files, each
    another resume."""
    folder, out = f"{HOME}/crowd", f"{HOME}/crowd-out"
    for each in (folder, out):
        shutil.rmtree(each, ignore_errors=True)
        os.makedirs(each)
    with open(RESUME, encoding="utf-8") as f:
        resume = json.load(f)
    files = []
    for i, one in enumerate(crowd.crowd(resume, CROWD)):
        files.append(f"{folder}/{i:04}.json")
        with open(files[-1], "w", encoding="utf-8") as f:
            json.dump(one, f, ensure_ascii=False)
    spent = spent_s(["build/release/vitae", "render", "--quiet", "--jobs", "1",
                     "--out-dir", out, *files])
    made = len([f for f in os.listdir(out) if f.endswith(".pdf")])
    if made != CROWD:
        raise RuntimeError(f"{made} of {CROWD} resumes were rendered")
    return CROWD / spent


# ---- all of it --------------------------------------------------------------


def measure():
    """(figures as {name: (value, unit)}, rows of a table)."""
    words, found, tagged = prepare(), {}, {}

    def tell(name, value, unit):
        found[name] = (value, unit)
        print(f"{name:<44} {value:>12.4g} {unit}", flush=True)

    tell("press.many", many(), "/s")
    for e in everyone():
        tell(e.key(), warm_ms(e, words), "ms")
        tagged[e.key()] = is_tagged(e.out)
        if e.how in ("warm", "edit"):
            tell(e.key("size"), os.path.getsize(e.out) / 1e3, "kB")
            tell(e.key("cold"), cold_ms(e), "ms")
    return found, tagged


OURS = {"pdf": "press.pdf.edit", "docx": "press.docx"}


def short(value):
    """Three digits or more, never an exponent."""
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def rows(found, tagged):
    """A row an engine, beside ours. Cold, only PDF is measured of ours."""
    def figure(name):
        return found.get(name, (None,))[0]

    for ending, ours in OURS.items():
        warm, size = figure(ours), figure(f"press.{ending}.size")
        cold = figure("press.cold") if ending == "pdf" else None
        yield (ending, "vitae", "yes" if cold else "-", short(warm), "1",
               short(cold), "1" if cold else "-", short(size))
        for e in everyone():
            if e.ending != ending:
                continue
            name = e.name if e.how == "warm" else f"{e.name}, {e.how}"
            is_first = e.how in ("warm", "edit")
            its_cold = figure(e.key("cold")) if is_first else None
            yield (ending, name,
                   ("yes" if tagged[e.key()] else "no") if cold else "-",
                   short(figure(e.key())), short(figure(e.key()) / warm),
                   short(its_cold),
                   short(its_cold / cold if its_cold and cold else None),
                   short(figure(e.key("size")) if is_first else None))
