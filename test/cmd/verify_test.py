"""'vitae render --verify': what was written is read back and compared with its
source, word by word and field by field."""

import glob
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, has, main, same, test  # noqa: E402

SAMPLES = sorted(glob.glob(f"{ROOT}/test/data/resume/*.json"))
ENGINEER = f"{ROOT}/test/data/resume/engineer.json"


def templates(box):
    return [row["name"] for row in json.loads(box.says("templates",
                                                       "--json"))]


@test
def every_sample_reads_back_in_order(box):
    """DOC-13, DOC-22: in any script, two columns or one."""
    for sample in SAMPLES:
        done = box.run("render", sample, "-o", "a.pdf", "--verify")
        assert done.returncode == 0, (sample, done.stderr)
        has(done.stderr, "verified: ", " words read back in order")


@test
def every_template_reads_back_in_order(box):
    for template in templates(box):
        done = box.run("render", ENGINEER, "-t", template, "-o", "a.pdf",
                       "--verify")
        assert done.returncode == 0, (template, done.stderr)
        count = int(re.search(r"verified: (\d+) words", done.stderr)[1])
        assert count > 600, (template, count)


TEXTS = ["pdf", "docx", "odt", "html", "txt", "md"]


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


@test
def every_format_of_every_sample_has_all_words_in_order(box):
    """DOC-10, DOC-22: read back by readers that know nothing of us."""
    for sample in SAMPLES:
        done = box.run("render", sample, "--all", "-o", "out", "--verify",
                       "--json")
        assert done.returncode == 0, (sample, done.stderr)
        got = lines(done)
        same([g["format"] for g in got], TEXTS)
        for g in got:
            same((sample, g["format"], g["words"]["differences"]),
                 (sample, g["format"], []))


@test
def fields_are_told_one_by_one(box):
    """DOC-22, TAI-3: what a program makes of it, with both values."""
    box.write("a.json", json.dumps({
        "basics": {"name": "Ada Quill", "email": "ada@quill.example",
                   "birthday": "1990-02-01"},
        "work": [{"name": "Oak Kitchens", "position": "Head Cook",
                  "startDate": "2019-04", "endDate": "2021-06",
                  "highlights": ["Cooked soup for nine hundred people."]}]}))
    done = box.run("render", "a.json", "-o", "a.pdf", "--verify", "--json")
    same(done.returncode, 0)
    (got,) = lines(done)
    same((got["resume"], got["format"]), ("a.json", "pdf"))
    fields = got["fields"]
    same(fields["share"], 1)
    same(fields["count"]["kept"], 7)
    same([(f["kind"], f["at"], f["source"]) for f in fields["fields"]],
         [("not shown", "/basics/birthday", "1990-02-01")])


@test
def fields_that_are_read_otherwise_are_no_error(box):
    """What a reader misses is told; the exit status speaks of the words."""
    box.write("a.json", json.dumps({"basics": {"name": "Ada Quill"},
                                    "references": [{
                                        "name": "Sam Reed",
                                        "reference": "She cooks well."}]}))
    done = box.run("render", "a.json", "-o", "a.pdf", "--verify")
    same(done.returncode, 0)
    has(done.stderr, "fields read back (", "/references/0/name: 'Sam Reed'")


@test
def a_letter_has_words_and_no_fields(box):
    done = box.run("render", f"{ROOT}/test/data/resume/letter.json",
                   "-o", "a.pdf", "--verify", "--json")
    same(done.returncode, 0)
    (got,) = lines(done)
    assert "fields" not in got and got["words"]["count"] > 100, got


@test
def json_of_several_resumes_is_a_line_each(box):
    done = box.run("render", *SAMPLES[:4], "--out-dir", "out", "--verify",
                   "--json")
    same(done.returncode, 0)
    same(sorted(g["resume"] for g in lines(done)), SAMPLES[:4])


@test
def json_needs_verify_and_an_output_of_its_own(box):
    box.fails(2, "render", ENGINEER, "-o", "a.pdf", "--json",
              says="give both")
    box.fails(2, "render", ENGINEER, "-o", "-", "--verify", "--json",
              says="name a file by -o")
    box.fails(2, "render", "-", "--verify", "--json",
              says="name a file by -o")


@test
def a_picture_is_not_read_back(box):
    box.fails(2, "render", ENGINEER, "-o", "a.png", "--verify",
              says="--verify reads text back, and png has none")
    assert not os.path.exists(box.path("a.png"))


@test
def quiet_says_nothing_when_all_is_well(box):
    done = box.run("render", ENGINEER, "-o", "a.pdf", "--verify", "-q")
    same((done.returncode, done.stderr), (0, ""))


main()
