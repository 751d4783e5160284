#!/bin/sh
# Builds the image `commonpurse:VERSION`, by docker, podman or buildah; the last needs no engine, not even a daemon.
# Usage: deploy/build_image.sh PYTHON [services|whole]       `make image` calls it, PYTHON is one that has Commonpurse
#   BASE=debootstrap      a base of Debian's packages alone, for a builder that reaches no registry of images
#   BASE=name             another base with Python 3.11 or later; python:3.13-slim unless given
#   TAG=name              another name for what is built
#   ENGINE=name           this builder and no other
set -eu
python=$1
target=${2:-services}
version=$("$python" -c 'from importlib.metadata import version; print(version("commonpurse"))')
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
[ -z "$(git status --porcelain 2>/dev/null)" ] || revision=$revision-changed
# The same commit is the same image, whenever it is built.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
tag=${TAG:-commonpurse:$version}
[ "$target" = services ] || tag=${TAG:-commonpurse:$version-$target}

give_up() {
    printf '%s\n' "$@" >&2
    exit 1
}

is_at_hand() {
    case $1 in
        docker) docker version >/dev/null 2>&1 ;; # its client alone builds nothing
        none) true ;;
        *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

for engine in ${ENGINE:-docker podman buildah} none; do
    is_at_hand "$engine" && break
done
case $engine in
    docker) build="docker buildx build --load" ;;
    podman) build="podman build --timestamp $SOURCE_DATE_EPOCH" ;;
    buildah) build="buildah bud --isolation chroot --timestamp $SOURCE_DATE_EPOCH" ;;
    none) give_up "Nothing here can build an image: install buildah (Debian: apt-get install buildah), docker or podman." ;;
esac

if [ "${BASE:-}" = debootstrap ]; then
    command -v debootstrap >/dev/null || give_up "BASE=debootstrap needs debootstrap (Debian: apt-get install debootstrap)."
    [ "$engine" = buildah ] || give_up "BASE=debootstrap is for ENGINE=buildah; $engine gets its base from a registry."
    BASE=localhost/commonpurse-base
    sh "$(dirname "$0")/make_base.sh" "$BASE"
fi

# Behind a proxy of the house, the builder's own authorities vouch for the packages; they are not in the image.
authorities=
[ "$engine" = docker ] || [ ! -d /etc/ssl/certs ] || authorities="--volume /etc/ssl/certs:/etc/ssl/certs:ro"
# shellcheck disable=SC2086 # each word is one
$build $authorities --file deploy/Dockerfile --target "$target" --tag "$tag" \
    --build-arg "BASE=${BASE:-python:3.13-slim}" --build-arg "VERSION=$version" --build-arg "REVISION=$revision" \
    --build-arg "CREATED=$created" --build-arg "SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH" .
echo "$tag"
