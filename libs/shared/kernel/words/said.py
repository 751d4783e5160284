"""One saying in every language that services speak."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from libs.shared.kernel.words.catalogues import languages, translations

FOLDER = Path(__file__).parent / "catalogues"

Words = Mapping[str, str]
"""One saying by language; English, ``en``, is always there."""


class _Said(Mapping[str, str]):
    """A text of ours in each language, looked up when it is said."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, language: str) -> str:
        if language not in languages(FOLDER):
            raise KeyError(language)
        return translations(FOLDER, language).gettext(self._text)

    def __iter__(self) -> Iterator[str]:
        return iter(languages(FOLDER))

    def __len__(self) -> int:
        return len(languages(FOLDER))

    def __repr__(self) -> str:
        return f"words({self._text!r})"


def words(text: str) -> Words:
    """The English text in every language; it is collected for the translators. Places are in braces."""
    return _Said(text)


def filled(words: Words, /, **places: object) -> Words:
    """The words in each language, with what belongs into their places; what is itself said by language, in that one."""
    return {language: in_language(words, language).format_map(_said_in(language, places)) for language in words}


def in_language(words: Words, language: str) -> str:
    """The words in the language, else in English."""
    return words.get(language) or words["en"]


def _said_in(language: str, places: Mapping[str, object]) -> Mapping[str, object]:
    return {name: in_language(each, language) if isinstance(each, Mapping) else each for name, each in places.items()}
