#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Debian package from a build tree, looks at it as lintian would, and installs, removes
# and purges it on overlays of /usr, /etc and /var in a mount namespace of its own, so that the
# machine stays as it is. Status 77: skipped.
# usage: check_package.sh BUILD_DIRECTORY
set -eu
build=$1
if [ "${2:-}" != inside ]; then
    for tool in dpkg-deb dpkg-shlibdeps cpack; do
        command -v $tool >/dev/null || { echo "SKIP: $tool is not here"; exit 77; }
    done
    [ "$(id -u)" -eq 0 ] || { echo "SKIP: only root can install a package"; exit 77; }
    unshare -m true 2>/dev/null || { echo "SKIP: this system grants no mount namespace"; exit 77; }
    exec unshare -m "$0" "$build" inside
fi
scratch=$(mktemp -d)
mount -t tmpfs -o mode=0755 none "$scratch"
trap 'cd /; umount -l "$scratch"; rmdir "$scratch"' EXIT

fail=0
expect() { # expect WHAT WANTED GOT
    [ "$2" = "$3" ] || { printf 'FAIL: %s: wanted "%s", got "%s"\n' "$1" "$2" "$3"; fail=1; }
}
check() { # check WHAT COMMAND...
    "${@:2}" >"$scratch/said" 2>&1 || { echo "FAIL: $1"; sed 's/^/    /' "$scratch/said"; fail=1; }
}

(cd "$build" && cpack -G DEB -B "$scratch/out" >"$scratch/log" 2>&1) ||
    { cat "$scratch/log"; echo "FAIL: cpack"; exit 1; }
package=$(echo "$scratch"/out/*.deb)
[ -f "$package" ] || { cat "$scratch/log"; echo "FAIL: cpack made no package"; exit 1; }

# As it is described.
field() { dpkg-deb -f "$package" "$1"; }
architecture=$(dpkg --print-architecture)
version=$("$build/bin/synoptic-cli" --version | grep -oE '[0-9]+(\.[0-9]+)+')
expect "file name" "synoptic_${version}_$architecture.deb" "${package##*/}"
expect "name" synoptic "$(field Package)"
expect "version" "$version" "$(field Version)"
expect "architecture" "$architecture" "$(field Architecture)"
# lintian's bogus-mail-host: the host has to have the form of a domain.
grep -qE '^[^<>@]+ <[^<>@ ]+@[a-z0-9-]+(\.[a-z0-9-]+)+>$' <<<"$(field Maintainer)" ||
    { echo "FAIL: the maintainer's address: $(field Maintainer)"; fail=1; }
for word in libc6 libqt6widgets6 libqcustomplot libpcap0.8 libseccomp2 libcap-ng0 libmnl0 libcap2-bin \
    breeze-icon-theme; do
    case "$(field Depends)" in *"$word"*) ;; *) echo "FAIL: it does not depend on $word"; fail=1 ;; esac
done
description=$(field Description)
[ "${#description}" -gt 150 ] || { echo "FAIL: it is hardly described"; fail=1; }
grep -E '^.{81,}' <<<"$description" && { echo "FAIL: a line of the description is too long"; fail=1; }

# As it is packed.
root=$scratch/root
dpkg-deb -R "$package" "$root"
expect "foreign owners" "" "$(dpkg-deb -c "$package" | awk '$2 != "root/root"')"
expect "set-uid, set-gid or writable for all" "" "$(find "$root" ! -type l -perm /6002)"
expect "empty folders" "" "$(find "$root/usr" -type d -empty)"
expect "other places" "usr" "$(ls "$root" | grep -v DEBIAN)"
expect "what speaks of the build" "" "$(grep -rlIF -e "$build" -e /usr/local/libexec -e /usr/local/bin \
    "$root/usr/share" || true)"
for script in postinst prerm postrm; do
    expect "mode of $script" 755 "$(stat -c %a "$root/DEBIAN/$script")"
    check "$script is no shell script" sh -n "$root/DEBIAN/$script"
done
for program in bin/synoptic bin/synoptic-cli libexec/synoptic-capture; do
    expect "symbols in $program" "" "$(readelf -S "$root/usr/$program" | grep -o '\.symtab' || true)"
    readelf -h "$root/usr/$program" | grep -q 'DYN' || { echo "FAIL: $program is not PIE"; fail=1; }
    expect "search path in $program" "" "$(readelf -d "$root/usr/$program" | grep -E 'RPATH|RUNPATH' || true)"
