"""The results of a poll that funds nothing: the list, how far people agree, and how groups differ."""

from starlette.requests import Request
from starlette.responses import Response

from gateways.web.clients.asking import Json
from gateways.web.pages.rendering import render, speech_of
from gateways.web.results.agreement import agreement_of
from gateways.web.results.whole import reached
from gateways.web.vote.areas import has_papers
from gateways.web.vote.rules import rule_in_words


def show_ranked_list(
    request: Request, poll: Json, results: Json, outcome: Json, areas: dict[str, str], turnout: Json | None
) -> Response:
    """The page.

    Args:
        poll: The poll, announced.
        results: Its options with the titles that everybody reads now.
        outcome: The count as voting tells it; without projects if that cannot be had.
        areas: The names of the round's areas by their ids.
        turnout: How many took part, if that is told.
    """
    speech = speech_of(request)
    area_of = {line["number"]: areas.get(line["area_id"] or "") for line in poll["projects"]}
    options = [line | {"area_name": area_of.get(line["number"])} for line in results["projects"]]
    return render(
        request,
        "results/ranked_list.html",
        poll=poll,
        results=results,
        ranked=sorted((one for one in options if one["place"]), key=lambda one: (one["place"], one["number"])),
        withdrawn=[one for one in options if not one["place"]],
        has_papers=has_papers(poll),
        agreement=agreement_of(outcome, results, areas, speech, lambda part: reached(part, speech)),
        rule=rule_in_words(poll),
        turnout=turnout,
    )
