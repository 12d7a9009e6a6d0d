#!/usr/bin/env bash
# Installs what is missing, builds Synoptic, and opens its window on this machine's connections.
# Arguments go to the program. Without a display the window is drawn to a picture instead.
set -eu
cd "$(dirname "$0")"
. .ci/lib.sh

install_packages .ci/packages.build
build dev synoptic synoptic-cli

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ $# -gt 0 ]; then
    exec build/dev/bin/synoptic "$@"
fi
picture=build/synoptic-window.png
say "There is no display, so the window is drawn to a picture"
build/dev/bin/synoptic --screenshot "$picture"
printf 'The window is in %s\n' "$(pwd)/$picture"
