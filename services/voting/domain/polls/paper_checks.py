"""Whether areas can have papers of their own as the draft rules it."""

from collections.abc import Iterator

from services.voting.domain.polls.check import Check, met, met_if_meant, unmet
from services.voting.domain.polls.papers.filling_in import can_be_filled_in, papers_in_hand
from services.voting.domain.polls.poll import Poll
from services.voting.domain.polls.roll import Roll

FEWEST_IN_AN_AREA = 50
"""With fewer on the roll, published ballots of an area would tell too much of those who live there."""

_LEAST_TO_CHOOSE_FROM = 2
_BOUNDS, _PAPERS, _ROLL = "bounds-are-of-the-papers", "areas-have-papers", "papers-suit-the-roll"


def paper_checks(poll: Poll) -> Iterator[Check]:
    """The checks of papers of areas; of a poll with one paper for all, that nothing is bounded as if it had more."""
    limits = poll.terms.limits
    if poll.terms.area_choice != "none":
        yield _areas_have_papers(poll)
        if poll.terms.area_choice == "roll" and poll.roll is not None and poll.papers:
            yield _papers_suit_the_roll(poll, poll.roll)
    elif limits.max_in_area is not None or limits.max_citywide is not None:
        yield unmet(
            _BOUNDS,
            en="How many projects of one area, or for all, a ballot may hold is bounded only where each area "
            "has a paper: leave these bounds out, or give each area a paper.",
            de="Wie viele Projekte eines Ortsteils oder für alle ein Stimmzettel enthalten darf, ist nur "
            "begrenzt, wo jeder Ortsteil einen eigenen hat: Lassen Sie diese Grenzen weg oder geben Sie jedem Ortsteil "
            "einen Stimmzettel.",
        )


def _areas_have_papers(poll: Poll) -> Check:
    areas, citywide = len(poll.papers), _citywide(poll)
    if not areas or (areas < _LEAST_TO_CHOOSE_FROM and poll.terms.area_choice == "voter"):
        return unmet(
            _PAPERS,
            en=f"Each area is to have a paper, but projects stand in {areas} of them: there is nothing to choose. Say "
            "where the proposals are, or let all vote on one paper.",
            de=f"Jeder Ortsteil soll einen Stimmzettel haben, Projekte liegen aber nur in {areas}: Es gibt nichts zu "
            "wählen. Tragen Sie ein, wo die Vorschläge liegen, oder lassen Sie alle auf einem Stimmzettel abstimmen.",
        )
    least, most = poll.terms.limits.min_choices, _fewest_to_choose(poll)
    if least > most:
        return unmet(
            _PAPERS,
            en=f"A ballot must hold {least} projects, but on the paper of one area there are {most} to choose. Ask for "
            "fewer.",
            de=f"Ein Stimmzettel muss {least} Projekte enthalten, auf dem eines Ortsteils lassen sich aber nur {most} "
            "wählen. Verlangen Sie weniger.",
        )
    if not all(can_be_filled_in(poll, paper) for paper in papers_in_hand(poll, ())):
        return unmet(
            _PAPERS,
            en="On the paper of one area no ballot could keep to the limits: its projects are too few for the points "
            "to share out, or too dear for what a ballot may cost. Change these limits.",
            de="Auf dem Stimmzettel eines Ortsteils ließen sich die Grenzen nicht einhalten: Er hat zu wenige Projekte "
            "für die Punkte, die zu vergeben sind, oder zu teure für das, was ein Stimmzettel kosten darf. Ändern Sie "
            "diese Grenzen.",
        )
    return met(
        _PAPERS,
        en=f"Areas with a paper of their own: {areas}; projects on all of them: {citywide}.",
        de=f"Ortsteile mit eigenem Stimmzettel: {areas}; Projekte, die auf allen stehen: {citywide}.",
    )


def _papers_suit_the_roll(poll: Poll, roll: Roll) -> Check:
    people = {area: roll.by_area.get(area, 0) for area in poll.papers}
    if few := [number for number in people.values() if number < FEWEST_IN_AN_AREA]:
        return unmet(
            _ROLL,
            en=f"In {len(few)} of the areas fewer than {FEWEST_IN_AN_AREA} people are on the roll; a paper that they "
            "alone may fill in would tell too much of them. Let voters choose the area, or all vote on one paper.",
            de=f"In {len(few)} der Ortsteile stehen weniger als {FEWEST_IN_AN_AREA} Personen im Verzeichnis; ein "
            "Stimmzettel nur für sie verriete zu viel über sie. Lassen Sie den Ortsteil frei wählen oder alle auf "
            "einem Stimmzettel abstimmen.",
        )
    others = sum(number for area, number in roll.by_area.items() if area not in people)
    if others:
        return met_if_meant(
            _ROLL,
            en=f"People on the roll in no area with a paper, who choose one: {others}. If that is not meant, "
            "correct the areas on the roll, or let all voters choose.",
            de=f"Personen im Verzeichnis ohne Ortsteil mit eigenem Stimmzettel, die einen wählen: {others}. "
            "Wenn das nicht so gemeint ist, korrigieren Sie die Ortsteile im Verzeichnis oder lassen Sie alle wählen.",
        )
    return met(
        _ROLL,
        en="Everybody on the roll has the paper of the area they live in.",
        de="Alle im Verzeichnis haben den Stimmzettel des Ortsteils, in dem sie wohnen.",
    )


def _citywide(poll: Poll) -> int:
    return len(poll.paper) - sum(map(len, poll.papers.values()))


def _fewest_to_choose(poll: Poll) -> int:
    """How many projects somebody can choose whose area has fewest."""
    limits, citywide = poll.terms.limits, _citywide(poll)
    in_area = min(map(len, poll.papers.values()))
    if limits.max_in_area is not None:
        in_area = min(in_area, limits.max_in_area)
    return in_area + (citywide if limits.max_citywide is None else min(citywide, limits.max_citywide))
