"""What other people's programs make of our DOCX and ODT: LibreOffice opens
them, reads the same words and sets the same pages; schemas hold."""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from xml.etree import ElementTree

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, has, main, same, test  # noqa: E402

SAMPLES = sorted(glob.glob(f"{ROOT}/test/data/resume/*.json"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE_S = 240  # LibreOffice starts slowly, and slower beside others
PLAIN = '{"hyphenate": false, "page_numbers": "never"}'


def words(text):
    """What is read, without the marks of lists."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return [w for w in text.split() if w not in "•◦▪–-·|"]


def same_words(file, have, want):
    for i, (a, b) in enumerate(zip([*have, None], [*want, None])):
        if a != b:
            same((os.path.basename(file), have[max(0, i - 3):i + 4]),
                 (os.path.basename(file), want[max(0, i - 3):i + 4]))
    same(len(have), len(want))


def docx_words(path):
    with zipfile.ZipFile(path) as z:
        body = ElementTree.fromstring(z.read("word/document.xml"))
    text = []
    for paragraph in body.iter(f"{W}p"):
        for x in paragraph.iter():
            text.append(x.text or "" if x.tag == f"{W}t" else
                        " " if x.tag == f"{W}tab" else "")
        text.append("\n")
    return words("".join(text))


def office(box, target, folder, files):
    """Converts files with a LibreOffice that has a profile of its own."""
    out = box.path(folder)
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{box.path('profile')}",
         "--headless", "--convert-to", target, "--outdir", out, *files],
        capture_output=True, text=True, timeout=OFFICE_S)
    assert done.returncode == 0, done.stderr
    made = [os.path.join(out, os.path.splitext(os.path.basename(f))[0] +
                         "." + target.split(":")[0]) for f in files]
    for file in made:
        assert os.path.exists(file), f"{file}: {done.stdout}{done.stderr}"
    return made


def templates(box):
    return [t["name"] for t in json.loads(box.says("templates", "--json"))]


def render(box, sample, template, ending, *args):
    name = os.path.splitext(os.path.basename(sample))[0]
    out = box.path(f"{name}-{template}.{ending}")
    done = box.run("render", sample, "-t", template, "-o", out, "-q", *args)
    assert done.returncode == 0, done.stderr
    return out


def all_of(box, ending):
    """Every sample and every template, not each with each."""
    names = templates(box)
    return [render(box, sample, names[i % len(names)], ending)
            for i, sample in enumerate([*SAMPLES, *SAMPLES[:len(names)]])]


@test
def libreoffice_reads_the_words_of_a_docx_in_their_order(box):
    files = all_of(box, "docx")
    for file, text in zip(files, office(
            box, "txt:Text (encoded):UTF8", "text", files)):
        with open(text, encoding="utf-8-sig") as f:
            same_words(file, words(f.read()), docx_words(file))


@test
def libreoffice_reads_the_words_of_an_odt_in_their_order(box):
    files, twins = all_of(box, "odt"), all_of(box, "docx")
    for twin, text in zip(twins, office(
            box, "txt:Text (encoded):UTF8", "text", files)):
        with open(text, encoding="utf-8-sig") as f:
            same_words(twin, words(f.read()), docx_words(twin))


@test
def pages_of_a_docx_show_every_word_in_its_place(box):
    """Set by LibreOffice, read back from its PDF; scripts whose words a PDF's
    reader takes apart are left to the test above."""
    latin = [s for s in SAMPLES if not re.search(
        "arabic|hebrew|chinese|japanese|odd", s)]
    files = [render(box, sample, template, "docx", "-s", PLAIN)
             for sample, template in zip(latin, templates(box) * 2)]
    for file, pdf in zip(files, office(box, "pdf", "pdf", files)):
        text = subprocess.run(["pdftotext", "-raw", pdf, "-"], text=True,
                              capture_output=True, check=True).stdout
        # an address may go on in the next line
        same((file, "".join(words(text))), (file, "".join(docx_words(file))))


def page_count(pdf):
    done = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True,
                          check=True)
    return int(re.search(r"Pages:\s+(\d+)", done.stdout)[1])


@test
def what_is_made_to_fit_fits_in_libreoffice(box):
    """DOC-19: of every template, for documents that would be longer."""
    for ending in ("docx", "odt"):
        files = {}
        for template in templates(box):
            for name, pages in (("designer", 1), ("engineer", 2)):
                out = box.path(f"{name}-{template}.{ending}")
                done = box.run("render", f"{ROOT}/test/data/resume/{name}.json",
                               "-t", template, "--fit", str(pages), "-o", out)
                same((out, done.returncode), (out, 0))
                if "does not fit" not in done.stderr:
                    files[out] = pages
        assert len(files) >= 16, files
        for file, pdf in zip(files, office(box, "pdf", ending, [*files])):
            have, most = page_count(pdf), files[file]
            assert have <= most, (file, have, most)


@test
def what_cannot_fit_is_said_of_a_docx(box):
    done = box.run("render", f"{ROOT}/test/data/resume/engineer.json", "--fit",
                   "1", "-o", "a.docx")
    same(done.returncode, 0)
    has(done.stderr, "does not fit 1 page even at the smallest type; as docx "
        "it takes 2")


@test
def letter_paper_has_its_size_and_its_dates_at_the_margin(box):
    """DOC-15, measured on the page: dates end 7.5 inches from the margin."""
    file = render(box, f"{ROOT}/test/data/resume/engineer.json",
                  "professional", "docx", "--paper", "letter", "-s",
                  '{"margins": {"top": "0.5in", "right": "0.5in", '
                  '"bottom": "0.5in", "left": "0.5in"}}')
    pdf, = office(box, "pdf", "pdf", [file])
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], text=True,
                           capture_output=True, check=True).stdout
    has(boxes, '<page width="612.000000" height="792.000000">')
    ends = [float(x) for x in re.findall(r'xMax="([\d.]+)"[^>]*>Present<',
                                         boxes)]
    assert ends and all(abs(x - 576) < 1 for x in ends), ends
    starts = [float(x) for x in re.findall(r'xMin="([\d.]+)"', boxes)]
    assert abs(min(starts) - 36) < 1, min(starts)


def schemas(variable, what):
    """A folder of schemas that somebody else owns, or None, loudly."""
    folder = os.environ.get(variable)
    if not folder:
        print(f"    (not tried: {variable} names no folder with {what})")
    return folder


def unpacked(box, files):
    for i, file in enumerate(files):
        folder = box.path(f"parts-{i}")
        with zipfile.ZipFile(file) as z:
            z.extractall(folder)
        yield folder


def lint(kind, schema, files):
    done = subprocess.run(["xmllint", "--noout", "--nonet", kind, schema,
                           *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[:3000]


@test
def parts_of_a_docx_keep_to_the_schemas_of_ecma_376(box):
    folder = schemas("VITAE_OOXML_XSD", "wml.xsd and its kin")
    if not folder:
        return
    shutil.copytree(folder, box.path("xsd"))
    box.write("xsd/xml.xsd", """<xs:schema
        xmlns:xs="http://www.w3.org/2001/XMLSchema"
        targetNamespace="http://www.w3.org/XML/1998/namespace">
        <xs:attribute name="space" type="xs:NCName"/></xs:schema>""")
    with open(box.path("xsd", "wml.xsd")) as f:
        schema = re.sub(
            r'(namespace="http://www.w3.org/XML/1998/namespace")\s*/>',
            r'\1 schemaLocation="xml.xsd"/>', f.read())
    box.write("xsd/wml.xsd", schema)
    for parts in unpacked(box, all_of(box, "docx")):
        lint("--schema", box.path("xsd/wml.xsd"),
             glob.glob(f"{parts}/word/*.xml"))


@test
def parts_of_an_odt_keep_to_the_schema_of_opendocument(box):
    folder = schemas("VITAE_ODF_RNG", "OpenDocument-v1.2-os-schema.rng")
    if not folder:
        return
    for parts in unpacked(box, all_of(box, "odt")):
        lint("--relaxng", f"{folder}/OpenDocument-v1.2-os-schema.rng",
             glob.glob(f"{parts}/*.xml"))


if __name__ == "__main__":
    main()
