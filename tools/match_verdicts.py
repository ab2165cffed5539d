"""tools/match_verdicts.py - does the match say of each requirement what a
person says who reads both? For bench/match.

A set is a JSON list of {name, resume, posting, requirements: [{text,
verdict}]}, the resume as JSON Resume ('vitae parse' makes one of any file), the
verdict met, partial or missing. Ours (test/data/match/verdicts.json) was
written, verdicts and all, before it was run. So was each part of FRESH, NAMED
and ORDINARY, and then the words that it lacked were added: what it shows of
postings that nobody has seen yet, doc/match.md says. TERSE is as FRESH, of
resumes that say little, and always in other words than the posting. NAMED asks
for tools, years and degrees, as postings for software and data do. PRACTICE has
resumes that were read from text, and asks for more of what is there in part.
LONG asks in long lines of several parts, wrapped and under odd headings, as
postings that are found do. CASES, BLIND and UNSEEN were written by people who
knew none of this: CASES has since been learnt from; for BLIND and UNSEEN, the
cases of which are as published ones are, nothing was ever changed: keep it so.
--verdicts names a set of that shape, or a folder of cases as OfflineCV
publishes them (tests/fixtures/ jd-eval): a resume and a posting as text, and
of its requirements the gist, the text of which is looked for in the posting."""

import json
import os
import re
import subprocess
import tempfile

OURS = "test/data/match/verdicts.json"
BLIND = "test/data/match/verdicts_blind.json"
CASES = "test/data/match/verdicts_cases.json"
UNSEEN = "test/data/match/verdicts_unseen.json"
FRESH = "test/data/match/verdicts_fresh.json"
TERSE = "test/data/match/verdicts_terse.json"
NAMED = "test/data/match/verdicts_named.json"
ORDINARY = "test/data/match/verdicts_ordinary.json"
PRACTICE = "test/data/match/verdicts_practice.json"
LONG = "test/data/match/verdicts_long.json"


# ---- cases of others --------------------------------------------------------


def words(text):
    return set(re.findall(r"[a-z0-9+#/]+", text.lower()))


def requirement_of(posting, gist):
    """The point of the posting that shares most of its words."""
    points = re.findall(r"^\s*[-*•]\s*(.+?)\s*$", posting, re.M)
    return max(points, key=lambda point: len(words(point) & words(gist)) /
               len(words(point) | words(gist)))


def parsed(text, vitae="build/vitae"):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [vitae, "parse", put(f"{folder}/resume.txt", text)], check=True,
            capture_output=True, text=True)
    return json.loads(done.stdout)


def published(folder):
    for name in sorted(os.listdir(folder)):
        with open(f"{folder}/{name}", encoding="utf-8") as file:
            case = json.load(file)
        yield {
            "name": name.removesuffix(".json"),
            "resume": parsed(case["resume"]),
            "posting": case["jd"],
            "requirements": [
                {"text": requirement_of(case["jd"], gold["text"]),
                 "verdict": gold["expectedStatus"]}
                for gold in case["gold"]]}


def cases_of(path):
    if os.path.isdir(path):
        return list(published(path))
    with open(path, encoding="utf-8") as file:
        return json.load(file)


# ---- ours -------------------------------------------------------------------


def put(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def said(cases, bench):
    """Of each case {requirement: verdict}."""
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for i, case in enumerate(cases):
            lines.append("resume\t" + put(f"{folder}/{i}.json",
                                          json.dumps(case["resume"])))
            lines.append("posting\t" + put(f"{folder}/{i}.txt",
                                           case["posting"]))
        done = subprocess.run([bench, "--verdicts"], text=True,
                              input="\n".join(lines) + "\n",
                              capture_output=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    found = {}
    for line in done.stdout.splitlines():
        if not line:  # the end of a case, of which there may be no line at all
            yield found
            found = {}
            continue
        verdict, text = line.split("\t", 1)
        found[text.strip()] = verdict


def judge(bench, path=OURS):
    """(how many, those that differ: (case, requirement, wanted, said)). What
    was not seen as a requirement differs."""
    cases = cases_of(path)
    count, wrong = 0, []
    for case, found in zip(cases, said(cases, bench), strict=True):
        for want in case["requirements"]:
            count += 1
            got = found.get(want["text"], "not seen")
            if got != want["verdict"]:
                wrong.append((case["name"], want["text"], want["verdict"],
                              got))
    return count, wrong


def figures(bench, path=None):
    """For bench/match and tools/run-bench."""
    count, wrong = judge(bench, path or OURS)
    name = "match.verdicts" if not path \
        else "match.verdicts." + os.path.basename(
            path.rstrip("/")).split(".")[0]
    false = sum(got == "met" for _, _, _, got in wrong)
    return {name: (float(count), "cases"),
            name + ".agreed": (1 - len(wrong) / count, "share"),
            name + ".falsely_met": (false / count, "share")}
