#!/usr/bin/env bash
# Lamina and others at the same work, alternating. See --help, and docs/performance.md.
set -euo pipefail
usage() {
  cat << 'TEXT'
Usage: compare.sh            time, processor and memory of builds, by Lamina and by others
       compare.sh --linear   what 1, 10 and 100 times the files and bytes cost Lamina, and a plot

Prints tables of medians, and which limits are met. Compile first: mvn -q -DskipTests package.
Needs python3, and root for buildah and docker; a tool that is missing is left out.

Environment:
  WORKLOADS  of "start jdk many rootfs big"; default all
  TOOLS      of "lamina buildah docker jib floor"; default all
  RUNS       a number, or numbers as in the default "start=11 jdk=5 many=2 rootfs=3 big=1 linear=3"
  SCALE      size of workloads in percent, default 100; limits are meant for 100
  SCRATCH    where the scratch directory is made, default $TMPDIR or /tmp; 20 GB at SCALE 100
  RESULTS    file that keeps each single measurement
  PLOT       file for the plot, default docs/linear.svg
  STORAGE_DRIVER  of buildah, default vfs
TEXT
}
mode=compare
case ${1:-} in
  --linear) mode=linear ;;
  -h | --help) usage && exit ;;
  ?*) usage >&2 && exit 2 ;;
esac

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
lamina=$root/builder-cli/bin/lamina
scale=${SCALE:-100}
read -ra workloads <<< "${WORKLOADS:-start jdk many rootfs big}"
read -ra tools <<< "${TOOLS:-lamina buildah docker jib floor}"
PATH=$PATH:/usr/sbin:/sbin
scratch=$(mktemp -d "${SCRATCH:-${TMPDIR:-/tmp}}/compare.XXXXXX")
results=${RESULTS:-$scratch/results}
: > "$results"
daemon=
failed=
finish() {
  trap '' INT TERM
  if [ -n "$daemon" ]; then
    kill "$daemon" 2> /dev/null || true
    wait "$daemon" 2> /dev/null || true
  fi
  rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' INT TERM
export LAMINA_STORE=$scratch/lamina DOCKER_CONFIG=$scratch/docker-config TMPDIR=$scratch/tmp
mkdir "$TMPDIR" "$DOCKER_CONFIG"
echo '{}' > "$DOCKER_CONFIG/config.json"
# the first start makes the archive of classes
"$lamina" --version > /dev/null

runs_of() { # WORKLOAD
  local word
  for word in start=11 jdk=5 many=2 rootfs=3 big=1 linear=3 ${RUNS:-}; do
    case $word in "$1"=*) echo "${word#*=}" ;; *[!0-9]*) ;; *) echo "$word" ;; esac
  done | tail -n 1
}
# One measurement; a command that fails is told, and the others go on.
measure() { # WORKLOAD STATE TOOL [OPTION]... -- COMMAND...
  sync
  python3 "$here/compare/measure.py" "$results" "$@" || {
    echo "failed: $1 $2 $3" >&2
    failed=yes
  }
}

# -- the tools: forget all, build to an archive, build to the tool's own store

output=$scratch/output
reset_lamina() {
  rm -rf "$LAMINA_STORE"
  # what has changed in the last two seconds is not trusted; files of users are older
  sleep 2.1
}
archive_lamina() { "$@" --output "$output" -- "$lamina" build -q -t bench -o "type=oci,dest=$output" "$context"; }
store_lamina() { "$@" -- "$lamina" build -q -t bench "$context"; }

buildah="buildah --root $scratch/buildah/root --runroot $scratch/buildah/run --storage-driver ${STORAGE_DRIVER:-vfs}"
bud="$buildah bud -q --layers --isolation chroot -t bench"
reset_buildah() { rm -rf "$scratch/buildah"; }
archive_buildah() { "$@" --output "$output" -- sh -ec "$bud $context; $buildah push -q bench oci-archive:$output:bench"; }
store_buildah() { "$@" -- sh -c "$bud $context"; }

