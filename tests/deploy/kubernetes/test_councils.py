"""Councils that share servers: everything of each is its own, and no process of one reaches what is another's."""

import subprocess
from typing import Any
from urllib.parse import urlsplit

import kubernetes_validate
import pytest
import yaml

from libs.shared.platform.running.settings import Settings
from tests.deploy.kubernetes.manifests import FOLDER, PROCESSES, SERVICES, Manifest, Overlay, Pod

COUNCILS = ("lindenhof", "lowmarsh")
SERVERS = {"residents": "postgres-residents", "voting": "postgres-voting"}
SHARED = {"kubernetes.io/metadata.name": "commonpurse-shared"}
OF_A_COUNCIL = {"commonpurse.example/is-council": "true"}
BROKER = Pod({"strimzi.io/cluster": "kafka", "strimzi.io/kind": "Kafka"})
OF_KUBERNETES = {"Deployment", "Service", "NetworkPolicy", "PodDisruptionBudget", "ConfigMap", "Namespace"}


def server_of(service: str) -> str:
    return SERVERS.get(service, "postgres-others")


def settings_of(council: Overlay) -> Settings:
    told = {name.removeprefix("COMMONPURSE_").lower(): value for name, value in council.told.items()}
    asked = ("database_prefix", "topic_prefix", "topic_partitions", "pool_size", "public_url", "kafka", "kafka_tls")
    asked_for: dict[str, Any] = {name: told[name] for name in asked}
    return Settings(database_url="postgresql://somebody@somewhere:5432", **asked_for)


@pytest.mark.parametrize("name", ["shared", *COUNCILS])
def test_kubernetes_knows_every_line(name: str) -> None:
    known = [one for one in Overlay(f"councils/{name}").all if one["kind"] in OF_KUBERNETES]

    assert known
    for one in known:
        kubernetes_validate.validate(one, "1.34", strict=True)


def test_nothing_of_two_councils_is_called_the_same() -> None:
    first, second = (settings_of(Overlay(f"councils/{name}")) for name in COUNCILS)

    assert first.database_prefix != second.database_prefix
    assert first.topic_prefix != second.topic_prefix
    assert first.public_url != second.public_url
    assert (first.kafka, first.kafka_tls) == (second.kafka, second.kafka_tls)
    namespaces = [{one["metadata"].get("namespace") for one in Overlay(f"councils/{name}").all} for name in COUNCILS]
    assert namespaces == [{None, name} for name in COUNCILS]  # the namespace itself is in none


@pytest.mark.parametrize("name", COUNCILS)
def test_what_a_council_asks_for_is_on_the_shared_servers_and_its_own_alone(name: str) -> None:
    council, shared = Overlay(f"councils/{name}"), Overlay("councils/shared")
    settings = settings_of(council)
    databases = {one["spec"]["name"]: one["spec"] for one in shared.of("Database").values()}

    for service in SERVICES:
        own = urlsplit(settings.database_of(service)).path.strip("/")
        spec: Manifest = shared.of("Cluster")[server_of(service)]["spec"]
        assert (databases[own]["owner"], databases[own]["cluster"]["name"]) == (own, server_of(service))
        assert {"name": own, "login": True, "passwordSecret": {"name": f"{name}-{service}"}} in spec["managed"]["roles"]
        assert spec["postgresql"]["pg_hba"] == ["hostssl sameuser all all scram-sha-256", "host all all all reject"]
    user = shared.of("KafkaUser")[name]["spec"]
    assert {one["resource"]["name"] for one in user["authorization"]["acls"]} == {f"{settings.topic_prefix}."}
    for process in (one for one in PROCESSES if one.endswith("-worker")):
        assert {"name": "COMMONPURSE_KAFKA_USER", "value": name} in council.container(process)["env"]


@pytest.mark.parametrize("name", COUNCILS)
def test_each_part_reaches_the_server_of_its_service_and_workers_the_broker(name: str) -> None:
    council, shared = Overlay(f"councils/{name}"), Overlay("councils/shared")
    servers = {server: Pod({"cnpg.io/cluster": server}) for server in shared.of("Cluster")}

    reached = {
        (process, target)
        for process in PROCESSES
        for target, pod, port in [*((server, pod, 5432) for server, pod in servers.items()), ("kafka", BROKER, 9093)]
        if speaks(council, shared, council.pod(process)["metadata"]["labels"], pod, port)
    }

    databases = {(process, server_of(one)) for one in SERVICES for process in (one, f"{one}-worker")}
    assert reached == databases | {(f"{one}-worker", "kafka") for one in SERVICES}


def speaks(council: Overlay, shared: Overlay, labels: Any, target: Pod, port: int) -> bool:
    goes_out = council.may_speak(Pod(labels), Pod(target.labels, SHARED), port)
    return goes_out and shared.may_speak(Pod(labels, OF_A_COUNCIL), target, port)


def test_a_namespace_that_is_no_council_reaches_nothing_shared() -> None:
    shared = Overlay("councils/shared")
    stranger = Pod({"part": "voting", "role": "worker"}, {"kubernetes.io/metadata.name": "default"})

    for server in shared.of("Cluster"):
        assert not shared.may_speak(stranger, Pod({"cnpg.io/cluster": server}), 5432)
    assert not shared.may_speak(stranger, BROKER, 9093)


def test_the_script_makes_the_same_password_for_both_ends_and_no_two_alike() -> None:
    script = ["sh", str(FOLDER / "make_council.sh"), "lindenhof"]
    said = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    made = {(one["metadata"]["namespace"], one["metadata"]["name"]): one for one in yaml.safe_load_all(said) if one}
    settings = settings_of(Overlay("councils/lindenhof"))

    passwords = set()
    for service in SERVICES:
        server = made["commonpurse-shared", f"lindenhof-{service}"]
        address = urlsplit(made["lindenhof", f"postgres-{service}-app"]["stringData"]["uri"])
        assert server["type"] == "kubernetes.io/basic-auth"
        assert server["stringData"] == {"username": address.username, "password": address.password}
        assert address.hostname == f"{server_of(service)}-rw.commonpurse-shared.svc"
        assert settings.model_copy(update={"database_url": address.geturl()}).database_of(service) == address.geturl()
        passwords.add(address.password)
    broker = made["commonpurse-shared", "lindenhof-kafka"]["stringData"]["password"]
    assert made["lindenhof", "commonpurse"]["stringData"]["password"] == broker
    assert len(passwords | {broker}) == len(SERVICES) + 1
