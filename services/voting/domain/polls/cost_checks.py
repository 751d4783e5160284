"""What each project on a draft's paper costs, beside the money there is."""

from collections.abc import Iterator, Sequence

from services.voting.domain.polls.amounts import amount_in_words
from services.voting.domain.polls.check import Check, met, met_if_meant, unmet
from services.voting.domain.polls.paper import PaperProject
from services.voting.domain.polls.poll import Poll
from services.voting.domain.tally.rule import STRETCH_PERCENT

_MOST_NAMED = 5


def cost_checks(poll: Poll) -> Iterator[Check]:
    """Whether each project could be paid for, and whether one costs nothing."""
    yield _each_can_be_funded(poll)
    if free := [line for line in poll.paper if line.cost_cents == 0]:
        yield met_if_meant(
            "projects-have-a-cost",
            en=f"The council pays nothing for: {_named(free, 'and %s more')}. Such a project takes no money from the "
            "others. If that is not meant, correct its cost before you publish.",
            de=f"Den Rat kosten nichts: {_named(free, 'und %s weitere')}. Ein solches Projekt nimmt den anderen kein "
            "Geld. Wenn das nicht so gemeint ist, korrigieren Sie die Kosten vor dem Veröffentlichen.",
        )


def _each_can_be_funded(poll: Poll) -> Check:
    name, fund = "each-can-be-funded", poll.fund
    dear = [line for line in poll.paper if line.cost_cents * _least_percent_there(poll) > fund.budget_cents * 100]
    if not dear:
        return met(
            name,
            en="No project costs more than the fund can pay for.",
            de="Kein Projekt kostet mehr, als der Topf bezahlen kann.",
        )
    money = amount_in_words(fund.budget_cents, fund.currency)
    if poll.terms.rule == "score-order" and poll.terms.ending == "stop-part":
        return met_if_meant(
            name,
            en=f"These cost more than the {money['en']} in the fund, so a vote could only fund them in part: "
            f"{_named(dear, 'and %s more')}. If that is not meant, correct the cost, or raise the fund.",
            de=f"Diese kosten mehr als die {money['de']} im Topf; eine Wahl könnte sie nur zum Teil bezahlen: "
            f"{_named(dear, 'und %s weitere')}. Wenn das nicht so gemeint ist, korrigieren Sie die Kosten oder erhöhen "
            "Sie den Topf.",
        )
    return unmet(
        name,
        en=f"These cost more than the {money['en']} in the fund can pay for, so no vote could fund them: "
        f"{_named(dear, 'and %s more')}. Correct the cost, or raise the fund.",
        de=f"Diese kosten mehr, als die {money['de']} im Topf bezahlen können; keine Wahl könnte sie fördern: "
        f"{_named(dear, 'und %s weitere')}. Korrigieren Sie die Kosten oder erhöhen Sie den Topf.",
    )


def _least_percent_there(poll: Poll) -> int:
    """How much of a project's cost must be in the fund when nothing else is paid for."""
    may_stretch = poll.terms.rule == "score-order" and poll.terms.ending == "stop-80"
    return STRETCH_PERCENT if may_stretch else 100


def _named(lines: Sequence[PaperProject], and_more: str) -> str:
    named = ", ".join(f"{line.number} {line.title}" for line in lines[:_MOST_NAMED])
    rest = len(lines) - _MOST_NAMED
    return f"{named} {and_more % rest}" if rest > 0 else named
