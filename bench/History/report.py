"""The figures of the bench of history, in the shape all benches share."""

import results

MISSING = {"p50": None, "p95": None, "cpu": None}


def each(found, size="bytes"):
    return round(found[size] / found["samples"], 4) if found else None


def per_core(found, cpu="cpu"):
    return round(found["samples"] / found[cpu]) if found and found.get(cpu) else None


def query(found, name, which="p50"):
    return ((found or {}).get("queries", {}).get(name) or MISSING)[which]


def at_least(one, goal):
    """Goals of results.figure are the most there may be; of throughput they are the least."""
    one["goal"] = f">= {goal:,}"
    one["met"] = None if one["value"] is None else one["value"] >= goal
    return one


def codec_figures(found):
    figures = []
    peer = {"fleet": found["victoria"], "real": found.get("victoriaReal")}
    goals = {"fleet": 0.75, "real": 0.45}
    for one in found["codec"]:
        if "block" not in one:
            continue
        name = f"codec, {one['data']}, blocks of {one['block']}"
        largest = one["block"] == max(other.get("block", 0) for other in found["codec"] if other["data"] == one["data"])
        goal = goals.get(one["data"]) if largest else None
        theirs = each(peer.get(one["data"]))
        figures.append(results.figure(name, "bytes/sample", one["bytes"], 1, "VictoriaMetrics" if theirs else None, theirs, goal))
        figures.append(results.figure(name + ": encode", "ns/sample", one["encode"], 4, goal=100 if largest else None))
        figures.append(results.figure(name + ": decode", "ns/sample", one["decode"], 4, goal=30 if largest else None))
    return figures


def store_figures(found):
    store, lab = found["store"], found["lab"]
    raw = round(store["level samples"]["bytes"] / store["samples"], 4)
    figures = []
    for name, peer in (("VictoriaMetrics", "victoria"), ("Prometheus", "prometheus"), ("SQLite, a row a sample", "rows")):
        figures.append(results.figure("samples on the disk", "bytes/sample", raw, 1, name, each(found[peer]), 0.75))
    everything = round(store["fileBytes"] / store["samples"], 4)
    figures.append(results.figure("the file, with all roll-ups", "bytes/sample", everything))
    ingest = per_core(store, "cpuSeconds")
    for name, peer in (("VictoriaMetrics, bulk", "victoria"), ("promtool, bulk", "prometheus"), ("SQLite, a row a sample", "rows")):
        figures.append(at_least(
            results.figure("durable, with roll-ups", "samples/s/core", ingest, 1, name, per_core(found[peer])), 2_000_000))
    rss = found["http"]["rssQueried"][0]
    for name, peer in (("VictoriaMetrics", "victoria"), ("Prometheus", "prometheus")):
        theirs = (found[peer] or {}).get("rssQueried", [None])[0]
        figures.append(results.figure("RSS of the server after the queries", "bytes", rss, 1, name, theirs, theirs, f"< {name}"))
    figures.append(results.figure("written a day, lab of 3 nodes and 50 guests every 10 s", "bytes", lab["writtenADay"], goal=200_000_000))
    figures.append(results.figure("lab, samples on the disk", "bytes/sample", round(lab["level samples"]["bytes"] / lab["samples"], 4)))
    return figures


def query_figures(found):
    figures = []
    asked = (("one24", "one series, 24 h", 0.6), ("sixty24", "60 series, 24 h", 5), ("sixty48", "60 series, 48 h", 7))
    for key, words, goal in asked:
        ours = found["http"]["queries"][key] or MISSING
        for name, peer in (("VictoriaMetrics", "victoria"), ("Prometheus", "prometheus"), ("SQLite rows, no HTTP", "rows")):
            figures.append(results.figure(
                f"{words}, 300 points over HTTP, p50", "ms", ours["p50"], 100, name, query(found[peer], key), goal))
        for which, unit in (("p95", "ms"), ("cpu", "ms of processor")):
            theirs = query(found["victoria"], key, which)
            figures.append(results.figure(f"{words}, 300 points over HTTP, {which}", unit, ours[which], 100, "VictoriaMetrics", theirs))
        figures.append(results.figure(f"{words}, 300 points, without HTTP, p50", "ms", query(found["store"], key), 100))
    years = found["years"]
    for key, words in (("oneAll", "one series, two years"), ("sixtyAll", "60 series, two years"), ("sixtyMonth", "60 series, 30 days")):
        figures.append(results.figure(f"{words}, 300 points over HTTP, p50", "ms", query(years, key), 100, goal=100))
        figures.append(results.figure(f"{words}, 300 points over HTTP, p95", "ms", query(years, key, "p95"), 100))
    same, many = found["http"]["queries"]["top"] or MISSING, found["top"] or MISSING
    for which in ("p50", "p95"):
        theirs = query(found["victoria"], "top", which)
        figures.append(results.figure(f"ten highest of all hosts, 24 h, {which}", "ms", same[which], 100, "VictoriaMetrics", theirs))
    for which in ("p50", "p95"):
        figures.append(results.figure(f"ten highest of 500 nodes, 24 h, {which}", "ms", many[which], 100))
    return figures


