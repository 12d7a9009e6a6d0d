#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures of README anew, with real connections in a network namespace (root).
# usage: docs/screenshots/make.sh BUILD_DIRECTORY
set -eu
build=$(realpath "$1")
cd "$(dirname "$0")"
space=synshot$$
ip netns add "$space"
trap 'ip netns pids "$space" | xargs -r kill 2>/dev/null; ip netns del "$space"' EXIT
ip -n "$space" link set lo up
for address in 192.0.2.10 198.51.100.7 198.51.100.24 203.0.113.14 203.0.113.57 203.0.113.66; do
    ip -n "$space" address add "$address/32" dev lo
done
ip netns exec "$space" nft -f - <<'RULES'
table inet scene {
  chain input {
    type filter hook input priority 0;
    tcp dport 8443 tcp flags & syn == syn drop
    tcp dport 8022 tcp flags & (syn | ack) == ack drop
  }
}
RULES
ip netns exec "$space" ./scene.py 240 &
sleep 8

inside() { ip netns exec "$space" "$@"; }
shot() { inside "$build/bin/synoptic" --screenshot "$@" --size 1440x900; }
shot window-light.png --theme light --duration 40 &
shot window-dark.png --theme dark --duration 40 --select 192.0.2.10:8080-203.0.113.57:50212 &
shot window-zh.png --theme light --language zh_CN --duration 40 &
wait %2 %3 %4

sample=../../tests/data/samples/tcpdump-print-flags.pcap
"$build/bin/synoptic" --screenshot capture-light.png "$sample" --connection 0 --size 1440x900 \
    --theme light
"$build/bin/synoptic" --screenshot ladder.svg "$sample" --view ladder --connection 0 --theme light

# A flood as an attacker makes it, at a listener without SYN cookies.
inside sysctl -qw net.ipv4.tcp_syncookies=0 net.ipv4.conf.all.rp_filter=0
inside nft flush ruleset
inside ip route add default dev lo
inside timeout 60 hping3 -q -c 20000 -S -p 8080 -i u2000 --rand-source 192.0.2.10 2>/dev/null &
sleep 3
inside "$build/bin/synoptic" --screenshot alarm-light.png --view diagnosis --size 1440x900 \
    --theme light --duration 20
"$build/bin/synoptic" --report /tmp/$space.html ../../tests/data/samples/tcpdump-bgp-4byte-asn.pcap \
    --language en
chromium --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run \
    --user-data-dir=/tmp/$space --hide-scrollbars --window-size=1100,1420 \
    --screenshot=report-light.png "file:///tmp/$space.html"
rm -rf "/tmp/$space" "/tmp/$space.html"
echo "Look at them before you commit them."
