#!/usr/bin/env python3
"""test/llm_standin.py - stands in for a language model's server.

It is no model: it speaks OpenAI's chat completions on a free port of this
machine and answers with what it was told to answer, or with an instance that
it makes of the schema. It refuses what OpenAI refuses (unknown members,
schemas that are not strict), and misbehaves as the address asks:

    http://127.0.0.1:PORT/MODE/NAME/v1/chat/completions

MODE is one of MODES below, NAME any word: each has a state of its own. What
was asked under a name is told by GET /seen/NAME. Prints its port on a line of
its own and ends with its standard input.

test/node/llm_test.mjs lets OpenAI's own client talk to it, which shows that it
speaks the protocol; test/unit/llm_test.c is what it is for.
"""

import json
import os
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "test-key-0123456789"
MODEL = "stand-in"
# Letters of two, three and four bytes, an escape, and a line break.
TEXT = 'Grüße, 世界 🌍: "so it goes",\nand the rest of it.'
HANG_S = 60
DRIP_S = 0.02
HUGE_PIECE, HUGE_COUNT = 4096, 100_000


# ---- what is answered -------------------------------------------------------

def instance(schema):
    """Something that is valid by a strict schema."""
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema["type"]
    if isinstance(kind, list):
        kind = kind[0]
    if kind == "object":
        return {k: instance(v) for k, v in schema["properties"].items()}
    if kind == "array":
        return [instance(schema["items"]) for _ in range(2)]
    return {"string": "wörd", "integer": 7, "number": 2.5,
            "boolean": True, "null": None}[kind]


def schema_of(asked):
    form = asked.get("response_format") or {}
    return (form.get("json_schema") or {}).get("schema")


def good_answer(asked):
    """Where the schema is only told in words, it is read from there."""
    schema = schema_of(asked)
    told = re.search(r"JSON Schema:\n(\{.*\})$", "\n".join(
        m["content"] for m in asked["messages"] if m["role"] == "system"),
        re.S | re.M)
    if schema is None and told:
        schema = json.loads(told.group(1))
    return TEXT if schema is None else json.dumps(
        instance(schema), ensure_ascii=False)


def pieces_of(text):
    """As models write: a few letters at a time."""
    return [text[i:i + 3] for i in range(0, len(text), 3)]


