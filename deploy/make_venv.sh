#!/bin/sh
# Makes the virtual environment $1 with uv in it, out of any Python 3.11 or later.
# Usage: deploy/make_venv.sh .venv        (PYTHON=/path/to/python chooses another Python)
set -eu
venv=$1

give_up() {
    rm -rf "$venv"
    printf '\n%s\n' "$@" >&2
    exit 1
}

is_suitable() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.14 python3.12 python3.11 python}; do
        if is_suitable "$name"; then
            echo "$name"
            return
        fi
    done
}

python=$(find_python)
[ -n "$python" ] || give_up \
    "Commonpurse needs Python 3.11 or later; ${PYTHON:-python3} is: $("${PYTHON:-python3}" --version 2>&1 || echo missing)." \
    "Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name one: make PYTHON=/path/to/python3 up"

echo "making $venv with $("$python" --version)"
rm -rf "$venv"
if ! "$python" -m venv "$venv" 2>/dev/null; then
    # Debian and Ubuntu keep ensurepip in a package of its own.
    rm -rf "$venv"
    "$python" -m virtualenv "$venv" 2>/dev/null || virtualenv -p "$python" "$venv" 2>/dev/null || give_up \
        "$python cannot make virtual environments: its 'venv' lacks ensurepip." \
        "Install it (Debian, Ubuntu: apt-get install python3-venv), or 'virtualenv', and try again."
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check 'uv>=0.9' || give_up \
    "uv, which installs the other dependencies, could not be installed: is the network there?"
