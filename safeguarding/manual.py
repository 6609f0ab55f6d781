"""The API's manual: the schema as plain pages, made on the server, so that no foreign script runs beside a child's record."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.plumbing import get_lib_doc_excludes

from agencies.access.guard import GuardedResource
from agencies.access.pages import page_asked, pages_of

SHOWN = 4
REFUSALS = {
    "401": "Nobody is signed in",
    "403": "Not for your role, no team chosen to act for yet, no second step of signing in, or X-CSRFToken missing or old",
    "404": "There is nothing here that you may see",
    "409": "Refused, with the reasons; nothing was written",
    "503": "The access log cannot be written, so nothing is shown",
}
BAD_BODY = {"400": "The body cannot be read, or a value is wrong; each is named"}
WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "object": "object"}
FORMATS = {"uuid": "UUID", "date": "date, 2026-11-24", "date-time": "moment, 2026-11-24T03:12:00Z", "uri": "address"}


@dataclass(frozen=True)
class Field:
    """One value of a body or an answer; parts of a part are written with a dot."""

    name: str
    kind: str
    is_required: bool
    says: str


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    summary: str
    asks: list[Field]
    takes: list[Field]
    gives: list[Field]
    answers: dict[str, str]


def undescribed() -> list[type]:
    """Classes whose words are for those who write doors, not for those who use them."""
    return [*get_lib_doc_excludes(), GuardedResource]


def with_refusals(result, generator, request, public):
    """Every operation tells what it may refuse, because every door refuses in the same words."""
    for operations in result["paths"].values():
        for operation in operations.values():
            refusals = REFUSALS | (BAD_BODY if "requestBody" in operation else {})
            for code, says in refusals.items():
                operation["responses"].setdefault(code, {"description": says})
    return result


@cache
def rooms() -> dict[str, list[Operation]]:
    """Every operation of the API, by the first word of its address."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    shapes, found = schema["components"]["schemas"], defaultdict(list)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            found[operation["tags"][0]].append(_operation(method.upper(), path, operation, shapes))
    return dict(found)


def _operation(method: str, path: str, operation: dict, shapes: dict) -> Operation:
    done = next(answer for code, answer in operation["responses"].items() if code.startswith("2"))
    asks = [
        Field(asked["name"], _kind(asked["schema"], shapes), asked.get("required", False), asked.get("description", ""))
        for asked in operation.get("parameters", [])
    ]
    takes, gives = _body(operation.get("requestBody", {}), shapes), [*_headers(done, shapes), *_body(done, shapes)]
    answers = {code: answer["description"] for code, answer in sorted(operation["responses"].items())}
    return Operation(method, path, operation["summary"], asks, takes, gives, answers)


def _headers(holder: dict, shapes: dict) -> list[Field]:
    return [
        Field(f"{name}:", _kind(header["schema"], shapes), is_required=False, says=header.get("description", ""))
        for name, header in holder.get("headers", {}).items()
    ]


def _body(holder: dict, shapes: dict) -> list[Field]:
    content = holder.get("content", {}).get("application/json", {})
    return list(_fields(content.get("schema", {}), shapes))


def _fields(schema: dict, shapes: dict, before: str = ""):
    schema = _plain(schema, shapes)
    if schema.get("type") == "array":
        yield from _fields(schema["items"], shapes, before)
        return
    for name, part in schema.get("properties", {}).items():
        said = _plain(part, shapes)
        yield Field(before + name, _kind(part, shapes), name in schema.get("required", []), said.get("description", ""))
        yield from _fields(part, shapes, f"{before}{name}.")


def _plain(schema: dict, shapes: dict) -> dict:
    """The schema itself, where it only points at one or wraps one."""
    if "$ref" in schema:
        return _plain(shapes[schema["$ref"].rsplit("/", 1)[1]], shapes)
    wrapped = [part for way in ("allOf", "oneOf", "anyOf") for part in schema.get(way, []) if part.get("type") != "null"]
    return _plain(wrapped[0], shapes) | {key: schema[key] for key in ("description",) if key in schema} if wrapped else schema


def _kind(schema: dict, shapes: dict) -> str:
    schema = _plain(schema, shapes)
    types = schema.get("type", "string")
    first = next((name for name in types if name != "null"), "string") if isinstance(types, list) else types
    if first == "array":
        return f"list of {_kind(schema['items'], shapes)}"
    choices = [str(choice) for choice in schema.get("enum", []) if choice not in ("", None)]
    word = f"one of {', '.join(choices)}" if choices else FORMATS.get(schema.get("format", ""), WORDS.get(first, first))
    return f"{word}, or nothing" if isinstance(types, list) and "null" in types else word


class Index(LoginRequiredMixin, TemplateView):
    """Every address of the API, a line each."""

    template_name = "manual/index.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"rooms": rooms()}


class Room(LoginRequiredMixin, TemplateView):
    """The addresses that begin with one word, with what each takes, gives and refuses."""

    template_name = "manual/room.html"

    def get_context_data(self, room: str, **context):
        if room not in rooms():
            raise Http404
        found, page = rooms()[room], page_asked(self.request.GET)
        shown = found[(page - 1) * SHOWN : page * SHOWN]
        return super().get_context_data(**context) | {"room": room, "operations": shown} | pages_of("page", page, len(found), SHOWN)
