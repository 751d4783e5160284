"""What must be so before a poll is published, each check met or said in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.voting.domain.poll import Poll


@dataclass(frozen=True, slots=True)
class Check:
    """One check: whether it is met, and its words for whoever must mend it."""

    name: str
    is_met: bool
    words: str


def checks_of(poll: Poll) -> tuple[Check, ...]:
    """All checks of the draft; none of a poll that is published, for nothing of it can change any more."""
    return () if poll.is_public else tuple(_checks(poll))


def _checks(poll: Poll) -> Iterator[Check]:
    yield _paper_has_projects(poll)
    yield _limits_fit_the_paper(poll)
    if poll.terms.method == "points":
        yield _points_can_be_given(poll)
    yield _window_lies_ahead(poll)
    yield _rule_is_complete(poll)
    yield _channels_are_offered(poll)
    yield _budget_is_there(poll)


def _paper_has_projects(poll: Poll) -> Check:
    count = len(poll.paper)
    words = f"{count} accepted proposals stand on the paper." if count else "No accepted proposal stands on the paper."
    return Check("paper-has-projects", bool(count), words)


def _limits_fit_the_paper(poll: Poll) -> Check:
    limits, count = poll.terms.limits, len(poll.paper)
    if not 0 <= limits.min_choices <= limits.max_choices:
        return Check("limits-fit-the-paper", False, "The least number of choices is greater than the largest.")
    if limits.min_choices > count:
        words = f"A ballot must hold {limits.min_choices} projects, but only {count} are on the paper."
        return Check("limits-fit-the-paper", False, words)
    if limits.max_choices < 1:
        return Check("limits-fit-the-paper", False, "A ballot must be able to hold a choice.")
    words = f"A ballot holds {limits.min_choices} to {limits.max_choices} projects."
    return Check("limits-fit-the-paper", True, words)


def _points_can_be_given(poll: Poll) -> Check:
    limits = poll.terms.limits
    if limits.max_points_each is None or limits.max_points is None:
        words = "Say how many points a project may get, and how many a ballot may give in all."
        return Check("points-can-be-given", False, words)
    if not 1 <= limits.min_points_each <= limits.max_points_each:
        return Check("points-can-be-given", False, "The least points for a project are more than the most.")
    if limits.min_choices * limits.min_points_each > limits.max_points:
        return Check("points-can-be-given", False, "The points do not suffice for the least number of choices.")
    words = (
        f"A project gets {limits.min_points_each} to {limits.max_points_each} points, all at most {limits.max_points}."
    )
    return Check("points-can-be-given", True, words)


def _window_lies_ahead(poll: Poll) -> Check:
    if poll.terms.opens_at >= poll.terms.closes_at:
        return Check("window-lies-ahead", False, "The poll closes before it opens.")
    if not poll.is_early:
        return Check("window-lies-ahead", False, "The time of closing has passed.")
    return Check("window-lies-ahead", True, "The poll opens and closes in the future, in this order.")


def _rule_is_complete(poll: Poll) -> Check:
    is_met = poll.terms.rule == "equal-shares" or poll.terms.completion == "none"
    words = "Rule and completion are fixed." if is_met else "Score order leaves nothing to complete: choose none."
    return Check("rule-is-complete", is_met, words)


def _channels_are_offered(poll: Poll) -> Check:
    is_met = bool(poll.terms.channels)
    words = f"Ballots come by {', '.join(poll.terms.channels)}." if is_met else "Choose at least one channel."
    return Check("channels-are-offered", is_met, words)


def _budget_is_there(poll: Poll) -> Check:
    is_met = poll.fund.budget_cents > 0
    return Check("budget-is-there", is_met, "The fund holds money." if is_met else "The fund is empty.")
