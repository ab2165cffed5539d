#!/usr/bin/env python3
"""A client in Python, of its standard library alone: makes an account,
uploads a resume, holds it against a posting, fits it to it and writes a PDF.

    examples/apply.py http://127.0.0.1:8000 resume.pdf posting.txt out.pdf

Whoever has an account makes an API key and sends that instead of signing up.
"""

import json
import secrets
import sys
import urllib.error
import urllib.request
import uuid


class Vitae:
    def __init__(self, url):
        self.url = url.rstrip("/")
        self.token = None

    def ask(self, method, path, body=None, headers=None):
        """The answer's bytes; an error says what the server says of it."""
        headers = dict(headers or {})
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if isinstance(body, dict):
            headers["Content-Type"] = "application/json"
            body = json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data=body, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.code} "
                             f"{error.read().decode(errors='replace')}")

    def get(self, method, path, body=None, headers=None):
        return json.loads(self.ask(method, path, body, headers))

    def register(self):
        signed = self.get("POST", "/api/auth/register", {
            "email": f"{uuid.uuid4()}@example.org",
            "password": secrets.token_urlsafe(16),
            "full_name": "An Example"})
        self.token = signed["access_token"]

    def upload(self, path):
        """The file as a form; the key makes it safe to send it again."""
        mark = uuid.uuid4().hex
        with open(path, "rb") as file:
            form = b"".join([
                f"--{mark}\r\nContent-Disposition: form-data; name=\"file\"; "
                f"filename=\"resume\"\r\n\r\n".encode(),
                file.read(), f"\r\n--{mark}--\r\n".encode()])
        return self.get("POST", "/api/resumes/upload", form, {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Idempotency-Key": str(uuid.uuid4())})


def main(url, resume, posting, out):
    vitae = Vitae(url)
    vitae.register()
    read = vitae.upload(resume)["resume"]
    print("read:", read["basics"]["name"])
    with open(posting, encoding="utf-8") as file:
        job = file.read()
    match = vitae.get("POST", "/api/match",
                      {"resume": read, "job_description": job})
    print("score:", match["score"])
    project = vitae.get("POST", "/api/projects",
                        {"resume_json": read, "job_description": job})
    tailored = vitae.get(
        "POST", f"/api/projects/{project['id']}/tailor-with-agent",
        {"engine": "builtin"})
    for change in tailored["changes"]:
        print("changed:", change["path"], "-", change["reason"])
    print("score now:", tailored["score_after"])
    pdf = vitae.ask("POST", "/api/export/pdf",
                    {"project_id": project["id"], "template": "classic"})
    with open(out, "wb") as file:
        file.write(pdf)
    print("wrote:", out)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
