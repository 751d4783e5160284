"""How fast desk and public lists answer where 200,000 ideas and 2,000,000 lines of their lives lie; 20,000 ideas wait.

Departments were asked for their opinion of one idea in ten, and of each hundredth that waits an answer is prepared.
The service answers in this process, as staff and everybody ask it: each kind of question so many times, by turns.
Run alone: python -m tests.bench.desk
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager

import asyncpg
import httpx

from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.ideas.main import SERVICE
from tests.bench.ground import a_postgres_on_disk
from tests.bench.lists.texts import texts_for
from tests.bench.lists.timed import Times, summed_up, timed
from tests.support.answers import Json, good
from tests.support.databases import a_fresh_database
from tests.support.gateway import PARTS_SECRET, SMS_KEY, WEB_KEY
from tests.support.staff import beside_residents
from tests.support.suggesting import ADMINISTRATOR, MODERATOR, ROUNDS, a_plan
from tests.support.suggesting import IDEAS as IDEAS_AT

IDEAS, LINES_EACH = 200_000, 10
PART = 10_000
TIMES = 40
AREAS = 13
_DESK = "/api/ideas/v1/desk"

# One idea in ten waits, the oldest of them too long; words come as often as words do: some everywhere, most seldom.
_FILL = """
insert into ideas (idea_id, number, round_id, title, text, document, area_id, channel, language, submitted_at, state,
                   state_since, due_at, is_public)
select gen_random_uuid(), 'N' || n, $1, title, text, searched_words(title) || document,
       ($2::uuid[])[1 + n % 13], (array['web', 'web', 'api', 'letter', 'phone', 'meeting'])[1 + n % 6],
       case when n % 20 = 0 then 'de' else 'en' end, now() - n * interval '3 minutes',
       (array['submitted', 'accepted', 'rejected', 'handed_over', 'funded', 'not_funded', 'withdrawn', 'rejected',
              'not_funded', 'on_ballot', 'not_funded', 'not_funded', 'rejected', 'funded', 'withdrawn', 'not_funded',
              'not_funded', 'rejected', 'not_funded', 'not_funded'])[1 + n % 20],
       now() - n * interval '2 minutes',
       case when n % 20 < 2 then now() - n * interval '3 minutes' + interval '400 days' end, n % 20 <> 0
from generate_series($3::int, $4::int) n
join texts on k = n % 5003
cross join lateral (select 'Idea ' || n || ' for street ' || n % 997 as title) named
"""
_FILL_LINES = """
insert into life_lines (idea_id, at, state, words, by)
select idea_id, submitted_at + line * interval '1 day', state, '{"en": "It is being looked at."}', '{"en": "Office"}'
from ideas cross join generate_series(1, $1) line
"""


_FILL_DEPARTMENTS = """
insert into departments (department_id, name, is_closed)
select gen_random_uuid(), 'Department ' || n, false from generate_series(1, 12) n
"""
_FILL_OPINIONS = """
insert into opinions (opinion_id, idea_id, department_id, question, asked_by, asked_at, due_at, erase_on, answered_at,
                      stance, text, written_by)
select gen_random_uuid(), idea_id, department_id, 'Can it be done?', department_id, submitted_at,
       submitted_at + interval '400 days', submitted_at + interval '800 days',
       case when chance > 0.3 or due_at is null then submitted_at + interval '9 days' end, 'for', 'Yes.', department_id
