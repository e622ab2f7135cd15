"""The stores beside ours: VictoriaMetrics, Prometheus, and SQLite with a row a sample. Each is given the same seeded data."""

import http.client
import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import time
import urllib.parse

TICKS = os.sysconf("SC_CLK_TCK")
QUERIES = 100
# Before any of them, seconds: a server that has run for a day is what people ask.
WARM = 5
# Where the data begins (Fleet.cs reads the same variable), and how long it is.
START = int(os.environ.setdefault("BENCH_START", "1790000000"))
HOURS = 48


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid):
    """VmRSS and VmHWM in bytes."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        found = dict(line.split(":", 1) for line in file if line.startswith(("VmRSS", "VmHWM")))
    return tuple(int(found[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))


def folder_bytes(path):
    total = 0
    for root, _, files in os.walk(path):
        total += sum(os.lstat(os.path.join(root, name)).st_size for name in files)
    return total


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start(command):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def stop(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port, path):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            status, _ = get(http.client.HTTPConnection("127.0.0.1", port, timeout=10), path)
            if status == 200:
                return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


def get(connection, path, headers=None):
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read()


def timed(port, pid, paths, headers=None, check=lambda body: len(body) > 150):
    """
    p50 and p95 in milliseconds over one kept-alive connection, after WARM seconds of them, and the server's processor time for each;
    None when an answer is not what was asked for.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    cpu, asked, end = 0, 0, time.monotonic() + WARM
    while len(times) < QUERIES:
        is_warm = time.monotonic() >= end
        if is_warm and not times:
            cpu = cpu_seconds(pid)
        begin = time.perf_counter()
        status, body = get(connection, paths[asked % len(paths)], headers)
        spent = (time.perf_counter() - begin) * 1000
        asked += 1
        if status != 200 or not check(body):
            return None
        if is_warm:
            times.append(spent)
    times.sort()
    spent = (cpu_seconds(pid) - cpu) * 1000 / QUERIES
    return {"p50": round(statistics.median(times), 3), "p95": round(times[int(len(times) * 0.95)], 3), "cpu": round(spent, 3)}


def range_path(query, hours, **more):
    end = START + HOURS * 3600
    step = hours * 3600 // 300
    return "/api/v1/query_range?" + urllib.parse.urlencode({"query": query, "start": end - hours * 3600, "end": end, "step": step, **more})


def queries(port, pid, hosts, average, **more):
    """One series and all sixty of one host after another, at 300 points; then the ten busiest of all hosts."""
    def one(name, hours):
        return [range_path(average(f'{name}{{instance="host{i % hosts:04d}"}}', hours * 12), hours, **more) for i in range(QUERIES)]

    top = urllib.parse.urlencode({"query": "topk(10, avg_over_time(load1[24h]))", "time": START + HOURS * 3600, **more})
    every = '{instance="host%04d"}'
    sixty = {hours: [range_path(average(every % (i % hosts), hours * 12), hours, **more) for i in range(QUERIES)] for hours in (24, 48)}
    return {
        "one24": timed(port, pid, one("load1", 24)),
        "sixty24": timed(port, pid, sixty[24]),
        "sixty48": timed(port, pid, sixty[48]),
        "top": timed(port, pid, [f"/api/v1/query?{top}"]),
    }


def victoria(data, hosts, folder):
    """VictoriaMetrics: bulk JSON lines, flushed and merged to the end; None when it is not installed."""
    program = shutil.which("victoria-metrics")
    if program is None:
        return None
    port = free_port()
    server = start([program, f"-storageDataPath={folder}", f"-httpListenAddr=127.0.0.1:{port}", "-retentionPeriod=100y", "-loggerLevel=ERROR"])
    try:
        if not wait_for(port, "/health"):
            return None
        before = cpu_seconds(server.pid)
        lines = subprocess.Popen([*data, "victoria", str(hosts)], stdout=subprocess.PIPE)
        sent = subprocess.run(
            ["curl", "-sS", "--fail", "-T", "-", f"http://127.0.0.1:{port}/api/v1/import"], stdin=lines.stdout, check=False, timeout=3600)
        if lines.wait() != 0 or sent.returncode != 0:
            return None
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        get(connection, "/internal/force_flush")
        ingested = cpu_seconds(server.pid) - before
        get(connection, "/internal/force_merge")
        rows = settled(connection)
        found = {"samples": rows, "cpu": ingested, "rss": memory(server.pid)}
        if isinstance(hosts, int):
            found["queries"] = queries(port, server.pid, hosts, lambda series, step: f"avg_over_time({series}[{step}s])", nocache=1)
            found["rssQueried"] = memory(server.pid)
    finally:
        stop(server)
    found["bytes"] = folder_bytes(os.path.join(folder, "data"))
    found["index"] = folder_bytes(os.path.join(folder, "indexdb"))
    return found


