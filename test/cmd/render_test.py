"""Documents at a terminal: render, templates, convert, validate, diff."""

import glob
import json
import os
import re
import subprocess
import sys
import threading
import unicodedata

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, WAIT_S, has, main, same, test, until  # noqa: E402

SAMPLES = sorted(glob.glob(f"{ROOT}/test/data/resume/*.json"))
ENGINEER = f"{ROOT}/test/data/resume/engineer.json"
FORMATS = ("pdf", "docx", "odt", "html", "txt", "md")
with open(f"{ROOT}/src/press/formats.def") as table:
    same(re.findall(r'^FORMAT\(\w+, "(\w+)"', table.read(), re.M),
         [*FORMATS, "png", "svg"])


def read(path, mode="r"):
    with open(path, mode) as f:
        return f.read()


def templates(box):
    return [row["name"] for row in json.loads(box.says("templates",
                                                       "--json"))]


def tool(*args):
    done = subprocess.run(args, capture_output=True, timeout=WAIT_S)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def words(text):
    """Words as extractors may give them back: no marks of lists."""
    text = unicodedata.normalize("NFKC", text)
    return [w.lower() for w in text.split()
            if w not in "•–—-·|*" and set(w) != {"-"}]


def render(box, file, *args):
    """Rendering that goes well; notes on the input are no failure."""
    done = box.run("render", file, *args)
    assert done.returncode == 0, done.stderr
    return done.stderr


# ---- rendering ---------------------------------------------------------------


@test
def a_resume_becomes_every_format(box):
    render(box, ENGINEER, "--all", "-o", "out")
    made = sorted(os.listdir(box.path("out")))
    for ending in FORMATS:
        assert f"engineer.{ending}" in made, made
    assert any(name.endswith(".png") for name in made), made
    assert any(name.endswith(".svg") for name in made), made
    assert read(box.path("out/engineer.pdf"), "rb").startswith(b"%PDF-1.7")
    assert read(box.path("out/engineer.docx"), "rb").startswith(b"PK")


@test
def the_format_follows_the_ending_or_the_option(box):
    for ending, begins in (("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>"),
                           ("svg", b"<svg"), ("png", b"\x89PNG")):
        render(box, ENGINEER, "-o", f"a.{ending}")
        got = read(box.path(f"a.{ending}"), "rb")
        assert got.lower().startswith(begins.lower()), got[:40]
    text = box.run("render", ENGINEER, "-f", "txt", "-o", "-").stdout
    has(text, "Maren Oduya-Lindqvist")
    box.fails(2, "render", ENGINEER, "-o", "a.xyz", says="is no format")


@test
def standard_input_and_output_are_a_dash(box):
    done = box.run("render", "-", "-f", "txt", input=read(ENGINEER))
    has(done.stdout, "Maren Oduya-Lindqvist")
    same(os.listdir(box.folder), [])


@test
def the_same_input_gives_the_same_bytes(box):
    """DOC-13: reproducible, whatever was rendered before."""
    for ending in FORMATS:
        render(box, ENGINEER, "-o", f"a.{ending}")
        render(box, ENGINEER, "-o", f"b.{ending}")
        same(read(box.path(f"a.{ending}"), "rb"),
             read(box.path(f"b.{ending}"), "rb"))


@test
def every_pdf_is_sound_and_gives_its_words_back_in_order(box):
    """DOC-13, DOC-22: over all templates and samples."""
    for template in templates(box):
        render(box, *SAMPLES, "-t", template, "--out-dir", template)
        for name in os.listdir(box.path(template)):
            tool("qpdf", "--check", box.path(template, name))
    for template in templates(box):
        render(box, ENGINEER, "-t", template, "-o", "a.pdf", "-s",
               '{"page_numbers": "never"}')
        render(box, ENGINEER, "-t", template, "-o", "a.txt")
        want = words(read(box.path("a.txt")))
        have = words(tool("pdftotext", box.path("a.pdf"), "-"))
        same((template, have), (template, want))


