"""tools/parse_naive.py - the floor for parsers of resumes: pdftotext and rules
that fit on a page. No part of the program."""

import re
import subprocess

HEADS = {"work": r"experience|employment|career|berufs|expérience|parcours|"
                 r"experiencia|esperienz|werkervaring|trayectoria",
         "education": r"education|ausbildung|formation|educación|istruzione|"
                      r"formação|opleiding|qualifications|studi",
         "skills": r"skills|kenntnisse|compétences|habilidades|competenze|"
                   r"competências|vaardigheden|expertise|fähigkeiten"}
RANGE = re.compile(r"((?:19|20)\d\d)\D{1,20}((?:19|20)\d\d|\w+)")


def text_of(path):
    argv = ["pdftotext", path, "-"]
    if not path.endswith(".pdf"):
        argv = ["pandoc", "-t", "plain", "--wrap=none", path]
    try:
        got = subprocess.run(argv, capture_output=True, text=True,
                             errors="replace", timeout=60)
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return ""
    return got.stdout if got.returncode == 0 else ""


def sections(lines):
    at, out = "head", {"head": []}
    for line in lines:
        for kind, head in HEADS.items():
            if len(line) < 40 and re.search(head, line, re.I):
                at = kind
                break
        else:
            out.setdefault(at, []).append(line)
    return out


def jobs(lines):
    out = []
    for i, line in enumerate(lines):
        found = RANGE.search(line)
        if found:
            end = found[2] if found[2][:2] in ("19", "20") else None
            out.append({"position": lines[i - 1] if i else "",
                        "name": lines[i + 1] if i + 1 < len(lines) else "",
                        "startDate": found[1], "highlights": [],
                        **({"endDate": end} if end else {})})
        elif out and re.match(r"\s*[•*▪◦-]", line):
            out[-1]["highlights"].append(line.strip(" •*▪◦-"))
    return out


def parse(path):
    """None when there is no text."""
    text = text_of(path)
    lines = [s.strip() for s in text.splitlines() if s.strip()]
    if not lines:
        return None
    parts = sections(lines)
    mail = re.search(r"[\w.+-]+@[\w-]+\.[\w.]+", text)
    phone = re.search(r"\+?\(?\d[\d ()./-]{7,16}\d", text)
    schools = [{"institution": lines_, "area": ""}
               for lines_ in parts.get("education", ())[:1]]
    return {
        "basics": {"name": lines[0], "email": mail[0] if mail else "",
                   "phone": phone[0] if phone else "",
                   "profiles": [{"url": u} for u in re.findall(
                       r"(?:linkedin|github)\.com/[\w/.-]+", text)]},
        "work": jobs(parts.get("work", [])), "education": schools,
        "skills": [{"keywords": re.split(r"[,•|]", s)}
                   for s in parts.get("skills", ())]}
