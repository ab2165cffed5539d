"""Arrows go down: src/LAYERS against includes and against what is linked."""

import re

from checks import room_of

_INCLUDE = re.compile(r'^#\s*include\s+"([^"/]+)/', re.M)


def rules(tree):
    """{room: rooms it may use}, itself included."""
    may = {}
    for line in tree.text("src/LAYERS").splitlines():
        words = line.split("#")[0].split()
        if words:
            may[words[0]] = set(words)
    return may


def _cycle(may, room, path):
    if room in path:
        return path[path.index(room):] + [room]
    for other in sorted(may.get(room, set()) - {room}):
        found = _cycle(may, other, path + [room])
        if found:
            return found
    return None


def table(tree):
    """src/LAYERS itself: known rooms, no circle."""
    may = rules(tree)
    for room, others in sorted(may.items()):
        for other in sorted(others - set(may)):
            yield f"src/LAYERS: {room} uses {other}, which is no room"
    for path in sorted({room_of(p) for p in tree.files} - {None} - set(may)):
        yield f"src/LAYERS: src/{path} is no room"
    for room in sorted(may):
        circle = _cycle(may, room, [])
        if circle and circle[0] == min(circle):
            yield "src/LAYERS: a circle: " + " > ".join(circle)
            return


def includes(tree):
    may = rules(tree)
    for path in tree.under("src", ends=(".c", ".h", ".def")):
        room = room_of(path)
        for found in _INCLUDE.finditer(tree.text(path)):
            other = found.group(1)
            if room in may and other in may and other not in may[room]:
                line = tree.text(path).count("\n", 0, found.start()) + 1
                yield f"{path}:{line}: {room} may not use {other}"


def linked(tree, symbols):
    """What the linker sees, whatever the includes say. `symbols` is
    {path: (defined, needed)}."""
    may = rules(tree)
    home = {}
    for path, (defined, _needed) in symbols.items():
        for name in defined:
            if room_of(path):
                home[name] = room_of(path)
    for path, (_defined, needed) in sorted(symbols.items()):
        room = room_of(path)
        for name in sorted(needed):
            other = home.get(name)
            if room in may and other and other not in may[room]:
                yield f"{path}: {room} may not use {other}: {name}()"
