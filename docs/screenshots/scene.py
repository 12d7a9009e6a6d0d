#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real connections in many states, for the pictures of README. Started by make.sh inside a network
namespace of its own, whose loopback carries documentation addresses (RFC 5737). Ends by itself.
usage: scene.py SECONDS
"""
import ctypes
import os
import random
import socket
import sys
import threading
import time

HERE = "192.0.2.10"
PEERS = ["198.51.100.7", "198.51.100.24", "203.0.113.14", "203.0.113.57", "203.0.113.66"]
END = time.monotonic() + float(sys.argv[1])
kept = []


def running():
    return time.monotonic() < END


def become(name):
    """A process of its own with this name in /proc/PID/comm; True in the child."""
    if os.fork():
        return False
    ctypes.CDLL(None).prctl(15, name.encode(), 0, 0, 0)  # PR_SET_NAME
    return True


def listen(port, backlog=128):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((HERE, port))
    server.listen(backlog)
    return server


def connect(peer, port, blocking=True):
    client = socket.socket()
    client.bind((peer, 0))
    client.setblocking(blocking)
    try:
        client.connect((HERE, port))
    except BlockingIOError:
        pass
    kept.append(client)
    return client


def in_background(work, *arguments):
    threading.Thread(target=work, args=arguments, daemon=True).start()


def web_server():
    """Answers and closes first, so it collects TIME-WAIT; long polls stay open."""
    server = listen(443, 511)

    def serve(end):
        try:
            while running():
                request = end.recv(64)
                if not request:
                    break
                end.sendall(os.urandom(random.randint(800, 60_000)))
                if request == b"once":
                    break
                time.sleep(random.uniform(0.05, 0.4))
        except OSError:
            pass
        end.close()

    while running():
        end, _ = server.accept()
        in_background(serve, end)


def leaky_server():
    """Never closes what its clients have closed: CLOSE-WAIT."""
    server = listen(8080)
    while running():
        kept.append(server.accept()[0])


def database():
    server = listen(5432, 244)
    while running():
        end, _ = server.accept()
        kept.append(end)
        in_background(lambda e=end: [e.sendall(b"r" * 900) or time.sleep(0.5)
                                     for _ in range(600) if running()])


def clients():
    def once():
        try:
            client = connect(random.choice(PEERS), 443)
            client.sendall(b"once")
            while client.recv(65536):
                pass
            kept.remove(client)
            client.close()
        except OSError:
            pass

    def poll():
        client = connect(random.choice(PEERS), 443)
        while running():
            client.sendall(b"poll")
            client.recv(65536)
            time.sleep(random.uniform(0.1, 0.6))

    def query():
        client = connect(PEERS[0], 5432)
        while running() and client.recv(4096):
            pass

    def late():
        """One whose whole life the pictures can show: make.sh selects it by its port."""
        time.sleep(12)
        client = socket.socket()
        client.bind((PEERS[3], 50212))
        client.connect((HERE, 8080))
        kept.append(client)
        time.sleep(7)
        client.shutdown(socket.SHUT_WR)

    in_background(late)
    for _ in range(9):
        in_background(poll)
    for _ in range(4):
        in_background(query)
    for _ in range(6):
        connect(PEERS[3], 8080).shutdown(socket.SHUT_WR)  # FIN-WAIT-2 here, CLOSE-WAIT there
    for _ in range(3):
        connect(PEERS[4], 8443, blocking=False)  # make.sh drops these SYNs: SYN-SENT
    for _ in range(5):
        connect(PEERS[2], 8022, blocking=False)  # and the last ACK of these: SYN-RECEIVED
    beat = 0
    while running():
        in_background(once)
        beat += 1
        if beat % 12 == 0:
            connect(PEERS[3], 8080).shutdown(socket.SHUT_WR)
        time.sleep(0.12)


for name, work in (("web", web_server), ("leaky", leaky_server), ("database", database)):
    if become(name):
        work()
        os._exit(0)
ssh = listen(22)
half_open = listen(8022)
time.sleep(0.5)
if become("client"):
    clients()
    os._exit(0)
time.sleep(max(0, END - time.monotonic()))
