#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon the window shows its first connections, and what it costs to leave it open. Prints
figures; decides nothing. Offscreen, warm, with 200 sockets on the loopback of a network namespace
of its own (root; else with those of this machine).

usage: first_window.py SYNOPTIC"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

SOCKETS = 200
RUNS = 5
SECONDS = 20
TICKS = os.sysconf("SC_CLK_TCK")
HOLDER = f"""
import socket, time
server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(512)
ends = []
for _ in range({(SOCKETS - 1) // 2}):
    ends.append(socket.create_connection(server.getsockname())); ends.append(server.accept()[0])
time.sleep(120)
"""


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mib(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:")) / 1024


def start(inside, program, home):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", HOME=home, XDG_CONFIG_HOME=home,
                       XDG_RUNTIME_DIR=home, SYNOPTIC_REPORT_START="1")
    before = time.monotonic()
    process = subprocess.Popen(inside + [program], env=environment, stderr=subprocess.PIPE,
                               text=True)
    for line in process.stderr:
        if line.startswith("first rows"):
            return process, time.monotonic() - before
    raise SystemExit("the window ended before it showed anything")


def main():
    program = os.path.abspath(sys.argv[1])
    inside = []
    namespace = f"synfirst{os.getpid()}"
    if os.geteuid() == 0:
        subprocess.run(["ip", "netns", "add", namespace], check=True)
        subprocess.run(["ip", "-n", namespace, "link", "set", "lo", "up"], check=True)
        inside = ["ip", "netns", "exec", namespace]
    holder = subprocess.Popen(inside + [sys.executable, "-c", HOLDER])
    try:
        time.sleep(1)
        with tempfile.TemporaryDirectory() as home:
            times = []
            for _ in range(RUNS + 1):
                process, seconds = start(inside, program, home)
                times.append(seconds)
                process.kill()
                process.wait()
            print(f"first rows after {statistics.median(times[1:]) * 1e3:.0f} ms (median of {RUNS},"
                  f" from exec to the first connections in the table; goal 500 ms)")
            process, _ = start(inside, program, home)
            time.sleep(5)
            before = cpu_seconds(process.pid)
            time.sleep(SECONDS)
            share = (cpu_seconds(process.pid) - before) / SECONDS
            print(f"{SOCKETS} sockets at 1 Hz: {share * 100:.1f} % of a core (goal 2 %),"
                  f" {resident_mib(process.pid):.0f} MiB resident (goal 120 MB)")
            process.kill()
            process.wait()
    finally:
        holder.kill()
        if inside:
            subprocess.run(["ip", "netns", "del", namespace])


if __name__ == "__main__":
    main()
