"""How a poll is counted, and how its ballots are filled in, in words for whoever votes."""

from dataclasses import replace

from gateways.web.clients.asking import Json
from gateways.web.vote.areas import has_papers, most_choices
from gateways.web.vote.kinds import KINDS, Money, kind_of
from gateways.web.vote.looking_over import A_WHOLE, purse_of
from gateways.web.vote.rulings import rulings_in_words
from gateways.web.words.message import Message, say, say_many

RULE_NAMES = {
    "score-order": say("Most votes first"),
    "equal-shares": say("Equal Shares"),
    "bos-equal-shares": say("Equal Shares with bounded overspending"),
    "ranked-list": say("Ranked list"),
}
WITH_SHARES = ("equal-shares", "bos-equal-shares")
"""The rules under which voters have shares to pay from."""

_RANKED = say(
    "What most votes or points are for comes first; what stands equal shares a place. It is said beside it how far "
    "people agree. Nothing is funded by this vote: it tells the council what matters to people, and the council "
    "decides."
)
_RANKED_BY_PAPERS = say(
    "What most votes or points are for comes first; what stands equal shares a place. Nothing is funded by this vote: "
    "it tells the council what matters to people, and the council decides."
)
"""How far people agree is not told of those who did not have the same options before them."""

_EQUAL_SHARES = say(
    "The money is shared out equally among all who vote. "
    "A project is funded when those who want it can pay for it together from their shares, "
    "so every part of town and every group has a fair say."
)
_BOUNDED = say(
    "The money is shared out equally among all who vote. "
    "Those who want a project pay for it from their shares, and these need not come to its whole cost: "
    "the smaller the part that they pay, the later is its turn. "
    "What they lack comes out of the money of all, so that less is left for what others want."
)
_NEVER_BEYOND = say(
    "No more is spent than there is: a project is funded only if the money that is left suffices for its whole cost."
)
_ENDINGS = {
    "skip": say(
        "The project with most votes is funded first, then the next, as long as the money lasts. "
        "A project that costs more than what is left is passed over."
    ),
    "stop": say(
        "The project with most votes is funded first, then the next, as long as the money lasts. "
        "At the first project that costs more than what is left, the count ends."
    ),
    "stop-80": say(
        "The project with most votes is funded first, then the next, as long as the money lasts. "
        "At the first project that costs more than what is left, the count ends; it is funded all the same if at least "
        "80 percent of its cost is left, and the town adds the rest."
    ),
    "stop-part": say(
        "The project with most votes is funded first, then the next, as long as the money lasts. "
        "The first project that costs more than what is left gets what is left, as a part of its cost, and the count "
        "ends."
    ),
}
_WHOLE_SHARES = say("The first shares are rounded down to whole units of the currency.")
_STEP = say("Each step raises everyone's share by %(step)s currency units.")
_EQUALS = {
    "cheaper": say("Of projects that stand equal, the cheaper goes first, then the one with more votes, then the lot."),
    "dearer": say("Of projects that stand equal, the dearer goes first, then the one with more votes, then the lot."),
    "more-votes": say(
        "Of projects that stand equal, the one with more votes goes first, then the cheaper, then the lot."
    ),
    "lot": say("Of projects that stand equal, the lot says which goes first."),
}
_COMPLETIONS = {
    "none": say("Money that is left over stays with the town."),
    "utilitarian": say("What is left over goes to the projects with most votes that still fit."),
    "add1": say("If money is left over, everyone's share is raised step by step, until the next step would overspend."),
    "add1-exhaustive": say("If money is left over, everyone's share is raised step by step, until nothing more fits."),
    "add1+utilitarian": say(
        "If money is left over, everyone's share is raised step by step; "
        "what then remains goes to the projects with most votes that still fit."
    ),
    "add1-exhaustive+utilitarian": say(
        "If money is left over, everyone's share is raised step by step, until nothing more fits or the next step "
        "would overspend; what then remains goes to the projects with most votes that still fit."
    ),
}

_COMPARISON = say(
    "In the end this outcome is compared with the one in which the projects with most votes come first. "
    "If more voters have more of their projects funded in that one, it stands instead."
)


def rule_in_words(poll: Json) -> list[Message]:
    """The poll's rule, what a project needs at least, what happens to money left over, and what is compared."""
    if poll["rule"] == "ranked-list":
        return [*_ballots_in_words(poll), _RANKED_BY_PAPERS if has_papers(poll) else _RANKED]
    shares = poll["rule"] in WITH_SHARES
    said = [*_ballots_in_words(poll), *_how_it_goes(poll)]
    if shares and _adds_points(poll):
        said.append(_PAY_BY_POINTS)
    if poll.get("quorum"):
        said.append(_quorum(poll["quorum"]))
    if poll["min_score"]:
        said.append(_least(poll["min_score"]))
    if shares:
        said.append(_COMPLETIONS[poll["completion"]])
    if poll.get("whole_shares"):
        said.append(_WHOLE_SHARES)
    if poll.get("step", 1) != 1:
        said.append(say(_STEP.text, step=poll["step"]))
    return [*said, *rulings_in_words(poll), equals_in_words(poll), *([_COMPARISON] if poll["comparison"] else [])]


