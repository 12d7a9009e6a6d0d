#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the window comes, and what it costs to keep it open. Linux, without a display.

Prints the median time from start to the first painted connections, and, with about 200 sockets
at one refresh a second, the share of one core and the resident memory.
usage: bench_window.py PATH/TO/synoptic [--runs N] [--seconds N] [--churn N]
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")
TRAFFIC = pathlib.Path(__file__).parent.parent / "gui" / "loopback_traffic.py"


def start(program, folder):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=folder,
                       SYNOPTIC_REPORT_START="1")
    began = time.monotonic()
    process = subprocess.Popen([program], env=environment, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if line.startswith("first rows"):
            return process, time.monotonic() - began
    sys.exit("the window never showed a connection")


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0


parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--runs", type=int, default=7)
parser.add_argument("--seconds", type=float, default=20)
parser.add_argument("--churn", type=float, default=0, help="short connections a second")
options = parser.parse_args()

with tempfile.TemporaryDirectory() as folder:
    times = []
    for _ in range(options.runs + 1):
        process, seconds = start(options.program, folder)
        process.kill()
        process.wait()
        times.append(seconds)
    times = sorted(times[1:])  # the first one warms the caches
    print(f"first rows: median {statistics.median(times) * 1000:.0f} ms "
          f"(least {times[0] * 1000:.0f}, most {times[-1] * 1000:.0f})")

    traffic = subprocess.Popen([sys.executable, TRAFFIC, "--connections", "90", "--churn", str(options.churn),
                                "--seconds", str(options.seconds + 20)], stdout=subprocess.PIPE)
    traffic.stdout.readline()
    process, _ = start(options.program, folder)
    time.sleep(5)
    before, began = cpu_seconds(process.pid), time.monotonic()
    time.sleep(options.seconds)
    share = (cpu_seconds(process.pid) - before) / (time.monotonic() - began)
    print(f"about 200 sockets at 1 Hz, {options.churn:g} short ones a second: {share * 100:.1f} % of a core, "
          f"{resident(process.pid):.0f} MiB resident")
    for child in (process, traffic):
        child.kill()
        child.wait()
