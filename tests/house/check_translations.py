#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No string of the window is left untranslated, and no translation breaks its place-holders.

Runs lupdate into a scratch copy of each catalogue, so a string that is new in the source but not
in the catalogue is found too.
usage: check_translations.py SOURCE_DIRECTORY LUPDATE
"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

PLACEHOLDER = re.compile(r"%L?\d|%n")
# State names, flags and protocol words are never translated.
KEPT = re.compile(r"\b(CLOSED|LISTEN|SYN-SENT|SYN-RECEIVED|ESTABLISHED|FIN-WAIT-1|FIN-WAIT-2|"
                  r"CLOSING|TIME-WAIT|CLOSE-WAIT|LAST-ACK)\b")


def faults(catalogue: Path) -> list[str]:
    found = []
    for context in ET.parse(catalogue).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            where = f"{catalogue.name}: {name}: {source!r}"
            if translation is None or translation.get("type") == "unfinished":
                found.append(f"{where} is unfinished")
                continue
            if translation.get("type") in {"vanished", "obsolete"}:
                continue
            texts = [form.text or "" for form in translation.iter("numerusform")] \
                or [translation.text or ""]
            for text in texts:
                if not text.strip():
                    found.append(f"{where} is empty")
                wanted = {p.replace("L", "") for p in PLACEHOLDER.findall(source)}
                given = {p.replace("L", "") for p in PLACEHOLDER.findall(text)}
                if wanted != given:
                    found.append(f"{where}: place-holders {sorted(given)}, not {sorted(wanted)}")
                if set(KEPT.findall(source)) != set(KEPT.findall(text)):
                    found.append(f"{where}: a state's name was changed")
    return found


def main() -> int:
    source, lupdate = Path(sys.argv[1]), sys.argv[2]
    problems = []
    catalogues = sorted((source / "translations").glob("synoptic_*.ts"))
    assert catalogues, "no catalogues in translations/"
    with tempfile.TemporaryDirectory() as directory:
        for catalogue in catalogues:
            copy = Path(directory) / catalogue.name
            shutil.copy(catalogue, copy)
            subprocess.run([lupdate, "-silent", "-I", source, "-locations", "none", "-no-obsolete",
                            *(["-pluralonly"] if catalogue.stem.endswith("_en") else []),
                            source / "app", source / "model", source / "views", "-ts", copy],
                           check=True)
            problems += faults(copy)
    print("\n".join(problems) or f"{len(catalogues)} catalogue(s) complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
