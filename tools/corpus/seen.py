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

try:
    import fitz  # of PyMuPDF: targets of links
except ImportError:
    fitz = None


def squash(text):
    text = unicodedata.normalize("NFKD", text.replace("\u00ad", ""))
    return re.sub(r"[\W_]+", "", text.lower())


def zipped(path):
    """The words of DOCX and ODT, and what they link to."""
    out = []
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            if re.search(r"^(word/(document|header|footer)\d*|content|styles)"
                         r"\.xml$", name):
                xml = z.read(name).decode()
                xml = re.sub(r"</(w:p|w:tc|text:p|text:h)>|<w:tab/>", "\n",
                             xml)
                out.append(html.unescape(re.sub(r"<[^>]+>", "", xml)))
                out += re.findall(r'xlink:href="(http[^"]+)"', xml)
            if name.endswith(".rels"):
                out += re.findall(r'Target="((?:http|mailto)[^"]+)"',
                                  z.read(name).decode())
    return "\n".join(out)


def links(path):
    """Once each, in order."""
    if fitz is None:
        return []
    with fitz.open(path) as pdf:
        found = [link["uri"] for page in pdf for link in page.get_links()
                 if link.get("uri")]
    return list(dict.fromkeys(found))


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
        if doc.file.endswith(".pdf"):
            text = text_of(doc.file) + "\n".join(links(doc.file))
        else:
            text = zipped(doc.file)
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
