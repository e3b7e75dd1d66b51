#!/bin/sh
# Made with skopeo 1.9.3 (Debian 12): skopeo copy to oci-archive, one image.
# Usage: make.sh (reads ../docker-20.10-save/archive.tar; needs skopeo)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
from=$here/../docker-20.10-save/archive.tar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f "$here/archive.tar"
zcat "$from" >"$work/archive.tar"
skopeo copy -q "docker-archive:$work/archive.tar:example.org/fixture/b:1" "oci-archive:$here/archive.tar:example.org/fixture/b:1"
