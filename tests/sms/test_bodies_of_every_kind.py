"""Providers label their bodies rightly, wrongly or not at all: each is read, or told what it should be."""

import json
from urllib.parse import quote_plus

import pytest

from tests.sms.support.town import SECRET, TextingTown

HEADERS = {"X-Commonpurse-Secret": SECRET}
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
ODD = [
    "0",
    "-1",
    str(2**63),
    "1e400",
    "NaN",
    "null",
    "true",
    "[]",
    "{}",
    '"\\u0000"',
    '"\\ud800"',
    '"\\u200b"',
    '""',
    '"' + "x" * 9_000 + '"',
]
WHOLE = [
    b"",
    b"[]",
    b"null",
    b"7",
    b"{",
    b'"x"',
    b"{" * 5_000,
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0" * 40,
    b"a&b&c",
    b"%ED%A0%80=%FF",
    b"=" * 400,
]
KINDS = [
    JSON,
    FORM,
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "text/plain",
    "application/json; charset=x",
    ";;;",
]


async def _posted(town: TextingTown, kind: str, content: bytes) -> str:
    answer = await town.texts.post("/sms/generic", content=content, headers=HEADERS | {"Content-Type": kind})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["outcome"])


async def test_json_is_read_in_any_encoding_and_with_numbers_as_numbers(town: TextingTown) -> None:
    poll_id = await town.an_open_poll()
    code = iter(town.codes[f"person {number}"] for number in (1, 2, 3, 4))

    def body(greeting: str, message_id: object) -> str:
        said = {"from": 4915112345678, "text": f"{greeting} {next(code)} 1", "message_id": message_id}
        return json.dumps(said, ensure_ascii=False)

    outcomes = [
        await _posted(town, f"{JSON}; charset=iso-8859-1", body("Wähle", 1).encode("latin-1")),
        await _posted(town, JSON, body("Wähle", 2).encode("cp1252")),
        await _posted(town, JSON, body("Wähle", "3").encode("utf-8-sig")),
        await _posted(town, f"{JSON}; charset=utf-8", body("Wähle", 4.5).encode("utf-16")),
    ]

    assert outcomes == ["counted"] * 4
    assert await town.ballots_in_the_box(poll_id) == 4


async def test_a_form_is_read_in_any_encoding(town: TextingTown) -> None:
    await town.an_open_poll()
    first, second = (f"wähle {town.codes[f'person {number}']} 1" for number in (1, 2))

    in_latin_1 = await _posted(
        town, f"{FORM}; charset=iso-8859-1", f"from=1&text={quote_plus(first, encoding='latin-1')}".encode()
    )
    field = 'Content-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    parts = "".join(f"--b\r\n{field.format(*pair)}" for pair in (("from", "+49 2"), ("text", second)))
    in_parts = await _posted(town, KINDS[2], f"{parts}--b--\r\n".encode("latin-1"))

    assert [in_latin_1, in_parts] == ["counted", "counted"]


@pytest.mark.parametrize("kind", KINDS, ids=str)
async def test_no_body_is_a_failure_of_ours(town: TextingTown, kind: str) -> None:
    fields = [f'{{"from": {one}, "text": {two}, "message_id": {one}}}' for one in ODD for two in ('"HELP"', one)]
    statuses = set[int]()
    for content in [*WHOLE, *map(str.encode, fields)]:
        headers = {"X-Commonpurse-Secret": SECRET, "Content-Type": kind}
        statuses.add((await town.texts.post("/sms/generic", content=content, headers=headers)).status_code)

    assert statuses <= {200, 400, 413, 415, 422}


@pytest.mark.parametrize("name", ["from", "text", "id", "charset", "coding", "secret", "other"])
async def test_no_value_that_kannel_hands_on_is_a_failure_of_ours(town: TextingTown, name: str) -> None:
    values = [
        "%ED%A0%80",
        "%FF",
        "%00",
        "%zz",
        "",
        "9" * 400,
        "1e400",
        "-1",
        "%E2%80%8B",
        "utf-99",
        "%0D%0A",
        "x" * 9_000,
    ]
    statuses = set[int]()
    for value in values:
        query = f"from=%2B49&text=HELP&secret={quote_plus(SECRET)}&{name}={value}"
        statuses.add((await town.texts.get(f"/sms/kannel?{query}")).status_code)
        statuses.add((await town.texts.post(f"/sms/kannel?{query}", content=b"\xff\xfeH")).status_code)

    assert statuses <= {200, 401, 403, 422}
