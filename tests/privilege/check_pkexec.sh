#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs tst_administrator as two users before a real polkit on a system bus of its own, in a mount
# namespace with copies of /etc, /usr and /run. tst-alice may trace and may not capture; about
# tst-bob an administrator would have to be asked, and there is no agent, until tst-bob is allowed to
# trace by a file. Status 77: skipped.
# usage: check_pkexec.sh TEST_PROGRAM HELPER POLICY
set -eu
if [ "${4:-}" != inside ]; then
    [ "$(id -u)" -eq 0 ] || { echo "SKIP: only root can run a polkit of its own"; exit 77; }
    for tool in pkexec dbus-daemon; do
        command -v $tool >/dev/null || { echo "SKIP: $tool is not installed"; exit 77; }
    done
    [ -u "$(command -v pkexec)" ] || { echo "SKIP: pkexec is not set-uid here"; exit 77; }
    unshare -m true 2>/dev/null || { echo "SKIP: this system grants no mount namespace"; exit 77; }
    exec unshare -m "$0" "$1" "$2" "$3" inside
fi
polkitd=
for place in /usr/lib/polkit-1/polkitd /usr/libexec/polkitd /usr/libexec/polkit-1/polkitd; do
    [ -x "$place" ] && polkitd=$place
done
[ -n "$polkitd" ] || { echo "SKIP: polkitd is not installed"; exit 77; }
scratch=$(mktemp -d)
mount -t tmpfs -o mode=0755 none "$scratch"
daemons=()
finish() {
    cd /
    [ ${#daemons[@]} -eq 0 ] || kill "${daemons[@]}" 2>/dev/null || true
    wait
    umount -l "$scratch"
    rmdir "$scratch"
}
trap finish EXIT
for folder in usr etc; do
    mkdir "$scratch/$folder" "$scratch/$folder.work"
    mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$scratch/$folder,workdir=$scratch/$folder.work" \
        "/$folder" 2>/dev/null || { echo "SKIP: no overlay can be mounted here"; exit 77; }
done
mount -t tmpfs -o mode=0755 none /run
mkdir -p /run/dbus "$scratch/bin"
useradd --no-create-home --shell /bin/sh tst-alice
useradd --no-create-home --shell /bin/sh tst-bob
cp "$1" "$scratch/bin/tst_administrator"
cp "$2" "$scratch/bin/synoptic-capture"
chmod 0755 "$scratch"/bin/*
mkdir -p /usr/share/polkit-1/actions /etc/polkit-1/rules.d
sed -E "s|(exec.path\">)[^<]*<|\1$scratch/bin/synoptic-capture<|" "$3" \
    >/usr/share/polkit-1/actions/org.synoptic.Synoptic.policy
cat >/etc/polkit-1/rules.d/00-test.rules <<'END'
polkit.addRule(function(action, subject) {
    if (subject.user == "tst-alice" && action.id == "org.synoptic.Synoptic.trace")
        return polkit.Result.YES;
    if (subject.user == "tst-alice" && action.id == "org.synoptic.Synoptic.packets")
        return polkit.Result.NO;
    if (subject.user == "tst-bob" && action.id == "org.synoptic.Synoptic.trace") {
        try {
            polkit.spawn(["/usr/bin/test", "-e", "/run/tst-allowed/yes"]);
            return polkit.Result.YES;
        } catch (error) {
        }
    }
});
END
mkdir -m 0777 /run/tst-allowed
chmod 0777 /run/tst-allowed
chmod -R a+rX /etc/polkit-1/rules.d

waits_for() { # waits_for COMMAND...
    for _ in $(seq 100); do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.1
    done
    return 1
}
owned() {
    dbus-send --system --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \
        org.freedesktop.DBus.GetNameOwner string:org.freedesktop.PolicyKit1
}
dbus-daemon --system --nofork --nopidfile --nosyslog >"$scratch/bus.log" 2>&1 &
daemons+=($!)
waits_for test -S /run/dbus/system_bus_socket ||
    { echo "SKIP: no system bus can be started here"; cat "$scratch/bus.log"; exit 77; }
"$polkitd" --no-debug >"$scratch/polkit.log" 2>&1 &
daemons+=($!)
waits_for owned || { echo "SKIP: polkitd cannot be started here"; cat "$scratch/polkit.log"; exit 77; }

status=0
for user in tst-alice tst-bob; do
    echo "as $user"
    mkdir -m 0700 "$scratch/home-$user"
    chown "$user" "$scratch/home-$user"
    runuser -u "$user" -- env -i PATH=/usr/bin:/bin HOME="$scratch/home-$user" \
        XDG_RUNTIME_DIR="$scratch/home-$user" TST_ALLOWED=/run/tst-allowed/yes QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 \
        "$scratch/bin/tst_administrator" || status=1
done
exit $status
