"""Whatever the bytes, the reader either reads them or names lines; nothing else, and quickly."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    FileIsNotPabulib,
    InstanceIsInconsistent,
    ScoreOrder,
    count,
)
from services.voting.domain.tally.lots import TieOrder
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from tests.support.elections import SAMPLES, SWIECIE

GOOD = [path.read_bytes()[:6_000] for path in sorted(SAMPLES.glob("*.pb"))]
GOOD += [(SAMPLES / "Netherlands_Assen_2024.pb").read_bytes()]
PIECES = [b";", b",", b"\n", b'"', b"\r", b"\x00", b"\xff", b"-1", b"1e9", b"nan", b"0", b"META", b"VOTES", b"9" * 400]
SCORING = b"META\nkey;value\nbudget;9\nvote_type;scoring\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote;points\n"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"META")
@example(b"META\nkey;value\n" + b";" * 100_000)
@example(b"META\nkey;value\nbudget;" + b"9" * 5_000)
@example(b'META\nkey;value\nbudget;"9')
@example(b"META\nkey;value\nbudget;9\nvote_type;approval\nPROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n1;\n")
@example(SCORING + b"1;a;999999999\n" * 2)
@example(SCORING.replace(b"scoring", b"ordinal\nmax_length;" + b"9" * 18).replace(b";points", b"") + b"1;a\n")
@example(SCORING + b"1;a;" + b"9" * 18 + b"\n2;a;0." + b"1" * 9 + b"\n")
def test_any_bytes_are_read_or_refused_with_a_line(data: bytes) -> None:
    _read_or_refuse(data)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(GOOD), st.data())
def test_a_real_file_with_damage_is_read_or_refused_with_a_line(good: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 40)))
    piece = data.draw(st.sampled_from(PIECES) | st.binary(max_size=8))

    _read_or_refuse(good[:start] + piece + good[end:])


def _titled(text: str, how: str) -> str:
    return re.sub("^(META|PROJECTS|VOTES)$", lambda title: how.format(title[0].lower()), text, flags=re.MULTILINE)


ODDITIES: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "all ends of lines at once": lambda text: text.replace("\n", "\r", 7).replace("\n", "\r\n", 7),
    "three marks at the beginning": lambda text: "\ufeff" * 3 + text,
    "empty cells at the end of each row": lambda text: text.replace("\n", ";;\n"),
    "blank lines between": lambda text: text.replace("\n", "\n \n"),
    "titles in small letters": lambda text: _titled(text, " {} "),
    "titles with a colon": lambda text: _titled(text, "{}:"),
    "titles in quotation marks": lambda text: _titled(text, '"{}"'),
    "another size of letters": lambda text: text.replace("\nvote_type;", "\nVote_Type; ").replace(
        ";approval", ";APPROVAL"
    ),
    "no-break spaces around the votes": lambda text: re.sub(r"(?m)^(\d+;)", "\\1\u00a0", text),
    "signs that nobody sees": lambda text: text.replace("\nbudget;", "\nbudget;\u200b").replace(",", ",\u2060"),
    "digits of another script": lambda text: re.sub(
        r"\nbudget;\d+", lambda budget: budget[0].translate({48 + n: 0x0660 + n for n in range(10)}), text
    ),
}


@pytest.mark.parametrize("oddity", ODDITIES)
@pytest.mark.parametrize("path", [SWIECIE, *sorted(SAMPLES.glob("*.pb"))], ids=lambda path: path.stem)
def test_a_real_file_gives_the_same_winners_however_it_was_saved(path: Path, oddity: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    right = read_pb(text.encode())

    odd = read_pb(ODDITIES[oddity](text).encode())

    assert odd.profile.voters == right.profile.voters
    assert odd.official == right.official
    assert _winners(odd) == _winners(right)


def _winners(file: PabulibFile) -> tuple[str, ...]:
    return count(file.instance, file.profile, ScoreOrder(), ties=TieOrder(("cost-asc", "score", "file-order"))).winners


def _read_or_refuse(data: bytes) -> None:
    refusal = _refusal(data)
    if refusal is None:
        return
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert len(refusal.mistakes) <= 21
    assert str(refusal).count("\n") == len(refusal.mistakes) - 1
    for line, reason in refusal.mistakes:
        assert 1 <= line <= lines
        assert len(reason) < 300


def _refusal(data: bytes) -> FileIsNotPabulib | None:
    try:
        file = read_pb(data)
    except FileIsNotPabulib as refusal:
        return refusal
    with suppress(InstanceIsInconsistent):
        outcome = count(file.instance, file.profile, EqualShares(completion=Completion.UTILITARIAN))
        assert outcome.cost <= file.instance.budget
    return None
