#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs synoptic-setup against a copy of /etc and of the helper, in a mount namespace of its own, so
# that the machine's users and groups stay as they are. Status 77: skipped.
# usage: check_setup.sh SETUP HELPER
set -eu
if [ "${3:-}" != inside ]; then
    [ "$(id -u)" -eq 0 ] || { echo "SKIP: only root can set the helper up"; exit 77; }
    unshare -m true 2>/dev/null || { echo "SKIP: this system grants no mount namespace"; exit 77; }
    exec unshare -m "$0" "$1" "$2" inside
fi
scratch=$(mktemp -d)
trap 'umount /etc; rm -rf "$scratch"' EXIT
mkdir "$scratch/etc" "$scratch/sbin" "$scratch/libexec"
chmod 0755 "$scratch"
cp -a /etc/. "$scratch/etc"
mount --bind "$scratch/etc" /etc
# As an installation under some prefix lies.
cp "$1" "$scratch/sbin/synoptic-setup"
cp "$2" "$scratch/libexec/synoptic-capture"
setup=$scratch/sbin/synoptic-setup
helper=$scratch/libexec/synoptic-capture
setcap cap_net_raw=ep "$helper" 2>/dev/null ||
    { echo "SKIP: the file system of $scratch keeps no capabilities"; exit 77; }
setcap -r "$helper"
groupdel synoptic 2>/dev/null || true
useradd --no-create-home --user-group tst-alice
useradd --no-create-home --user-group tst-bob

fail=0
expect() { # expect WHAT WANTED GOT
    [ "$2" = "$3" ] || { printf 'FAIL: %s: wanted "%s", got "%s"\n' "$1" "$2" "$3"; fail=1; }
}
mentions() { # mentions WHAT WANTED TEXT
    case "$3" in *"$2"*) ;; *) printf 'FAIL: %s: "%s" is not in "%s"\n' "$1" "$2" "$3"; fail=1 ;; esac
}
owner() { stat -c '%U:%G %a' "$helper"; }
capabilities() { getcap "$helper" | sed 's/.* //'; }
try() { status=0; said=$("$@" 2>&1) || status=$?; }
# Not setpriv: it keeps root's right to start any file until the program has been started.
as() { runuser -u "$1" -- "${@:2}"; }

try as tst-alice "$setup"
expect "without root" 1 "$status"
mentions "without root" "only root can do this; run: sudo" "$said"
try "$setup" --frobnicate
expect "an unknown option" 2 "$status"
try "$setup" --user tst-nobody-at-all
expect "an unknown user" 1 "$status"
mentions "an unknown user" "there is no user tst-nobody-at-all" "$said"
expect "nothing was done yet" "root:root 755" "$(owner)"

try env SUDO_USER=tst-alice "$setup"
expect "set up" 0 "$status"
mentions "set up" "tst-alice is a member now" "$said"
mentions "set up" "log out and in again" "$said"
expect "owner and mode" "root:synoptic 750" "$(owner)"
expect "capabilities" "cap_net_raw,cap_perfmon,cap_bpf=ep" "$(capabilities)"
expect "members" "tst-alice" "$(getent group synoptic | cut -d: -f4)"

before=$(getent group synoptic)
try "$setup" --user tst-alice
expect "again" 0 "$status"
mentions "again" "tst-alice is a member." "$said"
expect "again, the group" "$before" "$(getent group synoptic)"
expect "again, owner and mode" "root:synoptic 750" "$(owner)"
expect "again, capabilities" "cap_net_raw,cap_perfmon,cap_bpf=ep" "$(capabilities)"

# More than it should have is taken away again.
setcap cap_net_raw,cap_net_admin,cap_sys_admin=eip "$helper"
chmod 4755 "$helper"
try "$setup" --no-user
expect "too much" "cap_net_raw,cap_perfmon,cap_bpf=ep" "$(capabilities)"
expect "too much, mode" "root:synoptic 750" "$(owner)"

# A member captures on loopback; another user does not even start the helper.
if as tst-alice "$helper" --version >/dev/null 2>&1; then
    as tst-alice "$helper" packets --interface lo </dev/null >"$scratch/frames" 2>"$scratch/said" ||
        { echo "FAIL: a member cannot capture: $(cat "$scratch/said")"; fail=1; }
    try as tst-bob "$helper" --version
    mentions "who is no member" "Permission denied" "$said"
    expect "who is no member" 1 "$status"
else
    # Where the kernel bounds capabilities, a file that asks for more cannot even be started.
    echo "note: file capabilities cannot be used on this machine"
fi

try "$setup" --status
expect "status" 0 "$status"
mentions "status" "members: tst-alice" "$said"

ln -s "$helper" "$scratch/link"
try "$setup" --helper "$scratch/link"
expect "a link" 1 "$status"
mentions "a link" "symbolic link" "$said"
try "$setup" --helper "$scratch/not-there"
expect "no helper" 1 "$status"
mentions "no helper" "is not there" "$said"

for round in first second; do
    try "$setup" --undo
    expect "undo, $round" 0 "$status"
    expect "undo, $round, owner and mode" "root:root 755" "$(owner)"
    expect "undo, $round, capabilities" "" "$(getcap "$helper")"
    getent group synoptic >/dev/null && { echo "FAIL: undo, $round: the group is still there"; fail=1; }
done
[ $fail = 0 ] && echo "synoptic-setup sets up, again, and takes back"
exit $fail
