"""Why each project was funded or not, in one sentence for whoever asks."""

from gateways.web.clients.asking import Json
from gateways.web.words.message import Amount, Message, say

PLAIN: dict[str, Message] = {
    "funded": say("The money still held enough when its turn came."),
    "not-affordable": say("Those who voted for it had too little left in their shares."),
    "does-not-fit": say("Too little money was left when its turn came."),
    "after-stop": say("The count had ended before its turn."),
    "below-minimum": say("It has fewer votes, or points, than a project needs at least."),
    "no-support": say("Nobody voted for it."),
    "conflict": say("Another project that excludes it was funded."),
    "share-used-up": say("The share of the money for its part of town was used up."),
    "ineligible": say("It had been withdrawn or ruled out."),
    "ranked": say("It has its place on the ranked list. Nothing is funded by that."),
}
TOO_FEW = say("Too few people took part, so nothing is funded.")
_MORE_AGAINST = say("Not more people voted for it than against it.")
IN_PART = say("It is funded in part: it gets what was left when its turn came, and the count ended with it.")
WITH_POINTS = say("Each of them would have given it as many points as anybody gave one project.")
PAID_BY_SHARES = say("Those who voted for it paid for it from their shares.")
_BOUNDED = "bos-equal-shares"
AS_FAR_AS_SHARES_WENT = say("Those who voted for it paid for it from their shares, as far as these went.")
_SPENT_ON_OTHERS = say("Those who voted for it had spent all of their shares on other projects.")
_NOT_FOR_ALL_OF_IT = say("Too little money was left for its whole cost.")
_NEITHER = say(
    "Those who voted for it had too little left in their shares, and the money left over did not reach either."
)

_OF_BOUNDED = {
    "funded": AS_FAR_AS_SHARES_WENT,
    "not-affordable": _SPENT_ON_OTHERS,
    "does-not-fit": _NOT_FOR_ALL_OF_IT,
}
"""Where supporters may pay a part of the cost, a project is out of reach only if none of them has anything left."""


def verdicts_of(outcome: Json) -> dict[str, Message]:
    """The sentences by proposal id; none for a verdict that these pages do not know yet."""
    turns = {(step["project"], step["phase"], step["verdict"]) for step in outcome["trace"]}
    found = {project["proposal_id"]: _verdict(project, turns) for project in outcome["projects"]}
    found |= _ruled_out(outcome) | _funded_beyond(outcome)
    if misses_quorum(outcome):
        found = dict.fromkeys(found, TOO_FEW)
    found |= {one["proposal_id"]: _otherwise(one) for one in outcome["projects"] if one.get("overridden")}
    return {proposal_id: sentence for proposal_id, sentence in found.items() if sentence}


def _ruled_out(outcome: Json) -> dict[str, Message]:
    """Of those that lost by what was ruled beforehand: to which rival, or to which area's limit."""
    by_number = {project["number"]: project for project in outcome["projects"]}
    found = {}
    for step in outcome["trace"]:
        project = by_number[step["project"]]
        if project["verdict"] != step["verdict"] or not step.get("reason"):
            continue
        if step["verdict"] == "conflict" and (rival := by_number.get(int(step["reason"]))):
            found[project["proposal_id"]] = say(
                "It was not funded because project %(number)s of the same group was: %(title)s.",
                number=rival["number"],
                title=rival["title"],
            )
        if step["verdict"] == "share-used-up":
            found[project["proposal_id"]] = _beyond_its_area(project, step["reason"], outcome["currency"])
    return found


def _beyond_its_area(project: Json, area: str, currency: str) -> Message:
    if not project.get("missing_cents"):
        return say("Too little was left of what %(area)s gets at most.", area=area)
    missing = Amount(project["missing_cents"], currency)
    return say("%(missing)s was missing in what %(area)s gets at most.", missing=missing, area=area)


def _funded_beyond(outcome: Json) -> dict[str, Message]:
    """Of the project at which the count ended, if it is funded though not all of its cost was left."""
    counted = [one for one in outcome["projects"] if one["verdict"] == "funded"]
    if outcome.get("ending") != "stop-80":
        return {}
    beyond = sum(one["cost_cents"] for one in counted) - outcome["budget_cents"]
    if beyond <= 0:
        return {}
    last = next(step["project"] for step in reversed(outcome["trace"]) if step["verdict"] == "funded")
    return {
        one["proposal_id"]: say(
            "At least 80 percent of its cost was left when its turn came, so it is funded all the same. "
            "The %(amount)s beyond come from elsewhere.",
            amount=Amount(beyond, outcome["currency"]),
        )
        for one in counted
        if one["number"] == last
    }


def _otherwise(project: Json) -> Message:
    why = project["overridden"]
    if project["is_funded"]:
        return say("The count did not fund it; two officers decided that it is funded: %(why)s", why=why)
    return say("The count funded it; two officers decided that it is not funded: %(why)s", why=why)


def misses_quorum(outcome: Json) -> bool:
    """Whether fewer took part than the poll asked for."""
    return bool(outcome.get("ballots", 0) < outcome.get("quorum", 0))


def may_be_paid_in_part(outcome: Json) -> bool:
    """Whether supporters may pay a part of a project's cost, so that the rest comes out of the money of all."""
    return bool(outcome.get("rule") == _BOUNDED)


def of_turn(step: Json) -> Message | str:
    """What came of a project in one turn of the count; as it is where these pages do not know the verdict yet."""
    verdict: str = step["verdict"]
    lost = {**PLAIN, **_OF_BOUNDED} if step["phase"] == _BOUNDED else PLAIN
    return say("Funded") if verdict == "funded" else lost.get(verdict, verdict)


def _verdict(project: Json, turns: set[tuple[int, str, str]]) -> Message | None:
    number, verdict = project["number"], project["verdict"]
    if project.get("without_cents"):
        return IN_PART
    if (number, _BOUNDED, verdict) in turns and verdict in _OF_BOUNDED:
        return _OF_BOUNDED[verdict]
    if (number, "equal-shares", "funded") in turns:
        return PAID_BY_SHARES
    if verdict == "does-not-fit" and (number, "equal-shares", "not-affordable") in turns:
        return _NEITHER
    if verdict in ("no-support", "below-minimum") and project.get("ballots") and project["score"] <= 0:
        return _MORE_AGAINST
    return PLAIN.get(verdict)
