"""press_peers/python/peer.py - what the peers in Python share.

    NAME.py INPUT OUTPUT

Each line on standard input is a number; so many documents are made, each with
another word in place of one, the last is written to OUTPUT, and "done" is
said. The first is as it was given.
"""

import sys

MARK = "fourteen"


def word(i):
    """Eight letters, another word for each i; the mark itself for 0."""
    letters, x = "", i * 48271 % 2147483647
    for _ in range(8):
        letters += chr(97 + x % 26)
        x //= 26
    return letters if i else MARK


def serve(render):
    with open(sys.argv[1], encoding="utf-8") as f:
        text = f.read()
    made = 0
    for line in sys.stdin:
        for _ in range(int(line)):
            data = render(text.replace(MARK, word(made)))
            made += 1
        with open(sys.argv[2], "wb") as f:
            f.write(data)
        print("done", flush=True)