from (select idea_id, submitted_at, due_at, random() as chance from ideas where random() < 0.1) asked
cross join (select department_id from departments order by name limit 3) departments
"""
_FILL_ANSWERS = """
insert into prepared_answers (idea_id, action, fields, seen, says, prepared_by, prepared_at, goes_out_at)
select idea_id, 'accept', '{}', 'x', 'It is accepted.', gen_random_uuid(), now(), now() + interval '1 day'
from ideas where due_at is not null and random() < 0.01
"""


async def run() -> dict[str, object]:
    """By what is asked, in milliseconds: ``p95``, but for one time in twenty; ``p50``; ``least``, the quickest of all.

    Where others work on the same machine the quickest says most; how many did, ``load`` says, before and after.
    """
    with a_postgres_on_disk() as server:
        async with a_fresh_database(server) as address, _service(address) as client:
            within = good(await client.post(ROUNDS, json=_plan(), headers=ADMINISTRATOR), 201)
            await _fill(address, within)
            before, figures = os.getloadavg()[0], await _measured(client, within)
            return {"desk_ms": figures | {"load": {"before": before, "after": os.getloadavg()[0]}}}


@asynccontextmanager
async def _service(address: str) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(database_url=address, parts_secret=PARTS_SECRET, web_key=WEB_KEY, sms_key=SMS_KEY)
    runtime = assemble("ideas", settings, in_process=beside_residents())
    async with started(SERVICE, runtime):
        transport = httpx.ASGITransport(api(SERVICE, runtime))
        async with httpx.AsyncClient(transport=transport, base_url="http://ideas", timeout=60) as client:
            yield client


def _plan() -> Json:
    areas = [{"name": f"Area {number}"} for number in range(AREAS)]
    return a_plan(areas=areas, funds=[{"name": "All", "budget_cents": 1_000_000}])


async def _fill(address: str, within: Json) -> None:
    connection = await asyncpg.connect(address.replace("+asyncpg", ""))
    try:
        areas = [area["area_id"] for area in within["areas"]]
        # The index of words is made at the end: word by word for so many ideas it takes minutes.
        words = await connection.fetchval("select indexdef from pg_indexes where indexname = 'ideas_by_words'")
        await connection.execute("drop index ideas_by_words")
        await connection.execute(texts_for("ideas"))
        for first in range(1, IDEAS, PART):
            await connection.execute(_FILL, within["round_id"], areas, first, first + PART - 1, timeout=600)
        await connection.execute(words, timeout=600)
        await connection.execute(_FILL_LINES, LINES_EACH, timeout=600)
        for filling in (_FILL_DEPARTMENTS, _FILL_OPINIONS, _FILL_ANSWERS):
            await connection.execute(filling, timeout=600)
        # As in a database that has run for a while.
        for table in ("ideas", "life_lines", "opinions", "prepared_answers"):
            await connection.execute(f"vacuum analyze {table}", timeout=600)
    finally:
        await connection.close()


def _questions(within: Json) -> Mapping[str, Json]:
    area, everything = within["areas"][3]["area_id"], ["submitted", "accepted", "rejected", "not_funded", "withdrawn"]
    return {
        "what waits, by deadline": {"order": "due"},
        "what waits, oldest": {},
        "one state": {"state": "submitted", "order": "newest"},
        "late": {"due": "late", "order": "due"},
        "an area": {"area_id": area, "order": "due"},
        "a language and a way": {"language": "de", "channel": "letter"},
        "given to nobody": {"department": "none"},
        "a seldom word": {"q": "street 77"},
        "a usual word": {"q": "fountain"},
        "a word of all": {"q": "trees"},
        "a number": {"q": "K7Q-2M4"},
        "opinions overdue": {"opinions": "overdue", "order": "due"},
        "opinions all there": {"opinions": "in", "order": "due"},
        "all there ever was": {"state": everything, "order": "newest"},
        "all of an area": {"state": everything, "area_id": area},
    }


def _public_questions(within: Json) -> Mapping[str, Json]:
    area, of_round = within["areas"][3]["area_id"], {"round_id": within["round_id"]}
    return {
        "public, newest": {},
        "public, oldest": {"order": "oldest"},
        "public, an area": of_round | {"area_id": area},
        "public, some states": of_round | {"state": ["funded", "not_funded"]},
        "public, far behind": {"page": 400},
        "public, a seldom word": {"q": "school 77"},
        "public, a word of all": {"q": "trees benches"},
        "public, a word of all in an area": of_round | {"area_id": area, "q": "trees"},
        "public, a word of none": {"q": "zeppelin"},
        "public, all as changed": {"updated_since": "2020-01-01T00:00:00Z", "limit": 100},
        "public, changed by nobody": {"updated_since": "2999-01-01T00:00:00Z"},
    }


_SIMILAR = {
    "similar, by usual words": "More trees and benches near the school, please.",
    "similar, by unusual words": "A zeppelin at school 77 with a fountain, and a path for bicycles around it.",
}


async def _measured(client: httpx.AsyncClient, within: Json) -> dict[str, dict[str, float]]:
    times: Times = {}
    last: Json = {}
    for _ in range(TIMES):
        for name, wanted in _questions(within).items():
            last = await timed(times, name, _queue(client, wanted))
        for name, wanted in _public_questions(within).items():
            await timed(times, name, client.get(IDEAS_AT, params={"limit": 20} | wanted))
        for name, said in _SIMILAR.items():
            alike = {"round_id": within["round_id"], "text": said}
            await timed(times, name, client.get(f"{IDEAS_AT}/similar", params=alike))
        everything = good(await client.get(IDEAS_AT, params={"limit": 20}))
        goes_on = {"limit": 20, "cursor": everything["next"]}
        await timed(times, "public, what comes behind", client.get(IDEAS_AT, params=goes_on))
        part = good(await _queue(client, {"state": "not_funded"}))
        await timed(times, "what comes behind", _queue(client, {"state": "not_funded", "cursor": part["next"]}))
        await timed(times, "opinions awaited", client.get(f"{_DESK}/opinions?limit=50", headers=MODERATOR))
        await timed(times, "figures", client.get(f"{_DESK}/figures", headers=MODERATOR))
        await timed(times, "the next", client.post(f"{_DESK}/next?order=due", headers=MODERATOR))
    assert last["items"], "the last question finds something"
    return summed_up(times)


def _queue(client: httpx.AsyncClient, wanted: Json) -> Awaitable[httpx.Response]:
    return client.get(f"{_DESK}/ideas", params={"limit": 40, **wanted}, headers=MODERATOR)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run()), indent=2))  # noqa: T201 - it is run by hand
