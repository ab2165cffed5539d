"""What the program says of itself: help, version, manual page, completion."""

import json
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import LOCKED, ROOT, has, main, same, test  # noqa: E402

with open(f"{ROOT}/src/cmd/commands.def") as table:
    COMMANDS = re.findall(r'^COMMAND\("([^"]+)"', table.read(), re.M)


@test
def every_command_has_help_that_needs_nothing(box):
    assert len(COMMANDS) > 15, COMMANDS
    for words in COMMANDS:
        text = box.says(*words.split(), "--help")
        has(text, f"usage: vitae {words}")
        assert max(map(len, text.splitlines())) <= 80, text
        same(box.says("help", *words.split()), text)
        same(box.says(*words.split(), "-h"), text)
    same(os.listdir(box.folder), [])


@test
def usage_lists_every_command(box):
    for how in (["--help"], ["-h"], ["help"]):
        text = box.says(*how)
        for words in COMMANDS:
            assert re.search(rf"^  {words}( |$)", text, re.M), words
        assert max(map(len, text.splitlines())) <= 80, text


@test
def nothing_at_all_shows_usage_and_is_an_error(box):
    done = box.run()
    same(done.returncode, 2)
    has(done.stdout, "usage: vitae COMMAND")


@test
def an_unknown_command_suggests_the_one_that_was_meant(box):
    for typed, meant in (("serv", "serve"), ("migrat", "migrate"),
                         ("hepl", None), ("admin usr list", "admin user list"),
                         ("admin audit veryfi", "admin audit verify"),
                         ("help confg", "config")):
        said = box.fails(2, *typed.split())
        if meant:
            has(said, f"did you mean 'vitae {meant}'?")
    box.fails(2, "frobnicate", says="no command 'frobnicate'")


@test
def a_command_that_is_not_whole_shows_how_it_goes_on(box):
    said = box.fails(2, "admin", "user")
    same(re.findall(r"^  vitae (admin user \w+)", said, re.M),
         [c for c in COMMANDS if c.startswith("admin user ")])
    same(len(re.findall("vitae admin", box.fails(2, "admin"))),
         len([c for c in COMMANDS if c.startswith("admin ")]))


@test
def an_argument_too_many_is_refused(box):
    for command in (["serve", "x"], ["completion", "zsh"], ["completion"],
                    ["config", "x"], ["migrate", "x"], ["man", "x"],
                    ["health", "x"], ["admin", "errors", "list", "x"],
                    ["admin", "audit", "list", "x"]):
        box.fails(2, *command)


@test
def version_names_engine_databases_features_and_the_jail(box):
    text = box.says("--version")
    assert re.match(r"vitae \d+\.\d+\.\d+\n", text), text
    assert re.search(r"^engine +C17, (gcc|clang) \d", text, re.M), text
    assert re.search(r"^databases +SQLite 3\.\d+\.\d+, PostgreSQL \(libpq \d",
                     text, re.M), text
    has(text, "\nfeatures    HTTP/1.1")
    has(text, "\njail        " + ("closed" if LOCKED else "open"))


@test
def health_says_what_there_is_and_whether_the_jail_closes(box):
    report = json.loads(box.says("health", "--json"))
    checks = {c["service"]: c for c in report["checks"]}
    same(checks["database"]["status"], "healthy")
    has(checks["disk"]["message"], "MB free in 'vitae-data'")
    has(checks["jail"]["message"], "closed" if LOCKED else "open")
    has(box.says("health"), "  jail ", "  database ")


@test
def a_database_that_is_away_makes_health_fail(box):
    done = box.run("health", env={
        "DATABASE_URL": "postgresql://vitae@127.0.0.1:1/vitae",
        "DB_CONNECTION_TIMEOUT_MS": "200"})
    assert done.returncode in (1, 7), done
    assert done.stderr, done


@test
def the_manual_page_is_set_without_a_warning(box):
    page = box.says("man")
    set_page = subprocess.run(["groff", "-man", "-ww", "-Tutf8"], input=page,
                              text=True, capture_output=True, check=True)
    same(set_page.stderr, "")
    plain = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", set_page.stdout)
    for part in ("NAME", "SYNOPSIS", "EXIT STATUS", "DATABASE_URL",
                 "--check", "admin user erase"):
        has(plain, part)
    for name in re.findall(r"^([A-Z0-9_]+)=", box.says("config"), re.M):
        has(page, f".B {name}")


def completed(box, *words):
    """What bash offers for the last of the words."""
    script = f"""
        eval "$("$0" completion bash)"
        COMP_WORDS=(vitae "$@"); COMP_CWORD=$#
        _vitae; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", script, box.program, *words],
                          capture_output=True, text=True, env=box.env)
    same((done.returncode, done.stderr), (0, ""))
    return sorted(filter(None, done.stdout.split("\n")))


@test
def bash_completes_commands_word_by_word(box):
    first = sorted({c.split()[0] for c in COMMANDS})
    same(completed(box, ""), first)
    same(completed(box, "mi"), ["migrate"])
    same(completed(box, "admin", "us"), ["user"])
    same(completed(box, "admin", "user", "s"), ["show", "suspend"])
    same(completed(box, "serve", ""), [])
    same(completed(box, "nonsense", ""), [])


@test
def bash_completes_settings_and_flags(box):
    same(completed(box, "serve", "--db-pool"),
         ["--db-pool-max", "--db-pool-min"])
    has(completed(box, "migrate", "--"), "--check", "--help", "--data-dir")
    has(completed(box, "admin", "user", "erase", "--y"), "--yes")


@test
def what_cannot_be_printed_is_an_error(box):
    with open("/dev/full", "w") as full:
        done = subprocess.run([box.program, "config"], stdout=full,
                              cwd=box.folder, env=box.env)
    same(done.returncode, 1)


if __name__ == "__main__":
    main()
