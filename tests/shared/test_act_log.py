"""The act log of a service: in the transaction that is the act, chained, and for auditors alone."""

import asyncio
import csv
import hashlib
import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
import structlog
from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import text
from structlog.testing import capture_logs

from libs.shared.events.voting import PollClosed
from libs.shared.kernel.act_chain import BEGINNING, Checked, Entry, Head, check
from libs.shared.platform.access.staff import SignedIn
from libs.shared.platform.acts import act_rows, noting
from libs.shared.platform.acts.act_rows import ActRow
from libs.shared.platform.api.workflow_bodies import ActionRequest
from libs.shared.platform.running import logs
from libs.shared.platform.running.runtime import runtime_of
from libs.shared.platform.running.settings import Settings
from tests.support.crier import Crier, a_service, crying
from tests.support.staff import beside_residents, staff_headers, staff_id_of

EXCHANGED = "update acts set number = case number when 2 then 103 when 3 then 102 else 100 + number end"
EXCHANGED += "; update acts set number = number - 100"
THING = uuid4()
AUDITOR, CLERK = staff_headers("auditor", name="Audra"), staff_headers("moderator", name="Clara")

routes = APIRouter(prefix="/api/voting/v1")


@routes.post("/things/{thing_id}/actions")
async def act(thing_id: UUID, body: ActionRequest, staff: SignedIn, request: Request) -> None:
    async with (await runtime_of(request)).database.transaction() as tx:
        tx.announce(PollClosed(poll_id=thing_id, ballots=0))
        if body.action == "fail":
            raise HTTPException(409, "It is not like that any more.")


@routes.get("/things")
async def look(staff: SignedIn) -> None:
    pass


@routes.get("/secrets")
async def read_secrets(staff: SignedIn) -> None:
    noting.tells()


@dataclass
class Log:
    """A service with an act log, and whoever asks it."""

    crier: Crier
    http: httpx.AsyncClient

    async def act(self, action: str, headers: dict[str, str] = CLERK, **fields: str) -> int:
        url = f"/things/{THING}/actions"
        return (await self.http.post(url, json={"action": action, **fields}, headers=headers)).status_code

    async def rows(self) -> Sequence[ActRow]:
        async with self.crier.database.reading() as session:
            return [row async for row in act_rows.whole(session)]

    async def spoil(self, statement: str) -> None:
        """What somebody does who is the database's own administrator."""
        connection = await asyncpg.connect(self.crier.database.url)
        try:
            await connection.execute(f"alter table acts disable trigger acts_stay; {statement}")
        finally:
            await connection.close()

    async def checked(self, remembered: Head | None = None) -> Checked:
        return check([(act_rows.entry_of(row, "voting"), row.digest) for row in await self.rows()], remembered)


@pytest.fixture
async def log(a_database: str) -> AsyncIterator[Log]:
    service = a_service(routers=[routes])
    async with (
        crying(service, Settings(database_url=a_database), beside_residents()) as crier,
        httpx.AsyncClient(transport=httpx.ASGITransport(crier.app), base_url="http://town/api/voting/v1") as http,
    ):
        yield Log(crier, http)


async def test_an_act_is_kept_with_who_what_on_what_and_how_it_ended(log: Log) -> None:
    await log.act("publish", reason="a word that nobody may find in the log")

    [row] = await log.rows()
    assert (row.staff_id, row.outcome) == (staff_id_of("Clara"), "done")
    assert row.what == "POST /things/{thing_id}/actions publish"
    assert row.on == f"thing_id={THING}"
    assert "a word" not in json.dumps(act_rows.entry_of(row, "voting").encoded.decode())


async def test_what_is_refused_is_kept_too_and_changed_nothing(log: Log) -> None:
    refused = await log.act("fail")
    forbidden = await log.http.get("/acts/file", headers=CLERK)

    assert (refused, forbidden.status_code) == (409, 403)
    assert [row.outcome for row in await log.rows()] == ["refused 409"]
    async with log.crier.database.reading() as session:
        assert await session.scalar(text("select count(*) from journal")) == 0


async def test_residents_and_whoever_only_looks_are_in_no_log(log: Log) -> None:
    looked = await log.http.get("/things", headers=CLERK)
    stranger = await log.http.post(f"/things/{THING}/actions", json={"action": "publish"})

    assert (looked.status_code, stranger.status_code) == (200, 401)
    assert await log.rows() == []


async def test_whoever_fetches_the_log_or_reads_what_was_taken_down_is_in_it(log: Log) -> None:
    await log.http.get("/acts/file", headers=AUDITOR)
    await log.http.get("/secrets", headers=CLERK)

    assert [row.what for row in await log.rows()] == ["GET /acts/file", "GET /secrets"]


async def test_what_cannot_be_written_down_is_not_done_and_nothing_is_handed_out(log: Log) -> None:
    await log.spoil("alter table acts rename to mislaid")

    act = await log.act("publish")
    file = await log.http.get("/secrets", headers=CLERK)

    assert (act, file.status_code) == (500, 503)
    async with log.crier.database.reading() as session:
        assert await session.scalar(text("select count(*) from journal")) == 0


