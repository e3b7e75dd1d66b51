#!/bin/sh
# Made with podman 4.3.1 (Debian 12): podman save -m, two images, three tags; compressed with zstd afterwards.
# Usage: make.sh (reads ../docker-20.10-save/archive.tar; needs podman, zstd)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
from=$here/../docker-20.10-save/archive.tar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f "$here/archive.tar"
podman="podman --root $work/root --runroot $work/run --storage-driver vfs"
zcat "$from" >"$work/in.tar"
$podman load -q -i "$work/in.tar"
$podman save -q -m -o "$work/archive.tar" example.org/fixture/a:1 example.org/fixture/a:latest example.org/fixture/b:1
zstd -q -19 -o "$here/archive.tar" "$work/archive.tar"
