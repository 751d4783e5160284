"""Whether projects that exclude each other, and areas with money of their own, can be as the draft rules it."""

from collections.abc import Iterator

from libs.shared.kernel.words import Words
from services.voting.domain.polls.amounts import amount_in_words
from services.voting.domain.polls.check import Check, met, met_if_meant, unmet
from services.voting.domain.polls.poll import AreaMoney, Poll
from services.voting.domain.tally.pb.shares import sayable

_LEAST_IN_A_GROUP = 2


def ruling_checks(poll: Poll) -> Iterator[Check]:
    """The checks of conflicts and of areas' money; none where the draft rules nothing of them."""
    if poll.terms.conflicts:
        yield _groups_are_on_the_paper(poll)
    if poll.terms.area_money:
        yield _areas_can_spend_their_money(poll)


def _groups_are_on_the_paper(poll: Poll) -> Check:
    name, on_paper = "conflicts-can-be-kept", {line.proposal_id: line.number for line in poll.paper}
    for group in poll.terms.conflicts:
        numbers = sorted(on_paper[id_] for id_ in group if id_ in on_paper)
        listed = ", ".join(map(str, numbers))
        if len(numbers) < len(group):
            beside = {"en": f" (beside {listed})", "de": f" (neben {listed})"} if listed else {"en": "", "de": ""}
            return unmet(
                name,
                en=f"A group of projects that exclude each other names one that is not on the paper{beside['en']}. "
                "Write the groups anew.",
                de="Eine Gruppe von Projekten, die einander ausschließen, nennt eines, das nicht auf dem Stimmzettel "
                f"steht{beside['de']}. Schreiben Sie die Gruppen neu.",
            )
        if len(numbers) < _LEAST_IN_A_GROUP:
            return unmet(
                name,
                en=f"A group of projects that exclude each other holds one alone ({listed}). Name the others, or leave "
                "the group out.",
                de=f"Eine Gruppe von Projekten, die einander ausschließen, enthält nur eines ({listed}). Nennen Sie "
                "die anderen oder lassen Sie die Gruppe weg.",
            )
    count = len(poll.terms.conflicts)
    return met(
        name,
        en=f"Groups of projects that exclude each other: {count}. Of each at most one is funded.",
        de=f"Gruppen von Projekten, die einander ausschließen: {count}. Aus jeder wird höchstens eines finanziert.",
    )


def _areas_can_spend_their_money(poll: Poll) -> Check:
    name = "areas-can-spend-their-money"
    if told := next(_contradictions(poll), None):
        return unmet(name, **told)
    kept, given = _money(poll, _guaranteed(poll)), len(poll.terms.area_money)
    outside = [line for line in poll.paper if line.area_id not in poll.of_area]
    if _guaranteed(poll) == poll.fund.budget_cents and outside:
        return met_if_meant(
            name,
            en=f"All money is guaranteed to areas, so projects elsewhere ({len(outside)}) are funded only from what "
            "areas leave over. If that is not meant, guarantee less.",
            de=f"Alles Geld ist Ortsteilen zugesichert; Projekte anderswo ({len(outside)}) werden nur aus dem "
            "finanziert, was dort übrig bleibt. Wenn das nicht so gemeint ist, sichern Sie weniger zu.",
        )
    return met(
        name,
        en=f"Areas with money of their own, or a limit: {given}; {kept['en']} are guaranteed.",
        de=f"Ortsteile mit eigenem Geld oder einer Obergrenze: {given}; zugesichert sind {kept['de']}.",
    )


