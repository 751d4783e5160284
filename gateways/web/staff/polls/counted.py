"""What officers look at before they certify: the numbers that must agree, the outcome, ties, and the trace."""

from typing import Any

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused
from gateways.web.pages.rendering import speech_of
from gateways.web.results.not_kept import terms_not_kept
from gateways.web.results.stages import is_in_stages, money_of, spent_of_guarantees
from gateways.web.results.ties import ties_in_words, titled
from gateways.web.results.verdicts import misses_quorum, of_turn, verdicts_of
from gateways.web.results.weighing import weights_of
from gateways.web.staff.office import Office
from gateways.web.words.message import Message, say

Body = dict[str, Any]

PHASES: dict[str, Message] = {
    "equal-shares": say("From the shares of those who voted for it"),
    "bos-equal-shares": say("From the shares of those who voted for it, as far as these went"),
    "score-order": say("Most votes first"),
    "stages": say("Ruled out by a stage before"),
    "ranked-list": say("Ranked list"),
}


async def counted_in(office: Office, poll: Body) -> Body | None:
    """The count of the poll for whoever certifies it, while it is theirs to certify or announce."""
    if poll["state"] not in ("counted", "certified") or not office.may("returning-officer"):
        return None
    try:
        found: Body = await office.ask("voting", "GET", f"/polls/{poll['poll_id']}/counted")
    except (ServiceRefused, ServiceIsUnreachable):
        return None  # the page still says so, and offers no certifying by it
    outcome = found["outcome"]
    titles = {project["number"]: project["title"] for project in outcome["projects"]}
    funded, would_win, in_stages = _funded(outcome), found["score_order"], is_in_stages(outcome)
    return {
        **found,
        "too_few": misses_quorum(outcome),
        "not_kept": terms_not_kept(outcome),
        "verdicts": verdicts_of(outcome),
        "winners": titled(funded, titles),
        "would_win": titled([number for number in would_win if number not in funded], titles),
        "would_lose": titled([number for number in funded if number not in would_win], titles),
        "ties": ties_in_words(outcome["ties"], titles, in_stages=in_stages),
        "ranked": sorted(outcome["projects"], key=lambda one: (one["place"] or len(titles) + 1, one["number"])),
        "weights": weights_of(outcome, speech_of(office.request)),
        "in_stages": in_stages,
        "spent_first": list(spent_of_guarantees(poll, outcome)),
        "steps": [_step(step, titles) for step in outcome["trace"]],
    }


def _funded(outcome: Body) -> list[int]:
    """Their numbers, in the order of selection."""
    funded = [project for project in outcome["projects"] if project["is_funded"]]
    return [project["number"] for project in sorted(funded, key=lambda one: one["place"] or 0)]


def _step(step: Body, titles: dict[int, str]) -> Body:
    return {
        "round": step["round"],
        "project": titled([step["project"]], titles)[0],
        "money": money_of(step["stage"]),
        "phase": PHASES.get(step["phase"], step["phase"]),
        "score": step["score"],
        "verdict": of_turn(step),
    }
