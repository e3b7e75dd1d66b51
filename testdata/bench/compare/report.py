#!/usr/bin/env python3
"""Tables of what measure.py wrote.

report.py compare RESULTS              medians, ratios, and which of LIMITS are met
report.py linear RESULTS SCALE PLOT    what 1, 10 and 100 times the work cost; writes the plot
"""
import math
import sys
from statistics import median

SECONDS, CPU, PEAK, SIZE = range(4)
MIB = 1024

# Text, what is measured, what it is divided by (nothing: 1), at most. Of a measurement: workload,
# state, tool. The value is of seconds, but where a function says otherwise.
BUILDERS = {"jdk": 0.30, "many": 0.10, "rootfs": 0.25, "big": 0.35}
LIMITS = [(f"{w}, cold, of buildah", (w, "cold", "lamina"), (w, "cold", "buildah"), most) for w, most in BUILDERS.items()]
LIMITS += [(f"{w}, cold, of docker build + save + gzip", (w, "cold", "lamina"), (w, "cold", "docker"), 0.30) for w in BUILDERS]
LIMITS += [(f"{w}, cold, of Jib Core", (w, "cold", "lamina"), (w, "cold", "jib"), 0.40) for w in BUILDERS]
LIMITS += [
    ("jdk, cold, of the floor's time (0.7 of its speed)", ("jdk", "cold", "lamina"), ("jdk", "cold", "floor"), 1 / 0.7),
    ("big, cold, of the floor's time (1.0 of its speed)", ("big", "cold", "lamina"), ("big", "cold", "floor"), 1.0),
    ("jdk, no-op, of --version", ("jdk", "no-op", "lamina"), ("start", "version", "lamina"), 3.0),
    ("many, no-op, seconds more than --version", ("many", "no-op", "lamina"), ("start", "version", "lamina"), "+1.5"),
]
LIMITS += [(f"{w}, no-op, of {t}", (w, "no-op", "lamina"), (w, "no-op", t), 0.15) for w in BUILDERS for t in ("buildah", "docker")]
LIMITS += [
    ("jdk, one file changed, of the cold build", ("jdk", "changed", "lamina"), ("jdk", "cold", "lamina"), 0.6),
    ("jdk, one file changed, of buildah", ("jdk", "changed", "lamina"), ("jdk", "changed", "buildah"), 0.2),
    ("--version, of a bare class", ("start", "version", "lamina"), ("start", "class", "java"), 2.0),
    ("images, of a bare class", ("start", "images", "lamina"), ("start", "class", "java"), 3.0),
    ("no-op of hello, of a bare class", ("start", "no-op", "lamina"), ("start", "class", "java"), 4.0),
]
PEAK_LIMIT = 200  # MiB, of every workload
PEAK_GROWTH = 1.1  # of big to a tenth of it: "the same", but for noise


def read(name):
    """Of each workload, state and tool the medians of its columns; of classes their numbers."""
    rows, classes = {}, {}
    with open(name) as file:
        for line in file:
            workload, state, tool, *numbers = line.rstrip("\n").split("\t")
            if tool == "classes":
                classes[state] = [int(n) for n in numbers]
            else:
                rows.setdefault((workload, state, tool), []).append([float(n) for n in numbers])
    return {key: [median(column) for column in zip(*values)] + [len(values)] for key, values in rows.items()}, classes


def table(head, lines):
    print("| " + " | ".join(head) + " |")
    print("|---|" + "---|" * (len(head) - 1))
    for line in lines:
        print("| " + " | ".join(line) + " |")
    print()


def measurements(medians):
    lines = []
    for (workload, state, tool), values in medians.items():
        ours = medians.get((workload, state, "lamina"))
        ratio = f"{ours[SECONDS] / values[SECONDS]:.2f}" if ours and tool != "lamina" else ""
        size = f"{values[SIZE] / 1e6:.1f}" if values[SIZE] else ""
        lines.append(
            [workload, state, tool, f"{values[SECONDS]:.2f}", ratio, f"{values[CPU]:.2f}"]
            + [f"{values[PEAK] / MIB:.0f}", size, str(values[-1])]
        )
    table(["workload", "state", "tool", "seconds", "lamina's part", "CPU seconds", "peak MiB", "archive MB", "runs"], lines)


def verdict(value, most):
    return "met" if value <= most else "NOT MET"


def held(text, measured, against, most, medians):
    """A line of the table of limits."""
    ours, theirs = medians.get(measured), medians.get(against)
    if ours is None or theirs is None:
        return [text, "", str(most) if isinstance(most, str) else f"{most:.2f}", "not measured"]
    if isinstance(most, str):
        value = ours[SECONDS] - theirs[SECONDS]
        return [text, f"+{value:.2f}", most, verdict(value, float(most))]
    value = ours[SECONDS] / theirs[SECONDS]
    return [text, f"{value:.3f}", f"{most:.2f}", verdict(value, most)]


