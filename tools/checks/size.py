"""What fits a reader's head: functions, files, lines."""

from checks import functions

FUNCTION_LINES, FILE_LINES, COLUMNS, TABLE_COLUMNS = 60, 500, 80, 100
C = (".c", ".h")
CODE = ("src", "test", "bench")


def function_lines(tree):
    for path in tree.under(*CODE, ends=C):
        for f in functions(tree.code(path)):
            lines = f.last - f.first + 1
            if lines > FUNCTION_LINES:
                yield f"{path}:{f.first}: {f.name} has {lines} lines"


def _written(tree):
    """Everything that people write as code, in any language."""
    scripts = [
        path
        for path in tree.files
        if path.startswith(("tools/", ".ci/"))
        and (path.endswith(".py") or tree.text(path).startswith("#!"))
    ]
    return tree.under(*CODE, ends=(*C, ".def")) + scripts


def file_lines(tree):
    for path in _written(tree):
        lines = tree.text(path).count("\n")
        if lines > FILE_LINES and not path.endswith(".def"):
            yield f"{path}: {lines} lines"


def columns(tree):
    for path in _written(tree):
        most = TABLE_COLUMNS if path.endswith(".def") else COLUMNS
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            width = len(line.expandtabs(8))
            if width > most:
                yield f"{path}:{number}: {width} columns"
            if line != line.rstrip():
                yield f"{path}:{number}: blanks at the end of the line"
