#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `synoptic-cli analyze` against Wireshark's dissector, an independent reference.

Runs both over captures and compares, connection by connection: how many there are, their ends,
packets and payload bytes per end, completeness, resets, initial RTT, and the counts of each
retransmission class. Prints percentages and every difference. Structure must be equal, classes at
least 98 % alike; docs/differences-from-wireshark.md tells what is left out and why.

usage: compare_tshark.py SYNOPTIC_CLI [--soup N] [--live] [--quiet] CAPTURE|FOLDER..."""
import argparse
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "live"))
import segment_soup  # noqa: E402

CLASSES = {
    "retransmissions": "retransmission", "fast_retransmissions": "fast_retransmission",
    "spurious_retransmissions": "spurious_retransmission", "out_of_order": "out_of_order",
    "duplicate_acks": "duplicate_ack", "lost_segments": "lost_segment",
    "zero_windows": "zero_window", "keep_alives": "keep_alive"}
STRUCTURE = ["connections", "endpoints", "packets", "payload_bytes", "completeness", "resets",
             "initial_rtt"]
FIELDS = ["frame.number", "frame.protocols", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst",
          "tcp.stream", "tcp.srcport", "tcp.dstport", "tcp.len", "tcp.flags", "tcp.completeness",
          "tcp.analysis.initial_rtt", "udp.stream", "udp.srcport", "udp.dstport", "udp.length"] \
    + ["tcp.analysis." + name for name in CLASSES.values()]
SYN, RST, ACK = 2, 4, 16


def new_connection():
    return {"ends": {}, "first_sender": None, "syn_sender": None, "completeness": 0, "rtt": None}


def new_end():
    return collections.Counter()


def last(row, name):
    return row[name].split(",")[-1]


def innermost_addresses(row, before):
    """Source and destination of the IP layer under the protocol `before`."""
    layers = row["frame.protocols"].split(":")
    layers = layers[:len(layers) - 1 - layers[::-1].index(before)]
    version = next(layer for layer in reversed(layers) if layer in ("ip", "ipv6"))
    return last(row, version + ".src"), last(row, version + ".dst")


def tshark_connections(capture):
    """(TCP connections, UDP flows) in the order of their first packets. Two passes: in one, a packet
    shows the completeness of those before it."""
    command = ["tshark", "-n", "-2", "-r", str(capture), "-T", "fields", "-E", "occurrence=a"]
    for field in FIELDS:
        command += ["-e", field]
    output = subprocess.run(command, capture_output=True, text=True, errors="replace").stdout
    tcp, udp = {}, {}
    for line in output.splitlines():
        row = dict(zip(FIELDS, line.split("\t")))
        layers = row["frame.protocols"].split(":")
        # What an ICMP error quotes is dissected too, but nobody sent it here.
        error = next((i for i, layer in enumerate(layers) if layer in ("icmp", "icmpv6")),
                     len(layers))
        quoted = "tcp" not in layers[:error]
        if row["udp.stream"]:
            real = layers[:error].count("udp")
            for stream, length in list(zip(row["udp.stream"].split(","),
                                           row["udp.length"].split(",")))[:real]:
                flow = udp.setdefault(int(stream), [0, 0])
                flow[0] += 1
                flow[1] += max(0, int(length) - 8)
        if not row["tcp.stream"] or quoted:
            continue
        source, destination = innermost_addresses(row, "tcp")
        sender = (source, int(last(row, "tcp.srcport")))
        receiver = (destination, int(last(row, "tcp.dstport")))
        connection = tcp.setdefault(int(last(row, "tcp.stream")), new_connection())
        for end in (sender, receiver):
            connection["ends"].setdefault(end, new_end())
        connection["first_sender"] = connection["first_sender"] or sender
        flags = int(last(row, "tcp.flags"), 16)
        if flags & (SYN | ACK) == SYN:
            connection["syn_sender"] = connection["syn_sender"] or sender
        counts = connection["ends"][sender]
        counts["packets"] += 1
        counts["payload_bytes"] += int(last(row, "tcp.len") or 0)
        counts["resets"] += bool(flags & RST)
        for name, field in CLASSES.items():
            counts[name] += bool(row.get("tcp.analysis." + field))
        connection["completeness"] = int(last(row, "tcp.completeness") or 0)
        # A negative one was measured from the first pass's last SYN: nobody answered that one.
        if row["tcp.analysis.initial_rtt"] and float(last(row, "tcp.analysis.initial_rtt")) > 0:
            connection["rtt"] = float(last(row, "tcp.analysis.initial_rtt"))
    result = []
    for stream in sorted(tcp):
        connection = tcp[stream]
        client = connection["syn_sender"] or connection["first_sender"]
        server = next((end for end in connection["ends"] if end != client), client)
        result.append((client, server, connection))
    return result, [udp[stream] for stream in sorted(udp)]


def our_connections(cli, capture):
    output = subprocess.run([cli, "analyze", "--json", str(capture)], capture_output=True,
                            text=True).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    return [line for line in lines if line["type"] == "connection"]


class Score:
    def __init__(self):
        self.structure = {name: [0, 0] for name in STRUCTURE + ["udp flows"]}
        self.classes = {name: [0, 0, 0] for name in CLASSES}  # ours, theirs, difference

    def same(self, name, ours, theirs, where, quiet):
        entry = self.structure[name]
        entry[0] += ours == theirs
        entry[1] += 1
        if ours != theirs and not quiet:
            print(f"  {where}: {name}: ours {ours}, tshark {theirs}")

    def classed(self, name, ours, theirs, where, quiet):
        entry = self.classes[name]
        entry[0] += ours
        entry[1] += theirs
        entry[2] += abs(ours - theirs)
        if ours != theirs and not quiet:
            print(f"  {where}: {name}: ours {ours}, tshark {theirs}")

    def report(self):
        good = True
        for name, (equal, total) in self.structure.items():
            share = 100 * equal / total if total else 100
            good &= equal == total
            print(f"{name:26} {share:7.2f} % of {total}")
        for name, (ours, theirs, difference) in self.classes.items():
            share = 100 * (1 - difference / max(ours, theirs)) if max(ours, theirs) else 100
            good &= share >= 98
            print(f"{name:26} {share:7.2f} %    ours {ours}, tshark {theirs}")
        return good


def compare(cli, capture, score, quiet):
    theirs, their_flows = tshark_connections(capture)
    everything = our_connections(cli, capture)
    ours = [c for c in everything if c["protocol"] == "tcp"]
    flows = [[sum(c["packets"].values()), sum(c["payload_bytes"].values())]
             for c in everything if c["protocol"] == "udp"]
    label = pathlib.Path(capture).name
    score.same("connections", len(ours), len(theirs), label, quiet)
    score.same("udp flows", sorted(flows), sorted(their_flows), label, quiet)
    for mine, (client, server, connection) in zip(ours, theirs):
        where = f"{label} connection {mine['id']}"
        ends = [(mine[role]["address"], mine[role]["port"]) for role in ("client", "server")]
        score.same("endpoints", ends, [client, server], where, quiet)
        for role, end in (("client", client), ("server", server)):
            if role == "server" and client == server:
                continue
            counts = connection["ends"].get(end, new_end())
            for name in ("packets", "payload_bytes", "resets"):
                score.same(name, mine[name][role], counts[name], f"{where} {role}", quiet)
            for name in CLASSES:
                score.classed(name, mine[name][role], counts[name], f"{where} {role}", quiet)
        score.same("completeness", mine["completeness"], connection["completeness"], where, quiet)
        rtt = mine["handshake"]["initial_rtt"]
        score.same("initial_rtt", rtt and round(rtt, 9),
                   connection["rtt"] and round(connection["rtt"], 9), where, quiet)


def live_captures(folder):
    """Traffic of this kernel over links that lose, delay, reorder and duplicate. They have
    namespaces of their own and mostly wait: all run at once."""
    children = []
    for seed, settings in enumerate((
            {"delay": 0.002}, {"delay": 0.01, "loss": 0.02}, {"delay": 0.01, "reorder": 0.03},
            {"delay": 0.005, "loss": 0.03, "reorder": 0.02, "duplicate": 0.03},
            {"delay": 0.03, "loss": 0.1, "duplicate": 0.05})):
        children.append(os.fork())
        if children[-1] == 0:
            status = 1
            try:
                live_capture(folder, seed, settings)
                status = 0
            except BaseException as error:
                print(f"link {seed}: {type(error).__name__}: {error}", file=sys.stderr)
            finally:
                os._exit(status)
    if any([os.waitpid(pid, 0)[1] for pid in children]):
        raise SystemExit("a link could not be captured")


def live_capture(folder, seed, settings):
    from tap_link import TapLink
    import traffic
    with TapLink(seed=seed, **settings) as link:
        for end in "ab":
            link.capture(end, folder / f"live-{seed}-{end}.pcap")
        pids = [link.run("b", traffic.serve, link.ADDRESS["b"], link.ADDRESS6["b"])]
        pids.append(link.run("a", traffic.ask, link.ADDRESS["b"], link.ADDRESS6["b"], seed))
        for pid in pids:
            os.waitpid(pid, 0)
        link.stop_captures()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("captures", nargs="*", type=pathlib.Path)
    parser.add_argument("--soup", type=int, default=0, help="random captures, of 400 packets each")
    parser.add_argument("--live", action="store_true", help="captures of this kernel's traffic")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_intermixed_args()
    if not shutil.which("tshark"):
        print("skipped: tshark is not installed")
        return 77
    if options.live and (os.geteuid() != 0 or not os.path.exists("/dev/net/tun")):
        print("skipped: needs root and /dev/net/tun")
        return 77
    score = Score()
    with tempfile.TemporaryDirectory(prefix="synoptic-compare-") as scratch:
        folder = pathlib.Path(os.environ.get("KEEP_CAPTURES", scratch))
        captures = []
        for path in options.captures:
            captures += sorted(p for p in path.rglob("*") if p.suffix.startswith(".pcap")
                               or p.suffix in (".cap", ".gz")) if path.is_dir() else [path]
        for seed in range(options.soup):
            captures.append(folder / f"soup-{seed}.pcap")
            segment_soup.soup(seed, 400, captures[-1], v6=seed % 2 == 1)
        if options.live:
            live_captures(folder)
            captures += sorted(folder.glob("live-*.pcap"))
        for capture in captures:
            compare(options.cli, capture, score, options.quiet)
    print(f"{len(captures)} captures")
    return 0 if score.report() else 1


if __name__ == "__main__":
    sys.exit(main())
