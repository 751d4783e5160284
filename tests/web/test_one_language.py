"""Texts are put into the templates when these are compiled for a language, and say what they said before."""

from datetime import date
from gettext import NullTranslations

import pytest
from jinja2 import DictLoader

from gateways.web.pages.one_language import OneLanguage


class Catalogue(NullTranslations):
    """A language that shouts, and counts how often it is asked."""

    asked = 0

    def gettext(self, message: str) -> str:
        self.asked += 1
        return message.upper().replace("%(NAME)S", "%(name)s")


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue()


def page(catalogue: Catalogue, source: str) -> OneLanguage:
    return OneLanguage(catalogue, loader=DictLoader({"page": source}))


def test_a_text_is_looked_up_once_however_many_read_it(catalogue: Catalogue) -> None:
    pages = page(catalogue, "<p>{{ _('It is <b>so</b>') }}{{ _('No') if no else _('Yes') }}</p>")

    read = [pages.get_template("page").render(no=no) for no in (True, False, True)]

    assert read == [f"<p>IT IS <B>SO</B>{word}</p>" for word in ("NO", "YES", "NO")]
    assert catalogue.asked == 3


def test_what_is_filled_in_is_still_the_readers_own_and_is_escaped(catalogue: Catalogue) -> None:
    pages = page(catalogue, "{{ _('Dear %(name)s', name=name) }}")

    read = [pages.get_template("page").render(name=name) for name in ("Ida", "<b>")]

    assert read == ["DEAR Ida", "DEAR &lt;b&gt;"]


def test_a_percent_sign_is_written_twice_as_it_was(catalogue: Catalogue) -> None:
    pages = page(catalogue, "{% set word = _('half is 50 %%') %}<p title='{{ word }}'>{{ word }}</p>")

    assert pages.get_template("page").render() == "<p title='HALF IS 50 %'>HALF IS 50 %</p>"


def test_behind_a_point_stands_an_entry_an_attribute_or_what_every_dict_has(catalogue: Catalogue) -> None:
    pages = page(catalogue, "{{ one.name }} {{ one.items()|list|length }} {{ when.year }} {{ one.other is defined }}")

    read = pages.get_template("page").render(one={"name": "Ida", "items": 3}, when=date(2026, 11, 29))

    assert read == "Ida 2 2026 False"
