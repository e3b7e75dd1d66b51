#!/usr/bin/env python3
"""Makes the contexts that compare.sh builds. The same arguments give the same files (of jdk: on a
machine with the same JDK, of rootfs: of the same tar).

workload.py jdk SCALE DIRECTORY JAVA_HOME   a tree of a JDK, cut or filled to 300 MB
workload.py many FILES BYTES DIRECTORY      small text files
workload.py big BYTES DIRECTORY             one file, half of it text, half of it noise
workload.py rootfs SCALE DIRECTORY TAR      ADD of a part of a tar; rootfs.tar.gz, and with one file
                                            changed beside the context: changed.tar.gz
workload.py flip FILE                       changes one byte in the middle, or changes it back
workload.py tree TAR DIRECTORY              what of a tar is directories and regular files

SCALE is percent of bytes (many and big are told what they come to). Each also writes a Dockerfile,
and the name of the file that may be flipped to DIRECTORY.change.
"""
import gzip
import io
import os
import random
import sys
import tarfile

MB = 1_000_000
RUN = 128 * 1024  # of noise or text


class Text:
    """Lines of words, of which the frequent ones are short."""

    def __init__(self, seed, size=8 * MB):
        r = random.Random(seed)
        letters = "etaoinshrdlucmfwypvbgkjqxz"
        words = []
        for rank in range(6000):
            length = 2 + rank.bit_length() // 2 + r.randrange(5)
            words.append("".join(r.choices(letters, weights=range(26, 0, -1), k=length)))
        weights = [1 / (rank + 3) for rank in range(6000)]
        chosen = r.choices(words, weights=weights, k=size // 4)
        lines = (" ".join(chosen[i : i + 10]) for i in range(0, len(chosen), 10))
        self.pool = "\n".join(lines).encode()
        self.random = r

    def take(self, size):
        """Some of the text; two of the same text are far from each other."""
        parts = []
        while size > 0:
            n = min(size, RUN)
            at = self.random.randrange(len(self.pool) - n)
            parts.append(self.pool[at : at + n])
            size -= n
        return b"".join(parts)


def dockerfile(directory, line):
    with open(os.path.join(directory, "Dockerfile"), "w") as file:
        file.write(f"FROM scratch\n{line}\n")


def changing(directory, name):
    with open(directory.rstrip("/") + ".change", "w") as file:
        file.write(os.path.join(directory, name))


def jdk(scale, directory, home):
    cap = 300 * MB * scale // 100
    sources = []
    for folder, folders, names in os.walk(home, followlinks=True):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                sources.append((os.path.relpath(path, home), path, os.path.getsize(path)))
    room, copy, change = cap, 0, None
    while room > 0:
        for name, path, size in sources:
            n = min(room, max(1, size * scale // 100))
            if room <= 0:
                break
            # a JDK that is too small comes twice, the second time with other bytes
            to = os.path.join(directory, "jdk" if copy == 0 else f"jdk-{copy}", name)
            os.makedirs(os.path.dirname(to), exist_ok=True)
            with open(path, "rb") as source, open(to, "wb") as target:
                data = source.read(n)
                target.write(data if copy == 0 else bytes(copy ^ b for b in data[:64]) + data[64:])
            os.chmod(to, 0o755 if os.access(path, os.X_OK) else 0o644)
            room -= n
            # a file of some ten kilobytes, as one that somebody edits
            if change is None and 10_000 * scale // 100 <= n <= 100_000 * scale // 100:
                change = os.path.relpath(to, directory)
        copy += 1
    dockerfile(directory, "COPY . /opt/")
    changing(directory, change)


def many(count, total, directory):
    text = Text("many")
    mean = max(1, total // count)
    for i in range(count):
        folder = os.path.join(directory, f"module{i // 2500:02}", f"package{i // 100 % 25:02}")
        if i % 100 == 0:
            os.makedirs(folder, exist_ok=True)
        # pairs of a small and a large one, with the mean that was asked for
        if i % 2 == 0:
            size = text.random.randrange(mean // 5, 2 * mean - mean // 5)
        else:
            size = 2 * mean - size
        with open(os.path.join(folder, f"file{i:06}.txt"), "wb") as file:
            file.write(text.take(size))
    dockerfile(directory, "COPY . /app/")
    changing(directory, "module00/package00/file000000.txt")


def big(total, directory):
    text = Text("big")
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, "data.bin"), "wb") as file:
        noisy = False
        while total > 0:
            n = min(total, RUN)
            file.write(text.random.randbytes(n) if noisy else text.take(n))
            noisy = not noisy
            total -= n
    dockerfile(directory, "COPY data.bin /")
    changing(directory, "data.bin")


def rootfs(scale, directory, source):
    os.makedirs(directory, exist_ok=True)
    members, total = [], 0
    with tarfile.open(source) as tar:
        for member in tar:
            members.append(member)
            total += member.size
    room = total * scale // 100
    changed = directory.rstrip("/") + ".changed.tar.gz"
    with tarfile.open(source) as tar, packed(os.path.join(directory, "rootfs.tar.gz")) as out, packed(
        changed
    ) as other:
        kept, done = set(), False
        for member in tar:
            # links may name what was left out, but for hard links
            if member.size > room or (member.islnk() and member.linkname not in kept):
                continue
            room -= member.size
            kept.add(member.name)
            data = tar.extractfile(member).read() if member.isreg() else b""
            out.add(member, data)
            if not done and 10_000 <= len(data) <= 100_000:
                done, middle = True, len(data) // 2
                data = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
            other.add(member, data)
    dockerfile(directory, "ADD rootfs.tar.gz /")


class packed:
    """A tar.gz without a name or time of its own."""

    def __init__(self, name):
        self.file = open(name, "wb")
        self.gzip = gzip.GzipFile("", "wb", 6, self.file, 0)
        self.tar = tarfile.open(fileobj=self.gzip, mode="w", format=tarfile.PAX_FORMAT)

    def __enter__(self):
        return self

    def add(self, member, data):
        self.tar.addfile(member, io.BytesIO(data))

    def __exit__(self, *_):
        for part in (self.tar, self.gzip, self.file):
            part.close()


def flip(name):
    with open(name, "r+b") as file:
        at = os.path.getsize(name) // 2
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 1]))


def tree(source, directory):
    with tarfile.open(source) as tar:
        for member in tar:
            if member.isdir() or member.isreg():
                member.mode |= 0o600
                tar.extract(member, directory, filter="tar")


def main(kind, *words):
    values = [int(word) if word.isdigit() else word for word in words]
    {"jdk": jdk, "many": many, "big": big, "rootfs": rootfs, "flip": flip, "tree": tree}[kind](*values)


main(*sys.argv[1:])
