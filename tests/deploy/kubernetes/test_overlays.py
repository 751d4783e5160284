"""What each overlay of deploy/kubernetes promises of every process that it starts."""

import re
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from libs.shared.platform.running.settings import Settings
from tests.deploy.kubernetes.manifests import FOLDER, OVERLAYS, PROCESSES, SERVICES, Manifest, Overlay, selects

COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER.parents[1] / "docker-compose.yml").read_text())["services"]
VERSION = "1.34"
OF_OPERATORS = {"Issuer", "Certificate", "Gateway", "HTTPRoute", "Cluster", "Kafka", "KafkaNodePool", "KafkaUser"}
TO_ANSWER_S = 5
"""For how long a part that ends goes on answering what is under way (commonpurse/serving.py)."""


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> Overlay:
    return Overlay(request.param)


def test_kubernetes_knows_every_line(overlay: Overlay) -> None:
    for one in overlay.all:
        if one["kind"] not in {*OF_OPERATORS, "ScaledObject"}:
            kubernetes_validate.validate(one, VERSION, strict=True)


def test_the_schemas_would_have_found_a_mistake(overlay: Overlay) -> None:
    mistaken = dict(overlay.of("Deployment")["voting"]) | {"spec": {"replica": 3}}

    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(mistaken, VERSION, strict=True)


def test_every_process_of_the_compose_file_runs_with_the_same_words(overlay: Overlay) -> None:
    assert overlay.of("Deployment").keys() == set(PROCESSES) == COMPOSE.keys() - {"postgres", "kafka", "proxy"}
    for name in PROCESSES:
        assert overlay.container(name)["args"] == COMPOSE[name]["command"]


def test_every_setting_of_the_compose_file_comes_through(overlay: Overlay) -> None:
    example = (FOLDER / "overlays" / overlay.name / "settings.env").read_text()
    can_be_set = {*overlay.told, *re.findall(r"^# (COMMONPURSE_\w+)=", example, re.MULTILINE)}

    for name in PROCESSES:
        container = overlay.container(name)
        own = {one["name"].removesuffix("_FILE") for one in container["env"]}
        assert COMPOSE[name]["environment"].keys() <= can_be_set | own
        assert [one["configMapRef"]["name"] for one in container["envFrom"]] == [
            key for key in overlay.of("ConfigMap") if key.startswith("settings-")
        ]


def test_every_file_that_a_setting_names_is_there_and_from_a_secret_of_the_part_s_own(overlay: Overlay) -> None:
    for name in PROCESSES:
        held = {path: (secret, key) for path, secret, key in overlay.files(name)}
        asked = {one["value"] for one in overlay.container(name)["env"] if "value" in one}
        assert {value for value in asked if value.startswith("/run/")} == held.keys()
        assert {secret for secret, _ in held.values()} == _secrets_of(name)


def _secrets_of(process: str) -> set[str]:
    part = process.removesuffix("-worker")
    if part not in SERVICES:
        return {"inspection", {"mail": "mail-in"}.get(part, part), f"key-of-{part}"}
    own = {part} if part in {"residents", "reporting"} else set()
    broker = {"commonpurse", "kafka-cluster-ca-cert"} if process != part else set()
    shared = {"inspection", "key-of-services", "key-of-web", "key-of-sms", "key-of-mail"}
    return own | broker | shared | {f"postgres-{part}-app", f"postgres-{part}-ca"}


def test_the_script_makes_each_secret_that_no_operator_makes(overlay: Overlay, tmp_path: Path) -> None:
    script = ["sh", str(FOLDER / "make_secrets.sh"), "commonpurse"]
    first, second = (subprocess.run(script, capture_output=True, text=True, check=True).stdout for _ in range(2))
    made = [one for one in yaml.safe_load_all(first) if one]

    keys = {(one["metadata"]["name"], key) for one in made for key in one["stringData"]}
    values = [value for one in made for value in one["stringData"].values()]
    read = {(secret, key) for name in PROCESSES for _, secret, key in overlay.files(name)}
    of_operators = {f"postgres-{name}-{end}" for name in SERVICES for end in ("app", "ca")}
    assert keys == {one for one in read if one[0] not in {*of_operators, "commonpurse", "kafka-cluster-ca-cert"}}
    assert all(re.fullmatch("[0-9a-f]{64}", value) for value in values)
    assert len(set(values)) == len(values)
    assert not any(value in second for value in values)


def test_no_manifest_holds_a_secret(overlay: Overlay) -> None:
    assert not overlay.of("Secret")
    for name in PROCESSES:
        for one in overlay.container(name)["env"]:
            if re.search(r"SECRET|PASSWORD|TOKEN|_KEY$|_KEY_FILE|DATABASE_URL|SMTP_URL", one["name"]):
                is_a_file = one["name"].endswith("_FILE") and one.get("value", "").startswith("/run/")
                assert is_a_file or "secretKeyRef" in one.get("valueFrom", {}), one["name"]
    assert not [
        key for key in overlay.told if re.search(r"SECRET|PASSWORD|TOKEN|_KEY$|URL", key) and "PUBLIC" not in key
    ]


