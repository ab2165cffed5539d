"""vitae serve: its start, its folders, its jail, its signals, its end (CFG-2,
CFG-1). How one server follows another is in handover_test.py."""

import glob
import json
import os
import signal
import socket
import ssl
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import (  # noqa: E402
    LOCKED, WAIT_S, Server, has, main, same, test, until)

HALF = (b"POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
        b"Content-Type: application/json\r\n\r\n{")
TO_STOP = (signal.SIGTERM, signal.SIGINT)


def mode(path):
    return oct(os.stat(path).st_mode & 0o777)


def checks(server):
    status, text = server.ask("/api/health")
    report = json.loads(text)
    return status, report["status"], {c["service"]: c
                                      for c in report["checks"]}


def half_a_request(server):
    """A connection whose request has begun, and is waited for."""
    c = socket.create_connection(("127.0.0.1", server.port), WAIT_S)
    c.sendall(HALF)
    until("the request is there",
          lambda: "vitae_http_connections 2" in server.ask("/metrics")[1])
    return c


def rest_of(c):
    got = b""
    while True:
        piece = c.recv(65536)
        if not piece:
            return got.decode()
        got += piece


# ---- the start --------------------------------------------------------------


@test
def with_nothing_set_it_serves_and_keeps_its_things_to_itself(box):
    os.umask(0o022)
    server = box.serve()
    has(server.log(), "on sqlite, data in 'vitae-data'",
        "mails are laid into 'vitae-data/mail'")
    same(server.ask("/livez")[0], 200)
    same(server.ask("/readyz")[0], 200)
    same(mode(box.data), "0o700")
    same(mode(os.path.join(box.data, "secret.key")), "0o600")
    same(mode(os.path.join(box.data, "uploads")), "0o700")
    assert mode(os.path.join(box.data, "vitae.db")).endswith("00")
    same(server.stop(), 0)


@test
def the_key_that_was_drawn_is_kept(box):
    same(box.serve().stop(), 0)
    key = os.path.join(box.data, "secret.key")
    with open(key) as f:
        drawn = f.read()
    assert len(drawn.strip()) >= 32
    same(box.serve().stop(), 0)
    with open(key) as f:
        same(f.read(), drawn)


@test
def mails_are_laid_into_a_folder_of_their_own(box):
    server = box.serve()
    body = {"email": "ada@example.org", "password": "Correct-horse-9-battery",
            "full_name": "Ada"}
    as_json = {"Content-Type": "application/json"}
    same(server.ask("/api/auth/register", "POST", json.dumps(body),
                    as_json)[0], 201)
    same(server.ask("/api/auth/password-reset", "POST", json.dumps(
        {"email": body["email"]}), as_json)[0], 202)
    folder = os.path.join(box.data, "mail")
    mail = until("a mail is there", lambda: os.path.isdir(folder) and [
        f for f in os.listdir(folder) if f.endswith(".eml")])
    assert mode(os.path.join(folder, mail[0])).endswith("00")
    same(server.stop(), 0)


@test
def a_port_that_is_taken_is_named(box):
    server = box.serve()
    box.fails(5, "serve", env={"PORT": str(server.port)},
              says=[f"cannot listen on 127.0.0.1 port {server.port}",
                    "Address already in use"])
    same(server.ask("/livez")[0], 200)


@test
def an_address_that_is_none_is_named(box):
    box.fails(2, "serve", env={"HOST": "nowhere", "PORT": "0"},
              says="'nowhere' is not an IP address")


# ---- stored files and the jail ----------------------------------------------


@test
def stored_files_have_a_folder_where_it_was_wanted(box):
    server = box.serve("--upload-dir", "files")
    same(mode(box.path("files")), "0o700")
    has(checks(server)[2]["disk"]["message"], "MB free in '")
    assert not os.path.exists(os.path.join(box.data, "uploads"))
    same(server.stop(), 0)


@test
def a_folder_for_stored_files_that_cannot_be_made_stops_the_start(box):
    box.write("file", "")
    done = box.run("serve", "--upload-dir", "file/below", env={"PORT": "0"})
    assert done.returncode, done
    has(done.stderr, "UPLOAD_DIR", "file/below")


@test
def the_jail_is_tried_and_spoken_of(box):
    server = box.serve()
    server.said('"jail"')
    _status, _whole, found = checks(server)
    same((found["jail"]["message"], found["jail"]["status"]),
         ("closed, and tried", "healthy") if LOCKED else
         ("open: this build is for tests", "degraded"))
    same(server.stop(), 0)


def without_namespaces(box, *args):
    """A server that may make no namespaces, as in many containers."""
    lacking = ["setpriv", "--bounding-set", "-sys_admin"]
    if os.geteuid():
        lacking = ["unshare", "--user", "--map-root-user", *lacking]
    return Server(box, *args, prefix=lacking).up()


