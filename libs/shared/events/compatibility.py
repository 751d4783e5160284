"""Whether a schema still keeps what a released one promised, told in sentences.

Whoever reads events may rely on each field being there, always or now and then as it was, and holding nothing but what
it could hold. So a field is neither removed, nor narrowed (who checks events of before would refuse them), nor widened
to another type or to none (who reads them would stumble). Fields may be added, and values to a list of words: readers
ignore what they do not know.
"""

import json
import operator
from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]

_AT_LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_AT_MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_IN_WORDS = frozenset({"$schema", "$id", "$defs", "$comment", "title", "description", "examples", "deprecated"})
_COMPARED = frozenset({"type", "anyOf", "enum", "const", "properties", "required", "items", *_AT_LEAST, *_AT_MOST})


def broken_promises(before: Node, after: Node) -> list[str]:
    """What the schema of after breaks of what the one of before promised; nothing if it keeps all."""
    return list(_compared(_resolved(before, before), _resolved(after, after), ""))


def added_fields(before: Node, after: Node) -> list[str]:
    """The fields that the schema of after has and the one of before had not, such as ``projects.withdrawn``."""
    known = {*_fields(_resolved(before, before), "")}
    return [field for field in _fields(_resolved(after, after), "") if field not in known]


def _fields(node: Node, prefix: str) -> Iterator[str]:
    for branch in _branches(node).values():
        for name, inner in branch.get("properties", {}).items():
            yield f"{prefix}{name}"
            yield from _fields(inner, f"{prefix}{name}.")
        if isinstance(branch.get("items"), Mapping):
            yield from _fields(branch["items"], prefix)


def _resolved(node: Any, root: Node) -> Any:
    """The node with each reference replaced by what it refers to. Parts of events hold no parts of their own kind."""
    if isinstance(node, list):
        return [_resolved(one, root) for one in node]
    if not isinstance(node, Mapping):
        return node
    if "$ref" in node:
        target = root["$defs"][str(node["$ref"]).removeprefix("#/$defs/")]
        return _resolved({**target, **{name: value for name, value in node.items() if name != "$ref"}}, root)
    return {name: value if name == "$defs" else _resolved(value, root) for name, value in node.items()}


def _compared(before: Node, after: Node, at: str) -> Iterator[str]:
    had, has = _branches(before), _branches(after)
    for kind in had.keys() - has.keys():
        yield f"{_named(at)} can be {kind} no more"
    for kind in has.keys() - had.keys():
        yield f"{_named(at)} can also be {kind} now"
    for kind in sorted(had.keys() & has.keys()):
        yield from _compared_branch(had[kind], has[kind], at)


def _branches(node: Node) -> dict[str, Node]:
    """What the node may be, by type; several of one type count as one, and their difference as a change."""
    branches = node.get("anyOf", node.get("oneOf"))
    if branches is None:
        kinds = node.get("type", "anything")
        return {str(kind): node for kind in (kinds if isinstance(kinds, list) else [kinds])}
    found: dict[str, Node] = {}
    for branch in branches:
        for kind, own in _branches(branch).items():
            found[kind] = {"anyOf-of-one-type": [found[kind], own]} if kind in found else own
    return found


def _compared_branch(before: Node, after: Node, at: str) -> Iterator[str]:
    yield from _bounds(before, after, at)
    yield from _words(before, after, at)
    if "properties" in before or "properties" in after:
        yield from _properties(before, after, at)
    if isinstance(before.get("items"), Mapping) and isinstance(after.get("items"), Mapping):
        yield from _compared(before["items"], after["items"], f"{at}[]")
    elif before.get("items") != after.get("items"):
        yield f"{_named(at)} holds other items"
    for name in sorted((before.keys() | after.keys()) - _IN_WORDS - _COMPARED - {"oneOf"}):
        if json.dumps(before.get(name), sort_keys=True) != json.dumps(after.get(name), sort_keys=True):
            yield f"{_named(at)}: {name} was {before.get(name)!r} and is {after.get(name)!r}"


def _bounds(before: Node, after: Node, at: str) -> Iterator[str]:
    for names, is_tighter in ((_AT_LEAST, operator.gt), (_AT_MOST, operator.lt)):
        for name in names:
            if name in after and (name not in before or is_tighter(after[name], before[name])):
                yield f"{_named(at)}: {name} was {before.get(name, 'not there')} and is {after[name]}"


def _words(before: Node, after: Node, at: str) -> Iterator[str]:
    """Words may be added to a list of words; whoever reads them knows that."""
    had, has = _values(before), _values(after)
    if has is None:
        return
    if had is None:
        yield f"{_named(at)} could be anything and is one of {len(has)} words now"
    elif gone := [value for value in had if value not in has]:
        yield f"{_named(at)} can be {', '.join(map(repr, gone))} no more"


def _values(node: Node) -> list[Any] | None:
    return [node["const"]] if "const" in node else node.get("enum")


def _properties(before: Node, after: Node, at: str) -> Iterator[str]:
    had, has = before.get("properties", {}), after.get("properties", {})
    was_always, is_always = set(before.get("required", ())), set(after.get("required", ()))
    for name, inner in had.items():
        place = f"{at}.{name}" if at else name
        if name not in has:
            yield f"{place} is gone"
            continue
        yield from _compared(inner, has[name], place)
        if name in was_always - is_always:
            yield f"{place} was always there and may be missing now"
    for name in sorted(is_always - was_always):
        yield f"{at}.{name} must be there now".removeprefix(".")


def _named(at: str) -> str:
    return at or "the event"
