#!/usr/bin/env python3
"""test/llm_standin.py - stands in for a language model's server.

It is no model: it speaks OpenAI's chat completions on a free port of this
machine and answers with what it was told to answer, or with an instance that
it makes of the schema. It refuses what OpenAI refuses (unknown members,
schemas that are not strict), and misbehaves as the address asks:

    http://127.0.0.1:PORT/MODE/NAME/v1/chat/completions

MODE is one of those in llm_modes.py, NAME any word: each has a state of its
own. What was asked under a name is told by GET /seen/NAME; what the mode
"script" answers under it, one text an ask, is set by POST /script/NAME
{"answers": [...]}. Prints its port on a line of its own and ends with its
standard input.

test/node/llm_test.mjs lets OpenAI's own client talk to it, which shows that it
speaks the protocol; test/unit/llm_test.c is what it is for.
"""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.dont_write_bytecode = True
from llm_modes import MODES  # noqa: E402
from llm_protocol import (CLIPPED, KEY, MODEL, Refusal,  # noqa: E402
                          check, good_answer, pieces_of, tokens_in)


# ---- how it is answered -----------------------------------------------------

class Talk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    # -- bytes

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def begin(self, kind="text/event-stream; charset=utf-8"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def end(self):
        self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def drop(self):
        """Ends the connection in the middle of something."""
        self.close_connection = True

    def say(self, status, body, headers=None, kind="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(
            body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    # -- chunks of an answer

    def delta(self, delta, finish=None):
        return {"id": "chatcmpl-1", "object": "chat.completion.chunk",
                "created": 1700000000, "model": MODEL + "-2026",
                "choices": [{"index": 0, "delta": delta, "logprobs": None,
                             "finish_reason": finish}]}

    def usage(self, text):
        n = tokens_in(self.asked)
        if self.mode == "clipped":
            n = min(n, CLIPPED)
        out = len(pieces_of(text))
        return {"prompt_tokens": n, "completion_tokens": out,
                "total_tokens": n + out}

    def event(self, data):
        return b"data: " + json.dumps(
            data, ensure_ascii=False).encode() + b"\n\n"

    def stream(self, text, finish="stop", write=None, usage=True, done=True,
               first=None, kind="text/event-stream; charset=utf-8"):
        write = write or self.chunk
        self.begin(kind)
        write(self.event(self.delta({"role": "assistant", "content": ""})))
        for data in first or []:
            write(self.event(self.delta(data)))
        for piece in pieces_of(text):
            write(self.event(self.delta({"content": piece})))
        if finish:
            write(self.event(self.delta({}, finish)))
        if usage and (self.asked.get("stream_options") or {}).get(
                "include_usage"):
            last = self.delta({})
            write(self.event({**last, "choices": [],
                              "usage": self.usage(text)}))
        if done:
            write(b"data: [DONE]\n\n")
        self.end()

    def whole(self, text, finish="stop"):
        self.say(200, {
            "id": "chatcmpl-1", "object": "chat.completion",
            "created": 1700000000, "model": MODEL + "-2026",
            "choices": [{"index": 0, "logprobs": None,
                         "message": {"role": "assistant", "content": text,
                                     "refusal": None},
                         "finish_reason": finish}],
            "usage": self.usage(text)})

    def fine(self, text=None):
        text = good_answer(self.asked) if text is None else text
        if self.asked.get("stream"):
            self.stream(text)
        else:
            self.whole(text)

    # -- requests

    def parts(self):
        parts = self.path.strip("/").split("/")
        return parts[0], parts[1] if len(parts) > 1 else "", "/".join(parts[2:])

    def do_GET(self):
        mode, name, rest = self.parts()
        if mode == "seen":
            with self.server.lock:
                seen = list(self.server.seen.get(name, []))
            self.say(200, {"requests": seen})
        elif rest == "v1/models" and mode != "no-list":
            try:
                self.check_key(mode)
                if mode == "page":
                    self.say(200, b"<html></html>", kind="text/html")
                    return
                self.say(200, {"object": "list", "data": [
                    {"id": MODEL, "object": "model", "created": 1,
                     "owned_by": "nobody"},
                    {"id": "small:latest", "object": "model", "created": 1,
                     "owned_by": "nobody"}]})
            except Refusal as r:
                self.say(r.status, r.body, r.headers)
        else:
            self.say(404, {"detail": "Not Found"})

    def check_key(self, mode):
        given = self.headers.get("Authorization", "")
        if mode == "no-key":
            if given:
                raise Refusal(401, "no key is wanted here")
        elif given != "Bearer " + KEY:
            raise Refusal(401, f"Incorrect API key provided: {given[7:]}.",
                          code="invalid_api_key")

    def set_script(self, name, raw):
        with self.server.lock:
            self.server.scripts[name] = json.loads(raw)["answers"]
        self.say(200, {})

    def do_POST(self):
        size = int(self.headers.get("Content-Length", 0))
        raw = self.rfile.read(size)
        mode, name, rest = self.parts()
        self.mode = mode
        if mode == "script" and not rest:
            self.set_script(name, raw)
            return
        with self.server.lock:
            seen = self.server.seen.setdefault(name, [])
            self.turn = 1 + sum(s["path"] == self.path for s in seen)
            seen.append({"path": self.path,
                         "key": self.headers.get("Authorization"),
                         "from": self.client_address[1],
                         "body": json.loads(raw)})
        self.asked, self.name = json.loads(raw), name
        try:
            if rest != "v1/chat/completions":
                raise Refusal(404, f"Invalid URL (POST {self.path})")
            self.check_key(mode)
            check(self.asked)
            MODES[mode](self)
        except Refusal as r:
            self.say(r.status, r.body, r.headers)
        except (BrokenPipeError, ConnectionResetError):
            self.drop()


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Tests hang up whenever they like."""


def main():
    server = Server(("127.0.0.1", 0), Talk)
    server.lock, server.seen = threading.Lock(), {}
    server.scripts = {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
