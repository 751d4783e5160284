import pytest

from gateways.web.settings import WebSettings


def test_languages_are_listed_with_commas_and_the_first_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONPURSE_LANGUAGES", "de, en")

    assert WebSettings().languages == ["de", "en"]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LANGUAGES", "en,xx", "there are no texts in xx; there are: en, de"),
        ("TIME_ZONE", "Mars/Crater", "Mars/Crater is no time zone; write it like Europe/Berlin"),
        ("BRAND_COLOUR", "green", "'green' is not a colour: write it like #1d5c4a"),
        ("COUNCIL_LOGO", "/nowhere/arms.gif", r"is no readable \.svg, \.png, \.webp file"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"COMMONPURSE_{name}", value)

    with pytest.raises(ValueError, match=words):
        WebSettings()
