"""vitae parse: files become resumes, one or many (INT-1, INT-9, INT-11)."""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from xml.etree import ElementTree

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import (LOCKED, ROOT, WAIT_S, has, main, same, test,  # noqa: E402
                     until)
from processes import locked_child  # noqa: E402

ENGINEER = f"{ROOT}/test/data/resume/engineer.json"
FORMATS = ("pdf", "docx", "odt", "html", "md", "txt")
SVG = "{http://www.w3.org/2000/svg}"


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


TRUTH = load(ENGINEER)


def made(box, name, source=ENGINEER):
    """A file of our own press, of the format that its name says."""
    done = box.run("render", source, "-o", name, "-q")
    same((done.returncode, done.stderr), (0, ""))
    return name


def parse(box, *args, **how):
    done = box.run("parse", *args, **how)
    assert done.returncode == 0, done.stderr
    return done.stdout


def bare_words(text):
    return set(re.findall(r"\w+", text))


def person(resume):
    return resume["basics"]["name"], resume["basics"]["email"]


# ---- one file ----------------------------------------------------------------


@test
def every_format_that_the_press_writes_is_read_back(box):
    for path in (f"{ROOT}/test/data/resume/career_change.json",
                 f"{ROOT}/test/data/resume/student.json"):
        truth = load(path)
        for ending in FORMATS:
            got = json.loads(parse(box, made(box, f"cv.{ending}", path)))
            same((ending, person(got)), (ending, person(truth)))
            employers = {w.get("name") for w in got["work"]}
            missing = {w["name"] for w in truth["work"]} - employers
            assert not missing, (path, ending, missing)


@test
def what_is_written_is_valid_and_says_nothing_that_the_file_does_not(box):
    made(box, "cv.pdf")
    parse(box, "cv.pdf", "-o", "cv.json")
    has(box.says("validate", "cv.json"), "valid JSON Resume")
    said = bare_words(parse(box, "cv.pdf", "--text"))
    for work in load(box.path("cv.json"))["work"]:
        for text in [work.get("name", ""), *work.get("highlights", [])]:
            assert bare_words(text) <= said, bare_words(text) - said


@test
def a_file_goes_to_standard_output_or_where_o_says(box):
    made(box, "cv.pdf")
    shown = parse(box, "cv.pdf")
    same(parse(box, "cv.pdf", "-o", "-"), shown)
    same(parse(box, "cv.pdf", "-o", "out.json"), "")
    with open(box.path("out.json"), encoding="utf-8") as f:
        same(f.read(), shown)
    same(sorted(os.listdir(box.folder)), ["cv.pdf", "out.json"])
    with open(box.path("cv.pdf"), "rb") as f:
        done = subprocess.run([box.program, "parse", "-"], stdin=f,
                              capture_output=True, cwd=box.folder,
                              env=box.env, timeout=WAIT_S)
    same((done.returncode, done.stdout.decode()), (0, shown))


@test
def the_same_file_gives_the_same_resume(box):
    made(box, "cv.docx")
    same(parse(box, "cv.docx"), parse(box, "cv.docx"))


@test
def a_name_that_disagrees_with_the_content_is_told_and_not_believed(box):
    shutil.copy(box.path(made(box, "cv.pdf")), box.path("cv.docx"))
    done = box.run("parse", "cv.docx")
    same((done.returncode, person(json.loads(done.stdout))),
         (0, person(TRUTH)))
    same(done.stderr, "vitae: cv.docx: its name says that it is a Word "
                      "document, but it is a PDF\n")
    same(box.run("parse", "cv.docx", "-q").stderr, "")


# ---- what can be shown -------------------------------------------------------


@test
def text_shows_the_lines_in_the_order_of_reading(box):
    made(box, "cv.pdf")
    text = parse(box, "cv.pdf", "--text")
    same(text.split("\n")[0], TRUTH["basics"]["name"])
    at = [text.index(w) for w in ("Tidewater Payments", "Kestrel Logs",
                                  "Brightwork Software")]
    same(at, sorted(at))
    box.write("nothing.txt", "!\n")
    has(parse(box, "nothing.txt", "--text"), "!")