@test
def many_files_are_rendered_side_by_side(box):
    files = [box.write(f"r{i}.json", read(ENGINEER).replace("Maren",
                                                            f"Maren{i}"))
             for i in range(12)]
    render(box, *files, "--out-dir", "many", "-j", "3")
    same(sorted(os.listdir(box.path("many"))),
         sorted(f"r{i}.pdf" for i in range(12)))
    alone = box.path("alone.pdf")
    render(box, files[7], "-o", alone)
    same(read(alone, "rb"), read(box.path("many/r7.pdf"), "rb"))


@test
def one_bad_file_among_many_is_named_and_the_others_are_made(box):
    box.write("bad.json", "{")
    done = box.run("render", ENGINEER, "bad.json", "--out-dir", "many")
    assert done.returncode != 0
    has(done.stderr, "bad.json", "1 of 2 files")
    same(os.listdir(box.path("many")), ["engineer.pdf"])


@test
def a_saved_file_is_rendered_again(box):
    text = read(ENGINEER)
    file = box.write("r.json", text)
    p = subprocess.Popen([box.program, "render", file, "--watch", "-o",
                          box.path("r.txt")], cwd=box.folder, env=box.env,
                         stderr=subprocess.PIPE, text=True)
    said = []
    reader = threading.Thread(
        target=lambda: [said.append(line) for line in p.stderr])
    reader.start()
    try:
        until("it was rendered once", lambda: any("rendered" in s
                                                  for s in said))
        box.write("r.json", text.replace("Maren", "Marine"))
        until("it was rendered again",
              lambda: "Marine" in read(box.path("r.txt")))
    finally:
        p.terminate()
        p.wait(WAIT_S)
        reader.join(WAIT_S)
        p.stderr.close()


@test
def fit_makes_it_one_page_or_says_that_it_cannot(box):
    """DOC-19"""
    done = box.run("render", f"{ROOT}/test/data/resume/minimal.json", "--fit",
                   "1", "-o", "a.pdf")
    same((done.returncode, done.stderr), (0, ""))
    said = render(box, f"{ROOT}/test/data/resume/academic.json", "-t",
                  "modern", "--fit", "1", "-o", "a.pdf")
    has(said, "does not fit 1 page")


# ---- what is wrong -----------------------------------------------------------


@test
def what_cannot_be_rendered_is_said_and_nothing_is_written(box):
    for status, text, says in (
            (2, "{", "line 1"),
            (2, '{"basics": 5}', "/basics"),
            (2, '{"work": [{"startDate": "yesterday"}]}',
             "/work/0/startDate"),
            (2, '{"basics": {"name": "\\ud800"}}', "surrogate"),
            (2, "[" * 200, "nested"),
            (2, '{"basics": {"image": "data:image/png;base64,aGVsbG8="}}',
             "/basics/image: the photo is neither"),
            (2, '{"basics": {"image": "bad.json"}}', "/basics/image: the"),
    ):
        box.write("bad.json", text)
        said = box.fails(status, "render", "bad.json", "--from",
                         "jsonresume", "-o", "a.pdf")
        has(said, "bad.json", says)
    box.fails(3, "render", "away.json", says="away.json")
    box.fails(2, "render", says="which file?")
    box.fails(2, "render", ENGINEER, "--frobnicate", says="no option")
    box.fails(2, "render", ENGINEER, "--dpi", "none", says="--dpi")
    box.fails(2, "render", ENGINEER, "-t", says="needs a value")
    box.fails(3, "render", ENGINEER, "-t", "nowhere", "-o", "a.pdf",
              says="nowhere")
    box.fails(2, "render", ENGINEER, "-s", '{"size": 99}', "-o", "a.pdf",
              says="size")
    same(sorted(os.listdir(box.folder)), ["bad.json"])


@test
def an_output_that_cannot_be_written_leaves_nothing_behind(box):
    done = box.run("render", ENGINEER, "-o", "away/a.pdf")
    assert done.returncode != 0
    has(done.stderr, "cannot write 'away/a.pdf'")
    same(os.listdir(box.folder), [])


