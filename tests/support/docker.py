"""Whether a Docker engine is at hand and has, or can fetch, an image."""

import functools

import docker
from docker.errors import DockerException, ImageNotFound


@functools.cache
def docker_has(image: str) -> bool:
    """True if an engine on this machine can run the image. An engine without a way to a registry cannot."""
    try:
        with docker.from_env(timeout=120) as client:
            _provide(client, image)
    except DockerException:
        return False
    return True


def _provide(client: docker.DockerClient, image: str) -> None:
    try:
        client.images.get(image)
    except ImageNotFound:
        client.images.pull(image)
