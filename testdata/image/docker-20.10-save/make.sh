#!/bin/sh
# Made with Docker 20.10.24 (Debian 12, classic image store): docker save of two images that share
# their first layer, three tags; the shared layer is a symlink the second time. Compressed outside.
# Usage: make.sh (needs a Docker daemon; times differ from run to run, so images.golden changes too)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
printf 'hello\n' >"$context/hello.txt"
printf 'second\n' >"$context/second.txt"
printf 'FROM scratch\nCOPY hello.txt /\nCMD ["/hello"]\n' >"$context/a"
printf 'FROM scratch\nCOPY hello.txt /\nENV A=b\nCOPY second.txt /\n' >"$context/b"
DOCKER_BUILDKIT=0 docker build -q -t example.org/fixture/a:1 -f "$context/a" "$context"
DOCKER_BUILDKIT=0 docker build -q -t example.org/fixture/b:1 -f "$context/b" "$context"
docker tag example.org/fixture/a:1 example.org/fixture/a:latest
docker save example.org/fixture/a:1 example.org/fixture/a:latest example.org/fixture/b:1 |
  gzip -9n >"$here/archive.tar"
