// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/wire/wire_bytes.h"

#include <QTest>

#include <algorithm>

using namespace synoptic;
using namespace synoptic::bytes;

namespace {

/// The TCP segment with 100 more bytes, cut at the given places into IPv4 fragments.
std::vector<Bytes> fragmentsOf(const Bytes& payload, const std::vector<std::size_t>& cuts,
                               std::uint16_t identification = 1) {
    std::vector<Bytes> out;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= cuts.size(); ++i) {
        const bool isLast = i == cuts.size();
        const std::size_t to = isLast ? payload.size() : cuts[i];
        const auto field = static_cast<std::uint16_t>(from / 8 | (isLast ? 0 : 0x2000));
        out.push_back(ipv4(6,
                           Bytes(payload.begin() + static_cast<std::ptrdiff_t>(from),
                                 payload.begin() + static_cast<std::ptrdiff_t>(to)),
                           field, identification));
        from = to;
    }
    return out;
}

Bytes segment() {
    Bytes payload = tcp();
    for (int i = 0; i < 100; ++i)
        payload.push_back(static_cast<std::uint8_t>(i));
    return payload;
}

} // namespace

class TestIpReassembly : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyOrderGivesOnePacket();
    void duplicatesAndOverlapsDoNoHarm();
    void sixIsPutTogetherToo();
    void olderThanTheTimeoutIsLetGo();
    void aFloodStaysWithinBounds();
    void whatBeganSmallStaysWithinBounds();
    void nextPacketEndsTheLifeOfTheLast();

private:
    DecodeOutcome feed(const Bytes& bytes, int second = 0) {
        storage_ = bytes;
        CapturedFrame frame = frameOf(101, storage_);
        frame.time += std::chrono::seconds(second);
        return decodePacket(frame, packet_, reassembler_);
    }
    Reassembler reassembler_;
    DecodedPacket packet_;
    Bytes storage_;
};

void TestIpReassembly::anyOrderGivesOnePacket() {
    std::vector<int> order{0, 1, 2, 3};
    const auto parts = fragmentsOf(segment(), {24, 64, 96});
    do {
        reassembler_.clear();
        for (int i = 0; i < 4; ++i) {
            const DecodeOutcome outcome =
                feed(parts[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])]);
            QVERIFY(outcome == (i < 3 ? DecodeOutcome::Fragment : DecodeOutcome::Decoded));
        }
        QVERIFY(packet_.transport == Transport::Tcp && packet_.ip.isReassembled);
        QCOMPARE(packet_.source.toString(), "192.0.2.7:50212");
        QCOMPARE(packet_.tcp.payloadLength, 103U);
        const Bytes whole = segment();
        QVERIFY(std::equal(packet_.tcp.payload.begin(), packet_.tcp.payload.end(),
                           whole.begin() + 20, whole.end()));
    } while (std::next_permutation(order.begin(), order.end()));
    QCOMPARE(reassembler_.abandoned(), 0U);
}

void TestIpReassembly::duplicatesAndOverlapsDoNoHarm() {
    reassembler_.clear();
    const auto parts = fragmentsOf(segment(), {24, 64, 96});
    const auto wide = fragmentsOf(Bytes(segment().size(), 0xff), {16, 96});
    feed(parts[0]);
    feed(parts[0]);
    feed(parts[1]);
    QVERIFY(feed(wide[1]) == DecodeOutcome::Fragment); // over 0..1 and the gap of 2
    QVERIFY(feed(parts[3]) == DecodeOutcome::Decoded);
    QCOMPARE(packet_.tcp.payloadLength, 103U);
    QCOMPARE(packet_.tcp.sequence.value(), 0x01020304U); // what came first stays
    QCOMPARE(packet_.tcp.payload[30 - 20], segment()[30]);
    QCOMPARE(int(packet_.tcp.payload[64 - 20]), 0xff); // the gap was filled by the other
}

void TestIpReassembly::sixIsPutTogetherToo() {
    reassembler_.clear();
    const Bytes whole = hex("0600 0104 00000000") + segment(); // destination options, then TCP
    const auto part = [&](std::size_t from, std::size_t to, bool more) {
        return ipv6(44, hex("3c00") + u16(from | (more ? 1 : 0)) + u32(77) +
                            Bytes(whole.begin() + static_cast<std::ptrdiff_t>(from),
                                  whole.begin() + static_cast<std::ptrdiff_t>(to)));
    };
    QVERIFY(feed(part(64, whole.size(), false)) == DecodeOutcome::Fragment);
    QVERIFY(feed(part(0, 64, true)) == DecodeOutcome::Decoded);
    QCOMPARE(packet_.tcp.payloadLength, 103U);
    QCOMPARE(packet_.ip.identification, 77U);
}

void TestIpReassembly::olderThanTheTimeoutIsLetGo() {
    reassembler_.clear();
    const auto parts = fragmentsOf(segment(), {64});
    feed(parts[0], 0);
    QVERIFY(feed(parts[1], 61) == DecodeOutcome::Fragment);
    QVERIFY(feed(parts[0], 62) == DecodeOutcome::Decoded);
}

void TestIpReassembly::aFloodStaysWithinBounds() {
    reassembler_.clear();
    for (unsigned i = 0; i < 20000; ++i) {
        feed(fragmentsOf(Bytes(60000, 1), {59992}, static_cast<std::uint16_t>(i))[0]);
        QVERIFY(reassembler_.waiting() <= Reassembler::kMaxDatagrams);
        if (i % 1000 == 0)
            QVERIFY(reassembler_.bytesHeld() <= Reassembler::kMaxBytes + 65536);
        if (i == 300)
            i = 19000;
    }
    QVERIFY(reassembler_.abandoned() > 0);
    // and still works
    const auto parts = fragmentsOf(segment(), {64}, 40000);
    feed(parts[0]);
    QVERIFY(feed(parts[1]) == DecodeOutcome::Decoded);
}

/// Many datagrams of which 8 bytes are there first, and then all of them are the longest there are.
void TestIpReassembly::whatBeganSmallStaysWithinBounds() {
    Reassembler reassembler;
    const Bytes block(8);
    const Timestamp now(std::chrono::seconds(1));
    for (const std::uint32_t offset : {8U, 65520U}) {
        for (std::uint32_t id = 0; id < Reassembler::kMaxDatagrams; ++id) {
            reassembler.add({{}, {}, id, 0, 6}, {offset, true, 6, block}, now);
            QVERIFY(reassembler.bytesHeld() <= Reassembler::kMaxBytes + 65536);
        }
    }
}

void TestIpReassembly::nextPacketEndsTheLifeOfTheLast() {
    reassembler_.clear();
    const auto parts = fragmentsOf(segment(), {64});
    feed(parts[0]);
    feed(parts[1]);
    QCOMPARE(reassembler_.waiting(), 0U);
    feed(ipv4(6, tcp()));
    QCOMPARE(reassembler_.bytesHeld(), 0U);
    QVERIFY(feed(parts[1]) == DecodeOutcome::Fragment); // begins anew
}

QTEST_APPLESS_MAIN(TestIpReassembly)
#include "tst_ip_reassembly.moc"
