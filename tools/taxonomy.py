"""tools/taxonomy.py - reads data/skills and data/titles, and says what is
wrong with them. data/README.md describes their form. It neither searches
texts nor writes tables.
"""

import re
import unicodedata

KINDS = {
    "skills": ("tool", "method", "field", "soft", "certificate"),
    "titles": ("title", "rank"),
}
NAME_BYTES, NAME_WORDS, LEVELS = 60, 8, 5

# What NFKD leaves whole, as src/resume/words.c has it.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th",
     "ı": "i", "&": " and "}
)
_ESCAPED = re.compile(r"\\(.)")
_SIGN = re.compile(r"[=<~,|!?#:\\]")
_SPLIT = re.compile(r"(?<!\\)([=<~:])")
_FAMILY = re.compile(r"\[([^\[\]|]+) \| ([^\[\]|]+)\]$")
_ORDER = {"=": 0, "<": 1, "~": 2, ":": 3}


def fold(name, exact=False):
    """A name as the matching sees it: one word without case, accents and
    punctuation, the last word without a plural's s (that of KPIs, not that of
    ADLS or Electronics). C, C++ and C# differ; .NET is not net."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c))
    words = re.findall(r"(?:^\.)?[^\W_]+[+#]*|[+#]+", text)
    last = words[-1] if words else ""
    plural = name.endswith("s") and len(last) > 3 and last[-2:] != "ss" \
        and not last.endswith("ics")
    if plural and not exact:
        words[-1] = last[:-1]
    return "".join(words)


class Name:
    """One way to write an entry: Go!? is exact and ambiguous."""

    def __init__(self, written):
        bare = re.sub(r"(?<!\\)[!?]+$", "", written)
        self.marks = written[len(bare):]
        self.text = _ESCAPED.sub(r"\1", bare)
        self.written = bare
        self.key = fold(self.text, "!" in self.marks)


class Entry:
    """One line: its names, the first of which is its label, and the labels
    of others that it gives."""

    def __init__(self, at, depth, family):
        self.at, self.depth, self.family = at, depth, family
        self.names, self.parent = [], None
        self.given = {"<": [], "~": [], ":": []}

    @property
    def label(self):
        return self.names[0].text


class Folder:
    """All entries of data/skills or data/titles."""

    def __init__(self, kind):
        self.kind = kind
        self.entries, self.wrong = [], []
        self.families, self.labels, self.keys = {}, {}, {}

    def refuse(self, at, why):
        self.wrong.append(f"{at[0]}:{at[1]}: {why}")

    def above(self, entry):
        """The parents of an entry, as far as they are known."""
        found = [self.labels.get(label) for label in entry.given["<"]]
        return [e for e in [entry.parent, *found] if e]

    def ancestors(self, entry):
        """Everything that an entry proves."""
        seen, left = {}, self.above(entry)
        while left:
            one = left.pop()
            if id(one) not in seen:
                seen[id(one)] = one
                left += self.above(one)
        return list(seen.values())


# ---- lines ------------------------------------------------------------------


def _read_family(folder, at, line):
    found = _FAMILY.match(line)
    if not found:
        folder.refuse(at, "a family is written '[Name | kind]'")
        return None
    name, kind = family = found.groups()
    if kind not in KINDS[folder.kind]:
        kinds = ", ".join(KINDS[folder.kind])
        folder.refuse(at, f"unknown kind '{kind}'; there are: {kinds}")
    elif family in folder.families:
        there = "%s:%d" % folder.families[family][0]
        folder.refuse(at, f"family '{name}' of this kind is at {there} too")
    else:
        folder.families[family] = (at, [])
    return family


def _read_name(folder, at, written):
    name = Name(written)
    if not name.key:
        folder.refuse(at, f"'{written}' is no name")
    elif name.marks not in ("", "!", "?", "!?"):
        folder.refuse(at, f"'{written}': marks are '!', '?' or '!?'")
    elif _SIGN.search(_ESCAPED.sub("", name.written)):
        folder.refuse(at, f"'{written}': write \\ before what is a sign here")
    elif len(name.text.encode()) > NAME_BYTES:
        folder.refuse(at, f"'{name.text}' is over {NAME_BYTES} bytes")
    elif len(re.findall(r"[^\W_]+", name.text)) > NAME_WORDS:
        folder.refuse(at, f"'{name.text}' is over {NAME_WORDS} words")
    elif unicodedata.normalize("NFC", written) != written:
        folder.refuse(at, f"'{name.text}' is not in Unicode's form NFC")
    else:
        return name
    return None


def _read_given(folder, at, entry, sign, texts):
    if sign == ":" and folder.kind != "titles":
        folder.refuse(at, "only titles give skills after ':'")
    for text in texts:
        if re.search(r"(?<!\\)[!?]$", text):
            folder.refuse(at, f"'{text}': labels of others have no marks")
        else:
            entry.given[sign].append(_ESCAPED.sub(r"\1", text))


def _read_entry(folder, at, depth, family, text):
    """An entry of what stands behind the TABs, or None."""
    entry = Entry(at, depth, family)
    label, *rest = _SPLIT.split(text)
    signs, lists = rest[::2], rest[1::2]
    order = [_ORDER[sign] for sign in signs]
    if order != sorted(set(order)):
        folder.refuse(at, "'=', '<', '~', ':' stand in this order, once each")
        return None
    entry.names = [_read_name(folder, at, label.strip())]
    for sign, listed in zip(signs, lists):
        texts = [part.strip() for part in re.split(r"(?<!\\),", listed)]
        if "" in texts:
            folder.refuse(at, f"a name is missing after '{sign}'")
        elif sign == "=":
            entry.names += [_read_name(folder, at, t) for t in texts]
        else:
            _read_given(folder, at, entry, sign, texts)
    return entry if all(entry.names) else None


def _line_is_clean(folder, at, line):
    why = None
    if line != line.rstrip():
        why = "blanks at the end of the line"
    elif re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]", line):
        why = "a control character, or no UTF-8"
    elif re.match(r"\t* ", line):
        why = "indentation is TABs only"
    elif "\t" in line.lstrip("\t") or "  " in line:
        why = "one blank parts words, no TAB and no two"
    if why:
        folder.refuse(at, why)
    return not why


def _hang(folder, entry, stack):
    """Puts an entry below what it proves; stack holds the way to here."""
    if entry.depth >= LEVELS:
        folder.refuse(entry.at, f"more than {LEVELS} levels")
    elif entry.depth > len(stack):
        folder.refuse(entry.at, "indented deeper than a child of what is above")
    else:
        entry.parent = stack[entry.depth - 1] if entry.depth else None
        del stack[entry.depth:]
        stack.append(entry)


def _read_file(folder, path, text):
    family, stack = None, []
    if not text.endswith("\n"):
        folder.refuse((path, text.count("\n") + 1), "no end of the last line")
    for number, line in enumerate(text.split("\n"), 1):
        at, bare = (path, number), line.lstrip("\t")
        if not line or not _line_is_clean(folder, at, line):
            continue
        if bare.startswith("#"):
            continue
        if line.startswith("["):
            family, stack = _read_family(folder, at, line), []
            continue
        if not family:
            folder.refuse(at, "an entry stands below a '[Family | kind]'")
            continue
        depth = len(line) - len(bare)
        entry = _read_entry(folder, at, depth, family, bare)
        if entry:
            _hang(folder, entry, stack)
            folder.entries.append(entry)
            if family in folder.families:
                folder.families[family][1].append(entry)


# ---- the whole --------------------------------------------------------------


def _same(name, other):
    """Do two names of one key find the same words? SWIFT! and Swift! do not.
    """
    exact = "!" in name.marks and "!" in other.marks
    return not exact or name.text == other.text


def _index(folder):
    for entry in folder.entries:
        for name in entry.names:
            others = folder.keys.setdefault(name.key, [])
            for other, its in others:
                if _same(name, its):
                    there = "%s:%d" % other.at
                    folder.refuse(entry.at, f"'{name.text}' is named twice: "
                                  f"'{its.text}' of {there} is the same")
                    break
            others.append((entry, name))
        folder.labels.setdefault(entry.label, entry)


def _meant(folder, label):
    """What an unknown label may mean."""
    found = folder.keys.get(fold(label)) or folder.keys.get(fold(label, True))
    return f"; '{found[0][0].label}' is the label" if found else ""


def _check_given(folder, entry, skills):
    for sign, labels in entry.given.items():
        there = skills if sign == ":" else folder
        for label in labels:
            if label not in there.labels:
                folder.refuse(entry.at, f"unknown label '{label}' after "
                              f"'{sign}'{_meant(there, label)}")
            elif there.labels[label] is entry:
                folder.refuse(entry.at, f"'{label}' is given to itself")
            elif labels.count(label) > 1:
                folder.refuse(entry.at, f"'{label}' is twice after '{sign}'")


def _check_circles(folder):
    for entry in folder.entries:
        above = folder.ancestors(entry)
        if entry in above and entry.label not in entry.given["<"]:
            folder.refuse(entry.at, f"a circle: '{entry.label}' proves itself")
            continue
        for label in entry.given["~"]:
            if folder.labels.get(label) in above:
                folder.refuse(entry.at, f"'{label}' after '~' stands above it")
        for label in entry.given["<"]:
            known = folder.labels.get(label)
            others = [e for e in folder.above(entry) if e is not known]
            if any(known in [e, *folder.ancestors(e)] for e in others):
                folder.refuse(entry.at, f"'{label}' is above it already")


def read(texts):
    """{"skills": Folder, "titles": Folder} of (path, text) pairs, with all
    that is wrong in their lists .wrong."""
    folders = {kind: Folder(kind) for kind in KINDS}
    for path, text in texts:
        _read_file(folders[path.split("/")[1]], path, text)
    for folder in folders.values():
        _index(folder)
    for folder in folders.values():
        for entry in folder.entries:
            _check_given(folder, entry, folders["skills"])
        _check_circles(folder)
    return folders
