"""vitae migrate: a new database, a current one, a changed or a newer one."""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, has, main, on_both, same, test  # noqa: E402

ALL = sorted(f for f in os.listdir(f"{ROOT}/sql") if f.endswith(".sql"))


@on_both
def a_new_database_is_made_and_brought_up_to_date(box):
    done = box.run("migrate", "--check")
    same(done.returncode, 1)
    same(re.findall(r"^waiting +(.*)$", done.stdout, re.M), ALL)
    has(done.stdout, f"{len(ALL)} waiting")
    has(box.says("migrate"), f"{len(ALL)} applied, {len(ALL)} in all")
    done = box.says("migrate", "--check")
    same(re.findall(r"^applied +(.*)$", done, re.M), ALL)
    has(done, "0 waiting")


@on_both
def a_second_run_has_nothing_to_do(box):
    box.says("migrate")
    before = box.sql("SELECT count(*) FROM schema_migration")
    has(box.says("migrate"), f"0 applied, {len(ALL)} in all")
    same(box.sql("SELECT count(*) FROM schema_migration"), before)


@on_both
def a_migration_that_was_changed_stops_every_start(box):
    box.says("migrate")
    changed = "'\\x00'" if box.schema else "x'00'"
    box.sql(f"UPDATE schema_migration SET hash = {changed}"
            f" WHERE name = '{ALL[1]}'")
    why = [f"'{ALL[1]}' was changed after it had been applied"]
    for command in (["migrate"], ["migrate", "--check"], ["health"],
                    ["serve"]):
        box.fails(5, *command, says=why, env={"PORT": "0"})


@on_both
def a_database_newer_than_the_program_is_named_and_left_alone(box):
    box.says("migrate")
    box.sql("INSERT INTO schema_migration SELECT '9999_later.sql', hash, 1"
            f" FROM schema_migration WHERE name = '{ALL[0]}'")
    for command in (["migrate"], ["migrate", "--check"]):
        has(box.says(*command), "newer    9999_later.sql", "newer than this")
    server = box.serve()
    same(server.ask("/livez")[0], 200)
    has(server.said("newer than this program"), "9999_later.sql")
    same(server.stop(), 0)
    same(box.sql("SELECT count(*) FROM schema_migration"), [str(len(ALL) + 1)])


@on_both
def a_server_brings_its_database_up_to_date_itself(box):
    server = box.serve()
    same(server.ask("/livez")[0], 200)
    same(server.stop(), 0)
    has(box.says("migrate"), "0 applied")


@test
def a_check_makes_no_database(box):
    same(box.run("migrate", "--check").returncode, 1)
    same(os.listdir(box.folder), [])


@test
def an_address_that_is_no_database_is_refused(box):
    for url in ("mysql://root:geheim@localhost/x", "vitae.db"):
        said = box.fails(2, "migrate", env={"DATABASE_URL": url},
                         says="use sqlite:PATH, memory: or postgresql://")
        assert "geheim" not in said, said


@test
def a_postgresql_that_is_away_is_named_without_its_password(box):
    url = "postgresql://vitae:geheim@127.0.0.1:1/vitae"
    done = box.run("migrate", env={"DATABASE_URL": url,
                                   "DB_CONNECTION_TIMEOUT_MS": "200"})
    assert done.returncode in (1, 7), done
    assert done.stderr.startswith("vitae: "), done.stderr
    assert "geheim" not in done.stderr, done.stderr


@test
def a_folder_that_cannot_be_made_is_named(box):
    box.write("file", "")
    box.fails(2, "migrate", "--data-dir", "file/below", says="file/below")


if __name__ == "__main__":
    main()