@test
def huge_documents_end_with_a_clear_error(box):
    resume = json.loads(read(ENGINEER))
    resume["basics"]["summary"] = "word " * 2_000_000
    box.write("big.json", json.dumps(resume))
    box.fails(2, "render", "big.json", "-o", "a.pdf", 
              says="big.json: /basics/summary: a document shows at most 8 MB")
    resume["basics"]["summary"] = "short"
    resume["work"][0]["highlights"] = ["did something"] * 10_000
    box.write("big.json", json.dumps(resume))
    box.fails(2, "render", "big.json", "-o", "a.pdf", says="at most 60")
    same(os.listdir(box.folder), ["big.json"])


@test
def a_wrong_template_is_refused_with_line_and_reason(box):
    """DOC-11"""
    box.write("mine.json", '{\n "extends": "modern",\n "style": {\n'
                           '  "size": "big"\n }\n}\n')
    said = box.fails(2, "render", ENGINEER, "-t", "./mine.json", "-o",
                     "a.pdf")
    has(said, "mine.json", "line 4", "size")
    box.write("mine.json", '{\n "extends": "modern",\n'
                           ' "style": { "size": 8.5 }\n}\n')
    render(box, ENGINEER, "-t", "./mine.json", "-o", "a.pdf")


@test
def a_font_that_is_not_installed_is_named_with_what_stands_in(box):
    asked = ("-s", '{"fonts": {"body": "Moon Grotesk"}}', "-o", "a.pdf")
    has(render(box, ENGINEER, *asked),
        "the font 'Moon Grotesk' is not installed, Carlito stands in")
    same(render(box, ENGINEER, *asked, "-q"), "")


# ---- the other commands ------------------------------------------------------


@test
def templates_are_listed_and_shown_as_the_files_they_are(box):
    names = templates(box)
    assert {"modern", "classic", "professional", "minimal"} <= set(names)
    assert len(names) >= 8, names
    listed = box.says("templates")
    for name in names:
        has(listed, f"  {name} ")
        same(json.loads(box.says("templates", "show", name)),
             json.loads(read(f"{ROOT}/templates/{name}.json")))
    box.fails(3, "templates", "show", "nowhere", says="no template")


@test
def the_list_of_templates_says_a_line_of_each_and_no_more(box):
    """The category was once shown with all of the file behind it."""
    for line in box.says("templates").splitlines():
        assert re.fullmatch(r"  \w+ +(modern|classic|creative|minimal) +"
                            r"[A-Z][^{}\"]+", line), line


@test
def a_resume_goes_to_another_format_and_back(box):
    """DOC-3"""
    box.run("convert", ENGINEER, "a.yaml", "--to", "rendercv")
    has(read(box.path("a.yaml")), "cv:", "Maren Oduya-Lindqvist")
    done = box.run("convert", "a.yaml", "b.json")
    same(done.returncode, 0)
    back = json.loads(read(box.path("b.json")))
    same(back["basics"]["name"], "Maren Oduya-Lindqvist")
    box.fails(2, "convert", ENGINEER, "a.xyz", says="--to")
    has(box.says("convert"), "rendercv", "europass", "linkedin")


@test
def each_fault_is_told_with_its_place(box):
    """DOC-4"""
    same(box.says("validate", ENGINEER), f"{ENGINEER}: valid JSON Resume\n")
    box.write("bad.json", '{\n "basics": {\n  "email": "nobody",\n'
                          '  "url": 7\n }\n}\n')
    done = box.run("validate", "bad.json")
    same(done.returncode, 2)
    has(done.stdout, "bad.json:3:", "/basics/email", "bad.json:4:",
        "/basics/url")
    faults = json.loads(box.run("validate", "bad.json", "--json").stdout)
    same(faults["valid"], False)
    same([f["at"] for f in faults["faults"]],
         ["/basics/email", "/basics/url"])


@test
def what_changed_is_said_in_words_and_as_a_patch(box):
    resume = json.loads(read(ENGINEER))
    same(box.says("diff", ENGINEER, ENGINEER), "no change\n")
    resume["work"][0]["position"] = "Principal Engineer"
    box.write("new.json", json.dumps(resume))
    done = box.run("diff", ENGINEER, "new.json")
    same(done.returncode, 1)
    has(done.stdout, "Experience: ")
    patch = json.loads(box.run("diff", ENGINEER, "new.json",
                               "--json").stdout)
    same(patch, [{"op": "replace", "path": "/work/0/position",
                  "value": "Principal Engineer"}])


main()
