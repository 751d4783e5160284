"""The units of systemd are understood by systemd itself, where it is, and shut in as far as they can be."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = ("commonpurse.service", "commonpurse-backup.service")
ANALYZE = shutil.which("systemd-analyze")
BY_SYSTEMD = pytest.mark.skipif(
    not ANALYZE and not os.environ.get("CI"), reason="systemd is not installed on this machine; CI installs it"
)
SHUT_IN = {
    "NoNewPrivileges=true",
    "ProtectSystem=strict",
    "ProtectHome=true",
    "PrivateTmp=true",
    "CapabilityBoundingSet=",
    "UMask=0077",
}


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_leaves_the_account_nothing_that_it_does_not_need(name: str) -> None:
    lines = (DEPLOY / name).read_text().splitlines()

    assert set(lines) >= SHUT_IN
    assert "User=commonpurse" in lines


@pytest.mark.parametrize("name", UNITS)
def test_every_line_of_a_unit_is_a_setting(name: str) -> None:
    said = [line for line in (DEPLOY / name).read_text().splitlines() if line and not line.startswith(("#", "["))]

    assert said
    assert all(re.fullmatch(r"[A-Z]\w+=.*", line) for line in said)
    assert len({line for line in said if not line.startswith("Exec")}) == len(
        [line for line in said if not line.startswith("Exec")]
    )


@BY_SYSTEMD
@pytest.mark.parametrize("name", UNITS)
def test_systemd_says_that_little_is_exposed(name: str) -> None:
    assert ANALYZE, "systemd-analyze is missing: install systemd"
    ask = [ANALYZE, "security", "--offline=true", "--no-pager", "--threshold=20", str(DEPLOY / name)]  # 2.0 of 10

    said = subprocess.run(ask, capture_output=True, text=True, check=False)

    assert "Overall exposure level" in said.stdout
    assert said.returncode == 0, said.stdout[-100:]


@BY_SYSTEMD
@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_nothing_wrong_with_a_unit(name: str, tmp_path: Path) -> None:
    assert ANALYZE, "systemd-analyze is missing: install systemd"
    for unit in DEPLOY.glob("commonpurse*"):
        there = unit.read_text().replace("/opt/pipx/bin/commonpurse", sys.executable)
        (tmp_path / unit.name).write_text(there)

    said = subprocess.run([ANALYZE, "verify", tmp_path / name], capture_output=True, text=True, check=False)

    assert (said.returncode, said.stderr) == (0, "")
