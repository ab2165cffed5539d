"""tools/intake_bench.py - what reading costs and what bad files do, for
bench/intake and tools/run-bench."""

import collections
import glob
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import parse_bench

try:
    import fitz
except ImportError:
    fitz = None

RUNS = 5
SLOW_S, PATIENCE_S = 2.0, 20
MAMMOTH = "const m=require(process.env.MAMMOTH);const fs=require('fs');" \
    "(async()=>{for(const f of process.argv.slice(1)){let b=1e9;for(let i=0;" \
    "i<5;i++){const c=process.cpuUsage();await m.extractRawText({path:f});" \
    "const d=process.cpuUsage(c);b=Math.min(b,(d.user+d.system)/1e3)}" \
    "console.log(b)}})()"

Run = collections.namedtuple("Run", "path outcome seconds mb said")


def quantile(list_, part):
    return sorted(list_)[min(int(len(list_) * part), len(list_) - 1)]


def ending(doc):
    return doc.path.rsplit(".", 1)[1]


# ---- speed ------------------------------------------------------------------


def process_ms(*argv):
    """Of CPU, of a whole process; None where it is not installed or fails."""
    if not shutil.which(argv[0]):
        return None
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    got = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True,
                         timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if got.returncode:
        return None
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime -
                   before.ru_stime)


def pymupdf_ms(path):
    took = []
    for _ in range(RUNS):
        began = time.process_time()
        with fitz.open(path) as pdf:
            for page in pdf:
                page.get_text("dict")
        took.append(time.process_time() - began)
    return 1000 * min(took)


def mammoth(paths):
    if not os.environ.get("MAMMOTH") or not paths:
        return []
    got = subprocess.run(["node", "-e", MAMMOTH, *paths], text=True,
                         capture_output=True, timeout=300)
    return [float(s) for s in got.stdout.split()]


def ours(docs, program):
    """{format.step: milliseconds}; scans are for OCR, which is measured where
    it is made."""
    of = collections.defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="vitae-speed-") as out:
        vitae = parse_bench.Vitae(out, runs=RUNS, program=program)
        for doc in docs:
            if not doc.id.startswith("o-") and vitae.parse(doc) is not None:
                read, parse = vitae.ms[doc.id]
                of[f"{ending(doc)}.vitae.lines"].append(read)
                of[f"{ending(doc)}.vitae.resume"].append(read + parse)
        vitae.stop()
    return of


def speeds(docs, program):
    of = ours(docs, program)
    some = [d for d in docs if not d.id.startswith("o-")]
    for doc in [d for d in some if ending(d) == "pdf"][::3]:
        for name, argv in (
                ("pdftotext", ("pdftotext", doc.path, "-")),
                ("mutool", ("mutool", "draw", "-F", "txt", doc.path))):
            ms = process_ms(*argv)
            if ms is not None:
                of[f"pdf.{name}.cold"].append(ms)
        if fitz:
            of["pdf.pymupdf.warm"].append(pymupdf_ms(doc.path))
    for doc in some:
        if ending(doc) == "doc":
            ms = process_ms("antiword", doc.path)
            if ms is not None:
                of["doc.antiword.cold"].append(ms)
    took = mammoth([d.path for d in some if ending(d) == "docx"])
    if took:
        of["docx.mammoth.warm"] = took
    return {k: of[k] for k in sorted(of) if of[k]}


def speed_figures(found):
    out = {}
    for name, list_ in found.items():
        out[f"intake.{name}.median"] = (quantile(list_, 0.5), "ms")
        out[f"intake.{name}.p95"] = (quantile(list_, 0.95), "ms")
    return out


# ---- odd files --------------------------------------------------------------


def groups(folder, more):
    """{what: files}"""
    out = {}
    for name in sorted(os.listdir(folder)):
        out[name] = sorted(glob.glob(f"{folder}/{name}/*"))
    for other in more:
        files = [f for f in glob.glob(f"{other}/**/*", recursive=True)
                 if os.path.isfile(f)]
        out[os.path.basename(os.path.normpath(other))] = sorted(files)
    return out


def alone(path, program):
    """One file in a process of its own, which may die."""
    with tempfile.TemporaryDirectory(prefix="vitae-odd-") as out:
        began = time.monotonic()
        p = subprocess.Popen([program, "--out", out], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
        try:
            said, _ = p.communicate(f"x\t{path}\n".encode(), PATIENCE_S)
        except subprocess.TimeoutExpired:
            p.kill()
            said, _ = p.communicate()
    took = time.monotonic() - began
    parts = said.decode("utf-8", "replace").rstrip("\n").split("\t")
    if len(parts) < 6:
        return Run(path, "slow" if took > PATIENCE_S else "died", took, 0,
                   f"ends with {p.returncode}")
    mb = float(parts[6]) if len(parts) > 6 else 0
    outcome = "slow" if took > SLOW_S else "refused" if parts[5] else "read"
    return Run(path, outcome, took, mb, parts[5])


def show(name, ran):
    """Prints a line of a group; its figures."""
    of = collections.Counter(r.outcome for r in ran)
    most_s = max((r.seconds for r in ran), default=0)
    most_mb = max((r.mb for r in ran), default=0)
    print(f"{name:<22} {len(ran):>5} {of['read']:>5} {of['refused']:>7} "
          f"{of['died']:>5} {of['slow']:>5} {most_s:>7.2f} {most_mb:>8.0f}",
          flush=True)
    for r in ran:
        if r.outcome in ("died", "slow") or r.mb > 256:
            print(f"  {r.outcome}: {os.path.basename(r.path)}: "
                  f"{r.seconds:.2f} s, {r.mb:.0f} MB {r.said[:80]}",
                  file=sys.stderr)
    key = f"intake.odd.{name}"
    return {f"{key}.files": (len(ran), "files"),
            f"{key}.died": (of["died"], "files"),
            f"{key}.slow": (of["slow"], "files"),
            f"{key}.most": (most_s, "s"), f"{key}.memory": (most_mb, "MB")}
