"""What a linter does not see."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [
    file for part in ("libs", "services", "gateways", "commonpurse") for file in sorted((ROOT / part).rglob("*.py"))
]

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
HOUSE_WORDS = re.findall(r"^\| ([\w ]+) \| ([^|`]+) \| `([\w/.]+\.py)` \|$", GLOSSARY, re.MULTILINE)


def test_commit_stands_in_one_file() -> None:
    committing = [file.relative_to(ROOT) for file in FILES if ".commit()" in file.read_text()]

    assert committing == [Path("libs/shared/platform/storage/database.py")]


def test_no_file_has_more_than_250_lines() -> None:
    assert [str(file) for file in FILES if len(file.read_text().splitlines()) > 250] == []


def test_a_package_says_what_it_is_for() -> None:
    packages = [file for file in FILES if file.name == "__init__.py" and len(file.relative_to(ROOT).parts) == 3]

    silent = [str(file.relative_to(ROOT)) for file in packages if not ast.get_docstring(ast.parse(file.read_text()))]

    assert silent == []


def test_the_glossary_knows_words_of_the_house() -> None:
    assert len(HOUSE_WORDS) > 10


@pytest.mark.parametrize(("word", "term", "file"), HOUSE_WORDS)
def test_a_word_of_the_house_is_explained_in_its_file_s_first_line(word: str, term: str, file: str) -> None:
    first_line = (ROOT / file).read_text(encoding="utf-8").partition("\n")[0]

    assert re.search(rf"\b{re.escape(term)}", first_line, re.IGNORECASE), f"{word}: {first_line}"
