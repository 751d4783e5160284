"""``commonpurse demo``: plays a real election and compares the outcome with the town's own."""

import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from commonpurse import counting, preparation
from commonpurse.demo import voting_day
from commonpurse.demo.report import as_json, as_table
from commonpurse.demo.stage import Stage, on_one_machine, over_kafka
from commonpurse.election import Election, read_election
from commonpurse.samples import SWIECIE
from commonpurse.town_hall import TownHall
from commonpurse.trouble import run_plainly

Report = dict[str, Any]


@run_plainly
async def demo(
    kafka: Annotated[str | None, typer.Option(help="HOST:PORT of a Kafka broker: a process for each service.")] = None,
    pb: Annotated[Path | None, typer.Option(help="Another election: a .pb file, with ballots of any kind.")] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Take a real municipal election through the platform, from suggestions to funded projects."""
    election = read_election(pb or SWIECIE)
    for remark in election.remarks:
        typer.echo(f"{pb or SWIECIE}: warning: {remark}", err=True)
    progress = Progress(
        TextColumn("{task.description:<44}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    with progress:
        report = await play(election, over_kafka(kafka) if kafka else on_one_machine(), progress)
    as_json(report) if json else as_table(election, report)
    if not (report["match"] and report["view_matches"]):
        raise typer.Exit(1)


async def play(election: Election, stage: AbstractAsyncContextManager[Stage], progress: Progress) -> Report:
    """The whole election on the stage; what came of it."""
    began = time.monotonic()
    starting = progress.add_task("Starting the platform", total=1)
    async with stage as platform:
        progress.advance(starting)
        town = TownHall(platform.addresses)
        try:
            report = await _acts(town, platform, election, progress)
        finally:
            await town.aclose()
    return report | {"seconds": round(time.monotonic() - began, 1)}


async def _acts(town: TownHall, platform: Stage, election: Election, progress: Progress) -> Report:
    def bar(words: str, total: int) -> preparation.Progress:
        task = progress.add_task(words, total=total)
        return lambda steps: progress.advance(task, steps)

    await preparation.appoint_staff(town, platform.admin_password)
    round_body = await preparation.publish_round(town, election)
    suggested = bar("Residents suggest, the council answers", len(election.candidates))
    proposals = await preparation.suggest_and_accept(town, election, round_body, suggested)
    people = len(election.ballots) + voting_day.ABSTAINERS
    roll = ((number, "") for number in range(1, people + 1))
    codes = await preparation.import_roll(town, round_body["round_id"], roll)
    poll_id = await preparation.draft_poll(town, preparation.poll_on(election, round_body, proposals))
    await preparation.open_poll(town, poll_id)

    box = voting_day.PollingStation(town, poll_id, platform.sms_secret, platform.addresses.get("web"))
    day = await voting_day.cast_all(box, election, codes, bar("Everyone votes", len(election.ballots)))
    abstainers = codes[len(election.ballots) :]
    refused = bar("Wrong, double and late ballots are refused", 3)
    await voting_day.send_duplicates(box, election, codes, day)
    refused(1)
    await voting_day.send_malformed_texts(box, election, abstainers, day)
    refused(1)
    late = abstainers[voting_day.MALFORMED :]
    permits = [await box.permit(code) for code in late]
    await counting.close(town, poll_id)
    await voting_day.send_late(box, election, permits, late, day)
    refused(1)

    counted_bar = bar("The count, and everyone hears of it", 1)
    outcome = await counting.certify_and_announce(town, poll_id)
    counted = await counting.check_what_followed(town, poll_id, election, proposals, outcome)
    counted_bar(1)
    return _report(election, day, counted)


def _report(election: Election, day: voting_day.VotingDay, counted: counting.Counted) -> Report:
    official = election.official_winners
    agrees = official is None or set(official) == set(counted.winners)
    return {
        "ballots_cast": day.ballots_cast,
        "ballots_counted": counted.ballots,
        "by_channel": dict(day.by_channel),
        "on_pages": day.on_pages,
        "refused": dict(day.refused),
        "winners": counted.winners,
        "official_winners": official,
        "match": agrees and counted.ballots == day.ballots_cast == len(election.ballots),
        "cost": f"{counted.cost_cents // 100}.{counted.cost_cents % 100:02d}",
        "view_matches": counted.view_matches,
    }
