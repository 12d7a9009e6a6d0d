#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports as the programs write them: the same bytes for the same input, the numbers of `analyze`,
nothing secret after redaction, nothing that a spreadsheet or a browser would obey, and files that
are whole, private and only there when they are finished."""
import csv
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import report_capture

CLI, DESKTOP, DATA = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
FORMATS = ("html", "pdf", "csv", "json")
SHARED = ("id", "protocol", "client", "server", "first", "last", "packets", "payload_bytes", "states",
          "completeness", "outcome", "retransmissions", "fast_retransmissions",
          "spurious_retransmissions", "out_of_order", "duplicate_acks", "lost_segments",
          "zero_windows", "keep_alives", "resets")


def run(*arguments, **more):
    environment = {k: v for k, v in os.environ.items()
                   if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    environment.update(more.pop("variables", {}))
    return subprocess.run([str(a) for a in arguments], capture_output=True, text=True, timeout=120,
                          env=environment, **more)


def expect(condition, *what):
    if not condition:
        sys.exit("FAILED: " + " ".join(str(one) for one in what))


def text_of(path: Path) -> str:
    """All that can be read in a report, however it is kept."""
    if path.suffix == ".pdf":
        out = run("pdftotext", "-layout", path, "-")
        info = run("pdfinfo", path)
        expect(out.returncode == 0 and info.returncode == 0, path, out.stderr)
        return out.stdout + info.stdout
    return path.read_text(encoding="utf-8")


def report(program, capture, out, *options, status=0, **more):
    where = ["--report", out, capture] if program == DESKTOP else ["report", capture, "--output", out]
    done = run(program, *where, *options, **more)
    expect(done.returncode == status, program, capture, out, done.returncode, done.stderr)
    return done


def same_numbers_as_analyze(capture: Path, folder: Path) -> None:
    out = folder / "numbers.json"
    report(CLI, capture, out)
    made = json.loads(out.read_text())
    lines = [json.loads(line) for line in run(CLI, "analyze", capture, "--json").stdout.splitlines()]
    summary, connections = lines[-1], lines[:-1]
    for key in ("packets", "skipped_packets", "unreadable_packets", "connections", "duration"):
        expect(made["summary"][key] == summary[key], capture, key, made["summary"][key], summary[key])
    expect(len(made["connections"]) == len(connections), capture, "connections")
    for mine, theirs in zip(made["connections"], connections):
        for key in SHARED:
            expect(mine.get(key) == theirs.get(key), capture, theirs["id"], key, mine.get(key),
                   theirs.get(key))
        for key, value in mine.get("handshake", {}).items():
            expect(theirs["handshake"][key] == value, capture, theirs["id"], key)
    for name in ("retransmissions", "resets", "payload_bytes"):
        total = sum(sum(one.get(name, {}).values()) for one in connections)
        expect(made["summary"][name] == total, capture, name, made["summary"][name], total)
    # People are told the same.
    page = folder / "numbers.html"
    report(CLI, capture, page, "--language", "en")
    tiles = [re.sub("<[^>]*>", "", one) for one in re.findall("<li[^>]*><b>(.*?)</b>",
                                                              page.read_text())]
    expect(tiles[0].replace(",", "") == str(summary["connections"]), capture, tiles)
    expect(tiles[1].replace(",", "") == str(summary["packets"]), capture, tiles)


def the_same_bytes(capture: Path, folder: Path) -> None:
    for form in FORMATS:
        for options in ([], ["--redact=one key"]):
            outs = [folder / f"same{i}.{form}" for i in range(2)]
            for out in outs:
                report(DESKTOP, capture, out, "--language", "en", *options)
                mode = stat.S_IMODE(out.stat().st_mode)
                expect(mode == 0o600, out, oct(mode))
            contents = [out.read_bytes() for out in outs]
            if form == "pdf":  # but for its dates and the identity made of them
                contents = [re.sub(rb"/CreationDate \(.*?\)|<xmp:\w+Date>.*?</|uuid:[-0-9a-f]+|"
                                   rb"/ID \[.*?\]", b"", one, flags=re.S) for one in contents]
            expect(contents[0] == contents[1], capture, form, options, "differ")
            if form in ("csv", "json"):
                report(CLI, capture, outs[1], *options)
                expect(outs[1].read_bytes() == outs[0].read_bytes(), form, "of both programs differ")
    # A random key is another each time; a key may come by the environment.
    for out in outs:
        report(CLI, capture, out, "--redact")
    expect(outs[0].read_bytes() != outs[1].read_bytes(), "the random key is always the same")
    report(CLI, capture, outs[0], "--redact", variables={"SYNOPTIC_REDACT_KEY": "one key"})
    report(CLI, capture, outs[1], "--redact=one key")
    expect(outs[0].read_bytes() == outs[1].read_bytes(), "the key of the environment")


def nothing_secret_is_left(capture: Path, folder: Path) -> None:
    for form in FORMATS:
        for language in ("en", "zh_CN"):
            plain, redacted = folder / f"plain.{form}", folder / f"redacted.{form}"
            report(DESKTOP, capture, plain, "--language", language)
            expect(report_capture.CLIENT in text_of(plain), plain, "does not even tell the client")
            report(DESKTOP, capture, redacted, "--language", language, "--redact=k")
            text = text_of(redacted)
            digest = hashlib.sha256(capture.read_bytes()).hexdigest()
            expect(form == "pdf" or digest in text_of(plain), form, "does not name the file")
            expect(digest not in text, form, "tells which file it is")
            for secret in report_capture.SECRETS:
                expect(secret.lower() not in text.lower(), form, language, "tells", secret)
            expect(form == "csv" or "40001" in text, form, "has no ports")
    expect("fetch(" in text_of(folder / "plain.html"), "the ladder does not show the request")


def hostile_text_is_harmless(capture: Path, folder: Path) -> None:
    page = folder / "hostile.html"
    report(DESKTOP, capture, page, "--language", "en")
    html = page.read_text()
    expect("<script" not in html and "javascript:" not in html, "a script in the page")
    expect(not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", html)), "a handler in the page")
    expect("&lt;script&gt;" in html, "the name is not shown as it was")
    expect(not re.search(r"""(?:src|href)=["'](?!data:|#)""", html), "a link to the outside")
    expect("default-src 'none'" in html, "no policy")
    table = folder / "hostile.csv"
    report(DESKTOP, capture, table)
    with table.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    expect(all(len(row) == len(rows[0]) for row in rows), "ragged lines")
    cells = [cell for row in rows for cell in row]
    expect(any(cell.startswith("'=") for cell in cells), "the file's name is gone")
    expect(not any(cell[:1] in "=+-@\t\r" and not re.fullmatch(r"-?[\d.e-]+", cell)
                   for cell in cells if cell), "a formula")
    made = json.loads(report(CLI, capture, folder / "hostile.json")
                      and (folder / "hostile.json").read_text())
    expect(made["about"]["file"] == capture.name, made["about"]["file"])


