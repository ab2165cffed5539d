"""Runs the controls: each rule has to find what breaks it, and nothing in a
good file."""

import os
import tempfile

from .broken import CHANGES, EDITS
from .draft import Draft
from .table import RULES


def _made(good, name, box):
    """(number, path) of each file that breaks the rule of that name."""
    for i, change in enumerate(CHANGES.get(name, [])):
        draft, path = Draft(good), os.path.join(box, f"{name}-{i}.pdf")
        change(draft)
        draft.save(path)
        yield i, path
    with open(good, "rb") as f:
        raw = f.read()
    for i, edit in enumerate(EDITS.get(name, []), len(CHANGES.get(name, []))):
        path = os.path.join(box, f"{name}-{i}.pdf")
        broken = edit(raw)
        if broken == raw:
            raise AssertionError(f"{name}: edit {i} changes nothing")
        with open(path, "wb") as f:
            f.write(broken)
        yield i, path


def _clean(path, findings):
    found = [f"{r.words if r else 'unreadable'}: {w}"
             for r, w in findings(path)]
    print(f"not ok a good file has no finding\n    {found[0]}" if found
          else "ok a good file has no finding")
    return not found


def self_test(good, findings):
    """The number of failures, at most 1."""
    passed = failed = 0
    with tempfile.TemporaryDirectory() as box:
        same = os.path.join(box, "same.pdf")
        Draft(good).save(same)
        for path in (good, same):
            fine = _clean(path, findings)
            passed, failed = passed + fine, failed + (not fine)
        for rule in RULES:
            count = missed = 0
            for i, path in _made(good, rule.name, box):
                count += 1
                if not any(r is rule for r, _ in findings(path)):
                    missed += 1
                    print(f"not ok {rule.words}: control {i} passes")
                os.remove(path)
            if not count:
                print(f"not ok {rule.words}: has no control")
            fine = count and not missed
            passed, failed = passed + bool(fine), failed + (not fine)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
