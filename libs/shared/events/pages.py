"""The published language for people: a page for each event, a table of all, and what changed when.

All of it is made from the models, the meanings of their fields and the releases' schemas, so none of it can drift.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from inspect import cleandoc

from libs.shared.events import kinds, releases, schemas
from libs.shared.events.addresses import announced_by
from libs.shared.events.asyncapi import NAME as ASYNCAPI
from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Event
from libs.shared.events.examples import envelope_of, example_of

_WRITTEN = "<!-- Written by `make schemas` from the models in libs/shared/events: change it there. -->"
_FOR = {"public": "everybody", "integrator": "software that the council knows"}

Listeners = Mapping[str, Sequence[str]]
"""Who hears an event in Commonpurse itself, by its type."""


def files(listeners: Listeners) -> Mapping[str, bytes]:
    """The pages, by file name."""
    pages = {f"{name}.md": _page(model, listeners.get(name, ())) for name, model in sorted(CATALOGUE.items())}
    pages |= {"README.md": _table(), "changes.md": _changes()}
    return {name: ("\n".join([_WRITTEN, "", *lines]) + "\n").encode() for name, lines in pages.items()}


def _page(model: type[Event], heard_by: Sequence[str]) -> list[str]:
    example = envelope_of(example_of(model))
    return [
        f"# {model.type}",
        "",
        *_paragraphs(model),
        "",
        "| | |",
        "|---|---|",
        f"| announced by | {announced_by(model.type)} |",
        f"| about | `{_key_of(model)}`, in whose order it comes |",
        f"| for | {_FOR[model.audience]} (`{model.audience}`) |",
        f"| since | {releases.since(model.type)} |",
        f"| heard in Commonpurse by | {', '.join(heard_by) or 'nobody: it is for others'} |",
        f"| schema | [{model.type}.json]({model.type}.json) |",
        "",
        "## Fields",
        "",
        "| field | what it is | there | since | what it means |",
        "|---|---|---|---|---|",
        *_fields(model),
        "",
        "## Example",
        "",
        "```json",
        json.dumps(example.model_dump(mode="json"), indent=2, ensure_ascii=False),
        "```",
    ]


def _paragraphs(model: type[Event]) -> list[str]:
    words = cleandoc(model.__doc__ or "")
    return words.replace("``", "`").split("\n")


def _key_of(model: type[Event]) -> str:
    # In an example no two fields have the same id.
    example = example_of(model)
    return next(name for name in type(example).model_fields if getattr(example, name) == example.key)


def _fields(model: type[Event]) -> Iterator[str]:
    since = releases.fields_since(model.type)
    first = releases.since(model.type)
    for field in kinds.fields_of(schemas.of_event(model)):
        there = "always" if field.is_always_there else "maybe"
        version = since.get(field.path.replace("[]", ""), first)
        yield f"| `{field.path}` | {_cell(field.kind)} | {there} | {version} | {_cell(field.meaning)} |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ").replace("``", "`")


def _table() -> list[str]:
    rows = [
        f"| [{name}]({name}.md) | {_cell(_first_sentence(model))} | {model.audience} | {releases.since(name)} |"
        for name, model in sorted(CATALOGUE.items())
    ]
    return [
        "# Events",
        "",
        "Every fact of Commonpurse, in the envelope that [envelope.json](envelope.json) describes. How to read them is",
        "told in [integrating](../integrating.md), what is new in [changes](changes.md).",
        f"For machines: [{ASYNCAPI}]({ASYNCAPI}) (AsyncAPI 3), and a JSON Schema beside each page.",
        "",
        "`public` is what public pages tell, too; `integrator` is for software that the council knows. None tells of a",
        "person.",
        "",
        "| event | what happened | for | since |",
        "|---|---|---|---|",
        *rows,
    ]


def _first_sentence(model: type[Event]) -> str:
    return " ".join((model.__doc__ or "").strip().partition("\n\n")[0].split())


_HOW_THEY_ARE_READ = {
    "0.2.0": "* Feeds tell events whose audience is `integrator` to keys for `events:integrator` alone; everybody "
    "reads the others, and positions have gaps then ([keys](../integrating.md#keys))."
}


def _changes() -> list[str]:
    released = releases.versions()
    lines = [
        "# What changed in events",
        "",
        "What other changes concern integrators is told in the [changelog](../../CHANGELOG.md).",
        "",
    ]
    for before, version in reversed([*zip(released, [*released[1:], releases.next_version()], strict=True)]):
        if before != version:
            lines += [f"## {version}, since {before}", "", *_changed(before, version), ""]
    return lines[:-1]


def _changed(before: str, version: str) -> Iterator[str]:
    if version in _HOW_THEY_ARE_READ:
        yield _HOW_THEY_ARE_READ[version]
    had, has = releases.kept(before), releases.of(version)
    for name in sorted(has.keys() - had.keys()):
        yield f"* New: {_linked(name.removesuffix('.json'))}."
    for name in sorted(had.keys() & has.keys()):
        if added := releases.added(had[name], has[name]):
            yield f"* {_linked(name.removesuffix('.json'))} also has {', '.join(f'`{one}`' for one in added)}."
    for name in sorted(had.keys() - has.keys()):
        known = name.removesuffix(".json")
        yield f"* Ended: {known}. {releases.ended().get(known, '')}".rstrip()


def _linked(name: str) -> str:
    return f"[{name}]({name}.md)" if name in CATALOGUE else f"[{name}]({name}.json)"
