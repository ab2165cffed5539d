"""Know your room: room_noun_verb(), sentences for tests, guards by path."""

import os
import re

from checks import IDENTIFIER, functions, room_of

_STRUCT = re.compile(rf"^(?:struct|union)\s+({IDENTIFIER})\s*\{{", re.M)
_OPAQUE = re.compile(rf"^struct\s+({IDENTIFIER});", re.M)
_TYPEDEF = re.compile(r"\btypedef\s+(?:const\s+)?(?:struct|union)\b")
TEST_WORDS = 3
# Mechanisms whose nouns are known.
BY_NOUN = ("base", "intake", "match", "press", "tailor")


def prefixes(tree, room):
    """How a room's names begin. Where the noun is the prefix it is that of a
    file, that of a struct which a header declares and the room defines, or
    mem_ of base.h."""
    if room not in BY_NOUN:
        return (room + "_",)
    nouns = {"mem", room}
    named, defined = set(), set()
    for path in tree.under("src/" + room, ends=(".c", ".h")):
        stem = os.path.splitext(os.path.basename(path))[0]
        nouns.add(stem.split("_")[0])
        if path.endswith(".h"):
            named.update(_STRUCT.findall(tree.code(path)))
            named.update(_OPAQUE.findall(tree.code(path)))
        defined.update(_STRUCT.findall(tree.code(path)))
    nouns.update(name.split("_")[0] for name in named & defined)
    return tuple(noun + "_" for noun in sorted(nouns))


# What base/allocator.c does for everybody has the C library's names.
FOR_EVERYBODY = {"malloc", "calloc", "realloc", "memalign", "aligned_alloc",
                 "posix_memalign"}


def calls_show_their_room(tree, symbols):
    """Whatever the linker can see, function or variable."""
    for path, (defined, _needed) in sorted(symbols.items()):
        room = room_of(path)
        if not room:
            continue
        for name in sorted(defined):
            if not name.startswith(prefixes(tree, room)) and \
                    name != room and name not in FOR_EVERYBODY:
                yield f"{path}: {name} does not begin with its room's name"


def structs_have_no_typedef(tree):
    for path in tree.under("src", "test", "bench", ends=(".c", ".h", ".def")):
        code = tree.code(path)
        for found in _TYPEDEF.finditer(code):
            line = code.count("\n", 0, found.start()) + 1
            yield f"{path}:{line}: a typedef of a struct"


def tests_are_sentences(tree):
    for path in tree.under("test"):
        seen = set()
        for f in functions(tree.code(path)):
            if f.name != "TEST":
                continue
            if len(f.argument.split("_")) < TEST_WORDS:
                yield f"{path}:{f.first}: '{f.argument}' is no sentence"
            if f.argument in seen:
                yield f"{path}:{f.first}: '{f.argument}' is there twice"
            seen.add(f.argument)


def _guards(path):
    """ROOM_NOUN_H, just ROOM_H for the room's door; NOUN_H in base, where
    the noun is the prefix, and outside src/."""
    kind, *words = os.path.splitext(path)[0].split("/")
    if len(words) > 1 and words[-1].split("_")[0] == words[-2]:
        del words[-2]
    names = {"_".join(words)}
    if words[0] == "base" or kind != "src":
        names.add(words[-1])
    return {name.upper() + "_H" for name in names}


def guards_match_paths(tree):
    for path in tree.under("src", "test", "bench", ends=(".h",)):
        found = re.search(r"^#ifndef (\w+)\n#define (\w+)", tree.text(path),
                          re.M)
        may = _guards(path)
        if not found or found.group(1) != found.group(2):
            yield f"{path}: no include guard"
        elif found.group(1) not in may:
            want = " or ".join(sorted(may))
            yield f"{path}: the guard is {found.group(1)}, not {want}"