def _contradictions(poll: Poll) -> Iterator[dict[str, str]]:
    """What cannot be so, in words, the first being the one to mend."""
    areas, terms = poll.terms.area_money, poll.terms
    for area in areas:
        if sum(_is_same(other, area) for other in areas) > 1:
            yield {
                "en": f"{area.name} is named twice. Name each area once.",
                "de": f"{area.name} ist zweimal genannt. Nennen Sie jeden Ortsteil einmal.",
            }
        yield from _of_area(poll, area)
    if _guaranteed(poll) > poll.fund.budget_cents:
        kept, pot = _money(poll, _guaranteed(poll)), _money(poll, poll.fund.budget_cents)
        yield {
            "en": f"Areas are guaranteed {kept['en']} together, but there are {pot['en']} in the fund. Guarantee less, "
            "or raise the fund.",
            "de": f"Ortsteilen sind zusammen {kept['de']} zugesichert, im Topf sind aber {pot['de']}. Sichern Sie "
            "weniger zu oder erhöhen Sie den Topf.",
        }
    if terms.ending in ("stop-80", "stop-part") and _guaranteed(poll):
        yield {
            "en": "Where areas have money of their own, nothing is funded beyond it, or in part: choose that a "
            "project for which the money does not suffice is skipped or ends the count, or leave the guarantees out.",
            "de": "Wo Ortsteile eigenes Geld haben, wird nichts darüber hinaus oder nur zum Teil finanziert: Wählen "
            "Sie, dass ein Projekt, für das das Geld nicht reicht, übersprungen wird oder die Zählung beendet, oder "
            "lassen Sie die Zusicherungen weg.",
        }
    if terms.comparison and _guaranteed(poll):
        yield {
            "en": "Where areas have money of their own there are several counts, and no comparison with score order: "
            "leave the comparison or the guarantees out.",
            "de": "Wo Ortsteile eigenes Geld haben, wird mehrmals gezählt und nicht verglichen: Lassen Sie den "
            "Vergleich oder die Zusicherungen weg.",
        }


def _of_area(poll: Poll, area: AreaMoney) -> Iterator[dict[str, str]]:
    costs = [line.cost_cents for line in poll.of_area[area.area_id]]
    if not costs:
        yield {
            "en": f"No project on the paper stands in {area.name}, so its money could fund nothing. Leave the area "
            "out.",
            "de": f"In {area.name} liegt kein Projekt des Stimmzettels, das Geld könnte dort nichts bezahlen. Lassen "
            "Sie den Ortsteil weg.",
        }
        return
    cheapest, most = _money(poll, min(costs)), area.at_most_cents
    kept = _money(poll, area.guaranteed_cents)
    if 0 < area.guaranteed_cents < min(costs):
        yield {
            "en": f"{area.name} is guaranteed {kept['en']}, but the cheapest project there costs {cheapest['en']}: it "
            "could fund nothing. Guarantee more, or leave it out.",
            "de": f"{area.name} sind {kept['de']} zugesichert, das billigste Projekt dort kostet aber "
            f"{cheapest['de']}: Damit ließe sich nichts bezahlen. Sichern Sie mehr zu oder lassen Sie es weg.",
        }
    if most is not None and most < area.guaranteed_cents:
        limit = _money(poll, most)
        yield {
            "en": f"{area.name} is guaranteed {kept['en']}, but gets {limit['en']} at most. Change one of the two.",
            "de": f"{area.name} sind {kept['de']} zugesichert, es bekommt aber höchstens {limit['de']}. Ändern Sie "
            "eines von beiden.",
        }
    if most is not None and most < max(costs):
        limit, dearest = _money(poll, most), _money(poll, max(costs))
        yield {
            "en": f"{area.name} gets {limit['en']} at most, but a project there costs {dearest['en']}, so no vote "
            "could fund it. Raise the limit, or correct the cost.",
            "de": f"{area.name} bekommt höchstens {limit['de']}, ein Projekt dort kostet aber {dearest['de']}; keine "
            "Wahl könnte es bezahlen. Erhöhen Sie die Obergrenze oder korrigieren Sie die Kosten.",
        }


def _is_same(one: AreaMoney, other: AreaMoney) -> bool:
    """Whether they are one area, or stand under names that a file cannot tell apart."""
    return one.area_id == other.area_id or sayable(one.name) == sayable(other.name)


def _guaranteed(poll: Poll) -> int:
    return sum(area.guaranteed_cents for area in poll.terms.area_money)


def _money(poll: Poll, cents: int) -> Words:
    return amount_in_words(cents, poll.fund.currency)
