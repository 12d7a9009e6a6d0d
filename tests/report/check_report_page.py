#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report in a real browser: it draws the page, its console stays empty, nothing is asked of the
outside, and no text of a hostile capture becomes code. A page that does all of that is opened
first, so that the looking itself is known to work."""
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import report_capture

DESKTOP = Path(sys.argv[2])
BAD_PAGE = """<!DOCTYPE html><title>bad</title><img src="http://evil.invalid/pixel.png">
<script>console.error("loud"); document.title = "ran"</script>"""


class Outside(http.server.BaseHTTPRequestHandler):
    """A proxy that gives nothing and remembers what was asked."""
    asked: list[str] = []

    def do_GET(self):
        Outside.asked.append(f"{self.command} {self.path}")
        self.send_error(404)

    do_POST = do_HEAD = do_CONNECT = do_GET

    def log_message(self, *_):
        pass


def expect(condition, *what):
    if not condition:
        sys.exit("FAILED: " + " ".join(str(one) for one in what))


def browse(browser: str, page: Path, folder: Path, port: int):
    """The page's DOM after its scripts ran, what the console said, and what was asked outside."""
    Outside.asked.clear()
    home = folder / "browser"
    picture = folder / "page.png"
    picture.unlink(missing_ok=True)
    common = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync",
              "--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage",
              "--enable-logging=stderr", "--hide-scrollbars", "--window-size=1000,1400",
              "--virtual-time-budget=3000", f"--proxy-server=http://127.0.0.1:{port}",
              "--proxy-bypass-list=<-loopback>", f"--user-data-dir={home}"]
    dom = subprocess.run([*common, "--dump-dom", page.as_uri()], capture_output=True, text=True,
                         timeout=120, env={**os.environ, "HOME": str(folder)})
    subprocess.run([*common, f"--screenshot={picture}", page.as_uri()], capture_output=True,
                   timeout=120, env={**os.environ, "HOME": str(folder)})
    console = [line for line in dom.stderr.splitlines() if ":CONSOLE" in line]
    # What the browser asks for itself (updates, the time) is not the page's doing.
    own = re.compile(r"^[A-Z]+ (http://)?[a-z0-9.-]+\.(google|googleapis|gvt1)\.com[/:]")
    outside = [one for one in Outside.asked if not own.match(one)]
    return dom.stdout, console, outside, picture


def main() -> int:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        print("skipped: chromium is not installed")
        return 77
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bad = folder / "bad.html"
        bad.write_text(BAD_PAGE)
        dom, console, outside, _ = browse(browser, bad, folder, port)
        expect("<title>ran</title>" in dom, "scripts do not run here, so nothing is proved", dom)
        expect(any("loud" in line for line in console), "the console is not heard", console)
        expect(outside, "what is asked outside is not seen")

        capture = folder / "a\"'><script>alert(1)<.pcap"
        report_capture.write(capture)
        environment = {k: v for k, v in os.environ.items()
                       if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        for language in ("en", "zh_CN"):
            page = folder / f"report-{language}.html"
            subprocess.run([DESKTOP, "--report", page, "--language", language, capture], check=True,
                           timeout=120, env=environment)
            dom, console, outside, picture = browse(browser, page, folder, port)
            expect(not console, language, console)
            expect(not outside, language, outside)
            expect(not re.search(r"<script", dom), language, "a script came to be")
            expect(len(re.findall(r"<svg", dom)) >= 4, language, "drawings are missing")
            expect(re.search(r"<text[^>]*>ESTABLISHED", dom), language, "the diagram is empty")
            expect("&lt;script&gt;alert(1)&lt;.pcap" in dom, language, "the file's name is not told")
            expect(picture.exists() and picture.stat().st_size > 50_000, language, "no picture")
    server.shutdown()
    print("the report is a quiet page")
    return 0


sys.exit(main())