def limits(medians, classes):
    lines = [held(*limit, medians) for limit in LIMITS]
    for workload in BUILDERS:
        peaks = [values[PEAK] / MIB for (w, _, tool), values in medians.items() if w == workload and tool == "lamina"]
        line = [f"{max(peaks):.0f}", str(PEAK_LIMIT), verdict(max(peaks), PEAK_LIMIT)] if peaks else ["", str(PEAK_LIMIT), "not measured"]
        lines.append([f"{workload}, peak MiB, any state", *line])
    whole, tenth = (medians.get((w, "cold", "lamina")) for w in ("big", "tenth"))
    growth = [f"{whole[PEAK] / tenth[PEAK]:.2f}", f"{PEAK_GROWTH}", verdict(whole[PEAK] / tenth[PEAK], PEAK_GROWTH)] if whole and tenth else ["", f"{PEAK_GROWTH}", "not measured"]
    lines.append(["big, peak, of that of a tenth", *growth])
    for state, (loaded, foreign) in classes.items():
        lines.append([f"{state}: classes of Jib, HTTP and Commons Compress (of {loaded})", str(foreign), "0", verdict(foreign, 0)])
    print("Limits (parts of wall time, at most):\n")
    table(["limit", "value", "at most", ""], lines)
    found = [line[-1] for line in lines]
    print(", ".join(f"{found.count(word)} {word}" for word in ("met", "NOT MET", "not measured")))
    print("Not of this script: linear cost (compare.sh --linear); one digest on every JDK, and `why` (tests).")


# -- linear cost


def per_unit(points, kind):
    """What one more file or megabyte costs, between two points: of seconds."""
    (n, low), (m, high) = points
    return (high - low) / (m - n) * (1e6 if kind == "files" else 1e3)


def linear(medians, scale, plot):
    one = {"files": 500 * scale / 100, "bytes": 20 * scale / 100}
    unit = {"files": "files of 5 kB", "bytes": "MB in one file"}
    small = {"files": "µs a file more", "bytes": "ms a MB more"}
    curves, lines = {}, []
    for kind in one:
        points = [(n * one[kind], medians[kind, str(n), "lamina"]) for n in (1, 10, 100)]
        curves[kind] = [(amount, values[SECONDS]) for amount, values in points]
        for at, (amount, values) in enumerate(points):
            more = f"{per_unit(curves[kind][at - 1 : at + 1], kind):.1f} {small[kind]}" if at else ""
            lines.append([f"{amount:.0f} {unit[kind]}", f"{values[SECONDS]:.2f}", more, f"{values[CPU]:.2f}", f"{values[PEAK] / MIB:.0f}"])
    table(["cold build of", "seconds", "that is", "CPU seconds", "peak MiB"], lines)
    for kind, points in curves.items():
        first = per_unit(points[:2], kind)
        if first <= 0:
            print(f"{kind}: not measured: too small a scale, the start is all that counts")
            continue
        growth = per_unit(points[1:], kind) / first
        print(f"{kind}: the last one costs {growth:.2f} times what one of the first does; at most 1.25: {verdict(growth, 1.25)}")
    with open(plot, "w") as file:
        file.write(svg(curves, unit))
    print(f"plot: {plot}")


def svg(curves, unit):
    """A plot for each kind beside the other, both axes logarithmic; dashed is exactly linear."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="320" viewBox="0 0 720 320" font-family="sans-serif" font-size="12">',
        '<rect width="720" height="320" fill="#fff"/>',
    ]
    for at, (kind, points) in enumerate(curves.items()):
        left, top, wide, high = 60 + 360 * at, 30, 270, 230
        first, last = math.log10(points[0][0]), math.log10(points[-1][0])
        bottom = math.floor(math.log10(min(s for _, s in points)))
        decades = max(1, math.ceil(math.log10(max(s for _, s in points))) - bottom)

        def x(amount):
            return left + (math.log10(amount) - first) / (last - first) * wide

        def y(seconds):
            return top + high - (math.log10(seconds) - bottom) / decades * high

        parts.append(f'<text x="{left}" y="18">seconds of a cold build</text>')
        for power in range(bottom, bottom + decades + 1):
            line = y(10.0**power)
            parts.append(f'<path d="M{left} {line:.1f}h{wide}" stroke="#ddd"/>')
            parts.append(f'<text x="{left - 6}" y="{line + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
        # the line through the start-up, and then as much for each more as the first ten cost
        (n, low), (m, then) = points[:2]
        slope = max(0, (then - low) / (m - n))
        steps = [10 ** (first + (last - first) * i / 40) for i in range(41)]
        ideal = " ".join(f"{x(a):.1f},{y(min(max(10.0**bottom, low + slope * (a - n)), 10.0 ** (bottom + decades))):.1f}" for a in steps)
        parts.append(f'<polyline points="{ideal}" fill="none" stroke="#999" stroke-dasharray="5 4"/>')
        line = " ".join(f"{x(a):.1f},{y(s):.1f}" for a, s in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="#06c" stroke-width="2"/>')
        for amount, seconds in points:
            parts.append(f'<circle cx="{x(amount):.1f}" cy="{y(seconds):.1f}" r="4" fill="#06c"/>')
            parts.append(f'<text x="{x(amount):.1f}" y="{y(seconds) - 9:.1f}" text-anchor="middle">{seconds:.2f}</text>')
            parts.append(f'<text x="{x(amount):.1f}" y="{top + high + 18}" text-anchor="middle">{amount:,.0f}</text>')
        parts.append(f'<text x="{left + wide / 2}" y="{top + high + 40}" text-anchor="middle">{unit[kind]}</text>')
    return "\n".join(parts + ["</svg>", ""])


def main(kind, results, *more):
    medians, classes = read(results)
    if kind == "linear":
        linear(medians, int(more[0]), more[1])
    else:
        print()
        measurements(medians)
        limits(medians, classes)


main(*sys.argv[1:])
