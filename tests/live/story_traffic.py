# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections in great number, opened and closed in every way, from a seed.

Each way is a port of the server. Client and server are processes of a few threads each, so they
can stand in different namespaces; both end by themselves."""
import errno
import random
import select
import socket
import struct
import threading
import time

PATIENCE = 8
REFUSING = 40  # no listener there
TFO = 41
TOGETHER = 60  # simultaneous open: pairs of ports from here on
LOCAL_TOGETHER = 61000


def abort(s):
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    s.close()


def drain(s):
    while s.recv(65536):
        pass


def ask(c):
    c.sendall(b"question")


def answer(s, length=6):
    s.recv(100)
    s.sendall(b"a" * length)


class Play:
    """What a player needs to know: its dice, and how long the link takes in one direction."""

    def __init__(self, seed, delay):
        self.rng = random.Random(seed)
        self.delay = delay

    def pause(self):
        if self.rng.random() < 0.5:
            time.sleep(self.rng.choice([0.002, self.delay, 3 * self.delay]))


# For each way what the client does with its connection, and the server with its own.
def c_closes(c, play):
    ask(c)
    c.recv(100)
    play.pause()
    c.close()


def s_follows(s, play):
    answer(s)
    drain(s)
    play.pause()
    s.close()


def c_follows(c, play):
    ask(c)
    drain(c)
    play.pause()
    c.close()


def s_closes(s, play):
    answer(s, play.rng.choice([6, 4000]))
    play.pause()
    s.close()


def c_half_closes(c, play):
    ask(c)
    c.shutdown(socket.SHUT_WR)
    drain(c)
    play.pause()
    c.close()


def s_streams(s, play):
    drain(s)
    for _ in range(2):
        s.sendall(b"x" * 3000)
        play.pause()
    s.close()


def s_half_closes(s, play):
    answer(s)
    s.shutdown(socket.SHUT_WR)
    drain(s)
    play.pause()
    s.close()


def c_streams(c, play):
    ask(c)
    drain(c)
    c.sendall(b"y" * 3000)
    play.pause()
    c.close()


def c_aborts(c, play):
    ask(c)
    play.pause()
    abort(c)


def s_until_reset(s, play):
    s.recv(100)
    s.sendall(b"answer")
    drain(s)


def s_aborts(s, play):
    s.recv(100)
    play.pause()
    abort(s)


def c_until_reset(c, play):
    ask(c)
    drain(c)


def c_aborts_half_closed(c, play):
    ask(c)
    c.shutdown(socket.SHUT_WR)
    play.pause()
    abort(c)


def s_streams_on(s, play):
    drain(s)
    for _ in range(3):
        s.sendall(b"x" * 500)
        time.sleep(play.delay)
    s.close()


def s_aborts_in_close_wait(s, play):
    drain(s)
    play.pause()
    abort(s)


def s_aborts_in_last_ack(s, play):
    drain(s)
    s.shutdown(socket.SHUT_WR)
    abort(s)


def c_leaves_unread(c, play):
    time.sleep(3 * play.delay)
    c.close()


def s_sends_unread(s, play):
    s.sendall(b"unread")
    drain(s)


def c_closes_early(c, play):
    c.close()


def s_sends_to_nobody(s, play):
    for _ in range(3):
        s.sendall(b"x" * 100)
        time.sleep(2 * play.delay)
    s.close()


def s_just_closes(s, play):
    drain(s)
    s.close()


def c_closes_at_once(c, play):
    ask(c)
    time.sleep(play.delay)
    c.close()


def s_closes_at_once(s, play):
    s.recv(100)
    s.close()


def s_closes_without_reading(s, play):
    time.sleep(3 * play.delay)
    s.close()


WAYS = {
    "client closes": (c_closes, s_follows),
    "server closes": (c_follows, s_closes),
    "client half-closes": (c_half_closes, s_streams),
    "server half-closes": (c_streams, s_half_closes),
    "both half-close": (c_half_closes, s_half_closes),
    "client aborts": (c_aborts, s_until_reset),
    "server aborts": (c_until_reset, s_aborts),
    "client aborts half-closed": (c_aborts_half_closed, s_streams_on),
    "server aborts in CLOSE-WAIT": (c_half_closes, s_aborts_in_close_wait),
    "server aborts in LAST-ACK": (c_half_closes, s_aborts_in_last_ack),
    "client leaves data unread": (c_leaves_unread, s_sends_unread),
    "server leaves data unread": (c_until_reset, s_closes_without_reading),
    "data to a closed reader": (c_closes_early, s_sends_to_nobody),
    "closed as soon as open": (c_closes_early, s_just_closes),
    "simultaneous close": (c_closes_at_once, s_closes_at_once),
}
NAMES = list(WAYS)


def name_of_port(port, base):
    """Which way a connection to this port of the server went."""
    way = (port - base) % 100
    if way < len(NAMES):
        return NAMES[way]
    return {REFUSING: "refused", REFUSING + 1: "fast open", REFUSING + 2: "abandoned SYN",
            REFUSING + 3: "port used again"}.get(way, "simultaneous open")


def serve(address, base, seed, delay, stop):
    """Until the file `stop` is there: a listener for each way."""
    poll = select.poll()
    listeners = {}
    playing = []

    def listen(port, play):
        s = socket.create_server((address, port), backlog=1024)
        s.setblocking(False)
        if port == base + TFO:
            s.setsockopt(socket.IPPROTO_TCP, 23, 256)  # TCP_FASTOPEN
        listeners[s.fileno()] = (s, play)
        poll.register(s, select.POLLIN)

    for number, name in enumerate(NAMES):
        listen(base + number, WAYS[name][1])
    listen(base + TFO, s_closes)
    listen(base + REFUSING + 3, s_closes)

    def handle(connection, play, dice):
        try:
            connection.settimeout(PATIENCE)
            play(connection, dice)
        except OSError:
            pass
        connection.close()

    count = 0
    while not stop.exists():
        for fd, _ in poll.poll(200):
            listener, play = listeners[fd]
            try:
                while True:
                    connection = listener.accept()[0]
                    count += 1
                    dice = Play(f"{seed} server {count}", delay)
                    playing.append(threading.Thread(target=handle, daemon=True,
                                                    args=(connection, play, dice)))
                    playing[-1].start()
            except BlockingIOError:
                pass
        if len(playing) > 4000:
            playing = [thread for thread in playing if thread.is_alive()]
    for thread in playing:
        thread.join(0.5)


def one(local, address, base, way, play):
    """One connection of one way, or the few that belong together."""
    if way < len(NAMES):
        c = socket.create_connection((address, base + way), PATIENCE, (local, 0))
        WAYS[NAMES[way]][0](c, play)
        c.close()
    elif way == REFUSING:
        socket.create_connection((address, base + way), PATIENCE, (local, 0))
    elif way == TFO:
        c = socket.socket()
        c.settimeout(PATIENCE)
        c.sendto(b"question", socket.MSG_FASTOPEN, (address, base + way))
        drain(c)
        play.pause()
        c.close()
    elif way == REFUSING + 2:
        c = socket.socket()
        c.setblocking(False)
        c.connect_ex((address, base))
        c.close()
    else:  # the server closes first, so that only it waits
        port = 0
        for _ in range(3):
            c = socket.socket()
            c.settimeout(PATIENCE)
            c.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            c.bind((local, port))
            port = c.getsockname()[1]
            c.connect((address, base + way))
            c_follows(c, play)
            time.sleep(3 * play.delay)


def ask_many(local, address, base, seed, delay, count, threads):
    """`count` connections, so many at once."""
    ways = list(range(len(NAMES))) * 3 + [REFUSING, TFO, REFUSING + 2, REFUSING + 3]
    rest = iter(range(count))
    lock = threading.Lock()

    def work(number):
        play = Play(f"{seed} client {number}", delay)
        while True:
            with lock:
                if next(rest, None) is None:
                    return
            way = play.rng.choice(ways)
            try:
                one(local, address, base, way, play)
            except OSError:
                pass

    working = [threading.Thread(target=work, args=(n,), daemon=True) for n in range(threads)]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()


def open_together(local, remote, mine, theirs, start, step, rounds, seed, delay):
    """One end of simultaneous opens, one each `step` seconds; the other end does the same with
    the ports the other way round."""
    play = Play(seed, delay)

    def open_one(number):
        s = socket.socket()
        try:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind((local, mine + number))
            s.setblocking(False)
            time.sleep(max(0, start + number * step - time.time()))
            if s.connect_ex((remote, theirs + number)) != errno.EINPROGRESS:
                return
            select.select([], [s], [], PATIENCE)
            s.settimeout(PATIENCE)
            if mine < theirs:
                s.sendall(b"hello")
                play.pause()
            else:
                drain(s)
        except OSError:
            pass
        s.close()

    threads = [threading.Thread(target=open_one, args=(n,), daemon=True) for n in range(rounds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
