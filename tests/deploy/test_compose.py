import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import yaml
from sqlalchemy.pool import QueuePool

from gateways.mail.settings import MailSettings
from gateways.sms.settings import SmsSettings
from gateways.web.settings import WebSettings
from libs.shared.platform.running.part_settings import KEYS_OF_PARTS
from libs.shared.platform.running.settings import PartName, ServiceName, Settings
from libs.shared.platform.storage.bare_connections import AT_MOST
from libs.shared.platform.storage.database import Database
from libs.shared.platform.telling.settings import TellingSettings
from services.deliberation.settings import DeliberationSettings
from services.reporting.settings import ReportingSettings
from services.residents.settings import PollKeySettings, ResidentsSettings

ROOT = Path(__file__).parents[2]
SCHEMA = Path(__file__).parent / "compose_spec" / "compose-spec.json"
SERVICES: tuple[str, ...] = get_args(ServiceName)
GATEWAYS = tuple(name for name in get_args(PartName) if name not in SERVICES)
INTERPOLATED = re.compile(r"\$\{([A-Z_]+)")


@pytest.fixture(scope="module")
def text() -> str:
    return (ROOT / "docker-compose.yml").read_text()


@pytest.fixture(scope="module")
def compose(text: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def secrets_of(service: dict[str, Any]) -> set[str]:
    told = {name for value in service["environment"].values() for name in INTERPOLATED.findall(str(value))}
    return told - {"PROXY_ADDRESS"}  # no secret


def passed_on(compose: dict[str, Any]) -> set[str]:
    environments = [service["environment"] for service in compose["services"].values()]
    return {name for environment in environments for name, value in environment.items() if value is None}


def test_the_file_follows_the_compose_specification(compose: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text())

    jsonschema.Draft202012Validator(schema).validate(compose)


def test_the_specification_would_have_found_a_mistake(compose: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text())
    mistaken = compose | {
        "services": compose["services"] | {"web": compose["services"]["web"] | {"port": ["8000:8000"]}}
    }

    with pytest.raises(jsonschema.ValidationError, match="port"):
        jsonschema.Draft202012Validator(schema).validate(mistaken)


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_answers_and_works_in_containers_of_their_own(compose: dict[str, Any], name: str) -> None:
    api, worker = compose["services"][name], compose["services"][f"{name}-worker"]

    assert api["command"][:3] == ["service", name, "api"]
    assert worker["command"][:3] == ["service", name, "worker"]
    assert worker["command"][3:] == ["--host", "0.0.0.0", "--port", "8000"]  # noqa: S104 - inside its container
    assert api["image"] == worker["image"]
    assert api["healthcheck"]["test"] == ["CMD", "is-ready", f"/api/{name}/health/ready"]


@pytest.mark.parametrize("name", GATEWAYS)
def test_each_gateway_answers_and_has_no_database(compose: dict[str, Any], name: str) -> None:
    gateway = compose["services"][name]

    assert gateway["command"][:3] == ["service", name, "api"]
    assert "COMMONPURSE_DATABASE_URL" not in gateway["environment"]


def test_everything_is_on_port_8000_of_the_machine(compose: dict[str, Any]) -> None:
    assert compose["services"]["proxy"]["ports"] == ["${WEB_PORT:-8000}:80", "${TLS_PORT:-8443}:443"]


def test_nothing_but_the_proxy_can_be_reached_from_outside(compose: dict[str, Any]) -> None:
    published = {name for name, service in compose["services"].items() if "ports" in service}

    assert published == {"proxy"}


def test_what_keeps_data_keeps_it_in_a_volume_and_tells_its_health(compose: dict[str, Any]) -> None:
    for name in ("postgres", "kafka"):
        mounted = [volume.split(":")[0] for volume in compose["services"][name]["volumes"]]

        assert set(mounted) & set(compose["volumes"])
        assert compose["services"][name]["healthcheck"]["test"]


def test_halves_of_keys_are_shared_by_residents_alone(compose: dict[str, Any]) -> None:
    sharing = {name for name, part in compose["services"].items() if "poll-keys:/keys" in part.get("volumes", [])}

    assert sharing == {"residents", "residents-worker"}
    assert all(compose["services"][name]["environment"]["COMMONPURSE_POLL_KEY_FOLDER"] == "/keys" for name in sharing)
    assert "poll-keys" in compose["volumes"]


def test_a_service_starts_when_what_it_stands_on_is_healthy(compose: dict[str, Any]) -> None:
    waits = {"condition": "service_healthy"}

    for name in SERVICES:
        assert compose["services"][name]["depends_on"] == {"postgres": waits}  # the vote goes on without Kafka
        assert compose["services"][f"{name}-worker"]["depends_on"] == {"postgres": waits, "kafka": waits}
        assert compose["services"]["web"]["depends_on"][name] == waits


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_told_no_other_service_s_secrets(compose: dict[str, Any], name: str) -> None:
    told = secrets_of(compose["services"][name])

    others = {"COMMONPURSE_SECRET", "COMMONPURSE_ADMIN_PASSWORD"} if name == "residents" else set()
    knows_its_own = {f"COMMONPURSE_{part}" for part in ("PARTS_SECRET", "WEB_KEY", "SMS_KEY", "GATEWAY_SECRET")}
    assert told == {f"{name.upper()}_DATABASE_PASSWORD"} | others | knows_its_own
    assert secrets_of(compose["services"][f"{name}-worker"]) == told


@pytest.mark.parametrize("name", GATEWAYS)
def test_a_gateway_is_told_its_own_key_and_neither_another_s_nor_what_services_share(
    compose: dict[str, Any], name: str
) -> None:
    environment = compose["services"][name]["environment"]
    own = f"COMMONPURSE_{name.upper()}_KEY"
    keys = {f"COMMONPURSE_{key.upper()}" for key in (*KEYS_OF_PARTS, "gateway_secret")}

    assert keys & environment.keys() == {own}
    if name != "mail":  # which was not there before: the secret of before need not stand in its place
        assert environment[own].startswith(f"${{{own}:-")


def test_the_example_names_every_variable_that_the_file_asks_for(text: str, compose: dict[str, Any]) -> None:
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE))

    assert named == (set(INTERPOLATED.findall(text)) | passed_on(compose)) - {"COMMONPURSE_VERSION"}


