"""tools/parse_dates.py - dates as a truth may have them raw: "since 03/2019",
"Sep - Dec 2011". Answers are ISO and need none of this."""

import functools
import os
import re
import sys

_NOW = (r"present|current(?:ly)?|now|today|ongoing|(?:to|till) date|heute|"
        r"aktuell|jetzt|laufend|présent|actuel(?:lement)?|aujourd.?hui|"
        r"en cours|actual(?:idad)?|presente|atual|oggi|attuale|heden|dnes|"
        r"současnost|obecnie|至今|现在")
_MORE = ("leden únor březen duben květen červen červenec srpen září říjen "
         "listopad prosinec; styczeń luty marzec kwiecień maj czerwiec lipiec "
         "sierpień wrzesień październik listopad grudzień; sty lut mar kwi "
         "maj cze lip sie wrz paź lis gru; jan fév mar avr mai juin juil aoû "
         "sep oct nov déc; jan feb mrz apr mai jun jul aug sept okt nov dez")
_YEAR = r"((?:19|20)\d\d)"


@functools.cache
def _months():
    sys.path.insert(0, os.path.join(os.path.dirname(__file__), "corpus"))
    import words
    lists = [part.split() for part in _MORE.split(";")]
    for lang in words.LANGUAGES:
        lists += [words.commas(lang, k) for k in ("months", "months short")]
    return {name.strip(".").lower(): i + 1 for names in lists
            for i, name in enumerate(names)}


def _numbers(text):
    for m in re.finditer(rf"\b{_YEAR}[-/.](0?[1-9]|1[0-2])\b(?!\d)", text):
        yield m, (int(m[1]), int(m[2]))
    for m in re.finditer(rf"\b(?:\d\d?[./])?(0?[1-9]|1[0-2])\s?[/.-]\s?"
                         rf"{_YEAR}\b", text):
        yield m, (int(m[2]), int(m[1]))
    for m in re.finditer(rf"{_YEAR}\s*年\s*(\d\d?)\s*月", text):
        yield m, (int(m[1]), int(m[2]))


def _named(text):
    for m in re.finditer(
            r"\b([^\W\d_]{3,10})\.?,?\s*(?:\d\d?(?:st|nd|rd|th)?,\s*)?"
            r"(?:of |de )?[’'´`]?((?:19|20)\d\d|\d\d(?!\d))(?!\d)", text):
        year = int(m[2])
        year += 0 if year > 99 else 2000 if year < 50 else 1900
        if m[1] in _months():
            yield m, (year, _months()[m[1]])


def dates(text):
    """(year, month or None) or "now", as they follow each other."""
    text, out = (text or "").lower(), {}

    def free(m):
        return not any(m.start() < e and s < m.end() for s, e in out)
    for found in (_numbers, _named):
        for m, value in found(text):
            if free(m):
                out[m.span()] = value
    for m in re.finditer(_NOW, text):
        if free(m):
            out[m.span()] = "now"
    for m in re.finditer(rf"(?<![\d.,$€£]){_YEAR}(?![\d%])", text):
        if free(m):
            out[m.span()] = (int(m[1]), None)
    # a month without a year has that of the next date
    for m in re.finditer(r"\b([^\W\d_]{3,10})\.?\s*[-–—]", text):
        if m[1] in _months() and free(m):
            later = [v for (s, _), v in sorted(out.items())
                     if s > m.start() and v != "now"]
            if later:
                out[m.span()] = (later[0][0], _months()[m[1]])
    return [out[k] for k in sorted(out)]


def period(text):
    """Start and end of what was written."""
    found = dates(text)
    if not found:
        return None, None
    if len(found) > 1:
        return found[0], found[-1]
    if found[0] == "now":
        return None, "now"
    if re.search(r"\b(since|seit|depuis|desde|from|ab)\b", text.lower()) or \
            re.search(r"[-–—]\s*$", text.strip()):
        return found[0], "now"
    return found[0], found[0]
