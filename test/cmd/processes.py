"""test/cmd/processes.py - who was started by whom, and lives."""

import glob


def descendants(pid):
    """Who was born of a process, and of those."""
    parents = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path) as f:
                words = f.read().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(words[1]), []).append(int(path.split("/")[2]))
    found, ask = [], [pid]
    while ask:
        born = parents.get(ask.pop(), [])
        found += born
        ask += born
    return found


def locked_child(pid):
    """One that has a filter on its system calls, and nothing of ours."""
    for child in descendants(pid):
        try:
            with open(f"/proc/{child}/status") as f:
                status = dict(line.split(":\t", 1) for line in f)
        except OSError:
            continue
        if status["Seccomp"].strip() == "2":
            return status
    return None


def alive(pids):
    """Who has not ended: what nobody has waited for has."""
    found = []
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as f:
                if f.read().rpartition(")")[2].split()[0] not in "ZX":
                    found.append(pid)
        except OSError:
            continue
    return found
