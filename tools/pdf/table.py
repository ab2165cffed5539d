"""The table of rules. A rule is a function with the clauses that it stands for;
its name is the rule as words, what it yields is what breaks it.

Clauses: "A-2 6.1.3" is ISO 19005-2 (PDF/A-2), "UA 7.18.3" is ISO 14289-1
(PDF/UA-1) with the Matterhorn Protocol's condition behind it where it has one,
"PDF 14.7" is ISO 32000-1, which both of them build on.
"""

from . import content, font, tags
from .file import Pdf

RULES = []


class Rule:
    def __init__(self, clauses, function):
        self.clauses, self.function = clauses, function
        self.name = function.__name__
        self.words = self.name.replace("_", " ")


def rule(clauses):
    def add(function):
        RULES.append(Rule(clauses, function))
        return function
    return add


class Document:
    """A file and what rules ask of it, found once."""

    def __init__(self, path):
        self.pdf = Pdf(path)
        self.raw, self.root = self.pdf.raw, self.pdf.root
        self.pages = [content.Page(self.pdf, number, page)
                      for number, page in self.pdf.pages()]
        self.fonts = font.used_fonts(self.pages)
        self.tree = tags.Tree(self.pdf)

    def faults(self, kind):
        for page in self.pages:
            yield from (words for k, words in page.faults if k == kind)
