#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast is `synoptic-cli analyze`? Prints ratios within this run; decides nothing.

Captures nginx and wrk on the loopback of a network namespace (needs root; nginx-light, wrk, tcpdump
or dumpcap), then times analyze beside a bare pcap_loop, tshark and tcptrace. The programs take turns,
so that a busy minute meets all of them, and the fastest run of each counts. Last, it repeats the
capture under other addresses to show that time grows as the number of packets does.

usage: bench_analyze.py SYNOPTIC_CLI BARE_PCAP_LOOP [--capture FILE] [--keep DIR] [--rounds N]
       [--no-growth]"""
import argparse
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

PACKETS = 1_000_000
CONNECTIONS = 80_000


def make_capture(folder):
    """Returns the path of a capture with at least PACKETS packets of CONNECTIONS connections."""
    namespace = f"synbench{os.getpid()}"
    path = folder / "wrk.pcap"
    conf = folder / "nginx.conf"
    (folder / "www").mkdir()
    (folder / "www" / "index.html").write_bytes(b"x" * 1000)
    conf.write_text(f"""user root; pid {folder}/nginx.pid; error_log /dev/null; worker_processes 1;
events {{ worker_connections 4096; }}
http {{ access_log off; keepalive_timeout 0;
  server {{ listen 127.0.0.1:8080 backlog=4096; root {folder}/www; }} }}
