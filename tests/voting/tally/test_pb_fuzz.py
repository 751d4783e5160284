"""Whatever the bytes, the reader either reads them or names lines; nothing else, and quickly."""

from contextlib import suppress

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import Completion, EqualShares, FileIsNotPabulib, InstanceIsInconsistent, count
from services.voting.domain.tally.pb.read import read_pb
from tests.support.elections import SAMPLES

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
