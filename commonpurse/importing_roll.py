"""``commonpurse import ROLL.csv``: the difference is shown, the questions are asked, and then it is taken."""

from pathlib import Path
from typing import Any

import httpx
import typer
from rich.console import Console
from rich.table import Table

from commonpurse.town_hall import Body, TownHall, refusal_in
from commonpurse.trouble import Trouble

_UNPROCESSABLE = 422


async def import_roll_file(town: TownHall, file: Path, round_name: str | None, answers: Body, console: Console) -> None:
    """Read the file in and take it as answered; what was not answered by an option is asked.

    Raises:
        Trouble: if the file or an answer is refused. Then nothing was taken.
    """
    round_body = await _round(town, round_name)
    address = f"/rounds/{round_body['round_id']}/roll/imports"
    csv = {"content": _content_of(file), "headers": {"Content-Type": "text/csv"}}
    shown = _demanded(await town.ask("residents", "POST", address, staff="admin", **csv))
    _show(shown, round_body["name"], console)
    wish = {"digest": shown["digest"]} | _answered(shown, answers)
    if not answers["yes"] and not typer.confirm("Take the roll?"):
        await town.ask("residents", "DELETE", f"{address}/{shown['import_id']}", staff="admin")
        raise Trouble("given up; the roll stays as it was")
    taken = _demanded(await town.ask("residents", "POST", f"{address}/{shown['import_id']}", wish, staff="admin"))
    console.print(f"The roll has {taken['people']} people now, {taken['invited']} of them with a code.")


def _content_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Trouble(f"cannot read {file}: {error.strerror}") from None


async def _round(town: TownHall, name: str | None) -> Body:
    found: list[Body] = (await town.must("ideas", "GET", "/rounds"))["items"]
    meant = [each for each in found if name in (None, each["name"], each["round_id"])]
    if len(meant) == 1:
        return meant[0]
    known = ", ".join(str(each["name"]) for each in found) or "none"
    raise Trouble(f"say with --round which round the roll is for; there are: {known}")


def _demanded(answer: httpx.Response) -> Any:
    if not answer.is_error:
        return answer.json()
    if answer.status_code == _UNPROCESSABLE:
        lines = [
            f"line {each['line']}: {each['message']}" for each in answer.json().get("errors", []) if "line" in each
        ]
        raise Trouble("nothing was taken. " + "\n".join(lines or [refusal_in(answer).detail]))
    raise Trouble(refusal_in(answer).detail)


def _show(shown: Body, round_name: str, console: Console) -> None:
    table = Table("", "people", "with a code", "of them voted", title=f"What the file would change in {round_name}")
    table.add_row("new", str(shown["new"]), "", "")
    for word in ("moved", "missing"):
        table.add_row(word, *(str(shown[word][column]) for column in ("people", "with_code", "voted")))
    table.add_row("stay as they are", str(shown["stay"]), "", "")
    console.print(table)
    for pair in shown["alike"]:
        where = "on the roll" if pair["other_line"] is None else f"on line {pair['other_line']}"
        console.print(f"line {pair['line']}: {pair['number']} looks like {pair['other']} {where}", markup=False)
    for doubt in shown["doubts"]:
        console.print(f"line {doubt['line']}: {doubt['message']}", markup=False)


def _answered(shown: Body, answers: Body) -> Body:
    """The answers by option; what is not said there is asked, or refused where nobody can be asked."""
    wish: Body = {"missing": answers["missing"], "alike_are_same": answers["same_people"]}
    wish["doubts_are_right"] = answers["as_written"]
    if shown["alike_count"] and wish["alike_are_same"] is None:
        wish["alike_are_same"] = _asked(answers, "Are numbers that look alike the same people?", "--same-people")
    if shown["doubts_count"] and not wish["doubts_are_right"]:
        wish["doubts_are_right"] = _asked(answers, "Are these numbers right as they stand?", "--as-written")
    if shown["missing"]["people"] and wish["missing"] is None:
        if shown["poll_is_open"]:
            Console().print("A poll is open, so those who are missing stay on the roll.")
            wish["missing"] = "keep"
        else:
            removes = _asked(answers, f"Take the {shown['missing']['people']} off who are missing?", "--missing")
            wish["missing"] = "remove" if removes else "keep"
    return wish


def _asked(answers: Body, question: str, option: str) -> bool:
    if answers["yes"]:
        raise Trouble(f"nothing was taken: answer with {option}. {question}")
    return typer.confirm(question)
