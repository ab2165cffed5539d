"""vitae parse: files that nobody should hand in, and ends that come early
(INT-9, INT-10)."""

import os
import signal
import struct
import subprocess
import sys
import zlib

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import (LOCKED, ROOT, WAIT_S, has, main, same, test,  # noqa: E402
                     until)
from processes import alive, descendants, locked_child  # noqa: E402

sys.path.insert(0, f"{ROOT}/tools")
import odd_bombs  # noqa: E402
import odd_files  # noqa: E402

ENGINEER = f"{ROOT}/test/data/resume/engineer.json"
DRAWING = b'<w:p><w:r><w:drawing><p:pic xmlns:p="http://schemas.openxml' \
    b'formats.org/drawingml/2006/picture"/></w:drawing></w:r></w:p>'
SEVERAL = 60


def made(box, name):
    done = box.run("render", ENGINEER, "-o", name, "-q")
    same((done.returncode, done.stderr), (0, ""))
    return name


def parse(box, *args):
    done = box.run("parse", *args)
    same((done.returncode, done.stderr), (0, ""))
    return done.stdout


def save(box, name, data):
    with open(box.path(name), "wb") as f:
        f.write(data)
    return name


# ---- what OCR is for ---------------------------------------------------------


@test
def a_document_without_drawn_pages_is_never_asked_of_ocr(box):
    same(parse(box, made(box, "cv.docx"), "--ocr=always"),
         parse(box, "cv.docx"))
    save(box, "pictures.docx", odd_files.docx(odd_files.body(DRAWING)))
    box.fails(6, "parse", "pictures.docx",
              says=["pictures and no text", "export it as PDF"])


@test
def the_largest_pictures_keep_to_the_memory_of_their_jail(box):
    """In colours and transparent, or white within a PDF."""
    side = 5000
    row = b"\0" + bytes(4 * side)
    whole = odd_bombs.chunk(b"IDAT", zlib.compress(row * side, 1))
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    save(box, "clear.png", b"\x89PNG\r\n\x1a\n" + odd_bombs.chunk(
        b"IHDR", head) + whole + odd_bombs.chunk(b"IEND", b""))
    save(box, "white.pdf", odd_bombs.picture(
        side, side, zlib.compress(b"\xff" * (3 * side * side), 1),
        odd_bombs.FLATE))
    for name in ("clear.png", "white.pdf"):
        box.fails(6, "parse", name, says="there is no text in it")


# ---- what is wrong is told in a sentence -------------------------------------


@test
def each_reader_speaks_of_the_file_in_a_whole_sentence(box):
    with open(f"{ROOT}/test/data/intake/sample.doc", "rb") as f:
        old = f.read()
    names = [save(box, "old.doc", old[:len(old) // 2]),
             save(box, "wide.png", odd_files.png(2147483647, 1)),
             save(box, "cut.docx", odd_files.docx(b"<w")[:-30])]
    for name in names:
        says = box.fails(6, "parse", name)
        has(says, "vitae: the file could not be read: ")
        assert "read: is " not in says, says


# ---- many of them ------------------------------------------------------------


def broken(whole, n):
    d = odd_files.random.Random(n)
    return odd_files.DAMAGE[n % len(odd_files.DAMAGE)](whole, d)


@test
def a_folder_of_odd_files_leaves_whole_files_or_none(box):
    with open(box.path(made(box, "cv.pdf")), "rb") as f:
        whole = f.read()
    names = [save(box, f"{n:03}.pdf", broken(whole, n))
             for n in range(SEVERAL)]
    done = box.run("parse", *names, made(box, "good.docx"), "--out-dir", "out",
                   "-j", "2")
    failed = done.stderr.count("the file could not be read: ")
    out = sorted(os.listdir(box.path("out")))
    same(done.returncode, 6 if failed else 0)
    has(done.stderr, f"{SEVERAL + 1 - failed} of {SEVERAL + 1} files read in ")
    same(len(out), SEVERAL + 1 - failed)
    assert "good.json" in out, out
    assert "crashed" not in done.stderr, done.stderr
    for name in out:
        has(box.says("validate", f"out/{name}"), "valid")


# ---- an end that comes early -------------------------------------------------


def ends_early(box, number):
    run = subprocess.Popen([box.program, "parse", "scan.png", "-o",
                            "scan.json"], cwd=box.folder, env=box.env,
                           stdout=subprocess.PIPE)
    try:
        if LOCKED:
            until("a child is locked", lambda: locked_child(run.pid))
        else:
            until("a child reads", lambda: len(descendants(run.pid)) > 2)
        born = descendants(run.pid)
        run.send_signal(number)
        run.communicate(timeout=WAIT_S)
    finally:
        run.kill()
    same(run.returncode, -number)
    until("all that was started has ended", lambda: not alive(born))
    same(sorted(os.listdir(box.folder)), ["scan.png"])


@test
def a_program_that_is_killed_leaves_no_reader_and_no_file_behind(box):
    made(box, "scan.png")  # takes a while
    for number in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM):
        ends_early(box, number)


if __name__ == "__main__":
    main()
