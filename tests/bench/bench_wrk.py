#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What watching costs, and whether anything is missed, while wrk opens and closes connections to
nginx as fast as it can. Prints figures of one run; decides nothing.

In a network namespace of its own (root; nginx-light, wrk; bpftrace for the count) these watch in
turn: nobody, a bare drain of the kernel's ring, the program's monitor thread on the kernel's trace,
on trace and socket table together as in the window, and on packets. In one more run bpftrace counts
the changes of state on the same tracepoint beside the program.

usage: bench_wrk.py BUILD_DIRECTORY [--seconds N] [--rounds N] [--connections N] [--only NAME]"""
import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

STATES = {1: "ESTABLISHED", 2: "SYN-SENT", 3: "SYN-RECEIVED", 4: "FIN-WAIT-1", 5: "FIN-WAIT-2",
          7: "CLOSED", 8: "CLOSE-WAIT", 9: "LAST-ACK", 10: "LISTEN", 11: "CLOSING"}
PORT = 8080


class Load:
    """nginx in a namespace, and wrk against it."""

    def __init__(self, folder, connections):
        self.name = f"synwrk{os.getpid()}"
        self.inside = ["ip", "netns", "exec", self.name]
        self.folder, self.connections = folder, connections
        self.server = None

    def __enter__(self):
        subprocess.run(["ip", "netns", "add", self.name], check=True)
        subprocess.run(self.inside + ["ip", "link", "set", "lo", "up"], check=True)
        subprocess.run(self.inside + ["sysctl", "-qw", "net.ipv4.ip_local_port_range=1024 65535",
                                      "net.ipv4.tcp_tw_reuse=1", "net.core.somaxconn=4096"],
                       check=True)
        (self.folder / "index.html").write_bytes(b"x" * 1000)
        conf = self.folder / "nginx.conf"
        conf.write_text(f"""user root; pid {self.folder}/pid; error_log /dev/null;
worker_processes 1; events {{ worker_connections 4096; }}
http {{ access_log off; keepalive_timeout 0;
  server {{ listen 127.0.0.1:{PORT} backlog=4096; root {self.folder}; }} }}
