"""``docs/open-data.md``: its examples, taken from the page and run, and its tables of columns."""

import asyncio
import re
import sys
from pathlib import Path
from uuid import uuid4

from services.reporting.domain.open_data.datasets import DATASETS
from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, an_outcome_announced
from tests.support.newsroom import Newsroom
from tests.support.serving import served

PAGE = (Path(__file__).parents[3] / "docs" / "open-data.md").read_text()


async def test_the_examples_of_the_page_print_what_was_funded(newsroom: Newsroom) -> None:
    poll_id, round_id = uuid4(), uuid4()
    outcome = an_outcome_announced(poll_id, round_id)
    named = outcome.model_copy(
        update={"projects": [outcome.projects[0].model_copy(update={"title": f"Paths {poll_id}"}), outcome.projects[1]]}
    )
    await newsroom.announce(a_poll_published(poll_id, round_id), named)
    await eventually(lambda: newsroom.ask(f"/polls/{poll_id}/results"))
    examples = re.findall(r"```python example\n(.*?)```", PAGE, re.DOTALL)
    assert len(examples) == 2

    async with served(newsroom.reporting.app) as address:
        for program in examples:
            run = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", program, address), stdout=asyncio.subprocess.PIPE
            )
            printed, _ = await run.communicate()
            assert f"Paths {poll_id} 7.0 EUR\n" in printed.decode(), program
            assert "Pond" not in printed.decode()


def test_the_page_tells_each_column_of_each_dataset() -> None:
    told = dict(re.findall(r"\n### (\w+)\n(.*?)(?=\n### |\Z)", PAGE, re.DOTALL))

    assert [*told] == [*DATASETS]
    for name, dataset in DATASETS.items():
        lines = [re.split(r" \| ", line.strip("| "), maxsplit=2) for line in told[name].splitlines() if "`" in line]
        assert [(column.strip("*`"), "**" in column, kind, means) for column, kind, means in lines] == [
            (one.name, one.is_key, one.kind + ", may be none" * one.may_be_none, one.says["en"])
            for one in dataset.fields
        ]
