#!/bin/sh
# Says the Secrets of a council on shared servers, with fresh values, once: by them its parts enter its own databases and
# topics, and the servers know them.
#
#   kubectl -n commonpurse-shared get secret postgres-voting-ca -o yaml         ... three authorities and the broker's
#   sh deploy/kubernetes/make_council.sh lindenhof > council.yaml; chmod 600 council.yaml; kubectl create -f council.yaml
#
# Beside it make_secrets.sh makes what no server knows. What a council believes servers by it copies, see docs/councils.md.
set -eu
council=${1:?"name the council: sh make_council.sh lindenhof"}
shared=commonpurse-shared

fresh() {
    od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

# say NAMESPACE SECRET TYPE LINE...
say() {
    printf 'apiVersion: v1\nkind: Secret\nmetadata: { name: %s, namespace: %s }\ntype: %s\nstringData:\n' "$2" "$1" "$3"
    shift 3
    printf '  %s\n' "$@"
    echo '---'
}

for service in ideas proposals deliberation voting residents reporting; do
    case $service in
        residents | voting) server=postgres-$service ;;
        *) server=postgres-others ;;
    esac
    name=${council}_$service
    password=$(fresh)
    say "$shared" "$council-$service" kubernetes.io/basic-auth "username: $name" "password: $password"
    say "$council" "postgres-$service-app" Opaque "uri: postgresql://$name:$password@$server-rw.$shared.svc:5432/$name"
done
password=$(fresh)
say "$shared" "$council-kafka" Opaque "password: $password"
say "$council" commonpurse Opaque "password: $password"
