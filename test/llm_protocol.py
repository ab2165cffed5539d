"""test/llm_protocol.py - what the stand-in of llm_standin.py answers and what
it refuses, by the rules of OpenAI's chat completions. No HTTP is in it.
"""

import json
import re

KEY = "test-key-0123456789"
MODEL = "stand-in"
# Letters of two, three and four bytes, an escape, and a line break.
TEXT = 'Grüße, 世界 🌍: "so it goes",\nand the rest of it.'


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