def tokens_in(asked):
    return sum(len(m["content"]) // 4 + 4 for m in asked["messages"])


CLIPPED = 300  # tokens that a server takes which cuts what is more


# ---- what is refused --------------------------------------------------------

class Refusal(Exception):
    def __init__(self, status, message, kind="invalid_request_error",
                 param=None, code=None, headers=None):
        super().__init__(message)
        self.status, self.headers = status, headers or {}
        self.body = {"error": {"message": message, "type": kind,
                               "param": param, "code": code}}


KNOWN = {"model", "messages", "stream", "stream_options", "temperature",
         "max_tokens", "max_completion_tokens", "response_format", "top_p",
         "n", "seed", "stop", "user"}
KEYWORDS = {"type", "description", "properties", "required", "enum", "items",
            "additionalProperties", "anyOf", "$ref", "$defs", "title"}


def strict(schema, at="schema", depth=0):
    """What OpenAI asks of a schema with "strict": true."""
    wrong = set(schema) - KEYWORDS
    if wrong:
        raise Refusal(400, f"Invalid schema: {at} has {sorted(wrong)}",
                      param="response_format")
    if depth > 10:
        raise Refusal(400, "Invalid schema: nested too deep",
                      param="response_format")
    if "properties" in schema or schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            raise Refusal(400, f"Invalid schema: {at} must have "
                          "'additionalProperties' false",
                          param="response_format")
        if sorted(schema.get("required", [])) != sorted(schema["properties"]):
            raise Refusal(400, f"Invalid schema: 'required' of {at} must name "
                          "every property", param="response_format")
        for name, child in schema["properties"].items():
            strict(child, f"{at}.{name}", depth + 1)
    if "items" in schema:
        strict(schema["items"], f"{at}[]", depth + 1)


def check(asked):
    unknown = set(asked) - KNOWN
    if unknown:
        raise Refusal(400, f"Unknown parameter: {sorted(unknown)}",
                      code="unknown_parameter")
    messages = asked.get("messages")
    if not isinstance(messages, list) or not messages or not all(
            isinstance(m.get("content"), str)
            and m.get("role") in ("system", "user", "assistant")
            for m in messages):
        raise Refusal(400, "Invalid 'messages'", param="messages")
    if "max_tokens" in asked and "max_completion_tokens" in asked:
        raise Refusal(400, "both ceilings at once are not supported",
                      param="max_tokens")
    form = asked.get("response_format")
    if form is None:
        return
    if form["type"] == "json_schema":
        named = form["json_schema"]
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", named["name"]):
            raise Refusal(400, "Invalid 'response_format.json_schema.name'")
        if named.get("strict"):
            strict(named["schema"])
    elif form["type"] == "json_object" and not any(
            "json" in m["content"].lower() for m in messages):
        raise Refusal(400, "'messages' must contain the word 'json' in some "
                      "form, to use 'response_format' of type 'json_object'.",
                      param="messages")


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

    def do_POST(self):
        size = int(self.headers.get("Content-Length", 0))
        raw = self.rfile.read(size)
        mode, name, rest = self.parts()
        self.mode = mode
        with self.server.lock:
            seen = self.server.seen.setdefault(name, [])
            self.turn = 1 + sum(s["path"] == self.path for s in seen)
            seen.append({"path": self.path,
                         "key": self.headers.get("Authorization"),
                         "from": self.client_address[1],
                         "body": json.loads(raw)})
        self.asked = json.loads(raw)
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


# ---- the modes --------------------------------------------------------------

def hang(t):
    """Says nothing, until the other end has given up."""
    t.connection.settimeout(HANG_S)
    try:
        while t.connection.recv(1):
            pass
    except OSError:
        pass
    t.drop()


def once(then):
    """Misbehaves at first, then is fine."""
    def run(t):
        if t.turn == 1:
            then(t)
        else:
            t.fine()
    return run


def refuse(*args, **how):
    def run(_):
        raise Refusal(*args, **how)
    return run


def unless(lacks, *args, **how):
    """Refuses what it does not know, is fine otherwise."""
    def run(t):
        if lacks(t.asked):
            raise Refusal(*args, **how)
        t.fine()
    return run


def form_is(*types):
    return lambda asked: (asked.get("response_format") or {}).get(
        "type") in types


def cut(t):
    """The connection breaks within a chunk."""
    t.begin()
    t.chunk(t.event(t.delta({"content": "Half of"})))
    t.wfile.write(b"40\r\ndata: {\"choi")
    t.wfile.flush()
    t.drop()


def cut_clean(t):
    """HTTP ends as it should, the answer does not."""
    t.begin()
    t.chunk(t.event(t.delta({"content": "Half of"})))
    t.chunk(b'data: {"id":"chatcmpl-1","choices":[{"index":0,"del')
    t.end()


def cut_between(t):
    """All that came is whole, and it is not all."""
    t.begin()
    t.chunk(t.event(t.delta({"content": "Half of"})))
    t.end()


def after_done(t):
    """Goes on talking behind its end."""
    t.begin()
    text = good_answer(t.asked)
    t.chunk(t.event(t.delta({"content": text}, "stop")))
    t.chunk(b"data: [DONE]\n\n")
    t.chunk(t.event(t.delta({"content": "And another thing"})))
    t.chunk(b"data: what?\n\n")
    t.end()


def unended(done):
    """The answer is whole, HTTP's end of it is missing."""
    def run(t):
        t.begin()
        t.chunk(t.event(t.delta({"content": good_answer(t.asked)})))
        t.chunk(t.event(t.delta({}, "stop")))
        if done:
            t.chunk(b"data: [DONE]\n\n")
        t.drop()
    return run


def cut_before(t):
    """A head, and the end."""
    t.begin()
    t.drop()


def closed(t):
    """Answers, and closes the connection that it said it would keep."""
    t.fine()
    t.drop()


def split(t):
    """Each byte a chunk of its own: within "data:", within letters."""
    def bytewise(data):
        for i in range(len(data)):
            t.chunk(data[i:i + 1])
    t.stream(good_answer(t.asked), write=bytewise)


def drip(t):
    """A byte now and then, for ever."""
    t.begin()
    t.chunk(t.event(t.delta({"content": "slow"})))
    while True:
        t.chunk(b":")
        time.sleep(DRIP_S)


def slow(t):
    """Pieces with pauses, the answer is fine."""
    def write(data):
        t.chunk(data)
        time.sleep(DRIP_S)
    t.stream(good_answer(t.asked), write=write)


def huge(t):
    t.begin()
    piece = t.event(t.delta({"content": "x" * HUGE_PIECE}))
    for _ in range(HUGE_COUNT):
        t.chunk(piece)
    t.end()


def huge_line(t):
    t.begin()
    t.chunk(b"data: ")
    for _ in range(HUGE_COUNT):
        t.chunk(b"x" * HUGE_PIECE)
    t.end()


def flood(t):
    """Comments, which are not even an answer."""
    t.begin()
    for _ in range(HUGE_COUNT):
        t.chunk(b": ping\n\n" * (HUGE_PIECE // 8))
    t.end()


def huge_error(t):
    t.send_response(400)
    t.send_header("Content-Length", str(HUGE_PIECE * HUGE_COUNT))
    t.end_headers()
    for _ in range(HUGE_COUNT):
        t.wfile.write(b"{" * HUGE_PIECE)


def crlf(t):
    """Lines end otherwise, comments stand between, names of events too."""
    def write(data):
        t.chunk(b": ping\r\n\r\nevent: message\r\n"
                + data.replace(b"\n", b"\r\n"))
    t.stream(good_answer(t.asked), write=write)


def error_in_stream(t):
    t.begin()
    t.chunk(t.event(t.delta({"content": "Well"})))
    t.chunk(t.event({"error": {"message": "the worker is gone", "code": 500,
                               "type": "internal_error"}}))
    t.chunk(b"data: [DONE]\n\n")
    t.end()


def fenced(t):
    """As models answer that nobody holds to a schema."""
    t.fine("<think>\nThey want {JSON}.\n</think>\n\nHere it is:\n```json\n"
           + good_answer(t.asked) + "\n```\nAnything else?")


def mended(t):
    """The second answer is of the form that was asked for."""
    t.fine('{"another": "form"}' if t.turn == 1 else None)


def refusal(t):
    t.stream("", first=[{"refusal": "I'm sorry, I can't help with that."}])


def thinking(t):
    """Thoughts come apart from the answer, as vLLM and llama.cpp do it."""
    t.stream(good_answer(t.asked), usage=False,
             first=[{"reasoning_content": "hm " * 100}])


def parts(t):
    """The content is a list of parts."""
    text = good_answer(t.asked)
    t.begin()
    t.chunk(t.event(t.delta({"content": [
        {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]})))
    t.chunk(t.event(t.delta({"content": [{"type": "text", "text": text}]})))
    t.chunk(t.event(t.delta({}, "stop")))
    t.chunk(b"data: [DONE]\n\n")
    t.end()


def echo(t):
    """Repeats what it was asked."""
    said = t.asked["messages"][-1]["content"]
    raise Refusal(400, f"cannot parse {said}", code="odd_request")


def ollama_error(t):
    t.say(404, {"error": {"message": 'model "stand-in" not found, try pulling '
                          "it first", "type": "api_error", "param": None,
                          "code": None}})


def vllm_error(t):
    t.say(400, {"object": "error", "message": "This model's maximum context "
                "length is 4096 tokens. However, you requested 5000 tokens.",
                "type": "BadRequestError", "param": None, "code": 400})


def pydantic_error(t):
    """As servers that check requests by pydantic refuse members."""
    extra = [k for k in ("stream_options", "response_format")
             if k in t.asked]
    if not extra:
        t.fine()
        return
    t.say(422, {"detail": [{"type": "extra_forbidden",
                            "loc": ["body", extra[0]],
                            "msg": "Extra inputs are not permitted"}]})


RATE = dict(kind="requests", code="rate_limit_exceeded")
MODES = {
    "fine": Talk.fine,
    "no-key": Talk.fine,
    "clipped": Talk.fine,
    "no-list": Talk.fine,
    "whole": lambda t: t.whole(good_answer(t.asked)),
    "hang": hang,
    "nonsense": lambda t: t.fine("I would rather not write any of it."),
    "half": lambda t: t.fine(good_answer(t.asked)[:-9]),
    "other": lambda t: t.fine('{"another": "form"}'),
    "mended": mended,
    "fenced": fenced,
    "empty": lambda t: t.fine("  \n"),
    "rate-once": once(refuse(429, "Rate limit reached", **RATE,
                             headers={"Retry-After": "1"})),
    "rate-once-ms": once(refuse(429, "Rate limit reached", **RATE,
                                headers={"Retry-After": "600",
                                         "Retry-After-Ms": "30"})),
    "rate-20": refuse(429, "Rate limit reached", **RATE,
                      headers={"Retry-After": "20"}),
    "rate-long": refuse(429, "Rate limit reached", **RATE,
                        headers={"Retry-After": "600"}),
    "quota": refuse(429, "You exceeded your current quota, please check your "
                    "plan and billing details.", kind="insufficient_quota",
                    code="insufficient_quota"),
    "fail-once": once(refuse(500, "The server had an error",
                             kind="server_error")),
    "conflict-once": once(refuse(409, "The resource is busy")),
    "late-once": once(refuse(408, "Request timeout")),
    "down": refuse(503, "The engine is overloaded", kind="server_error"),
    "cut": cut,
    "cut-once": once(cut),
    "cut-clean": cut_clean,
    "cut-between": cut_between,
    "cut-before": cut_before,
    "after-done": after_done,
    "unended": unended(True),
    "unended-no-done": unended(False),
    "closed": closed,
    "split": split,
    "drip": drip,
    "slow": slow,
    "huge": huge,
    "huge-line": huge_line,
    "flood": flood,
    "huge-error": huge_error,
    "crlf": crlf,
    "page": lambda t: t.say(200, b"<!DOCTYPE html><html>Sign in</html>",
                            kind="text/html"),
    "wrong-type": lambda t: t.stream(good_answer(t.asked),
                                     kind="application/json"),
    "no-answer": lambda t: t.say(200, {"status": "ok"}),
    "garbage": lambda t: t.say(200, b"data: {\"id\": nope}\n\n",
                               kind="text/event-stream"),
    "no-usage": lambda t: t.stream(good_answer(t.asked), usage=False),
    "no-done": lambda t: t.stream(good_answer(t.asked), done=False),
    "length": lambda t: t.stream(good_answer(t.asked)[:-9], finish="length"),
    "filter": lambda t: t.stream("Well", finish="content_filter"),
    "refusal": refusal,
    "thinking": thinking,
    "parts": parts,
    "error-in-stream": error_in_stream,
    "old-openai": unless(
        form_is("json_schema"), 400,
        "Invalid parameter: 'response_format' of type 'json_schema' is not "
        "supported with this model.", param="response_format"),
    "plain-only": unless(
        form_is("json_schema", "json_object"), 400,
        "response_format is not supported by this server"),
    "new-openai": unless(
        lambda asked: "max_tokens" in asked, 400,
        "Unsupported parameter: 'max_tokens' is not supported with this "
        "model. Use 'max_completion_tokens' instead.", param="max_tokens",
        code="unsupported_parameter"),
    "one-temperature": unless(
        lambda asked: "temperature" in asked, 400,
        "Unsupported value: 'temperature' does not support 0 with this "
        "model. Only the default (1) value is supported.",
        param="temperature", code="unsupported_value"),
    "no-options": unless(
        lambda asked: "stream_options" in asked, 400,
        "Unrecognized request argument supplied: stream_options"),
    "pydantic": pydantic_error,
    "model": refuse(404, "The model `stand-in` does not exist or you do not "
                    "have access to it.", code="model_not_found"),
    "ollama-model": ollama_error,
    "place": lambda t: t.say(404, {"detail": "Not Found"}),
    "context": refuse(400, "This model's maximum context length is 128000 "
                      "tokens.", code="context_length_exceeded",
                      param="messages"),
    "vllm-context": vllm_error,
    "echo": echo,
    "echo-key": refuse(400, f"{KEY} may not do this", code="odd_key"),
    "masked-key": refuse(401, f"Incorrect API key provided: {KEY[:4]}"
                         f"*****{KEY[-4:]}.", code="invalid_api_key"),
    "gemini-key": refuse(400, "API key not valid. Please pass a valid API "
                         "key."),
    "elsewhere": lambda t: t.say(307, b"", {"Location": "/fine/x/v1"}),
}


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Tests hang up whenever they like."""


def main():
    server = Server(("127.0.0.1", 0), Talk)
    server.lock, server.seen = threading.Lock(), {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
