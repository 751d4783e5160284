import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.logs import redact

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = st.builds(
    lambda body, check: body + check, st.text(ALPHABET, min_size=12, max_size=12), st.sampled_from(ALPHABET + "*~$=U")
)
NUMBER = st.from_regex(r"[1-9][0-9]{8,13}", fullmatch=True)
AROUND = st.sampled_from(
    ["{}", "{} 12 7 31", "code {} was used", "('{}',)", "{{'from': '{}'}}", "from={}&x=1", "\n{}\n"]
)


def written(code: str, dash: str, *, small: bool) -> str:
    parts = dash.join([code[:4], code[4:8], code[8:12], code[12:]])
    return parts.lower() if small else parts


@given(CODE, st.sampled_from(["", "-", " ", " - "]), st.booleans(), AROUND)
def test_a_code_never_comes_out_however_it_is_written(code: str, dash: str, small: bool, around: str) -> None:
    planted = written(code, dash, small=small)

    line = redact(None, "info", {"event": around.format(planted), "deep": [{"er": around.format(planted)}]})

    assert planted not in json.dumps(line, ensure_ascii=False)
    assert "[redacted]" in str(line["event"])


@given(NUMBER, st.sampled_from(["+", "00", "", "+ "]), st.sampled_from(["", " ", "-", "/"]), AROUND)
def test_a_telephone_number_never_comes_out(number: str, before: str, between: str, around: str) -> None:
    planted = before + between.join([number[:3], number[3:6], number[6:]])

    line = redact(None, "info", {"event": around.format(planted), "deep": {"er": (around.format(planted),)}})

    said = json.dumps(line)
    assert number[:6] not in said
    assert number[6:] not in said


@pytest.mark.parametrize("key", ["code", "choices", "pseudonym", "permit", "password", "token", "text", "body"])
def test_what_is_called_a_secret_never_comes_out(key: str) -> None:
    line = redact(None, "info", {"event": "x", key: [3, 7], "more": {key: 5}})

    assert line == {"event": "x", key: "[redacted]", "more": {key: "[redacted]"}}


@given(st.uuids() | st.builds(new_id))
def test_ids_stay_because_operators_need_them(one: object) -> None:
    assert redact(None, "info", {"event": "x", "poll": one, "url": f"/polls/{one}/turnout"}) == {
        "event": "x",
        "poll": str(one),
        "url": f"/polls/{one}/turnout",
    }


def test_plain_words_times_and_numbers_stay() -> None:
    line = {
        "event": "events were lost and are published again",
        "timestamp": "2026-11-23T23:09:45.123456Z",
        "until": "2026-11-23T23:09:45+00:00",
        "stored": 12_345_678_901,
        "pause_s": 0.25,
        "place": "voting/0@17",
        "is_open": True,
        "error": None,
    }

    assert redact(None, "info", dict(line)) == line


def test_every_line_is_json_and_redacted_whoever_writes_it() -> None:
    program = """
import logging, structlog
from libs.shared.platform.running.logs import configure
configure("info")
structlog.get_logger().info("ours", permit="abc", phone="+49 30 1234567")
logging.getLogger("somebody.else").warning("their %s", "K7QP-2M4X-9TRC-H")
try:
    raise ValueError("K7QP2M4X9TRCH")
except ValueError:
    logging.getLogger("somebody.else").exception("failed")
    structlog.get_logger().exception("failed too")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["ours", "their [redacted]", "failed", "failed too"]
    assert {line["level"] for line in lines} == {"info", "warning", "error"}
    for secret in ("K7QP", "1234567", "abc"):
        assert secret not in done.stderr
    assert done.stdout == ""
