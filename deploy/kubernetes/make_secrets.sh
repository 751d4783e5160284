#!/bin/sh
# Says the Secrets that the parts read, each with fresh values, for a new installation and never for one that runs:
#
#   sh deploy/kubernetes/make_secrets.sh commonpurse > secrets.yaml; chmod 600 secrets.yaml; kubectl create -f secrets.yaml
#
# Keep the file where you keep keys, apart from backups: without residents' secret no invitation code is known any more.
# What databases and broker are entered by is made by CloudNativePG and Strimzi, and stands in Secrets of theirs.
set -eu
namespace=${1:?"name the namespace: sh make_secrets.sh commonpurse"}

fresh() {
    od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

# say SECRET KEY...
say() {
    printf 'apiVersion: v1\nkind: Secret\nmetadata: { name: %s, namespace: %s }\nstringData:\n' "$1" "$namespace"
    shift
    for key in "$@"; do
        printf '  %s: "%s"\n' "$key" "$(fresh)"
    done
    echo '---'
}

say residents secret admin_password
say key-of-services parts_secret
say key-of-web web_key
say key-of-sms sms_key
say key-of-mail mail_key
say web cookie_secret
say sms sms_secret
say mail-in mail_secret
say reporting webhooks_secret
say inspection inspection_token
