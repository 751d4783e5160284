import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.shared.kernel.languages import preferred_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("de_CH,en;q=0.5", "de"),
        ("fr, en;q=0.7, de;q=0.9", "de"),
        ("en;q=0.3,de;q=0.8", "de"),
        ("en ; q=0.3 , de ; Q=0.8", "de"),
        ("EN;q=1,DE;q=1", "en"),
        ("de,en", "de"),
        ("de;q=0, en;q=0.1", "en"),
        ("de;q=0", "en"),
        ("*", "en"),
        ("en;q=0, *", "de"),
        ("fr, *;q=0.5, de;q=0.4", "en"),
        ("de;q=1.5, en;q=0.1", "en"),
        ("de;q=x, en;q=0.1", "en"),
        (",,;q=1,de", "de"),
        ("deutsch", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_language_that_weighs_most_is_spoken(header: str | None, language: str) -> None:
    assert preferred_language(header, ["en", "de"], "en") == language


def test_a_council_has_its_own_first_language() -> None:
    assert preferred_language("fr", ["de", "en"]) == "de"
    assert preferred_language("en-GB", ["de", "en"]) == "en"


@given(st.text())
def test_any_header_is_answered(header: str) -> None:
    assert preferred_language(header, ["en", "de"], "en") in {"en", "de"}