""")
        self.server = subprocess.Popen(self.inside + ["nginx", "-c", str(conf), "-p",
                                                      str(self.folder), "-g", "daemon off;"],
                                       stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        return self

    def __exit__(self, *_):
        if self.server:
            self.server.terminate()
            self.server.wait(10)
        subprocess.run(["ip", "netns", "del", self.name], check=False)

    def run(self, seconds):
        """Connections a second."""
        said = subprocess.run(self.inside + ["wrk", "-t1", f"-c{self.connections}",
                                             f"-d{seconds}s", "-H", "Connection: close",
                                             f"http://127.0.0.1:{PORT}/"],
                              check=True, capture_output=True, text=True).stdout
        return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


class Watcher:
    def __init__(self, load, command):
        self.process = subprocess.Popen(load.inside + command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        if "ready" not in self.process.stdout.readline():
            raise SystemExit(f"{command} does not watch")

    def end(self):
        self.process.stdin.close()
        told = json.loads(self.process.stdout.readline() or "{}")
        self.process.wait(20)
        return told


def show(name, rates, plain, told, seconds):
    spent = [(t.get("monitor", 0) + t.get("helpers", 0)) / seconds for t in told]
    line = f"{name:22} {statistics.median(rates):8.0f} connections/s"
    if plain:
        line += f", {statistics.median(r / p for r, p in zip(rates, plain)):5.2f} of unwatched"
    if any(spent):
        worst = max(spent)
        monitor = statistics.median(t.get("monitor", 0) / seconds for t in told)
        helper = statistics.median(t.get("helpers", 0) / seconds for t in told)
        line += (f"; {100 * (monitor + helper):5.1f} % of a core (helper {100 * helper:.1f}, "
                 f"monitor {100 * monitor:.1f}; worst run {100 * worst:.1f})")
    lost = sum(t.get("lost", 0) + t.get("lost_events", 0) + sum(t.get("dropped", [])) for t in told)
    if told:
        line += f"; {lost} lost"
        line += f" of {sum(t.get('records', 0) + sum(t.get('received', [])) for t in told)}"
        memory = max(t.get("megabytes", 0) for t in told)
        if memory:
            line += f"; {memory:.0f} MB"
    print(line, flush=True)


def count_beside_bpftrace(load, watch, seconds):
    if not os.path.exists("/sys/kernel/tracing/events/sock"):
        subprocess.run(["mount", "-t", "tracefs", "tracefs", "/sys/kernel/tracing"], check=False)
    program = ("tracepoint:sock:inet_sock_set_state /args->protocol == 6 && "
               f"(args->sport == {PORT} || args->dport == {PORT})/ "
               "{ @[args->oldstate, args->newstate] = count(); }")
    watcher = Watcher(load, [watch, "kernel"])
    peer = subprocess.Popen(["bpftrace", "-e", program], stdout=subprocess.PIPE, text=True)
    assert "Attaching" in peer.stdout.readline()
    time.sleep(2)
    rate = load.run(seconds)
    time.sleep(1)
    peer.send_signal(2)
    text = peer.communicate(timeout=30)[0]
    told = watcher.end()
    counted = collections.Counter()
    for line in text.splitlines():
        if line.startswith("@["):
            states, count = line[2:].split("]: ")
            before, after = (int(n) for n in states.split(", "))
            counted[before, after] = int(count)
    mine = collections.Counter()
    for edge, count in told["edges"].items():
        before, after, *_ = edge.split()
        mine[before, after] += count
    print(f"\nCounted beside bpftrace, {seconds} s, {rate:.0f} connections/s, "
          f"{told['lost_events']} lost:")
    total = apart = 0
    for (before, after), count in sorted(counted.items()):
        names = STATES[before], STATES[after]
        # The trace calls the end of a socket 7; what it left behind is TIME-WAIT.
        shown = mine[names] if after != 7 or before not in (5, 11) else None
        if shown is not None:
            total += count
            apart += abs(shown - count)
        print(f"  {names[0]:>12} -> {names[1]:<12} bpftrace {count:>8}, program "
              f"{'(told as TIME-WAIT)' if shown is None else shown:>8}")
    print(f"  {total} changes compared, {apart} counted differently")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("build", type=pathlib.Path)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--connections", type=int, default=64)
    arguments.add_argument("--only")
    options = arguments.parse_args()
    if os.geteuid() != 0 or not shutil.which("wrk") or not shutil.which("nginx"):
        print("skipped: needs root, nginx and wrk")
        return 77
    watch = str(options.build / "tests" / "watch_live")
    ways = {"nobody": None, "bare drain": [str(options.build / "tests" / "bare_trace_drain")],
            "kernel": [watch, "kernel"], "kernel and table": [watch, "kernel", "table"],
            "packets": [watch, "packets:lo"]}
    if options.only:
        ways = {name: way for name, way in ways.items() if name in ("nobody", options.only)}
    rates, told = collections.defaultdict(list), collections.defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="synoptic-wrk-") as scratch:
        pathlib.Path(scratch).chmod(0o755)
        with Load(pathlib.Path(scratch), options.connections) as load:
            load.run(2)
            for _ in range(options.rounds):
                for name, command in ways.items():
                    watcher = Watcher(load, command) if command else None
                    rates[name].append(load.run(options.seconds))
                    if watcher:
                        told[name].append(watcher.end())
                    time.sleep(0.5)
            for name in ways:
                show(name, rates[name], rates["nobody"] if name != "nobody" else None, told[name],
                     options.seconds)
            if shutil.which("bpftrace") and not options.only:
                count_beside_bpftrace(load, watch, options.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
