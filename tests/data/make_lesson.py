#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the capture of the sample lesson: a page fetched over HTTP, one data segment lost.

usage: make_lesson.py FILE
Taken, as it were, at the client. The bytes are the same each time.
"""
import ipaddress
import struct
import sys

CLIENT, SERVER = ("192.0.2.10", 49822), ("198.51.100.80", 80)
MACS = {CLIENT: bytes.fromhex("020000000010"), SERVER: bytes.fromhex("020000000080")}
J, K = 1_000_000, 7_000_000  # the initial sequence numbers
START = 1_700_000_000_000_000  # microseconds
FIN, SYN, PSH, ACK = 1, 2, 8, 16
SYN_OPTIONS = bytes.fromhex("020405b4" "0402" "0101")  # MSS 1460, SACK permitted

REQUEST = b"GET /lesson HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n\r\n"
BODY = b"".join(b"Line %03d of the page.\n" % line for line in range(1, 101))
ANSWER = (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n"
          b"Connection: close\r\n\r\n" % len(BODY)) + BODY
PARTS = [ANSWER[at:at + 800] for at in range(0, len(ANSWER), 800)]


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(">%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def frame(source, destination, flags, sequence, acknowledgment, payload=b"", options=b""):
    src, dst = (ipaddress.ip_address(end[0]).packed for end in (source, destination))
    options += b"\1" * (-len(options) % 4)
    length = 20 + len(options) + len(payload)

    def tcp(check):
        return struct.pack(">HHIIBBHHH", source[1], destination[1], sequence, acknowledgment,
                           (5 + len(options) // 4) << 4, flags, 64240, check, 0) + options + payload

    def ip(check):
        return struct.pack(">BBHHHBBH", 0x45, 0, 20 + length, 0, 0x4000, 64, 6, check) + src + dst

    segment = tcp(checksum(src + dst + struct.pack(">HH", 6, length) + tcp(0)))
    return MACS[destination] + MACS[source] + b"\x08\0" + ip(checksum(ip(0))) + segment


def packets():
    """(milliseconds, frame) in the order the client's interface saw them."""
    up = J + 1 + len(REQUEST)
    at = [K + 1]
    for part in PARTS:
        at.append(at[-1] + len(part))
    end = at[-1]
    assert len(PARTS) == 3, len(PARTS)
    # What the client holds of the third part while the second is missing, told in its duplicate ACK.
    sack = b"\1\1" + struct.pack(">BBII", 5, 10, at[2], at[3])
    yield 0, frame(CLIENT, SERVER, SYN, J, 0, options=SYN_OPTIONS)
    yield 40, frame(SERVER, CLIENT, SYN | ACK, K, J + 1, options=SYN_OPTIONS)
    yield 41, frame(CLIENT, SERVER, ACK, J + 1, K + 1)
    yield 45, frame(CLIENT, SERVER, PSH | ACK, J + 1, K + 1, REQUEST)
    yield 85, frame(SERVER, CLIENT, ACK, K + 1, up)
    yield 95, frame(SERVER, CLIENT, ACK, at[0], up, PARTS[0])
    yield 96, frame(CLIENT, SERVER, ACK, up, at[1])
    # The second part never arrives.
    yield 98, frame(SERVER, CLIENT, PSH | ACK, at[2], up, PARTS[2])
    yield 99, frame(CLIENT, SERVER, ACK, up, at[1], options=sack)
    yield 345, frame(SERVER, CLIENT, ACK, at[1], up, PARTS[1])
    yield 346, frame(CLIENT, SERVER, ACK, up, end)
    yield 400, frame(CLIENT, SERVER, FIN | ACK, up, end)
    yield 440, frame(SERVER, CLIENT, ACK, end, up + 1)
    yield 470, frame(SERVER, CLIENT, FIN | ACK, end, up + 1)
    yield 471, frame(CLIENT, SERVER, ACK, up + 1, end + 1)


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    return struct.pack("<II", kind, 12 + len(body)) + body + struct.pack("<I", 12 + len(body))


def main():
    with open(sys.argv[1], "wb") as out:
        out.write(block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)))
        out.write(block(1, struct.pack("<HHI", 1, 0, 262144)))
        for milliseconds, data in packets():
            time = START + milliseconds * 1000
            out.write(block(6, struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(data), len(data))
                            + data))


if __name__ == "__main__":
    main()
