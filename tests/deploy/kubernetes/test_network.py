"""Who may speak with whom in a cluster, computed from the policies as Kubernetes reads them."""

import pytest

from commonpurse.parts import the_service
from libs.shared.platform.facts.subscriptions import sources_of
from libs.shared.platform.running.settings import ServiceName
from services.reporting.use_cases.webhooks.told import TOLD
from tests.deploy.kubernetes.manifests import GATEWAYS, OVERLAYS, PROCESSES, SERVICES, Overlay, Pod

HTTP, POSTGRES, KAFKA = 8000, 5432, 9093
WORKERS = {f"{name}-worker" for name in SERVICES}
GATEWAY = Pod({"app": "envoy"}, {"commonpurse.example/is-gateway": "true"})
MONITORING = Pod({"app": "prometheus"}, {"commonpurse.example/is-monitoring": "true"})
STRANGER = Pod({"part": "voting", "role": "api", "cnpg.io/cluster": "postgres-voting"}, {"anybody": "else"})


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> Overlay:
    return Overlay(request.param)


def pairs(overlay: Overlay, port: int) -> set[tuple[str, str]]:
    pods = overlay.pods()
    return {
        (one, other)
        for one in pods
        for other in pods
        if one != other and overlay.may_speak(pods[one], pods[other], port)
    }


def whom_it_asks(service: ServiceName) -> set[ServiceName]:
    """As the code has it: residents for keys and sessions, and where the events come from that it listens to."""
    listens_to = TOLD.values() if service == "reporting" else the_service(service).subscriptions
    found: set[ServiceName] = {*sources_of(list(listens_to)), "residents"}
    return found - {service}


def test_each_database_is_reached_by_its_own_service_and_by_nobody_else(overlay: Overlay) -> None:
    reached = pairs(overlay, POSTGRES)

    assert reached == {(process, f"postgres-{name}") for name in SERVICES for process in (name, f"{name}-worker")}


def test_the_broker_is_reached_by_workers_alone(overlay: Overlay) -> None:
    assert pairs(overlay, KAFKA) == {(worker, "kafka") for worker in WORKERS}


def test_parts_ask_whom_they_have_to_and_nobody_else(overlay: Overlay) -> None:
    asked = {(one, other) for one, other in pairs(overlay, HTTP) if not other.startswith("postgres-")}

    of_gateways = {(gateway, service) for gateway in GATEWAYS for service in SERVICES}
    of_services = {
        (process, asked) for name in SERVICES for process in (name, f"{name}-worker") for asked in whom_it_asks(name)
    }
    assert asked == of_gateways | of_services


def test_from_outside_only_the_gateway_and_who_measures_come_in(overlay: Overlay) -> None:
    pods = overlay.pods()

    for name in PROCESSES:
        assert overlay.may_speak(GATEWAY, pods[name], HTTP)
        assert overlay.may_speak(MONITORING, pods[name], HTTP)
    for name in SERVICES:
        for outsider in (GATEWAY, MONITORING):
            assert not overlay.may_speak(outsider, pods[f"postgres-{name}"], POSTGRES)
    assert not any(overlay.may_speak(STRANGER, pod, port) for pod in pods.values() for port in (HTTP, POSTGRES, KAFKA))


def test_a_pod_that_no_policy_knows_is_shut_in(overlay: Overlay) -> None:
    unknown = Pod({"app": "miner"})

    for pod in (*overlay.pods().values(), GATEWAY):
        assert not any(overlay.may_speak(unknown, pod, port) for port in (HTTP, POSTGRES, KAFKA))
        assert not any(overlay.may_speak(pod, unknown, port) for port in (HTTP, POSTGRES, KAFKA))


def test_only_mail_and_webhooks_go_into_the_world_and_never_into_the_cluster(overlay: Overlay) -> None:
    going = [one["spec"] for one in overlay.of("NetworkPolicy").values() if "ipBlock" in str(one)]

    allowed = [{name for name in PROCESSES if overlay.pods()[name].is_in(one["podSelector"])} for one in going]
    tell = {"ideas-worker", "proposals-worker", "deliberation-worker", "reporting-worker"}
    assert sorted(allowed, key=len) == [{"mail"}, tell]
    for world in going:
        [everywhere, _] = [peer["ipBlock"] for rule in world["egress"] for peer in rule["to"]]
        assert {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"} <= set(everywhere["except"])
