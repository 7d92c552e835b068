#!/bin/sh
# Takes a PFX file into an NSS database, as a browser does, and gives out what is then in it: file, password.
set -eu
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
certutil -N -d "sql:$store" --empty-password
pk12util -i "$1" -d "sql:$store" -W "$2" -K '' >&2
pk12util -o "$store/out.pfx" -n "$3" -d "sql:$store" -W again -K '' >&2
openssl pkcs12 -in "$store/out.pfx" -passin pass:again -nodes
