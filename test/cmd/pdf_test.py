"""PDFs as others see them (DOC-13, DOC-22): by the rules of PDF/UA-1 and
PDF/A-2a, and by the programs that read text out of them."""

import base64
import glob
import json
import os
import re
import struct
import subprocess
import sys
import unicodedata
import zlib

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, WAIT_S, has, main, same, test  # noqa: E402

SAMPLES = sorted(glob.glob(f"{ROOT}/test/data/resume/*.json"))
CHECK = f"{ROOT}/tools/pdfcheck"
FROM_THE_RIGHT = ("arabic", "hebrew")
# The order of reading goes down one column after the other; a text file has
# one column.
ONE_COLUMN = ("minimal", "classic")


def sample(name):
    return f"{ROOT}/test/data/resume/{name}.json"


def tool(*args, limit_s=WAIT_S):
    done = subprocess.run(args, capture_output=True, timeout=limit_s)
    assert done.returncode == 0, \
        (done.stdout + done.stderr).decode(errors="replace")
    return done.stdout.decode()


def render(box, *args):
    box.says("render", *args, "-q")


def templates(box):
    return [row["name"] for row in json.loads(box.says("templates",
                                                       "--json"))]


def chunk(name, data):
    return (struct.pack(">I", len(data)) + name + data +
            struct.pack(">I", zlib.crc32(name + data)))


