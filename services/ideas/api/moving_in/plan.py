"""What would be taken of a file, held against the round and the rules for ideas, before anything is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from libs.shared.kernel.typed_text import same_name
from libs.shared.kernel.words import Words, filled, words
from libs.shared.platform.api.typed import Line, Paragraphs, Title
from services.ideas.api.idea_bodies import OriginBody
from services.ideas.domain.moving_in.found import Findings, Found, LeftOut, Mistake, Standing, number_in

Body = dict[str, Any]

_TWICE = {
    "line": words("the number {number} stands on line {line} already"),
    "entry": words("the number {number} is that of entry {line} already"),
}
_NO_NUMBER = words("“{number}” is no number: letters, digits and . _ / - may stand there, up to 60")
_NO_AREA = words("the round has no area “{area}”. There are: {there}")
_NO_AREAS = words("none")
_TITLE_IS_LONG = words("the title has {length} characters; {limit} fit"), words("there is no title")
_TEXT_IS_LONG = words("the text has {length} characters; {limit} fit"), words("there is no text")
_SPOT_IS_LONG = words("the place has {length} characters; {limit} fit"), words("there is no place")


@dataclass(frozen=True, slots=True)
class Wish:
    """An idea to be taken: what is sent, and how far it goes on its way here."""

    place: str
    body: Body
    standing: Standing
    cost_cents: int | None

    def becomes_proposal(self, fund_id: str | None) -> bool:
        """Whether there is a fund for it: then it goes on as a proposal with its cost."""
        return fund_id is not None and self.standing == "accepted" and self.cost_cents is not None


@dataclass
class Plan:
    """What would be taken, what stays behind by its own state, and what cannot be taken."""

    wishes: list[Wish] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    areas: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """Where ideas go: the system that they come from, the language, and the round, or none if it is to be made."""

    system: str
    language: str
    round_body: Body | None


def plan_of(findings: Findings, target: Target) -> Plan:
    """The plan. Of several lines with one number the first is taken."""
    plan = Plan()
    for found in _each_number_once(findings):
        match found:
            case LeftOut():
                plan.left_out.append(found)
            case Mistake():
                plan.mistakes.append(found)
            case Found():
                if wrong := [*_wrong(found, target, plan)]:
                    plan.mistakes.append(Mistake(found.place, _together(wrong)))
                else:
                    plan.wishes.append(_wish(found, target))
    return plan


def _each_number_once(findings: Findings) -> Iterator[Found | LeftOut | Mistake]:
    places: dict[str, str] = {}
    for found in findings:
        if isinstance(found, Found) and found.number in places:
            before = places[found.number]
            twice = _TWICE[before.partition(" ")[0]]
            yield Mistake(found.place, filled(twice, number=found.number[:60], line=number_in(before)))
        else:
            if isinstance(found, Found):
                places[found.number] = found.place
            yield found


def _together(wrong: list[Words]) -> Words:
    return {language: "; ".join(each[language] for each in wrong) for language in wrong[0]}


_TITLE, _TEXT, _SPOT = (TypeAdapter[str](kind) for kind in (Title, Paragraphs, Line))


def _wrong(found: Found, target: Target, plan: Plan) -> Iterator[Words]:
    """What is wrong with it, in words; the areas that it names are noted for a round that is to be made."""
    if _refused(lambda: OriginBody(system=target.system, number=found.number)):
        yield filled(_NO_NUMBER, number=found.number[:40])
    yield from _too_long(_TITLE_IS_LONG, found.title, _TITLE)
    yield from _too_long(_TEXT_IS_LONG, found.text or found.title, _TEXT)
    if found.spot:
        yield from _too_long(_SPOT_IS_LONG, found.spot, _SPOT)
    if found.area and (area := same_name(found.area)) not in plan.areas:
        if target.round_body is None:
            plan.areas[area] = found.area
        elif _area_id(found.area, target.round_body) is None:
            there = ", ".join(each["name"] for each in target.round_body["areas"])
            yield filled(_NO_AREA, area=found.area[:60], there=there[:200] or _NO_AREAS)


def _too_long(what: tuple[Words, Words], said: str, kind: TypeAdapter[str]) -> Iterator[Words]:
    too_long, is_missing = what
    try:
        kind.validate_python(said)
    except ValidationError as refused:
        limit = refused.errors()[0].get("ctx", {}).get("max_length")
        yield filled(too_long, length=f"{len(said):,}", limit=f"{limit:,}") if limit else is_missing


def _refused(check: Callable[[], Any]) -> bool:
    try:
        check()
    except ValidationError:
        return True
    return False


def _area_id(name: str, round_body: Body) -> str | None:
    wanted = same_name(name)
    return next((each["area_id"] for each in round_body["areas"] if same_name(each["name"]) == wanted), None)


def _wish(found: Found, target: Target) -> Wish:
    origin = {"system": target.system, "number": found.number}
    if found.suggested_on:
        origin["suggested_on"] = str(found.suggested_on)
    body: Body = {
        "title": found.title,
        "text": found.text or found.title,
        "channel": "api",
        "language": target.language,
        "origin": origin,
    }
    body |= {"place": found.spot} if found.spot else {}
    body |= {"area": found.area} if found.area else {}
    if found.location:
        body["location"] = {"longitude": found.location.longitude, "latitude": found.location.latitude}
    return Wish(found.place, body, found.standing, found.cost_cents)


def in_round(wishes: Iterable[Wish], round_body: Body) -> list[Wish]:
    """The wishes with the ids of the round and of the areas that they name."""
    made = []
    for wish in wishes:
        body = {**wish.body, "round_id": round_body["round_id"]}
        if area := body.pop("area", None):
            body["area_id"] = _area_id(area, round_body)
        made.append(Wish(wish.place, body, wish.standing, wish.cost_cents))
    return made
