"""``commonpurse check FILE.pb …``: whether files can be counted, and what to know or to change."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from commonpurse.pb_files import CANNOT_BE_COUNTED, in_words, read_without_leaving
from services.voting.domain.tally.errors import FileIsNotPabulib
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.notes import Remark
from services.voting.domain.tally.pb.rule import rule_of


def check(
    files: Annotated[list[Path], typer.Argument(help="Pabulib files.", show_default=False)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list instead of lines.")] = False,
) -> None:
    """Say of each file whether it can be counted, with all warnings and all mistakes."""
    findings = [_examined(file) for file in files]
    if as_json:
        typer.echo(json.dumps(findings, ensure_ascii=False))
    else:
        for finding in findings:
            _print(finding)
    if not all(finding["can_be_counted"] for finding in findings):
        raise typer.Exit(CANNOT_BE_COUNTED)


def _examined(file: Path) -> dict[str, Any]:
    try:
        pabulib = read_without_leaving(file)
    except FileIsNotPabulib as refusal:
        mistakes = [{"line": line, "text": text} for line, text in refusal.mistakes]
        return _finding(file, None, mistakes)
    except OSError as trouble:
        return _finding(file, None, [{"line": None, "text": in_words(trouble)}])
    return _finding(file, pabulib, [])


def _finding(file: Path, pabulib: PabulibFile | None, mistakes: list[dict[str, Any]]) -> dict[str, Any]:
    warnings = [] if pabulib is None else all_warnings(pabulib)
    return {
        "file": str(file),
        "can_be_counted": pabulib is not None,
        "rule": None if pabulib is None else rule_of(pabulib).name,
        "warnings": [asdict(warning) for warning in warnings],
        "mistakes": mistakes,
    }


def all_warnings(pabulib: PabulibFile) -> list[Remark]:
    """What to know of the file, its rule included."""
    return [*pabulib.warnings, *([pabulib.doubt] if pabulib.doubt else [])]


def _print(finding: dict[str, Any]) -> None:
    name, rule = finding["file"], finding["rule"]
    typer.echo(f"{name}: {f'can be counted, by {rule}' if finding['can_be_counted'] else 'cannot be counted'}")
    for warning in finding["warnings"]:
        typer.echo(f"  warning: {Remark(**warning)}")
    for mistake in finding["mistakes"]:
        line = f"line {mistake['line']}: " if mistake["line"] else ""
        typer.echo(f"  mistake: {line}{mistake['text']}")
