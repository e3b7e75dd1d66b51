#!/usr/bin/env python3
"""Runs a command and adds a line to a file: workload, state, tool, seconds, CPU seconds (user and
system, of the command and all that it waited for), peak KiB (of its largest process), and the size
of what it wrote.

measure.py RESULTS WORKLOAD STATE TOOL [--daemon PID] [--output FILE] -- COMMAND...

With --daemon the processor time of that process and its children counts too, and its peak.
"""
import os
import subprocess
import sys
import time


def family(pid):
    """A process and all its descendants."""
    found = [pid]
    for at in found:
        try:
            for task in os.listdir(f"/proc/{at}/task"):
                with open(f"/proc/{at}/task/{task}/children") as file:
                    found += [int(child) for child in file.read().split()]
        except FileNotFoundError:
            pass
    return found


def processor_seconds(pids):
    """What they have used, with children that have ended."""
    ticks = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as file:
                ticks += sum(int(n) for n in file.read().rsplit(")", 1)[1].split()[11:15])
        except FileNotFoundError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


def forget_peak(pids):
    for pid in pids:
        try:
            with open(f"/proc/{pid}/clear_refs", "w") as file:
                file.write("5")
        except OSError:
            pass


def peak(pids):
    most = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/status") as file:
                most = max([most] + [int(l.split()[1]) for l in file if l.startswith("VmHWM")])
        except FileNotFoundError:
            pass
    return most


def main(arguments):
    results, workload, state, tool = arguments[:4]
    cut = arguments.index("--")
    options = dict(zip(arguments[4:cut:2], arguments[5:cut:2]))
    daemon = int(options.get("--daemon", 0))
    pids = family(daemon) if daemon else []
    forget_peak(pids)
    before = processor_seconds(pids)
    with open(results + ".log", "w+b") as log:
        start = time.monotonic()
        process = subprocess.Popen(
            arguments[cut + 1 :], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            log.seek(0)
            said = log.read().decode(errors="replace").splitlines()[:5]
            command = " ".join(arguments[cut + 1 :])
            sys.exit("\n".join([*said, f"{command}: exit code {process.returncode}"]))
    pids = family(daemon) if daemon else []
    processor = usage.ru_utime + usage.ru_stime + processor_seconds(pids) - before
    most = max(usage.ru_maxrss, peak(pids))
    output = options.get("--output")
    size = os.path.getsize(output) if output else 0
    with open(results, "a") as file:
        file.write(f"{workload}\t{state}\t{tool}\t{seconds:.4f}\t{processor:.3f}\t{most}\t{size}\n")


main(sys.argv[1:])
