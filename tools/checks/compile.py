"""What compilers and analyzers say about each file, remembered by content.

A verdict is kept under the hash of everything that it depends on: the tool,
its flags, the file and whatever of ours it includes. Only clean ones are kept.
"""

import hashlib
import os
import re
import shlex
import subprocess
import threading

from checks.names import FOR_EVERYBODY

CODE = ("src", "test", "bench")
_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def makefile_flags(root):
    """The flags of the build that tests use; the Makefile knows them."""
    got = subprocess.run(
        ["make", "-s", "--no-print-directory", "V=plain",
         "print-ALL_CFLAGS"],
        cwd=root, capture_output=True, text=True, check=True)
    flags = shlex.split(got.stdout)
    return [f for f in flags if f not in ("-MMD", "-MP")]


class Compilers:
    """The checks of one tree that start a program for each file."""

    def __init__(self, tree, flags, home):
        """`home` is the checkout: its settings and its memory are used."""
        self.tree, self.home = tree, home
        self.cache = os.path.join(home, "build", "lint")
        self.flags = [*flags, "-Itest", "-Ibench"]
        self.where = ("src", "test", "bench", "build/gen", ".")
        self._versions = {}
        os.makedirs(self.cache, exist_ok=True)

    # ---- what a verdict depends on -----------------------------------------

    def _version(self, tool):
        if tool not in self._versions:
            self._versions[tool] = subprocess.run(
                [tool, "--version"], capture_output=True).stdout
        return self._versions[tool]

    def _resolve(self, name, includer):
        for folder in (os.path.dirname(includer), *self.where):
            path = os.path.normpath(os.path.join(folder, name))
            if os.path.isfile(os.path.join(self.tree.root, path)):
                return path
        return None

    def _closure(self, path):
        todo, seen = [path], set()
        while todo:
            here = todo.pop()
            if here in seen:
                continue
            seen.add(here)
            for name in _INCLUDE.findall(self.tree.text(here)):
                found = self._resolve(name, here)
                if found:
                    todo.append(found)
        return sorted(seen)

    def _key(self, argv, path, config=None):
        h = hashlib.sha256(repr(argv).encode())
        h.update(self._version(argv[0]))
        for each in self._closure(path):
            h.update(f"\0{each}\0".encode())
            h.update(self.tree.text(each).encode())
        for folder in (".", path.split("/")[0]) if config else ():
            settings = os.path.join(self.home, folder, config)
            if os.path.exists(settings):
                with open(settings, "rb") as f:
                    h.update(f.read())
        return os.path.join(self.cache, h.hexdigest()[:32])

    def _ask(self, argv, path, config=None):
        """Runs the tool unless it is known to have nothing to say."""
        key = self._key(argv, path, config)
        if os.path.exists(key):
            return
        got = subprocess.run(argv, cwd=self.tree.root, text=True,
                             capture_output=True)
        if got.returncode == 0:
            open(key, "w").close()
        else:
            said = self._plain(got.stdout + got.stderr)
            yield said or f"{path}: {argv[0]} ends with {got.returncode}"

    def _plain(self, said):
        """Without the counts of what was not shown, paths as ours."""
        said = said.replace(self.tree.root + "/", "")
        return "\n".join(x for x in said.splitlines()
                         if not x.endswith(" generated."))

    # ---- the checks, one file each -----------------------------------------

    def sources(self):
        return self.tree.under(*CODE, ends=(".c",))

    def headers(self):
        return self.tree.under(*CODE, ends=(".h",))

    def header_alone(self, path):
        yield from self._ask(
            ["gcc", *self.flags, "-Werror", "-fsyntax-only", "-xc",
             "-include", path, "/dev/null"], path)

    def _object(self, path):
        """The command, and where its result is kept. gcc's analyzer is the
        whole-function one here: with the release's flags it is quick and has
        raised no false alarm, where cppcheck, that sees one call at a time,
        takes filled out-parameters for uninitialised ones."""
        argv = ["gcc", *self.flags, "-fanalyzer", "-Werror", "-c", path]
        return argv, self._key(argv, path) + ".o"

    def gcc(self, path):
        """Compiles as the release does, where flow is seen, and keeps the
        object: its symbols are looked at later."""
        argv, key = self._object(path)
        if os.path.exists(key):
            return
        made = f"{key}.{os.getpid()}.{threading.get_ident()}"
        got = subprocess.run([*argv, "-o", made], cwd=self.tree.root,
                             text=True, capture_output=True)
        if got.returncode:
            yield got.stderr.strip()
        else:
            os.replace(made, key)

    def clang(self, path):
        yield from self._ask(
            ["clang", *self.flags, "-Wmissing-variable-declarations",
             "-Werror", "-fsyntax-only", path], path)

    def clang_format(self, path):
        yield from self._ask(
            ["clang-format", "--dry-run", "-Werror", path], path,
            config=".clang-format")

    def clang_tidy(self, path):
        yield from self._ask(
            ["clang-tidy", "--quiet", path, "--", *self.flags], path,
            config=".clang-tidy")

    # ---- symbols ------------------------------------------------------------

    def symbols(self):
        """{path: (defined, needed)} of every file that compiles."""
        found = {}
        for path in self.sources():
            _argv, key = self._object(path)
            if os.path.exists(key):
                found[path] = _nm(key)
        return found


def _nm(path):
    got = subprocess.run(["nm", "-g", path], capture_output=True, text=True)
    defined, needed = set(), set()
    for line in got.stdout.splitlines():
        kind, name = line.split()[-2:]
        if name.startswith("__") or name.startswith("_GLOBAL_"):
            continue
        # a weak one stands in for another of its name
        (needed if kind in "UwW" else defined).add(name)
    return defined, needed


# Whoever calls these is no object of ours, or needs them not by name.
ALONE = {"main", *FOR_EVERYBODY}


def nobody_else_needs(_tree, symbols):
    """What one file alone uses is static; what no file uses is gone."""
    needed = set()
    for _defined, wants in symbols.values():
        needed |= wants
    for path, (defined, _needed) in sorted(symbols.items()):
        for name in sorted(defined - needed):
            if name not in ALONE and not name.startswith("LLVMFuzzer"):
                yield f"{path}: no other file needs {name}"