done
for page in man1/synoptic.1 man1/synoptic-cli.1 man8/synoptic-setup.8; do
    check "$page.gz" gzip -t "$root/usr/share/man/$page.gz"
done
for file in copyright changelog.gz; do
    [ -s "$root/usr/share/doc/synoptic/$file" ] || { echo "FAIL: there is no $file"; fail=1; }
done
(cd "$root" && md5sum --quiet -c DEBIAN/md5sums) || { echo "FAIL: md5sums"; fail=1; }
for qm in "$build"/translations/*.qm; do
    [ -s "$root/usr/share/synoptic/translations/${qm##*/}" ] || { echo "FAIL: ${qm##*/} is left out"; fail=1; }
done
id=org.synoptic.Synoptic
check "desktop entry" desktop-file-validate "$root/usr/share/applications/$id.desktop"
check "metainfo" appstreamcli validate --no-net "$root/usr/share/metainfo/$id.metainfo.xml"
check "policy" "$(dirname "$0")/check_policy.sh" "$root/usr/share/polkit-1/actions/$id.policy" \
    /usr/libexec/synoptic-capture

# As it installs. What dpkg and the scripts change is this namespace's alone.
for folder in usr etc var; do
    mkdir "$scratch/$folder" "$scratch/$folder.work"
    mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$scratch/$folder,workdir=$scratch/$folder.work" \
        "/$folder" 2>/dev/null || { echo "SKIP: no overlay can be mounted here"; [ $fail = 0 ] && exit 77; exit 1; }
done
export DEBIAN_FRONTEND=noninteractive
groupdel synoptic 2>/dev/null || true
helper=/usr/libexec/synoptic-capture
state() { stat -c '%U:%G %a' "$helper"; getcap "$helper" | sed 's/.* //'; }
wanted=$'root:synoptic 750\ncap_net_raw,cap_perfmon,cap_bpf=ep'
installs() { # installs WHAT
    dpkg -i "$package" >"$scratch/said" 2>&1 || { echo "FAIL: $1"; cat "$scratch/said"; exit 1; }
    if grep -q 'was not set up' "$scratch/said"; then
        grep -q 'may not keep them' "$scratch/said" &&
            { echo "note: file capabilities cannot be set on this machine"; return; }
        echo "FAIL: $1: the setup failed"; cat "$scratch/said"; fail=1
    fi
    expect "$1: the helper" "$wanted" "$(state)"
}
installs "first installation"
expect "members" "" "$(getent group synoptic | cut -d: -f4)"
expect "dpkg's word" "ii" "$(dpkg-query -W -f='${db:Status-Abbrev}' synoptic | tr -d ' ')"
check "files as packed" dpkg --verify synoptic
check "the window starts" env -i PATH=/usr/bin:/bin QT_QPA_PLATFORM=offscreen HOME="$scratch" \
    /usr/bin/synoptic --screenshot "$scratch/window.png" --view window
[ -s "$scratch/window.png" ] || { echo "FAIL: no picture of the window"; fail=1; }
check "the terminal program works" env -i PATH=/usr/bin:/bin /usr/bin/synoptic-cli snapshot --json
# The program finds the helper where the package puts it, and may use it here, as root.
check "the helper is found" env -i PATH=/usr/bin:/bin /usr/bin/synoptic-cli watch --source packets:lo \
    --duration 1

useradd --no-create-home tst-member
/usr/sbin/synoptic-setup --user tst-member >/dev/null
installs "upgrade"
expect "members after the upgrade" tst-member "$(getent group synoptic | cut -d: -f4)"
ln "$helper" /usr/libexec/tst-kept-link
check "removal" dpkg -r synoptic
[ ! -e "$helper" ] && [ ! -e /usr/bin/synoptic ] || { echo "FAIL: files are left"; fail=1; }
expect "what a link keeps" "root:synoptic 700" \
    "$(stat -c '%U:%G %a' /usr/libexec/tst-kept-link)$(getcap /usr/libexec/tst-kept-link)"
expect "members after the removal" tst-member "$(getent group synoptic | cut -d: -f4)"
installs "installation again"
check "purge" dpkg -P synoptic
expect "the group after the purge" "" "$(getent group synoptic || true)"
[ $fail = 0 ] && echo "the package installs, upgrades, and goes without a trace"
exit $fail
