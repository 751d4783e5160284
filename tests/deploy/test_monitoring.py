"""What Prometheus and Grafana are given: valid, about metrics that exist, and every alert has a page of what to do."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from libs.shared.platform.watching import metrics

ROOT = Path(__file__).parents[2]
MONITORING = ROOT / "deploy" / "monitoring"
PROMTOOL = shutil.which("promtool")
# What Prometheus itself says of whom it asks.
OF_PROMETHEUS = {"up"}
NAME = re.compile(r"\b(?:commonpurse|process|python)_[a-z_]+\b|\bup\b(?=\{)")


@pytest.fixture
def monitoring(tmp_path: Path) -> Path:
    """The folder as an operator has it, with the token in its file."""
    folder = shutil.copytree(MONITORING, tmp_path / "monitoring")
    (folder / "inspection_token").write_text("at least 16 signs")
    return folder


def promtool(folder: Path, *arguments: str) -> str:
    assert PROMTOOL, "promtool is missing: see .ci/run"
    done = subprocess.run([PROMTOOL, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("check", [("check", "rules", "alerts.yml"), ("check", "config", "prometheus.yml")])
def test_prometheus_own_tool_takes_them(monitoring: Path, check: tuple[str, ...]) -> None:
    assert "SUCCESS" in promtool(monitoring, *check)


def test_each_alert_is_raised_by_what_it_is_for(monitoring: Path) -> None:
    assert "SUCCESS" in promtool(monitoring, "test", "rules", "alerts_test.yml")

    played = {one["alertname"] for test in the("alerts_test.yml")["tests"] for one in test["alert_rule_test"]}
    assert played == {rule["alert"] for rule in alerts()}


def test_a_rule_that_is_none_is_refused(monitoring: Path) -> None:
    rules = monitoring / "alerts.yml"
    rules.write_text(rules.read_text().replace("== 0", "=== 0"))

    with pytest.raises(AssertionError, match="parse error"):
        promtool(monitoring, "check", "rules", "alerts.yml")


def the(name: str) -> Any:
    return yaml.safe_load((MONITORING / name).read_text())


def alerts() -> list[dict[str, Any]]:
    return [rule for group in the("alerts.yml")["groups"] for rule in group["rules"]]


def board() -> Any:
    return json.loads((MONITORING / "grafana-dashboard.json").read_text())


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in alerts())
    for panel in board()["panels"]:
        yield from (target["expr"] for target in panel.get("targets", ()))


def test_every_figure_that_is_asked_for_is_one_that_is_measured() -> None:
    families = {family.name: family.type for family in REGISTRY.collect()}
    measured = {
        name + ending
        for name, kind in families.items()
        for ending in {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(kind, ("",))
    }

    asked = {name for one in expressions() for name in NAME.findall(one)}

    assert metrics.REQUESTS  # all of the platform's own are registered
    assert asked - OF_PROMETHEUS <= measured
    assert len(asked) > 10


def test_everything_that_we_measure_is_on_the_dashboard() -> None:
    ours = {family.name for family in REGISTRY.collect() if family.name.startswith("commonpurse_")}
    shown = " ".join(target["expr"] for panel in board()["panels"] for target in panel.get("targets", ()))

    assert [name for name in sorted(ours) if name not in shown] == []


def test_every_alert_says_how_bad_it_is_and_leads_to_what_to_do() -> None:
    headings = re.findall(r"^### (\w+)$", (ROOT / "docs" / "alerts.md").read_text(), re.MULTILINE)

    assert headings == [rule["alert"] for rule in alerts()]
    for rule in alerts():
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["runbook_url"].endswith(f"/docs/alerts#{rule['alert'].lower()}")


def test_every_process_of_the_compose_file_is_asked() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    ours = {name for name, one in compose["services"].items() if one.get("image", "").startswith("commonpurse:")}

    [job] = the("prometheus.yml")["scrape_configs"]
    [asked] = job["dns_sd_configs"]

    assert set(asked["names"]) == ours


def test_the_dashboards_panels_stand_beside_each_other_and_each_says_what_it_shows() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in board()["panels"]:
        place = panel["gridPos"]
        cells = {(place["x"] + right, place["y"] + down) for right in range(place["w"]) for down in range(place["h"])}
        assert not cells & taken, panel["title"]
        assert max(right for right, _ in cells) < 24
        taken |= cells
        assert panel["type"] == "row" or panel["description"]
    assert len({panel["id"] for panel in board()["panels"]}) == len(board()["panels"])
