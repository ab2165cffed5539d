"""tools/corpus/seen.py - what can be read in a document that was made:
visible.txt. A document whose own words are not there is no document."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile

import dates


def squash(text):
    text = unicodedata.normalize("NFKD", text.replace("\u00ad", ""))
    return re.sub(r"[\W_]+", "", text.lower())


def zipped(path):
    """The words of DOCX and ODT."""
    out = []
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            if re.search(r"^(word/(document|header|footer)\d*|content|styles)"
                         r"\.xml$", name):
                xml = z.read(name).decode()
                xml = re.sub(r"</(w:p|w:tc|text:p|text:h)>|<w:tab/>", "\n",
                             xml)
                out.append(html.unescape(re.sub(r"<[^>]+>", "", xml)))
    return "\n".join(out)


# ---- what is linked to ------------------------------------------------------


def pdf_links(path):
    """PAGE KIND TARGET, a line each, below a head."""
    said = subprocess.run(["pdfinfo", "-url", path], capture_output=True,
                          text=True, errors="replace").stdout.splitlines()
    rows = [line.split(None, 2) for line in said[1:]]
    return [row[2] for row in rows if len(row) == 3]


def zip_links(path):
    found = []
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            if name.endswith((".rels", ".xml")):
                xml = z.read(name).decode(errors="replace")
                found += re.findall(
                    r'(?:Target|xlink:href)="((?:http|mailto)[^"]+)"', xml)
                # fields: HYPERLINK "https://..."
                found += re.findall(r'HYPERLINK (?:"|&quot;)([^"&]+)', xml)
    return [html.unescape(f) for f in found]


def html_links(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return [html.unescape(f) for f in
                re.findall(r'href="([^"]+)"', file.read())]


LINKS = {".pdf": pdf_links, ".docx": zip_links, ".odt": zip_links,
         ".html": html_links}


def links(path):
    """What a document links to, once each, in order: of formats whose links
    another program than ours can tell."""
    of = LINKS.get(os.path.splitext(path)[1], lambda path: [])
    return list(dict.fromkeys(of(path)))


# ---- words ------------------------------------------------------------------

READERS = (["pdftotext", "-layout"], ["pdftotext"], ["pdftotext", "-raw"],
           ["mutool", "draw", "-q", "-F", "text"])
# TeX's codes of ligatures, where a font says nothing of them: readers hand
# them on as they are.
LIGATURES = {0x1b: "ff", 0x1c: "fi", 0x1d: "fl", 0x1e: "ffi", 0x1f: "ffl"}


def text_of(path):
    """As it stands, as it is read, as it was drawn: a word that goes on in the
    next line of its column is whole in one of them, and a ligature that one
    reader loses is known to another."""
    return "".join(subprocess.run(
        [*how, path] + (["-"] if how[0] == "pdftotext" else []),
        capture_output=True, text=True, errors="replace").stdout
        for how in READERS if shutil.which(how[0])).translate(LIGATURES)


def shown(path):
    """All that a file says: its words, and what it links to."""
    read = text_of if path.endswith(".pdf") else zipped
    return read(path) + "\n" + "\n".join(links(path))


def as_printed(doc, text):
    """The truth, with months only where the document tells them."""
    truth = doc.truth
    for kind in ("work", "education", "volunteer"):
        for entry in truth.get(kind, ()):
            for key in ("startDate", "endDate"):
                iso = entry.get(key, "")
                if len(iso) > 4 and not dates.months_seen(iso, text):
                    entry[key] = iso[:4]
    with open(f"{doc.folder}/truth.json", "w", encoding="utf-8") as file:
        json.dump(truth, file, ensure_ascii=False, indent=1)
    return truth


def complete(doc):
    """Writes visible.txt where that is still to do."""
    visible = f"{doc.folder}/visible.txt"
    if not os.path.exists(doc.file) or not os.path.getsize(doc.file):
        return False
    if not os.path.exists(visible):
        text = shown(doc.file)
        with open(visible, "w", encoding="utf-8") as file:
            file.write(text)
    with open(visible, encoding="utf-8") as file:
        text = file.read()
    there = squash(text)
    truth = as_printed(doc, text)
    jobs = [squash(w["name"]) for w in truth["work"]]
    found = sum(j in there for j in jobs)
    if found * 2 < len(jobs):
        print(f"corpus: {doc.name}: shows {found} of {len(jobs)} jobs",
              file=sys.stderr)
        return False
    return True
