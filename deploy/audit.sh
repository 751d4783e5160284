#!/bin/sh
# Asks for known faults of the locked dependencies. pip-audit runs in an environment of its own; the report is build/audit.json.
# Usage: deploy/audit.sh .venv/bin/uv
set -eu
uv=$1
mkdir -p build
rm -f build/audit.json
"$uv" export --locked --no-dev --no-emit-project --quiet --output-file build/requirements.txt >/dev/null

status=0
"$uv" tool run --from 'pip-audit>=2.10' pip-audit --requirement build/requirements.txt --require-hashes --disable-pip \
    --progress-spinner off --format json --output build/audit.json || status=$?

if [ ! -s build/audit.json ]; then
    printf '%s\n' "Nothing was checked: pip-audit, or the list of known faults that it asks, could not be reached." \
        "Run 'make audit' again where the network is; a release needs its answer." >&2
    exit 2
fi
[ "$status" -eq 0 ] || echo "Known faults are in build/audit.json; SECURITY.md says by when they are to be mended." >&2
exit "$status"
