#!/bin/sh
# Made with podman 4.3.1 (Debian 12): podman save --format docker-archive, one image.
# Usage: make.sh (reads ../docker-20.10-save/archive.tar; needs podman)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
from=$here/../docker-20.10-save/archive.tar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f "$here/archive.tar"
podman="podman --root $work/root --runroot $work/run --storage-driver vfs"
zcat "$from" >"$work/in.tar"
$podman load -q -i "$work/in.tar"
$podman save -q --format docker-archive -o "$here/archive.tar" example.org/fixture/b:1
