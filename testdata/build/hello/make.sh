#!/bin/sh
# Makes `hello` again (checked in, so that a build needs no compiler). Made with gcc 12.2.0 of Debian 12.
set -eu
cd "$(dirname "$0")"
gcc -Os -static -nostdlib -nostartfiles -ffreestanding -fno-pie -no-pie \
  -fno-asynchronous-unwind-tables -fcf-protection=none -fno-ident \
  -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,norelro -s -o hello hello.c
chmod 755 hello
