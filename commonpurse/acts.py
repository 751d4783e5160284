"""``commonpurse verify-acts``: whether the act log is whole, from the databases or from files that were fetched."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from commonpurse.beside import settings_beside
from commonpurse.parts import SERVICE_NAMES
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.kernel.act_chain import Checked, Entry, Head, check
from libs.shared.platform.acts import act_rows
from libs.shared.platform.acts.act_desk import COLUMNS
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.storage.database import Database

_HEADS = "act-heads.json"
_Chain = list[tuple[Entry, str]]


@run_plainly
async def verify_acts(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files of the act log as they were fetched; else the databases.")
    ] = None,
    heads: Annotated[
        Path | None,
        typer.Option(help=f"Where it is kept how far each log went; {_HEADS} in the data folder, none for files."),
    ] = None,
    data: Annotated[Path | None, typer.Option(help="The folder of the platform that runs on this machine.")] = None,
) -> None:
    """Find whether an entry of the act log was changed, taken out or put elsewhere."""
    folder = data or Settings().data_dir
    kept = heads or (None if files else folder / _HEADS)
    remembered = _remembered(kept)
    checked: dict[str, Checked] = {}
    if files:
        checked = {name: check(chain, remembered.get(name)) for name, chain in _fetched(files)}
    else:
        settings = settings_beside(data)
        for name in SERVICE_NAMES:
            checked[name] = check(await _stored(name, settings), remembered.get(name))
    _print(checked)
    if any(one.fault for one in checked.values()):
        raise typer.Exit(1)
    if kept:
        _remember(kept, remembered | {name: one.head for name, one in checked.items()})


def _print(checked: Mapping[str, Checked]) -> None:
    table = Table(show_header=False, box=None)
    for name, one in checked.items():
        words = one.fault or f"{one.head.number:,} entries, the last with digest {one.head.digest[:16]}"
        table.add_row("NOT WELL" if one.fault else "whole", name, words)
    Console().print(table)


def _fetched(files: Iterable[Path]) -> Iterator[tuple[str, _Chain]]:
    for file in files:
        chain = _chain_in(file)
        yield chain[0][0].service if chain else file.name, chain


def _chain_in(file: Path) -> _Chain:
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            rows = csv.DictReader(lines)
            headings = tuple(rows.fieldnames or ())
            chain = [_entry_in(row) for row in rows]
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}") from None
    except (KeyError, TypeError, ValueError):
        raise Trouble(f"{file} is no act log: fetch it again, and do not save it with a spreadsheet") from None
    if headings != COLUMNS:
        raise Trouble(f"{file} is no act log: fetch it again, and do not save it with a spreadsheet")
    return chain


def _entry_in(row: dict[str, str]) -> tuple[Entry, str]:
    who, where = row["staff"] or None, row["client"] or None
    act = row["what"], row["on"], row["outcome"]
    return Entry(row["service"], int(row["number"]), row["at"], who, *act, where, row["previous"]), row["digest"]


async def _stored(name: ServiceName, settings: Settings) -> _Chain:
    database = Database(settings.database_of(name))
    try:
        async with database.reading() as session:
            return [(act_rows.entry_of(row, name), row.digest) async for row in act_rows.whole(session)]
    finally:
        await database.aclose()


def _remembered(file: Path | None) -> dict[str, Head]:
    if file is None or not file.exists():
        return {}
    try:
        return {name: Head(**head) for name, head in json.loads(file.read_text()).items()}
    except (TypeError, ValueError, AttributeError):
        raise Trouble(f"{file} does not say how far the logs went: compare it with your backup") from None


def _remember(file: Path, heads: Mapping[str, Head]) -> None:
    told = {name: {"number": head.number, "digest": head.digest} for name, head in heads.items()}
    file.write_text(json.dumps(told, indent=2))
