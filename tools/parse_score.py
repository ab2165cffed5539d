"""tools/parse_score.py - how much of a resume a parser found: field by field,
against the truth that comes with a document. Knows no parser.

Fifteen groups of fields; each has hits, false finds and misses over all
documents. A truth that the document does not show is not asked for. Two texts
are the same when they are alike in 80 of 100 letters or words, or when one
holds the other and is at most twice as long; STRICT asks for equality.
"""

import collections
import difflib
import re
import unicodedata

import parse_dates

FIELDS = ("name", "email", "phone", "urls", "location", "work.company",
          "work.position", "work.start", "work.end", "work.bullets",
          "edu.institution", "edu.degree", "edu.dates", "projects.name",
          "skills")

# ---- text -------------------------------------------------------------------

_SAME = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "\u00ad": "",
                       "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi",
                       "ﬄ": "ffl"})


def fold(text):
    """Words of small letters without accents and marks."""
    if text is None:
        return ""
    if isinstance(text, (list, tuple)):
        text = " ".join(map(str, text))
    if isinstance(text, dict):
        text = " ".join(map(str, text.values()))
    text = unicodedata.normalize("NFKD", str(text).translate(_SAME))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.lower().translate(_SAME)
    text = re.sub(r"[’‘`´']", "", text)
    return " ".join(re.sub(r"[^\w+#]+|_", " ", text).split())


def words(text):
    return fold(text).split()


def squash(text):
    return fold(text).replace(" ", "")


def shared(a, b):
    """F1 of words, as often as they come."""
    a, b = words(a), words(b)
    both = collections.Counter(a) & collections.Counter(b)
    return 2 * sum(both.values()) / (len(a) + len(b)) if a and b else 0.0


def letters(a, b):
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def alike(a, b):
    a, b = fold(a), fold(b)
    if not a or not b:
        return 0.0
    if a.replace(" ", "") == b.replace(" ", ""):
        return 1.0
    short = len(a) < 300 and len(b) < 300
    return max(shared(a, b), letters(a, b) if short else 0)


def same(a, b, least=0.8):
    a, b = fold(a), fold(b)
    if not a or not b:
        return False
    if alike(a, b) >= least:
        return True
    if len(a.split()) > len(b.split()):
        a, b = b, a
    return f" {a} " in f" {b} " and len(a.split()) * 2 >= len(b.split())


# ---- dates ------------------------------------------------------------------

def date(text):
    """ISO becomes (year, month or None); what is no date of the kind, None."""
    found = re.match(r"\s*((?:19|20)\d\d)(?:-(\d\d))?", str(text or ""))
    if not found:
        return None
    return int(found[1]), int(found[2]) if found[2] else None


def period(entry):
    """Start and end; an end that nobody wrote is now."""
    raw = entry.get("_date")
    if raw and not entry.get("startDate") and not entry.get("endDate"):
        return parse_dates.period(raw)
    start, end = date(entry.get("startDate")), date(entry.get("endDate"))
    if start and not end and not entry.get("endDate"):
        end = "now"
    if end and not start:
        start = end
    if entry.get("endDate") and not end:
        end = "now"
    return start, end


def dates_same(want, have):
    if want is None or have is None or "now" in (want, have):
        return want is not None and want == have
    return want[0] == have[0] and want[1] in (None, have[1])


# ---- persons ----------------------------------------------------------------

def digits(text):
    return re.sub(r"\D", "", str(text or ""))


def phones_same(a, b):
    a, b = digits(a), digits(b)
    return a == b != "" or len(a) >= 6 <= len(b) and a[-8:] == b[-8:]


def address(url):
    url = re.sub(r"^[a-z]+:/+", "", str(url or "").strip().lower())
    return re.sub(r"^www\.", "", url).rstrip("/.,;")