def what_is_left_out_is_told(folder: Path) -> None:
    """Ten refusals and one closed window: six ladders, the closed window among them."""
    capture = folder / "many.pcap"
    report_capture.write(capture, report_capture.many_flagged())
    made = json.loads(report(CLI, capture, folder / "many.json")
                      and (folder / "many.json").read_text())
    expect(len(made["flagged"]) == 6 and len(made["all_flagged"]) == 11, made["flagged"])
    expect(made["all_flagged"][:6] == made["flagged"], made["all_flagged"])
    closed = [one["id"] for one in made["connections"] if one["zero_windows"]["server"] > 0]
    expect(closed and closed[0] in made["flagged"], "the closed window was pushed out")
    expect(made["about"]["changed_thresholds"] == {}, made["about"])
    for form in ("html", "pdf"):
        for language in ("en", "zh_CN"):
            out = folder / f"many.{form}"
            report(DESKTOP, capture, out, "--language", language)
            text = re.sub(r"\s+", " ", text_of(out))
            if language == "en":
                expect("6 of 11: one of each kind" in text, form, "does not say how many there are")
                expect("rows of the table of connections" in text, form, "does not say where the rest is")
                expect("peak" in text and "in all" in text, form, "numbers of the chart have no name")
            expect(text.count(f"{report_capture.SERVER}:8080") >= 10, form, "the others are missing")


