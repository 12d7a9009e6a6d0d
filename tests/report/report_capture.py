# SPDX-License-Identifier: GPL-3.0-or-later
"""A capture whose every name and address is a secret or an attack, written packet by packet."""
import socket
import struct

CLIENT, SERVER = "203.0.113.77", "198.51.100.88"
CLIENT6, SERVER6 = "2001:db8:aa::77", "2001:db8:bb::88"
URL = "/<script>fetch('http://evil.invalid/x')</script>"
HOST = "=cmd|'calc'!A1.evil.invalid"
TLS_NAME = "secret-tls.evil.invalid"
DNS_NAME = "secret-dns.evil.invalid"
SECRETS = [CLIENT, SERVER, CLIENT6, SERVER6, "fetch(", "evil.invalid", "secret-tls", "secret-dns",
           "calc", "secretfile", "Reason-of-secret"]

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16


def ip(source: str, target: str, protocol: int, body: bytes) -> bytes:
    if ":" in source:
        return (struct.pack("!IHBB", 6 << 28, len(body), protocol, 64)
                + socket.inet_pton(socket.AF_INET6, source)
                + socket.inet_pton(socket.AF_INET6, target) + body)
    return (struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 0, 0, 64, protocol, 0)
            + socket.inet_aton(source) + socket.inet_aton(target) + body)


def tcp(source, sport, target, dport, seq, ack, flags, data=b"", window=65000) -> bytes:
    return ip(source, target, 6, struct.pack("!HHIIBBHHH", sport, dport, seq, ack, 5 << 4, flags,
                                             window, 0, 0) + data)


def udp(source, sport, target, dport, data) -> bytes:
    return ip(source, target, 17, struct.pack("!HHHH", sport, dport, 8 + len(data), 0) + data)


def dns_query(name: str) -> bytes:
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return struct.pack("!HHHHHH", 7, 0x100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", 1, 1)


def client_hello(name: str) -> bytes:
    entry = b"\0" + struct.pack("!H", len(name)) + name.encode()
    names = struct.pack("!H", len(entry)) + entry
    extensions = struct.pack("!HH", 0, len(names)) + names
    body = (b"\3\3" + bytes(32) + b"\0" + struct.pack("!HH", 2, 0x1301) + b"\1\0"
            + struct.pack("!H", len(extensions)) + extensions)
    shake = b"\1" + struct.pack("!I", len(body))[1:] + body
    return b"\x16\3\1" + struct.pack("!H", len(shake)) + shake


def exchange(client, sport, server, dport, data: bytes, answer: bytes, twice=False):
    """An open connection with one question and one answer, reset by the server in the end."""
    c, s = 1000, 5000
    yield tcp(client, sport, server, dport, c, 0, SYN)
    yield tcp(server, dport, client, sport, s, c + 1, SYN | ACK)
    yield tcp(client, sport, server, dport, c + 1, s + 1, ACK)
    for _ in range(2 if twice else 1):
        yield tcp(client, sport, server, dport, c + 1, s + 1, PSH | ACK, data)
    yield tcp(server, dport, client, sport, s + 1, c + 1 + len(data), PSH | ACK, answer)
    yield tcp(server, dport, client, sport, s + 1 + len(answer), c + 1 + len(data), RST | ACK)


def packets():
    request = f"GET {URL} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    yield from exchange(CLIENT, 40001, SERVER, 80, request,
                        b"HTTP/1.1 404 Reason-of-secret\r\n\r\n", twice=True)
    yield from exchange(CLIENT6, 40002, SERVER6, 443, client_hello(TLS_NAME), b"\x15\3\3\0\2\2\x28")
    for i in range(3):  # refused
        yield tcp(CLIENT, 40010 + i, SERVER, 8080, 77, 0, SYN)
        yield tcp(SERVER, 8080, CLIENT, 40010 + i, 0, 78, RST | ACK)
    yield tcp(CLIENT, 40020, SERVER, 81, 9, 0, SYN)  # no answer
    yield udp(CLIENT, 50000, SERVER, 53, dns_query(DNS_NAME))
    yield from exchange(CLIENT, 40030, SERVER, 53, struct.pack("!H", len(dns_query(DNS_NAME)))
                        + dns_query(DNS_NAME), b"\0\1x")


def many_flagged():
    """Ten refused connects, then a server that closes its window for a moment."""
    for i in range(10):
        yield tcp(CLIENT, 40100 + i, SERVER, 8080, 77, 0, SYN)
        yield tcp(SERVER, 8080, CLIENT, 40100 + i, 0, 78, RST | ACK)
    c, s = 1000, 5000
    yield tcp(CLIENT, 40200, SERVER, 9000, c, 0, SYN)
    yield tcp(SERVER, 9000, CLIENT, 40200, s, c + 1, SYN | ACK)
    yield tcp(CLIENT, 40200, SERVER, 9000, c + 1, s + 1, ACK)
    yield tcp(CLIENT, 40200, SERVER, 9000, c + 1, s + 1, PSH | ACK, bytes(100))
    yield tcp(SERVER, 9000, CLIENT, 40200, s + 1, c + 101, ACK, window=0)
    yield tcp(SERVER, 9000, CLIENT, 40200, s + 1, c + 101, ACK)
    yield tcp(CLIENT, 40200, SERVER, 9000, c + 101, s + 1, PSH | ACK, bytes(100))


def write(path, what=None) -> None:
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))
        for number, packet in enumerate(what or packets()):
            out.write(struct.pack("<IIII", 1_700_000_000 + number // 4, number % 4 * 250_000,
                                  len(packet), len(packet)) + packet)
