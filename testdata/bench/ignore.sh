#!/usr/bin/env bash
# How long a context of 100,000 files with 500 ignore patterns takes to look through, against find
# with a stat of each file; and how patterns differ in what they cost. Compile first:
# mvn -q -pl builder-core test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
set -euo pipefail
core=$(cd "$(dirname "$0")/../../builder-core" && pwd)
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
classes=$core/target/classes:$core/target/test-classes:$(cat "$core/target/classpath")

for a in {1..20}; do
  for b in {1..20}; do
    mkdir -p "$context/dir$a/sub$b/src"
    (cd "$context/dir$a/sub$b/src" && touch file{1..80}.txt file{81..250}.java)
  done
done
for i in {1..100}; do
  printf 'dir%d/sub%d/gen%d\n**/target%d\n*.tmp%d\n**/*.o%d\n' $((i % 20)) "$i" "$i" "$i" "$i" "$i"
done > "$context/.dockerignore"
for i in {1..60}; do echo "dir$i/**/build$i*"; done >> "$context/.dockerignore"
for i in {1..40}; do echo "!**/keep$i.txt"; done >> "$context/.dockerignore"

for _ in {1..15}; do
  start=$(date +%s%N)
  find "$context" -printf '%s %m %T@ %p\n' > /dev/null
  echo $((($(date +%s%N) - start) / 1000000))
done | sort -n | sed -n '8s/.*/find: median & ms/p'
java -cp "$classes" dev.lamina.bench.IgnoreBench scan "$context"
java -cp "$classes" dev.lamina.bench.IgnoreBench patterns
