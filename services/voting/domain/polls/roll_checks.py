"""Whether the people on the roll can vote in a draft's poll, and whether they are enough for what it asks."""

from collections.abc import Iterator

from services.voting.domain.polls.check import Check, met, met_if_meant, unmet
from services.voting.domain.polls.poll import A_WHOLE, Poll
from services.voting.domain.polls.roll import Roll


def roll_checks(poll: Poll) -> Iterator[Check]:
    """The checks that need the roll."""
    if poll.roll is None or not poll.roll.people:
        yield _nobody_is_on_the_roll()
        return
    yield _somebody_can_vote(poll, poll.roll)
    electorate = poll.roll.electorate(poll.fund.area_id)
    if poll.terms.quorum and electorate is not None:
        yield _quorum_can_be_met(poll.terms.quorum, electorate)
    most = _most_votes(poll)
    if electorate and most is not None and poll.terms.min_score > electorate * most:
        yield _minimum_is_beyond_reach(poll.terms.min_score, electorate * most)


def _nobody_is_on_the_roll() -> Check:
    return met_if_meant(
        "somebody-can-vote",
        en="No roll of this round is here yet, so nobody could vote. Read it in and print the codes before the poll "
        "opens, on the page of the roll.",
        de="Für diese Runde gibt es noch kein Verzeichnis, also könnte niemand abstimmen. Lesen Sie es ein und drucken "
        "Sie die Codes, bevor die Abstimmung beginnt: auf der Seite des Verzeichnisses.",
    )


def _somebody_can_vote(poll: Poll, roll: Roll) -> Check:
    name = "somebody-can-vote"
    if roll.electorate(poll.fund.area_id) == 0:
        return unmet(
            name,
            en="Nobody on the roll lives in the area of this fund, so nobody could vote. Correct the areas on the "
            "roll, or choose another fund.",
            de="Niemand im Verzeichnis wohnt im Ortsteil dieses Topfes, also könnte niemand abstimmen. Korrigieren Sie "
            "die Ortsteile im Verzeichnis oder wählen Sie einen anderen Topf.",
        )
    if roll.invited == 0:
        return unmet(
            name,
            en="Nobody on the roll has a code, and without one nobody can vote, on paper or otherwise. Print the codes "
            "on the page of the roll.",
            de="Niemand im Verzeichnis hat einen Code, und ohne Code kann niemand abstimmen, auch nicht auf Papier. "
            "Drucken Sie die Codes auf der Seite des Verzeichnisses.",
        )
    if roll.invited is not None and roll.invited < roll.people:
        without = roll.people - roll.invited
        return met_if_meant(
            name,
            en=f"People on the roll without a code, who could not vote yet: {without} of {roll.people}. Print their "
            "codes on the page of the roll.",
            de=f"Personen im Verzeichnis ohne Code, die noch nicht abstimmen könnten: {without} von {roll.people}. "
            "Drucken Sie ihre Codes auf der Seite des Verzeichnisses.",
        )
    return met(
        name,
        en=f"People on the roll: {roll.people}.",
        de=f"Personen im Verzeichnis: {roll.people}.",
    )


def _quorum_can_be_met(quorum: int, electorate: int) -> Check:
    name = "quorum-can-be-met"
    if quorum > electorate:
        return unmet(
            name,
            en=f"{quorum} people must take part, but on the roll are only {electorate}: nothing could ever be funded. "
            "Lower the number.",
            de=f"{quorum} Personen müssen teilnehmen, im Verzeichnis stehen aber nur {electorate}: Nichts könnte je "
            "finanziert werden. Senken Sie die Zahl.",
        )
    return met(
        name,
        en=f"{quorum} of {electorate} people must take part; if fewer do, nothing is funded.",
        de=f"{quorum} von {electorate} Personen müssen teilnehmen; sind es weniger, wird nichts finanziert.",
    )


def _minimum_is_beyond_reach(least: int, most: int) -> Check:
    return unmet(
        "minimum-can-be-reached",
        en=f"A project needs {least} votes, or points, but if everybody on the roll voted for it, it would have "
        f"{most}. Lower the number.",
        de=f"Ein Projekt braucht {least} Stimmen oder Punkte; wenn alle im Verzeichnis dafür stimmten, hätte es aber "
        f"nur {most}. Senken Sie die Zahl.",
    )


def _most_votes(poll: Poll) -> int | None:
    """What one ballot can give to one project."""
    limits = poll.terms.limits
    match poll.terms.method:
        case "ranking":
            return limits.max_choices
        case "allocation":
            return min(A_WHOLE, limits.max_points_each or A_WHOLE)
        case "points" | "score":
            return limits.max_points_each
        case _:
            return 1
