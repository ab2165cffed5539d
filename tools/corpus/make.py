"""tools/corpus/make.py - the kinds of documents: each makes many at once, so
that a browser or an office is started once. A document is a folder of the
corpus: resume.<ending>, truth.json, and later visible.txt."""

import concurrent.futures
import json
import os
import shutil
import subprocess
import sys

import latex
import layout
import people
import web
import words

NODE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "node")
PYTHON = "/usr/bin/python3"  # the one that the packages are for

# Half of what is made is English; so are most that are met.
LANGUAGES = ("en", "fr", "en", "de", "en", "es", "en", "pt", "it", "en", "nl",
             "de", "en", "fr")
THEMES = ("actual caffeine class classy compact cora crisp direct elegant "
          "eloquent even flat full kards kendall macchiato "
          "modern onepage onepage-plus orbit paper paper-plus-plus "
          "relaxed short simple slick spartan stackoverflow "
          "standard-resume techlead").split()
TEMPLATES = ("modern classic professional executive minimal academic "
             "engineer studio compact").split()


class Document:
    def __init__(self, home, name, ending, truth, page=None):
        self.name, self.truth, self.page = name, truth, page
        self.folder = f"{home}/{name}"
        self.file = f"{self.folder}/resume.{ending}"
        os.makedirs(self.folder, exist_ok=True)
        write(f"{self.folder}/truth.json", json.dumps(
            truth, ensure_ascii=False, indent=1))

    def seen(self, text):
        """What a reader can see, where no PDF shows it."""
        write(f"{self.folder}/visible.txt", text)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def run(*argv, **how):
    """Whether it went well; what it said otherwise."""
    how = {"timeout": 300, "stdin": subprocess.DEVNULL, "text": True,
           "capture_output": True, **how}
    try:
        got = subprocess.run(argv, **how)
    except (FileNotFoundError, subprocess.TimeoutExpired) as e:
        print(f"corpus: {e}", file=sys.stderr)
        return False
    if got.returncode:
        print(f"corpus: {argv[0]}: {(got.stderr or got.stdout)[-300:]}",
              file=sys.stderr)
    return got.returncode == 0


def page_of(kind, number, lang=None, **how):
    """A person of their own in a look of their own."""
    lang = lang or LANGUAGES[number % len(LANGUAGES)]
    resume = people.make(f"{kind} {number}", lang)
    return layout.compose(resume, layout.Look(f"{kind} {number}", lang, **how))


# ---- by a browser -----------------------------------------------------------


def node(program, work, jobs):
    """Runs it on a list; what failed has no file, and is said."""
    if not os.path.exists(f"{NODE}/node_modules"):
        # not `npm ci`: it asks that the lock names what other systems would
        # take, too, which no registry need have
        run("npm", "install", "--no-save", "--ignore-scripts",
            "--legacy-peer-deps", "--no-audit", "--no-fund", cwd=NODE)
    write(f"{work}/list.json", json.dumps(jobs))
    got = subprocess.run(
        ["node", f"{NODE}/{program}", f"{work}/list.json", work],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=900,
        env={**os.environ, "TZ": "UTC"})
    for line in (got.stdout + got.stderr).splitlines()[:40]:
        print(f"corpus: {line[:200]}", file=sys.stderr)


def pages(home, work, count):
    made, jobs = [], []
    for n in range(count):
        page = page_of("html", n)
        name = f"n-html-{page.look.lang}-{n:03d}"
        doc = Document(home, name, "pdf", page.truth, page)
        write(f"{work}/{name}.html", web.render(page))
        jobs.append({"html": f"{work}/{name}.html", "pdf": doc.file,
                     "bare": n % 2 == 0})
        made.append(doc)
    node("print.mjs", work, jobs)
    return made


def old_spec(resume):
    """What themes ask for that were written before version 1.0.0."""
    for job in resume["work"]:
        job["company"] = job["name"]
        job["website"] = job.get("url", "")
    for p in resume.get("publications", ()):
        p["website"] = ""
    for skill in resume["skills"]:
        skill["level"] = "Advanced"
    b = resume["basics"]
    b["website"] = b.get("url", "")
    b.setdefault("summary", "")
    b["location"].setdefault("countryCode", "")
    return resume


def themed(home, work, each):
    made, jobs = [], []
    for t, theme in enumerate(THEMES):
        for n in range(each):
            number = t * each + n
            lang = "en" if n % 3 < 2 else words.LANGUAGES[number % 7]
            resume = people.make(f"theme {number}", lang)
            name = f"r-{theme}-{n}"
            doc = Document(home, name, "pdf", resume)
            write(f"{work}/{name}.json", json.dumps(
                old_spec(json.loads(json.dumps(resume)))))
            jobs.append({"theme": theme, "resume": f"{work}/{name}.json",
                         "pdf": doc.file,
                         "media": "screen" if n % 2 else "print"})
            made.append(doc)
    node("print.mjs", work, jobs)
    return made


# ---- by our own templates ---------------------------------------------------


def own(home, work, vitae, each, formats=("pdf", "docx", "odt")):
    made = []
    kinds = {"pdf": "n", "docx": "d", "odt": "x"}
    for t, template in enumerate(TEMPLATES):
        for n in range(each):
            for f in formats[:1] if n else formats:
                number = (t * each + n) * 3 + formats.index(f)
                lang = LANGUAGES[number % len(LANGUAGES)]
                resume = people.make(f"own {number}", lang)
                doc = Document(home, f"{kinds[f]}-vitae-{template}-{n}", f,
                               resume)
                write(f"{work}/own.json", json.dumps(resume))
                style = {"columns": 1 + number % 2}
                if number % 3 == 0:
                    style["date_format"] = ("MM/yyyy", "MMMM yyyy", "yyyy")[
                        number // 3 % 3]
                run(vitae, "render", "-q", "-t", template, "--locale", lang,
                    "-f", f, "-s", json.dumps(style), "-o", doc.file,
                    f"{work}/own.json")
                made.append(doc)
    return made


# ---- by TeX -----------------------------------------------------------------


def typeset(job):
    """One run; its PDF is moved to its place."""
    engine, folder, file = job
    with open(os.devnull, "w") as nowhere:
        subprocess.run(
            [engine, "-interaction=batchmode", "-halt-on-error", "cv.tex"],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=nowhere,
            stderr=nowhere, timeout=120)
    if os.path.exists(f"{folder}/cv.pdf"):
        os.replace(f"{folder}/cv.pdf", file)


def tex(home, work, count):
    made, jobs, seed = [], [], 0
    if not shutil.which("pdflatex"):
        print("corpus: there is no pdflatex", file=sys.stderr)
        return made
    while len(made) < count:
        seed += 1
        lang = LANGUAGES[seed % len(LANGUAGES)]
        resume = people.make(f"tex {seed}", lang)
        if not latex.latin(resume):
            continue
        number = len(made)
        text, engine, truth = latex.render(
            resume, layout.Look(f"tex {seed}", lang), number)
        name = f"n-tex-{lang}-{number:03d}"
        doc = Document(home, name, "pdf", truth)
        os.makedirs(f"{work}/{name}")
        write(f"{work}/{name}/cv.tex", text)
        jobs.append((engine, f"{work}/{name}", doc.file))
        made.append(doc)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(typeset, jobs))
    return made
