"""A draft's field for what a ranked list ranks: each option on a line, with what it is, what it saves, and where."""

from typing import Any

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.rounds.fields import amount, lines
from gateways.web.words.message import say
from gateways.web.words.speech import Speech

Body = dict[str, Any]

OPTIONS = "options"
KINDS = {"service": say("service"), "policy": say("policy"), "saving": say("saving")}
_OF_A_SAVING, _OF_ANOTHER = 3, 2
"""Parts behind the title at most: the kind, of a saving its amount, and the area. What is more would be lost."""


def typed_options(poll: Body, areas: dict[str, str], speech: Speech) -> dict[str, str]:
    """The draft's options as one would type them; ``areas`` are names by id."""
    said = []
    for one in poll["projects"] if poll["rule"] == "ranked-list" else ():
        parts = [one["title"], speech.message(KINDS[one["kind"]])]
        if one["saving_cents"] is not None:
            parts.append(speech.amount_to_edit(one["saving_cents"], poll["currency"]))
        parts += [areas[one["area_id"]]] if one["area_id"] in areas else []
        said.append("; ".join(parts))
    return {OPTIONS: "\n".join(said)}


def options_wished(form: FilledForm, town: Body, rule: str) -> list[Body]:
    """The options that are typed; what is wrong with a line stands beside the field."""
    typed = lines(form, OPTIONS)
    if typed and rule != "ranked-list":
        form.refuse(OPTIONS, say("Only a ranked list has options. Choose it above, or leave this empty."))
        return []
    return [option for line in typed if (option := _option(form, town, line))]


def _option(form: FilledForm, town: Body, line: str) -> Body | None:
    title, *more = _parts(line)
    kind = _kind(more[0]) if more else None
    if not title or kind is None or len(more) > (_OF_A_SAVING if kind == "saving" else _OF_ANOTHER):
        form.refuse(
            OPTIONS,
            say(
                "Write each option as its title, a semicolon, and “service”, “policy” or “saving”, not as: %(line)s",
                line=line,
            ),
        )
        return None
    option: Body = {"title": title, "kind": kind}
    rest = more[1:]
    if kind == "saving":
        if not rest:
            form.refuse(OPTIONS, say("Write what it saves behind “saving”: “%(line)s” has no amount.", line=line))
            return None
        option["saving_cents"] = amount(form, OPTIONS, rest.pop(0), town.get("currency", "EUR"))
    if rest:
        option["area_id"] = _area(form, town, rest[0])
    return option


def _parts(line: str) -> list[str]:
    """The title, which may hold semicolons itself, and what stands from the kind on."""
    parts = line.split(";")
    kind_at = next((at for at, part in enumerate(parts) if at and _kind(part.strip())), 1)
    return [part.strip() for part in (";".join(parts[:kind_at]), *parts[kind_at:])]


def _kind(word: str) -> str | None:
    """The kind, in whichever language its word is typed."""
    known = {name: name for name in KINDS} | {"leistung": "service", "maßnahme": "policy", "einsparung": "saving"}
    return known.get(word.casefold().replace("massnahme", "maßnahme"))


def _area(form: FilledForm, town: Body, name: str) -> str | None:
    known = {area["name"].casefold(): str(area["area_id"]) for area in town.get("areas", [])}
    if name.casefold() not in known:
        names = ", ".join(area["name"] for area in town.get("areas", [])) or "-"
        form.refuse(OPTIONS, say("The round has no area “%(name)s”. It has: %(names)s.", name=name, names=names))
    return known.get(name.casefold())
