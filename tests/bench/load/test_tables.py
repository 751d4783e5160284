from pathlib import Path

import pytest

from tests.bench.load.tables import PAGES, measured, written

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_say_what_was_measured_and_what_the_model_makes_of_it(name: str) -> None:
    page = (DOCS / name).read_text()

    assert all(f"<!-- table: {table} -->\n| " in page for table in PAGES[name])
    assert page == written(page, measured()), "run: python -m tests.bench.load.tables"
