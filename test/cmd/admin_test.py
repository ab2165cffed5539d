"""vitae admin: accounts, audit log, jobs and errors at the terminal (ACC-6,
ACC-9, OPS-2, OPS-5, OPS-18), on both databases."""

import json
import os
import re
import sys
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import has, main, on_both, same, test  # noqa: E402

EMAIL, PASSWORD = "ada@example.org", "Correct-horse-battery-9"


def add(box, email=EMAIL, name="Ada Lovelace"):
    has(box.says("admin", "user", "add", email, name, input=PASSWORD + "\n"),
        f"{email} has an account now")


def show(box, email=EMAIL):
    return json.loads(box.says("admin", "user", "show", email))


def audited(box):
    return [row["action"] for row in
            json.loads(box.says("admin", "audit", "list", "--json"))]


def sign_in(server, password=PASSWORD):
    return server.ask("/api/auth/login", "POST", json.dumps(
        {"email": EMAIL, "password": password}),
        {"Content-Type": "application/json"})


@on_both
def a_list_says_when_there_is_more_and_shows_it_when_asked(box):
    add(box)
    for i in range(60):
        box.sql("INSERT INTO job (id, kind, account_id, input, run_at,"
                " created_at, state, ended_at) VALUES ("
                f"'00000000-0000-7000-8000-{i:012}', 'sweep', '', '{{}}', 0,"
                f" {i}, 'done', 1)")
    newest = box.run("admin", "jobs", "list")
    same(len(newest.stdout.splitlines()), 50)
    has(newest.stderr, "--all shows the rest")
    every = json.loads(box.says("admin", "jobs", "list", "--all", "--json"))
    same([row["id"][-2:] for row in every],
         [f"{i:02}" for i in reversed(range(60))])
    box.says("admin", "audit", "list", "--all")
    box.says("admin", "errors", "list", "--all")


@on_both
def an_account_that_is_added_may_sign_in(box):
    add(box)
    a = show(box)
    same((a["email"], a["full_name"], a["role"]),
         (EMAIL, "Ada Lovelace", "user"))
    server = box.serve()
    same(sign_in(server)[0], 200)
    same(sign_in(server, "wrong-Password-1")[0], 401)
    same(server.stop(), 0)


@on_both
def who_is_there_already_is_not_added_again(box):
    add(box)
    box.fails(5, "admin", "user", "add", EMAIL, "Ada",
              input=PASSWORD + "\n")
    same(len(json.loads(box.says("admin", "user", "list", "--json"))), 1)


@on_both
def a_name_that_no_list_should_show_adds_nobody(box):
    for name in ("", "  ", "two\nlines", "red \x1b[31m", "red \x9b31m",
                 os.fsdecode(b"no UTF-8 \xff"), "a" * 201):
        box.fails(2, "admin", "user", "add", EMAIL, name,
                  input=PASSWORD + "\n", says="/full_name")
    same(json.loads(box.says("admin", "user", "list", "--json")), [])
    add(box, name="\u010cesk\u00fd " + "\u20ac" * 194)


@on_both
def a_password_that_is_too_weak_or_missing_adds_nobody(box):
    box.fails(2, "admin", "user", "add", EMAIL, "Ada", input="short\n")
    box.fails(2, "admin", "user", "add", EMAIL, "Ada", input="",
              says="no password on standard input")
    box.fails(2, "admin", "user", "add", EMAIL, "Ada", input="x" * 3000,
              says="too long")
    same(json.loads(box.says("admin", "user", "list", "--json")), [])


@on_both
def roles_are_granted_and_revoked_and_audited(box):
    add(box)
    has(box.says("admin", "grant", EMAIL), "is an administrator now")
    same(show(box)["role"], "admin")
    has(box.says("admin", "revoke", EMAIL), "is an ordinary user now")
    same(show(box)["role"], "user")
    same(audited(box).count("account.rule"), 2)


@on_both
def who_is_suspended_cannot_sign_in_until_restored(box):
    add(box)
    server = box.serve()
    has(box.says("admin", "user", "suspend", EMAIL), "signed out everywhere")
    assert sign_in(server)[0] in (401, 403)
    has(box.says("admin", "user", "list"), EMAIL, "(suspended)")
    has(box.says("admin", "user", "restore", EMAIL), "may sign in again")
    same(sign_in(server)[0], 200)
    same(server.stop(), 0)


@on_both
def lists_are_whole_and_can_be_narrowed(box):
    for i in range(3):
        add(box, f"user{i}@example.org", f"Name {i}")
    listed = json.loads(box.says("admin", "user", "list", "--json"))
    same({a["email"] for a in listed},
         {f"user{i}@example.org" for i in range(3)})
    same(len(box.says("admin", "user", "list").splitlines()), 3)
    has(box.says("admin", "user", "list", "user1"), "user1@example.org")
    same(len(box.says("admin", "user", "list", "Name 2").splitlines()), 1)
    same(box.says("admin", "user", "list", "nobody"), "")