def _how_it_goes(poll: Json) -> list[Message]:
    if poll["rule"] == "bos-equal-shares":
        return [_BOUNDED, _NEVER_BEYOND]
    return [_EQUAL_SHARES if poll["rule"] == "equal-shares" else _ENDINGS[poll.get("ending", "skip")]]


def _quorum(least: int) -> Message:
    if least == 1:
        return say("If nobody takes part, nothing is funded.")
    return say("If fewer than %(least)s people take part, nothing is funded.", least=least)


def _least(least: int) -> Message:
    return say_many(
        least,
        "A project needs at least %(least)s vote, or point, to be funded.",
        "A project needs at least %(least)s votes, or points, to be funded.",
        least=least,
    )


def equals_in_words(poll: Json) -> Message:
    """Which of equal projects goes first."""
    return _EQUALS[poll.get("equals", "cheaper")]


_TASKS = {
    "points": say_many(
        2,
        "You have %(points)s point. Give it to the project that you like.",
        "You have %(points)s points. Share them among the projects as you like.",
    ),
    "allocation": say("Share out exactly 100 points among the projects: the more you give to one, the more it counts."),
    "score": say_many(
        2,
        "Give each project up to %(each)s point. What you leave out gets none.",
        "Give each project up to %(each)s points. What you leave out gets none.",
    ),
    "knapsack": say("Choose the projects that you would pay for with %(purse)s."),
    "ranking": say("Put up to %(most)s projects in order: 1 for your first choice, 2 for the next."),
    "for-and-against": say_many(
        2,
        "You have %(most)s vote. Use it for a project, or against one.",
        "You have %(most)s votes. Use each for a project, or against one.",
    ),
}
_EXACTLY = say("Put %(most)s projects in order: 1 for your first choice, 2 for the next.")
_COUNTED = {"points": "points", "score": "each", "for-and-against": "most"}
"""What there may be one of, or many, in the task of a kind."""
_PAY_BY_POINTS = say("Whoever gave a project more points pays more of its cost, as long as their share lasts.")
_SUMS = say("The points of all ballots are added up: they are the votes of a project.")
_SCORES = {
    "ranking": say("The first project on a ballot gets %(most)s points, and each next one a point less."),
    "for-and-against": say(
        "Votes against are taken from the votes for. Only a project with more for than against is funded."
    ),
}
_NET = say("Votes against are taken from the votes for.")


def task_in_words(poll: Json, money: Money) -> Message:
    """What a voter may put on this ballot."""
    limits, task = poll["limits"], _TASKS.get(poll["method"])
    if poll["method"] == "ranking" and 1 < limits["min_choices"] == limits["max_choices"]:
        return say(_EXACTLY.text, most=limits["max_choices"])
    if task:
        purse = money(purse_of(poll), poll["currency"])
        each, most = limits["max_points_each"], most_choices(poll)
        places = {"most": most, "points": limits["max_points"], "each": each, "purse": purse}
        return replace(task, places=places, count=places.get(_COUNTED.get(poll["method"], ""), 2))
    most, standing = most_choices(poll), [one for one in poll["projects"] if not one.get("withdrawn")]
    if limits["max_choices"] == 1:
        return say("Choose one project.")
    if most >= len(standing):
        return say("Choose as many projects as you like.")
    return say("Choose one project.") if most == 1 else say("Choose up to %(most)s projects.", most=most)


def limits_in_words(poll: Json) -> list[Message]:
    """What else a ballot holds at most or at least, where the task does not say it."""
    limits, said = poll["limits"], []
    most, each, whole = limits["max_choices"], limits.get("max_points_each"), limits.get("max_points") or A_WHOLE
    if poll["method"] in ("points", "allocation", "score", "knapsack") and most < len(poll["projects"]):
        said.append(say("Choose one project.") if most == 1 else say("Choose up to %(most)s projects.", most=most))
    is_exact = poll["method"] == "ranking" and limits["min_choices"] == most
    if (least := limits["min_choices"]) > 1 and not is_exact:
        said.append(say("Choose at least %(least)s.", least=least))
    if poll["method"] in ("points", "allocation") and each and each < whole:
        said.append(
            say_many(
                each,
                "Give no project more than %(each)s point.",
                "Give no project more than %(each)s points.",
                each=each,
            )
        )
    if (least := limits.get("min_points_each") or 0) > 1:
        said.append(say("Give each project that you choose at least %(least)s points.", least=least))
    return said


def _ballots_in_words(poll: Json) -> list[Message]:
    """How the ballots of the poll's kind come to a score, where that does not go without saying."""
    score = _SCORES.get(poll.get("method", ""))
    if poll.get("method") == "for-and-against" and poll["rule"] == "ranked-list":
        score = _NET
    said = [say(score.text, most=poll["limits"]["max_choices"])] if score else []
    return [*said, _SUMS] if _adds_points(poll) else said


def _adds_points(poll: Json) -> bool:
    return poll.get("method") in KINDS and kind_of(poll).adds_points
