"""What lies in proposals and in reporting's views of a town with 200,000 ideas, 200,000 proposals and 100,000 offers.

Everything is of one round with 13 areas and 3 funds. One idea or proposal in ten waits, and is told to nobody but the
office; one in twenty was refused; one in three says where it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg

from tests.bench.lists.texts import texts_for

THINGS, OFFERS = 200_000, 100_000
AREAS, FUNDS = 13, 3
_PART = 20_000


@dataclass(frozen=True)
class Town:
    """The round of all of it, its areas and funds."""

    round_id: UUID
    areas: Sequence[UUID]
    funds: Sequence[UUID]


def a_town() -> Town:
    """A town of which nobody has heard yet."""
    return Town(uuid4(), [uuid4() for _ in range(AREAS)], [uuid4() for _ in range(FUNDS)])


_STANDS = """
create temporary table stands as
select n - 1 as k, state, state not in ('submitted', 'rejected') as is_read
from unnest(array['submitted', 'accepted', 'rejected', 'funded', 'not_funded', 'on_ballot', 'withdrawn', 'accepted',
                  'not_funded', 'funded', 'submitted', 'accepted', 'not_funded', 'not_funded', 'accepted', 'funded',
                  'accepted', 'not_funded', 'accepted', 'accepted']) with ordinality stands (state, n)
"""
_PROPOSALS = """
insert into proposals (proposal_id, number, round_id, fund_id, title, summary, document, area_id, cost_cents,
                       committed_cents, submitted_at, state, state_since, criterion, reason, is_public, says_as_idea,
                       location)
select gen_random_uuid(), 'P' || n, $1, ($3::uuid[])[1 + n % 3], title, text, searched_words(title) || document,
       ($2::uuid[])[1 + n % 13], 100000 + n, 0, now() - n * interval '3 minutes', state,
       now() - n * interval '2 minutes', case when state = 'rejected' then 'not-ours' end,
       case when state = 'rejected' then 'It is the ground of the railway.' end,
       is_read, false, case when n % 3 = 0 then '{"longitude": 13.49, "latitude": 52.53}'::jsonb end
from generate_series($4::int, $5::int) n
join texts on texts.k = n % 5003
join stands on stands.k = n % 20
cross join lateral (select 'Proposal ' || n || ' for street ' || n % 997 as title) named
"""
_OFFERS = """
insert into offers (offer_id, proposal_id, kind, quantity, unit, value_cents, words, made_at, state, language,
                    submission_hash, key_salt, key_hash)
select gen_random_uuid(), proposal_id, 'time', 20, 'hours', 30000, 'I can dig.', submitted_at + interval '1 day',
       (array['made', 'accepted', 'committed', 'committed', 'declined'])[1 + n % 5], 'en',
       decode(md5(n::text), 'hex'), '', ''
from (select proposal_id, submitted_at, row_number() over (order by number) as n
      from proposals where is_public limit $1) helped
"""
_BOARD_OF_IDEAS = """
insert into ideas (idea_id, number, round_id, area_id, channel, state, state_label, title, text, criterion, reason,
                   location, workflow, workflow_version)
select gen_random_uuid(), 'N' || n, $1, ($2::uuid[])[1 + n % 13],
       (array['web', 'web', 'api', 'letter', 'phone', 'meeting'])[1 + n % 6], state,
       case when n % 20 in (3, 4, 5) then jsonb_build_object('en', 'At ' || state, 'de', 'Bei ' || state) end,
       case when is_read then 'Idea ' || n || ' for street ' || n % 997 end,
       case when is_read then repeat('More trees and benches near the school and a path for bicycles. ', 4) end,
       case when state = 'rejected' then 'not-ours' end,
       case when state = 'rejected' then 'It is the ground of the railway.' end,
       case when n % 3 = 0 then '{"longitude": 13.49, "latitude": 52.53}'::jsonb end, 'lichtenberg', 1 + n / 150000
