"""What would be taken of a file, held against the round and the rules of the API, before anything is."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from commonpurse.moving_in.found import Findings, Found, LeftOut, Mistake, Standing
from commonpurse.town_hall import Body
from libs.shared.kernel.typed_text import same_name
from libs.shared.platform.api.typed import Line, Paragraphs, Title
from services.ideas.api.idea_bodies import OriginBody


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
                if wrong := "; ".join(_wrong(found, target, plan)):
                    plan.mistakes.append(Mistake(found.place, wrong))
                else:
                    plan.wishes.append(_wish(found, target))
    return plan


def _each_number_once(findings: Findings) -> Iterator[Found | LeftOut | Mistake]:
    places: dict[str, str] = {}
    for found in findings:
        if isinstance(found, Found) and found.number in places:
            yield Mistake(found.place, f"the number {found.number[:60]} stands on {places[found.number]} already")
        else:
            if isinstance(found, Found):
                places[found.number] = found.place
            yield found


_TITLE, _TEXT, _SPOT = (TypeAdapter[str](kind) for kind in (Title, Paragraphs, Line))


def _wrong(found: Found, target: Target, plan: Plan) -> Iterator[str]:
    """What is wrong with it, in words; the areas that it names are noted for a round that is to be made."""
    if _refused(lambda: OriginBody(system=target.system, number=found.number)):
        yield f"“{found.number[:40]}” is no number: letters, digits and . _ / - may stand there, up to 60"
    yield from _too_long("title", found.title, _TITLE)
    yield from _too_long("text", found.text or found.title, _TEXT)
    if found.spot:
        yield from _too_long("place", found.spot, _SPOT)
    if found.area and (area := same_name(found.area)) not in plan.areas:
        if target.round_body is None:
            plan.areas[area] = found.area
        elif _area_id(found.area, target.round_body) is None:
            there = ", ".join(each["name"] for each in target.round_body["areas"]) or "none"
            yield f"the round has no area “{found.area[:60]}”. There are: {there[:200]}"


def _too_long(what: str, said: str, kind: TypeAdapter[str]) -> Iterator[str]:
    try:
        kind.validate_python(said)
    except ValidationError as refused:
        limit = refused.errors()[0].get("ctx", {}).get("max_length")
        yield f"the {what} has {len(said):,} characters; {limit:,} fit" if limit else f"there is no {what}"


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


def in_few_words(places: Iterable[str]) -> str:
    """``lines 3, 9 and 12``."""
    numbers = [re.sub(r"^\w+ ", "", place) for place in places]
    return ", ".join(numbers)
