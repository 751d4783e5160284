import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERBS = {
    "up",
    "demo",
    "test",
    "lint",
    "fmt",
    "bench",
    "bench-tally",
    "bench-backup",
    "oracle",
    "mutants",
    "words",
    "schemas",
    "clean",
    "help",
}


def test_help_lists_every_verb() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert set(re.findall(r"^make ([a-z-]+)", said, re.MULTILINE)) == VERBS


@pytest.mark.parametrize("verb", sorted(VERBS - {"help", "clean"}))
def test_a_verb_sets_everything_up_first(verb: str) -> None:
    would = subprocess.run(
        ["make", "--dry-run", "--always-make", verb], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert would.index("make_venv.sh") < would.index("uv sync --locked") < would.rindex(".venv/bin/")


def test_a_machine_without_a_suitable_python_is_told_what_to_do(tmp_path: Path) -> None:
    made = subprocess.run(
        ["sh", ROOT / "deploy" / "make_venv.sh", tmp_path / "venv"],
        env=os.environ | {"PYTHON": "/no/such/python"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert made.returncode == 1
    assert "needs Python 3.11 or later" in made.stderr
    assert not (tmp_path / "venv").exists()


def test_ci_calls_the_same_verbs_as_people_do() -> None:
    script = (ROOT / ".ci" / "run").read_text().rstrip().splitlines()

    assert script[-2:] == ["make lint", "make test"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
