"""tools/match_bench.py - which posting is whose: people and postings that are
made of data/, resumes and postings of a folder, ours beside BM25 and TF-IDF.
For bench/match and tools/run-bench."""

import collections
import glob
import json
import math
import os
import random
import re
import statistics
import subprocess

import taxonomy

BENCH = "build/release/bench/match_bench"
SEED, SKILLS_LEAST = 20261122, 4

WAYS = ("Kept {} up for three mills and their owners",
        "Worked with {} every day, and taught others how",
        "Brought {} to the yard, which had none before",
        "Chosen by the house to look after {}")
ASKS = ("Experience with {}", "You know {} well", "{} in daily work",
        "Solid knowledge of {}")


# ---- people whose skills have other names -----------------------------------


def folders():
    texts = []
    for path in sorted(glob.glob("data/*/*.txt")):
        with open(path, encoding="utf-8") as file:
            texts.append((path, file.read()))
    return taxonomy.read(texts)


def other_names(entry):
    """How else it is called, by words that are not its own."""
    own = set(re.findall(r"\w+", entry.label.lower()))
    names = [n.text for n in entry.names[1:] if "?" not in n.marks]
    return [n for n in names if not own & set(re.findall(r"\w+", n.lower()))] \
        or names


def reworded():
    """(title, what the posting asks for, the same by other names) of each
    occupation that has enough skills with other names."""
    found = folders()
    skills = {e.label: e for e in found["skills"].entries}
    draw = random.Random(SEED)
    for title in found["titles"].entries:
        asks = [skills[x] for x in title.given[":"] if x in skills]
        asks = [e for e in asks if other_names(e)]
        if len(asks) >= SKILLS_LEAST:
            yield (title.label, [e.label for e in asks],
                   [draw.choice(other_names(e)) for e in asks])


def person(names, draw):
    half = len(names) // 2
    return {"basics": {"name": "Ada Quill"},
            "work": [{"name": "Larkspur Mills", "startDate": "2018-02",
                      "highlights": [draw.choice(WAYS).format(n)
                                     for n in names[:half]]}],
            "skills": [{"name": "Also", "keywords": names[half:]}]}


def posting(title, labels, draw):
    lines = [f"- {draw.choice(ASKS).format(x)}" for x in labels]
    return "\n".join([title, "", "Company: Oak & Sons", "", "Requirements",
                      *lines, "", "We offer", "- A desk by the window", ""])


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def make(folder):
    """(resumes, postings): files, of which the nth belongs to the nth."""
    os.makedirs(folder, exist_ok=True)
    draw, resumes, postings = random.Random(SEED + 1), [], []
    for i, (title, labels, names) in enumerate(reworded()):
        resumes.append(write(f"{folder}/{i}.json",
                             json.dumps(person(names, draw))))
        postings.append(write(f"{folder}/{i}.txt",
                              posting(title, labels, draw)))
    return resumes, postings


# ---- who scores -------------------------------------------------------------


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def texts_of(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return " ".join(texts_of(v) for v in value)
    return value if isinstance(value, str) else ""


def words(text):
    return re.findall(r"[a-z0-9][a-z0-9+#.]*", text.lower())


def ours(resumes, postings, bench=BENCH):
    lines = [f"resume\t{p}" for p in resumes]
    lines += [f"posting\t{p}" for p in postings]
    got = subprocess.run([bench, "--matrix"], input="\n".join(lines) + "\n",
                         text=True, capture_output=True)
    if got.returncode:
        raise SystemExit(got.stderr)
    return [[float(x) for x in row.split("\t")]
            for row in got.stdout.splitlines()]


def bm25(resumes, postings, k1=1.2, b=0.75):
    docs = [collections.Counter(words(read(p))) for p in postings]
    size = [sum(d.values()) for d in docs]
    mean = statistics.mean(size)
    seen = collections.Counter(w for d in docs for w in d)
    weight = {w: math.log(1 + (len(docs) - n + 0.5) / (n + 0.5))
              for w, n in seen.items()}
    for path in resumes:
        query = set(words(texts_of(json.loads(read(path))))) & set(weight)
        yield [sum(weight[w] * d[w] * (k1 + 1) /
                   (d[w] + k1 * (1 - b + b * s / mean))
                   for w in query if w in d) for d, s in zip(docs, size)]


def tfidf(resumes, postings):
    docs = [collections.Counter(words(read(p))) for p in postings]
    people = [collections.Counter(words(texts_of(json.loads(read(p)))))
              for p in resumes]
    seen = collections.Counter(w for d in docs + people for w in d)
    weight = {w: math.log((1 + len(docs) + len(people)) / (1 + n)) + 1
              for w, n in seen.items()}

    def vector(count):
        v = {w: n * weight[w] for w, n in count.items()}
        norm = math.sqrt(sum(x * x for x in v.values())) or 1
        return {w: x / norm for w, x in v.items()}

    docs = [vector(d) for d in docs]
    for v in map(vector, people):
        yield [sum(x * d[w] for w, x in v.items() if w in d) for d in docs]


PEERS = {"vitae": ours, "bm25": lambda r, p: list(bm25(r, p)),
         "tfidf": lambda r, p: list(tfidf(r, p))}


# ---- figures ----------------------------------------------------------------


def mrr(matrix):
    """Of equal ones the right one stands in the middle."""
    sum_ = 0
    for i, row in enumerate(matrix):
        better = sum(x > row[i] for x in row)
        equal = sum(x == row[i] for x in row) - 1
        sum_ += 1 / (1 + better + equal / 2)
    return sum_ / len(matrix)


def auc(row, near, far):
    won = sum((row[a] > row[b]) + (row[a] == row[b]) / 2
              for a in near for b in far)
    return won / (len(near) * len(far))


def clean(value):
    """Without what a truth has for its own use."""
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()
                if v is not None and not k.startswith("_")}
    return [clean(v) for v in value] if isinstance(value, list) else value


def matching(folder, patterns, name):
    return [p for pattern in patterns
            for p in sorted(glob.glob(f"{folder}/{pattern}/{name}"))]


def corpus(folder, people, near, far, out):
    """{peer: (mean, least)} of AUC: `near` postings over `far` ones."""
    os.makedirs(out, exist_ok=True)
    resumes = [write(f"{out}/{i}.json", json.dumps(clean(json.loads(read(p)))))
               for i, p in enumerate(matching(f"{folder}/resumes", people,
                                              "truth.json"))]
    a = matching(f"{folder}/postings", near, "jd.txt")
    b = matching(f"{folder}/postings", far, "jd.txt")
    if not resumes or not a or not b:
        return None
    first, second = range(len(a)), range(len(a), len(a) + len(b))
    found = {}
    for name, score in PEERS.items():
        rows = [auc(row, first, second) for row in score(resumes, a + b)]
        found[name] = statistics.mean(rows), min(rows)
    return found


def figures(out="build/bench/match"):
    """Of what is made here: the part that needs no folder of others."""
    resumes, postings = make(out)
    found = {"match.reworded.pairs": (float(len(resumes)), "pairs")}
    for name, score in PEERS.items():
        rank = mrr(score(resumes, postings))
        found[f"match.reworded.{name}.mrr"] = (rank, "MRR")
    return found
