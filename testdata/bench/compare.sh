#!/usr/bin/env bash
# Lamina against other builders on the same work; see --help and docs/performance.md.
set -euo pipefail

usage() {
  cat << 'END'
Usage: compare.sh [OPTION]...            the workloads, each with each tool
       compare.sh --linear [OPTION]...   Lamina alone, with 1, 10 and 100 times the files or bytes
       compare.sh --report FILE          the tables of what was measured before

Options, or environment variables of that name:
  --scratch DIR     SCRATCH    where to work; workloads in it are kept and used again.
                               Else a new directory in $TMPDIR, removed at the end
  --scale PERCENT   SCALE      of files and bytes (100)
  --workloads LIST  WORKLOADS  of jdk, many, rootfs, big, start (all)
  --tools LIST      TOOLS      of lamina, buildah, docker, jib, floor (all; a missing one is left out)
  --states LIST     STATES     beside cold: noop, changed (both)
  --runs N          RUNS       how often each is measured (5); the table has the medians
  --results FILE    RESULTS    add the measurements to this file, and report all that is in it
  --svg FILE        SVG        with --linear: also a plot

First: mvn -q -DskipTests package. Lamina runs from the distribution, unpacked. For jib: mvn -q -pl
builder-core test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath. Needs
python3; buildah and dockerd need root, and so does the root file system, which debootstrap makes.

  cold     caches and stores are empty; from the context to an archive with compressed layers
  noop     build again, nothing has changed; no archive (jib has no other result)
  changed  one byte of one file has changed; to an archive
END
}

mode=compare
while [ $# -gt 0 ]; do
  case $1 in
    --scratch | --scale | --workloads | --tools | --states | --runs | --results | --svg)
      [ $# -gt 1 ] || { echo "error: $1 needs a value" >&2; exit 1; }
      name=${1#--}
      printf -v "${name^^}" %s "$2"
      shift
      ;;
    --linear) mode=linear ;;
    --report) mode=report RESULTS=${2:?FILE}; shift ;;
    -h | --help) usage; exit ;;
    *) usage >&2; exit 1 ;;
  esac
  shift
done
SCALE=${SCALE:-100} RUNS=${RUNS:-5} STATES=${STATES:-noop changed}
WORKLOADS=${WORKLOADS:-jdk many rootfs big start} TOOLS=${TOOLS:-lamina buildah docker jib floor}
read -ra workloads <<< "${WORKLOADS//,/ }"
read -ra tools <<< "${TOOLS//,/ }"
read -ra states <<< "${STATES//,/ }"
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
python=$(command -v /usr/bin/python3 || command -v python3) || { echo 'error: python3 is missing' >&2; exit 1; }

