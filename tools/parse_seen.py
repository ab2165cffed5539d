"""tools/parse_seen.py - what a document shows: which of the truth may be asked
for, and which words of an answer it does not hold."""

import copy
import re

from parse_score import (address, date, degree, digits, entries, fold, place,
                         squash, words)


class Shown:
    """The words of one document."""

    def __init__(self, text):
        self.text, self.squashed = text, squash(text)
        self.words = set(words(text))

    def has(self, value):
        flat = squash(value)
        if not flat:
            return False
        if flat in self.squashed:
            return True
        listed = words(value)
        there = sum(w in self.words for w in listed)
        return len(listed) >= 4 and there / len(listed) >= 0.85

    def has_year(self, value):
        at = date(value)
        return not at or str(at[0]) in self.text or \
            re.search(rf"['’]{at[0] % 100:02d}", self.text) is not None


def _entry(e, keys, shown):
    for key in keys:
        if e.get(key) and not shown.has(e[key]):
            del e[key]
    if e.get("highlights"):
        e["highlights"] = [h for h in e["highlights"] if shown.has(h)]
    for key in ("startDate", "endDate"):
        if e.get(key) and not shown.has_year(e[key]):
            del e[key]
    return e


def _basics(b, shown):
    for key in ("name", "email", "label", "summary"):
        if b.get(key) and not shown.has(b[key]):
            del b[key]
    if b.get("phone") and digits(b["phone"])[-7:] not in digits(shown.text):
        del b["phone"]
    if b.get("url") and squash(address(b["url"])) not in shown.squashed:
        del b["url"]
    b["profiles"] = [
        p for p in b.get("profiles") or []
        if any(p.get(k) and squash(address(p[k])) in shown.squashed
               for k in ("username", "url"))]
    listed = words(place(b))
    if sum(w in shown.words for w in listed) < 0.5 * len(listed):
        b.pop("location", None)


def truth_shown(truth, text):
    """The truth without what the document does not show."""
    truth, shown = copy.deepcopy(truth), Shown(text)
    if not text:
        return truth
    _basics(truth.setdefault("basics", {}), shown)
    truth["work"] = [
        e for e in (_entry(e, ("name", "position", "summary"), shown)
                    for e in entries(truth, "work"))
        if e.get("name") or e.get("position")]
    schools = [_entry(e, ("institution",), shown)
               for e in entries(truth, "education")]
    truth["education"] = [e for e in schools if e.get("institution") or
                          shown.has(degree(e))]
    for e in truth["education"]:
        for key in ("area", "studyType"):
            if e.get(key) and not shown.has(e[key]):
                del e[key]
    truth["projects"] = [
        e for e in (_entry(e, ("name",), shown)
                    for e in entries(truth, "projects")) if e.get("name")]
    for s in entries(truth, "skills"):
        s["keywords"] = [k for k in s.get("keywords") or [] if shown.has(k)]
    return truth


# ---- words that nobody wrote ------------------------------------------------

# Made from what is written, not copied: dates as ISO has them, codes.
MADE = {"startDate", "endDate", "date", "releaseDate", "countryCode",
        "network", "$schema", "meta", "id"}


def values(node, key=""):
    if isinstance(node, dict):
        for k, v in node.items():
            if k not in MADE:
                yield from values(v, k)
    elif isinstance(node, list):
        for v in node:
            yield from values(v, key)
    elif isinstance(node, str):
        yield key, node


def invented(got, text):
    """Words of an answer that the document's words do not hold."""
    shown, out = Shown(text), []
    for key, value in values(got):
        value = address(value) if key == "url" else value
        if squash(value) in shown.squashed:
            continue
        out += [w for w in fold(value).split()
                if w not in shown.words and w not in shown.squashed]
    return out
