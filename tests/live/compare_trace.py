#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every transition the kernel makes is told, none lost: synoptic-capture trace beside bpftrace.

Opens and closes a few thousand connections on loopback and compares how often each change of state
was counted by the helper and, on the same tracepoint, by bpftrace. 10 to 3 is left out: the helper
tells it with the 3 to 1 that follows. Needs root.
usage: compare_trace.py HELPER
"""
import collections
import os
import socket
import struct
import subprocess
import sys
import time

CONNECTIONS = 4000
RECORD = 92
TRACE_EVENTS, STATISTICS = 9, 4
SKIP = 77


def frames(data: bytes):
    at = 0
    while at + 8 <= len(data):
        length, kind, _ = struct.unpack_from("<IHH", data, at)
        yield kind, data[at + 8:at + 8 + length]
        at += 8 + length


def main() -> int:
    if os.geteuid() != 0:
        print("needs root: skipped")
        return SKIP
    if not os.path.exists("/sys/kernel/tracing/events/sock"):
        subprocess.run(["mount", "-t", "tracefs", "tracefs", "/sys/kernel/tracing"], check=False)
    server = socket.create_server(("127.0.0.1", 0), backlog=128)
    port = server.getsockname()[1]
    program = ("tracepoint:sock:inet_sock_set_state /args->protocol == 6 && "
               f"(args->sport == {port} || args->dport == {port}) && "
               "!(args->oldstate == 10 && args->newstate == 3)/ "
               "{ @[args->oldstate, args->newstate] = count(); }")
    peer = subprocess.Popen(["bpftrace", "-e", program], stdout=subprocess.PIPE, text=True)
    helper = subprocess.Popen([sys.argv[1], "trace"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE)
    assert "Attaching" in peer.stdout.readline()
    time.sleep(2)  # both look by now
    output = bytearray()
    os.set_blocking(helper.stdout.fileno(), False)

    def drain() -> None:
        output.extend(helper.stdout.read() or b"")

    for number in range(CONNECTIONS):
        client = socket.create_connection(("127.0.0.1", port))
        accepted, _ = server.accept()
        first, second = (client, accepted) if number % 2 else (accepted, client)
        if number % 16 == 0:  # by RST
            first.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        first.close()
        second.close()
        if number % 64 == 0:
            drain()
    time.sleep(1)
    drain()
    peer.send_signal(2)
    counted_text = peer.communicate(timeout=30)[0]
    helper.stdin.close()
    os.set_blocking(helper.stdout.fileno(), True)
    output.extend(helper.stdout.read())
    status = helper.wait(timeout=10)

    told: collections.Counter = collections.Counter()
    lost = 0
    for kind, payload in frames(bytes(output)):
        if kind == STATISTICS:
            lost = struct.unpack_from("<QQQ", payload)[1]
        if kind != TRACE_EVENTS:
            continue
        for at in range(0, len(payload), RECORD):
            ports = struct.unpack_from("<HH", payload, at + 32)
            event, before, after = payload[at + 36], payload[at + 37], payload[at + 38]
            if event == 0 and port in ports:
                told[before, after] += 1
    counted = collections.Counter()
    for line in counted_text.splitlines():
        if line.startswith("@["):
            states, count = line[2:].split("]: ")
            counted[tuple(int(n) for n in states.split(", "))] += int(count)
    for change in sorted(told | counted):
        print(f"{change[0]:>3} -> {change[1]:<3} told {told[change]:>6}, bpftrace {counted[change]:>6}")
    print(f"{sum(told.values())} transitions, {lost} lost, helper's status {status}")
    assert lost == 0 and status == 0
    assert sum(told.values()) > 6 * CONNECTIONS
    # The local port is 0 for bpftrace where a socket has given it back; those it cannot filter.
    different = [c for c in told | counted if told[c] != counted[c]]
    assert not different, different
    return 0


if __name__ == "__main__":
    sys.exit(main())