# What issue or page promises: name of a measurement, on what workload/state/tool, what is done with
# the second one, and the limit. Seconds, or peak in MB, or classes.
limits() {
  cat << 'END'
seconds jdk/cold/lamina    over  jdk/cold/buildah     <= 0.30
seconds many/cold/lamina   over  many/cold/buildah    <= 0.10
seconds rootfs/cold/lamina over  rootfs/cold/buildah  <= 0.25
seconds big/cold/lamina    over  big/cold/buildah     <= 0.35
seconds jdk/cold/lamina    over  jdk/cold/docker      <= 0.30
seconds many/cold/lamina   over  many/cold/docker     <= 0.30
seconds rootfs/cold/lamina over  rootfs/cold/docker   <= 0.30
seconds big/cold/lamina    over  big/cold/docker      <= 0.30
seconds jdk/cold/lamina    over  jdk/cold/jib         <= 0.40
seconds many/cold/lamina   over  many/cold/jib        <= 0.40
seconds rootfs/cold/lamina over  rootfs/cold/jib      <= 0.40
seconds big/cold/lamina    over  big/cold/jib         <= 0.40
seconds jdk/cold/floor     over  jdk/cold/lamina      >= 0.7
seconds big/cold/floor     over  big/cold/lamina      >= 1.0
seconds jdk/noop/lamina    over  jdk/version/lamina   <= 3.0
seconds many/noop/lamina   minus many/version/lamina  <= 1.5
seconds jdk/noop/lamina    over  jdk/noop/buildah     <= 0.15
seconds many/noop/lamina   over  many/noop/buildah    <= 0.15
seconds rootfs/noop/lamina over  rootfs/noop/buildah  <= 0.15
seconds big/noop/lamina    over  big/noop/buildah     <= 0.15
seconds jdk/noop/lamina    over  jdk/noop/docker      <= 0.15
seconds many/noop/lamina   over  many/noop/docker     <= 0.15
seconds rootfs/noop/lamina over  rootfs/noop/docker   <= 0.15
seconds big/noop/lamina    over  big/noop/docker      <= 0.15
seconds jdk/changed/lamina over  jdk/cold/lamina      <= 0.6
seconds jdk/changed/lamina over  jdk/changed/buildah  <= 0.2
peak    jdk/*/lamina       alone -                    <= 200
peak    many/*/lamina      alone -                    <= 200
peak    rootfs/*/lamina    alone -                    <= 200
peak    big/*/lamina       alone -                    <= 200
peak    big/cold/lamina    over  big-tenth/cold/lamina <= 1.1
seconds start/version/lamina over start/hello/java    <= 2.0
seconds start/images/lamina  over start/hello/java    <= 3.0
seconds start/noop/lamina    over start/hello/java    <= 4.0
classes start/version/lamina alone -                  <= 0
classes start/images/lamina  alone -                  <= 0
classes start/noop/lamina    alone -                  <= 0
seconds files/100/lamina   over  files/10/lamina      <= 11
seconds bytes/100/lamina   over  bytes/10/lamina      <= 11
peak    bytes/100/lamina   over  bytes/10/lamina      <= 1.1
END
}
report() { limits | "$python" "$here/compare/report.py" "$results" "${SVG:-}"; }
if [ "$mode" = report ]; then
  results=$RESULTS
  report
  exit
fi