def test_every_process_is_watched_bounded_and_may_be_moved_one_at_a_time(overlay: Overlay) -> None:
    for name in PROCESSES:
        container, part = overlay.container(name), name.removesuffix("-worker")
        prefix = {"web": "", "sms": "/sms", "mail": "/mail"}.get(part, f"/api/{part}")
        for probe, path in (("startupProbe", "live"), ("livenessProbe", "live"), ("readinessProbe", "ready")):
            assert container[probe]["httpGet"] == {"path": f"{prefix}/health/{path}", "port": "http"}
        assert container["resources"]["requests"].keys() == {"cpu", "memory"}
        assert container["resources"]["limits"]["memory"]
        labels = overlay.pod(name)["metadata"]["labels"]
        budgets = [one["spec"] for one in overlay.of("PodDisruptionBudget").values()]
        assert [one["maxUnavailable"] for one in budgets if selects(one["selector"], labels)] == [1]


def test_every_process_is_shut_in(overlay: Overlay) -> None:
    for name in PROCESSES:
        pod, own = overlay.pod(name)["spec"], overlay.container(name)["securityContext"]
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] == pod["securityContext"]["fsGroup"] == 10001
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert own == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "privileged": False,
            "capabilities": {"drop": ["ALL"]},
        }
    [namespace] = overlay.of("Namespace").values()
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


def test_a_process_has_time_to_drain_and_to_answer_before_it_is_killed(overlay: Overlay) -> None:
    drains = float(overlay.told["COMMONPURSE_DRAIN_S"])

    for name in PROCESSES:
        deployment = overlay.of("Deployment")[name]["spec"]
        assert drains + TO_ANSWER_S < deployment["template"]["spec"]["terminationGracePeriodSeconds"]
        assert deployment["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}


def test_databases_and_topics_are_those_that_the_services_ask_for(overlay: Overlay) -> None:
    settings = Settings(database_url="postgresql://somebody@somewhere:5432")

    for name in SERVICES:
        begun = overlay.of("Cluster")[f"postgres-{name}"]["spec"]["bootstrap"]["initdb"]
        assert settings.database_of(name).endswith(f"/{begun['database']}")
        said = overlay.of("Cluster")[f"postgres-{name}"]["spec"]["postgresql"]["parameters"]
        assert (said["log_min_error_statement"], said["log_error_verbosity"]) == ("panic", "terse")
    [user] = overlay.of("KafkaUser").values()
    assert {one["resource"]["name"] for one in user["spec"]["authorization"]["acls"]} == {f"{settings.topic_prefix}."}


def test_halves_of_the_polls_keys_are_mounted_by_residents_alone(overlay: Overlay) -> None:
    mounting = {name for name in PROCESSES if "poll-keys" in str(overlay.pod(name)["spec"]["volumes"])}

    assert mounting == {"residents", "residents-worker"}
    for name in mounting:
        [mount] = [one for one in overlay.container(name)["volumeMounts"] if one["name"] == "poll-keys"]
        assert {"name": "COMMONPURSE_POLL_KEY_FOLDER", "value": mount["mountPath"]} in overlay.container(name)["env"]


def test_the_door_leads_where_the_compose_file_s_leads(overlay: Overlay) -> None:
    rules = overlay.of("HTTPRoute")["door"]["spec"]["rules"]
    leads = {match["path"]["value"]: _target(rule) for rule in rules for match in rule["matches"]}
    gateways = {"web": "/", "sms": "/sms", "mail": "/mail"}
    prefixes = {name: gateways.get(name, f"/api/{name}") for name in _answering()}

    assert {path: name for path, name in leads.items() if name} == {path: name for name, path in prefixes.items()}
    assert {path for path, name in leads.items() if not name} == {
        f"{path.rstrip('/')}/metrics" for path in prefixes.values()
    }
    assert all(
        selects(one["spec"]["selector"], overlay.pod(name)["metadata"]["labels"])
        for name, one in overlay.of("Service").items()
    )


def _answering() -> list[str]:
    return [name for name in PROCESSES if not name.endswith("-worker")]


def _target(rule: Manifest) -> str | None:
    return next((one["name"] for one in rule.get("backendRefs", ())), None)


def test_a_city_grows_by_cpu_and_by_lag_and_keeps_everything_three_times() -> None:
    city = Overlay("city")

    by_cpu = {one["spec"]["scaleTargetRef"]["name"] for one in city.of("HorizontalPodAutoscaler").values()}
    by_lag = {name: one["spec"] for name, one in city.of("ScaledObject").items()}
    assert by_cpu == {*SERVICES, "web"}
    assert by_lag.keys() == {f"{name}-worker" for name in SERVICES}
    partitions = int(city.told["COMMONPURSE_TOPIC_PARTITIONS"])
    for name, one in by_lag.items():
        assert f'listener="{name.removesuffix("-worker")}"' in one["triggers"][0]["metadata"]["query"]
        assert one["maxReplicaCount"] <= partitions  # more would find no partition
    assert not any("replicas" in one["spec"] for one in city.of("Deployment").values())  # which is the scalers' to say
    assert {one["spec"]["instances"] for one in city.of("Cluster").values()} == {3}
    assert city.told["COMMONPURSE_TOPIC_REPLICATION"] == "3"
