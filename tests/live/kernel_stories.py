#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do packets alone tell the stories that the kernel's sockets went through?

Thousands of connections, opened and closed in every way, on loopback and over a link that loses,
delays, reorders and doubles. The kernel's trace runs meanwhile, and a capture in each namespace.
`analyze` then infers from the capture alone through which states the ends went; each end whose
socket is where the capture was is held against the trace. What the trace does not tell, whether
a closed socket left a TIME-WAIT, comes from a dump of the socket table every few seconds.

usage: kernel_stories.py SYNOPTIC_CLI HELPER [--connections N] [--keep FOLDER] [--at-least SHARE]
(root; dumpcap)"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import story_traffic as traffic  # noqa: E402
from tap_link import TapLink  # noqa: E402

STATES = {1: "ESTABLISHED", 2: "SYN-SENT", 3: "SYN-RECEIVED", 4: "FIN-WAIT-1", 5: "FIN-WAIT-2",
          6: "TIME-WAIT", 7: "CLOSED", 8: "CLOSE-WAIT", 9: "LAST-ACK", 10: "LISTEN",
          11: "CLOSING", 12: "SYN-RECEIVED"}
RECORD, TRACE_EVENTS, STATISTICS = 92, 9, 4
BOTH_FINS = 1
BASE = 20000  # the servers' ports: a hundred for each pair of processes
STILL_THERE, GONE = 100, 101


def dump_minisockets(path, stop):
    """Which sockets are seen in TIME-WAIT, and in FIN-WAIT-2 without an owner, until `stop`."""
    diag = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4)
    wanted = 1 << 5 | 1 << 6
    request = struct.pack("=IHHIIBBBBI", 72, 20, 0x301, 1, 0, socket.AF_INET, 6, 0, 0,
                          wanted) + bytes(48)
    seen = {}
    stopping = False
    while not stopping:
        stopping = stop.exists()
        present = set()
        diag.send(request)
        done = False
        while not done:
            data = diag.recv(1 << 20)
            at = 0
            while at + 16 <= len(data):
                length, kind = struct.unpack_from("=IH", data, at)
                if kind in (2, 3):
                    done = True
                    break
                ends = data[at + 20:at + 24] + data[at + 40:at + 44]
                seen.setdefault(ends, set()).add(data[at + 17])
                present.add(ends)
                at += (length + 3) & ~3
        time.sleep(0.05 if stopping else 1.5)
    with open(path, "w") as out:
        for ends, states in seen.items():
            states.add(STILL_THERE if ends in present else GONE)
            local, remote, address = struct.unpack("!HH4s", ends)
            out.write(f"{local} {remote} {socket.inet_ntoa(address)} "
                      f"{' '.join(map(str, states))}\n")


class Kernel:
    """The sockets' stories, from the helper's frames."""

    def __init__(self, frames):
        self.sockets = {}  # (namespace, ports, far address): [[(from, to, error, flags)...]...]
        self.lost = self.told = 0
        by_cookie = {}
        at = 0
        data = frames.read_bytes()
        while at + 8 <= len(data):
            length, kind, _ = struct.unpack_from("<IHH", data, at)
            if kind == STATISTICS:
                self.lost = struct.unpack_from("<QQQ", data, at + 8)[1]
            if kind == TRACE_EVENTS:
                for record in range(at + 8, at + 8 + length, RECORD):
                    self._take(data, record, by_cookie)
            at += 8 + length
        for (netns, _), (ports, remote, steps) in by_cookie.items():
            self.sockets.setdefault((netns, *ports, remote), []).append(steps)

    def _take(self, data, at, by_cookie):
        kind, before, after, flags = data[at + 36:at + 40]
        if kind != 0 or 10 in (before, after):
            return
        self.told += 1
        cookie, netns = struct.unpack_from("<QI", data, at + 8)
        ports = struct.unpack_from("<HH", data, at + 32)
        entry = by_cookie.setdefault((netns, cookie), 
                                     [ports, socket.inet_ntoa(data[at + 60:at + 64]), []])
        if entry[0][0] == 0:
            entry[0] = ports
        entry[2].append((before, after, struct.unpack_from("<I", data, at + 40)[0], flags))


