#!/bin/sh
# Says .env.example with a fresh secret wherever one is missing. Usage: sh deploy/make_env.sh > .env; chmod 600 .env
set -eu

secret() {
    od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

while IFS= read -r line; do
    case $line in
    COMMONPURSE_ADMIN_NAME=) echo "${line}admin-$(secret | cut -c1-6)" ;;
    '#'* | '' | *=?*) echo "$line" ;;
    *=) echo "$line$(secret)" ;;
    esac
done <"$(dirname "$0")/../.env.example"
