"""Words that must not stand where they stand."""

import ast
import os
import re
import subprocess

from checks import room_of

# No bound, no type or no thread safety.
BANNED = """strcpy strcat sprintf vsprintf gets strtok strncpy strncat atoi
	atol atoll atof alloca strdupa rand srand random localtime gmtime
	asctime ctime asctime_r ctime_r tmpnam tempnam mktemp gethostbyname
	inet_ntoa bcopy""".split()
# A shell reads what outsiders write.
SHELL = "system popen".split()
# The environment is read once, by main.c; tests may set it.
ENVIRONMENT = "setenv putenv unsetenv clearenv".split()
# Only a command talks to a terminal; rooms below return errors.
TERMINAL = "printf vprintf puts putchar perror err errx warn warnx".split()

_CALL = re.compile(r"(?<![\w.>])([a-z]\w*)\s*\(")


def _calls(tree, path):
    code = tree.code(path)
    for found in _CALL.finditer(code):
        yield found.group(1), code.count("\n", 0, found.start()) + 1


def banned_functions(tree):
    for path in tree.under("src", "test", "bench", ends=(".c", ".h", ".def")):
        room = room_of(path)
        words = set(BANNED)
        if room:
            words.update(ENVIRONMENT + SHELL)
        if room and room != "cmd":
            words.update(TERMINAL)
        for name, line in _calls(tree, path):
            if name in words:
                yield f"{path}:{line}: {name}() is banned here"


_LATER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")


def _own_text(tree):
    return [p for p in tree.files if "\0" not in tree.text(p)]


def nothing_is_left_for_later(tree):
    for path in _own_text(tree):
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            if _LATER.search(line):
                yield f"{path}:{number}: do it or drop it: {line.strip()}"


_HOMES = re.compile(r"/home/\w+/|/Users/\w+/|/roo[t]/")
_PATH = re.compile(r"(?<![\w./-])/[\w-]+/[\w.-]+")
_ANYWHERE = ("/usr/", "/opt/", "/var/", "/srv/", "/app/", "/src/", "/tmp/")


def _is_of_this_machine(root, path):
    """A neighbour of the checkout, where not every machine has the like."""
    beside = os.path.dirname(root) + "/"
    return (path.startswith(beside) and not path.startswith(_ANYWHERE)
            and os.path.exists(path))


def no_path_of_a_machine(tree):
    for path in _own_text(tree):
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            if _HOMES.search(line) or any(
                    _is_of_this_machine(tree.root, found)
                    for found in _PATH.findall(line)):
                yield f"{path}:{number}: a path of one machine: {line.strip()}"


def scripts_parse(tree):
    for path in tree.files:
        first = tree.text(path).split("\n", 1)[0]
        if path.endswith(".sh") or re.match(r"#!.*/sh$", first):
            got = subprocess.run(["sh", "-n", path], cwd=tree.root,
                                 capture_output=True, text=True)
            if got.returncode:
                yield f"{path}: {got.stderr.strip()}"
        elif path.endswith(".py") or "python3" in first:
            try:
                ast.parse(tree.text(path))
            except SyntaxError as error:
                yield f"{path}:{error.lineno}: {error.msg}"


def a_licence_is_there(tree):
    if "LICENSE" not in tree.files:
        yield "LICENSE: is missing"
    elif "Apache License" not in tree.text("LICENSE")[:400]:
        yield "LICENSE: is not the Apache License"
