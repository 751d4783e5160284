"""DuckDB's side: runs in an environment of its own, in the folder of what it reads, and prints JSON."""

import json
import sys
import time
from pathlib import Path

import duckdb  # type: ignore[import-not-found]

COPIED = (
    "copy (select uuid() as id, events.* exclude (id) from events, range(20000)) to 'many.parquet' (format parquet)"
)
QUESTIONS = {
    "polls": "select count(*) from 'polls.parquet'",
    "funded": "select count(*) filter (is_funded) from 'outcomes.parquet'",
    "funded_cents": "select coalesce(sum(cost_cents) filter (is_funded), 0)::bigint from 'outcomes.parquet'",
    "events": "select count(*) from events",
}
OF_MANY = {
    "events by service and type": "select source, type, count(*) from many group by all",
    "events by hour": "select date_trunc('hour', time::timestamptz) as hour, count(*) from many group by all",
    "how long each idea took to be answered": """
        select quantile_cont(epoch(answered - suggested), [0.5, 0.9]) from (
            select subject, min(time::timestamptz) as suggested, max(time::timestamptz) as answered
            from many where contains(type, 'idea-') group by subject)
    """,
}


def timed(connection: "duckdb.DuckDBPyConnection", question: str) -> float:
    """Seconds, the shorter of two."""
    took = []
    for _ in range(2):
        began = time.perf_counter()
        connection.execute(question).fetchall()
        took.append(time.perf_counter() - began)
    return round(min(took), 3)


def main() -> None:
    """Answer from the files of the folder in which it runs."""
    connection = duckdb.connect()
    connection.execute("create view events as select * from read_json('events.ndjson', format = 'newline_delimited')")
    found = {name: connection.execute(question).fetchone()[0] for name, question in QUESTIONS.items()}
    found["seconds to write the events 20,000 times"] = round(_took(connection, COPIED), 2)
    found["their megabytes"] = round(Path("many.parquet").stat().st_size / 1e6, 1)
    connection.execute("create view many as select * from 'many.parquet'")
    found["rows"] = connection.execute("select count(*) from many").fetchone()[0]
    found["seconds"] = {name: timed(connection, question) for name, question in OF_MANY.items()}
    sys.stdout.write(json.dumps({"duckdb": duckdb.__version__, **found}))


def _took(connection: "duckdb.DuckDBPyConnection", statement: str) -> float:
    began = time.perf_counter()
    connection.execute(statement)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