from generate_series($3::int, $4::int) n
join stands on k = n % 20
"""
_BOARD_OF_PROPOSALS = """
insert into proposals (proposal_id, number, round_id, fund_id, area_id, state, title, summary, cost_cents, criterion,
                       reason, location)
select gen_random_uuid(), 'P' || n, $1, ($5::uuid[])[1 + n % 3], ($2::uuid[])[1 + n % 13], state,
       case when is_read then 'Proposal ' || n || ' for street ' || n % 997 end,
       case when is_read then repeat('More trees and benches near the school and a path for bicycles. ', 4) end,
       100000 + n, case when state = 'rejected' then 'not-ours' end,
       case when state = 'rejected' then 'It is the ground of the railway.' end,
       case when n % 3 = 0 then '{"longitude": 13.49, "latitude": 52.53}'::jsonb end
from generate_series($3::int, $4::int) n
join stands on k = n % 20
"""
_LEDGER = """
insert into offers (offer_id, round_id, kind, unit, quantity, value_cents, state)
select gen_random_uuid(), $1, (array['time', 'skill', 'material'])[1 + n % 3], 'hours', 20, 30000,
       (array['made', 'accepted', 'committed', 'committed', 'declined'])[1 + n % 5]
from generate_series(1, $2::int) n
"""
_WORKFLOW = (
    "insert into workflows (workflow, version_number, states) select 'lichtenberg', n, $1 from generate_series(1, 2) n"
)
_CALLED = {state: {"en": f"Is {state}", "de": f"Ist {state}"} for state in ("submitted", "accepted", "rejected")}


async def fill_proposals(address: str, town: Town) -> None:
    """Proposals and offers, in the database of the service proposals."""
    connection = await _connected(address)
    try:
        # The index of words is made at the end: word by word for so many proposals it takes minutes.
        words = await connection.fetchval("select indexdef from pg_indexes where indexname = 'proposals_by_words'")
        await connection.execute("drop index proposals_by_words")
        await connection.execute(_STANDS)
        await connection.execute(texts_for("proposals"))
        for first in range(1, THINGS, _PART):
            of_town = (town.round_id, town.areas, town.funds)
            await connection.execute(_PROPOSALS, *of_town, first, first + _PART - 1, timeout=600)
        await connection.execute(words, timeout=600)
        await connection.execute(_OFFERS, OFFERS, timeout=600)
        await _settle(connection, "proposals", "offers")
    finally:
        await connection.close()


async def fill_views(address: str, town: Town) -> None:
    """Both boards and the ledger, in reporting's first generation of each."""
    connection = await _connected(address)
    try:
        await connection.execute(_STANDS)
        for first in range(1, THINGS, _PART):
            part = (town.round_id, town.areas, first, first + _PART - 1)
            await connection.execute("set search_path to idea_board_1, public")
            await connection.execute(_BOARD_OF_IDEAS, *part, timeout=600)
            await connection.execute("set search_path to proposal_board_1, public")
            await connection.execute(_BOARD_OF_PROPOSALS, *part, town.funds, timeout=600)
        await _settle(connection, "proposal_board_1.proposals")
        await connection.execute("set search_path to idea_board_1, public")
        await connection.execute(_WORKFLOW, json.dumps(_CALLED))
        await _settle(connection, "idea_board_1.ideas", "idea_board_1.workflows")
        await connection.execute("set search_path to ledger_1, public")
        await connection.execute(_LEDGER, town.round_id, OFFERS, timeout=600)
        await _settle(connection, "ledger_1.offers")
    finally:
        await connection.close()


async def _connected(address: str) -> asyncpg.Connection:
    return await asyncpg.connect(address.replace("+asyncpg", ""))


async def _settle(connection: asyncpg.Connection, *tables: str) -> None:
    """As in a database that has run for a while."""
    for table in tables:
        await connection.execute(f"vacuum analyze {table}", timeout=600)
