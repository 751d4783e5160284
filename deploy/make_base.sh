#!/bin/sh
# Makes the image $1 of Debian's packages alone: a small system with Python, for `deploy/build_image.sh`. Kept once made.
set -eu
name=$1
suite=trixie
if buildah inspect --type image "$name" >/dev/null 2>&1; then
    exit
fi
folder=$(mktemp -d)
container=
trap 'rm -rf "$folder"; [ -z "$container" ] || buildah rm "$container" >/dev/null' EXIT
debootstrap --variant=minbase --include=python3,ca-certificates "$suite" "$folder/root" >"$folder/log" 2>&1 ||
    { tail -n 5 "$folder/log" >&2; exit 1; }
# What differs from one making to the next, and what nobody reads there.
rm -rf "$folder"/root/var/cache/* "$folder"/root/var/lib/apt/lists/* "$folder"/root/var/log/* "$folder"/root/etc/machine-id \
    "$folder"/root/usr/share/doc "$folder"/root/usr/share/man "$folder"/root/usr/share/locale "$folder"/root/run/*
container=$(buildah from scratch)
tar --directory "$folder/root" --sort=name --mtime="@${SOURCE_DATE_EPOCH:-0}" --create --file "$folder/root.tar" .
buildah add --quiet "$container" "$folder/root.tar" / >/dev/null
buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
buildah commit --quiet --timestamp "${SOURCE_DATE_EPOCH:-0}" "$container" "$name" >/dev/null