@on_both
def what_is_looked_for_is_not_cut(box):
    add(box, name="a" * 200)
    has(box.says("admin", "user", "list", "a" * 200), EMAIL)
    for part in ("a" * 1200, "%" * 1023):
        same(box.says("admin", "user", "list", part), "")
    box.fails(2, "admin", "user", "list", "a" * 60000, says="/like")


@on_both
def erasing_wants_to_be_said_with_yes(box):
    add(box)
    box.fails(2, "admin", "user", "erase", EMAIL, says="--yes")
    same(show(box)["email"], EMAIL)
    has(box.says("admin", "user", "erase", EMAIL, "--yes"), "is erased")
    box.fails(3, "admin", "user", "show", EMAIL)
    assert "lovelace" not in "".join(
        box.sql("SELECT full_name FROM account")).lower()


@on_both
def an_export_is_an_archive_that_nobody_else_may_read(box):
    add(box)
    has(box.says("admin", "user", "export", EMAIL, "ada.zip"), "ada.zip")
    same(os.stat(box.path("ada.zip")).st_mode & 0o777, 0o600)
    with zipfile.ZipFile(box.path("ada.zip")) as archive:
        same(archive.testzip(), None)
        whole = b"".join(archive.read(n) for n in archive.namelist())
    assert EMAIL.encode() in whole
    assert PASSWORD.encode() not in whole and b"argon2" not in whole
    box.fails(2, "admin", "user", "export", EMAIL, "ada.zip",
              says=["cannot make 'ada.zip'", "File exists"])


@on_both
def who_is_not_there_is_named(box):
    for command in (["grant", "x@example.org"], ["revoke", "x@example.org"],
                    ["user", "show", "x@example.org"],
                    ["user", "suspend", "x@example.org"],
                    ["user", "restore", "x@example.org"],
                    ["user", "erase", "x@example.org", "--yes"],
                    ["user", "export", "x@example.org", "x.zip"]):
        box.fails(3, "admin", *command)
    assert not os.path.exists(box.path("x.zip"))


@on_both
def an_audit_log_is_whole_until_a_row_is_changed(box):
    add(box)
    box.says("admin", "grant", EMAIL)
    said = box.says("admin", "audit", "verify")
    has(said, "whole: ")
    seq, head = re.search(r"note: (\d+) ([0-9a-f]{64})", said).groups()
    has(box.says("admin", "audit", "verify", seq, head), "whole: ")
    box.fails(1, "admin", "audit", "verify", seq, "0" * 64,
              says="not whole")
    box.sql("UPDATE audit_logs SET action = 'account.nothing'"
            " WHERE action = 'account.rule'")
    box.fails(1, "admin", "audit", "verify", says=f"row {seq}")


@on_both
def a_number_that_is_none_is_refused(box):
    box.fails(2, "admin", "audit", "verify", "x", "0" * 64)
    box.fails(2, "admin", "audit", "verify", "1")


@on_both
def jobs_are_listed_by_state(box):
    same(json.loads(box.says("admin", "jobs", "list", "--json")), [])
    same(box.says("admin", "jobs", "list"), "")
    box.fails(2, "admin", "jobs", "list", "nonsense")
    for command in ("retry", "cancel"):
        box.fails(3, "admin", "jobs", command,
                  "01a1feaf-4f84-7327-b3bc-79f3d148c0e5")


@on_both
def a_buried_job_is_run_again_or_cancelled(box):
    add(box)
    server = box.serve("--workers", "0")
    same(server.ask("/api/auth/password-reset", "POST", json.dumps(
        {"email": EMAIL}), {"Content-Type": "application/json"})[0], 202)
    job = json.loads(box.says("admin", "jobs", "list", "--json"))[0]
    same(server.stop(), 0)
    same(job["state"], "ready")
    box.sql(f"UPDATE job SET state = 'buried', ended_at = 1"
            f" WHERE id = '{job['id']}'")
    has(box.says("admin", "jobs", "list", "buried"), job["id"])
    has(box.says("admin", "jobs", "retry", job["id"]), "is ready now")
    has(box.says("admin", "jobs", "cancel", job["id"]), "is cancelled now")
    box.fails(5, "admin", "jobs", "cancel", job["id"])


@on_both
def no_errors_are_an_empty_list(box):
    same(json.loads(box.says("admin", "errors", "list", "--json")), [])
    same(box.says("admin", "errors", "list"), "")


@test
def what_is_missing_is_asked_for(box):
    for command in ("grant", "revoke", "user show", "user suspend",
                    "user restore", "user erase", "user export",
                    "user add", "jobs retry", "jobs cancel"):
        box.fails(2, "admin", *command.split(),
                  says=f"usage: vitae admin {command}")


if __name__ == "__main__":
    main()
