#!/usr/bin/env bash
# Makes the archives beside it, header by header: tar itself cannot be made to write most of these.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C

# text, then NULs up to a width
field() {
  printf '%s' "$1"
  head -c $(($2 - ${#1})) /dev/zero
}

# NAME TYPE MODE UID GID SIZE MTIME LINK MAJOR MINOR [CHECKSUM]: 512 bytes of a ustar header
header() {
  local checksum=${11:-}
  field "$1" 100
  printf '%07o\0%07o\0%07o\0%011o\0%011o\0' "0$3" "$4" "$5" "$6" "$7"
  if [ -n "$checksum" ]; then printf '%06o\0 ' "$checksum"; else printf '        '; fi
  printf '%s' "$2"
  field "$8" 100
  printf 'ustar\00000'
  field '' 32
  field '' 32
  printf '%07o\0%07o\0' "$9" "${10}"
  field '' 155
  field '' 12
}

# As above, with the right checksum.
sealed() {
  local sum
  sum=$(header "$@" | od -An -v -tu1 | awk '{ for (i = 1; i <= NF; i++) s += $i } END { print s }')
  header "$@" "$sum"
}

# CONTENT, filled up to a block
blocks() {
  printf '%s' "$1"
  head -c $(((512 - ${#1} % 512) % 512)) /dev/zero
}

owner=3 group=4 mtime=1000000000
file() { # NAME CONTENT [MODE]
  sealed "$1" 0 "${3:-644}" $owner $group ${#2} $mtime '' 0 0
  blocks "$2"
}
directory() { sealed "$1/" 5 "$2" "${3:-$owner}" "${4:-$group}" 0 $mtime '' 0 0; } # NAME MODE [UID GID]
symlink() { sealed "$1" 2 777 $owner $group 0 $mtime "$2" 0 0; }                    # NAME TARGET
hardlink() { sealed "$1" 1 644 $owner $group 0 $mtime "$2" 0 0; }                   # NAME TARGET
extended() { # TYPE NAME RECORDS
  sealed "$2" "$1" 644 0 0 ${#3} $mtime '' 0 0
  blocks "$3"
}
record() { # KEY VALUE: a pax record, which begins with its own length
  local rest=" $1=$2" length
  length=$((${#rest} + 1))
  length=$((length + ${#length}))
  [ ${#length} = $((length - ${#rest} - 1)) ] || length=$((length + 1))
  printf '%s%s\n' "$length" "$rest"
}
end() { head -c 1024 /dev/zero; }

{
  directory . 700 9 9
  directory ./d 750
  file ./d/f F 4711
  symlink ./l d/f
  hardlink ./h ./d/f
  file imp/deep/x X
} > entries
{ cat entries; end; } > a.tar
gzip -nc9 a.tar > a.tgz
gzip -nc9 a.tar > a.noext
bzip2 -c a.tar > a.tbz
xz -c a.tar > a.txz
xz --format=lzma -c a.tar > a.lzma
zstd -qc a.tar > a.tzst
printf 'just text\n' | gzip -n9 > plain.gz
: > empty.tar
head -c 10240 /dev/zero > zeros.tar
# after the header of d/f, its one byte and ten bytes of what fills the block
head -c $((512 + 512 + 512 + 11)) a.tar > trunc.tar
head -c $(($(stat -c %s a.tgz) / 2)) a.tgz > trunc.tgz
{ file good G; head -c 1024 /dev/zero | tr '\0' Z; end; } > garb.tar
{ cat a.tar; printf 'what comes after the end\n'; } > trail.tar
{ file adir 'now file'; directory afile 711; file afile/x x; file slink/via via; file flink f; end; } > conf.tar
{ directory slink 711; file slink/y y; directory adir 711 8 8; end; } > conf2.tar
{ file ../up up; file ok ok; end; } > dots.tar
{ file /abs/f f; end; } > abs.tar
{ symlink ev /tmp; file ev/pwn pwn; end; } > evil.tar
{ symlink ev ../../../../tmp; file ok ok; end; } > evil2.tar
{ hardlink h missing; end; } > hl.tar
{ file .wh.adir ''; file realdir/.wh..wh..opq ''; file z z; end; } > wh.tar
{
  sealed null 3 666 $owner $group 0 $mtime '' 1 3
  sealed p 6 644 $owner $group 0 $mtime '' 0 0
  file k k
  end
} > dev.tar
{ extended x x "$(record SCHILY.xattr.user.a value)"$'\n'; file x x; end; } > xattr.tar
{ file x 1; file x 2 600; end; } > dup.tar
{ extended x x "$(record mtime 1000000000.75)"$'\n'; file x s; end; } > subsec.tar
long=$(printf 'n%.0s' {1..150})
{
  extended x x "$(record path "$long/"; record uid 3000000000)"$'\n'
  directory long 755
  extended x x "$(record path "$long/f"; record uid 3000000000)"$'\n'
  file f f
  end
} > gnu.tar
{ extended g pax_global_header "$(record comment 0123456789012345678901234567890123456789)"$'\n'; file content.txt c; end; } > global.tar
{ extended g pax_global_header 'no record'$'\n'; file content.txt c; end; } > badglobal.tar
{ file foo t; end; } > t.tar
{ file bar b; end; } > b.tar
{ directory etc/dnf 755; file etc/dnf/dnf.conf c; end; } > implied.tar
{ directory run 755; directory var 755; symlink var/run /run; end; } > rootfs.tar
{
  directory var/run/act 755
  file var/run/act/HEAD h
  hardlink var/run/act/HEAD.link var/run/act/HEAD
  end
} > payload.tar
{ file setuid s 4755; file setgid s 2755; directory sticky 1777; end; } > bits.tar
rm entries