def kernels_stories(steps, minisocket, reused):
    """Every story, without the first state, that agrees with what the kernel told. There is more
    than one where a TIME-WAIT may have been there between two looks at the table: one that a RST
    or a new connection with the same ports ended."""
    story = []
    for before, after, _, flags in steps:
        if before == after:
            continue  # closed once more in LAST-ACK
        if not story and before == 3:
            story.append("SYN-RECEIVED")
        if after != 7 or before not in (5, 11):
            story.append(STATES[after])
            continue
        waited = story + ["TIME-WAIT"]
        if 6 in minisocket or flags & BOTH_FINS:
            return [waited, waited + ["CLOSED"]]
        if 5 in minisocket and STILL_THERE in minisocket:
            return [story]
        return [story + ["CLOSED"], waited + ["CLOSED"]] + ([waited] if reused else [])
    return [story]


def wires_story(states):
    """As kernels_stories()."""
    return states[1:] if states and states[0] in ("CLOSED", "LISTEN") else list(states)


class Comparison:
    def __init__(self, place):
        self.place = place
        self.connections = self.ends = 0
        self.different = collections.Counter()
        self.examples = {}

    def add(self, kernel, minisockets, namespaces, connections):
        """`namespaces`: for an address its namespace, if the capture was there."""
        by_ends = {}
        for connection in connections:
            if connection["type"] != "connection" or connection["protocol"] != "tcp":
                continue
            self.connections += 1
            for role, far in (("client", "server"), ("server", "client")):
                netns = namespaces.get(connection[role]["address"])
                if netns is not None:
                    key = (netns, connection[role]["port"], connection[far]["port"],
                           connection[far]["address"])
                    by_ends.setdefault(key, []).append((role, connection))
        for key, told in by_ends.items():
            self._compare(told, kernel.sockets.get(key, []), minisockets.get(key, set()))

    def _compare(self, told, sockets, minisocket):
        """All connections between the same two ends, with the sockets of one of them."""
        # One that was refused or never completed had no socket at the server.
        told = [(role, c) for role, c in told
                if role == "client" or "ESTABLISHED" in c["states"].get(role, [])]
        # connect() where the ports are still taken: a socket that sent nothing.
        for steps in list(sockets):
            if len(sockets) > len(told) and [s[:2] for s in steps] == [(7, 2), (2, 7)]:
                sockets.remove(steps)
        for number, (role, connection) in enumerate(told):
            self.ends += 1
            inferred = wires_story(connection["states"].get(role, []))
            if number >= len(sockets):
                self._differ(role, ["no socket"], inferred, connection)
                continue
            reused = number + 1 < len(sockets)
            stories = kernels_stories(sockets[number], set() if reused else minisocket, reused)
            if inferred not in stories:
                self._differ(role, stories[0], inferred, connection)

    def _differ(self, role, told, inferred, connection):
        ports = [connection[end]["port"] for end in ("server", "client")]
        server = ports[0] if BASE <= ports[0] < BASE + 20000 else ports[1]
        way = traffic.name_of_port(server, BASE)
        key = (way, role, " ".join(told), " ".join(inferred))
        self.different[key] += 1
        self.examples.setdefault(key, connection["id"])

    def report(self):
        wrong = sum(self.different.values())
        share = 1 - wrong / max(1, self.ends)
        print(f"{self.place}: {self.connections} connections, {self.ends} ends compared, "
              f"{self.ends - wrong} alike ({100 * share:.3f} %)")
        for (way, role, told, inferred), count in self.different.most_common():
            number = self.examples[way, role, told, inferred]
            print(f"  {count:>5} {way}, {role} (e.g. {number})\n"
                  f"          kernel {told}\n          wire   {inferred}")
        return self.ends, wrong


def namespace_number(name):
    return os.stat(f"/run/netns/{name}").st_ino