docker=docker
[ ! -x /usr/bin/docker ] || docker=/usr/bin/docker
start_docker() {
  local driver place
  for driver in overlay2 vfs; do
    place=$scratch/docker-$driver
    mkdir "$place"
    echo '{}' > "$place/daemon.json"
    unshare --net dockerd --config-file="$place/daemon.json" --bridge=none --iptables=false --ip-masq=false \
      --storage-driver=$driver --data-root="$place/data" --exec-root="$place/exec" --pidfile="$place/pid" \
      --host="unix://$place/socket" > "$place/log" 2>&1 &
    daemon=$!
    export DOCKER_HOST=unix://$place/socket
    for _ in {1..150}; do
      if $docker info > /dev/null 2>&1; then
        $docker buildx version > /dev/null 2>&1 || export DOCKER_BUILDKIT=0
        return
      fi
      kill -0 "$daemon" 2> /dev/null || break
      sleep 0.2
    done
    kill "$daemon" 2> /dev/null || true
    wait "$daemon" || true
    daemon=
  done
  return 1
}
reset_docker() {
  $docker image prune -af > /dev/null
  $docker builder prune -af > /dev/null 2>&1 || true
}
archive_docker() {
  "$@" --daemon "$daemon" --output "$output" -- \
    bash -ec "set -o pipefail; $docker build -q --network none -t bench $context; $docker save bench | gzip > $output"
}
store_docker() { "$@" --daemon "$daemon" -- $docker build -q --network none -t bench "$context"; }

# Jib has no store: again is to an archive, too
libraries=$root/builder-cli/target/lib
reset_jib() { rm -rf "$scratch/jib"; }
archive_jib() {
  "$@" --output "$output" -- java -cp "$libraries/*:$scratch/classes" JibBuild "$tree" "$output" "$scratch/jib"
}
store_jib() { archive_jib "$@"; }

# what reading, two digests and the fastest encoder cost
reset_floor() { :; }
archive_floor() {
  local source="tar -C $context -c ."
  [ ! -f "$context/rootfs.tar.gz" ] || source="igzip -dc $context/rootfs.tar.gz"
  "$@" -- bash -c "set -o pipefail; $source | tee >(sha256sum > $scratch/tar-digest) | igzip -1 | sha256sum"
}

leave_out() { # TOOL WHY
  echo "left out: $1 ($2)"
  local kept=() tool
  for tool in "${tools[@]}"; do [ "$tool" = "$1" ] || kept+=("$tool"); done
  tools=("${kept[@]}")
}
prepare_tools() {
  local tool
  for tool in "${tools[@]}"; do
    case $tool in
      lamina) ;;
      buildah) command -v buildah > /dev/null || leave_out buildah 'not installed' ;;
      docker) if ! command -v dockerd > /dev/null || ! start_docker; then leave_out docker 'no dockerd starts here'; fi ;;
      jib)
        mkdir "$scratch/classes"
        javac -d "$scratch/classes" -cp "$libraries/*" "$here/compare/JibBuild.java" || leave_out jib 'no javac'
        ;;
      floor) command -v igzip > /dev/null || leave_out floor 'no igzip: package isal' ;;
      *) echo "no such tool: $tool" >&2 && exit 2 ;;
    esac
  done
}

# -- the workloads

make_workload() { python3 "$here/compare/workload.py" "$@"; }
# A tar of a root file system: the one of DebianIT, else of debootstrap, else of parts of this system.
rootfs_tar() {
  local debian=${XDG_CACHE_HOME:-$HOME/.cache}/lamina-tests/debian-bookworm-minbase.tar.gz
  if [ -f "$debian" ]; then
    ln -s "$debian" "$scratch/source.tar"
    echo 'rootfs: Debian bookworm, minbase'
  elif command -v debootstrap > /dev/null && debootstrap --variant=minbase bookworm "$scratch/debian" > "$scratch/log" 2>&1; then
    tar -C "$scratch/debian" --numeric-owner -cf "$scratch/source.tar" .
    echo 'rootfs: Debian bookworm, minbase'
  else
    echo 'rootfs: no debootstrap here, or no mirror; parts of /usr of this machine instead'
    tar -C / --numeric-owner -cf "$scratch/source.tar" usr/bin usr/sbin usr/share/doc usr/share/perl usr/share/zoneinfo
  fi
}
# Sets context, tree (the same for who knows no ADD) and change (of what is flipped).
prepare() { # WORKLOAD
  context=$scratch/$1 tree=$scratch/$1
  mkdir "$context"
  case $1 in
    jdk) make_workload jdk "$scale" "$context" "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" ;;
    many) make_workload many $((50000 * scale / 100)) $((2500000 * scale)) "$context" ;;
    big) make_workload big $((20000000 * scale)) "$context" ;;
    rootfs)
      rootfs_tar
      make_workload rootfs "$scale" "$context" "$scratch/source.tar"
      tree=$scratch/rootfs-tree
      make_workload tree "$context/rootfs.tar.gz" "$tree"
      ;;
    *) echo "no such workload: $1" >&2 && exit 2 ;;
  esac
  [ "$1" = rootfs ] || change=$(cat "$context.change")
  echo "$1: $(find "$tree" -type f | wc -l) files, $(($(du -sb "$tree" | cut -f1) / 1000000)) MB"
}
# Changes one file, or changes it back.
flip() { # WORKLOAD
  if [ "$1" = rootfs ]; then
    mv "$context/rootfs.tar.gz" "$scratch/other"
    mv "$context.changed.tar.gz" "$context/rootfs.tar.gz"
    mv "$scratch/other" "$context.changed.tar.gz"
    make_workload flip "$(find "$tree" -type f -size +10k -size -100k | LC_ALL=C sort | head -n 1)"
  else
    make_workload flip "$change"
  fi
}
compare() { # WORKLOAD
  local round tool
  prepare "$1"
  find "$context" "$tree" -type f -exec cat {} + > /dev/null
  for ((round = 1; round <= $(runs_of "$1"); round++)); do
    for tool in "${tools[@]}"; do
      reset_"$tool"
      rm -f "$output"
      archive_"$tool" measure "$1" cold "$tool"
      if [ "$tool" = lamina ] && [ "$round" = 1 ] && command -v skopeo > /dev/null; then
        skopeo inspect "oci-archive:$output" > /dev/null
        skopeo inspect "docker-archive:$output" > /dev/null
      fi
      [ "$tool" != floor ] || continue
      store_"$tool" measure "$1" no-op "$tool"
      flip "$1"
      rm -f "$output"
      archive_"$tool" measure "$1" changed "$tool"
      flip "$1"
      reset_"$tool"
    done
  done
  rm -rf "$context" "$tree" "$output" "$scratch/source.tar"
  if [ "$1" = big ]; then
    # a tenth, for what memory it takes
    context=$scratch/tenth
    mkdir "$context"
    make_workload big $((2000000 * scale)) "$context"
    reset_lamina
    archive_lamina measure tenth cold lamina
    rm -rf "$context" "$output"
  fi
}

