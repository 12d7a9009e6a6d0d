#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the includes against the dependency rule of ARCHITECTURE.md.

Each room may include its own files and those of the rooms listed for it; the rooms of the core
may include nothing but the C++ standard library and Boost's headers beside that.
"""
import re
import sys
from pathlib import Path

# room: (rooms it may enter, prefixes of outside headers it may use; None: any)
CORE = ("boost/",)
ROOMS = {
    "model/wire": (set(), CORE),
    "model/tcp": ({"model/wire"}, CORE),
    "model/tracking": ({"model/wire", "model/tcp"}, CORE),
    "model/diagnosis": ({"model/wire", "model/tcp", "model/tracking"}, CORE),
    "model/sources": ({"model/wire", "model/tcp", "model/tracking", "model/diagnosis"}, None),
    "model/items": ({"model/wire", "model/tcp", "model/tracking", "model/diagnosis"}, None),
    "views": ({"model/wire", "model/tcp", "model/tracking", "model/diagnosis", "model/items"}, None),
    "app": ({"model/wire", "model/tcp", "model/tracking", "model/diagnosis", "model/sources",
             "model/items", "views"}, None),
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
# What only one operating system has stays in model/sources/linux and in the programs.
LINUX_ONLY = re.compile(r"^(linux/|sys/|netinet/|arpa/|net/|libmnl/|pcap|bpf/|unistd\.h|fcntl\.h|"
                        r"poll\.h|dirent\.h|sched\.h|pwd\.h)")
# Files outside that room that wait for the operating system's events by design, or look a name up.
LINUX_ALLOWED = ("model/sources/", "app/", "model/items/user_names")
CLOCKS = re.compile(r"(system_clock|steady_clock|high_resolution_clock)::now|clock_gettime|"
                    r"gettimeofday|\btime\((nullptr|NULL|0)\)")


def room_of(path: str) -> str | None:
    return next((room for room in ROOMS if path.startswith(room + "/")), None)


def is_standard(header: str) -> bool:
    return "/" not in header and "." not in header and not header.startswith("Q")


def check(root: Path) -> list[str]:
    faults = []
    for file in sorted(root.glob("*/**/*")):
        path = file.relative_to(root).as_posix()
        room = room_of(path)
        if room is None or file.suffix not in {".h", ".cpp"}:
            continue
        allowed, outside = ROOMS[room]
        text = file.read_text(encoding="utf-8")
        if outside is CORE and CLOCKS.search(text):
            faults.append(f"{path}: the core has no clock; time comes with the observation")
        for bracket, header in INCLUDE.findall(text):
            target = room_of(header)
            if bracket == '"' and target is None:
                if not header.endswith(".moc"):
                    faults.append(f'{path}: "{header}" is not written from the top')
                continue
            if target is not None and target != room and target not in allowed:
                faults.append(f"{path}: {room} may not enter {target} ({header})")
            if target is None and outside is not None and not is_standard(header) \
                    and not header.startswith(outside):
                faults.append(f"{path}: {room} may not use <{header}>")
            if target is None and LINUX_ONLY.match(header) and not path.startswith(LINUX_ALLOWED):
                faults.append(f"{path}: <{header}> belongs in model/sources/linux")
    return faults


def self_test(tmp: Path) -> None:
    """The check itself must see a fault of each kind."""
    cases = {
        "model/tcp/a.h": '#include "model/tracking/connection.h"\n',
        "model/wire/b.h": "#include <QString>\n",
        "views/c.cpp": '#include "model/sources/monitor.h"\n',
        "model/tracking/d.cpp": "auto t = std::chrono::system_clock::now();\n",
        "views/e.h": '#include "f.h"\n',
        "views/g.cpp": "#include <sys/socket.h>\n",
    }
    for path, text in cases.items():
        (tmp / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp / path).write_text(text)
    found = check(tmp)
    missed = [path for path in cases if not any(line.startswith(path) for line in found)]
    assert not missed, f"not noticed: {missed}"


if __name__ == "__main__":
    import tempfile
    with tempfile.TemporaryDirectory() as directory:
        self_test(Path(directory))
    problems = check(Path(sys.argv[1]))
    print("\n".join(problems) or "every include keeps to the rooms")
    sys.exit(1 if problems else 0)
