"""A count reckoned over, and its file counted again: what does not agree."""

import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from commonpurse.tallying.explanation_tables import print_explanation
from commonpurse.tallying.sheets import csv_of, write_workbook
from commonpurse.tallying.tables import print_count
from libs.shared.kernel.money import minor_digits
from services.voting.domain.counting.counted_file import CountedFile
from services.voting.domain.counting.file_rulings import Rulings
from services.voting.domain.counting.file_wish import FileWish
from services.voting.domain.tally.count import count
from services.voting.domain.tally.pb.read import read_pb
from tests.combinations.counts import Decided


def sums(decided: Decided) -> Iterator[str]:
    """What is funded, and what each area gets, against what it costs; and the flow of money against the pot."""
    outcome, poll = decided.outcome, decided.poll
    if poll.is_advice:
        if outcome["cost_cents"] or any(one["is_funded"] for one in outcome["projects"]):
            yield "advice funds something"
        return
    funded = [one for one in outcome["projects"] if one["is_funded"]]
    if sum(map(_cost, funded)) != outcome["cost_cents"]:
        yield f"the funded cost {sum(map(_cost, funded))}, not {outcome['cost_cents']}"
    if outcome["cost_cents"] > poll.fund.budget_cents and poll.terms.ending != "stop-80":
        yield f"{outcome['cost_cents']} are spent of {poll.fund.budget_cents}"
    if sorted(one["place"] for one in funded) != list(range(1, len(funded) + 1)):
        yield "places have gaps"
    if bool(outcome["not_kept"]) and not any(one["overridden"] for one in outcome["projects"]):
        yield "the count itself breaks a term"
    yield from _by_area(decided)
    yield from _flow(decided)


def _by_area(decided: Decided) -> Iterator[str]:
    digits = minor_digits(decided.poll.fund.currency)
    for area in decided.counted["stories"]["outcome"]["areas"]:
        there = [one for one in decided.counted["projects"] if one["is_funded"] and one["area_id"] == area["name"]]
        if Decimal(area["spent"]) != Decimal(sum(map(_cost, there))).scaleb(-digits):
            yield f"in an area {area['spent']} were spent, not {sum(map(_cost, there))} minor units"


def _flow(decided: Decided) -> Iterator[str]:
    flow, poll = decided.counted["stories"].get("flow"), decided.poll
    if not flow or not decided.ballots or poll.terms.ending == "stop-80":
        return
    whole = sum(Decimal(stream["amount"]) for stream in flow["streams"]) + Decimal(flow["not_spent"])
    pot = Decimal(poll.fund.budget_cents).scaleb(-minor_digits(poll.fund.currency))
    if abs(whole - pot) > Decimal("0.01") * (len(flow["streams"]) + 1):
        yield f"{whole} flow of {pot}"


def _cost(project: dict[str, Any]) -> int:
    return int(project["cost_cents"] - (project["without_cents"] or 0))


def counted_again(decided: Decided, folder: Path) -> Iterator[str]:
    """Whoever counts the ballots' file again gets the count, without a doubt, in every way it can be asked for."""
    content = decided.file
    file = read_pb(content)
    rule, order = FileWish().rules(file)[0], Rulings().order(file)
    counted = CountedFile(file, rule, order, count(file.instance, file.profile, rule, ties=order), 0.0)
    if said := counted.warnings[decided.poll.is_rehearsal :]:
        yield f"the file is doubted: {said[0]}"
    before = sorted((one["place"], str(one["number"])) for one in decided.counted["projects"] if one["is_funded"])
    if list(counted.outcome.winners) != [number for _, number in before]:
        yield f"counted again, {counted.outcome.winners} win and not {before}"
    if (second := counted.explanation["second_count"]) and not second["agrees"]:
        yield f"the second count of the file objects: {second['objections']}"
    yield from _outlets(decided, counted, folder)


def _outlets(decided: Decided, counted: CountedFile, folder: Path) -> Iterator[str]:
    with redirect_stdout(StringIO()) as screen:
        print_count(counted)
        print_explanation(counted)
    json.dumps(counted.as_json(explain=True), allow_nan=False)
    write_workbook(counted, folder / f"{decided.poll.poll_id}.xlsx", explain=True)
    texts = {"table": decided.table, "csv": csv_of(counted, explain=True), "screen": screen.getvalue()}
    for where, text in texts.items():
        if "None" in text or "nan" in text.split():
            yield f"the {where} says nothing in a programmer's word"
    if decided.table.count("\n") != len(decided.poll.paper) + 1:
        yield "the table lacks a line"