def addresses(basics):
    found = [address(basics.get(k)) for k in ("url", "website")]
    for p in basics.get("profiles") or []:
        if isinstance(p, dict):
            user = str(p.get("username") or "").lower().strip("@/")
            found.append(address(p.get("url")) or user)
    return list(dict.fromkeys(f for f in found if f))


def host(url):
    return url.split("/")[0].split(".")[-2:]


def addresses_same(a, b):
    if a == b:
        return True
    ends = [u.split("/")[-1].lstrip("@") for u in (a, b)]
    if len(ends[0]) <= 2 or ends[0] != ends[1]:
        return False
    return "/" not in a or "/" not in b or host(a) == host(b)


def place(basics):
    where = basics.get("location")
    if not isinstance(where, dict):
        return where or ""
    return " ".join(str(where[k]) for k in (
        "address", "city", "region", "postalCode", "countryCode")
        if where.get(k))


def places_same(want, have):
    want, have = set(words(want)), set(words(have))
    if not want or not have:
        return False
    both = len(want & have)
    return both / min(len(want), len(have)) >= 0.66 and \
        both >= min(2, len(want))


def mails_same(a, b):
    return letters(str(a).strip().lower(), str(b).strip().lower()) >= 0.97


# ---- lists ------------------------------------------------------------------

def entries(resume, kind):
    return [e for e in resume.get(kind) or [] if isinstance(e, dict)]


def degree(school):
    return " ".join(str(school[k]) for k in ("studyType", "area")
                    if school.get(k))


def skills(resume):
    found = []
    for s in resume.get("skills") or []:
        s = {"keywords": [s]} if isinstance(s, str) else s
        if not isinstance(s, dict):
            continue
        listed = [str(k) for k in s.get("keywords") or [] if k]
        for k in listed:
            found += re.split(r"[,;|•·\n]|(?<=\w)\s*:\s+", k)
        if not listed and s.get("name"):
            found.append(s["name"])
    return list(dict.fromkeys(fold(f) for f in found if fold(f)))


def bullets(job):
    found = [h for h in job.get("highlights") or [] if h]
    if not found and job.get("summary"):
        found = [s for s in re.split(r"\n+|(?<=[.;])\s+(?=[A-Z•-])",
                                     job["summary"]) if s.strip()]
    return found


def pairs(wanted, found, value):
    """Who belongs to whom, the likeliest first; {index: index}."""
    all_ = sorted(((value(w, f), -abs(i - k), i, k)
                   for i, w in enumerate(wanted)
                   for k, f in enumerate(found)), reverse=True)
    out = {}
    for v, _, i, k in all_:
        if v > 0 and i not in out and k not in out.values():
            out[i] = k
    return out


def job_value(want, have):
    name, role = have.get("name") or have.get("company"), have.get("position")
    v = 0.45 * alike(want.get("name"), name) + \
        0.45 * alike(want.get("position"), role)
    # one whose two fields are swapped is still that one: two wrong fields
    v = max(v, 0.4 * alike(want.get("name"), role) +
            0.4 * alike(want.get("position"), name))
    (s, e), (t, f) = period(want), period(have)
    v += 0.15 * dates_same(s, t) + 0.1 * dates_same(e, f)
    a, b = (" ".join(map(str, (x.get("highlights") or [])[:2]))
            for x in (want, have))
    v += 0.2 * shared(a, b)
    return v if v >= 0.3 else 0


def school_value(want, have):
    v = 0.6 * alike(want.get("institution"), have.get("institution")) + \
        0.4 * alike(degree(want), degree(have)) + \
        0.1 * dates_same(period(want)[1], period(have)[1])
    return v if v >= 0.3 else 0


# ---- counting ---------------------------------------------------------------

