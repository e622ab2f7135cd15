"""Writes bench/results/NAME.json and NAME.md in the one shape all benches share."""

import json
import os
import platform
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def die(message):
    print(f"bench: {message}", file=sys.stderr)
    sys.exit(1)


def said(*command):
    """First line a command says; None when it is missing or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0].strip() if lines else None


def figure(name, unit, value, runs=1, peer=None, peer_value=None, goal=None, goal_text=None):
    """One figure. A goal is the most it may be; a missing value or peer is None, with the reason as the peer's name."""
    ratio = round(value / peer_value, 3) if value is not None and peer_value else None
    met = None if goal is None or value is None else value <= goal
    return {
        "name": name,
        "unit": unit,
        "value": value,
        "runs": runs,
        "peer": peer,
        "peerValue": peer_value,
        "ratio": ratio,
        "goal": goal if goal_text is None else goal_text,
        "met": met,
    }


def machine():
    model = None
    with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith(("model name", "Model")):
                model = line.split(":", 1)[1].strip()
                break
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(file.readline().split()[1]) // 1024
    return {"cpu": model, "threads": os.cpu_count(), "memoryMiB": memory, "kernel": platform.release(), "architecture": platform.machine()}


def write(name, command, versions, figures, notes):
    """Writes both files; returns False when a goal was missed."""
    commit = said("git", "rev-parse", "--short=12", "HEAD") or "unknown"
    if said("git", "status", "--porcelain", "--untracked-files=no"):
        commit += "+changes"
    folder = os.path.join(ROOT, "bench", "results")
    os.makedirs(folder, exist_ok=True)
    result = {
        "name": name,
        "commit": commit,
        "machine": machine(),
        "versions": versions,
        "command": command,
        "figures": figures,
        "notes": notes,
    }
    with open(os.path.join(folder, f"{name}.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=2, ensure_ascii=False)
        file.write("\n")
    text = markdown(result)
    with open(os.path.join(folder, f"{name}.md"), "w", encoding="utf-8") as file:
        file.write(text)
    print(text)
    return all(one["met"] is not False for one in figures)


def markdown(result):
    host = result["machine"]
    lines = [
        f"# Bench {result['name']}",
        "",
        f"`{result['command']}` at {result['commit']}.",
        f"{host['cpu']}, {host['threads']} threads, {host['memoryMiB']} MiB, Linux {host['kernel']}.",
        ", ".join(f"{name} {version}" for name, version in result["versions"].items()) + ".",
        "",
        "| figure | value | unit | peer | peer's value | ratio | goal | met |",
        "| --- | ---: | --- | --- | ---: | ---: | --- | --- |",
    ]
    for one in result["figures"]:
        met = {True: "yes", False: "**no**", None: ""}[one["met"]]
        numbers = [shown(one[name]) for name in ("peerValue", "ratio", "goal")]
        cells = [one["name"], shown(one["value"]), one["unit"], one["peer"] or "", *numbers, met]
        lines.append("| " + " | ".join(cells) + " |")
    lines += [""] + [f"- {note}" for note in result["notes"]]
    return "\n".join(lines) + "\n"


def shown(value):
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else str(value)
