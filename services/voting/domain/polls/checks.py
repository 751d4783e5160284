"""What must be so before a poll is published, each check met or said in words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from libs.shared.kernel.words import Words
from libs.shared.kernel.words.of_options import words_of_options
from services.voting.domain.polls.advice.checks import advice_checks
from services.voting.domain.polls.check import Check, met, unmet
from services.voting.domain.polls.cost_checks import cost_checks
from services.voting.domain.polls.method_checks import method_checks
from services.voting.domain.polls.paper_checks import paper_checks
from services.voting.domain.polls.poll import Channel, Poll
from services.voting.domain.polls.rehearsal_checks import rehearsal_checks
from services.voting.domain.polls.roll_checks import roll_checks
from services.voting.domain.polls.rule_checks import rule_checks
from services.voting.domain.polls.ruling_checks import ruling_checks
from services.voting.domain.polls.voting_days import VotingDays
from services.voting.domain.polls.weight_checks import weight_checks

_LEAST_TO_RANK = 2
_CHANNELS: Mapping[Channel, Words] = {
    "web": {"en": "on the web", "de": "auf den Webseiten"},
    "sms": {"en": "by text message", "de": "per SMS"},
    "kiosk": {"en": "at a kiosk", "de": "am Terminal"},
    "paper": {"en": "on paper", "de": "auf Papier"},
    "meeting": {"en": "at a meeting", "de": "in einer Versammlung"},
    "phone": {"en": "by telephone", "de": "am Telefon"},
    "questionnaire": {"en": "by questionnaire", "de": "mit Fragebogen"},
}


def checks_of(poll: Poll) -> tuple[Check, ...]:
    """All checks of the draft; none of a poll that is published, for nothing of it can change any more."""
    checks = () if poll.is_public else tuple(_checks(poll))
    return tuple(replace(check, words=words_of_options(check.words)) for check in checks) if poll.is_advice else checks


def _checks(poll: Poll) -> Iterator[Check]:
    yield _paper_has_projects(poll)
    yield _limits_fit_the_paper(poll)
    yield from method_checks(poll)
    yield from paper_checks(poll)
    yield _window_lies_ahead(poll)
    if poll.voting_days is not None:
        yield _calendar_holds_the_window(poll, poll.voting_days)
    yield from () if poll.is_advice else rule_checks(poll)
    yield _channels_are_offered(poll)
    if poll.terms.final_channels:
        yield _ballots_that_stand_can_come(poll)
    yield from rehearsal_checks(poll) if poll.is_rehearsal else roll_checks(poll)
    if poll.is_advice:
        yield from advice_checks(poll)
        return
    yield _budget_is_there(poll)
    yield from cost_checks(poll)
    yield from ruling_checks(poll)
    yield from weight_checks(poll)


def _paper_has_projects(poll: Poll) -> Check:
    count = len(poll.paper)
    if poll.is_advice:
        return _paper_has_options(count)
    if not count:
        return unmet(
            "paper-has-projects",
            en="No accepted proposal stands on the paper.",
            de="Auf dem Stimmzettel steht kein angenommener Vorschlag.",
        )
    return met(
        "paper-has-projects",
        en=f"Accepted proposals on the paper: {count}.",
        de=f"Angenommene Vorschläge auf dem Stimmzettel: {count}.",
    )


def _paper_has_options(count: int) -> Check:
    name = "paper-has-projects"
    if count < _LEAST_TO_RANK:
        return unmet(
            name,
            en=f"Options on the paper: {count}. To be ranked there must be two at least.",
            de=f"Themen auf dem Stimmzettel: {count}. Für eine Rangliste braucht es mindestens zwei.",
        )
    return met(name, en=f"Options on the paper: {count}.", de=f"Themen auf dem Stimmzettel: {count}.")


def _limits_fit_the_paper(poll: Poll) -> Check:
    name, limits, count = "limits-fit-the-paper", poll.terms.limits, len(poll.paper)
    if not 0 <= limits.min_choices <= limits.max_choices:
        return unmet(
            name,
            en="The least number of choices is greater than the largest.",
            de="Die kleinste Zahl von Projekten ist größer als die größte.",
        )
    if limits.min_choices > count:
        return unmet(
            name,
            en=f"Projects that a ballot must hold: {limits.min_choices}. Projects on the paper: {count}.",
            de=f"Projekte, die man wählen muss: {limits.min_choices}. Projekte auf dem Stimmzettel: {count}.",
        )
    if limits.max_choices < 1:
        return unmet(
            name,
            en="A ballot must be able to hold a choice.",
            de="Ein Stimmzettel muss mindestens ein Projekt enthalten können.",
        )
    least, most = limits.min_choices, limits.max_choices
    return met(
        name,
        en=f"Projects that a ballot holds: {most if least == most else f'{least} to {most}'}.",
        de=f"Projekte, die ein Stimmzettel enthält: {most if least == most else f'{least} bis {most}'}.",
    )


def _window_lies_ahead(poll: Poll) -> Check:
    name = "window-lies-ahead"
    if poll.terms.opens_at >= poll.terms.closes_at:
        return unmet(name, en="The poll closes before it opens.", de="Die Abstimmung endet, bevor sie beginnt.")
    if not poll.is_early:
        return unmet(name, en="The time of closing has passed.", de="Das Ende der Abstimmung ist schon vorbei.")
    if poll.as_of >= poll.terms.opens_at:
        return unmet(
            name,
            en="The time of opening has passed: once published, the poll would open at once. Choose a later opening.",
            de="Der Beginn ist schon vorbei: Einmal veröffentlicht, würde die Abstimmung sofort beginnen. "
            "Wählen Sie einen späteren Beginn.",
        )
    return met(
        name,
        en="The poll opens and closes in the future, in this order.",
        de="Die Abstimmung beginnt und endet in der Zukunft, in dieser Reihenfolge.",
    )


def _calendar_holds_the_window(poll: Poll, days: VotingDays) -> Check:
    name, first, last = "calendar-holds-the-window", days.first, days.last
    if days.hold(poll.terms.opens_at, poll.terms.closes_at):
        return met(
            name,
            en="The poll is open on the voting days of its round's calendar.",
            de="Die Abstimmung liegt in den Abstimmungstagen, die im Kalender der Runde stehen.",
        )
    opens, closes = days.opening_day(poll.terms.opens_at), days.closing_day(poll.terms.closes_at)
    until = {"en": f"until {last}", "de": f"bis {last:%d.%m.%Y}"} if last else {"en": "without end", "de": "ohne Ende"}
    return unmet(
        name,
        en=(
            f"The poll is open from {opens} to {closes}, but the round's calendar has the vote from {first} "
            f"{until['en']}. Change the times of the draft, or the calendar of the round."
        ),
        de=(
            f"Die Abstimmung dauert vom {opens:%d.%m.%Y} bis {closes:%d.%m.%Y}, im Kalender der Runde steht sie aber "
            f"vom {first:%d.%m.%Y} {until['de']}. Ändern Sie die Zeiten des Entwurfs oder den Kalender der Runde."
        ),
    )


def _channels_are_offered(poll: Poll) -> Check:
    channels = [_CHANNELS[channel] for channel in poll.terms.channels]
    if not channels:
        return unmet(
            "channels-are-offered",
            en="Choose at least one channel.",
            de="Wählen Sie mindestens einen Weg zum Abstimmen.",
        )
    return met(
        "channels-are-offered",
        en=f"People can vote {', '.join(channel['en'] for channel in channels)}.",
        de=f"Abgestimmt werden kann {', '.join(channel['de'] for channel in channels)}.",
    )


def _ballots_that_stand_can_come(poll: Poll) -> Check:
    name, terms = "ballots-that-stand-can-come", poll.terms
    strangers = [_CHANNELS[channel] for channel in terms.final_channels if channel not in terms.channels]
    if strangers:
        return unmet(
            name,
            en=f"A ballot is to stand that comes {', '.join(one['en'] for one in strangers)}, but nobody can vote so. "
            "Offer this way to vote, or leave it out here.",
            de=f"Ein Stimmzettel {', '.join(one['de'] for one in strangers)} soll gelten, aber so kann niemand "
            "abstimmen. Bieten Sie diesen Weg an oder lassen Sie ihn hier weg.",
        )
    standing = [_CHANNELS[channel] for channel in terms.final_channels]
    return met(
        name,
        en=f"What was cast {', '.join(one['en'] for one in standing)} stands, whatever comes after.",
        de=f"Was {', '.join(one['de'] for one in standing)} abgegeben wurde, gilt, was auch danach kommt.",
    )


def _budget_is_there(poll: Poll) -> Check:
    if poll.fund.budget_cents > 0:
        return met("budget-is-there", en="The fund holds money.", de="Im Topf ist Geld.")
    return unmet("budget-is-there", en="The fund is empty.", de="Der Topf ist leer.")
