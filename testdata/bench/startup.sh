#!/usr/bin/env bash
# How long the command takes to start, beside a class Hello on the same JVM, alternating: medians of
# wall-clock milliseconds and of CPU milliseconds (user and system), and how many classes are loaded.
# On each JDK from 17 on below /usr/lib/jvm. Compile first: mvn -q -DskipTests package.
# Usage: startup.sh [ROUNDS]; scratch space is in $TMPDIR.
set -euo pipefail
rounds=${1:-15}
here=$(cd "$(dirname "$0")" && pwd)
lamina=$here/../../builder-cli/bin/lamina
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LAMINA_STORE=$scratch/store XDG_CACHE_HOME=$scratch/cache
cp -r "$here/../build/hello" "$scratch/context"
cat > "$scratch/Hello.java" <<'JAVA'
public class Hello { public static void main(String[] a) { System.out.println("Hello"); } }
JAVA

hello() { "$JAVA_HOME/bin/java" -cp "$scratch" Hello; }
version() { "$lamina" --version; }
images() { "$lamina" images; }
noop() { "$lamina" build -q -t hello "$scratch/context"; }
first() { rm -rf "$LAMINA_STORE"; noop; }

# milliseconds: wall, CPU
timed() {
  local TIMEFORMAT='%R %U %S'
  { time "$1" > /dev/null 2> "$scratch/errors"; } 2>&1 | awk '{ printf "%d %d\n", $1 * 1000, ($2 + $3) * 1000 }'
}
median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }
loaded() {
  if [ "$1" = hello ]; then
    "$JAVA_HOME/bin/java" -Xlog:class+load:stderr:none -cp "$scratch" Hello 2>&1 > /dev/null | wc -l
  else
    LAMINA_JAVA_OPTS='-Xlog:class+load:stderr:none' "$1" 2>&1 > /dev/null | wc -l
  fi
}

cases=(hello version images first noop)
seen=
for JAVA_HOME in /usr/lib/jvm/*/; do
  JAVA_HOME=$(readlink -f "$JAVA_HOME")
  export JAVA_HOME
  case $seen in *" $JAVA_HOME "*) continue ;; esac
  seen="$seen $JAVA_HOME "
  if [ ! -x "$JAVA_HOME/bin/javac" ] || [ ! -r "$JAVA_HOME/release" ]; then continue; fi
  name=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")
  [ "${name%%.*}" -ge 17 ] || continue
  "$JAVA_HOME/bin/javac" -d "$scratch" "$scratch/Hello.java"
  rm -f "$scratch"/times-*
  start=$(date +%s%N)
  version > /dev/null
  making=$((($(date +%s%N) - start) / 1000000))
  for ((i = 0; i < rounds; i++)); do
    for c in "${cases[@]}"; do timed "$c" >> "$scratch/times-$c"; done
  done
  echo "Java $name (the very first start, which makes the archive: $making ms)"
  printf '%-10s %8s %7s %8s %7s %8s\n' '' 'wall ms' ratio 'CPU ms' ratio classes
  for c in "${cases[@]}"; do
    wall=$(cut -d' ' -f1 "$scratch/times-$c" | median)
    cpu=$(cut -d' ' -f2 "$scratch/times-$c" | median)
    [ "$c" = hello ] && wall0=$wall && cpu0=$cpu
    awk -v c="$c" -v w="$wall" -v u="$cpu" -v w0="$wall0" -v u0="$cpu0" -v n="$(loaded "$c")" \
      'BEGIN { printf "%-10s %8d %7.2f %8d %7.2f %8d\n", c, w, w / w0, u, u / u0, n }'
  done
done
