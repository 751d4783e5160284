"""``commonpurse demo``: plays a real election and compares the outcome with the town's own."""

import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from commonpurse import counting, preparation
from commonpurse.demo import voting_day
from commonpurse.demo.direct_count import count_directly
from commonpurse.demo.report import as_json, as_table, story_as_table
from commonpurse.demo.stage import Stage, on_one_machine, over_kafka
from commonpurse.demo.story.play import STORIES, play_story
from commonpurse.demo.story.script import read_script
from commonpurse.election import Election, read_election
from commonpurse.samples import SWIECIE
from commonpurse.town_hall import TownHall, at_most_at_once
from commonpurse.trouble import run_plainly

Report = dict[str, Any]

LEFT_IN = Path("var/lichtenberg")
A_MINUTES_BALLOTS = 10_000
"""So many are cast in a minute or two."""
ELECTIONS_AT_ONCE = 3


@run_plainly
async def demo(
    kafka: Annotated[str | None, typer.Option(help="HOST:PORT of a Kafka broker: a process for each service.")] = None,
    pb: Annotated[
        list[Path] | None,
        typer.Option(help="Another election: a .pb file, with ballots of any kind. Several are played side by side."),
    ] = None,
    ballots: Annotated[
        int,
        typer.Option(help="At most so many ballots of a file are cast, taken evenly, which is said. 0: all.", min=0),
    ] = A_MINUTES_BALLOTS,
    story: Annotated[
        Literal["lichtenberg"] | None,
        typer.Option(help="Play a year of ideas, sittings, a vote and decisions instead, on a platform that stays."),
    ] = None,
    data: Annotated[Path, typer.Option(help="Where the story's platform is left, to click through.")] = LEFT_IN,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each election, on a line.")] = False,
) -> None:
    """Take a real municipal election through the platform, from suggestions to funded projects."""
    if story:
        await _tell(story, data, is_json=json)
        return
    elections = [_read(file, ballots) for file in pb or [SWIECIE]]
    with _bars() as progress:
        reports = await play(elections, over_kafka(kafka) if kafka else on_one_machine(), progress)
    for election, report in zip(elections, reports, strict=True):
        as_json(report) if json else as_table(election, report)
    if not all(report["match"] and report["view_matches"] for report in reports):
        raise typer.Exit(1)


async def _tell(story: str, data: Path, *, is_json: bool) -> None:
    with _bars() as progress:
        report = {"story": story} | await play_story(read_script(STORIES[story]), data, progress)
    as_json(report) if is_json else story_as_table(report)
    if not report["view_matches"]:
        raise typer.Exit(1)


def _bars() -> Progress:
    return Progress(
        TextColumn("{task.description:<44}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


def _read(file: Path, most: int) -> Election:
    election = read_election(file)
    election = election.with_at_most(most) if most else election
    for remark in election.remarks:
        typer.echo(f"{file}: warning: {remark}", err=True)
    return election


async def play(
    elections: Sequence[Election], stage: AbstractAsyncContextManager[Stage], progress: Progress
) -> list[Report]:
    """Each election on the stage, beside others, as a town has several polls; what came of them."""
    starting = progress.add_task("Starting the platform", total=1)
    async with stage as platform:
        progress.advance(starting)
        town = TownHall(platform.addresses)
        try:
            await preparation.appoint_staff(town, platform.admin_password)
            turns = [partial(_timed, town, platform, election, progress) for election in elections]
            return await at_most_at_once(ELECTIONS_AT_ONCE, turns)
        finally:
            await town.aclose()


async def _timed(town: TownHall, platform: Stage, election: Election, progress: Progress) -> Report:
    began = time.monotonic()
    report = await play_through(town, platform, election, progress)
    return report | {"seconds": round(time.monotonic() - began, 1)}


async def play_through(town: TownHall, platform: Stage, election: Election, progress: Progress) -> Report:
    """One election from its round to what was announced, by staff who are signed in; what came of it."""

    def bar(words: str, total: int) -> preparation.Progress:
        task = progress.add_task(words, total=total)
        return lambda steps: progress.advance(task, steps)

    round_body = await preparation.publish_round(town, election)
    suggested = bar("Residents suggest, the council answers", len(election.candidates))
    proposals = await preparation.suggest_and_accept(town, election, round_body, suggested)
    people = len(election.ballots) + voting_day.ABSTAINERS
    roll = ((number, "") for number in range(1, people + 1))
    codes = await preparation.import_roll(town, round_body["round_id"], roll)
    poll_id = await preparation.draft_poll(town, preparation.poll_on(election, round_body, proposals))
    await preparation.open_poll(town, poll_id)

    box = voting_day.PollingStation(town, poll_id, platform.sms_secret, platform.addresses["web"])
    day = await voting_day.cast_all(box, election, codes, bar("Everyone votes", len(election.ballots)))
    refused = bar("Wrong, double and late ballots are refused", 3)
    abstainers = codes[len(election.ballots) :]
    await voting_day.send_duplicates(box, election, codes, day)
    refused(1)
    await voting_day.send_malformed_texts(box, election, abstainers, day)
    refused(1)
    late = abstainers[voting_day.MALFORMED :]
    permits = [await box.permit(code) for code in late]
    await preparation.withdraw(town, poll_id, election)
    await counting.close(town, poll_id)
    await voting_day.send_late(box, election, permits, late, day)
    refused(1)

    counted_bar = bar("The count, and everyone hears of it", 1)
    outcome = await counting.certify_and_announce(town, poll_id)
    counted = await counting.check_what_followed(town, poll_id, election, proposals, outcome)
    counted_bar(1)
    return _report(election, day, counted, count_directly(election, outcome["lot_seed"]))


def _report(election: Election, day: voting_day.VotingDay, counted: counting.Counted, direct: list[str]) -> Report:
    # What the city funded tells of a count where it is known to be of this rule, and of all the ballots.
    official = election.official_winners
    is_comparable = bool(official) and election.names_its_rule
    is_whole = counted.ballots == day.ballots_cast == len(election.ballots)
    return {
        "election": election.name,
        "method": election.method,
        "ballots_cast": day.ballots_cast,
        "ballots_counted": counted.ballots,
        "by_channel": day.by_channel,
        "by_door": dict(day.by_door),
        "refused": dict(day.refused),
        "winners": counted.winners,
        "counted_directly": direct,
        "official_winners": official,
        "match": is_whole and set(counted.winners) == set(direct),
        "matches_the_city": set(counted.winners) == set(official or ()) if is_comparable else None,
        "cost": f"{counted.cost_cents // 100}.{counted.cost_cents % 100:02d}",
        "view_matches": counted.view_matches,
    }
