"""A PDF as objects: read with qpdf --json, numbers and names as JSON has them.

Names are "/Name", references "12 0 R", text strings "u:...", others "b:hex".
"""

import base64
import json
import re
import subprocess
import zlib

_REFERENCE = re.compile(r"\d+ \d+ R\Z")


class Broken(Exception):
    """Nobody can read this file."""


def is_reference(value):
    return isinstance(value, str) and bool(_REFERENCE.match(value))


def is_name(value):
    return isinstance(value, str) and value.startswith("/")


def is_string(value):
    return isinstance(value, str) and value[:2] in ("u:", "b:")


def text(value):
    """A text string's characters; of what is none, none."""
    if not is_string(value):
        return ""
    if value.startswith("u:"):
        return value[2:]
    raw = bytes.fromhex(value[2:])
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.decode("latin-1")


def octets(value):
    """A string's bytes."""
    if value.startswith("b:"):
        return bytes.fromhex(value[2:])
    try:
        return value[2:].encode("latin-1")
    except UnicodeEncodeError:
        return b"\xfe\xff" + value[2:].encode("utf-16-be")


def to_json(path):
    got = subprocess.run(
        ["qpdf", "--json-output", "--json-stream-data=inline",
         "--decode-level=none", "--warning-exit-0", path],
        stdin=subprocess.DEVNULL, capture_output=True)
    if got.returncode or not got.stdout:
        said = got.stderr.decode(errors="replace").strip().splitlines()
        raise Broken(said[-1] if said else "qpdf cannot read it")
    # names that are no UTF-8 come as they are
    return json.loads(got.stdout.decode("utf-8", "surrogateescape"))


class Stream:
    def __init__(self, entry):
        self.dict = entry["dict"]
        self.raw = base64.b64decode(entry.get("data", ""))

    def filters(self):
        wanted = self.dict.get("/Filter", [])
        return wanted if isinstance(wanted, list) else [wanted]

    def data(self):
        """Unpacked, as far as Flate goes."""
        data = self.raw
        for name in self.filters():
            if name not in ("/FlateDecode", "/Fl"):
                break
            try:
                data = zlib.decompress(data)
            except zlib.error as error:
                raise Broken(f"a stream cannot be unpacked: {error}")
        return data


class Pdf:
    """`objects` by number; a stream among them is a Stream."""

    def __init__(self, path):
        with open(path, "rb") as f:
            self.raw = f.read()
        entries = to_json(path)["qpdf"][1]
        self.trailer = entries.pop("trailer")["value"]
        self.objects = {}
        for key, entry in entries.items():
            number = int(key.split(":")[1].split()[0])
            self.objects[number] = (Stream(entry["stream"])
                                    if "stream" in entry else entry["value"])
        self.root = self.get(self.trailer.get("/Root")) or {}

    def get(self, value):
        """Behind references."""
        for _ in range(50):
            if not is_reference(value):
                return value
            value = self.objects.get(int(value.split()[0]))
        raise Broken("references go round in a circle")

    def dict(self, value):
        """A dictionary, that of a stream too; of what is none, an empty one."""
        value = self.get(value)
        if isinstance(value, Stream):
            return value.dict
        return value if isinstance(value, dict) else {}

    def list(self, value):
        value = self.get(value)
        return value if isinstance(value, list) else []

    def streams(self):
        for number, value in sorted(self.objects.items()):
            if isinstance(value, Stream):
                yield number, value

    def dicts(self):
        """Every dictionary there is: (number of its object, dictionary)."""
        for number, value in sorted(self.objects.items()):
            todo = [value]
            while todo:
                value = todo.pop()
                if isinstance(value, Stream):
                    value = value.dict
                if isinstance(value, dict):
                    yield number, value
                    todo.extend(value.values())
                elif isinstance(value, list):
                    todo.extend(value)

    def values(self):
        """Every value that is no list and no dictionary."""
        for number, value in sorted(self.objects.items()):
            todo = [value]
            while todo:
                value = todo.pop()
                if isinstance(value, Stream):
                    value = value.dict
                if isinstance(value, dict):
                    todo.extend(value.values())
                    todo.extend(value.keys())
                elif isinstance(value, list):
                    todo.extend(value)
                else:
                    yield number, value

    def pages(self):
        """(number, dictionary) of each page, in order."""
        found, seen = [], set()

        def walk(reference):
            node = self.dict(reference)
            if reference in seen:
                raise Broken("the pages go round in a circle")
            seen.add(reference)
            if node.get("/Type") == "/Page":
                found.append((int(reference.split()[0]), node))
            for kid in self.list(node.get("/Kids")):
                walk(kid)

        if is_reference(self.root.get("/Pages")):
            walk(self.root["/Pages"])
        return found

    def annotations(self):
        for number, page in self.pages():
            for reference in self.list(page.get("/Annots")):
                yield number, reference, self.dict(reference)
