"""A good file that can be changed: objects through qpdf's JSON, content and
other streams as bytes, the written file as bytes."""

import base64
import json
import os
import subprocess

from .file import Stream, is_reference, to_json


class Draft:
    def __init__(self, path):
        self.path = path
        self.json = to_json(path)
        self.entries = self.json["qpdf"][1]

    # ---- objects -----------------------------------------------------------

    def get(self, value):
        while is_reference(value):
            entry = self.entries[f"obj:{value}"]
            value = entry["stream"]["dict"] if "stream" in entry \
                else entry["value"]
        return value

    def root(self):
        return self.get(self.entries["trailer"]["value"]["/Root"])

    def info(self):
        return self.get(self.entries["trailer"]["value"]["/Info"])

    def of(self, key, value):
        """The dictionaries that say so: ("/Type", "/Page")."""
        found = []
        for name, entry in self.entries.items():
            at = entry.get("stream", {}).get("dict", entry.get("value"))
            if isinstance(at, dict) and at.get(key) == value and \
                    name != "trailer":
                found.append(at)
        return found

    def page(self):
        kids = self.get(self.root()["/Pages"])["/Kids"]
        return self.get(kids[0])

    def add(self, value):
        """A new object; its reference."""
        number = self.json["qpdf"][0]["maxobjectid"] + 1
        self.json["qpdf"][0]["maxobjectid"] = number
        self.entries[f"obj:{number} 0 R"] = {"value": value}
        return f"{number} 0 R"

    def add_stream(self, data):
        reference = self.add(None)
        self.entries[f"obj:{reference}"] = {"stream": {
            "dict": {}, "data": base64.b64encode(data).decode()}}
        return reference

    # ---- streams -----------------------------------------------------------

    def data(self, reference):
        return Stream(self.entries[f"obj:{reference}"]["stream"]).data()

    def set_data(self, reference, data):
        stream = self.entries[f"obj:{reference}"]["stream"]
        stream["data"] = base64.b64encode(data).decode()
        for key in ("/Filter", "/DecodeParms"):
            stream["dict"].pop(key, None)

    def change(self, reference, edit):
        was = self.data(reference)
        now = edit(was)
        if now == was:
            raise AssertionError("the stream did not change")
        self.set_data(reference, now)

    def content(self, edit):
        self.change(self.page()["/Contents"], edit)

    # ---- writing -----------------------------------------------------------

    def save(self, path):
        with open(path + ".json", "w") as f:
            json.dump(self.json, f)
        subprocess.run(
            ["qpdf", "--json-input", "--newline-before-endstream",
             "--stream-data=preserve", "--warning-exit-0", path + ".json",
             path],
            check=True, stdin=subprocess.DEVNULL, capture_output=True)
        os.remove(path + ".json")
