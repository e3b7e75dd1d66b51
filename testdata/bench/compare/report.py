#!/usr/bin/env python3
"""Tables of what measure.py has written, and whether limits are met. report.py RESULTS [SVG] < LIMITS"""
import math
import re
import statistics
import sys

MIB = 1 << 20


class Results:
    """Medians, and of peaks the most, by workload/state/tool."""

    def __init__(self, name):
        self.heads, self.rows, self.classes = [], {}, {}
        with open(name) as file:
            for line in file:
                words = line.rstrip("\n").split("\t")
                if words[0] == "#":
                    self.heads += [words[1]] if words[1] not in self.heads else []
                elif words[3] == "classes":
                    self.classes["/".join(words[:3])] = (int(words[4]), int(words[5]))
                else:
                    self.rows.setdefault("/".join(words[:3]), []).append([float(n) for n in words[3:]])

    def column(self, key, at):
        return [row[at] for row in self.rows[key]]

    def seconds(self, key):
        return statistics.median(self.column(key, 0))

    def processor(self, key):
        return statistics.median(self.column(key, 1))

    def peak(self, key):
        return max(self.column(key, 2)) * 1024 / MIB

    def size(self, key):
        return statistics.median(self.column(key, 3)) / 1e6

    def value(self, metric, key):
        """None when it was not measured."""
        if metric == "classes":
            return self.classes[key][0] if key in self.classes else None
        if "*" in key:
            found = [k for k in self.rows if re.fullmatch(key.replace("*", "[^/]+"), k)]
            return max(map(self.peak, found)) if found else None
        if key not in self.rows:
            return None
        return self.seconds(key) if metric == "seconds" else self.peak(key)


def table(results):
    print("| workload | state | tool | seconds | Lamina's share | CPU seconds | peak MiB | archive MB | runs |")
    print("|---|---|---|--:|--:|--:|--:|--:|--:|")
    for key in results.rows:
        workload, state, tool = key.split("/")
        own = f"{workload}/{state}/lamina"
        share = ""
        if own in results.rows and tool != "lamina":
            share = f"{results.seconds(own) / results.seconds(key):.2f}"
        size = f"{results.size(key):.1f}" if results.size(key) else ""
        print(
            f"| {workload} | {state} | {tool} | {results.seconds(key):.2f} | {share} |"
            f" {results.processor(key):.2f} | {results.peak(key):.0f} | {size} | {len(results.rows[key])} |"
        )
    for key, (forbidden, loaded) in results.classes.items():
        print(f"\nclasses loaded, {key}: {loaded}, of them of Jib, HTTP and Commons Compress: {forbidden}", end="")
    print()


def limits(results):
    for line in sys.stdin:
        metric, left, how, right, op, limit = line.split()
        value = results.value(metric, left)
        other = 1 if right == "-" else results.value(metric, right)
        if value is None or other is None:
            continue
        if how == "over":
            value /= other
        elif how == "minus":
            value -= other
        met = value <= float(limit) if op == "<=" else value >= float(limit)
        words = f"{metric} {left}" + ("" if right == "-" else f" {how} {right}")
        print(f"{'met    ' if met else 'NOT MET'}  {words}: {value:.2f} {op} {limit}")


def plot(results, name):
    """Two panels with logarithmic axes: seconds and peak memory against the factor."""
    panels = [("seconds", "seconds", results.seconds, 0.1, 1000), ("memory", "peak MiB", results.peak, 10, 1000)]
    kinds = [("files", "number of files", "#1f6feb"), ("bytes", "bytes of one file", "#d1570b")]
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 340" font-family="sans-serif" font-size="13">',
        '<rect width="760" height="340" fill="#fff"/>',
    ]
    for panel, (_, unit, measure, low, high) in enumerate(panels):
        left, top, width, height = 60 + panel * 380, 50, 270, 220
        decades = round(math.log10(high / low))

        def x(factor):
            return left + width * math.log10(factor) / 2

        def y(value):
            return top + height * (1 - math.log10(max(value, low) / low) / decades)

        for decade in range(decades + 1):
            at = y(low * 10**decade)
            out.append(f'<path d="M{left} {at:.1f}h{width}" stroke="#ccc"/>')
            out.append(f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{low * 10**decade:g}</text>')
        for factor in (1, 10, 100):
            out.append(f'<text x="{x(factor):.1f}" y="{top + height + 18}" text-anchor="middle">{factor}×</text>')
        out.append(f'<text x="{left}" y="{top - 10}" font-weight="bold">{unit}</text>')
        for index, (kind, label, colour) in enumerate(kinds):
            points = [(x(f), y(measure(f"{kind}/{f}/lamina"))) for f in (1, 10, 100)]
            line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
            out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
            out += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in points]
            if panel == 0:
                out.append(f'<text x="{left + index * 150}" y="310" fill="{colour}">● {label}</text>')
    out.append(f'<text x="60" y="330" fill="#555">{results.heads[-1]}</text></svg>')
    with open(name, "w") as file:
        file.write("\n".join(out) + "\n")
    print(f"plot: {name}")


def main(name, svg=""):
    results = Results(name)
    print("\n".join(results.heads) + "\n")
    table(results)
    print()
    limits(results)
    if svg:
        plot(results, svg)


main(*sys.argv[1:])