""")
    inside = ["ip", "netns", "exec", namespace]
    subprocess.run(["ip", "netns", "add", namespace], check=True)
    server = capture = None
    try:
        subprocess.run(inside + ["ip", "link", "set", "lo", "up"], check=True)
        subprocess.run(inside + ["sysctl", "-qw", "net.ipv4.ip_local_port_range=1024 65535",
                                 "net.ipv4.tcp_tw_reuse=1", "net.core.somaxconn=4096"], check=True)
        server = subprocess.Popen(inside + ["nginx", "-c", str(conf), "-p", str(folder),
                                            "-g", "daemon off;"], stderr=subprocess.DEVNULL)
        tool = ["tcpdump", "-q", "-Z", "root", "-B", "262144", "-s", "200", "-w"] \
            if shutil.which("tcpdump") else ["dumpcap", "-q", "-P", "-B", "256", "-s", "200", "-w"]
        capture = subprocess.Popen(inside + tool + [str(path), "-i", "lo"],
                                   stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        time.sleep(2)
        # An ordinary connection is about 11 packets; several target addresses give enough ports.
        seconds = 0
        while seconds < 120:
            subprocess.run(inside + ["wrk", "-t1", "-c64", "-d5s", "-H", "Connection: close",
                                     "http://127.0.0.1:8080/"], check=True,
                           stdout=subprocess.DEVNULL)
            seconds += 5
            time.sleep(1)
            if path.stat().st_size > PACKETS * 1.15 * 130:
                break
        time.sleep(2)
        capture.send_signal(signal.SIGINT)
        capture.wait(30)
    finally:
        for process in (capture, server):
            if process and process.poll() is None:
                process.terminate()
                process.wait(10)
        subprocess.run(["ip", "netns", "del", namespace], check=False)
    return path


class Program:
    """A command and the best of its runs. `every`: in which rounds it takes part."""

    def __init__(self, name, command, every=1):
        self.name, self.command, self.every = name, command, every
        self.seconds = self.processor = float("inf")
        self.megabytes = 0.0
        self.line = ""

    def run(self, folder):
        output = folder / "output"
        start = time.perf_counter()
        with open(output, "wb") as file:
            process = subprocess.Popen(self.command, stdout=file, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds = min(self.seconds, time.perf_counter() - start)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{self.name} failed: {process.returncode}")
        self.processor = min(self.processor, usage.ru_utime + usage.ru_stime)
        self.megabytes = max(self.megabytes, usage.ru_maxrss / 1024)
        with open(output, "rb") as file:
            file.seek(max(0, output.stat().st_size - 400))
            lines = file.read().decode(errors="replace").strip().splitlines()
        self.line = lines[-1] if lines else ""

    def show(self):
        print(f"{self.name:34} {self.seconds:8.3f} s, {self.processor:7.3f} s of the processor, "
              f"{self.megabytes:7.1f} MB")


def take_turns(programs, rounds, folder):
    for turn in range(rounds):
        for program in programs:
            if turn % program.every == 0:
                program.run(folder)


def ratio(a, b):
    """How many times as long a takes. Processor time is the steadier one while others compute."""
    return f"{a.seconds / b.seconds:.2f} times ({a.processor / b.processor:.2f} by processor time)"


def compare(cli, bare_loop, capture, rounds, folder):
    bare = Program("bare pcap_loop", [bare_loop, str(capture)])
    summary = Program("analyze --summary", [cli, "analyze", "--summary", str(capture)])
    table = Program("analyze", [cli, "analyze", str(capture)], every=2)
    json = Program("analyze --json", [cli, "analyze", "--json", str(capture)], every=2)
    others = [Program(" ".join(command), command + arguments + [str(capture)], every=4)
              for command, arguments in ((["tshark", "-n", "-q", "-z", "conv,tcp"], ["-r"]),
                                         (["tcptrace", "-n"], []))
              if shutil.which(command[0])]
    programs = [bare, summary, table, json] + others
    take_turns(programs, rounds, folder)
    print(summary.line)
    for program in programs:
        program.show()
    print(f"analyze --summary takes {ratio(summary, bare)} a bare loop's time (at most 4, aim 2.5)")
    for program, aim in zip(others, (25, 12)):
        print(f"{program.name} takes {ratio(program, summary)} the time of analyze --summary "
              f"(at least {aim})")


def show_growth(cli, capture, folder):
    before = None
    for packets in (100_000, 1_000_000, 10_000_000):
        target = folder / "grown.pcap"
        # In a child: what this process holds would count as peak memory of those it starts.
        child = os.fork()
        if child == 0:
            grow(capture, target, packets)
            os._exit(0)
        os.waitpid(child, 0)
        program = Program("", [cli, "analyze", "--summary", str(target)])
        take_turns([program], max(3, min(20, 10_000_000 // packets)), folder)
        connections = int(program.line.split(" connections")[0].split()[-1])
        print(f"{packets:>10} packets {program.seconds:8.3f} s, "
              f"{program.seconds / packets * 1e9:6.1f} ns a packet "
              f"({program.processor / packets * 1e9:.1f} by processor time), "
              f"{program.megabytes:7.1f} MB, {connections} connections")
        if packets == 10_000_000:
            grown = (program.megabytes - before[0]) * 1024 * 1024 / (connections - before[1])
            print(f"each of the last {connections - before[1]} connections takes {grown:.0f} bytes "
                  f"(at most 600)")
        before = program.megabytes, connections
        target.unlink()


def grow(source, target, packets):
    """Repeats the packets under other addresses (byte 2 of the IPv4 addresses) until there are
    `packets`, or cuts the file down to that many."""
    data = source.read_bytes()
    header, magic = data[:24], struct.unpack("<I", data[:4])[0]
    if magic not in (0xA1B2C3D4, 0xA1B23C4D):
        raise SystemExit("growth needs a little-endian pcap file")
    linktype = struct.unpack("<I", header[20:24])[0]
    ip = {1: 14, 101: 0, 113: 16}[linktype]
    offsets, at = [], 24
    while at + 16 <= len(data):
        length = struct.unpack_from("<I", data, at + 8)[0]
        offsets.append(at)
        at += 16 + length
    offsets.append(at)
    with open(target, "wb") as out:
        out.write(header)
        written = 0
        for repeat in range(256):
            take = min(packets - written, len(offsets) - 1)
            copy = bytearray(data[24:offsets[take]])
            for start in offsets[:take]:
                base = start - 24 + 16 + ip
                if len(copy) > base + 20 and copy[base] >> 4 == 4:
                    copy[base + 13] = copy[base + 17] = repeat
            out.write(copy)
            written += take
            if written >= packets:
                return


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("bare")
    parser.add_argument("--capture", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--no-growth", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="synoptic-bench-") as scratch:
        folder = pathlib.Path(scratch)
        capture = options.capture
        if not capture:
            if os.geteuid() != 0:
                print("needs root to make the capture; give one with --capture")
                return 77
            capture = make_capture(folder)
            if options.keep:
                shutil.copy(capture, options.keep)
        compare(options.cli, options.bare, capture, options.rounds, folder)
        if not options.no_growth:
            show_growth(options.cli, capture, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
