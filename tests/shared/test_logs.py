import json
import string
import subprocess
import sys
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.shared.kernel.check_symbol import ALPHABET, check_symbol_of
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import Key
from libs.shared.kernel.typed_text import code_signs
from libs.shared.platform.running.logs import redact
from libs.shared.platform.running.secret_shapes import SHAPES, Shape

SIGNS = string.digits + string.ascii_letters
FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in SIGNS}
BETWEEN = [*"-. _/:\n\u00b7\u2013\u2011\u2212\u00a0+~*\u30fb", "", " - ", ", ", "\u200b-"]
BETWEEN += ["%20", "%2D", "%2E", "%E2%80%93", "%2520"]  # as in the address of a request, or where it came from
LETTERS = "".join(sign for sign in ALPHABET if sign.isalpha())
NUMBER = st.from_regex(r"[1-9][0-9]{8,13}", fullmatch=True)
AROUND = st.sampled_from(
    [
        "{}",
        "{} 12 7 31",
        "code {} was used",
        "('{}',)",
        "{{'from': '{}'}}",
        "from={}&x=1",
        "\n{}\n",
        "?code={}",
        "a%20{}",
    ]
)


@st.composite
def secrets_of(draw: st.DrawFn, shape: Shape) -> list[str]:
    """A secret of the shape, in its groups."""
    groups = [draw(st.text(shape.signs, min_size=signs, max_size=signs)) for signs in shape.groups]
    if shape.last:
        groups[-1] = check_symbol_of("".join(groups[:-1]))
    return groups


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@given(st.data(), st.sampled_from(BETWEEN), st.booleans(), st.booleans(), AROUND)
def test_no_secret_comes_out_however_it_is_written(
    shape: Shape, data: st.DataObject, between: str, small: bool, wide: bool, around: str
) -> None:
    groups = data.draw(secrets_of(shape))
    planted = "-".join(groups) if shape.must_be_parted else between.join(groups)
    planted = planted.lower() if small and not shape.must_be_parted else planted
    planted = planted.translate(FULL_WIDTH) if wide else planted

    line = redact(None, "info", {"event": around.format(planted), "deep": [{"er": around.format(planted)}]})

    said = code_signs(json.dumps(line, ensure_ascii=False))
    assert code_signs("".join(groups)) not in said
    assert "[redacted]" in str(line["event"])


@given(st.uuids(), st.sampled_from(["", " ", "-"]), st.booleans(), AROUND)
def test_a_holders_key_never_comes_out_however_it_is_written(id_: UUID, dash: str, small: bool, around: str) -> None:
    _, key = Key.made(id_)
    planted = dash.join(key[at : at + 4] for at in range(0, len(key), 4))
    planted = planted.lower() if small else planted

    line = redact(None, "info", {"event": around.format(planted), "key": key, "deep": {"X-Idea-Key".lower(): key}})

    assert key[:8].lower() not in json.dumps(line).lower().replace(dash or " ", "")
    assert key[8:].lower() not in json.dumps(line).lower().replace(dash or " ", "")


@pytest.mark.parametrize(
    "planted",
    ["K7Q P2M 4X9 TRC H", "K 7 Q P 2 M 4 X 9 T R C H", "K7QP2M-4X9TRC-H", "K7.QP.2M.4X.9T.RC.H", "K7QP2M 4X9TRC 5"],
)
def test_a_code_in_groups_of_somebodys_own_never_comes_out(planted: str) -> None:
    assert redact(None, "info", {"event": f"typed {planted} today"})["event"] == "typed [redacted] today"


@given(st.text(ALPHABET, min_size=12, max_size=12), st.sampled_from(ALPHABET), st.booleans())
def test_a_mistyped_code_that_is_written_as_it_was_printed_never_comes_out(code: str, last: str, small: bool) -> None:
    planted = "-".join([code[:4], code[4:8], code[8:], last])
    planted = planted.lower() if small else planted

    assert redact(None, "info", {"event": f"typed {planted} today"})["event"] == "typed [redacted] today"


