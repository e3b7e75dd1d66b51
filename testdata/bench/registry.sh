#!/usr/bin/env bash
# How fast a blob goes to a registry and comes back, against skopeo in the same run, alternating, and
# what memory that takes. Needs Debian's docker-registry, skopeo and time; compile first:
# mvn -q -DskipTests package. Usage: registry.sh [MEBIBYTES [ROUNDS]]; scratch space is in $TMPDIR.
set -euo pipefail
size=${1:-1024} rounds=${2:-5}
here=$(cd "$(dirname "$0")" && pwd)
lamina=$here/../../builder-cli/bin/lamina
registry=
scratch=$(mktemp -d)
trap '[ -z "$registry" ] || kill "$registry"; rm -rf "$scratch"' EXIT
export LAMINA_STORE=$scratch/store REGISTRY_AUTH_FILE=$scratch/auth.json
echo '{}' > "$REGISTRY_AUTH_FILE"

port=5123
printf 'version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: %s\nhttp:\n  addr: 127.0.0.1:%s\n' \
  "$scratch/registry" "$port" > "$scratch/registry.yml"
env -u REGISTRY_AUTH_FILE docker-registry serve "$scratch/registry.yml" > "$scratch/registry.log" 2>&1 &
registry=$!
for _ in {1..100}; do
  if (echo > "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then break; fi
  sleep 0.1
done

# a layer that is a tar and cannot be compressed
make() { # MEBIBYTES NAME
  mkdir -p "$scratch/$2"
  head -c "$(($1 << 20))" /dev/urandom > "$scratch/$2/file"
  tar -C "$scratch/$2" -cf "$scratch/$2.tar" file
  rm "$scratch/$2/file"
  local digest blobs=$scratch/$2-layout/blobs/sha256
  mkdir -p "$blobs"
  put() { digest=$(sha256sum < "$1" | cut -d' ' -f1); mv "$1" "$blobs/$digest"; }
  put "$scratch/$2.tar"
  local layer=$digest
  printf '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{}]}' \
    "$layer" > "$scratch/json"
  put "$scratch/json"
  local config=$digest
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%d},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"sha256:%s","size":%d}]}' \
    "$config" "$(stat -c %s "$blobs/$config")" "$layer" "$(stat -c %s "$blobs/$layer")" > "$scratch/json"
  put "$scratch/json"
  printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%d,"annotations":{"org.opencontainers.image.ref.name":"%s:1"}}]}' \
    "$digest" "$(stat -c %s "$blobs/$digest")" "$2" > "$scratch/$2-layout/index.json"
  echo '{"imageLayoutVersion":"1.0.0"}' > "$scratch/$2-layout/oci-layout"
  tar -C "$scratch/$2-layout" -c . | "$lamina" load -q > "$scratch/load.log"
}

# seconds, CPU seconds and peak KiB of a command, in the file NAME
timed() { # NAME COMMAND...
  local name=$1
  shift
  sync
  command time -o "$scratch/time" -f '%e %U %S %M' "$@" > "$scratch/out.log" 2>&1 || {
    cat "$scratch/out.log" >&2
    exit 1
  }
  cat "$scratch/time" >> "$scratch/times-$name"
}
median() { # NAME COLUMN
  awk -v c="$2" '{print $c}' "$scratch/times-$1" | sort -n | sed -n "$(((rounds + 1) / 2))p"
}

make "$size" big
make 64 small
for i in $(seq "$rounds"); do
  timed push-lamina "$lamina" push big:1 "localhost:$port/lamina$i/big"
  timed push-skopeo skopeo copy -q --dest-tls-verify=false "oci:$scratch/big-layout:big:1" "docker://localhost:$port/skopeo$i/big"
  timed push-small "$lamina" push small:1 "localhost:$port/lamina$i/small"
  LAMINA_STORE=$scratch/pulled timed pull-lamina "$lamina" pull "localhost:$port/lamina$i/big"
  timed pull-skopeo skopeo copy -q --src-tls-verify=false "docker://localhost:$port/skopeo$i/big" "oci:$scratch/pulled-skopeo:big"
  LAMINA_STORE=$scratch/pulled-small timed pull-small "$lamina" pull "localhost:$port/lamina$i/small"
  rm -rf "$scratch/pulled" "$scratch/pulled-skopeo" "$scratch/pulled-small" "$scratch/registry/docker/registry/v2"
done
printf '%-12s %8s %8s %8s %8s\n' "$size MiB" seconds user system "peak MiB"
for name in push-lamina push-skopeo push-small pull-lamina pull-skopeo pull-small; do
  printf '%-12s %8s %8s %8s %8d\n' $name "$(median $name 1)" "$(median $name 2)" "$(median $name 3)" $(($(median $name 4) / 1024))
done
for verb in push pull; do
  awk -v v=$verb -v l="$(median $verb-lamina 1)" -v s="$(median $verb-skopeo 1)" \
    'BEGIN {printf "%s: %.2f times the speed of skopeo\n", v, s / l}'
done
