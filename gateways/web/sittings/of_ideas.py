"""The sittings and decisions of one idea, for its page."""

from gateways.web.clients.asking import Json
from gateways.web.clients.ideas import IdeasClient

_MOST = 10


async def sittings_of(idea: Json, ideas: IdeasClient) -> list[Json]:
    """The sittings that dealt with the idea or are to, the last first; with what its minutes say, once they do."""
    found: list[Json] = (await ideas.sittings(idea_id=idea["idea_id"], limit=_MOST))["items"]
    return [sitting | {"said": await _said(sitting, idea, ideas)} for sitting in found]


async def _said(sitting: Json, idea: Json, ideas: IdeasClient) -> Json | None:
    if sitting["state"] != "minutes_published":
        return None
    agenda = (await ideas.sitting(sitting["sitting_id"]))["agenda"]
    said: list[Json | None] = [item["minutes"] for item in agenda if item["idea_id"] == idea["idea_id"]]
    return next(iter(said), None)


async def decisions_of(idea: Json, ideas: IdeasClient) -> list[Json]:
    """What was decided about the idea, the last first, each with its result."""
    found: list[Json] = (await ideas.decisions(idea_id=idea["idea_id"], limit=_MOST))["items"]
    return [decision | {"result": await _result(decision, idea, ideas)} for decision in found]


async def _result(decision: Json, idea: Json, ideas: IdeasClient) -> Json | None:
    results = (await ideas.decision(decision["decision_id"]))["results"]
    return next((result for result in results if result["idea_id"] == idea["idea_id"]), None)
