#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes captures that no network would: random segments on a few four-tuples, near enough to each
other that every rule of the analysis meets every other. Seeded, so that a find can be made again.

usage: segment_soup.py SEED PACKETS OUT.pcap [v6]"""
import random
import socket
import struct
import sys

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16


def tcp(sport, dport, seq, ack, flags, window, payload=b"", options=b""):
    options += b"\x01" * (-len(options) % 4)
    return struct.pack("!HHIIBBHHH", sport, dport, seq & 0xFFFFFFFF, ack & 0xFFFFFFFF,
                       (5 + len(options) // 4) << 4, flags, window, 0, 0) + options + payload


def ip(source, destination, body, protocol=6):
    if ":" in source:
        return struct.pack("!IHBB", 0x60000000, len(body), protocol, 64) \
            + socket.inet_pton(socket.AF_INET6, source) \
            + socket.inet_pton(socket.AF_INET6, destination) + body
    return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 0, 0, 64, protocol, 0,
                       socket.inet_aton(source), socket.inet_aton(destination)) + body


class Pcap:
    """Raw IP, nanoseconds."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.file.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, 101))

    def write(self, nanoseconds, packet):
        self.file.write(struct.pack("<IIII", nanoseconds // 10**9, nanoseconds % 10**9,
                                    len(packet), len(packet)) + packet)

    def close(self):
        self.file.close()


def soup(seed, packets, path, v6=False):
    rng = random.Random(seed)
    hosts = ["2001:db8::1", "2001:db8::2"] if v6 else ["192.0.2.1", "192.0.2.2"]
    pcap = Pcap(path)
    now = 1_700_000_000 * 10**9
    flows = []
    for i in range(rng.randint(1, 5)):
        base = [rng.choice([0, 100, 2**32 - 40, rng.getrandbits(32)]) for _ in (0, 1)]
        flows.append({"ports": [rng.randint(1024, 1030), 80], "base": base, "next": list(base),
                      "last": [None, None]})
    for _ in range(packets):
        flow = rng.choice(flows)
        end = rng.randint(0, 1)
        now += rng.choice([1000, 100_000, 2_000_000, 10_000_000, 19_999_999, 20_000_000,
                           150_000_000, 0, rng.randint(0, 3_000_000)])
        kind = rng.random()
        if flow["last"][end] and kind < 0.15:  # the same again
            seq, ack, flags, window, length = flow["last"][end]
            if rng.random() < 0.5:
                ack = flow["next"][1 - end]
        else:
            seq = flow["next"][end]
            ack = flow["next"][1 - end]
            if kind < 0.5:
                seq += rng.choice([-1, 0, 0, 0, 1, -10, 10, rng.randint(-60, 60)])
                ack += rng.choice([0, 0, 0, -1, 1, -10, 10, rng.randint(-60, 60)])
            length = rng.choice([0, 0, 0, 1, 10, rng.randint(1, 50)])
            window = rng.choice([0, 500, 500, 500, 1000, rng.randint(0, 65535)])
            flags = rng.choices([ACK, ACK | PSH, SYN, SYN | ACK, FIN | ACK, RST, RST | ACK, 0, FIN,
                                 rng.getrandbits(5)], [60, 20, 4, 4, 5, 2, 2, 1, 1, 1])[0]
            if flags & SYN and rng.random() < 0.7:
                seq = flow["base"][end]
                length = rng.choice([0, 0, 0, 5])
                if rng.random() < 0.3:
                    flow["base"][end] = seq = rng.getrandbits(32)
                    flow["next"][end] = seq + 1
            if not flags & ACK and rng.random() < 0.7:
                ack = 0
        seq &= 0xFFFFFFFF
        ack &= 0xFFFFFFFF
        flow["last"][end] = (seq, ack, flags, window, length)
        ahead = (seq + length + bool(flags & (SYN | FIN))) & 0xFFFFFFFF
        if (ahead - flow["next"][end]) & 0xFFFFFFFF < 2**31 and not flags & RST:
            flow["next"][end] = ahead
        ports = flow["ports"]
        pcap.write(now, ip(hosts[end], hosts[1 - end],
                           tcp(ports[end], ports[1 - end], seq, ack, flags, window, b"x" * length)))
    pcap.close()


if __name__ == "__main__":
    soup(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], len(sys.argv) > 4)
