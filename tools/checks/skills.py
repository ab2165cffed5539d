"""The names of skills and titles, which the program is built with."""

import taxonomy


def taxonomy_is_sound(tree):
    paths = tree.under("data/skills", "data/titles", ends=(".txt",))
    folders = taxonomy.read([(path, tree.text(path)) for path in paths])
    for folder in folders.values():
        yield from folder.wrong
