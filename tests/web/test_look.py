from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.web.look.contrast import contrast
from gateways.web.look.oklch import Colour, ColourIsNotHex
from gateways.web.look.palette import SCHEMES, derive
from gateways.web.look.roles import ROLES
from gateways.web.look.tokens import SPACES, TEXT_SIZES, stylesheet
from gateways.web.pages.static_files import StaticFiles
from gateways.web.settings import WebSettings

any_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(any_colour)
def test_every_pair_can_be_read_in_both_schemes_whatever_the_brand_colour(brand: str) -> None:
    palette = derive(brand)

    pairs = [(scheme, role, surface) for scheme in SCHEMES for role in ROLES for surface in role.on]

    for scheme, role, surface in pairs:
        colours = palette.colours[scheme]
        assert contrast(colours[role.name], colours[surface]) >= role.ratio, (brand, scheme, role.name, surface)


@given(any_colour)
def test_a_colour_comes_back_from_oklch_as_it_went(text: str) -> None:
    assert Colour.from_hex(text).hex() == text


def test_contrast_agrees_with_the_guidelines_own_ends() -> None:
    black, white = Colour.from_hex("#000"), Colour.from_hex("#fff")

    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)


def test_a_readable_brand_colour_is_the_colour_of_buttons() -> None:
    palette = derive("#1d5c4a")

    assert palette.hex("light", "action") == "#1d5c4a"
    assert not palette.is_corrected


def test_a_brand_colour_too_light_to_read_is_made_darker_and_keeps_its_hue() -> None:
    palette = derive("#ffd500")

    assert palette.is_corrected
    wished, shown = Colour.from_hex("#ffd500"), palette.colours["light"]["action"]
    assert shown.lightness < wished.lightness
    assert shown.hue == pytest.approx(wished.hue)


def test_what_is_no_colour_is_refused_in_one_line() -> None:
    with pytest.raises(ColourIsNotHex, match=r"^'green' is not a colour: write it like #1d5c4a$"):
        derive("green")

    with pytest.raises(ValueError, match="'green' is not a colour"):
        WebSettings(brand_colour="green")


def test_the_categories_can_be_told_from_each_other() -> None:
    palette = derive("#1d5c4a")

    for scheme in SCHEMES:
        shown = [palette.colours[scheme][f"category-{number}"] for number in range(1, 9)]
        hues_and_lightness = {(round(colour.hue / 15), round(colour.lightness, 1)) for colour in shown}
        assert len(hues_and_lightness) == 8


def test_there_are_five_sizes_and_spaces_in_fours() -> None:
    assert len(TEXT_SIZES) == 5
    assert all(space % 4 == 0 for space in SPACES)


def test_the_style_sheet_names_each_role_in_both_schemes() -> None:
    sheet = stylesheet(derive("#1d5c4a"))

    for role in ROLES:
        # By day, on paper; by night as the device has it and as the reader asked.
        assert sheet.count(f"--{role.name}:") == 4


def test_a_council_shows_its_own_logo_and_name(tmp_path: Path) -> None:
    logo = tmp_path / "arms.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')

    static = StaticFiles("", WebSettings(council_logo=logo).council_logo)

    assert static.addresses["logo"].startswith("/static/logo.")
