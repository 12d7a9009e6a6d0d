#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each source alone would have shown: writes docs/sources-compared.md from a real run.

Between two namespaces with a link of 20 ms, one connection for each way of opening and closing.
At both ends `synoptic-cli watch` runs four times: on the socket table, on packets, on the kernel's
trace, and on trace and table joined.

usage: compare_sources.py SYNOPTIC_CLI [OUTPUT]     (root)"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import story_traffic as traffic  # noqa: E402
from tap_link import TapLink  # noqa: E402

BASE = 20000
SOURCES = {"socket table": "socket-table", "packets": "packets:", "kernel trace": "kernel",
           "joined": "auto"}
INTRODUCTION = """# What each source alone would have shown

Made by `tests/live/compare_sources.py` from a real run: one connection for each way of opening and
closing, between two network namespaces whose link takes 20 ms in each direction, watched at both
ends by each source. The socket table was read once a second, as in the window. States in brackets
were inferred between two looks; "?" is a gap that was not filled, since more than one way leads
over it; "nothing" means that the connection was not seen at all. The first state, CLOSED or LISTEN,
is left out.

The joined story is what the program shows. `tst_kernel_trace` holds ten of these ways, with packets
as a third source, against the kernel's own story on every run of the tests.
"""


def one(end_play, local, remote, way):
    play = traffic.Play(f"table {way}", 0.02)
    play.pause = lambda: time.sleep(0.06)
    try:
        traffic.one(local, remote, BASE, way, play)
    except OSError:
        pass
    time.sleep(0.3)


def story(lines, is_mine):
    """The states of the first connection that is ours, as text."""
    states, connection = [], None
    for line in lines:
        told = json.loads(line)
        if told["type"] != "transition" or told["protocol"] != "tcp":
            continue
        ends = (told["local"]["port"], told["remote"]["port"])
        if not is_mine(*ends) or ends[1] == 0:
            continue
        connection = connection or ends
        if ends != connection:
            continue
        if told["event"] == "unseen" or told["event"] == "":
            states.append("?")
        to = told["to"]
        states.append(f"({to})" if told["evidence"] == "inferred" else to)
    return " ".join(states) or "nothing"


def main():
    if os.geteuid() != 0 or not os.path.exists("/dev/net/tun"):
        print("skipped: needs root and /dev/net/tun")
        return 77
    cli = sys.argv[1]
    output = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "docs/sources-compared.md")
    ways = list(range(len(traffic.NAMES))) + [traffic.REFUSING, traffic.TFO]
    told = {}
    with TapLink(delay=0.02) as link, tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        watchers = []
        for end in "ab":
            for name, source in SOURCES.items():
                if source.endswith(":"):
                    source += link.device[end]
                out = open(folder / f"{end} {name}", "w")
                watchers.append(subprocess.Popen(
                    ["ip", "netns", "exec", link.names[end], cli, "watch", "--json", "--source",
                     source], stdout=out))
        stop = folder / "stop"
        server = link.run("b", traffic.serve, link.ADDRESS["b"], BASE, "table", 0.02, stop)
        time.sleep(3)
        for way in ways:
            os.waitpid(link.run("a", one, None, link.ADDRESS["a"], link.ADDRESS["b"], way), 0)
        rounds = 1
        start = time.time() + 0.5
        together = [link.run("a", traffic.open_together, link.ADDRESS["a"], link.ADDRESS["b"],
                             traffic.LOCAL_TOGETHER, BASE + 10000, start, 1, rounds, "a", 0.02),
                    link.run("b", traffic.open_together, link.ADDRESS["b"], link.ADDRESS["a"],
                             BASE + 10000, traffic.LOCAL_TOGETHER, start, 1, rounds, "b", 0.02)]
        for pid in together:
            os.waitpid(pid, 0)
        time.sleep(3)
        stop.touch()
        os.waitpid(server, 0)
        for watcher in watchers:
            watcher.send_signal(signal.SIGINT)
        for watcher in watchers:
            watcher.wait(20)
        for end in "ab":
            for name in SOURCES:
                told[end, name] = (folder / f"{end} {name}").read_text().splitlines()

    rows = [(traffic.name_of_port(BASE + way, BASE), BASE + way) for way in ways]
    rows.append(("simultaneous open", BASE + 10000))
    text = [INTRODUCTION]
    wrong = 0
    for end, title in (("a", "At the client"), ("b", "At the server")):
        text.append(f"## {title}\n| way | " + " | ".join(SOURCES) + " |\n|---" * len(SOURCES) + "|")
        for name, server_port in rows:
            def is_mine(local, remote):
                return (remote if end == "a" else local) == server_port
            stories = [story(told[end, source], is_mine) for source in SOURCES]
            text.append(f"| {name} | " + " | ".join(stories) + " |")
            kernel, joined = stories[2], stories[3]
            wrong += kernel.split() != joined.split()[:len(kernel.split())]
        text.append("")
    output.write_text("\n".join(text))
    print(f"{output}: {2 * len(rows)} stories, in {wrong} the joined one differs from the kernel's")
    return 0


if __name__ == "__main__":
    sys.exit(main())
