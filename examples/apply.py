#!/usr/bin/env python3
"""A client in Python, of its standard library alone: uploads a resume, mends a
field of it, holds it against a posting, fits it to it and writes a PDF.

    examples/apply.py http://127.0.0.1:8000 resume.pdf posting.txt out.pdf

VITAE_KEY holds an API key with the scopes documents:read, documents:write,
tailor and webhooks; without it an account is made. LISTEN=9000 hears of each
step by a webhook, too, for which the server has to reach this machine.
"""

import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import os
import queue
import secrets
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid


class Refused(Exception):
    """The status, and what the server says of it."""

    def __init__(self, status, text):
        super().__init__(f"{status} {text}")
        self.status = status


class Vitae:
    def __init__(self, url, token=None):
        self.url = url.rstrip("/")
        self.token = token

    def open(self, method, path, body=None, headers=None):
        """Too much at once is asked again when the server says."""
        headers = dict(headers or {})
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if isinstance(body, dict):
            headers["Content-Type"] = "application/json"
            body = json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data=body, headers=headers, method=method)
        for last in (False, False, True):
            try:
                return urllib.request.urlopen(request, timeout=90)
            except urllib.error.HTTPError as error:
                if error.code not in (429, 503) or last:
                    raise Refused(error.code,
                                  error.read().decode(errors="replace"))
                time.sleep(int(error.headers.get("Retry-After", 1)))

    def ask(self, method, path, body=None, headers=None):
        with self.open(method, path, body, headers) as answer:
            return answer.read()

    def get(self, method, path, body=None, headers=None):
        return json.loads(self.ask(method, path, body, headers))

    def all(self, path, key):
        """The rows of a list, page after page."""
        cursor = ""
        while cursor is not None:
            page = self.get("GET", f"{path}?limit=100&cursor={cursor}"
                            if cursor else f"{path}?limit=100")
            yield from page[key]
            cursor = page["next_cursor"]

    def events(self, method, path, body=None, headers=None):
        """What comes of a job as it comes: (name, data). A lost connection is
        picked up behind the last event that was seen."""
        headers = {**(headers or {}), "Accept": "text/event-stream"}
        job, seen = None, None
        while True:
            try:
                with self.open(method, path, body, headers) as answer:
                    job = answer.headers.get("Location", job)
                    for seen, name, data in read_events(answer):
                        yield name, data
                        if name in ("result", "error"):
                            return
            except (ConnectionError, TimeoutError):
                if not job:
                    raise
            method, path, body = "GET", f"{job}/events", None
            headers = {"Accept": "text/event-stream"}
            if seen:
                headers["Last-Event-ID"] = seen

    def follow(self, *request, **more):
        for name, data in self.events(*request, **more):
            if name == "error":
                raise SystemExit(data["message"])
            if name == "result":
                return data
            print(f"{name}:", json.dumps(data))

    def register(self):
        self.token = self.get("POST", "/api/auth/register", {
            "email": f"{uuid.uuid4()}@example.org",
            "password": secrets.token_urlsafe(16),
            "full_name": "An Example"})["access_token"]

    def upload(self, path):
        """The file as a form; the key makes it safe to send it again."""
        mark = uuid.uuid4().hex
        with open(path, "rb") as file:
            form = b"".join([
                f"--{mark}\r\nContent-Disposition: form-data; name=\"file\"; "
                f"filename=\"resume\"\r\n\r\n".encode(),
                file.read(), f"\r\n--{mark}--\r\n".encode()])
        return self.follow("POST", "/api/resumes/upload", form, headers={
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Idempotency-Key": str(uuid.uuid4())})

    def mend(self, id, change):
        """Saves what `change` makes of a document; reads it again where
        somebody else saved in between."""
        while True:
            with self.open("GET", f"/api/resumes/{id}") as answer:
                tag = answer.headers["ETag"]
                resume = json.loads(answer.read())["resume"]
            change(resume)
            try:
                return self.get("PUT", f"/api/resumes/{id}",
                                {"resume": resume}, {"If-Match": tag})
            except Refused as refused:
                if refused.status != 412:
                    raise


def read_events(lines):
    id, name, data = None, None, []
    for line in lines:
        line = line.decode().rstrip("\n")
        field, _, value = line.partition(": ")
        if field == "id":
            id = value
        elif field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif not line and data:
            yield id, name, json.loads("\n".join(data))
            name, data = None, []


def genuine(secret, headers, body):
    """Is it from who knows the secret, and of the last five minutes?"""
    id, at = headers["webhook-id"], headers["webhook-timestamp"]
    if not id or not at or not at.isdigit() \
            or abs(time.time() - int(at)) > 300:
        return False
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")),
                   f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
    good = "v1," + base64.b64encode(mac).decode()
    return any(hmac.compare_digest(good, one) for one in
               (headers["webhook-signature"] or "").split(" "))


@contextlib.contextmanager
def listening(vitae, port):
    """A webhook, and its receiver: a queue of events that were verified."""
    heard, seen = queue.Queue(), set()

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            good = genuine(made["secret"], self.headers, body)
            self.send_response(204 if good else 401)
            self.end_headers()
            if good and self.headers["webhook-id"] not in seen:
                seen.add(self.headers["webhook-id"])
                heard.put(json.loads(body))

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", port), Receiver)
    made = vitae.get("POST", "/api/webhooks", {
        "url": f"http://127.0.0.1:{server.server_port}/",
        "events": ["resume.updated"]})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield heard
    finally:
        vitae.ask("DELETE", f"/api/webhooks/{made['webhook']['id']}")
        server.shutdown()


def call_engineer(resume):
    resume.setdefault("basics", {})["label"] = "Engineer"


def main(url, resume, posting, out):
    vitae = Vitae(url, os.environ.get("VITAE_KEY"))
    if not vitae.token:
        vitae.register()
    base = vitae.upload(resume)["document_id"]
    for document in vitae.all("/api/resumes", "resumes"):
        print("have:", document["title"])
    if "LISTEN" in os.environ:
        with listening(vitae, int(os.environ["LISTEN"])) as heard:
            mended = vitae.mend(base, call_engineer)
            print("heard:", heard.get(timeout=60)["type"])
    else:
        mended = vitae.mend(base, call_engineer)
    print("version:", mended["version"])
    with open(posting, encoding="utf-8") as file:
        job = file.read()
    print("score:", vitae.get("POST", "/api/match", {
        "resume_id": base, "job_description": job})["score"])
    project = vitae.get("POST", "/api/projects", {
        "base_resume_id": base, "job_description": job})["id"]
    tailored = vitae.follow(
        "POST", f"/api/projects/{project}/tailor-with-agent",
        {"engine": "builtin"})
    print("score now:", tailored["score_after"])
    pdf = vitae.ask("POST", "/api/export/pdf",
                    {"project_id": project, "template": "classic"})
    with open(out, "wb") as file:
        file.write(pdf)
    print("wrote:", out)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
