# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary and rude TCP traffic for captures: downloads, uploads, many short connections, aborts,
refusals, a receiver that stops reading, keep-alives. Seeded; ends by itself within half a minute."""
import random
import selectors
import socket
import struct
import threading
import time

PORT = 8000
LENGTH = 25


def answer(connection):
    """The first byte tells what is wanted."""
    try:
        connection.settimeout(LENGTH)
        wish = connection.recv(1)
        if wish == b"d":
            connection.sendall(b"x" * 400_000)
        elif wish == b"u":
            while connection.recv(65536):
                pass
        elif wish == b"s":
            connection.sendall(b"short")
        elif wish == b"r":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif wish == b"z":
            time.sleep(4)
            while connection.recv(65536):
                pass
        elif wish == b"k":
            time.sleep(5)
    except OSError:
        pass
    finally:
        connection.close()


def serve(address, address6):
    end = time.time() + LENGTH
    selector = selectors.DefaultSelector()
    for family, host in ((socket.AF_INET, address), (socket.AF_INET6, address6)):
        listener = socket.create_server((host, PORT), family=family, backlog=64)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        selector.register(listener, selectors.EVENT_READ)
    while time.time() < end:
        for key, _ in selector.select(0.2):
            connection, _ = key.fileobj.accept()
            threading.Thread(target=answer, args=(connection,), daemon=True).start()


def one(address, wish, amount=0, port=PORT):
    try:
        c = socket.create_connection((address, port), 15)
        c.settimeout(15)
        if wish == b"k":
            c.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            c.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1)
            c.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
        c.sendall(wish + b"y" * amount)
        if wish == b"a":
            c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            c.shutdown(socket.SHUT_WR)
            while c.recv(65536):
                pass
        c.close()
    except OSError:
        pass


def ask(address, address6, seed):
    rng = random.Random(seed)
    time.sleep(0.3)
    threads = []

    def start(*arguments):
        threads.append(threading.Thread(target=one, args=arguments, daemon=True))
        threads[-1].start()

    for host in (address, address6):
        start(host, b"d")
        start(host, b"u", 300_000)
        start(host, b"z", 500_000)
        start(host, b"k")
        start(host, b"s", 0, PORT + 1)  # refused
    for _ in range(60):
        start(rng.choice([address, address6]), rng.choice([b"s", b"r", b"a", b"s", b"d"]),
              rng.choice([0, 10, 5000]))
        time.sleep(rng.uniform(0, 0.1))
    end = time.time() + LENGTH - 8
    for thread in threads:
        thread.join(max(0, end - time.time()))
