"""Whether what a draft says of its count goes together: each term that means nothing under its rule is refused."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from libs.shared.kernel.money import minor_digits
from services.voting.domain.polls.amounts import amount_in_words
from services.voting.domain.polls.check import Check, met, unmet
from services.voting.domain.polls.poll import Poll, RuleName, Terms


def rule_checks(poll: Poll) -> Iterator[Check]:
    """The checks of the count's terms."""
    yield _OF_RULE[poll.terms.rule](poll.terms)
    if poll.terms.step != 1 and poll.terms.step * 10 ** minor_digits(poll.fund.currency) > poll.fund.budget_cents:
        yield _step_is_beyond_the_fund(poll)


def _of_score_order(terms: Terms) -> Check:
    name = "rule-is-complete"
    if terms.comparison:
        return unmet(
            name,
            en="Score order has nothing to be compared with: leave the comparison out.",
            de="„Die meisten Stimmen zuerst“ lässt sich mit nichts vergleichen: Lassen Sie den Vergleich weg.",
        )
    if terms.completion != "none":
        return unmet(
            name,
            en="Score order leaves nothing to complete: choose none.",
            de="Bei „Die meisten Stimmen zuerst“ gibt es nichts zu ergänzen: Wählen Sie keine Ergänzung.",
        )
    if terms.whole_shares:
        return unmet(
            name,
            en="Score order gives nobody a share: leave the rounding of shares out.",
            de="Bei „Die meisten Stimmen zuerst“ bekommt niemand einen Anteil: Lassen Sie das Runden der Anteile weg.",
        )
    if terms.step != 1:
        return unmet(
            name,
            en="Score order gives nobody a share that could be raised: write 1 as the step.",
            de="Bei „Die meisten Stimmen zuerst“ bekommt niemand einen Anteil, der sich erhöhen ließe: Schreiben Sie 1 "
            "als Schritt.",
        )
    return _complete(name)


def _of_equal_shares(terms: Terms) -> Check:
    name = "rule-is-complete"
    if terms.ending != "skip":
        return unmet(
            name,
            en="Equal Shares does not go down a list, so it cannot stop in it: choose that it skips, or choose score "
            "order.",
            de="„Gleiche Anteile“ geht keine Liste durch und kann darin nicht anhalten: Wählen Sie „überspringen“ oder "
            "„Die meisten Stimmen zuerst“.",
        )
    if terms.whole_shares and not terms.completion.startswith("add1"):
        return unmet(
            name,
            en="Shares are rounded down only where they are raised step by step after: choose such a completion, or "
            "leave the rounding out.",
            de="Anteile werden nur abgerundet, wo sie danach Schritt für Schritt erhöht werden: Wählen Sie das für "
            "übriges Geld oder lassen Sie das Runden weg.",
        )
    if terms.step != 1 and not terms.completion.startswith("add1"):
        return unmet(
            name,
            en="Shares are raised only by some completions: choose one that does, or write 1 as the step.",
            de="Anteile werden nicht in jedem Fall erhöht: Wählen Sie das für übriges Geld oder schreiben Sie 1 als "
            "Schritt.",
        )
    return _complete(name)


def _of_bounded_overspending(terms: Terms) -> Check:
    name = "rule-is-complete"
    if terms.ending != "skip":
        return unmet(
            name,
            en="Equal Shares with bounded overspending does not go down a list, so it cannot stop in it, and funds "
            "nothing in part: choose that it skips, or choose score order.",
            de="„Gleiche Anteile mit begrenzter Überziehung“ geht keine Liste durch, kann darin nicht anhalten und "
            "finanziert nichts zum Teil: Wählen Sie „überspringen“ oder „Die meisten Stimmen zuerst“.",
        )
    if terms.completion != "none":
        return unmet(
            name,
            en="Bounded overspending is what is done here with money that shares would leave over: choose no "
            "completion, or Equal Shares without it.",
            de="Die begrenzte Überziehung nutzt schon, was von den Anteilen übrig bliebe: Wählen Sie keine Ergänzung "
            "oder „Gleiche Anteile“ ohne Überziehung.",
        )
    if terms.comparison:
        return unmet(
            name,
            en="The outcome of bounded overspending is not compared: leave the comparison out, or choose Equal Shares "
            "without it. The results show score order beside it in any case.",
            de="Mit begrenzter Überziehung wird am Ende nicht verglichen: Lassen Sie den Vergleich weg oder wählen Sie "
            "„Gleiche Anteile“ ohne Überziehung. „Die meisten Stimmen zuerst“ steht in jedem Fall neben dem Ergebnis.",
        )
    if terms.whole_shares or terms.step != 1:
        return unmet(
            name,
            en="With bounded overspending no share is rounded or raised: leave the rounding out and write 1 as the "
            "step, or choose Equal Shares without it.",
            de="Mit begrenzter Überziehung wird kein Anteil gerundet oder erhöht: Lassen Sie das Runden weg und "
            "schreiben Sie 1 als Schritt, oder wählen Sie „Gleiche Anteile“ ohne Überziehung.",
        )
    return _complete(name)


def _step_is_beyond_the_fund(poll: Poll) -> Check:
    money = amount_in_words(poll.fund.budget_cents, poll.fund.currency)
    return unmet(
        "step-is-within-the-fund",
        en=f"One step for one voter, {poll.terms.step} {poll.fund.currency}, is more than the {money['en']} in the "
        "fund, so no share could ever be raised. Write a smaller step.",
        de=f"Ein Schritt für eine Person, {poll.terms.step} {poll.fund.currency}, ist mehr, als im Topf ist "
        f"({money['de']}); kein Anteil könnte je erhöht werden. Schreiben Sie einen kleineren Schritt.",
    )


def _complete(name: str) -> Check:
    return met(
        name,
        en="Rule and completion are fixed.",
        de="Fest steht, wie gezählt wird und was mit übrigem Geld geschieht.",
    )


_OF_RULE: Mapping[RuleName, Callable[[Terms], Check]] = MappingProxyType(
    {
        "score-order": _of_score_order,
        "equal-shares": _of_equal_shares,
        "bos-equal-shares": _of_bounded_overspending,
    }
)
"""Of the rules that fund something; what advice may say is checked in ``advice/checks.py``."""
