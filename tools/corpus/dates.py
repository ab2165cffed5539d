"""tools/corpus/dates.py - how dates are written, in seven languages."""

import re

import words

STYLES = ("short", "short", "long", "long", "slash", "dot", "iso", "year",
          "year", "apostrophe", "comma", "capitals")
SINCE = {"en": "Since", "de": "seit", "fr": "Depuis", "es": "Desde",
         "pt": "Desde", "it": "Da", "nl": "Sinds"}
TO = {"en": " to ", "de": " bis ", "fr": " à ", "es": " a ", "pt": " a ",
      "it": " a ", "nl": " tot "}
GRADUATED = {"en": "Graduated", "de": "Abschluss", "fr": "Diplômé en",
             "es": "Graduada en", "pt": "Concluído em", "it": "Conseguita nel",
             "nl": "Afgestudeerd in"}


def choose(dice, lang):
    """The habit of one document."""
    style = dice.choice(STYLES)
    if lang != "en" and style in ("apostrophe", "comma", "capitals"):
        style = dice.choice(("short", "long", "slash", "dot"))
    between = [" – ", " – ", " - ", "–", " — ", "-"]
    if style in ("slash", "dot", "long", "year"):
        between.append(TO[lang])
    return {"lang": lang, "style": style, "between": dice.choice(between),
            "present": dice.choice(words.of(lang)["present"]),
            "since": dice.random() < (0.3 if lang == "de" else 0.08),
            "open": dice.random() < 0.05}


def one(iso, how):
    year, _, month = iso.partition("-")
    style = how["style"]
    if not month or style == "year":
        return year
    month = int(month[:2])
    if style == "slash":
        return f"{month:02d}/{year}"
    if style == "dot":
        return f"{month:02d}.{year}"
    if style == "iso":
        return f"{year}-{month:02d}"
    kind = "months" if style in ("long", "comma") else "months short"
    name = words.commas(how["lang"], kind)[month - 1]
    if style == "apostrophe":
        return f"{name} ’{year[2:]}"
    if style == "comma":
        return f"{name}, {year}"
    if how["lang"] in ("es", "pt") and style == "long":
        return f"{name} de {year}"
    return f"{name.upper() if style == 'capitals' else name} {year}"


def shown(entry, how):
    """What stands on the page, and the dates that it tells."""
    start, end = entry.get("startDate"), entry.get("endDate")
    if how["style"] == "year":
        start, end = (d and d[:4] for d in (start, end))
    told = {k: v for k, v in (("startDate", start), ("endDate", end)) if v}
    first = one(start, how)
    if not end:
        if how["since"]:
            return f"{SINCE[how['lang']]} {first}", told
        last = "" if how["open"] else how["present"]
        return (first + how["between"] + last).rstrip(), told
    last = one(end, how)
    return first if first == last else first + how["between"] + last, told


def finished(entry, how, word):
    """The end alone, as of a school that somebody left."""
    end = entry["endDate"][:4] if how["style"] == "year" \
        else entry["endDate"]
    text = one(end, how)
    if word:
        text = f"{GRADUATED[how['lang']]} {text}"
    return text, {"endDate": end}


def months_seen(iso, text):
    """Does it tell the month? Some layouts print years alone."""
    year, _, month = iso.partition("-")
    number = int(month[:2])
    names = {words.commas(lang, kind)[number - 1].strip(".")
             for lang in words.LANGUAGES for kind in ("months",
                                                      "months short")}
    said = "|".join(re.escape(n[:3]) for n in names)
    return re.search(
        rf"(?:{said})\w*\.?,? ?(?:de )?(?:\d\d?, )?(?:{year}|[’']{year[2:]})|"
        rf"{year}[-/.]{month[:2]}|\b0?{number} ?[-/.] ?(?:\d\d?[-/.])?{year}|"
        rf"(?:{said})\w*\.?\s*[-–—]", text, re.I) is not None
