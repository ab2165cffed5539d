"""python3 tools/corpus [--out build/corpus] [--only KIND,...] [--vitae FILE] -
a corpus of resumes of people who do not exist, for bench/parse.

Writes <out>/<id>/resume.<ending>, truth.json (JSON Resume: what the document
tells) and visible.txt (its words, targets of links too). Ids begin with n-
(PDFs of a word processor's kind), r- (web themes), d- (Word), o- (scans), x-
(other formats). The same program with the same fonts makes the same corpus.
What a tool that is not installed would make is left out, and said.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time

import make
import make_files
import seen

sys.dont_write_bytecode = True

KINDS = {
    "html": lambda a, w: make.pages(a.out, w, 70),
    "themes": lambda a, w: make.themed(a.out, w, 2),
    "tex": lambda a, w: make.tex(a.out, w, 44),
    "typst": lambda a, w: make_files.typeset(a.out, w, 30),
    "own": lambda a, w: make.own(a.out, w, a.vitae, 3),
    "word": lambda a, w: make_files.words(a.out, w, 40),
    "others": lambda a, w: make_files.others(a.out, w, 8),
    "scans": lambda a, w: make_files.scans(a.out, w, 24),
}


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--out", default="build/corpus")
    ask.add_argument("--only", default=",".join(KINDS))
    ask.add_argument("--vitae", default="build/release/vitae")
    args = ask.parse_args()
    args.out = os.path.abspath(args.out)
    made = []
    for kind in args.only.split(","):
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="vitae-corpus-") as work:
            docs = KINDS[kind](args, work)
        kept = [d for d in docs if seen.complete(d)]
        for d in docs:
            if d not in kept:
                shutil.rmtree(d.folder)
        made += kept
        print(f"{kind:<10} {len(kept):>4} of {len(docs):>4} documents, "
              f"{time.monotonic() - began:.0f} s", flush=True)
    return 0 if made else 1


if __name__ == "__main__":
    sys.exit(main())
