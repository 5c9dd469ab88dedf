#!/bin/sh
# run.sh - a client written by others checks our SHA-256 proofs: golang.org/x/mod/sumdb from Debian (golang-go, golang-golang-x-mod-dev).
# Exit 77, with a word, where these packages are not installed.
set -eu
cd "$(dirname "$0")"
if ! command -v go > /dev/null || [ ! -d /usr/share/gocode/src/golang.org/x/mod/sumdb/note ]; then
        echo "skipped: golang-go and golang-golang-x-mod-dev are not installed"
        exit 77
fi
GOCACHE=$(mktemp -d)
trap 'rm -rf "$GOCACHE"' EXIT
export GOCACHE GO111MODULE=off GOPATH=/usr/share/gocode
go run main.go ../proofs
