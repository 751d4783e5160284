"""What officers type of options, a line for each, is taken whole, or they are told which line is not clear."""

import pytest

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.polls.option_fields import OPTIONS, options_wished

TOWN = {"currency": "EUR", "areas": [{"name": "North", "area_id": "n"}]}


def wished(typed: str) -> tuple[list[dict[str, object]], bool]:
    form = FilledForm({OPTIONS: typed})
    return options_wished(form, TOWN, "ranked-list"), form.is_sound


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("Library; service", {"title": "Library", "kind": "service"}),
        ("Library; service; north", {"title": "Library", "kind": "service", "area_id": "n"}),
        ("Pool; saving; 900", {"title": "Pool", "kind": "saving", "saving_cents": 90_000}),
        ("Library; open, late; service; North", {"title": "Library; open, late", "kind": "service", "area_id": "n"}),
        ("Pool; Einsparung; 900; North", {"title": "Pool", "kind": "saving", "saving_cents": 90_000, "area_id": "n"}),
    ],
)
def test_an_option_is_its_title_its_kind_what_it_saves_and_where(line: str, option: dict[str, object]) -> None:
    assert wished(line) == ([option], True)


@pytest.mark.parametrize(
    "line",
    [
        "Library",
        "; service",
        "Library; shop",
        "Library; service; North; and more",
        "Library; policy; 900; North",
        "Pool; saving; 900; North; and more",
        "Pool; saving",
        "Library; service; South",
    ],
)
def test_a_line_that_says_less_or_more_is_not_clear(line: str) -> None:
    assert not wished(line)[1]
