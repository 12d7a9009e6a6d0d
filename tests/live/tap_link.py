# SPDX-License-Identifier: GPL-3.0-or-later
"""Two network namespaces joined by a link that delays, loses, reorders and duplicates.

Each namespace has one end of the link, a TAP device; a relay process carries the frames between
them. What happens to a frame is drawn from a seed, so a run can be had again. Needs root.

    with TapLink(seed=7, delay=0.02, loss=0.05) as link:
        link.run("a", function, ...)     # in namespace a, in a process of its own
"""
import ctypes
import fcntl
import heapq
import itertools
import os
import random
import re
import select
import signal
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
CLONE_NEWNET = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)


def enter(namespace):
    """Moves this process into a named network namespace."""
    fd = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    if libc.setns(fd, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")
    os.close(fd)


def is_arp_or_discovery(frame):
    kind = frame[12:14]
    return kind == b"\x08\x06" or (kind == b"\x86\xdd" and frame[20:21] == b"\x3a")


def relay(a, b, seed, delay, loss, reorder, duplicate):
    """Runs until killed. `reorder` is the chance of a frame to be held three delays longer."""
    rng = random.Random(seed)
    due, counter = [], itertools.count()
    targets = {a: b, b: a}
    while True:
        wait = max(0, due[0][0] - time.monotonic()) if due else None
        for source in select.select([a, b], [], [], wait)[0]:
            frame = os.read(source, 65536)
            now = time.monotonic()
            faithful = is_arp_or_discovery(frame)
            # The same draws for every frame, so that one setting does not change the others.
            lost, late, twice = rng.random() < loss, rng.random() < reorder, \
                rng.random() < duplicate
            if lost and not faithful:
                continue
            at = now + delay * (4 if late and not faithful else 1)
            heapq.heappush(due, (at, next(counter), targets[source], frame))
            if twice and not faithful:
                heapq.heappush(due, (at + delay / 2, next(counter), targets[source], frame))
        while due and due[0][0] <= time.monotonic():
            _, _, target, frame = heapq.heappop(due)
            os.write(target, frame)


class TapLink:
    """Addresses: a is 10.9.0.1 and fd09::1, b is 10.9.0.2 and fd09::2."""
    ADDRESS = {"a": "10.9.0.1", "b": "10.9.0.2"}
    ADDRESS6 = {"a": "fd09::1", "b": "fd09::2"}

    def __init__(self, seed=1, delay=0.02, loss=0.0, reorder=0.0, duplicate=0.0):
        self.settings = (seed, delay, loss, reorder, duplicate)
        self.names = {end: f"syn{os.getpid()}{end}" for end in "ab"}
        self.device = {end: f"tap{os.getpid() % 100000}{end}" for end in "ab"}
        self.children = []
        self.relay = None
        self.made = []

    def __enter__(self):
        try:
            self._make()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _make(self):
        fds = {}
        for end in "ab":
            subprocess.run(["ip", "netns", "add", self.names[end]], check=True)
            self.made.append(self.names[end])
            fds[end] = os.open("/dev/net/tun", os.O_RDWR)
            fcntl.ioctl(fds[end], TUNSETIFF,
                        struct.pack("16sH22x", self.device[end].encode(), IFF_TAP | IFF_NO_PI))
            subprocess.run(["ip", "link", "set", self.device[end], "netns", self.names[end]],
                           check=True)
            inside = ["ip", "-n", self.names[end]]
            for command in (["link", "set", "lo", "up"],
                            ["addr", "add", self.ADDRESS[end] + "/24", "dev", self.device[end]],
                            ["addr", "add", self.ADDRESS6[end] + "/64", "dev", self.device[end],
                             "nodad"],
                            ["link", "set", self.device[end], "up"]):
                subprocess.run(inside + command, check=True)
            subprocess.run(["ip", "netns", "exec", self.names[end], "sysctl", "-qw",
                            "net.ipv4.tcp_fastopen=3", "net.ipv4.tcp_no_metrics_save=1"],
                           check=False)
        self.relay = os.fork()
        if self.relay == 0:
            try:
                relay(fds["a"], fds["b"], *self.settings)
            except BaseException as error:  # the devices went away
                print(error, file=sys.stderr)
            os._exit(0)
        for fd in fds.values():
            os.close(fd)

    def __exit__(self, *_):
        for process in self.children:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(10)
        if self.relay:
            os.kill(self.relay, signal.SIGKILL)
            os.waitpid(self.relay, 0)
        for name in self.made:
            subprocess.run(["ip", "netns", "del", name], check=False)

    def capture(self, end, path, device=None, length=262144):
        """Starts a capture on one end, of the link or another device; it stops with
        stop_captures()."""
        process = subprocess.Popen(
            ["ip", "netns", "exec", self.names[end], "dumpcap", "-q", "-P", "-B", "32", "-s",
             str(length), "-i", device or self.device[end], "-f", "tcp", "-w", str(path)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:  # "Capturing on ..." stands before the socket is open
            if line.startswith("File:"):
                break
        self.children.append(process)
        time.sleep(0.3)

    def stop_captures(self):
        """How many packets the captures dropped, as far as they say so."""
        time.sleep(0.3)
        dropped = 0
        for process in self.children:
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=10)[1]
            if found := re.search(r"received/dropped on interface .*?: \d+/(\d+)", said):
                dropped += int(found[1])
        self.children = []
        return dropped

    def run(self, end, function, *arguments):
        """Runs function(*arguments) in one namespace, in a child process; returns its pid."""
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            enter(self.names[end])
            function(*arguments)
            status = 0
        except BaseException as error:
            print(f"{function.__name__}: {type(error).__name__}: {error}", file=sys.stderr)
        finally:
            os._exit(status)