def test_every_variable_is_one_that_the_part_reads(compose: dict[str, Any]) -> None:
    known = {
        f"{settings.model_config['env_prefix']}{field}".upper()
        for settings in (
            *(Settings, TellingSettings, ResidentsSettings, PollKeySettings, ReportingSettings, DeliberationSettings),
            *(WebSettings, SmsSettings, MailSettings),
        )
        for field in settings.model_fields
    }

    for name in (*SERVICES, *GATEWAYS):
        assert set(compose["services"][name]["environment"]) - {"FORWARDED_ALLOW_IPS"} <= known  # uvicorn's own


def test_whoever_answers_is_told_whether_residents_come_by_https(compose: dict[str, Any]) -> None:
    told = {"COMMONPURSE_IS_HTTPS", "COMMONPURSE_PUBLIC_URL"}

    assert all(told <= compose["services"][name]["environment"].keys() for name in (*SERVICES, *GATEWAYS))


def test_the_connections_of_the_largest_example_are_fewer_than_postgresql_gives(
    compose: dict[str, Any], text: str
) -> None:
    processes = Counter(name for name, part in compose["services"].items() if has_a_database(part))
    processes.update({name: int(number) - 1 for name, number in re.findall(r"--scale ([a-z-]+)=(\d+)", text)})
    [most] = re.findall(r"max_connections=(\d+)", compose["services"]["postgres"]["command"])

    for_administrators, for_a_backup_and_the_doctor = 3, 10
    room = int(most) - for_administrators - for_a_backup_and_the_doctor
    assert processes.total() == 15
    assert processes.total() * most_connections_of_a_process() == 315 <= room


def has_a_database(part: dict[str, Any]) -> bool:
    return "COMMONPURSE_DATABASE_URL" in part["environment"]


def most_connections_of_a_process() -> int:
    database = Database("postgresql://", pool_size=Settings().pool_size)
    pool = database.engine.pool
    assert isinstance(pool, QueuePool)
    for_news = 1  # the doorbell's own
    return pool.size() + pool._max_overflow + AT_MOST + for_news


def test_every_secret_must_be_given(text: str) -> None:
    of_before = "${COMMONPURSE_GATEWAY_SECRET:?"  # may stand for what is not set, and must be given then
    for name in INTERPOLATED.findall(text):
        if name.endswith(("PASSWORD", "SECRET", "_KEY")):
            assert f"${{{name}:-" not in text.replace(f"${{{name}:-{of_before}", "")