scratch=${SCRATCH:-$(mktemp -d)}
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
results=${RESULTS:-$scratch/results.tsv}
case $results in /*) ;; *) results=$PWD/$results ;; esac
[ -n "${RESULTS:-}" ] || rm -f "$results"
run=$scratch/run
engine=
finish() {
  if [ -n "$engine" ]; then
    kill "$engine" 2> /dev/null || true
    wait "$engine" 2> /dev/null || true
  fi
  # what the builders have left mounted
  awk -v d="$scratch/" 'index($5, d) == 1 {print $5}' /proc/self/mountinfo | sort -r | xargs -r umount -l
  rm -rf --one-file-system "$run"
  [ -n "${SCRATCH:-}" ] || rm -rf --one-file-system "$scratch"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
rm -rf --one-file-system "$run"
mkdir -p "$run"
log=$run/log

distribution=("$root"/builder-cli/target/lamina-*.tar.gz)
[ -f "${distribution[0]}" ] || { echo 'error: no distribution; first: mvn -q -DskipTests package' >&2; exit 1; }
mkdir "$run/lamina"
tar -C "$run/lamina" --strip-components=1 -xzf "${distribution[0]}"
lamina=$run/lamina/bin/lamina
home_cache=${XDG_CACHE_HOME:-$HOME/.cache}
export XDG_CACHE_HOME=$run/cache LAMINA_STORE=$run/store
java=$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")
java_home=$(readlink -f "$java")
java_home=${java_home%/bin/java}
"$lamina" --version > "$log" # makes the archive of classes

in_list() { # WORD LIST...
  local word=$1
  shift
  case " $* " in *" $word "*) ;; *) return 1 ;; esac
}

# Which tools there are.
leave_out() { # TOOL WHY
  local kept=() tool
  echo "$1 is left out: $2"
  for tool in "${tools[@]}"; do
    [ "$tool" = "$1" ] || kept+=("$tool")
  done
  tools=("${kept[@]}")
}
needs() { # TOOL COMMAND PACKAGE
  if in_list "$1" "${tools[@]}" && ! PATH=$PATH:/usr/sbin:/sbin command -v "$2" > "$log"; then
    leave_out "$1" "there is no $2 (Debian package $3)"
  fi
}
needs_root() {
  if in_list "$1" "${tools[@]}" && [ "$(id -u)" != 0 ]; then leave_out "$1" 'it needs root'; fi
}
classpath=
if [ "$mode" = compare ]; then
  needs buildah buildah buildah
  needs docker dockerd docker.io
  needs floor igzip isal
  needs_root buildah
  needs_root docker
  core=$root/builder-core/target
  if [ -f "$core/classpath" ] && [ -f "$core/test-classes/dev/lamina/bench/JibBuild.class" ]; then
    classpath=$core/test-classes:$(cat "$core/classpath")
  elif in_list jib "${tools[@]}"; then
    leave_out jib 'it is not compiled (see --help)'
  fi
else
  tools=(lamina)
fi

# A Docker engine of our own, without network, with the client of the same package.
docker=/usr/bin/docker
[ -x $docker ] || docker=docker
export DOCKER_BUILDKIT=${DOCKER_BUILDKIT:-1} DOCKER_HOST=unix://$run/docker/socket DOCKER_CONFIG=$run/docker/config
mkdir -p "$DOCKER_CONFIG"
echo '{}' > "$DOCKER_CONFIG/config.json" # buildah reads it too
start_engine() {
  local driver
  for driver in overlay2 vfs; do
    mkdir -p "$run/docker"
    echo '{}' > "$run/docker/daemon.json"
    PATH=$PATH:/usr/sbin:/sbin unshare --net dockerd --config-file="$run/docker/daemon.json" --bridge=none \
      --iptables=false --ip-masq=false --storage-driver=$driver --data-root="$run/docker/data" \
      --exec-root="$run/docker/exec" --pidfile="$run/docker/pid" --host="$DOCKER_HOST" > "$run/docker.log" 2>&1 &
    engine=$!
    for _ in {1..300}; do
      if $docker version > "$log" 2>&1; then return 0; fi
      kill -0 "$engine" 2> "$log" || break
      sleep 0.1
    done
    kill "$engine" 2> "$log" || true
    wait "$engine" || true
    engine=
  done
  leave_out docker "dockerd does not start: $(tail -n 1 "$run/docker.log")"
}
buildah=(buildah --root "$run/buildah" --runroot "$run/buildah-run" --storage-driver overlay)
if in_list docker "${tools[@]}"; then start_engine; fi
if in_list buildah "${tools[@]}" && ! "${buildah[@]}" images > "$log" 2>&1; then buildah[6]=vfs; fi

# Contexts, made once for a scratch directory.
rootfs_source() {
  local tar=$home_cache/lamina-tests/debian-bookworm-minbase.tar.gz mirror
  if [ -f "$tar" ]; then
    echo "$tar"
    return
  fi
  local made=$scratch/rootfs-source.tar.gz
  if [ -f "$made" ]; then
    echo "$made"
    return
  fi
  mirror=$(sed -n 's/#.*//; s!.*\(https\?://[^ ]*/debian\)/\?\( .*\|$\)!\1!p' /etc/apt/sources.list \
    /etc/apt/sources.list.d/* 2> "$log" | head -n 1)
  if [ "$(id -u)" = 0 ] && PATH=$PATH:/usr/sbin command -v debootstrap > "$log" &&
    PATH=$PATH:/usr/sbin debootstrap --variant=minbase bookworm "$run/debian" "${mirror:-http://deb.debian.org/debian}" > "$log" 2>&1; then
    tar --numeric-owner --one-file-system -C "$run/debian" -czf "$made" .
    rm -rf --one-file-system "$run/debian"
  else
    echo 'rootfs is no Debian of debootstrap (no network, package or root), but this /usr without /usr/share and /usr/src, up to 300 MB' >&2
    (cd / && find usr/bin usr/sbin usr/lib -xdev -type f -size -20M -printf '%s %p\n' | sort -k 2 |
      awk '{sum += $1; if (sum < 300e6) print $2}') | tar -C / -czf "$made" -T -
  fi
  echo "$made"
}
workload() { # NAME FILES BYTES: sets context
  context=$scratch/workload/$1-$SCALE
  [ ! -f "$context.done" ] || return 0
  rm -rf "$context"
  mkdir -p "$context"
  case $1 in
    jdk) "$python" "$here/compare/workload.py" jdk "$SCALE" "$context" "$java_home" ;;
    rootfs)
      "$python" "$here/compare/workload.py" rootfs "$SCALE" "$context" "$(rootfs_source)"
      "$python" "$here/compare/workload.py" tree "$context/rootfs.tar.gz" "$context.tree"
      ;;
    many | files*) "$python" "$here/compare/workload.py" many "$2" "$3" "$context" ;;
    *) "$python" "$here/compare/workload.py" big "$3" "$context" ;;
  esac
  touch "$context.done"
}
change() {
  if [ -f "$context.changed.tar.gz" ]; then
    mv "$context/rootfs.tar.gz" "$context.other"
    mv "$context.changed.tar.gz" "$context/rootfs.tar.gz"
    mv "$context.other" "$context.changed.tar.gz"
  else
    "$python" "$here/compare/workload.py" flip "$(cat "$context.change")"
  fi
}

# What the tools do. The archive is at $archive.
archive=$run/archive.tar
measure() { # WORKLOAD STATE TOOL [OPTION...] -- COMMAND...
  sync
  echo "$(date +%T) $1 $2 $3" >&2
  "$python" "$here/compare/measure.py" "$results" "$@"
}
to_archive() { # WORKLOAD STATE TOOL
  local options=(--output "$archive") command
  rm -f "$archive"
  case $3 in
    lamina) command=("$lamina" build -t "bench/$1" -o "type=oci,dest=$archive" "$context") ;;
    buildah)
      # shellcheck disable=SC2016 # for the other shell
      command=(bash -ec '"${@:4}" bud --layers -t "$1" "$2"; "${@:4}" push "$1" "oci-archive:$3"' bash
        "bench/$1" "$context" "$archive" "${buildah[@]}")
      ;;
    docker)
      options+=(--daemon "$engine")
      # shellcheck disable=SC2016
      command=(bash -eo pipefail -c '$1 build -q -t "$2" "$3"; $1 save "$2" | gzip > "$4"' bash
        "$docker" "bench/$1" "$context" "$archive")
      ;;
    jib) command=("$java" -cp "$classpath" dev.lamina.bench.JibBuild "$(jib_tree)" "$archive" "$run/jib") ;;
    floor)
      options=()
      # shellcheck disable=SC2016
      command=(bash -eo pipefail -c '$1 | tee >(sha256sum) | igzip -1 | sha256sum' bash "$(floor_tar)")
      ;;
  esac
  measure "$@" "${options[@]}" -- "${command[@]}"
}
# jib cannot unpack an archive: it gets the tree, without links and devices
jib_tree() { if [ -d "$context.tree" ]; then echo "$context.tree"; else echo "$context"; fi; }
floor_tar() {
  if [ -f "$context/rootfs.tar.gz" ]; then echo "gzip -dc $context/rootfs.tar.gz"; else echo "tar -C $context -c ."; fi
}
build_alone() { # WORKLOAD STATE TOOL
  case $3 in
    lamina) measure "$@" -- "$lamina" build -t "bench/$1" "$context" ;;
    buildah) measure "$@" -- "${buildah[@]}" bud --layers -t "bench/$1" "$context" ;;
    docker) measure "$@" --daemon "$engine" -- "$docker" build -q -t "bench/$1" "$context" ;;
    jib) to_archive "$@" ;;
  esac
}
forget() { # TOOL: empties its stores and caches
  case $1 in
    lamina) rm -rf "$LAMINA_STORE" ;;
    buildah)
      if [ -d "$run/buildah" ]; then
        "${buildah[@]}" rm -a > "$log" 2>&1
        "${buildah[@]}" rmi -af > "$log" 2>&1
      fi
      ;;
    docker)
      $docker builder prune -af > "$log" 2>&1
      $docker system prune -af > "$log" 2>&1
      ;;
    jib) rm -rf "$run/jib" ;;
  esac
}
readable() { # archives of ours are for all; once for each workload
  if command -v skopeo > "$log"; then
    skopeo inspect "oci-archive:$archive" > "$log"
    skopeo inspect "docker-archive:$archive" > "$log"
    echo "$1: skopeo reads the archive, as oci-archive and as docker-archive"
  fi
}
# Of big, changed is the work of cold, and so is noop of jib: once is enough.
is_due() { # WORKLOAD STATE TOOL ROUND
  if ! in_list "$2" "${states[@]}" || [ "$3" = floor ]; then return 1; fi
  [ "$1/$4" = big/1 ] || [ "$1" != big ] || [ "$2/$3" = noop/lamina ] || [ "$2/$3" = noop/buildah ] ||
    [ "$2/$3" = noop/docker ]
}
turn() { # WORKLOAD TOOL ROUND: all states of one tool
  forget "$2"
  # what changed within two seconds is distrusted by caches
  sleep 2.5
  to_archive "$1" cold "$2" # the other states follow it
  if [ "$2" = lamina ] && [ "$3" = 1 ]; then readable "$1"; fi
  if is_due "$1" noop "$2" "$3"; then build_alone "$1" noop "$2"; fi
  if is_due "$1" changed "$2" "$3"; then
    change
    to_archive "$1" changed "$2"
    change
  fi
  if [ "$2" = lamina ]; then measure "$1" version lamina -- "$lamina" --version; fi
  rm -f "$archive"
  forget "$2"
}
compare() { # WORKLOAD
  local round tool
  workload "$1" $((50000 * SCALE / 100)) $((2500000 * SCALE * $([ "$1" = big ] && echo 8 || echo 1)))
  # all have the context in memory
  find "$context" -type f -exec cat {} + | wc -c > "$log"
  for round in $(seq "$RUNS"); do
    for tool in "${tools[@]}"; do turn "$1" "$tool" "$round"; done
  done
}

# Memory must not grow with the file.
tenth() {
  in_list lamina "${tools[@]}" || return 0
  workload big-tenth 0 $((2000000 * SCALE))
  for _ in $(seq "$RUNS"); do
    forget lamina
    to_archive big-tenth cold lamina
  done
  rm -f "$archive"
}

# Start-up, against a class that prints a line; and the classes that none of these may load.
start() {
  local hello=$run/hello
  mkdir -p "$hello/context"
  echo 'class Hello { public static void main(String[] a) { System.out.println("Hello"); } }' > "$hello/Hello.java"
  "$java_home/bin/javac" -d "$hello" "$hello/Hello.java"
  echo 'Hello' > "$hello/context/hello"
  printf 'FROM scratch\nCOPY hello /\n' > "$hello/context/Dockerfile"
  forget lamina
  "$lamina" build -q -t hello "$hello/context" > "$log"
  for _ in $(seq $((RUNS * 4))); do
    measure start hello java -- "$java" -cp "$hello" Hello
    measure start version lamina -- "$lamina" --version
    measure start images lamina -- "$lamina" images
    measure start noop lamina -- "$lamina" build -t hello "$hello/context"
  done
  classes version --version
  classes images images
  classes noop build -t hello "$hello/context"
}
classes() { # STATE COMMAND...
  local state=$1 found
  shift
  rm -f "$run/classes"
  LAMINA_JAVA_OPTS=-Xlog:class+load:file=$run/classes "$lamina" "$@" > "$log"
  found=$(grep -Ec ' (com\.google\.|org\.apache\.http\.|java\.net\.http\.|org\.apache\.commons\.compress\.)' "$run/classes" || true)
  printf 'start\t%s\tlamina\tclasses\t%s\t%s\n' "$state" "$found" "$(grep -c source: "$run/classes")" >> "$results"
}

linear() {
  local factor round
  for factor in 1 10 100; do
    workload "files-$factor" $((500 * factor * SCALE / 100)) $((25000 * factor * SCALE))
    workload "bytes-$factor" 0 $((200000 * factor * SCALE))
  done
  for round in $(seq "$RUNS"); do
    for factor in 1 10 100; do
      for kind in files bytes; do
        workload "$kind-$factor"
        forget lamina
        to_archive "$kind" "$factor" lamina
        rm -f "$archive"
      done
    done
  done
}

printf '#\t%s, %s processors, %s, %s%% of the workloads, medians of %s\n' "$(date -u +%F)" "$(nproc)" \
  "Java $(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$java_home/release")" "$SCALE" "$RUNS" >> "$results"
if [ "$mode" = linear ]; then
  linear
else
  for name in "${workloads[@]}"; do
    case $name in
      start) start ;;
      big) compare big; tenth ;;
      jdk | many | rootfs) compare "$name" ;;
      *) echo "error: no workload $name" >&2; exit 1 ;;
    esac
  done
fi
report
