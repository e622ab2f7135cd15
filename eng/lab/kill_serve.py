#!/usr/bin/env python3
"""Kills `proxima serve` (SIGKILL) at random moments, again and again, while it records its own host.

kill_serve.py KILLS PROGRAM...: the ledger is kept here: every sample the server ever told (an export tells none that is not durable)
must be told by the next server too, with the same value, and none twice. Ends with 1 and the first difference otherwise.
"""

import http.client
import json
import os
import random
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time

SERIES = "memory.used"
# The shortest there is.
INTERVAL = 5
LIMIT = 120


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    def __init__(self, program, folder):
        self.port = free_port()
        self.log = os.path.join(folder, "serve.log")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PROXIMA_")}
        environment["PROXIMA__Fleet__IntervalSeconds"] = str(INTERVAL)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*program, "serve", "--data", folder, "--listen", f"http://127.0.0.1:{self.port}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=environment)
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            try:
                if self.ask("GET", "/health")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        sys.exit("kill_serve: the server did not answer; see " + self.log)

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.getheader("Set-Cookie") or ""
        finally:
            connection.close()

    def kill(self):
        self.process.kill()
        self.process.wait()


def set_up(server):
    with open(server.log, encoding="utf-8", errors="replace") as file:
        code = re.search(r"Set-up code: (\S+)", file.read()).group(1)
    body = json.dumps({"code": code, "name": "lab", "password": secrets.token_urlsafe(24)})
    headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{server.port}"}
    status, answer, cookie = server.ask("POST", "/api/setup", body, headers)
    if status not in (200, 201, 204):
        sys.exit(f"kill_serve: set-up was refused: {answer[:300]}")
    return {"Cookie": cookie.split(";")[0]}


def node_of(server, headers):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        status, answer, _ = server.ask("GET", "/api/nodes", headers=headers)
        items = json.loads(answer)["items"] if status == 200 else []
        if items:
            return items[0]["id"]
        time.sleep(0.2)
    sys.exit("kill_serve: the server does not know its own host")


def told(server, node, since, headers):
    """Time and value of every sample; an unknown series before the first one is none."""
    path = f"/api/nodes/{node}/history/export?series={SERIES}&from={since}&resolution=samples&format=csv"
    status, answer, _ = server.ask("GET", path, headers=headers)
    if status == 404:
        return []
    if status != 200:
        sys.exit(f"kill_serve: an export was refused: {answer[:300]}")
    return [tuple(line.split(",")) for line in answer.decode().splitlines()[1:] if line.split(",")[1]]


def check(rows, ledger, round_number):
    times = [at for at, _ in rows]
    if len(times) != len(set(times)):
        sys.exit(f"kill_serve: after kill {round_number} a sample is told twice")
    now = dict(rows)
    for at, value in ledger.items():
        if now.get(at) != value:
            sys.exit(f"kill_serve: after kill {round_number} the sample of {at} was {value} and is {now.get(at)}")


def main():
    kills, program = int(sys.argv[1]), sys.argv[2:]
    folder = tempfile.mkdtemp(prefix="proxima-lab-")
    os.chmod(folder, 0o700)
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))
    dice = random.Random(20_250_601)
    ledger, headers, node = {}, None, None
    for number in range(kills + 1):
        server = Server(program, folder)
        headers = headers or set_up(server)
        node = node or node_of(server, headers)
        check(told(server, node, since, headers), ledger, number)
        if number == kills:
            server.kill()
            break
        # Now and then right after the start, mostly around the next sample.
        end = time.monotonic() + dice.uniform(0.1, 1.6 * INTERVAL)
        while time.monotonic() < end:
            ledger.update(told(server, node, since, headers))
            time.sleep(dice.uniform(0.01, 0.3))
        server.kill()
    if len(ledger) < kills / 4:
        sys.exit(f"kill_serve: only {len(ledger)} samples were told in {kills} rounds; nothing is proven")
    shutil.rmtree(folder, ignore_errors=True)
    print(f"kill_serve: {kills} kills, {len(ledger)} samples told and all of them there, none twice")


if __name__ == "__main__":
    main()
