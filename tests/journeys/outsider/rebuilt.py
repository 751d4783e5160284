"""Turnout and results, from events alone."""

from typing import Any

Json = dict[str, Any]


def rebuilt(events: dict[str, list[Json]]) -> Json:
    """Each poll that an outcome was announced of."""
    areas = _areas(events["ideas"])
    people = _people(events["residents"])
    polls: Json = {}
    for event in events["voting"]:
        told, kind = event["data"], event["type"]
        if kind == "voting.poll-published.v1":
            polls[told["poll_id"]] = {"name": told["name"]}
        elif kind == "voting.turnout-announced.v1":
            polls[told["poll_id"]]["turnout"] = _turnout(told, areas)
        elif kind == "voting.outcome-announced.v1":
            polls[told["poll_id"]] |= _outcome(told) | {"people": people[told["round_id"]]}
    return {poll_id: poll for poll_id, poll in polls.items() if "funded" in poll}


def _areas(ideas: list[Json]) -> dict[str, str]:
    rounds = [one["data"] for one in ideas if one["type"] in ("ideas.round-published.v1", "ideas.round-changed.v1")]
    return {area["area_id"]: area["name"] for one in rounds for area in one["areas"]}


def _people(residents: list[Json]) -> dict[str, int]:
    rolls = [one["data"] for one in residents if one["type"] == "residents.roll-imported.v1"]
    return {one["round_id"]: one["people"] for one in rolls}


def _turnout(told: Json, areas: dict[str, str]) -> Json:
    by_area = {areas[one["area_id"]]: one["ballots"] for one in told["by_area"] if one["area_id"]}
    return {"ballots": told["ballots"], "is_final": told["is_final"], "by_area": by_area}


def _outcome(told: Json) -> Json:
    funded = sorted((one for one in told["projects"] if one["is_funded"]), key=lambda one: one["place"])
    return {
        "ballots": told["ballots"],
        "cost_cents": told["cost_cents"],
        "funded": [one["title"] for one in funded],
        "not_funded": sorted(one["title"] for one in told["projects"] if not one["is_funded"]),
        "scores": {one["title"]: one["score"] for one in told["projects"]},
    }