def settled(connection):
    """Waits until no part is merged any more; returns the rows stored."""
    rows = last = None
    for _ in range(120):
        _, text = get(connection, "/metrics")
        now = {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.decode().splitlines() if line.startswith("vm_")}
        rows = sum(value for name, value in now.items() if name.startswith('vm_rows{type="storage/'))
        merging = sum(value for name, value in now.items() if name.startswith("vm_active_merges{"))
        parts = [value for name, value in now.items() if name.startswith("vm_parts{")]
        if merging == 0 and (rows, parts) == last:
            break
        last = (rows, parts)
        time.sleep(1)
    return int(rows)


def prometheus(data, hosts, samples, folder):
    """Blocks made by promtool from OpenMetrics, then served by prometheus; None when they are not installed."""
    promtool, program = shutil.which("promtool"), shutil.which("prometheus")
    if promtool is None or program is None:
        return None
    text = os.path.join(folder, "openmetrics.txt")
    with open(text, "wb") as file:
        subprocess.run([*data, "openmetrics", str(hosts)], stdout=file, check=True)
    blocks = os.path.join(folder, "blocks")
    command = [promtool, "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=24h", "-q", text, blocks]
    begin = resource_children()
    made = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=3600)
    os.remove(text)
    if made.returncode != 0:
        print("bench history: promtool: " + made.stderr.decode()[-300:])
        return None
    found = {"samples": samples, "cpu": resource_children() - begin, "bytes": folder_bytes(blocks)}
    port = free_port()
    config = os.path.join(folder, "prometheus.yml")
    with open(config, "w", encoding="utf-8") as file:
        file.write("global:\n  scrape_interval: 1m\n")
    server = start([
        program, f"--config.file={config}", f"--storage.tsdb.path={blocks}", "--storage.tsdb.retention.time=10y",
        f"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
    ])
    try:
        if wait_for(port, "/-/ready"):
            # As it draws charts: the last value of each step.
            found["queries"] = queries(port, server.pid, hosts, lambda series, _: series)
            found["rssQueried"] = memory(server.pid)
    finally:
        stop(server)
    return found


def resource_children():
    times = os.times()
    return times.children_user + times.children_system


def rows(data, hosts, folder):
    """SQLite with a row a sample: primary key of series and time, WITHOUT ROWID, WAL, a transaction a tick."""
    path = os.path.join(folder, "rows.db")
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE sample (sid INTEGER, ts INTEGER, value REAL, PRIMARY KEY (sid, ts)) WITHOUT ROWID")
    lines = subprocess.Popen([*data, "rows", str(hosts)], stdout=subprocess.PIPE, text=True)
    count, spent, batch = 0, 0.0, []

    def write():
        nonlocal count, spent
        begin = time.process_time()
        database.execute("BEGIN")
        database.executemany("INSERT INTO sample (ts, sid, value) VALUES (?, ?, ?)", batch)
        database.execute("COMMIT")
        spent += time.process_time() - begin
        count += len(batch)
        batch.clear()

    for line in lines.stdout:
        ts, sid, value = line.split(" ")
        batch.append((int(ts), int(sid), float(value)))
        if len(batch) >= hosts * 60:
            write()
    if batch:
        write()
    lines.wait()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    end = (START + HOURS * 3600) * 1000
    found = {"samples": count, "cpu": spent, "queries": {}}
    for name, series, hours in (("one24", 1, 24), ("sixty24", 60, 24), ("sixty48", 60, 48)):
        times = []
        for i in range(20):
            begin = time.perf_counter()
            for sid in range(series):
                database.execute(
                    "SELECT ts / ?1, MIN(value), AVG(value), MAX(value) FROM sample WHERE sid = ?2 AND ts >= ?3 GROUP BY ts / ?1",
                    (hours * 12_000, (i % hosts) * 1000 + sid, end - hours * 3_600_000)).fetchall()
            times.append((time.perf_counter() - begin) * 1000)
        times.sort()
        found["queries"][name] = {"p50": round(times[10], 3), "p95": round(times[18], 3)}
    database.close()
    found["bytes"] = os.path.getsize(path)
    return found


def main():
    """For trying one peer alone: peers.py victoria|prometheus|rows HOSTS FOLDER BENCH-DLL."""
    import sys

    name, hosts, folder, program = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    data = ["dotnet", program]
    os.makedirs(folder, exist_ok=True)
    work = {"victoria": victoria, "rows": rows, "prometheus": lambda d, h, f: prometheus(d, h, h * 60 * 5760, f)}[name]
    print(json.dumps(work(data, hosts, folder), indent=1))


if __name__ == "__main__":
    main()
