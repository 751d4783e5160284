"""Whether a ballot of the poll's method can be filled in as its limits want, and whether its rule can count it."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from services.voting.domain.polls.amounts import amount_in_words
from services.voting.domain.polls.bound_checks import bounds_of_others
from services.voting.domain.polls.check import Check, met, met_if_meant, unmet
from services.voting.domain.polls.poll import A_WHOLE, Method, Poll

_LEAST_FOR_AN_ORDER = 2


def method_checks(poll: Poll) -> Iterator[Check]:
    """The checks of the poll's method."""
    if check := _OF_METHOD.get(poll.terms.method):
        yield check(poll)
    yield from bounds_of_others(poll)
    yield _rule_counts_the_ballots(poll)


def _points_can_be_given(poll: Poll) -> Check:
    name, limits = "points-can-be-given", poll.terms.limits
    if limits.max_points_each is None or limits.max_points is None:
        return unmet(
            name,
            en="Say how many points a project may get, and how many a ballot may give in all.",
            de="Es fehlt, wie viele Punkte ein Projekt bekommen kann und wie viele es insgesamt zu vergeben gibt.",
        )
    if not 1 <= limits.min_points_each <= limits.max_points_each:
        return _least_exceed_the_most(name)
    if limits.min_choices * limits.min_points_each > limits.max_points:
        return unmet(
            name,
            en="The points do not suffice for the least number of choices.",
            de="Die Punkte reichen nicht für die kleinste Zahl von Projekten.",
        )
    least, most, in_all = limits.min_points_each, limits.max_points_each, limits.max_points
    return met(
        name,
        en=f"Points for a project: {least} to {most}; for all together at most {in_all}.",
        de=f"Punkte für ein Projekt: {least} bis {most}; für alle zusammen höchstens {in_all}.",
    )


def _a_hundred_can_be_shared_out(poll: Poll) -> Check:
    name, limits = "points-can-be-given", poll.terms.limits
    most = A_WHOLE if limits.max_points_each is None else limits.max_points_each
    if limits.max_points not in (None, A_WHOLE):
        return unmet(
            name,
            en=f"An allocation shares out exactly {A_WHOLE}, not {limits.max_points}: leave the points in all out, or "
            "choose the method with points.",
            de=f"Bei einer Aufteilung sind genau {A_WHOLE} zu vergeben, nicht {limits.max_points}: Lassen Sie die "
            "Punkte insgesamt weg oder wählen Sie „Punkte verteilen“.",
        )
    if limits.min_points_each > most:
        return _least_exceed_the_most(name)
    projects = min(limits.max_choices, len(poll.paper))
    if limits.min_choices * limits.min_points_each > A_WHOLE or projects * most < A_WHOLE:
        return unmet(
            name,
            en=f"No ballot could add up to {A_WHOLE}: change how many projects it may hold, or what each may get.",
            de=f"Kein Stimmzettel käme auf {A_WHOLE}: Ändern Sie, wie viele Projekte er enthalten darf oder was jedes "
            "bekommen kann.",
        )
    return met(
        name,
        en=f"A ballot shares out exactly {A_WHOLE}.",
        de=f"Auf einem Stimmzettel werden genau {A_WHOLE} verteilt.",
    )


def _scale_is_there(poll: Poll) -> Check:
    name, limits = "points-can-be-given", poll.terms.limits
    if limits.max_points_each is None:
        return unmet(
            name,
            en="Say how many points a project may get at most.",
            de="Es fehlt, wie viele Punkte ein Projekt höchstens bekommen kann.",
        )
    if limits.max_points is not None:
        return unmet(
            name,
            en="Here each project is scored by itself: leave the points in all out, or choose the method with points.",
            de="Hier wird jedes Projekt für sich bewertet: Lassen Sie die Punkte insgesamt weg oder wählen Sie „Punkte "
            "verteilen“.",
        )
    if limits.min_points_each > limits.max_points_each:
        return _least_exceed_the_most(name)
    return met(
        name,
        en=f"Points that each project can get: up to {limits.max_points_each}.",
        de=f"Punkte, die jedes Projekt bekommen kann: bis zu {limits.max_points_each}.",
    )


