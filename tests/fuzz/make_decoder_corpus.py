#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the captures of tests/data/make_captures.py into seeds for fuzz_decoder.

usage: make_decoder_corpus.py FOLDER_OF_CAPTURES OUT
"""
import struct
import sys
from pathlib import Path

captures, out = map(Path, sys.argv[1:])
out.mkdir(parents=True, exist_ok=True)
for capture in sorted(captures.glob("*.pcap")):
    data = capture.read_bytes()
    order = "<" if data[0] in (0xD4, 0x4D) else ">"
    link_type = struct.unpack_from(order + "I", data, 20)[0]
    seed, at, frames = struct.pack("<H", link_type), 24, 0
    while at < len(data) and frames < 12:
        captured, original = struct.unpack_from(order + "II", data, at + 8)
        frame = data[at + 16:at + 16 + captured]
        at += 16 + captured
        if len(seed) + captured > 6000 or captured == 0:
            continue
        seed += struct.pack("<HBB", captured, min(original - captured, 255), 0) + frame
        frames += 1
    (out / capture.stem).write_bytes(seed)
