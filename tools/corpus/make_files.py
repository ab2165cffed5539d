"""tools/corpus/make_files.py - Typst, Word files, scans and other formats;
see make.py."""

import glob
import json
import os
import shutil
import sys
import tempfile

import make
import scan
import seen
import typst
import web
import word


def words(home, work, count):
    made = []
    if word.docx is None:
        print("corpus: there is no python-docx", file=sys.stderr)
        return made
    for n in range(count):
        page = make.page_of("word", n)
        doc = make.Document(home, f"d-word-{page.look.lang}-{n:03d}", "docx",
                            page.truth, page)
        word.save(page, doc.file)
        made.append(doc)
    return made


def scans(home, work, count):
    """Of pages in English that were made before: others have their seeds."""
    made = []
    if scan.Image is None:
        print("corpus: there is no PIL", file=sys.stderr)
        return made
    sources = sorted(glob.glob(f"{home}/n-*-en-*") +
                     glob.glob(f"{home}/n-vitae-*-0") +
                     glob.glob(f"{home}/r-*-0"))
    step = max(len(sources) // max(count, 1), 1)
    for source in sources[::step][:count]:
        with open(f"{source}/truth.json", encoding="utf-8") as file:
            truth = json.load(file)
        name = "o-" + os.path.basename(source)[2:]
        doc = make.Document(home, name, "pdf", truth)
        with tempfile.TemporaryDirectory(dir=work) as pages:
            scan.make(f"{source}/resume.pdf", doc.file, pages, name)
        shutil.copy(f"{source}/visible.txt", f"{doc.folder}/visible.txt")
        made.append(doc)
    return made


def _office(work, files, ending):
    """All at once: an office takes seconds to start."""
    os.makedirs(f"{work}/{ending}", exist_ok=True)
    make.run("soffice", f"-env:UserInstallation=file://{work}/office",
             "--headless", "--convert-to", ending, "--outdir",
             f"{work}/{ending}", *files)


def others(home, work, each):
    """DOC, ODT, RTF by an office, and DOCX of pandoc's from web pages; pages
    and texts as they are."""
    made, ways = [], {"doc": [], "odt": [], "rtf": []}
    for number, ending in enumerate(e for e in ways for _ in range(each)):
        page = make.page_of("other", number)
        file = f"{work}/{number}.docx"
        word.save(page, file)
        ways[ending].append((number, page, file))
    for ending, pages in ways.items():
        _office(work, [file for _, _, file in pages], ending)
        for number, page, file in pages:
            doc = make.Document(home, f"x-{ending}-{number:03d}", ending,
                                page.truth, page)
            got = f"{work}/{ending}/{number}.{ending}"
            if os.path.exists(got):
                os.replace(got, doc.file)
            doc.seen(seen.shown(file))
            made.append(doc)
    for number in range(each * 3):
        ending = ("docx", "html", "md")[number % 3]
        page = make.page_of("pandoc", number)
        kind = "d" if ending == "docx" else "x"
        doc = make.Document(home, f"{kind}-pandoc-{ending}-{number:03d}",
                            ending, page.truth, page)
        make.write(f"{work}/p.html", web.render(page))
        if ending == "html":
            shutil.copy(f"{work}/p.html", doc.file)
        else:
            to = "docx" if ending == "docx" else "gfm-raw_html"
            make.run("pandoc", "--wrap=none", "-t", to, "-f",
                     "html-native_divs-native_spans", f"{work}/p.html",
                     "-o", doc.file)
        word.save(page, f"{work}/p.docx")
        doc.seen(seen.shown(f"{work}/p.docx"))
        made.append(doc)
    return made


def typeset(home, work, count):
    """By Typst."""
    made, jobs = [], []
    for n in range(count):
        page = make.page_of("typst", n)
        name = f"n-typst-{page.look.lang}-{n:03d}"
        doc = make.Document(home, name, "pdf", page.truth, page)
        make.write(f"{work}/{name}.typ", typst.render(page))
        jobs.append({"typ": f"{work}/{name}.typ", "pdf": doc.file})
        made.append(doc)
    make.node("typst.mjs", work, jobs)
    return made