@test
def confidence_lists_every_field_the_most_doubtful_first(box):
    made(box, "cv.pdf")
    table = parse(box, "cv.pdf", "--confidence", "-o", "cv.json")
    rows = table.split("\n\n")[0].splitlines()
    same(rows[0].split(), ["sure", "field", "value", "place"])
    sure = [int(row.split("%")[0]) for row in rows[1:]]
    same(sure, sorted(sure))
    resume = load(box.path("cv.json"))
    intake = resume["meta"]["vitae"]["intake"]
    same((intake["format"], len(intake["fields"])), ("pdf", len(rows) - 1))
    for field in intake["fields"]:
        at = resume
        for part in field["at"].split("/")[1:]:
            at = at[int(part) if isinstance(at, list) else part]
        assert at, field
        assert 0 <= field["sure"] <= 100 and field["page"] >= 1, field
    has(box.says("validate", "cv.json"), "valid JSON Resume")
    same(parse(box, "cv.pdf", "--confidence"), table)


@test
def explain_draws_each_page_with_what_was_recognised(box):
    made(box, "cv.pdf")
    same(parse(box, "cv.pdf", "--explain", "-o", "why.svg"), "")
    pages = sorted(glob.glob(box.path("why-*.svg")))
    assert len(pages) == 2, os.listdir(box.folder)
    root = ElementTree.parse(pages[0]).getroot()
    same(root.tag, f"{SVG}svg")
    titles = [t.text for t in root.iter(f"{SVG}title")]
    assert "heading" in titles, titles
    assert any(t.startswith("/basics/name ") for t in titles), titles
    assert any(t.startswith("/basics/email ") for t in titles), titles
    assert ["work", "0"] in [t.split("/")[1:3] for t in titles], titles
    words = " ".join(t.text or "" for t in root.iter(f"{SVG}text"))
    has(words, "Maren", "least sure", "page 1 of 2")


@test
def one_thing_is_shown_at_a_time(box):
    made(box, "cv.pdf")
    box.fails(2, "parse", "cv.pdf", "--text", "--explain", says="one of them")
    box.fails(2, "parse", "cv.pdf", "-o", "a", "--out-dir", "b",
              says="one of them")
    box.fails(2, "parse", "cv.pdf", "--ocr=maybe",
              says="auto, always or never")
    box.fails(2, "parse", says="which file?")
    box.fails(2, "parse", "cv.pdf", "--languages", "../x", says="../x")


# ---- many files --------------------------------------------------------------


@test
def many_files_are_read_side_by_side_and_a_bad_one_stops_none(box):
    good = [made(box, f"{ending}.{ending}") for ending in FORMATS]
    box.write("empty.pdf", "")
    done = box.run("parse", *good[:3], "empty.pdf", "missing.pdf", *good[3:],
                   "--out-dir", "out", "-j", "3")
    same(sorted(os.listdir(box.path("out"))),
         sorted(f"{ending}.json" for ending in FORMATS))
    for ending in FORMATS:
        same(person(load(box.path("out", f"{ending}.json"))), person(TRUTH))
    assert done.returncode in (3, 6), done.returncode
    has(done.stderr, "vitae: empty.pdf: ", "it is empty: ",
        "vitae: missing.pdf: ", "6 of 8 files read in ", "; 2 failed\n",
        "vitae: 2 of 8 files could not be read\n")


@test
def many_files_do_not_go_into_one(box):
    made(box, "a.pdf")
    os.mkdir(box.path("more"))
    shutil.copy(box.path("a.pdf"), box.path("more", "a.pdf"))
    shutil.copy(box.path("a.pdf"), box.path("b.pdf"))
    box.fails(2, "parse", "a.pdf", "b.pdf", says="--out-dir")
    box.fails(2, "parse", "a.pdf", "b.pdf", "-o", "c.json", says="--out-dir")
    box.fails(2, "parse", "a.pdf", "more/a.pdf", "--out-dir", "out",
              says="would become one file")
    same(os.listdir(box.path("out")), [])