@pytest.mark.parametrize("parted", ["{}{}{}{}", "{} {}{}{}", "{}{} {}{}", "{}{}{} {}", "{} {} {} {}", "{}-{}{}-{}"])
@pytest.mark.parametrize("before", ["", "code ", "with this ", "typed: ", "/vote/"])
@given(st.text(LETTERS, min_size=12, max_size=12))
def test_a_code_of_letters_alone_is_known_by_its_check_symbol(before: str, parted: str, code: str) -> None:
    planted = parted.format(code[:4], code[4:8], code[8:], check_symbol_of(code))

    said = redact(None, "info", {"event": f"{before}{planted}"})["event"]

    assert "[redacted]" in said
    assert code not in code_signs(said)


@pytest.mark.parametrize(
    "words",
    ["POST /proposals", "POST /proposals/4", "certification", "POST participation", "the administrator said no"],
)
def test_words_that_have_as_many_letters_as_a_code_stay(words: str) -> None:
    assert redact(None, "info", {"event": words})["event"] == words


def test_a_permit_never_comes_out() -> None:
    line = redact(None, "info", {"event": "x", "er": "Bearer eyJhbGciOiJFZERTQSJ9.eyJwc24iOiJhYiJ9.c2lnbmVk-_=="})

    assert "eyJ" not in str(line["er"])
    assert "c2lnbmVk" not in str(line["er"])


@given(NUMBER, st.sampled_from(["+", "00", "", "+ "]), st.sampled_from(["", " ", "-", "/"]), AROUND)
def test_a_telephone_number_never_comes_out(number: str, before: str, between: str, around: str) -> None:
    planted = before + between.join([number[:3], number[3:6], number[6:]])

    line = redact(None, "info", {"event": around.format(planted), "deep": {"er": (around.format(planted),)}})

    said = json.dumps(line)
    assert number[:6] not in said
    assert number[6:] not in said


@pytest.mark.parametrize(
    "address", ["ada@town.example", "a.b+c@mail.town.example", "ada@köln.example", "ada%40town.example"]
)
def test_a_mail_address_never_comes_out(address: str) -> None:
    line = redact(None, "info", {"event": f"could not write to <{address}>, ideas/0@7"})

    assert line["event"] == "could not write to <[redacted]>, ideas/0@7"


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


def test_every_line_is_json_and_redacted_whoever_writes_it_also_at_a_level_that_is_none() -> None:
    program = """
import logging, structlog
from libs.shared.platform.running.logs import configure
configure("loud")
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


PROGRAM = """
import asyncio, logging, sys, threading
from libs.shared.platform.running.logs import configure, log_the_end_too
configure("info", part="voting", role="worker")
log_the_end_too()
WHO = "Ida" + " Lund"  # the place of an error is told with its line of code

def stumble():
    raise ValueError("K7QP 12 7 31, said " + WHO)

async def forget():
    asyncio.get_running_loop().create_task(stumble_later())
    await asyncio.sleep(0.05)

async def stumble_later():
    stumble()

try:
    stumble()
except ValueError as error:
    try:
        raise RuntimeError("of " + WHO) from error
    except RuntimeError:
        logging.getLogger("some.library").exception("it failed")
thread = threading.Thread(target=stumble)
thread.start()
thread.join()
asyncio.run(forget())
stumble()
"""


def test_every_line_to_the_last_is_json_with_part_and_role_and_none_quotes_an_error() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["it failed", "ended", "a task failed that nobody waited for", "ended"]
    assert {(line["part"], line["role"]) for line in lines} == {("voting", "worker")}
    assert lines[0]["failure"] == "RuntimeError from ValueError"
    assert all("in stumble" in line["where"] for line in lines[1:])
    assert "Ida Lund" not in done.stderr