def _purse_buys_something(poll: Poll) -> Check:
    name, fund = "purse-buys-something", poll.fund
    purse = amount_in_words(poll.purse_cents, fund.currency)
    if poll.purse_cents > fund.budget_cents:
        return unmet(
            name,
            en=f"A ballot could choose projects for {purse['en']}, which is more than there is in the fund.",
            de=f"Auf einem Stimmzettel ließen sich Projekte für {purse['de']} wählen; so viel ist nicht im Topf.",
        )
    least = sum(sorted(line.cost_cents for line in poll.paper)[: poll.terms.limits.min_choices])
    cheapest = min((line.cost_cents for line in poll.paper), default=0)
    if cheapest > poll.purse_cents:
        return unmet(
            name,
            en=f"No project costs {purse['en']} or less, so no ballot could choose any.",
            de=f"Kein Projekt kostet {purse['de']} oder weniger, es ließe sich also keines wählen.",
        )
    if least > poll.purse_cents:
        return unmet(
            name,
            en=f"A ballot must hold {poll.terms.limits.min_choices} projects, but even the cheapest cost more than "
            f"{purse['en']} together. Ask for fewer, or let them cost more.",
            de=f"Ein Stimmzettel muss {poll.terms.limits.min_choices} Projekte enthalten, aber selbst die billigsten "
            f"kosten zusammen mehr als {purse['de']}. Verlangen Sie weniger oder erlauben Sie höhere Kosten.",
        )
    return met(
        name,
        en=f"The projects on a ballot may cost {purse['en']} together.",
        de=f"Die Projekte auf einem Stimmzettel dürfen zusammen {purse['de']} kosten.",
    )


def _order_can_be_given(poll: Poll) -> Check:
    name, places, projects = "order-can-be-given", poll.terms.limits.max_choices, len(poll.paper)
    if min(places, projects) < _LEAST_FOR_AN_ORDER:
        return unmet(
            name,
            en="A ranking needs at least two places: let a ballot hold more projects, or choose another method.",
            de="Eine Reihenfolge braucht mindestens zwei Plätze: Erlauben Sie mehr Projekte auf einem Stimmzettel oder "
            "wählen Sie eine andere Art abzustimmen.",
        )
    if places > projects:
        return met_if_meant(
            name,
            en=f"A ballot could put {places} projects in order, but only {projects} are on the paper. The first "
            f"counts {places} points, the next one less. If that is not meant, lower how many a ballot may hold.",
            de=f"Ein Stimmzettel könnte {places} Projekte ordnen, es gibt aber nur {projects}. Das erste zählt "
            f"{places} Punkte, das nächste je einen weniger. Wenn das nicht so gemeint ist, senken Sie die Höchstzahl.",
        )
    return met(
        name,
        en=f"A ballot puts up to {places} projects in order; the first counts {places} points, the next one less.",
        de=f"Ein Stimmzettel ordnet bis zu {places} Projekte; das erste zählt {places} Punkte, das nächste je einen "
        "weniger.",
    )


def _rule_counts_the_ballots(poll: Poll) -> Check:
    name = "rule-counts-the-ballots"
    if poll.terms.method == "for-and-against" and poll.terms.rule in ("equal-shares", "bos-equal-shares"):
        return unmet(
            name,
            en="Under Equal Shares everyone pays for what they want, so votes against would count for nothing. Choose "
            "score order, or another way to vote.",
            de="Bei „Gleiche Anteile“ zahlt jede Person für das, was sie will; Stimmen dagegen würden nichts zählen. "
            "Wählen Sie „Die meisten Stimmen zuerst“ oder eine andere Art abzustimmen.",
        )
    return met(
        name,
        en="The rule can count these ballots.",
        de="Diese Stimmzettel lassen sich nach der gewählten Regel zählen.",
    )


def _least_exceed_the_most(name: str) -> Check:
    return unmet(
        name,
        en="The least points for a project are more than the most.",
        de="Die wenigsten Punkte für ein Projekt sind mehr als die meisten.",
    )


_OF_METHOD: Mapping[Method, Callable[[Poll], Check]] = MappingProxyType(
    {
        "knapsack": _purse_buys_something,
        "points": _points_can_be_given,
        "allocation": _a_hundred_can_be_shared_out,
        "score": _scale_is_there,
        "ranking": _order_can_be_given,
    }
)
