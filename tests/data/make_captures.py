#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes captures of every link type and tunnel the decoder reads, with Debian's python3-scapy.

usage: make_captures.py FOLDER
The bytes are the same each time.
"""
import logging
import random
import struct
import sys
from pathlib import Path

logging.getLogger("scapy").setLevel(logging.ERROR)
from scapy.all import (Dot1AD, Dot1Q, Ether, GRE, IP,  # noqa: E402
                       IPOption_LSRR, IPOption_RR, IPv6, IPv6ExtHdrDestOpt, IPv6ExtHdrFragment,
                       IPv6ExtHdrHopByHop, IPv6ExtHdrRouting, LLC, PadN, RadioTap, Raw, SNAP, TCP,
                       UDP, Jumbo, fragment, fragment6)
from scapy.contrib.geneve import GENEVE  # noqa: E402
from scapy.contrib.mpls import MPLS  # noqa: E402
from scapy.layers.dot11 import Dot11, Dot11QoS  # noqa: E402
from scapy.layers.l2 import GRE_PPTP  # noqa: E402
from scapy.layers.ppp import PPP, PPPoE  # noqa: E402
from scapy.layers.vxlan import VXLAN  # noqa: E402

CLIENT, SERVER = "192.0.2.7", "198.51.100.3"
CLIENT6, SERVER6 = "2001:db8::7", "2001:db8:1::3"
MACS = {"src": "02:00:00:00:00:07", "dst": "02:00:00:00:00:03"}


def segments(length=30):
    """The TCP segments of a short connection, with (from client?) beside each."""
    c, s = 50212, 8080
    opening = [("MSS", 1460), ("SAckOK", b""), ("Timestamp", (100, 0)), ("NOP", None), ("WScale", 7)]
    later = [("NOP", None), ("NOP", None), ("Timestamp", (101, 200))]
    sack = [("NOP", None), ("NOP", None), ("SAck", (9000, 9100, 9200, 9300))]
    data = bytes(range(length))
    return [
        (True, TCP(sport=c, dport=s, flags="S", seq=1000, window=64240, options=opening)),
        (False, TCP(sport=s, dport=c, flags="SA", seq=7000, ack=1001, window=65160, options=opening)),
        (True, TCP(sport=c, dport=s, flags="A", seq=1001, ack=7001, window=502, options=later)),
        (True, TCP(sport=c, dport=s, flags="PA", seq=1001, ack=7001, window=502, options=later) / Raw(data)),
        (False, TCP(sport=s, dport=c, flags="A", seq=7001, ack=1001 + length, window=509, options=sack)),
        (False, TCP(sport=s, dport=c, flags="PA", seq=7001, ack=1001 + length, window=509) / Raw(data * 2)),
        (True, TCP(sport=c, dport=s, flags="FA", seq=1001 + length, ack=7001 + 2 * length, window=500)),
        (False, TCP(sport=s, dport=c, flags="FA", seq=7001 + 2 * length, ack=1002 + length, window=509)),
        (True, TCP(sport=c, dport=s, flags="A", seq=1002 + length, ack=7002 + 2 * length, window=500)),
    ]


def conversation(six=False, **fields):
    """The same as IP packets."""
    for is_client, segment in segments():
        if six:
            ends = (CLIENT6, SERVER6) if is_client else (SERVER6, CLIENT6)
            yield is_client, IPv6(src=ends[0], dst=ends[1], **fields) / segment
        else:
            ends = (CLIENT, SERVER) if is_client else (SERVER, CLIENT)
            yield is_client, IP(src=ends[0], dst=ends[1], id=7, **fields) / segment


def both():
    yield from conversation()
    yield from conversation(six=True)


def outer(is_client):
    return ("203.0.113.1", "203.0.113.2") if is_client else ("203.0.113.2", "203.0.113.1")


def outer_ip(is_client, **fields):
    src, dst = outer(is_client)
    return IP(src=src, dst=dst, id=1, **fields)


def ether(is_client=True):
    return Ether(src=MACS["src"], dst=MACS["dst"]) if is_client else Ether(src=MACS["dst"], dst=MACS["src"])


def write(path, link_type, frames, snap=262144, nanoseconds=False, order="<"):
    magic = 0xA1B23C4D if nanoseconds else 0xA1B2C3D4
    with open(path, "wb") as out:
        out.write(struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, snap, link_type))
        for number, frame in enumerate(frames):
            data = bytes(frame)
            out.write(struct.pack(order + "IIII", 1700000000 + number // 1000, number % 1000 * 1000,
                                  min(len(data), snap), len(data)) + data[:snap])


def sll(is_client, protocol):
    return struct.pack(">HHH8sH", 0 if is_client else 4, 1, 6, b"\2\0\0\0\0\7\0\0", protocol)


def sll2(protocol):
    return struct.pack(">HHIHBB8s", protocol, 0, 2, 1, 0, 6, b"\2\0\0\0\0\7\0\0")


def ether_type(packet):
    return 0x86DD if packet.haslayer(IPv6) and packet.firstlayer().name == "IPv6" else 0x0800


def is_six(packet):
    return packet.firstlayer().name == "IPv6"


def null(order, six_number):
    for _, p in both():
        yield struct.pack(order + "I", six_number if is_six(p) else 2) + bytes(p)


def nflog(order):
    for _, p in both():
        data = bytes(p)
        yield (struct.pack(">BBH", 10 if is_six(p) else 2, 0, 5)
               + struct.pack(order + "HHI", 8, 5, 0)
               + struct.pack(order + "HH", 5, 10) + b"\0\0\0\0"
               + struct.pack(order + "HH", 4 + len(data), 9) + data)


def ppp_number(p):
    return 0x0057 if is_six(p) else 0x0021


def radiotap_frames():
    for is_client, p in both():
        wifi = Dot11(type=2, subtype=0, FCfield="to-DS" if is_client else "from-DS", addr1=MACS["dst"],
                     addr2=MACS["src"], addr3=MACS["dst"])
        yield RadioTap(present="TSFT+Flags", mac_timestamp=1, Flags="FCS") / wifi / LLC() / SNAP() / p / Raw(b"\1\2\3\4")
        qos = Dot11(type=2, subtype=8, FCfield="to-DS+from-DS", addr1=MACS["dst"], addr2=MACS["src"],
                    addr3=MACS["dst"], addr4=MACS["src"]) / Dot11QoS()
        yield RadioTap() / qos / LLC() / SNAP() / p


def plain_wifi():
    for is_client, p in both():
        yield Dot11(type=2, subtype=8, FCfield="from-DS", addr1=MACS["dst"], addr2=MACS["src"],
                    addr3=MACS["dst"]) / Dot11QoS() / LLC() / SNAP() / p


def ppi_frames():
    for frame in plain_wifi():
        yield struct.pack("<BBHI", 0, 0, 8, 105) + bytes(frame)


def gre_frames():
    for is_client, p in both():
        number = ether_type(p)
        yield ether(is_client) / outer_ip(is_client) / GRE(proto=number) / p
        yield ether(is_client) / outer_ip(is_client) / GRE(proto=number, key_present=1, key=77, seqnum_present=1,
                                                           seqence_number=5, chksum_present=1) / p
        yield ether(is_client) / outer_ip(is_client) / GRE(proto=0x6558, key_present=1, key=9) / ether(is_client) / p
        yield ether(is_client) / IPv6(src="2001:db8::a", dst="2001:db8::b") / GRE(proto=number) / p
        erspan2 = struct.pack(">HHI", 0x1000, 0, 0)
        yield (ether(is_client) / outer_ip(is_client) / GRE(proto=0x88BE, seqnum_present=1, seqence_number=1)
               / Raw(erspan2 + bytes(ether(is_client) / p)))


def pptp_frames():
    for sequence, (is_client, p) in enumerate(both()):
        ppp = bytes([0xFF, 3]) + struct.pack(">H", ppp_number(p)) + bytes(p)
        yield (ether(is_client) / outer_ip(is_client)
               / GRE_PPTP(payload_len=len(ppp), call_id=3, seqnum_present=1, seqence_number=sequence,
                          acknum_present=1, ack_number=1) / Raw(ppp))
        short = bytes([ppp_number(p) & 0xFF]) + bytes(p)
        yield (ether(is_client) / outer_ip(is_client)
               / GRE_PPTP(payload_len=len(short), call_id=3, seqnum_present=1, seqence_number=sequence) / Raw(short))
        yield ether(is_client) / outer_ip(is_client) / GRE_PPTP(payload_len=0, call_id=3, seqnum_present=0,
                                                                acknum_present=1, ack_number=1)


def ip_in_ip():
    for is_client, p in both():
        yield ether(is_client) / outer_ip(is_client) / p
        yield ether(is_client) / IPv6(src="2001:db8::a", dst="2001:db8::b") / p
        yield ether(is_client) / outer_ip(is_client, proto=97) / Raw(b"\x30\0" + bytes(ether(is_client) / p))
        yield ether(is_client) / outer_ip(is_client, proto=137) / Raw(bytes(MPLS(label=18, s=1, ttl=9)) + bytes(p))


def udp(port, source=40000):
    return UDP(sport=source, dport=port)


def vxlan_frames():
    for is_client, p in both():
        yield ether(is_client) / outer_ip(is_client) / udp(4789) / Raw(bytes(VXLAN(vni=42, flags=8)) + bytes(ether(is_client) / p))
        number = 2 if is_six(p) else 1
        yield ether(is_client) / outer_ip(is_client) / udp(4790) / Raw(struct.pack(">BHBI", 0x0C, 0, number, 42 << 8) + bytes(p))
        nsh = struct.pack(">BBBBI16s", 0x0F, 0xC6, 1, number, 0x000001FF, bytes(16))
        yield ether(is_client) / outer_ip(is_client) / udp(4790) / Raw(struct.pack(">BHBI", 0x0C, 0, 4, 42 << 8) + nsh + bytes(p))
    # something else by chance on the port: an answer of a name server
    yield ether() / outer_ip(True) / UDP(sport=53, dport=4789) / Raw(bytes(40))
    yield ether() / outer_ip(True) / UDP(sport=40000, dport=4789) / Raw(b"\x08\0\0\0\0\0\x2a\0hello")


def geneve_frames():
    for is_client, p in both():
        yield ether(is_client) / outer_ip(is_client) / udp(6081) / GENEVE(vni=5, proto=0x6558) / ether(is_client) / p
        options = b"\x01\x02\x80\x01\0\0\0\0"
        yield (ether(is_client) / outer_ip(is_client) / udp(6081)
               / Raw(struct.pack(">BBHI", 2, 0, ether_type(p), 5 << 8) + options + bytes(p)))


def gtp_frames():
    for is_client, p in both():
        data = bytes(p)
        yield ether(is_client) / outer_ip(is_client) / udp(2152, 2152) / Raw(struct.pack(">BBHI", 0x30, 255, len(data), 9) + data)
        more = struct.pack(">HBB", 7, 0, 0x85) + b"\x01\x10\x09\x00"
        yield (ether(is_client) / outer_ip(is_client) / udp(2152, 2152)
               / Raw(struct.pack(">BBHI", 0x36, 255, len(data) + len(more), 9) + more + data))


def l2tp_frames():
    for is_client, p in both():
        ppp = b"\xff\x03" + struct.pack(">H", ppp_number(p)) + bytes(p)
        yield ether(is_client) / outer_ip(is_client) / udp(1701, 1701) / Raw(struct.pack(">HHH", 0x0002, 5, 6) + ppp)
        size = 12 + len(ppp)
        yield (ether(is_client) / outer_ip(is_client) / udp(1701, 1701)
               / Raw(struct.pack(">HHHHHH", 0x4802, size, 5, 6, 1, 1) + ppp))
    yield ether() / outer_ip(True) / udp(1701, 1701) / Raw(struct.pack(">HHHHHH", 0xC802, 12, 0, 0, 0, 0))


def teredo_frames():
    for is_client, p in conversation(six=True):
        p.src, p.dst = (("2001:0:4136:e378::7", "2001:db8::3") if is_client else ("2001:db8::3", "2001:0:4136:e378::7"))
        ends = (40000, 3544) if is_client else (3544, 40000)
        wrap = ether(is_client) / outer_ip(is_client) / UDP(sport=ends[0], dport=ends[1])
        yield wrap / Raw(bytes(p))
        yield wrap / Raw(b"\0\0\x12\x34\1\2\3\4" + bytes(p))
        yield wrap / Raw(b"\0\1\0\0" + bytes(9) + b"\0\0\x12\x34\1\2\3\4" + bytes(p))


def lisp_frames():
    for is_client, p in both():
        yield ether(is_client) / outer_ip(is_client) / udp(4341) / Raw(struct.pack(">II", 0x80000001, 1) + bytes(p))


def vlan_frames():
    for is_client, p in both():
        yield ether(is_client) / Dot1Q(vlan=100) / p
        yield ether(is_client) / Dot1AD(vlan=200) / Dot1Q(vlan=100) / p
        yield ether(is_client) / Dot1Q(vlan=200, type=0x9100) / Raw(struct.pack(">HH", 100, ether_type(p)) + bytes(p))
        yield ether(is_client) / Dot1Q(vlan=5) / PPPoE(sessionid=9) / PPP(proto=ppp_number(p)) / p


def ethernet_frames():
    for is_client, p in both():
        yield bytes(ether(is_client) / p) + bytes(12)  # padding
        llc = LLC(dsap=0xAA, ssap=0xAA, ctrl=3) / SNAP(OUI=0, code=ether_type(p)) / p
        yield bytes.fromhex("020000000003020000000007") + struct.pack(">H", len(llc)) + bytes(llc) + bytes(6)
    yield ether() / Raw(b"\0\1\x08\0\6\4\0\1" + bytes(20))


def mpls_frames():
    for is_client, p in both():
        yield ether(is_client) / MPLS(label=16, s=0, ttl=64) / MPLS(label=17, s=1, ttl=64) / p
        yield ether(is_client) / MPLS(label=16, s=1, ttl=64) / Raw(bytes(4) + bytes(Ether(src="00:0c:29:00:00:07", dst="00:0c:29:00:00:03") / p))


def extension_frames():
    for is_client, p in conversation(six=True):
        ends = {"src": p.src, "dst": p.dst}
        tcp = p[TCP]
        hop = IPv6ExtHdrHopByHop(options=[PadN(optdata=b"\0" * 4)])
        yield ether(is_client) / IPv6(**ends) / hop / tcp
        yield ether(is_client) / IPv6(**ends) / hop / IPv6ExtHdrDestOpt(options=[PadN(optdata=b"\0" * 12)]) / tcp
        yield ether(is_client) / IPv6(**ends) / IPv6ExtHdrRouting(addresses=["2001:db8::99"], segleft=1) / tcp
        yield ether(is_client) / IPv6(**ends) / IPv6ExtHdrRouting(addresses=["2001:db8::98", "2001:db8::99"], segleft=0) / tcp
        srh = struct.pack(">BBBBBBH", 6, 4, 4, 1, 1, 0, 0) + bytes(range(16)) + bytes(range(16, 32))
        yield ether(is_client) / IPv6(nh=43, **ends) / Raw(srh + bytes(tcp))
        yield ether(is_client) / IPv6(**ends) / IPv6ExtHdrFragment(id=9) / tcp
        ah = struct.pack(">BBHII", 6, 4, 0, 1, 1) + bytes(12)
        yield ether(is_client) / IPv6(nh=51, **ends) / Raw(ah + bytes(tcp))
        v4 = {"src": CLIENT, "dst": SERVER} if is_client else {"src": SERVER, "dst": CLIENT}
        yield ether(is_client) / IP(proto=51, id=3, **v4) / Raw(ah + bytes(tcp))
        yield ether(is_client) / IP(id=3, options=[IPOption_RR()], **v4) / tcp
        yield ether(is_client) / IP(id=3, options=[IPOption_LSRR(pointer=4, routers=["192.0.2.99", "192.0.2.98"])], **v4) / tcp
        yield ether(is_client) / IP(id=3, options=[IPOption_LSRR(pointer=12, routers=["192.0.2.99", "192.0.2.98"])], **v4) / tcp


def fragment_frames():
    generator = random.Random(1)
    big = bytes(generator.randrange(256) for _ in range(4000))
    frames = []
    for six in (False, True):
        for number in range(6):
            tcp = TCP(sport=50212, dport=8080, flags="PA", seq=1000 + 4000 * number, ack=1, window=500) / Raw(big)
            if six:
                parts = fragment6(IPv6(src=CLIENT6, dst=SERVER6) / IPv6ExtHdrFragment(id=100 + number) / tcp, 1280)
            else:
                parts = fragment(IP(src=CLIENT, dst=SERVER, id=100 + number) / tcp, 1200)
            if number == 1:
                generator.shuffle(parts)
            if number == 2:
                parts.insert(1, parts[0])  # a duplicate
            if number == 3:
                parts.pop()  # never complete
            if number == 4:
                parts.reverse()
            frames += [ether() / part for part in parts]
    return frames


def odd_frames():
    """Lengths that lie, and senders that let the network card cut."""
    for is_client, p in conversation():
        if len(p[TCP].payload) == 0:
            continue
        offloaded = p.copy()
        offloaded.len = 0
        yield ether(is_client) / offloaded
        longer = p.copy()
        longer.len = len(p) + 100
        yield ether(is_client) / longer
        shorter = p.copy()
        shorter.len = len(p) - 5
        yield ether(is_client) / shorter
        jumbo = p[TCP].copy()
        jumbo.chksum = 1
        jumbo.payload = Raw(bytes(70000))
        yield ether(is_client) / IPv6(src=CLIENT6, dst=SERVER6, nh=0, plen=0) / IPv6ExtHdrHopByHop(
            options=[Jumbo(jumboplen=8 + len(jumbo))]) / jumbo
    yield ether() / IP(src=CLIENT, dst=SERVER, id=1) / UDP(sport=5000, dport=5001, len=0) / Raw(b"abc")


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    raw = [p for _, p in both()]
    write(folder / "ethernet.pcap", 1, ethernet_frames())
    write(folder / "vlan.pcap", 1, vlan_frames(), nanoseconds=True, order=">")
    write(folder / "short.pcap", 1, [ether(c) / p for c, p in both()], snap=86)
    write(folder / "sll.pcap", 113, [sll(c, ether_type(p)) + bytes(p) for c, p in both()])
    write(folder / "sll2.pcap", 276, [sll2(ether_type(p)) + bytes(p) for _, p in both()])
    write(folder / "null-little.pcap", 0, null("<", 30))
    write(folder / "null-big.pcap", 0, null(">", 24), order=">")
    write(folder / "loop.pcap", 108, null(">", 24))
    for link_type in (12, 14, 101):
        write(folder / f"raw-{link_type}.pcap", link_type, raw)
    write(folder / "ipv4.pcap", 228, [p for p in raw if not is_six(p)])
    write(folder / "ipv6.pcap", 229, [p for p in raw if is_six(p)])
    write(folder / "ppp.pcap", 9, [struct.pack(">H", ppp_number(p)) + bytes(p) for p in raw])
    write(folder / "ppp-hdlc.pcap", 50, [b"\xff\x03" + struct.pack(">H", ppp_number(p)) + bytes(p) for p in raw])
    write(folder / "pppoe.pcap", 51, [PPPoE(sessionid=9) / PPP(proto=ppp_number(p)) / p for p in raw])
    write(folder / "ppp-direction.pcap", 204, [b"\1\xff\x03" + struct.pack(">H", ppp_number(p)) + bytes(p) for p in raw])
    write(folder / "cisco-hdlc.pcap", 104, [struct.pack(">BBH", 0x0F, 0, ether_type(p)) + bytes(p) for p in raw])
    write(folder / "frame-relay.pcap", 107, [b"\x04\x41\x03" + (b"\x8e" if is_six(p) else b"\xcc") + bytes(p) for p in raw])
    write(folder / "nflog.pcap", 239, nflog("<"))
    write(folder / "radiotap.pcap", 127, radiotap_frames())
    write(folder / "wifi.pcap", 105, plain_wifi())
    write(folder / "ppi.pcap", 192, ppi_frames())
    write(folder / "ipoib.pcap", 242, [bytes(40) + struct.pack(">HH", ether_type(p), 0) + bytes(p) for p in raw])
    write(folder / "mpls.pcap", 1, mpls_frames())
    write(folder / "atm.pcap", 100, [LLC(dsap=0xAA, ssap=0xAA, ctrl=3) / SNAP(OUI=0, code=ether_type(p)) / p for p in raw])
    write(folder / "ip-over-fc.pcap", 122, [bytes(16) + bytes(LLC(dsap=0xAA, ssap=0xAA, ctrl=3) / SNAP(OUI=0, code=ether_type(p)) / p) for p in raw])
    write(folder / "1394.pcap", 138, [bytes(16) + struct.pack(">H", ether_type(p)) + bytes(p) for p in raw])
    write(folder / "enc.pcap", 109, [struct.pack("<III", 24 if is_six(p) else 2, 0, 0) + bytes(p) for p in raw])
    write(folder / "gre.pcap", 1, gre_frames())
    write(folder / "pptp.pcap", 1, pptp_frames())
    write(folder / "ip-in-ip.pcap", 1, ip_in_ip())
    write(folder / "vxlan.pcap", 1, vxlan_frames())
    write(folder / "geneve.pcap", 1, geneve_frames())
    write(folder / "gtp.pcap", 1, gtp_frames())
    write(folder / "l2tp.pcap", 1, l2tp_frames())
    write(folder / "teredo.pcap", 1, teredo_frames())
    write(folder / "lisp.pcap", 1, lisp_frames())
    write(folder / "extensions.pcap", 1, extension_frames())
    write(folder / "fragments.pcap", 1, fragment_frames())
    write(folder / "odd.pcap", 1, odd_frames())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
