"""Whether a Docker engine is at hand."""

import functools

import docker
from docker.errors import DockerException


@functools.cache
def docker_answers() -> bool:
    """True if an engine answers on this machine."""
    try:
        client = docker.from_env(timeout=2)
    except DockerException:
        return False
    with client:
        return bool(client.ping())
