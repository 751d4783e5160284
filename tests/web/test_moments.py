from zoneinfo import ZoneInfo

import pytest

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.moments import as_typed, comes_twice, read_moment
from gateways.web.words.speech import Speech

BERLIN = ZoneInfo("Europe/Berlin")
LISBON = ZoneInfo("Europe/Lisbon")


@pytest.mark.parametrize(
    ("typed", "zone", "moment"),
    [
        ("2026-10-01T08:00", BERLIN, "2026-10-01T08:00:00+02:00"),
        ("2026-12-01T08:00", BERLIN, "2026-12-01T08:00:00+01:00"),
        ("2026-10-25T01:59", BERLIN, "2026-10-25T01:59:00+02:00"),
        ("2026-10-25T03:00", BERLIN, "2026-10-25T03:00:00+01:00"),
        ("2026-10-25T02:30", LISBON, "2026-10-25T02:30:00+00:00"),
    ],
)
def test_an_hour_is_read_on_the_councils_clock(typed: str, zone: ZoneInfo, moment: str) -> None:
    form = FilledForm({"closes_at": typed})

    assert (read_moment(form, "closes_at", zone), form.errors) == (moment, {})
    assert not comes_twice(form, "closes_at", zone)


@pytest.mark.parametrize("typed", ["2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:59"])
@pytest.mark.parametrize(("which", "offset"), [("first", "+02:00"), ("second", "+01:00")])
def test_an_hour_that_comes_twice_is_asked_about_and_never_guessed(typed: str, which: str, offset: str) -> None:
    unsaid = FilledForm({"closes_at": typed})
    said = FilledForm({"closes_at": typed, "closes_at-which": which})

    assert read_moment(unsaid, "closes_at", BERLIN) is None
    assert "comes twice" in str(unsaid.error("closes_at"))
    assert comes_twice(unsaid, "closes_at", BERLIN)
    assert read_moment(said, "closes_at", BERLIN) == f"{typed}:00{offset}"


@pytest.mark.parametrize("which", ["", "first", "second"])
def test_an_hour_that_the_clocks_are_put_over_is_refused(which: str) -> None:
    form = FilledForm({"closes_at": "2027-03-28T02:30", "closes_at-which": which})

    assert read_moment(form, "closes_at", BERLIN) is None
    assert "does not exist" in str(form.error("closes_at"))
    assert not comes_twice(form, "closes_at", BERLIN)


@pytest.mark.parametrize("typed", ["", "soon", "2026-13-01T08:00", "2026-10-25T02:30+02:00"])
def test_what_is_no_hour_on_that_clock_is_refused(typed: str) -> None:
    form = FilledForm({"closes_at": typed})

    assert read_moment(form, "closes_at", BERLIN) is None
    assert form.error("closes_at")


@pytest.mark.parametrize(
    "moment", ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-07-01T06:00:05+00:00", "2027-03-28T01:00:00Z"]
)
def test_a_moment_that_is_shown_in_a_form_is_read_from_it_again(moment: str) -> None:
    form = FilledForm(as_typed("closes_at", moment, BERLIN))

    read = read_moment(form, "closes_at", BERLIN)

    assert read is not None
    assert as_typed("closes_at", read, BERLIN) == form.typed
    assert form.errors == {}


@pytest.mark.parametrize(
    ("moment", "zone", "said", "gesagt"),
    [
        ("2026-10-25T00:30:00Z", BERLIN, "02:30 (before", "02:30\N{NO-BREAK SPACE}Uhr (bevor"),
        ("2026-10-25T01:30:00Z", BERLIN, "02:30 (after", "02:30\N{NO-BREAK SPACE}Uhr (nachdem"),
        ("2026-10-25T00:30:00Z", LISBON, "01:30 (before", "01:30\N{NO-BREAK SPACE}Uhr (bevor"),
        ("2026-10-25T01:30:00Z", LISBON, "01:30 (after", "01:30\N{NO-BREAK SPACE}Uhr (nachdem"),
    ],
)
def test_of_two_equal_hours_it_is_said_which_one_is_meant(moment: str, zone: ZoneInfo, said: str, gesagt: str) -> None:
    english, german = (Speech(language, zone).moment(moment) for language in ("en", "de"))

    assert said in english
    assert gesagt in german


@pytest.mark.parametrize("moment", ["2026-10-25T00:30:00+02:00", "2026-10-25T03:00:00+01:00", "2027-03-28T03:00+02:00"])
def test_an_hour_that_comes_once_is_said_as_ever(moment: str) -> None:
    assert "(" not in Speech("en", BERLIN).moment(moment)
