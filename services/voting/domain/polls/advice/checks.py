"""Whether a poll that funds nothing can be asked as the draft says: its options, and no term that is about money."""

from collections import Counter
from collections.abc import Iterator

from services.voting.domain.polls.check import Check, met, unmet
from services.voting.domain.polls.poll import Poll, Terms

_WITHOUT_MARKS = ("approval", "knapsack")


def advice_checks(poll: Poll) -> Iterator[Check]:
    """The checks of an advisory poll, in place of those of rule, money and rulings."""
    yield _options_are_sound(poll)
    yield _ballots_say_how_much(poll)
    yield _nothing_is_said_of_money(poll.terms)


def _options_are_sound(poll: Poll) -> Check:
    name = "options-are-sound"
    twice = [title for title, number in Counter(line.title.casefold() for line in poll.paper).items() if number > 1]
    for line in poll.paper:
        which = f"{line.number} {line.title}"
        if line.title.casefold() in twice:
            return unmet(
                name,
                en=f"Two options have the same title: {which}. Give each a title of its own.",
                de=f"Zwei Themen haben denselben Titel: {which}. Geben Sie jedem einen eigenen.",
            )
        if line.kind == "saving" and line.saving_cents is None:
            return unmet(
                name,
                en=f"It is missing what this saves: {which}. Write the amount, or call it a policy.",
                de=f"Es fehlt, was hier gespart würde: {which}. Schreiben Sie den Betrag oder nennen Sie es eine "
                "Maßnahme.",
            )
        if line.kind != "saving" and line.saving_cents is not None:
            return unmet(
                name,
                en=f"Only a saving has an amount: {which}. Leave it out, or call it a saving.",
                de=f"Nur eine Einsparung hat einen Betrag: {which}. Lassen Sie ihn weg oder nennen Sie es eine "
                "Einsparung.",
            )
    return met(
        name,
        en="Services, policies and savings are told apart, and each saving has its amount.",
        de="Leistungen, Maßnahmen und Einsparungen sind unterschieden, und jede Einsparung hat ihren Betrag.",
    )


def _ballots_say_how_much(poll: Poll) -> Check:
    name = "ballots-can-be-ranked"
    if poll.terms.method in _WITHOUT_MARKS:
        return unmet(
            name,
            en="To tell how far people agree, ballots must say more than a tick: choose points, sharing out 100, "
            "scores, an order, or votes for and against.",
            de="Damit sich sagen lässt, wie einig sich die Menschen sind, müssen Stimmzettel mehr sagen als ein "
            "Kreuz: Wählen Sie Punkte, das Aufteilen von 100, Noten, eine Reihenfolge oder Stimmen dafür und dagegen.",
        )
    return met(
        name,
        en="The outcome is a ranked list, with how far people agree. Nothing is funded by it.",
        de="Das Ergebnis ist eine Rangliste, und wie einig sich die Menschen sind. Finanziert wird dadurch nichts.",
    )


def _nothing_is_said_of_money(terms: Terms) -> Check:
    name = "rule-is-complete"
    of_money = (terms.completion, terms.ending, terms.step, terms.min_score, terms.quorum)
    if of_money != ("none", "skip", 1, 0, 0) or terms.comparison or terms.whole_shares:
        return unmet(
            name,
            en="A ranked list funds nothing: leave out the completion, the comparison, the rounding and steps of "
            "shares, where the count ends, and how many votes or people it takes.",
            de="Eine Rangliste finanziert nichts: Lassen Sie weg, was mit übrigem Geld geschieht, den Vergleich, das "
            "Runden und die Schritte der Anteile, wo die Auszählung endet und wie viele Stimmen oder Personen es "
            "braucht.",
        )
    if terms.conflicts or terms.area_money or terms.weights:
        return unmet(
            name,
            en="A ranked list funds nothing: leave out what excludes each other, the money of areas, and weights. How "
            "areas and ways of voting differ is told with the outcome.",
            de="Eine Rangliste finanziert nichts: Lassen Sie weg, was einander ausschließt, das Geld von Gebieten und "
            "Gewichte. Worin sich Gebiete und Wege der Stimmabgabe unterscheiden, steht beim Ergebnis.",
        )
    return met(name, en="How it is counted is fixed.", de="Fest steht, wie gezählt wird.")