def trouble_is_told(capture: Path, folder: Path) -> None:
    def no_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

    full = folder / "full"
    full.mkdir()
    for program in (CLI, DESKTOP):
        done = report(program, capture, full / "out.json", status=1, preexec_fn=no_room)
        expect(done.stderr.count("\n") == 1 and "File too large" in done.stderr, done.stderr)
        expect(not list(full.iterdir()), "something half written stayed")
        done = report(program, folder / "none.pcap", folder / "none.csv", status=1)
        expect(done.stderr.count("\n") == 1 and "No such file" in done.stderr, done.stderr)
        expect(not (folder / "none.csv").exists(), "a report of nothing")
        cut = folder / "cut.pcap"
        cut.write_bytes(capture.read_bytes()[:-3])
        done = report(program, cut, folder / "cut.json", status=1)
        expect(done.stderr.count("\n") == 1 and "cut" in done.stderr, done.stderr)
        made = json.loads((folder / "cut.json").read_text())
        expect(made["summary"]["warnings"] and made["summary"]["packets"] > 10, made["summary"])
    for arguments in (["--report", "a.doc", capture], ["--report", "a.html"],
                      ["--report", "a.html", capture, "--duration", "1"], ["--redact", capture],
                      ["--report", "a.html", capture, "--language", "xx"],
                      ["--report", "a.html", capture, "--view", "table"]):
        done = run(DESKTOP, *arguments)
        expect(done.returncode == 2 and done.stderr.count("\n") == 1, arguments, done.stderr)
    for arguments in (["report", capture], ["report", "--output", "a.csv"],
                      ["report", capture, "--output", "a.doc"], ["analyze", capture, "--redact"],
                      ["report", capture, "--output", "a.csv", "--json"]):
        done = run(CLI, *arguments)
        expect(done.returncode == 2 and done.stderr.count("\n") == 1, arguments, done.stderr)
    # Without the program beside it.
    alone = folder / "alone"
    alone.mkdir()
    shutil.copy2(CLI, alone)
    done = run(alone / CLI.name, "report", capture, "--output", folder / "a.html")
    expect(done.returncode == 1 and "install it" in done.stderr, done.stderr)


def this_computer_is_reported(folder: Path) -> None:
    name = "=<b>x\"'"
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import socket,sys\nopen('/proc/self/comm','w').write(sys.argv[1])\n"
         "s=socket.socket();s.bind(('127.0.0.1',0));s.listen(3)\nprint(s.getsockname()[1],flush=True)\n"
         "sys.stdin.read()", name, "--password=secretargument"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        port = holder.stdout.readline().strip()
        for form in FORMATS:
            out = folder / f"live.{form}"
            done = run(DESKTOP, "--report", out, "--duration", "1.5", "--language", "en",
                       "--redact=k")
            expect(done.returncode == 0 and not done.stderr, done.stderr)
            text = text_of(out)
            expect(port in text, form, "does not tell the listener")
            expect("secretargument" not in text, form, "tells arguments")
            host = os.uname().nodename
            expect(len(host) < 4 or host not in text, form, "tells the host's name")
            expect(name not in text or form == "pdf", form, "has a hostile name as it is")
        made = json.loads((folder / "live.json").read_text())
        expect(any(one.get("process") == name for one in made["states_by_process"]),
               made["states_by_process"])
        expect(len(made["state_counts"]) >= 1 and made["summary"]["listening"] >= 1, made["summary"])
    finally:
        holder.kill()
        holder.wait()


def main() -> int:
    if not shutil.which("pdftotext"):
        print("skipped: pdftotext (poppler-utils) is not installed")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        capture = folder / "=secretfile<script>.pcap"
        report_capture.write(capture)
        for one in [capture, *sorted((DATA / "samples").glob("*.pcap*"))]:
            same_numbers_as_analyze(one, folder)
        the_same_bytes(capture, folder)
        nothing_secret_is_left(capture, folder)
        hostile_text_is_harmless(capture, folder)
        what_is_left_out_is_told(folder)
        trouble_is_told(capture, folder)
        this_computer_is_reported(folder)
    print("all reports are as they should be")
    return 0


sys.exit(main())
