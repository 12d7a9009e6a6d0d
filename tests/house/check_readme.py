#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What README shows works: its links and pictures are there, its filters are understood, and its
commands run.
usage: check_readme.py SOURCE_DIRECTORY BIN_DIRECTORY
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLE = "tests/data/samples/tcpdump-print-flags.pcap"


def run(command: list[str], where: str) -> str | None:
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, timeout=60)
    return None if done.returncode == 0 else f"{shlex.join(command)}: {done.stderr.strip()}"


def main() -> int:
    source, programs = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    text = (source / "README.md").read_text(encoding="utf-8")
    faults = [f"{link} is not there" for link in re.findall(r"\]\(([^)#]+)\)", text)
              if "://" not in link and not (source / link).exists()]
    filters = commands = 0
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for block in re.findall(r"^```\n(.*?)^```", text, re.M | re.S):
            for line in filter(None, map(str.strip, block.splitlines())):
                if line.startswith(("synoptic-cli ", "synoptic ")):
                    words = shlex.split(line, comments=True)
                    words = [str(source / SAMPLE) if w.startswith("capture.") else w for w in words]
                    if "--duration" in words:
                        words[words.index("--duration") + 1] = "1"
                    words[0] = str(programs / words[0])
                    commands += 1
                    faults.append(run(words, scratch))
                elif re.match(r"(not )?[a-z]+:|/", line):
                    expression = re.split(r"\s{2,}", line)[0]
                    filters += 1
                    faults.append(run([str(programs / "synoptic-cli"), "snapshot", "--json",
                                       "--filter", expression], scratch))
    faults = [fault for fault in faults if fault]
    if commands < 3 or filters < 4:
        faults.append(f"found only {commands} commands and {filters} filters: is this check blind?")
    print("\n".join(faults) or f"{commands} commands and {filters} filters work")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
