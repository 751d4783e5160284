"""What may still change of a round that is published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from services.ideas.domain.errors import CalendarCutsAPoll, FundIsOnAPaper, PartOfRoundStays, RoundHasAPollUnderWay
from services.ideas.domain.poll import Poll
from services.ideas.domain.round import Area, Fund, Phase, Round


@dataclass(frozen=True, slots=True)
class RoundChange:
    """What is wished to be different; none where all stays. Its currency is for good."""

    name: str | None = None
    hourly_value_cents: int | None = None
    areas: tuple[Area, ...] | None = None
    funds: tuple[Fund, ...] | None = None
    calendar: tuple[Phase, ...] | None = None
    is_archived: bool | None = None
    workflow: str | None = None


def changed(before: Round, change: RoundChange, polls: Sequence[Poll], zone: ZoneInfo) -> Round:
    """The round as it is wished, if it contradicts neither itself nor a published poll.

    Raises:
        RoundIsNotSound: if something of it contradicts itself.
        PartOfRoundStays: if an area or a fund would be gone.
        FundIsOnAPaper: if an amount would change on which people vote.
        CalendarCutsAPoll: if a poll would be open on days that are not for voting.
        RoundHasAPollUnderWay: if it would be archived before its polls are decided.
    """
    wishes = {name: getattr(change, name) for name in RoundChange.__slots__ if getattr(change, name) is not None}
    after = replace(before, **wishes)
    standing = [poll for poll in polls if not poll.is_cancelled]
    _demand_that_nothing_goes(before, after)
    _demand_that_amounts_stand(before, after, standing)
    if after.calendar != before.calendar:
        _demand_that_the_calendar_holds(after, standing, zone)
    if after.is_archived and (undecided := [poll for poll in polls if poll.is_under_way]):
        raise RoundHasAPollUnderWay(undecided[0].name)
    return after


def _demand_that_nothing_goes(before: Round, after: Round) -> None:
    kept = {area.area_id for area in after.areas} | {fund.fund_id for fund in after.funds}
    gone = [area.name for area in before.areas if area.area_id not in kept]
    gone += [fund.name for fund in before.funds if fund.fund_id not in kept]
    if gone:
        raise PartOfRoundStays(gone[0])


def _demand_that_amounts_stand(before: Round, after: Round, polls: Sequence[Poll]) -> None:
    of_fund = {poll.fund_id: poll for poll in polls}
    now = {fund.fund_id: fund for fund in after.funds}
    for fund in before.funds:
        is_other = (now[fund.fund_id].budget_cents, now[fund.fund_id].area_id) != (fund.budget_cents, fund.area_id)
        if is_other and fund.fund_id in of_fund:
            raise FundIsOnAPaper(fund.name, of_fund[fund.fund_id].name)


def _demand_that_the_calendar_holds(after: Round, polls: Sequence[Poll], zone: ZoneInfo) -> None:
    vote = after.phase("vote")
    if vote is None:
        return
    for poll in polls:
        opens_on, closes_on = poll.days(zone)
        if opens_on < vote.starts_on or (vote.ends_on is not None and closes_on > vote.ends_on):
            raise CalendarCutsAPoll(poll.name, opens_on, closes_on)
