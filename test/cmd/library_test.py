"""Libraries that are loaded when they are needed (base/library.h): who needs
none loads none, and where no file can be opened they are loaded before."""

import json
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, main, same, test  # noqa: E402

ENGINEER = f"{ROOT}/test/data/resume/engineer.json"
LATE = re.compile(r"lib(pq|curl|sqlite3|ssl|crypto|sodium|crypt|yaml-0|expat|"
                  r"harfbuzz-subset)\.so")


def loaded(box, *args):
    """Files of libraries that the dynamic linker says it looked for."""
    box.env["LD_DEBUG"] = "files"
    done = box.run(*args)
    del box.env["LD_DEBUG"]
    same(done.returncode, 0)
    return {m.group(0) for m in re.finditer(r"lib[\w+-]+\.so", done.stderr)}


@test
def rendering_loads_no_library_that_it_does_not_need(box):
    names = loaded(box, "render", ENGINEER, "-o", "cv.pdf", "-q")
    assert "libharfbuzz.so" in names, names
    same(sorted(n for n in names if LATE.match(n)), [])


@test
def an_encrypted_file_is_read_where_no_library_can_be_loaded(box):
    box.run("render", ENGINEER, "-o", "cv.pdf", "-q")
    for bits, weak in (("256", []), ("128", ["--allow-weak-crypto"])):
        subprocess.run(["qpdf", *weak, "--encrypt", "", "owner", bits, "--",
                        box.path("cv.pdf"), box.path("locked.pdf")],
                       check=True)
        done = box.run("parse", "locked.pdf")
        same(done.returncode, 0)
        with open(ENGINEER) as f:
            same(json.loads(done.stdout)["basics"]["name"],
                 json.load(f)["basics"]["name"])


if __name__ == "__main__":
    main()
