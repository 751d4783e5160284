"""Statements of RDF: nodes with properties, as JSON-LD holds them, and the same as Turtle.

Sources: https://www.w3.org/TR/json-ld11/, https://www.w3.org/TR/turtle/.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

Node = dict[str, Any]
"""``@id``, ``@type``, and properties with a list of values: of literals, or of references to nodes."""

PREFIXES: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def iri(address: str) -> str:
    """The address with every sign that an IRI may not hold in percents."""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~")


def to(address: str) -> dict[str, str]:
    """A reference to a node."""
    return {"@id": iri(address)}


def said(text: str, language: str | None = None) -> dict[str, str]:
    """A literal."""
    return {"@value": text} | ({"@language": language} if language else {})


def as_json_ld(nodes: Sequence[Node]) -> str:
    """The nodes as JSON-LD."""
    return json.dumps({"@context": dict(PREFIXES), "@graph": list(nodes)}, ensure_ascii=False, indent=1)


def as_turtle(nodes: Sequence[Node]) -> str:
    """The nodes as Turtle."""
    heads = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    return "\n".join([*heads, *(_block(node) for node in nodes)]) + "\n"


def _block(node: Node) -> str:
    lines = [f"a {node['@type']}"]
    for name, values in node.items():
        if not name.startswith("@"):
            lines.append(f"{name} {', '.join(_value(one) for one in values)}")
    return f"\n<{node['@id']}>\n    " + " ;\n    ".join(lines) + " ."


def _value(value: Mapping[str, str]) -> str:
    if "@id" in value:
        return f"<{value['@id']}>"
    # What JSON escapes in a text, Turtle escapes likewise.
    text = json.dumps(value["@value"], ensure_ascii=False)
    return f"{text}@{value['@language']}" if "@language" in value else text
