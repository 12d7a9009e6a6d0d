#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does `analyze` keep to its contract? usage: check_analyze.py SYNOPTIC_CLI DATA_FOLDER"""
import json
import pathlib
import subprocess
import sys
import tempfile

CONNECTION = {
    "type", "id", "protocol", "client", "server", "first", "last", "packets", "payload_bytes",
    "states", "handshake", "completeness", "outcome", "retransmissions", "fast_retransmissions",
    "spurious_retransmissions", "out_of_order", "duplicate_acks", "lost_segments", "zero_windows",
    "keep_alives", "resets"}
HANDSHAKE = {"complete", "client_isn", "server_isn", "syn_time", "syn_ack_time", "ack_time",
             "initial_rtt", "syn_count"}
UDP = {"type", "id", "protocol", "client", "server", "first", "last", "packets", "payload_bytes"}


def run(cli, *arguments):
    done = subprocess.run([cli, "analyze", *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def main():
    cli, data = sys.argv[1], pathlib.Path(sys.argv[2])
    sample = data / "samples" / "tcpdump-print-flags.pcap"
    status, output, errors = run(cli, "--json", sample)
    lines = [json.loads(line) for line in output.splitlines()]
    assert status == 0 and not errors
    connection, summary = lines
    assert CONNECTION <= connection.keys(), CONNECTION - connection.keys()
    assert HANDSHAKE <= connection["handshake"].keys()
    assert connection["id"] == 0 and connection["outcome"] == "SF"
    assert connection["client"] == {"address": "127.0.0.1", "port": 55920}
    assert connection["states"] == {
        "client": ["CLOSED", "SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT"],
        "server": ["LISTEN", "SYN-RECEIVED", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"]}
    assert connection["packets"] == {"client": 6, "server": 4}
    assert summary["type"] == "summary" and summary["packets"] == 10
    assert summary["connections"] == 1 and summary["warnings"] == []

    status, output, _ = run(cli, "--json", data / "samples" / "dpkt-nb6-pppoe-l2tp.pcap")
    lines = [json.loads(line) for line in output.splitlines()]
    flows = [line for line in lines if line.get("protocol") == "udp"]
    assert flows and all(flow.keys() == UDP for flow in flows)
    assert [line["id"] for line in lines[:-1]] == list(range(len(lines) - 1))
    assert [line["first"] for line in lines[:-1]] == sorted(line["first"] for line in lines[:-1])

    with tempfile.TemporaryDirectory() as scratch:
        cut = pathlib.Path(scratch) / "cut \x1b[31m.pcap"
        cut.write_bytes(sample.read_bytes()[:1000])
        status, output, errors = run(cli, "--json", cut)
        summary = json.loads(output.splitlines()[-1])
        assert status == 1, status
        assert summary["packets"] > 0 and len(summary["warnings"]) == 1
        assert "packet" in errors and "byte" in errors and errors.count("\n") == 1
        assert "\x1b" not in errors, "a file name must not steer the terminal"
        status, output, _ = run(cli, cut)
        assert status == 1 and "connection" in output
        status, output, errors = run(cli, pathlib.Path(scratch) / "missing.pcap")
        assert status == 1 and not output and errors.count("\n") == 1, errors
        (pathlib.Path(scratch) / "text.pcap").write_text("not a capture at all, but some text\n")
        status, output, errors = run(cli, pathlib.Path(scratch) / "text.pcap")
        assert status == 1 and not output and errors.count("\n") == 1, errors
    print("analyze keeps to its contract")
    return 0


if __name__ == "__main__":
    sys.exit(main())
