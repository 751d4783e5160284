"""The units that make and try out a backup every night call what the command has."""

import re
from pathlib import Path

from commonpurse.verbs import VERBS

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_the_unit_backs_up_and_tries_out_the_folder_of_the_platform_s_own_unit() -> None:
    platform = (DEPLOY / "commonpurse.service").read_text()
    unit = (DEPLOY / "commonpurse-backup.service").read_text()

    called = re.findall(r"^ExecStart=/opt/pipx/bin/commonpurse (\S+) (.*)$", unit, re.MULTILINE)

    assert [verb for verb, _ in called] == ["backup", "verify-backup"]
    assert {verb for verb, _ in called} <= set(VERBS)
    assert all("/var/lib/commonpurse" in arguments for _, arguments in called)
    assert "--data /var/lib/commonpurse\n" in platform
    assert re.search(r"^User=commonpurse$", unit, re.MULTILINE)


def test_the_timer_is_of_that_unit() -> None:
    assert (DEPLOY / "commonpurse-backup.timer").exists()
    assert "OnCalendar=" in (DEPLOY / "commonpurse-backup.timer").read_text()
