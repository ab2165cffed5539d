"""'vitae render --verify': a PDF is read back and compared with its source."""

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


@test
def all_formats_are_written_and_the_pdf_is_read_back(box):
    done = box.run("render", ENGINEER, "--all", "-o", "out", "--verify")
    assert done.returncode == 0, done.stderr
    same(done.stderr.count("verified: "), 1)


@test
def a_format_that_is_not_read_back_is_refused(box):
    box.fails(2, "render", ENGINEER, "-o", "a.docx", "--verify",
              says="--verify reads back PDF, not docx")
    assert not os.path.exists(box.path("a.docx"))


@test
def quiet_says_nothing_when_all_is_well(box):
    done = box.run("render", ENGINEER, "-o", "a.pdf", "--verify", "-q")
    same((done.returncode, done.stderr), (0, ""))


main()
