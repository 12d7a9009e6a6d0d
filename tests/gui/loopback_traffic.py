#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bounded TCP traffic on loopback, so that a picture or a measurement has something to show.

Opens --connections connections that stay, a listener with a full backlog, half-closed ones in
CLOSE-WAIT and FIN-WAIT-2, and a few short ones a second that end in TIME-WAIT. Prints one line
"ready LOCAL:PORT-REMOTE:PORT" that names a connection to select, and ends after --seconds.
"""
import argparse
import random
import socket
import time

parser = argparse.ArgumentParser()
parser.add_argument("--connections", type=int, default=40)
parser.add_argument("--seconds", type=float, default=20)
parser.add_argument("--churn", type=float, default=4, help="short connections a second")
options = parser.parse_args()
assert options.connections <= 2000 and options.seconds <= 600 and options.churn <= 200

random.seed(7)
listeners = []
for host in ("127.0.0.1", "127.0.0.2", "127.0.0.53", "::1"):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.bind((host, 0))
    listener.listen(64)
    listeners.append(listener)

kept = []


def connect(listener):
    client = socket.create_connection(listener.getsockname()[:2])
    server, _ = listener.accept()
    return client, server


for i in range(options.connections):
    kept.append(connect(listeners[i % len(listeners)]))
for i in range(3):
    client, server = connect(listeners[0])
    client.shutdown(socket.SHUT_WR)  # client FIN-WAIT-2, server CLOSE-WAIT
    kept.append((client, server))
full = socket.socket()
full.bind(("127.0.0.1", 0))
full.listen(1)
waiting = []
for i in range(4):  # the backlog holds two; the others stay in SYN-SENT
    s = socket.socket()
    s.setblocking(False)
    s.connect_ex(full.getsockname())
    waiting.append(s)

closing_client, closing_server = connect(listeners[1])
closing = "%s:%d-%s:%d" % (*closing_server.getsockname(), *closing_server.getpeername())
print("ready " + closing, flush=True)

end = time.monotonic() + options.seconds
half_closed = False
began = time.monotonic()
while time.monotonic() < end:
    for client, server in random.sample(kept, max(1, len(kept) // 4)):
        try:
            client.send(b"x" * random.randint(1, 4000))
            server.setblocking(False)
            server.recv(65536)
        except OSError:
            pass
    if options.churn:
        client, server = connect(random.choice(listeners))
        client.send(b"hello")
        server.recv(16)
        if random.random() < 0.2:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        client.close()
        server.close()
    if not half_closed and time.monotonic() - began > 3:
        closing_client.shutdown(socket.SHUT_WR)
        half_closed = True
    time.sleep(1 / options.churn if options.churn else 1)
