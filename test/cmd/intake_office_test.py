"""Documents that LibreOffice wrote: what it made of ours is read back with the
same words, whichever of its formats it took."""

import glob
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, main, same, test  # noqa: E402

SAMPLES = sorted(glob.glob(f"{ROOT}/test/data/resume/*.json"))
TEMPLATES = ["modern", "studio", "executive", "academic"]
OFFICE_S = 240  # LibreOffice starts slowly, and slower beside others
PLAIN = '{"page_numbers": "never"}'


def convert(box, target, files):
    """By a LibreOffice that has a profile of its own."""
    out = box.path(f"as-{target}")
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{box.path('profile')}",
         "--headless", "--convert-to", target, "--outdir", out, *files],
        capture_output=True, text=True, timeout=OFFICE_S)
    assert done.returncode == 0, done.stderr
    return [os.path.join(out, os.path.splitext(os.path.basename(f))[0] +
                         "." + target) for f in files]


def words(box, file):
    return box.says("parse", "--text", file).split()


def check(box, ours, theirs):
    files = []
    for i, sample in enumerate(SAMPLES):
        name = os.path.splitext(os.path.basename(sample))[0]
        files.append(box.path(f"{name}.{ours}"))
        box.says("render", sample, "-t", TEMPLATES[i % len(TEMPLATES)],
                 "-o", files[-1], "-q", "-s", PLAIN)
    assert len(files) >= 10, files
    for target in theirs:
        for file, made in zip(files, convert(box, target, files)):
            same((made, words(box, made)), (made, words(box, file)))


@test
def what_libreoffice_makes_of_our_odt_reads_the_same(box):
    check(box, "odt", ["docx", "fodt"])


@test
def what_libreoffice_makes_of_our_docx_reads_the_same(box):
    check(box, "docx", ["odt"])


if __name__ == "__main__":
    main()
