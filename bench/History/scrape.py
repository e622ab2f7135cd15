#!/usr/bin/env python3
"""Scrapes Debian's prometheus-node-exporter on loopback and writes what it says, without comments, to a file.

scrape.py FILE COUNT SECONDS: COUNT scrapes, SECONDS apart. Each begins with a line "@ UNIX-MILLISECONDS".
"""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request

PROGRAM = "prometheus-node-exporter"


def main():
    path, count, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    program = shutil.which(PROGRAM)
    if program is None:
        sys.exit(f"scrape: {PROGRAM} is not installed")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [program, f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]
    exporter = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        collect(f"http://127.0.0.1:{port}/metrics", path, count, seconds, exporter)
    finally:
        exporter.terminate()
        exporter.wait(10)


def collect(url, path, count, seconds, exporter):
    due = time.monotonic() + 1
    failures = 0
    with open(path, "w", encoding="utf-8") as file:
        done = 0
        while done < count:
            time.sleep(max(0.0, due - time.monotonic()))
            due += seconds
            now = time.time_ns() // 1_000_000
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    text = answer.read().decode("utf-8", "replace")
            except OSError as error:
                failures += 1
                if failures > 20 or exporter.poll() is not None:
                    sys.exit(f"scrape: {error}")
                continue
            lines = [line for line in text.splitlines() if line and not line.startswith("#")]
            file.write(f"@ {now}\n" + "\n".join(lines) + "\n")
            done += 1


if __name__ == "__main__":
    main()
