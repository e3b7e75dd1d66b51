#!/bin/sh
# Made with skopeo 1.9.3 (Debian 12): skopeo copy to docker-archive, one image.
# Usage: make.sh (reads ../skopeo-1.9-oci-archive/archive.tar; needs skopeo)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rm -f "$here/archive.tar"
skopeo copy -q "oci-archive:$here/../skopeo-1.9-oci-archive/archive.tar" "docker-archive:$here/archive.tar:example.org/fixture/b:1"
