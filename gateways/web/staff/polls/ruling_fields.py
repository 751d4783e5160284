"""A draft's fields for what is ruled beforehand: projects that exclude each other, and areas' money, line by line."""

import re
from collections.abc import Mapping
from typing import Any

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.rounds.fields import amount, lines
from gateways.web.words.message import say
from gateways.web.words.speech import Speech
from libs.shared.kernel.typed_text import plain_signs

Body = dict[str, Any]

CONFLICTS, GUARANTEED, AT_MOST = "conflicts", "guaranteed", "at_most"
_MONEY = {GUARANTEED: "guaranteed_cents", AT_MOST: "at_most_cents"}
_LINE = re.compile(r"(.+)[:;=\t]\s*(\S.*)")


def typed_rulings(poll: Body, speech: Speech) -> dict[str, str]:
    """The draft's rulings as one would type them."""
    numbers = {project["proposal_id"]: project["number"] for project in poll["projects"]}
    groups = [sorted(numbers[id_] for id_ in group if id_ in numbers) for group in poll["conflicts"]]
    return {CONFLICTS: "\n".join(", ".join(map(str, group)) for group in groups)} | {
        field: "\n".join(
            f"{area['name']}: {speech.amount_to_edit(area[cents], poll['currency'])}"
            for area in poll["area_money"]
            if area[cents]
        )
        for field, cents in _MONEY.items()
    }


def areas_wished(form: FilledForm, town: Body) -> list[Body]:
    """What is typed of areas' money; an area that the round does not have is refused."""
    known = {area["name"].casefold(): area for area in town.get("areas", [])}
    wished: dict[str, Body] = {}
    for field, cents in _MONEY.items():
        for line in lines(form, field):
            if found := _area_of(form, field, line, known):
                area, money = found[0], amount(form, field, found[1], town.get("currency", "EUR"))
                of_area = wished.setdefault(area["area_id"], {"area_id": area["area_id"], "name": area["name"]})
                if cents in of_area:
                    form.refuse(field, say("%(area)s stands here twice. Write each area once.", area=area["name"]))
                of_area[cents] = money
    return list(wished.values())


def conflicts_wished(form: FilledForm, poll: Body) -> list[list[str]]:
    """The groups that are typed, by the numbers on the paper; a number that is not there is refused."""
    by_number = {str(project["number"]): project["proposal_id"] for project in poll["projects"]}
    groups = []
    for line in lines(form, CONFLICTS):
        numbers = re.split(r"[,;\s]+", plain_signs(line).strip(" ,;"))
        if unknown := next((number for number in numbers if number not in by_number), None):
            message = say(
                "No project of the ballot paper has the number %(number)s. Write numbers alone.", number=unknown
            )
            form.refuse(CONFLICTS, message)
        groups.append([by_number[number] for number in dict.fromkeys(numbers) if number in by_number])
    return groups


def kept_rulings(poll: Body, form: FilledForm, before: Mapping[str, str]) -> Body:
    """Conflicts as they are typed; what is typed as it was suggested is as the draft has it."""
    same = {field for field in (CONFLICTS, *_MONEY) if form.value(field).split() == before[field].split()}
    conflicts = poll["conflicts"] if CONFLICTS in same else conflicts_wished(form, poll)
    return {"conflicts": conflicts} | ({"area_money": poll["area_money"]} if same >= {*_MONEY} else {})


def _area_of(form: FilledForm, field: str, line: str, known: Mapping[str, Body]) -> tuple[Body, str] | None:
    parts = _LINE.fullmatch(line)
    if parts is None:
        form.refuse(field, say("Write each area as its name, a colon and its amount: “%(line)s” has none.", line=line))
        return None
    area = known.get(parts[1].strip().casefold())
    if area is None:
        names = ", ".join(one["name"] for one in known.values())
        form.refuse(
            field,
            say("The round has no area “%(name)s”. It has: %(names)s.", name=parts[1].strip(), names=names or "-"),
        )
        return None
    return area, parts[2]