class Count:
    """Hits, false finds and misses, by field."""

    def __init__(self):
        self.of = {}

    def add(self, field, hits=0, wrong=0, missed=0):
        c = self.of.setdefault(field, [0, 0, 0])
        for i, n in enumerate((hits, wrong, missed)):
            c[i] += n

    def one(self, field, want, have, equal):
        if not want:
            return
        if have and equal(want, have):
            self.add(field, hits=1)
        else:
            self.add(field, wrong=bool(have), missed=1)

    def many(self, field, want, have, equal):
        if not want:
            return
        left, hits = list(have), 0
        for w in want:
            for k, h in enumerate(left):
                if equal(w, h):
                    del left[k]
                    hits += 1
                    break
        self.add(field, hits, len(left), len(want) - hits)

    def join(self, other):
        for field, c in other.of.items():
            self.add(field, *c)

    def figures(self, field):
        """(precision, recall, F1) or None."""
        if not sum(self.of.get(field, ())):
            return None
        hits, wrong, missed = self.of[field]
        return (hits / max(hits + wrong, 1), hits / max(hits + missed, 1),
                2 * hits / (2 * hits + wrong + missed))

    def macro(self):
        got = [f[2] for f in map(self.figures, FIELDS) if f]
        return sum(got) / len(got) if got else None


def count_jobs(want, have, to):
    if not want:
        return
    pair = pairs(want, have, job_value)
    for i, w in enumerate(want):
        h = have[pair[i]] if i in pair else {}
        to.one("work.company", w.get("name"),
               h.get("name") or h.get("company"), same)
        to.one("work.position", w.get("position"), h.get("position"), same)
        (s, e), (t, f) = period(w), period(h) if h else (None, None)
        to.one("work.start", s, t, dates_same)
        to.one("work.end", e, f, dates_same)
        to.many("work.bullets", [b for b in w.get("highlights") or []
                                 if fold(b)], bullets(h),
                lambda a, b: shared(a, b) >= 0.8)
    for k, h in enumerate(have):
        if k not in pair.values():
            start, end = period(h)
            for field, there in (
                    ("company", h.get("name")), ("position", h.get("position")),
                    ("start", start), ("end", end)):
                to.add(f"work.{field}", wrong=bool(there))
            to.add("work.bullets", wrong=len(h.get("highlights") or []))


def count_schools(want, have, to):
    if not want:
        return
    pair = pairs(want, have, school_value)
    for i, w in enumerate(want):
        h = have[pair[i]] if i in pair else {}
        to.one("edu.institution", w.get("institution"), h.get("institution"),
               lambda a, b: same(a, b, 0.75))
        to.one("edu.degree", degree(w), degree(h),
               lambda a, b: shared(a, b) >= 0.6 or same(a, b))
        (s, e), (t, f) = period(w), period(h) if h else (None, None)
        to.one("edu.dates", e or s, f or t, dates_same)
    for k, h in enumerate(have):
        if k not in pair.values():
            to.add("edu.institution", wrong=bool(h.get("institution")))
            to.add("edu.degree", wrong=bool(degree(h)))


def score(truth, got):
    """What of one document was found."""
    to, want, have = Count(), truth.get("basics") or {}, \
        got.get("basics") or {}
    to.one("name", want.get("name"), have.get("name"),
           lambda a, b: same(a, b, 0.9))
    to.one("email", want.get("email"), have.get("email"), mails_same)
    to.one("phone", want.get("phone"), have.get("phone"), phones_same)
    to.many("urls", addresses(want), addresses(have), addresses_same)
    to.one("location", place(want), place(have), places_same)
    count_jobs(entries(truth, "work"), entries(got, "work"), to)
    count_schools(entries(truth, "education"), entries(got, "education"), to)
    to.many("projects.name", [p["name"] for p in entries(truth, "projects")
                              if p.get("name")],
            [p["name"] for p in entries(got, "projects") if p.get("name")],
            same)
    wanted, found = skills(truth), skills(got)
    heads = {fold(s.get("name")) for s in entries(truth, "skills")}
    to.many("skills", wanted, [f for f in found
                               if f in wanted or f not in heads],
            lambda a, b: a == b or letters(a, b) >= 0.88)
    return to