@test
def where_the_jail_cannot_close_all_but_files_works(box):
    server = without_namespaces(box)
    has(server.said("no files will be read"), "no empty namespaces",
        "JAIL=degraded")
    status, whole, found = checks(server)
    same((status, whole), (200, "degraded"))
    has(found["jail"]["message"], "no empty namespaces")
    same(server.ask("/livez")[0], 200)
    same(server.stop(), 0)


@test
def a_degraded_jail_says_what_it_lacks(box):
    server = without_namespaces(box, "--jail", "degraded")
    server.said('"jail"')
    jail = checks(server)[2]["jail"]
    same(jail["status"], "degraded")
    if LOCKED:
        has(jail["message"], "closed but for empty namespaces")
    same(server.stop(), 0)


# ---- the end ----------------------------------------------------------------


@test
def what_runs_is_finished_before_the_end(box):
    for number in TO_STOP:
        server = box.serve()
        with half_a_request(server) as c:
            server.tell(number)
            server.said("stopping")
            c.sendall(b"}")
            has(rest_of(c), "HTTP/1.1 400 ", "Connection: close")
        same(server.wait(), 0)


@test
def what_takes_longer_than_the_grace_is_cut(box):
    server = box.serve("--drain-timeout-ms", "200")
    with half_a_request(server) as c:
        server.tell(signal.SIGTERM)
        same(server.wait(), 0)
        has(server.log(), '"stopped"')
        assert " 200 " not in rest_of(c)


@test
def asked_twice_it_ends_at_once(box):
    for number in TO_STOP:
        server = box.serve("--drain-timeout-ms", "3600000")
        with half_a_request(server):
            server.tell(number)
            server.said("stopping")
            server.tell(number)
            same(server.wait(), -number)
    same(box.serve().stop(), 0)  # and nothing is broken


# ---- TLS --------------------------------------------------------------------


def make_certificate(box, name):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
         f"/CN={name}", "-keyout", box.path("key.pem"), "-out",
         box.path("cert.pem")], check=True, capture_output=True)
    return shown_certificate(box)


def shown_certificate(box):
    with open(box.path("cert.pem")) as f:
        return ssl.PEM_cert_to_DER_cert(f.read())


def served_certificate(server):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", server.port), WAIT_S) as c:
        with context.wrap_socket(c) as tls:
            tls.sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\n"
                        b"Connection: close\r\n\r\n")
            has(tls.recv(100).decode(), "HTTP/1.1 200 ")
            return tls.getpeercert(True)


@test
def strangers_who_hold_all_connections_leave_files_for_the_rest(box):
    server = box.serve(prefix=("prlimit", "--nofile=300:300"))
    has(server.log(), "300 open files, so 150 connections")
    body = json.dumps({"email": "ada@example.org", "full_name": "Ada",
                       "password": "Correct-horse-battery-9"})
    same(server.ask("/api/auth/register", "POST", body,
                    {"Content-Type": "application/json"})[0], 201)
    mine = socket.create_connection(("127.0.0.1", server.port), WAIT_S)
    body = b'{"email": "ada@example.org"}'
    mine.sendall(b"POST /api/auth/password-reset HTTP/1.1\r\nHost: a\r\n"
                 b"Content-Type: application/json\r\n"
                 b"Content-Length: %d\r\n\r\n%s" % (len(body), body[:-1]))
    held, let_in = [], 0
    for _ in range(320):
        s = socket.create_connection(("127.0.0.1", server.port), WAIT_S)
        s.sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\n")
        held.append(s)
    for s in held[:140]:
        s.sendall(b"\r\n")
        let_in += s.recv(100).startswith(b"HTTP/1.1 200")
    same(let_in, 140)
    mine.sendall(body[-1:])
    has(mine.recv(100), b"HTTP/1.1 202")
    until("the mail is there", lambda: glob.glob(f"{box.data}/mail/*.eml"))
    for s in held:
        s.close()
    mine.close()
    same(server.stop(), 0)


@test
def sighup_takes_a_new_certificate_and_keeps_the_old_when_it_is_broken(box):
    first = make_certificate(box, "first.example")
    server = box.serve("--tls-cert", "cert.pem", "--tls-key", "key.pem")
    has(server.log(), "serves https://")
    same(served_certificate(server), first)
    second = make_certificate(box, "second.example")
    assert first != second
    server.tell(signal.SIGHUP)
    server.said("the certificate was read again")
    same(served_certificate(server), second)
    box.write("cert.pem", "nonsense")
    server.tell(signal.SIGHUP)
    server.said("the old certificate stays")
    same(served_certificate(server), second)
    same(server.stop(), 0)


@test
def sighup_without_tls_changes_nothing(box):
    server = box.serve()
    server.tell(signal.SIGHUP)
    same(server.ask("/livez")[0], 200)
    same(server.stop(), 0)


if __name__ == "__main__":
    main()
