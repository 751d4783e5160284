"""Whether ballots can count by their channel as the draft says it."""

from collections.abc import Iterator
from math import gcd

from services.voting.domain.polls.check import Check, met_if_meant, unmet
from services.voting.domain.polls.poll import Poll
from services.voting.domain.polls.weighing import LEAST_ALIKE

_NAME = "weights-can-be-applied"


def weight_checks(poll: Poll) -> Iterator[Check]:
    """The check of weights; none where each ballot counts once."""
    if poll.terms.weights:
        yield next(_contradictions(poll), _as_it_is(poll))


def _as_it_is(poll: Poll) -> Check:
    return met_if_meant(
        _NAME,
        en="Ballots count by the way they come, which stands on the ballot and cannot change after this. The outcome "
        f"if each counted once is always shown beside. If fewer than {LEAST_ALIKE} ballots have a weight, they count "
        "like those of the next smaller one, so that nobody can tell what few people chose; and nothing is told of "
        "how many came which way.",
        de="Stimmzettel zählen je nach dem Weg, auf dem sie kommen; das steht auf dem Stimmzettel und lässt sich "
        "danach nicht mehr ändern. Das Ergebnis, wenn jeder einfach zählte, steht immer daneben. Haben weniger als "
        f"{LEAST_ALIKE} Stimmzettel ein Gewicht, zählen sie wie die mit dem nächstkleineren, damit niemand erkennt, "
        "was wenige gewählt haben; und wie viele auf welchem Weg kamen, wird nicht mitgeteilt.",
    )


def _contradictions(poll: Poll) -> Iterator[Check]:
    """What cannot be so, the first being the one to mend."""
    named = [one.channel for one in poll.terms.weights]
    if len({*named}) < len(named):
        yield unmet(
            _NAME,
            en="A way to vote has two weights. Give it one.",
            de="Ein Weg der Stimmabgabe hat zwei Gewichte. Geben Sie ihm eines.",
        )
    if not {*named} <= {*poll.terms.channels}:
        yield unmet(
            _NAME,
            en="A way to vote has a weight that is not offered. Offer it, or leave the weight out.",
            de="Ein Weg der Stimmabgabe hat ein Gewicht, wird aber nicht angeboten. Bieten Sie ihn an oder lassen Sie "
            "das Gewicht weg.",
        )
    weights = dict.fromkeys(poll.terms.channels, 1) | {one.channel: one.weight for one in poll.terms.weights}
    if len({*weights.values()}) == 1:
        yield unmet(
            _NAME,
            en="All ballots would count the same. Leave the weights out.",
            de="Alle Stimmzettel würden gleich zählen. Lassen Sie die Gewichte weg.",
        )
    if (common := gcd(*weights.values())) > 1:
        yield unmet(
            _NAME,
            en=f"All weights can be divided by {common}. Write the smaller numbers, which say the same.",
            de=f"Alle Gewichte lassen sich durch {common} teilen. Schreiben Sie die kleineren Zahlen, die dasselbe "
            "sagen.",
        )