@pytest.mark.parametrize("words", ["Publish it!", "x" * 60, "AB12-CD34-EF56-G"])
async def test_what_is_typed_in_place_of_an_action_is_not_kept(log: Log, words: str) -> None:
    await log.act(words)

    assert [row.what for row in await log.rows()] == ["POST /things/{thing_id}/actions"]


async def test_acts_at_once_make_one_chain_without_a_gap(log: Log) -> None:
    statuses = await asyncio.gather(*(log.act(f"act-{'abcdefgh'[number]}") for number in range(8)))

    assert statuses == [200] * 8
    assert [row.number for row in await log.rows()] == list(range(1, 9))
    assert (await log.checked()).fault is None


@pytest.mark.parametrize("how", ["update acts set outcome = 'done'", "delete from acts", "truncate acts"])
async def test_the_database_refuses_to_change_an_act_or_take_one_out(log: Log, how: str) -> None:
    await log.act("publish")
    connection = await asyncpg.connect(log.crier.database.url)

    with pytest.raises(asyncpg.RaiseError, match="never changed"):
        await connection.execute(how)

    await connection.close()
    assert len(await log.rows()) == 1


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ("update acts set staff_id = gen_random_uuid() where number = 2", "entry 2 was changed"),
        ("update acts set outcome = 'refused 403' where number = 2", "entry 2 was changed"),
        ("update acts set at = at + interval '1 microsecond' where number = 3", "entry 3 was changed"),
        ("delete from acts where number = 2", "entry 2 is missing"),
        ("delete from acts where number = 1", "entry 1 is missing"),
        (EXCHANGED, "entry 2 does not follow"),
        ("delete from acts where number > 2", "entries are missing at the end"),
    ],
)  # fmt: skip
async def test_a_changed_a_missing_and_an_exchanged_entry_are_found(log: Log, how: str, fault: str) -> None:
    for action in ("publish", "open", "close", "count"):
        await log.act(action)
    remembered = (await log.checked()).head
    assert (remembered.number, (await log.checked(remembered)).fault) == (4, None)

    await log.spoil(how)

    found = (await log.checked(remembered)).fault
    assert found is not None
    assert fault in found


async def test_a_chain_that_was_written_anew_as_a_whole_does_not_hold_the_head_of_before(log: Log) -> None:
    await log.act("publish")
    remembered = (await log.checked()).head

    await log.spoil("delete from acts; alter table acts enable trigger acts_stay")
    await log.act("publish")
    await log.act("open")

    assert (await log.checked()).fault is None
    assert "another one" in str((await log.checked(remembered)).fault)


async def test_auditors_read_it_in_pages_and_as_a_file_that_holds_the_whole_chain(log: Log) -> None:
    for action in ("publish", "open", "close"):
        await log.act(action)

    page = (await log.http.get("/acts", params={"at_most": 2}, headers=AUDITOR)).json()
    rest = (await log.http.get("/acts", params={"before": page["earlier"]}, headers=AUDITOR)).json()
    file = await log.http.get("/acts/file", headers=AUDITOR)

    assert [one["number"] for one in page["items"] + rest["items"]] == [3, 2, 1]
    assert rest["earlier"] is None
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert [row["previous"] for row in rows] == [BEGINNING, *(row["digest"] for row in rows[:-1])]
    assert [row["what"].split()[-1] for row in rows] == ["publish", "open", "close", "/acts/file"]
    assert file.headers["content-disposition"] == 'attachment; filename="acts-voting.csv"'


@pytest.mark.parametrize("roles", [["moderator"], ["returning-officer"], []])
async def test_nobody_else_reads_it(log: Log, roles: list[str]) -> None:
    headers = staff_headers(*roles) if roles else {}  # type: ignore[arg-type] # roles by their names

    for path in ("/acts", "/acts/file"):
        assert (await log.http.get(path, headers=headers)).status_code == (403 if roles else 401)


async def test_each_act_is_a_line_of_the_process_with_the_chains_head(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever configured logs in this process before has left a logger that remembers where it wrote to.
    monkeypatch.setattr(act_rows, "log", structlog.get_logger())
    with capture_logs() as lines:
        await log.act("publish")

    [line] = [line for line in lines if line["event"] == "act of staff"]
    [row] = await log.rows()
    assert (line["entry"], line["digest"], line["staff"]) == (1, row.digest, str(row.staff_id))


def test_no_digest_looks_like_a_secret_that_logs_leave_out() -> None:
    for number in range(2_000):
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        assert logs.redact(None, "info", {"digest": digest}) == {"digest": digest}


def test_the_encoding_is_the_documented_one() -> None:
    at = "2026-11-28T17:04:09.000120Z"
    entry = Entry("voting", 1, at, None, "POST /polls/{poll_id}/actions close", "", "done", None, BEGINNING)

    assert entry.encoded.decode() == (
        '{"at":"2026-11-28T17:04:09.000120Z","client":null,"number":1,"on":"","outcome":"done","previous":"'
        + "0" * 64
        + '","service":"voting","staff":null,"what":"POST /polls/{poll_id}/actions close"}'
    )
