#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast is `synoptic-cli analyze`? Prints ratios within this run; decides nothing.

Captures nginx and wrk on the loopback of a network namespace (needs root; nginx-light, wrk, tcpdump
or dumpcap), then times analyze beside a bare pcap_loop, tshark and tcptrace. Last, it repeats the
capture under other addresses to show that time grows as the number of packets does.

usage: bench_analyze.py SYNOPTIC_CLI BARE_PCAP_LOOP [--capture FILE] [--keep DIR] [--no-growth]"""
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


def timed(command, folder):
    """(seconds of the fastest of some runs, peak resident megabytes, last output line)"""
    output = folder / "output"
    best, peak, line = None, 0, ""
    spent = 0.0
    for _ in range(5):
        start = time.perf_counter()
        with open(output, "wb") as file:
            process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        elapsed = time.perf_counter() - start
        spent += elapsed
        best = elapsed if best is None else min(best, elapsed)
        peak = max(peak, usage.ru_maxrss / 1024)
        with open(output, "rb") as file:
            file.seek(max(0, output.stat().st_size - 400))
            line = file.read().decode(errors="replace").strip().splitlines()[-1:]
        if spent > 5:
            break
    return best, peak, line[0] if line else ""


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
        bare, _, line = timed([options.bare, str(capture)], folder)
        print(f"bare pcap_loop      {bare:8.3f} s                  {line}")
        summary, memory, line = timed([options.cli, "analyze", "--summary", str(capture)], folder)
        print(f"analyze --summary   {summary:8.3f} s {memory:8.1f} MB     {line}")
        table, memory, _ = timed([options.cli, "analyze", str(capture)], folder)
        print(f"analyze             {table:8.3f} s {memory:8.1f} MB")
        json, memory, _ = timed([options.cli, "analyze", "--json", str(capture)], folder)
        print(f"analyze --json      {json:8.3f} s {memory:8.1f} MB")
        print(f"analyze --summary takes {summary / bare:.2f} times a bare loop (at most 4, aim 2.5)")
        for name, command in (("tshark", ["tshark", "-n", "-q", "-z", "conv,tcp", "-r"]),
                              ("tcptrace", ["tcptrace", "-n"])):
            if not shutil.which(name):
                print(f"{name} is not installed")
                continue
            seconds, peak, _ = timed(command + [str(capture)], folder)
            print(f"{name:19} {seconds:8.3f} s {peak:8.1f} MB     "
                  f"analyze --summary is {seconds / summary:.1f} times as fast")
        if not options.no_growth:
            for packets in (100_000, 1_000_000, 10_000_000):
                target = folder / "grown.pcap"
                # In a child: what this process holds would count as peak memory of those it starts.
                child = os.fork()
                if child == 0:
                    grow(capture, target, packets)
                    os._exit(0)
                os.waitpid(child, 0)
                seconds, peak, line = timed([options.cli, "analyze", "--summary", str(target)], folder)
                print(f"{packets:>10} packets {seconds:8.3f} s, {seconds / packets * 1e9:6.1f} ns "
                      f"a packet, {peak:7.1f} MB   {line}")
                target.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