# ---- bad files (INT-9) -------------------------------------------------------


def pdf_of(stream, filters):
    """The smallest PDF that has this as its page."""
    return (b"%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj "
            b"2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<</Contents 4 0 R>>endobj "
            b"4 0 obj<</Filter[" + filters + b"]/Length %d>>stream\n"
            % len(stream) + stream + b"\nendstream endobj "
            b"trailer<</Root 1 0 R>>")


def bombs():
    zeros = b"\0" * (64 << 20)
    once = zlib.compress(zeros, 9)
    yield "flate.pdf", pdf_of(once, b"/FlateDecode")
    yield "twice.pdf", pdf_of(zlib.compress(once, 9),
                              b"/FlateDecode/FlateDecode")
    yield "loop.pdf", (b"%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj "
                       b"2 0 obj<</Kids[2 0 R 2 0 R]>>endobj "
                       b"trailer<</Root 1 0 R>>")
    yield "long.txt", b"word " * (1 << 20)
    yield "laughs.html", (b"<!DOCTYPE h [<!ENTITY a 'ha'>"
                          b"<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
                          b"<html><body>" + b"<div>" * 100000)
    yield "noise.docx", b"PK\3\4" + os.urandom(1000)
    yield "program", b"\x7fELF" + b"\0" * 1000
    yield "empty.txt", b""
    yield "blank.txt", b" \n\t\n" * 100


@test
def a_bad_file_gets_a_sentence_and_no_resume(box):
    names = []
    for name, content in bombs():
        names.append(name)
        with open(box.path(name), "wb") as f:
            f.write(content)
        done = box.run("parse", name)
        same((name, done.returncode, done.stdout), (name, 6, ""))
        lines = done.stderr.splitlines()
        same((name, len(lines)), (name, 1))
        assert "crashed" not in lines[0], lines
    done = box.run("parse", *names, made(box, "cv.pdf"), "--out-dir", "out")
    same(os.listdir(box.path("out")), ["cv.json"])


@test
def what_is_over_the_limit_is_told_with_the_limit(box):
    made(box, "cv.pdf")
    says = box.fails(2, "parse", "cv.pdf", "--max-upload-size", "2kb")
    has(says, "0.0 MB", "MAX_UPLOAD_SIZE")
    page = "Ada Example\f"
    box.write("long.txt", page * 60)
    box.fails(6, "parse", "long.txt", says=["60 pages", "50"])


# ---- the jail (INT-10) -------------------------------------------------------


@test
def where_the_jail_cannot_close_nothing_is_read(box):
    made(box, "cv.pdf")
    lacking = ["setpriv", "--bounding-set", "-sys_admin"]
    if os.geteuid():
        lacking = ["unshare", "--user", "--map-root-user", *lacking]

    def run(*args):
        return subprocess.run([*lacking, box.program, "parse", "cv.pdf",
                               *args], cwd=box.folder, env=box.env, text=True,
                              capture_output=True, timeout=WAIT_S)

    done = run()
    same((done.returncode, done.stdout), (1, ""))
    has(done.stderr, "no empty namespaces", "JAIL=degraded")
    done = run("--jail", "degraded")
    same((done.returncode, person(json.loads(done.stdout))),
         (0, person(TRUTH)))


@test
def files_are_read_in_a_locked_child(box):
    """What that lock refuses is test/unit/jail_test.c's."""
    made(box, "scan.png")  # takes a while, so that it can be looked at
    run = subprocess.Popen([box.program, "parse", "scan.png"],
                           cwd=box.folder, env=box.env, text=True,
                           stdout=subprocess.PIPE)
    try:
        if LOCKED:
            status = until("a child is locked",
                           lambda: locked_child(run.pid))
            same(int(status["CapEff"], 16), 0)
            same(status["NoNewPrivs"].strip(), "1")
            assert "0" not in status["Uid"].split(), status["Uid"]
        out = run.communicate(timeout=WAIT_S)[0]
    finally:
        run.kill()
    same((run.returncode, person(json.loads(out))[1]),
         (0, person(TRUTH)[1]))


if __name__ == "__main__":
    main()
