"""A service's reference as a page: its OpenAPI description for people, whole without JavaScript and from nowhere else.

The framework's own pages load their programs from another company's servers.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.responses import HTMLResponse, JSONResponse

from libs.shared.platform.access.inspectors import may_read_reference

_METHODS = ("get", "post", "put", "patch", "delete")
_LIMITS = {
    "minLength": "at least {} signs",
    "maxLength": "at most {} signs",
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "pattern": "like {}",
    "maxItems": "at most {} of them",
    "minItems": "at least {} of them",
}
_STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}"
    "code{overflow-wrap:anywhere}pre{white-space:pre-wrap}dt{font-weight:600}dd{margin:0 0 .5rem 1rem}"
    "section{border-top:1px solid;margin-top:1.5rem}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

Node = dict[str, Any]


def install(app: FastAPI, base: str, may_read: Callable[..., object] = may_read_reference) -> None:
    """Give the app its reference below the base: ``docs`` for people, ``openapi.json`` for machines.

    ``may_read`` is the dependency that lets in.
    """
    source = f"{base}/openapi.json"
    allowed = [Depends(may_read)]

    @app.get(f"{base}/docs", include_in_schema=False, dependencies=allowed)
    async def reference() -> HTMLResponse:
        return HTMLResponse(page_of(app.openapi(), source), headers={"Content-Security-Policy": _POLICY})

    @app.get(source, include_in_schema=False, dependencies=allowed)
    async def description() -> JSONResponse:
        return JSONResponse(app.openapi())


def page_of(api: Node, source: str) -> str:
    """The whole page."""
    title = escape(api["info"]["title"])
    places = [
        (path, method, told[method]) for path, told in api["paths"].items() for method in _METHODS if method in told
    ]
    shapes = api.get("components", {}).get("schemas", {})
    return "\n".join(
        [
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>",
            f'<p>For machines: <a href="{escape(source)}">{escape(source)}</a></p><nav aria-label="Places"><ul>',
            *(f'<li><a href="#{_anchor(m, p)}"><code>{m.upper()} {escape(p)}</code></a></li>' for p, m, _ in places),
            "</ul></nav>",
            *(part for path, method, told in places for part in _place(path, method, told)),
            "<h2>Shapes</h2>",
            *(part for name, shape in shapes.items() for part in _shape(name, shape)),
            "</main></body></html>",
        ]
    )


def _place(path: str, method: str, told: Node) -> Iterator[str]:
    yield f'<section id="{_anchor(method, path)}"><h2><code>{method.upper()} {escape(path)}</code></h2>'
    yield "".join(f"<p>{escape(part)}</p>" for part in told.get("description", "").split("\n\n"))
    if fields := told.get("parameters"):
        yield "<h3>Parameters</h3><dl>" + "".join(map(_parameter, fields)) + "</dl>"
    bodies = told.get("requestBody", {}).get("content", {})
    if bodies:
        yield (
            "<h3>Body</h3><ul>" + "".join(f"<li>{_content(kind, body)}</li>" for kind, body in bodies.items()) + "</ul>"
        )
    yield "<h3>Answers</h3><ul>"
    for status, answer in told["responses"].items():
        contents = ", ".join(_content(kind, body) for kind, body in answer.get("content", {}).items())
        yield f"<li>{status}: {escape(answer.get('description', ''))} {contents}</li>"
    yield "</ul></section>"


def _parameter(told: Node) -> str:
    needed = ", needed" if told.get("required") else ""
    kind, words = _kind(told["schema"]), escape(told.get("description", ""))
    return f"<dt><code>{escape(told['name'])}</code></dt><dd>{kind}, in the {told['in']}{needed}. {words}</dd>"


def _content(kind: str, body: Node) -> str:
    return f"<code>{escape(kind)}</code> {_kind(body.get('schema', {}))}"


def _shape(name: str, shape: Node) -> Iterator[str]:
    yield f'<section id="shape-{escape(name)}"><h3>{escape(name)}</h3><p>{escape(shape.get("description", ""))}</p><dl>'
    needed = shape.get("required", [])
    for field, told in shape.get("properties", {}).items():
        more = ", needed" if field in needed else ""
        words = escape(told.get("description", ""))
        yield f"<dt><code>{escape(field)}</code></dt><dd>{_kind(told)}{more}. {words}</dd>"
    yield "</dl></section>"


def _kind(schema: Node) -> str:
    if reference := schema.get("$ref"):
        name = escape(reference.rpartition("/")[2])
        return f'<a href="#shape-{name}">{name}</a>'
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(map(_kind, several))
    if schema.get("type") == "array":
        return ", ".join([f"list of {_kind(schema.get('items', {}))}", *_limits(schema)])
    if values := schema.get("enum"):
        return "one of " + ", ".join(f"<code>{escape(str(value))}</code>" for value in values)
    if isinstance(each := schema.get("additionalProperties"), dict):
        return f"object, each value {_kind(each)}"
    kind = [str(schema.get("type", "anything")), *([schema["format"]] if "format" in schema else [])]
    return escape(", ".join([" ".join(kind), *_limits(schema)]))


def _limits(schema: Node) -> Iterator[str]:
    """How long or how big it may be, in words."""
    for name, words in _LIMITS.items():
        if name in schema:
            yield words.format(schema[name])


def _anchor(method: str, path: str) -> str:
    return escape(f"{method}{path}".replace("/", "-").replace("{", "").replace("}", ""))
