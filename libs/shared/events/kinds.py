"""The fields of a schema in words: where they stand, what they are, whether they are always there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

_PLAIN = {
    ("string", "uuid"): "UUID",
    ("string", "date-time"): "time (RFC 3339)",
    ("string", None): "text",
    ("integer", None): "whole number",
    ("number", None): "number",
    ("boolean", None): "yes or no",
    ("null", None): "none",
}
_BOUNDS = {
    "minimum": "at least {:,}",
    "exclusiveMinimum": "more than {:,}",
    "maximum": "at most {:,}",
    "exclusiveMaximum": "less than {:,}",
    "pattern": "like `{}`",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field, at a path such as ``projects[].title``."""

    path: str
    kind: str
    is_always_there: bool
    meaning: str


def fields_of(schema: Schema) -> list[Field]:
    """Every field, parts of parts included, in the order in which they are declared."""
    return [*_fields(schema, schema, "")]


def _fields(node: Schema, root: Schema, prefix: str) -> Iterator[Field]:
    needed = node.get("required", ())
    for name, told in node.get("properties", {}).items():
        path = f"{prefix}{name}"
        yield Field(path, _kind(told, root), name in needed, told.get("description", ""))
        for inner, many in _parts(told, root):
            yield from _fields(inner, root, f"{path}{'[]' * many}.")


def _parts(told: Schema, root: Schema, many: int = 0) -> Iterator[tuple[Schema, int]]:
    """The parts with fields of their own that stand in a field, and in how many lists."""
    if reference := told.get("$ref"):
        yield _target(reference, root), many
    for branch in told.get("anyOf", ()):
        yield from _parts(branch, root, many)
    if "items" in told:
        yield from _parts(told["items"], root, many + 1)


def _kind(told: Schema, root: Schema) -> str:
    if reference := told.get("$ref"):
        return str(_target(reference, root)["title"])
    if "anyOf" in told:
        return " or ".join(_kind(branch, root) for branch in told["anyOf"])
    if told.get("type") == "array":
        return f"list of {_kind(told['items'], root)}"
    if words := told.get("enum", [told["const"]] if "const" in told else []):
        return "one of " + ", ".join(f"`{word}`" for word in words)
    bounds = [words.format(told[name]) for name, words in _BOUNDS.items() if name in told]
    return ", ".join([_PLAIN[told["type"], told.get("format")], *bounds])


def _target(reference: str, root: Schema) -> Schema:
    found: Schema = root["$defs"][reference.rpartition("/")[2]]
    return found
