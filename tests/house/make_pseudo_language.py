#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a catalogue of a language that does not exist: every string 40 % longer, in brackets, with
accents. A window that shows it without clipping has room for real languages, and a string without
brackets on the screen was never given to tr().
usage: make_pseudo_language.py SOURCE_DIRECTORY LUPDATE OUT.ts
"""
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ACCENTS = str.maketrans("aeiouyACEINOSUYZcnsz", "áéíóúýÁČÉÍŇÓŠÚÝŽčňšž")
# Place-holders, mnemonics, markup and file patterns stay as they are.
KEPT = re.compile(r"(%L?\d|%n|&.|<[^>]*>|\*\.\w+)")


def stretch(text: str) -> str:
    parts = KEPT.split(text)
    body = "".join(p if i % 2 else p.translate(ACCENTS) for i, p in enumerate(parts))
    longer = max(1, round(len(text) * 0.4) - 2)
    return f"[{body}{'~' * longer}]"


def main() -> None:
    source, lupdate, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    out.unlink(missing_ok=True)
    subprocess.run([lupdate, "-silent", "-I", source, "-locations", "none", source / "app", source / "model",
                    source / "views", "-ts", out, "-target-language", "en_GB"], check=True)
    tree = ET.parse(out)
    for message in tree.getroot().iter("message"):
        text = message.findtext("source") or ""
        translation = message.find("translation")
        translation.attrib.pop("type", None)
        forms = list(translation.iter("numerusform"))
        for form in forms:
            form.text = stretch(text)
        if not forms:
            translation.text = stretch(text)
    tree.write(out, encoding="utf-8", xml_declaration=True)


if __name__ == "__main__":
    main()
