"""test/llm_modes.py - how the stand-in of llm_standin.py behaves and
misbehaves: a function for each mode, which gets the request that it answers.
"""

import time

from llm_protocol import KEY, Refusal, good_answer

HANG_S = 60
DRIP_S = 0.02
HUGE_PIECE, HUGE_COUNT = 4096, 100_000


def fine(t):
    t.fine()


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


def script(t):
    """What a test wrote, in its order."""
    with t.server.lock:
        answers = t.server.scripts.get(t.name)
        text = answers.pop(0) if answers else None
    if text is None:
        raise Refusal(400, "the script has no answer left")
    t.fine(text)


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
    "fine": fine,
    "no-key": fine,
    "clipped": fine,
    "no-list": fine,
    "whole": lambda t: t.whole(good_answer(t.asked)),
    "hang": hang,
    "nonsense": lambda t: t.fine("I would rather not write any of it."),
    "half": lambda t: t.fine(good_answer(t.asked)[:-9]),
    "other": lambda t: t.fine('{"another": "form"}'),
    "mended": mended,
    "script": script,
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
