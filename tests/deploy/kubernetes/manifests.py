"""The overlays of deploy/kubernetes as kustomize builds them, and what their policies of the network come to."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from libs.shared.platform.running.settings import PartName, ServiceName

FOLDER = Path(__file__).parents[3] / "deploy" / "kubernetes"
OVERLAYS = ("small-town", "city")
SERVICES: tuple[ServiceName, ...] = get_args(ServiceName)
GATEWAYS = tuple(name for name in get_args(PartName) if name not in SERVICES)
PROCESSES = (*SERVICES, *(f"{name}-worker" for name in SERVICES), *GATEWAYS)

Manifest = dict[str, Any]
Labels = Mapping[str, str]
_BROKER = {"matchLabels": {"strimzi.io/cluster": "kafka", "strimzi.io/kind": "Kafka"}}


@cache
def built(folder: Path) -> tuple[Manifest, ...]:
    """What ``kubectl apply -k`` would send."""
    kubectl = shutil.which("kubectl", path=str(Path(sys.executable).parent))
    assert kubectl, "kubectl comes with the locked dependencies: make .venv/.ready"
    done = subprocess.run([kubectl, "kustomize", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return tuple(yaml.safe_load_all(done.stdout))


class Overlay:
    """One overlay, by kind and name."""

    def __init__(self, name: str) -> None:
        self.name, self.all = name, built(FOLDER / "overlays" / name)

    def of(self, kind: str) -> dict[str, Manifest]:
        return {one["metadata"]["name"]: one for one in self.all if one["kind"] == kind}

    def pod(self, process: str) -> Manifest:
        pod: Manifest = self.of("Deployment")[process]["spec"]["template"]
        return pod

    def container(self, process: str) -> Manifest:
        [container] = self.pod(process)["spec"]["containers"]
        return dict(container)

    @property
    def told(self) -> dict[str, str]:
        """The settings that all parts are told."""
        [settings] = [one for name, one in self.of("ConfigMap").items() if name.startswith("settings-")]
        return dict(settings["data"])

    def files(self, process: str) -> Iterator[tuple[str, str, str]]:
        """Which file holds which key of which Secret, as the process sees it."""
        pod = self.pod(process)["spec"]
        places = {mount["name"]: mount["mountPath"] for mount in self.container(process)["volumeMounts"]}
        for volume in pod["volumes"]:
            for source in volume.get("projected", {}).get("sources", ()):
                for item in source["secret"]["items"]:
                    yield f"{places[volume['name']]}/{item['path']}", source["secret"]["name"], item["key"]

    def pods(self) -> dict[str, "Pod"]:
        """Everything that runs: parts, and what the operators make of databases and broker."""
        databases = {name: Pod({"cnpg.io/cluster": name}) for name in self.of("Cluster")}
        broker = {"kafka": Pod({"strimzi.io/cluster": "kafka", "strimzi.io/kind": "Kafka"})}
        return {name: Pod(self.pod(name)["metadata"]["labels"]) for name in PROCESSES} | databases | broker

    def may_speak(self, one: "Pod", other: "Pod", port: int) -> bool:
        """Whether both ends allow it, as policies of Kubernetes are read: each end is closed once a policy names it."""
        return self._allows(one, "egress", "to", other, port) and self._allows(other, "ingress", "from", one, port)

    def _allows(self, at: "Pod", way: str, end: str, peer: "Pod", port: int) -> bool:
        if at.namespace:
            return True  # not ours to say
        naming = [one for one in self._policies() if way.title() in one["policyTypes"] and at.is_in(one["podSelector"])]
        rules = [rule for policy in naming for rule in policy.get(way, ())]
        return not naming or any(_goes(rule, port) and _names(rule.get(end), peer) for rule in rules)

    def _policies(self) -> Iterator[Manifest]:
        yield from (one["spec"] for one in self.of("NetworkPolicy").values())
        for broker in self.of("Kafka").values():
            for listener in broker["spec"]["kafka"]["listeners"]:  # Strimzi makes one for each
                rule = {"from": listener["networkPolicyPeers"], "ports": [{"port": listener["port"]}]}
                yield {"policyTypes": ["Ingress"], "podSelector": _BROKER, "ingress": [rule]}


@dataclass(frozen=True)
class Pod:
    """Something that runs; its namespace's labels, if it is another than the installation's."""

    labels: Labels
    namespace: Labels | None = None

    def is_in(self, selector: Manifest) -> bool:
        return selects(selector, self.labels)


def _goes(rule: Manifest, port: int) -> bool:
    ports = {8000 if one["port"] == "http" else one["port"] for one in rule.get("ports", ())}
    return not ports or port in ports


def _names(peers: list[Manifest] | None, pod: Pod) -> bool:
    """Whether one of the peers is the pod; blocks of addresses are the world, not the cluster."""
    return peers is None or any(_is(peer, pod) for peer in peers if "ipBlock" not in peer)


def _is(peer: Manifest, pod: Pod) -> bool:
    own = {"kubernetes.io/metadata.name": "commonpurse"}
    is_there = (
        selects(peer["namespaceSelector"], pod.namespace or own) if "namespaceSelector" in peer else not pod.namespace
    )
    return is_there and pod.is_in(peer.get("podSelector", {}))


def selects(selector: Manifest, labels: Labels) -> bool:
    """Whether a label selector of Kubernetes selects what has these labels."""
    if any(labels.get(key) != value for key, value in selector.get("matchLabels", {}).items()):
        return False
    for asked in selector.get("matchExpressions", ()):
        match asked["operator"]:
            case "In":
                fits = labels.get(asked["key"]) in asked["values"]
            case "Exists":
                fits = asked["key"] in labels
            case other:
                raise AssertionError(f"{other} is not read here")
        if not fits:
            return False
    return True
