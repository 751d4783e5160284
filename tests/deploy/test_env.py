import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def made() -> dict[str, str]:
    lines = subprocess.run(
        ["sh", ROOT / "deploy" / "make_env.sh"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_a_made_environment_leaves_no_secret_empty_and_repeats_none() -> None:
    secrets = [value for name, value in made().items() if name.endswith(("PASSWORD", "SECRET"))]

    assert len(secrets) == len(set(secrets)) == 10
    assert all(re.fullmatch(r"[0-9a-f]{64}", secret) for secret in secrets)


def test_no_two_councils_get_the_same_secrets() -> None:
    first, second = made(), made()

    assert first["COMMONPURSE_SECRET"] != second["COMMONPURSE_SECRET"]


def test_what_the_example_says_already_stays() -> None:
    assert made()["COMMONPURSE_COUNCIL_NAME"] == "Commonpurse"