def play(link, ends, count, pairs, threads, seed, delay, folder):
    """Runs the traffic between two ends of a link; both may be the same."""
    near, far = ends
    stop = folder / f"stop-{seed}"
    here, there = ((link.ADDRESS[near], link.ADDRESS[far]) if near != far
                   else ("127.0.0.1", "127.0.0.1"))
    servers, clients = [], []
    for pair in range(pairs):
        servers.append(link.run(far, traffic.serve, there, BASE + 100 * pair, f"{seed} {pair}",
                                delay, stop))
    time.sleep(0.4)
    for pair in range(pairs):
        clients.append(link.run(near, traffic.ask_many, here, there, BASE + 100 * pair,
                                f"{seed} {pair}", delay, count // pairs, threads))
    if near != far:
        rounds = max(10, count // 100)
        start = time.time() + 1
        step = max(0.01, min(0.2, 10 / rounds))
        for end, local, remote, mine, theirs in (
                (near, here, there, traffic.LOCAL_TOGETHER, BASE + 10000),
                (far, there, here, BASE + 10000, traffic.LOCAL_TOGETHER)):
            clients.append(link.run(end, traffic.open_together, local, remote, mine, theirs,
                                    start, step, rounds, f"{seed} {end}", delay))
    for pid in clients:
        os.waitpid(pid, 0)
    time.sleep(1 if near == far else 4)  # the kernel closes after the programs do
    stop.touch()
    for pid in servers:
        os.waitpid(pid, 0)


def analyzed(cli, capture):
    output = subprocess.run([cli, "analyze", "--json", str(capture)], capture_output=True,
                            text=True, check=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def watch(cli, helper, folder, place, settings, counts):
    """One link: its traffic over the link and on one end's loopback, as `counts` says."""
    comparisons = []
    with TapLink(**settings) as link:
        frames = folder / f"{place}.frames"
        with open(frames, "wb") as out:
            trace = subprocess.Popen([helper, "trace"], stdin=subprocess.PIPE, stdout=out)
        stop = folder / f"stop-dumps-{place}"
        dumps = {end: folder / f"{place}-{end}.dump" for end in "ab"}
        dumping = [link.run(end, dump_minisockets, dumps[end], stop) for end in "ab"]
        captures = {}
        for end, device in (("a", None), ("b", None), ("lo", "lo")):
            if counts["loopback" if device else "link"]:
                captures[end] = folder / f"{place}-{end}.pcap"
                link.capture("a" if device else end, captures[end], device, 128)
        time.sleep(1.5)
        began = time.time()
        if counts["loopback"]:
            play(link, "aa", counts["loopback"], 2, 8, f"{place} lo", 0.0005, folder)
        if counts["link"]:
            play(link, "ab", counts["link"], 4, 120, place, settings["delay"], folder)
        took = time.time() - began
        stop.touch()
        for pid in dumping:
            os.waitpid(pid, 0)
        trace.stdin.close()
        assert trace.wait(timeout=20) == 0
        dropped = link.stop_captures()
        numbers = {end: namespace_number(link.names[end]) for end in "ab"}
    kernel = Kernel(frames)
    minisockets = {}
    for end, dump in dumps.items():
        for line in dump.read_text().splitlines():
            local, remote, address, *states = line.split()
            minisockets[numbers[end], int(local), int(remote), address] = set(map(int, states))
    print(f"{place}: {took:.0f} s, {kernel.told} transitions traced, {kernel.lost} lost; "
          f"packets dropped by the captures: {dropped}", flush=True)
    assert kernel.lost == 0
    for end, capture in captures.items():
        comparison = Comparison(f"{place}, captured at {end}")
        near = {"127.0.0.1": numbers["a"]} if end == "lo" else {TapLink.ADDRESS[end]: numbers[end]}
        comparison.add(kernel, minisockets, near, analyzed(cli, capture))
        comparisons.append(comparison)
    return comparisons


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("cli")
    arguments.add_argument("helper")
    arguments.add_argument("--connections", type=int, default=3000)
    arguments.add_argument("--keep", type=pathlib.Path)
    arguments.add_argument("--at-least", type=float, default=0.999)
    options = arguments.parse_args()
    if os.geteuid() != 0 or not shutil.which("dumpcap") or not os.path.exists("/dev/net/tun"):
        print("skipped: needs root, dumpcap and /dev/net/tun")
        return 77
    half = options.connections // 2
    compared = different = connections = 0
    with tempfile.TemporaryDirectory(prefix="synoptic-stories-") as scratch:
        folder = options.keep or pathlib.Path(scratch)
        folder.mkdir(exist_ok=True)
        for old in folder.glob("stop*"):
            old.unlink()
        for place, settings, counts in (
                ("loopback and a good link", {"seed": 1, "delay": 0.005},
                 {"loopback": half, "link": half // 3}),
                ("a bad link", {"seed": 2, "delay": 0.005, "loss": 0.01, "reorder": 0.02,
                                "duplicate": 0.005},
                 {"loopback": 0, "link": half - half // 3})):
            for comparison in watch(options.cli, options.helper, folder, place, settings, counts):
                ends, wrong = comparison.report()
                compared += ends
                different += wrong
                if "at b" not in comparison.place:
                    connections += comparison.connections
    share = 1 - different / max(1, compared)
    print(f"{connections} connections, {compared} ends: {100 * share:.4f} % alike")
    return 0 if share >= options.at_least and compared > options.connections else 1


if __name__ == "__main__":
    sys.exit(main())
