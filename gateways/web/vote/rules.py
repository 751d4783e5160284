"""How a poll is counted, and how its ballots are filled in, in words for whoever votes."""

from gateways.web.clients.asking import Json
from gateways.web.words.message import Message, say

RULE_NAMES = {"score-order": say("Most votes first"), "equal-shares": say("Equal Shares")}

_RULES = {
    "score-order": say(
        "The project with most votes is funded first, then the next, as long as the money lasts. "
        "A project that costs more than what is left is passed over."
    ),
    "equal-shares": say(
        "The money is shared out equally among all who vote. "
        "A project is funded when those who want it can pay for it together from their shares, "
        "so every part of town and every group has a fair say."
    ),
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
}

_COMPARISON = say(
    "In the end this outcome is compared with the one in which the projects with most votes come first. "
    "If more voters have more of their projects funded in that one, it stands instead."
)


def rule_in_words(poll: Json) -> list[Message]:
    """The poll's rule, what a project needs at least, what happens to money left over, and what is compared."""
    said = [_RULES[poll["rule"]]]
    if poll["min_score"]:
        said.append(say("A project needs at least %(least)s votes, or points, to be funded.", least=poll["min_score"]))
    if poll["rule"] == "equal-shares":
        said.append(_COMPLETIONS[poll["completion"]])
    return [*said, _COMPARISON] if poll["comparison"] else said


def task_in_words(poll: Json) -> Message:
    """What a voter may put on this ballot."""
    limits = poll["limits"]
    if poll["method"] == "points":
        return say("You have %(most)s points. Share them among the projects as you like.", most=limits["max_points"])
    if limits["max_choices"] == 1:
        return say("Choose one project.")
    return say("Choose up to %(most)s projects.", most=limits["max_choices"])
