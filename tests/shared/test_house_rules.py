"""What a linter does not see."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = [
    file for part in ("libs", "services", "gateways", "commonpurse") for file in sorted((ROOT / part).rglob("*.py"))
]


def test_commit_stands_in_one_file() -> None:
    committing = [file.relative_to(ROOT) for file in FILES if ".commit()" in file.read_text()]

    assert committing == [Path("libs/shared/platform/storage/database.py")]


def test_no_file_has_more_than_250_lines() -> None:
    assert [str(file) for file in FILES if len(file.read_text().splitlines()) > 250] == []


def test_a_package_says_what_it_is_for() -> None:
    packages = [file for file in FILES if file.name == "__init__.py" and len(file.relative_to(ROOT).parts) == 3]

    silent = [str(file.relative_to(ROOT)) for file in packages if not ast.get_docstring(ast.parse(file.read_text()))]

    assert silent == []
