"""Results: what was funded and why, what just missed and by how much, and how to recount it."""

import asyncio
from decimal import Decimal
from math import inf
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import render, speech_of
from gateways.web.results.agreement import agreement_of
from gateways.web.results.not_kept import terms_not_kept
from gateways.web.results.ranked_list import show_ranked_list
from gateways.web.results.stages import is_in_stages, spent_of_guarantees
from gateways.web.results.stories import Stories
from gateways.web.results.ties import ties_in_words
from gateways.web.results.turnout import CHANNELS, turnout_of
from gateways.web.results.verdicts import misses_quorum
from gateways.web.results.weighing import weights_of
from gateways.web.results.whole import Figures
from gateways.web.vote.about import areas_named
from gateways.web.vote.areas import areas_of_lines, has_papers
from gateways.web.vote.kinds import kind_of
from gateways.web.vote.polls import is_advice
from gateways.web.vote.rules import RULE_NAMES, equals_in_words, rule_in_words

MOST_TIES = 20
"""So many ties are named; the interface for programs has them all."""


async def show_all_results(request: Request) -> Response:
    """Every vote that was decided, the latest first, and those that are still on their way."""
    polls = await services_of(request).voting.polls()
    latest_first = sorted(polls, key=lambda poll: str(poll["closes_at"]), reverse=True)
    return render(
        request, "results/results_list.html", polls=[poll for poll in latest_first if poll["state"] != "drafted"]
    )


async def show_results(request: Request) -> Response:
    """One vote's results; until they are announced, when that will be."""
    services, poll_id = services_of(request), request.path_params["poll_id"]
    poll = await services.voting.poll(poll_id)
    if poll["state"] != "announced":
        return render(request, "results/results_to_come.html", poll=poll)
    try:
        # Of a rehearsal reporting never hears.
        results = await (services.voting.outcome if poll["is_rehearsal"] else services.reporting.results)(poll_id)
    except ServiceRefused:  # Announced a moment ago: the view follows.
        return render(request, "results/results_to_come.html", poll=poll)
    speech = speech_of(request)
    asked = _outcome(request, poll_id), areas_named(request, poll), turnout_of(request, poll_id)
    outcome, areas, turnout = await asyncio.gather(*asked)
    if is_advice(poll):
        return show_ranked_list(request, poll, results, outcome, areas, turnout)
    # Where officers decided otherwise, the count's figures are not the outcome's.
    is_as_counted = bool(outcome["stories"]) and not any(one.get("overridden") for one in outcome["projects"])
    stories, figures = Stories(outcome, results, speech), Figures(outcome, results, areas, speech)
    return render(
        request,
        "results/results.html",
        poll=poll,
        results=results,
        funded=[(project, stories.of(project)) for project in _in_order(results, funded=True)],
        others=[(project, stories.of(project)) for project in _in_order(results, funded=False)],
        all_are_measured=stories.all_are_measured,
        whole=figures.whole() if is_as_counted else None,
        drawn=figures,
        reached=(is_as_counted and outcome.get("reached")) or {"by_channel": [], "by_area": []},
        areas=areas,
        area_of=areas_of_lines(poll, areas),
        has_papers=has_papers(poll),
        spent_first=list(spent_of_guarantees(poll, outcome)) if is_as_counted else [],
        channels=CHANNELS,
        added=speech.amount(Decimal(outcome["added_units"]), results["currency"]) if outcome["added_units"] else None,
        ties=len(outcome["ties"]),
        equals_named=_equals(outcome, results),
        turnout=turnout,
        rule_name=RULE_NAMES[results["rule"]],
        # Where each project stands, and so how many a paper holds, the poll alone says.
        rule=rule_in_words({**poll, **results, "projects": poll["projects"]}),
        equals=equals_in_words(results),
        too_few=misses_quorum(results),
        not_kept=terms_not_kept(outcome),
        kind=kind_of(poll),
        in_part={one["number"] for one in outcome["projects"] if one.get("without_cents")},
        compared=outcome.get("compared"),
        weights=weights_of(outcome, speech),
        agreement=agreement_of(outcome, results, areas, speech, figures.reached),
    )


async def _outcome(request: Request, poll_id: str) -> Json:
    """How the count came to it. The results stand without it if voting cannot be reached."""
    try:
        return await services_of(request).voting.outcome(poll_id)
    except (ServiceIsUnreachable, ServiceRefused):
        return {"projects": [], "trace": [], "ties": [], "stories": {}, "added_units": 0}


def _equals(outcome: Json, results: Json) -> list[dict[str, Any]]:
    titles = {project["number"]: project["title"] for project in results["projects"]}
    return ties_in_words(outcome["ties"][:MOST_TIES], titles, in_stages=is_in_stages(outcome))


async def give_table(request: Request) -> Response:
    """The figures of the count as a table for spreadsheets: a line for each project."""
    poll_id = request.path_params["poll_id"]
    content = await services_of(request).voting.outcome_table(poll_id)
    headers = {"Content-Disposition": f'attachment; filename="{await _called(request, "results")}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


async def give_ballots_file(request: Request) -> Response:
    """The ballots of an announced vote in the Pabulib format, for anyone to count again."""
    poll_id = request.path_params["poll_id"]
    content = await services_of(request).voting.ballots_file(poll_id)
    headers = {"Content-Disposition": f'attachment; filename="{await _called(request, "ballots")}.pb"'}
    return Response(content, media_type="text/plain; charset=utf-8", headers=headers)


async def _called(request: Request, what: str) -> str:
    """The name of a file of the poll, which says of a rehearsal that it is one."""
    poll = await services_of(request).voting.poll(request.path_params["poll_id"])
    return f"{'rehearsal-' if poll['is_rehearsal'] else ''}{what}-{poll['poll_id']}"


def _in_order(results: Json, *, funded: bool) -> list[dict[str, Any]]:
    """The funded in the order in which they were selected; the others by what they were short of, then by votes.

    Who was short of nothing missed for another reason, and comes last.
    """
    projects = [project for project in results["projects"] if project["is_funded"] is funded]
    if funded:
        return sorted(projects, key=lambda project: project["place"] or 0)
    return sorted(projects, key=lambda project: (project["missing_cents"] or inf, -int(project["score"])))


ROUTES = [
    Route("/results", kept(show_all_results)),
    Route("/polls/{poll_id}/results", kept(show_results)),
    Route("/polls/{poll_id}/ballots.pb", give_ballots_file),
    Route("/polls/{poll_id}/results.csv", give_table),
]