# What a start costs, against a class that only says hello, and which classes it loads.
start() {
  local round state
  mkdir "$scratch/hello"
  echo 'class Hello { public static void main(String[] a) { System.out.println("hello"); } }' > "$scratch/hello/Hello.java"
  javac -d "$scratch/hello" "$scratch/hello/Hello.java"
  context=$root/testdata/build/hello
  reset_lamina
  "$lamina" build -q -t bench "$context" > /dev/null
  for ((round = 1; round <= $(runs_of start); round++)); do
    measure start class java -- java -cp "$scratch/hello" Hello
    measure start version lamina -- "$lamina" --version
    measure start images lamina -- "$lamina" images
    measure start no-op lamina -- "$lamina" build -q -t bench "$context"
  done
  for state in version images no-op; do
    local arguments=(--version)
    [ $state = version ] || arguments=(images)
    [ $state != no-op ] || arguments=(build -q -t bench "$context")
    LAMINA_JAVA_OPTS="${LAMINA_JAVA_OPTS:-} -Xlog:class+load=info:file=$scratch/classes-$state" \
      "$lamina" "${arguments[@]}" > /dev/null
    printf 'start\t%s\tclasses\t%d\t%d\n' $state "$(grep -c source: "$scratch/classes-$state")" "$(grep -cE \
      'com\.google\.cloud\.tools\.jib|org\.apache\.http|java\.net\.http|org\.apache\.commons\.compress' "$scratch/classes-$state")" >> "$results"
  done
}

linear() {
  local n round
  tools=(lamina)
  for n in 1 10 100; do
    for kind in files bytes; do
      context=$scratch/$kind-$n
      mkdir "$context"
      if [ $kind = files ]; then
        make_workload many $((500 * n * scale / 100)) $((25000 * n * scale)) "$context"
      else
        make_workload big $((200000 * n * scale)) "$context"
      fi
      for ((round = 1; round <= $(runs_of linear); round++)); do
        reset_lamina
        archive_lamina measure $kind $n lamina
      done
      rm -rf "$context"
    done
  done
}

echo "$(date -u +%F), $(nproc) cores ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)), $(uname -sr), $(java -version 2>&1 | head -n 1), scale $scale %"
if [ $mode = linear ]; then
  linear
  python3 "$here/compare/report.py" linear "$results" "$scale" "${PLOT:-$root/docs/linear.svg}"
else
  prepare_tools
  for workload in "${workloads[@]}"; do
    if [ "$workload" = start ]; then start; else compare "$workload"; fi
  done
  echo "lamina $("$lamina" --version); $(buildah --version 2> /dev/null || true), ${STORAGE_DRIVER:-vfs}; docker $([ -z "$daemon" ] || $docker info -f '{{.ServerVersion}}, {{.Driver}}' 2> /dev/null)"
  python3 "$here/compare/report.py" compare "$results"
fi
[ -z "$failed" ]