def write(found, hosts, prometheus_hosts, rows_hosts):
    fleet = found["codec"][0]
    versions = {
        "proxima": results.said("git", "rev-parse", "--short=12", "HEAD") or "unknown",
        ".NET SDK": results.said("dotnet", "--version") or "unknown",
        "VictoriaMetrics": packaged("victoria-metrics"),
        "Prometheus": packaged("prometheus"),
        "node_exporter": packaged("prometheus-node-exporter"),
    }
    figures = codec_figures(found) + store_figures(found) + query_figures(found)
    notes = [
        f"Fleet: {hosts} hosts, 60 series, 30 s, 48 h ({found['store']['samples']:,} samples); {fleet['changed']:.1%} of samples change, "
        f"{fleet['constant']:.1f} of 60 series never do; Prometheus was given {prometheus_hosts} of the hosts, SQLite rows {rows_hosts}.",
        "Real: scrapes of prometheus-node-exporter on this machine, one a second. Its codec figure stands for the store, which names no such series.",
        "Codec: 20 hosts, one thread, processor time, the best of four rounds, round trip checked bit by bit.",
        "Ingest of ours: points of numbers already parsed, in the order of time, one durable group a tick of all hosts, closed into blocks with "
        "roll-ups of 5 min, 1 h and 1 day, compacted. VictoriaMetrics: JSON lines, 500 samples a line, its best case, and it parses them. "
        "promtool: OpenMetrics text. SQLite: Python's driver, a transaction a tick. None is parsed from a wire of ours, so the goal is judged on less than it says.",
        "VictoriaMetrics is fully merged, its index not counted; Prometheus has 24 h blocks. Queries: one kept-alive connection, 100 each, "
        "avg_over_time (VictoriaMetrics), last value of a step (Prometheus), least, mean and greatest (ours, SQLite).",
        f"Two years: one node, 60 series, a sample every five minutes, swept weekly; the file then has {found['years']['fileBytes']:,} bytes.",
        "Proxima is published, compiled ahead. Every server was asked for five seconds before a figure was timed; the client is "
        "Python's http.client on the same two cores, and what it takes to read an answer is in the time.",
        *missed(figures),
        "Times were taken on a machine that did other work too; ratios within one run count, not times.",
    ]
    return results.write("history", "./dev bench history", versions, figures, notes)


# Why, for each goal that may be missed; what is missed without a reason here is said to be so.
REASONS = {
    "durable": "Every sample is encoded twice, when two hours are closed and when eight are compacted, and has its share of three roll-ups; "
    "what makes it durable, the append, is about a sixth of the time.",
    "RSS": "Of a fresh server nine tenths are the runtime's and the libraries' own code and data; history adds some twenty megabytes.",
    "one series": "A section is checked as a whole, so one series reads all sixty; and in its first seconds a server still compiles "
    "itself, which the processor time of the figure shows.",
    "60 series": "Least, mean, greatest and count of each bucket are told, 600 kB of text; the peers tell one figure of the four.",
    "samples on the disk": "See the codec's figures: larger blocks would reach it, and make every query read more.",
}


def missed(figures):
    names = sorted({one["name"] for one in figures if one["met"] is False})
    return [f"Missed: {name}. {next((why for word, why in REASONS.items() if name.startswith(word)), 'Not explained yet.')}" for name in names]


def packaged(name):
    return results.said("dpkg-query", "-W", "-f", "${Version}", name) or "not installed"
