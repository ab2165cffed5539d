"""Settings: where they come from, and what is said of wrong ones (CFG-1)."""

import glob
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, has, main, same, test  # noqa: E402


def rows(box, *args, **how):
    return {r["name"]: r for r in
            json.loads(box.says("config", "--json", *args, **how))}


def wrong_value_of(row):
    """A value that its kind or range forbids; None: any text is allowed."""
    accepts = row["accepts"]
    if accepts.startswith("text of"):
        most = int(re.search(r"to (\d+) bytes", accepts).group(1))
        return "x" * (most + 1)
    if accepts.startswith("one of"):
        return "nonsense"
    if accepts.startswith("a whole number"):
        return re.search(r"to (\d+)", accepts).group(1) + "0"
    return "many"


@test
def every_wrong_value_is_named_with_its_place_and_what_is_accepted(box):
    count = 0
    for name, row in rows(box).items():
        bad = wrong_value_of(row)
        if len(bad) > 4000:
            continue  # no line of a file may be that long
        box.write("vitae.conf", f"# the site\n\n{name}={bad}\n")
        said = box.fails(2, "config", "--config", "vitae.conf",
                         says=[f"vitae.conf:3: {name} cannot be "])
        has(said, row["accepts"][:60])
        count += 1
    assert count > 80, count


@test
def a_wrong_secret_is_not_shown(box):
    said = box.fails(2, "config", env={"SECRET_KEY": "s3cret" * 400},
                     says="environment: SECRET_KEY cannot be '(hidden)'")
    assert "s3cret" not in said


@test
def the_later_place_wins_file_dotenv_environment_flag(box):
    conf = box.write("site.conf", "LOOPS=3\n")
    given = ["--config", conf]

    def loops(**env):
        row = rows(box, *given, env=env)["LOOPS"]
        return row["value"], row["from"]

    same(loops(), ("3", f"{conf}:1"))
    box.write(".env", "export LOOPS='4'\r\n")
    same(loops(), ("4", ".env:1"))
    same(loops(LOOPS="5"), ("5", "environment"))
    given += ["--loops", "6"]
    same(loops(LOOPS="5"), ("6", "flag"))
    given[-2:] = ["--loops=7"]
    same(loops(LOOPS="5"), ("7", "flag"))


@test
def an_unknown_setting_is_named_with_its_line(box):
    box.write(".env", "PORT=1\nPROT=2\n")
    box.fails(2, "config", says=[".env:2: ", "no setting 'PROT'"])


@test
def a_line_that_is_no_setting_is_named(box):
    box.write(".env", "PORT=1\n\nhello\n")
    box.fails(2, "config", says=[".env:3: expected NAME=value"])


@test
def an_alias_means_its_setting(box):
    row = rows(box, env={"CORS_ORIGINS": "https://a.example"})
    same(row["ALLOWED_ORIGINS"]["value"], "https://a.example")


@test
def a_file_that_is_named_must_be_there(box):
    box.fails(2, "config", "--config", "gone.conf",
              says=["gone.conf", "No such file"])


@test
def a_setting_that_nothing_uses_yet_is_named_at_the_start(box):
    def names(path, word):
        with open(os.path.join(ROOT, "src", path)) as f:
            return re.findall(rf"^{word}\((\w+)", f.read(), re.M)

    source = ""
    for path in glob.glob(f"{ROOT}/src/**/*.[ch]", recursive=True):
        with open(path) as f:
            source += f.read()
    unused = names("cmd/unused.def", "UNUSED")
    same(unused, [name for name in names("settings.def", "SETTING")
                  if not re.search(rf"\b{name}\b", source)])
    server = box.serve(env={unused[0].upper(): rows(box)[
        unused[0].upper()]["default"] or "1"})
    server.said(f"{unused[0].upper()} is set, but this version has no use")
    same(server.log().count("has no use for it"), 1)


@test
def a_flag_without_its_value_is_refused(box):
    box.fails(2, "config", "--port", says="flag '--port' needs a value")