def png(width, height, alpha):
    """A disc of colours."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes((255 * x // width, 255 * y // height, 120))
            inside = (2 * x - width) ** 2 + (2 * y - height) ** 2 < width ** 2
            rows += bytes((255 if inside else 30,)) if alpha else b""
    head = struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0,
                       0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) +
            chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b""))


def with_photo(box, alpha=False):
    with open(sample("engineer")) as f:
        resume = json.load(f)
    photo = base64.b64encode(png(48, 64, alpha)).decode()
    resume["basics"]["image"] = "data:image/png;base64," + photo
    vitae = resume.setdefault("meta", {}).setdefault("vitae", {})
    vitae.setdefault("style", {})["photo"] = True
    return box.write("photo.json", json.dumps(resume))


# ---- rules ------------------------------------------------------------------


@test
def every_sample_keeps_to_the_rules_of_pdf_ua_1_and_pdf_a_2a(box):
    render(box, *SAMPLES, "-f", "pdf", "--out-dir", box.path("made"))
    made = sorted(glob.glob(box.path("made", "*.pdf")))
    same(len(made), len(SAMPLES))
    same(tool(CHECK, *made), "")


@test
def every_template_keeps_to_the_rules_of_pdf_ua_1_and_pdf_a_2a(box):
    made = []
    for name in templates(box):
        for kind in ("engineer", "letter", "arabic"):
            made.append(box.path(f"{name}-{kind}.pdf"))
            render(box, sample(kind), "-t", name, "-o", made[-1])
    same(tool(CHECK, *made, limit_s=4 * WAIT_S), "")


@test
def photos_keep_to_the_rules_even_if_they_are_seen_through(box):
    for alpha in (False, True):
        path = with_photo(box, alpha)
        render(box, path, "-t", "modern", "-o", box.path("photo.pdf"))
        same(tool(CHECK, box.path("photo.pdf")), "")
        has(tool("pdfimages", "-list", box.path("photo.pdf")),
            "smask" if alpha else "image")


@test
def each_rule_finds_what_breaks_it(box):
    render(box, with_photo(box), "-t", "modern", "-o", box.path("good.pdf"))
    has(tool(CHECK, "--self-test", box.path("good.pdf"), limit_s=8 * WAIT_S),
        " passed, 0 failed")


# ---- words ------------------------------------------------------------------


def words(text):
    """Without what only shows: bullets, lines, the case of headings (Greek
    capitals have no accents), hyphens at the end of a line, marks of
    direction."""
    text = unicodedata.normalize("NFD", text)
    text = re.sub("([\u0370-\u03ff])\u0301", r"\1", text)
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("\u00ad\\s*", "", text)
    text = re.sub("[\u200b-\u200f\u2060-\u2069]", "", text)
    text = re.sub("[\u202a-\u202e\f]", " ", text)
    text = re.sub(r"(?m)^\s*[-•–▪◦‣]\s|-{3,}|={3,}|_{3,}", " ", text)
    return [w.casefold() for w in re.sub("[•–—▪◦‣|·]", " ", text).split()
            if w != "-"]


def same_words(what, have, wanted):
    for i, (a, b) in enumerate(zip(have + [None], wanted + [None])):
        assert a == b, (f"{what}: word {i} is {a!r}, not {b!r}: "
                        f"{have[i - 3:i + 4]}, {wanted[i - 3:i + 4]}")


def written(box, name, template):
    """(path of the PDF, words of the text file)"""
    pdf, txt = box.path("a.pdf"), box.path("a.txt")
    for path in (pdf, txt):
        render(box, sample(name), "-t", template, "-o", path, "-s",
               '{"page_numbers": "never"}')
    with open(txt) as f:
        return pdf, words(f.read())


@test
def words_come_back_in_the_order_of_the_text_file(box):
    for template in ONE_COLUMN:
        for name in ("engineer", "academic", "greek", "russian", "letter"):
            pdf, wanted = written(box, name, template)
            for how in ("-raw", "-layout"):
                have = words(tool("pdftotext", how, pdf, "-"))
                same_words((template, name, how), have, wanted)


@test
def no_word_is_lost_or_broken_whoever_reads(box):
    for template in templates(box):
        for name in ("engineer", "designer", "chinese", "japanese"):
            pdf, wanted = written(box, name, template)
            for args in (("pdftotext", pdf, "-"), ("pdftotext", "-raw", pdf,
                                                   "-"),
                         ("mutool", "draw", "-q", "-F", "txt", pdf)):
                have = words(tool(*args))
                if name in ("chinese", "japanese"):
                    have, wanted = sorted("".join(have)), sorted(
                        "".join(wanted))
                same_words((template, name, args[:2]), sorted(have),
                           sorted(wanted))


def letters(found):
    """Where the direction changes, marks of it may stand for a blank. Accents
    at the end of a word are at its left, where pdftotext -raw leaves them."""
    plain = re.sub("[\u064b-\u065f]", "", " ".join(found))
    return sorted(re.findall("[a-z0-9]+|[\u0590-\u08ff]+", plain))


@test
def words_from_the_right_come_back_letter_by_letter(box):
    for name in FROM_THE_RIGHT:
        for template in ONE_COLUMN:
            pdf, wanted = written(box, name, template)
            for how in ((), ("-raw",)):
                have = words(tool("pdftotext", *how, pdf, "-"))
                same_words((template, name, how), letters(have),
                           letters(wanted))
            whole = tool("pdftotext", pdf, "-")
            has(whole, *(w.strip(".,:") for w in wanted if "\u0651" in w))


@test
def the_structure_reads_as_the_text_file_does(box):
    pdf, wanted = written(box, "engineer", "modern")
    told = tool("pdfinfo", "-struct-text", pdf)
    said = " ".join(re.findall(r'^\s*"(.*)"$', told, re.M))
    same_words("modern", words(said), wanted)
    has(told, "H1 (block)", "H2 (block)", "LBody (block)", "Link (inline)")


@test
def accents_and_ligatures_are_letters(box):
    text = ("Zoë Ødegård worked efficiently at the official office: fi fl ffi "
            "ffl, Łódź, naïve façade, 1\u00bd \u2126 \u03a9 \u00b5 \u03bc")
    path = box.write("a.json", json.dumps(
        {"basics": {"name": "Zoë", "summary": text}}))
    for font in ("Carlito", "Lato", "Noto Sans", "Gentium Plus", "Vollkorn"):
        render(box, path, "-t", "modern", "-s",
               json.dumps({"fonts": {"body": font}}), "-o", box.path("a.pdf"))
        have = tool("pdftotext", "-raw", box.path("a.pdf"), "-")
        has(" ".join(have.split()), text)


# ---- the same ---------------------------------------------------------------


@test
def another_process_writes_the_same_bytes(box):
    for name in ("engineer", "arabic", "chinese"):
        alone, among = box.path("alone.pdf"), box.path("among")
        render(box, sample(name), "-o", alone)
        render(box, *SAMPLES, "-f", "pdf", "--out-dir", among, "-j", "1")
        with open(alone, "rb") as a, open(f"{among}/{name}.pdf", "rb") as b:
            assert a.read() == b.read(), name


@test
def two_pages_in_two_faces_have_at_most_36_kilobytes(box):
    render(box, sample("engineer"), "-t", "modern", "-o", box.path("a.pdf"))
    has(tool("pdfinfo", box.path("a.pdf")), "Pages:           2\n")
    assert os.path.getsize(box.path("a.pdf")) <= 36 * 1024


if __name__ == "__main__":
    main()
