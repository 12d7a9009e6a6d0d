#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs into an empty folder and checks that a desktop would find everything, by its own tools.
# usage: check_install.sh BUILD_DIRECTORY
set -eu
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
DESTDIR="$root" cmake --install "$build" --prefix /usr >/dev/null

fail=0
id=org.synoptic.Synoptic
for file in bin/synoptic bin/synoptic-cli share/applications/$id.desktop \
    share/metainfo/$id.metainfo.xml share/icons/hicolor/scalable/apps/$id.svg \
    share/icons/hicolor/symbolic/apps/$id-symbolic.svg share/man/man1/synoptic.1 \
    share/man/man1/synoptic-cli.1 sbin/synoptic-setup libexec/synoptic-capture \
    share/man/man8/synoptic-setup.8 share/polkit-1/actions/$id.policy share/synoptic/translations/synoptic_zh_CN.qm; do
    [ -s "$root/usr/$file" ] || { echo "not installed: $file"; fail=1; }
done
desktop-file-validate "$root/usr/share/applications/$id.desktop" || fail=1
appstreamcli validate --no-net "$root/usr/share/metainfo/$id.metainfo.xml" || fail=1
for page in "$root"/usr/share/man/man*/*.[18]; do
    mandoc -T lint -W warning "$page" || fail=1
done
# The page documents every long option the program knows, and the program knows every one in it.
for program in synoptic synoptic-cli; do
    known=$("$root/usr/bin/$program" --help-all 2>/dev/null || "$root/usr/bin/$program" --help)
    for option in $(grep -oE -- '\\-\\-[a-z-]+' "$root/usr/share/man/man1/$program.1" |
        tr -d '\\' | sort -u); do
        grep -q -- "$option" <<<"$known" || {
            [ "$program" = synoptic-cli ] && for command in snapshot watch; do
                "$root/usr/bin/$program" $command --help 2>/dev/null
            done | grep -q -- "$option" ||
                { echo "$program.1 names $option, which $program --help does not"; fail=1; }
        }
    done
done
for option in $(grep -oE -- '\\-\\-[a-z\\-]+' "$root/usr/share/man/man8/synoptic-setup.8" | tr -d '\\' |
    sort -u); do
    "$root/usr/sbin/synoptic-setup" --help | grep -q -- "$option" ||
        { case $option in --help | --version) ;; *) echo "synoptic-setup.8 names $option"; fail=1 ;; esac; }
done
# The terminal program must not drag the desktop in.
if readelf -d "$root/usr/bin/synoptic-cli" | grep -E 'NEEDED.*(Qt6Gui|Qt6Widgets|qcustomplot)'; then
    echo "synoptic-cli links a GUI library"
    fail=1
fi
exit $fail