@test
def a_flag_that_is_no_setting_is_refused(box):
    box.fails(2, "serve", "--prot", "1", says="no flag '--prot'")


@test
def a_wrong_setting_stops_the_start_before_anything_is_made(box):
    box.fails(2, "serve", env={"PORT": "99999"},
              says=["environment: PORT cannot be '99999'", "0 to 65535"])
    same(os.listdir(box.folder), [])


@test
def an_address_of_a_model_that_is_none_stops_the_start(box):
    ask = {"AI_PROVIDER": "openai"}
    for name, bad in (("OPENAI_BASE_URL", "ftp://models.example/v1"),
                      ("OPENAI_MODEL", " ")):
        box.fails(2, "serve", env={**ask, name: bad}, says=name)


@test
def a_secret_key_that_everybody_tries_first_stops_the_start(box):
    for key, why in (("short", "32 characters"),
                     ("changeme-changeme-changeme-changeme", "changeme"),
                     ("ababababababababababababababababab", "repeats")):
        said = box.fails(2, "health", says=why, env={
            "SECRET_KEY": key, "ENVIRONMENT": "production"})
        assert key not in said, said


@test
def a_kept_key_that_everybody_may_read_stops_production(box):
    production = {"ENVIRONMENT": "production"}
    key = box.path("vitae-data", "secret.key")
    box.says("health", env=production)
    for mode in (0o644, 0o602, 0o660, 0o600):
        os.chmod(key, mode)
        if mode & 0o007:
            box.fails(2, "health", env=production, says=["secret.key", "chmod 600"])
        else:
            box.says("health", env=production)
        box.says("health")


@test
def an_older_key_that_everybody_tries_first_stops_the_start_too(box):
    good = "b7e1f0a93c5d4286901f3bb2c4d8e6a7"
    for name in ("SECRET_KEY_PREVIOUS", "ENCRYPTION_KEY_PREVIOUS"):
        env = {"SECRET_KEY": good, "ENVIRONMENT": "production",
               name: f"{good[::-1]},changeme-changeme-changeme-changeme"}
        box.fails(2, "health", says=[name, "changeme"], env=env)
        box.says("health", env={**env, name: good[::-1]})


@test
def no_older_key_is_left_out_silently(box):
    keys = [f"b7e1f0a93c5d4286901f3bb2c4d8e6{i:02}" for i in range(9)]
    for name in ("SECRET_KEY_PREVIOUS", "ENCRYPTION_KEY_PREVIOUS"):
        box.fails(2, "health", says=f"{name} holds more than 7 keys",
                  env={"SECRET_KEY": keys[0], name: ",".join(keys[1:])})
        box.says("health", env={"SECRET_KEY": keys[0],
                                name: ",".join(keys[1:8])})


@test
def config_shows_every_setting_and_masks_secrets(box):
    text = box.says("config", env={"SECRET_KEY": "a" * 40, "PORT": "81"})
    same(re.findall(r"^PORT=.*", text, re.M), ["PORT=81   (environment)"])
    same(re.findall(r"^SECRET_KEY=.*", text, re.M),
         ["SECRET_KEY=(set)   (environment)"])
    assert "aaaa" not in text
    listed = re.findall(r"^([A-Z0-9_]+)=", text, re.M)
    same(listed, list(rows(box)))


@test
def the_example_is_accepted_as_it_is_and_with_every_line_in_force(box):
    example = box.says("config", "--example")
    box.write(".env", example)
    plain = rows(box)
    same({r["from"] for r in plain.values()}, {"default"})
    box.write(".env", re.sub(r"^#([A-Z0-9_]+=)", r"\1", example, flags=re.M))
    for name, row in rows(box).items():
        same((name, row["value"]), (name, plain[name]["value"]))
        assert row["from"].startswith(".env:"), row


@test
def the_example_in_the_tree_is_the_one_that_is_printed(box):
    with open(f"{ROOT}/.env.example") as f:
        same(f.read(), box.says("config", "--example"))


if __name__ == "__main__":
    main()
