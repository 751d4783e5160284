"""A file that somebody brings, counted by one rule or by two side by side, and told as much as a page can hold."""

from collections.abc import Iterator
from typing import Any

from services.voting.domain.counting.counted_file import HOW_CLOSE_UP_TO, CountedFile
from services.voting.domain.counting.file_errors import FileCannotBeCountedHere, RuleDoesNotSuit
from services.voting.domain.counting.file_wish import OWN, FileWish
from services.voting.domain.tally.count import count
from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.pb.decimals import format_amount
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.rule import Rule

MOST_PROJECTS = 1_000
_LONGEST_TEXT, _MOST_REMARKS, _MOST_TIED, _MOST_PAID_FOR = 200, 50, 20, 3
_OF_STORIES = (
    *("effective_votes", "full_price", "paid_in_full", "paid_all_they_had", "their_payments"),
    *("payers", "effective_support_percent", "supporters_had", "left", "missing_in_the_end", "rest_lacked"),
    *("wins_at_cost", "wins_with_votes", "is_measured"),
)

Told = dict[str, Any]


def count_file(content: bytes, wish: FileWish) -> Iterator[Told]:
    """What is known so far: first the outcomes, then why, then how close the losers came. Each holds the one before.

    Raises:
        FileIsNotPabulib: with each mistake of the file.
        FileCannotBeCountedHere: if the file has too many projects.
        RuleIsNotKnown, RuleDoesNotSuit, RulingDoesNotFit: if it cannot be counted so.
    """
    file = read_pb(content)
    if len(file.instance.projects) > MOST_PROJECTS:
        raise FileCannotBeCountedHere("projects")
    file = wish.rulings.of(file)
    counts = [_counted(file, rule, wish) for rule in wish.rules(file)]
    about = _about(file, counts)
    yield about | {"counts": [_told(counted) for counted in counts]}
    yield about | {"counts": [_told(counted, counted.explained(how_close=False)) for counted in counts]}
    if file.unweighted.voters <= HOW_CLOSE_UP_TO:
        yield about | {"counts": [_told(counted, counted.explained(how_close=True)) for counted in counts]}


def _counted(file: PabulibFile, rule: Rule, wish: FileWish) -> CountedFile:
    order = wish.rulings.order(file)
    try:
        outcome = count(file.instance, file.profile, rule, ties=order)
    except InstanceIsInconsistent as error:
        raise RuleDoesNotSuit(error.reason) from None
    doubt = file.doubt if wish.rule == OWN else None
    return CountedFile(file, rule, order, outcome, seconds=0.0, doubt=doubt)


def _about(file: PabulibFile, counts: list[CountedFile]) -> Told:
    remarks = list(dict.fromkeys(remark for counted in counts for remark in counted.warnings))
    shown = remarks[:_MOST_REMARKS]
    return {
        "description": _short(file.meta.get("description", "")),
        "currency": file.meta.get("currency", "")[:10],
        "budget": format_amount(file.instance.budget, file.instance.digits),
        "voters": file.unweighted.voters,
        "method": file.profile.method.value,
        "warnings": [{"line": one.line, "text": _short(one.text), "ballots": one.ballots} for one in shown],
        "more_warnings": len(remarks) - len(shown),
    }


def _told(counted: CountedFile, explanation: Told | None = None) -> Told:
    said = counted.as_json(explain=False)
    stories = _stories(explanation) if explanation else {}
    projects = [
        project | {"name": _short(project["name"]), "reason": _short(project["reason"])} | stories.get(id_, {})
        for project, id_ in ((project, project["project"]) for project in said["projects"])
    ]
    return {
        "rule": said["rule"],
        "winners": len(said["winners"]),
        "cost": said["cost"],
        "agrees_with_the_city": said["agrees_with_the_city"],
        "weighing": _weighing(said),
        "ties": [_tie(tie) for tie in said["ties"][:_MOST_TIED]],
        "more_ties": max(0, len(said["ties"]) - _MOST_TIED),
        "projects": projects,
        "reach": _reach(explanation) if explanation else None,
        "second_count": explanation["second_count"] and explanation["second_count"]["agrees"] if explanation else None,
    }


def _tie(tie: Told) -> Told:
    stage = {"stage": _short(tie["stage"])} if "stage" in tie else {}
    return {**tie, "tied": tie["tied"][:_MOST_TIED], **stage}


def _weighing(said: Told) -> Told | None:
    """What ballots of each channel count, and whether the outcome is another if each counts once."""
    if "weighing" not in said:
        return None
    told = said["weighing"]
    channels = [line | {"channel": _short(line["channel"])} for line in told["channels"]]
    plain = told["unweighted"]
    unweighted = {"winners": len(plain["winners"]), "cost": plain["cost"]}
    is_same = set(plain["winners"]) == set(said["winners"])
    return {"channels": channels, "votes": told["votes"], "unweighted": unweighted | {"is_same": is_same}}


def _stories(explanation: Told) -> dict[str, Told]:
    stories = {story["project"]: story for story in (*explanation["winners"], *explanation["losers"])}
    return {
        id_: {name: story[name] for name in _OF_STORIES if name in story} | {"paid_for": _paid_for(story)}
        for id_, story in stories.items()
    }


def _paid_for(story: Told) -> list[list[str]]:
    """On which winners a loser's supporters spent most, each with the amount."""
    spent = sorted(story.get("spent_on", {}).items(), key=lambda item: -float(item[1]))
    return [[project, amount] for project, amount in spent[:_MOST_PAID_FOR]]


def _reach(explanation: Told) -> Told:
    names = ("voters", "voters_with_a_winner", "winners_per_voter_mean", "voters_with_fair_share")
    return {name: explanation["outcome"][name] for name in names}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
