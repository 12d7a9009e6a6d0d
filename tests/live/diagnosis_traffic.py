# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers and clients that behave well or badly, for tst_diagnosis: diagnosis_traffic.py MODE ADDRESS
PORT [NUMBER]. Each ends by itself within half a minute."""
import resource
import selectors
import socket
import struct
import sys
import time

LENGTH = 25


def listener(address, port, backlog):
    return socket.create_server((address, port), backlog=backlog, reuse_port=False)


def serve(address, port, backlog, keep=False):
    """Accepts, answers a request with a short text, closes; `keep`: never closes."""
    server = listener(address, port, backlog)
    server.setblocking(False)
    selector = selectors.DefaultSelector()
    selector.register(server, selectors.EVENT_READ)
    kept = []
    end = time.time() + LENGTH
    while time.time() < end:
        for key, _ in selector.select(0.2):
            try:
                if key.fileobj is server:
                    while True:
                        connection, _ = server.accept()
                        if keep:
                            kept.append(connection)
                            continue
                        connection.setblocking(False)
                        selector.register(connection, selectors.EVENT_READ)
                    continue
                key.fileobj.recv(4096)
                key.fileobj.send(b"short")
            except BlockingIOError:
                continue
            except OSError:
                pass
            if key.fileobj is not server:
                selector.unregister(key.fileobj)
                key.fileobj.close()


def idle(address, port, backlog):
    """Listens and never accepts."""
    server = listener(address, port, backlog)
    time.sleep(LENGTH)
    server.close()


def deaf(address, port, _):
    """Accepts and never reads."""
    server = listener(address, port, 16)
    server.settimeout(LENGTH)
    connection, _ = server.accept()
    time.sleep(LENGTH)
    connection.close()


def restarts(address, port, _):
    """A server that is started anew every second, as an update does it."""
    for _ in range(8):
        server = listener(address, port, 128)
        server.settimeout(0.05)
        end = time.time() + 0.9
        while time.time() < end:
            try:
                server.accept()[0].close()
            except OSError:
                pass
        server.close()
        time.sleep(0.3)


def burst(address, port, number):
    """So many clients at once, each waiting for its answer."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (number + 100, number + 100))
    selector = selectors.DefaultSelector()
    for _ in range(number):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex((address, port))
        selector.register(client, selectors.EVENT_WRITE)
    end = time.time() + LENGTH
    done = 0
    while done < number and time.time() < end:
        for key, events in selector.select(0.5):
            client = key.fileobj
            try:
                if events & selectors.EVENT_WRITE:
                    client.send(b"x")
                    selector.modify(client, selectors.EVENT_READ)
                    continue
                client.recv(100)
            except OSError:
                pass
            done += 1
            selector.unregister(client)
            client.close()
    print(done, flush=True)


def hammer(address, port, seconds):
    """Short connections one after the other, as fast as they go."""
    end = time.time() + seconds
    count = 0
    while time.time() < end:
        try:
            with socket.create_connection((address, port), 3) as client:
                client.send(b"x")
                while client.recv(100):
                    pass
            count += 1
        except OSError:
            pass
    print(count, flush=True)


def connect(address, port, number):
    """Opens so many and keeps them."""
    kept = []
    for _ in range(number):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex((address, port))
        kept.append(client)
        time.sleep(0.005)
    time.sleep(LENGTH - 5)


def leave(address, port, number):
    """Opens so many and closes them at once, politely."""
    for _ in range(number):
        socket.create_connection((address, port), 3).close()


def pour(address, port, _):
    """Sends more than fits."""
    client = socket.create_connection((address, port), 3)
    client.settimeout(LENGTH)
    try:
        client.sendall(b"x" * 20_000_000)
    except OSError:
        pass


def scan(address, port, number):
    """Asks so many ports, one after the other."""
    for each in range(port, port + number):
        client = socket.socket()
        client.settimeout(0.2)
        client.connect_ex((address, each))
        client.close()


def cut(address, port, _):
    """A server that resets at the first request."""
    server = listener(address, port, 16)
    server.settimeout(LENGTH)
    while True:
        connection, _ = server.accept()
        connection.recv(100)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()


if __name__ == "__main__":
    mode, host, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    last = int(sys.argv[4]) if len(sys.argv) > 4 else 128
    if mode == "leak":
        serve(host, number, last, keep=True)
    else:
        globals()[mode](host, number, last)
