// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_details.h"
#include "tests/sources/loaded_capture.h"

#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace synoptic;
using namespace synoptic::test;

class TestPacketDetails : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsWanted();
    void dropsWhatIsOutOfSight();
    void anotherCaptureForgetsTheFirst();
    void jobsRunWithTheBytes();
    void newerJobMakesTheOlderStale();
    void endsWhileBusy();

private:
    static std::vector<PacketNumber> all(const PacketDetails& details) {
        std::vector<PacketNumber> numbers(details.packets().size());
        std::iota(numbers.begin(), numbers.end(), details.packets().begin());
        return numbers;
    }
};

void TestPacketDetails::readsWhatIsWanted() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-print-flags.pcap");
    PacketDetails details;
    QSignalSpy reset(&details, &PacketDetails::reset);
    QSignalSpy arrived(&details, &PacketDetails::arrived);
    details.setHistory(capture.history());
    QCOMPARE(reset.count(), 1);
    QCOMPARE(details.packets().size(), 10U);
    QVERIFY(!details.find(0));
    details.want(1, {0, 3});
    QVERIFY(arrived.wait());
    const PacketDetail* syn = details.find(0);
    QVERIFY(syn && syn->readable && syn->outcome == DecodeOutcome::Decoded);
    QVERIFY(syn->transport == Transport::Tcp && syn->has(kSyn) && !syn->has(kAck));
    QVERIFY(syn->options.maximumSegmentSize > 0);
    QVERIFY(details.find(3) && details.find(3)->payloadLength > 0);
    QVERIFY(!details.find(1));
}

void TestPacketDetails::dropsWhatIsOutOfSight() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-resp-15-connections-sll.pcap");
    PacketDetails details;
    details.setHistory(capture.history());
    // The reader is busy while the wishes change.
    std::atomic<bool> begun = false, go = false;
    details.run(
        this, 1,
        [&](PacketStore&, const auto&) {
            begun = true;
            while (!go)
                std::this_thread::yield();
        },
        [] {});
    QTRY_VERIFY(begun);
    details.want(1, all(details)); // 150, in batches
    details.want(1, {149});
    details.want(2, {7}); // another view's wishes stand beside
    go = true;
    QTRY_VERIFY(details.find(149) && details.find(7));
    QVERIFY(!details.find(140));
}

void TestPacketDetails::anotherCaptureForgetsTheFirst() {
    const LoadedCapture one = LoadedCapture::sample("tcpdump-print-flags.pcap");
    const LoadedCapture two = LoadedCapture::sample("community-id-ipv6.pcap");
    PacketDetails details;
    details.setHistory(one.history());
    details.want(1, {0});
    details.setHistory(two.history()); // before the answer is there
    details.want(1, {0});
    QTRY_VERIFY(details.find(0));
    QVERIFY(!details.find(0)->source.address.isV4());
    details.setHistory(nullptr);
    QVERIFY(!details.find(0));
    QCOMPARE(details.packets().size(), 0U);
}

void TestPacketDetails::jobsRunWithTheBytes() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-print-flags.pcap");
    PacketDetails details;
    details.setHistory(capture.history());
    auto bytes = std::make_shared<std::vector<std::uint8_t>>();
    bool done = false;
    details.run(
        this, 1,
        [bytes, place = details.packets()[2].place](PacketStore& store, const auto&) {
            CapturedFrame frame;
            if (store.at(place, frame))
                bytes->assign(frame.captured.begin(), frame.captured.end());
        },
        [&] { done = true; });
    QTRY_VERIFY(done);
    QVERIFY(bytes->size() >= 54);
    // Nobody is told once the asking one is gone.
    auto* gone = new QObject;
    bool told = false;
    details.run(
        gone, 1, [](PacketStore&, const auto&) {}, [&] { told = true; });
    delete gone;
    done = false;
    details.run(
        this, 1, [](PacketStore&, const auto&) {}, [&] { done = true; });
    QTRY_VERIFY(done);
    QVERIFY(!told);
}

void TestPacketDetails::newerJobMakesTheOlderStale() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-print-flags.pcap");
    PacketDetails details;
    details.setHistory(capture.history());
    std::atomic<bool> begun = false, sawStale = false;
    bool first = false, second = false;
    details.run(
        this, 1,
        [&](PacketStore&, const std::function<bool()>& isStale) {
            begun = true;
            while (!isStale())
                std::this_thread::yield();
            sawStale = true;
        },
        [&] { first = true; });
    QTRY_VERIFY(begun);
    details.run(
        this, 1, [](PacketStore&, const auto&) {}, [&] { second = true; });
    QTRY_VERIFY(second);
    QVERIFY(sawStale && !first);
}

void TestPacketDetails::endsWhileBusy() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-print-flags.pcap");
    std::atomic<bool> begun = false;
    PacketDetails details;
    details.setHistory(capture.history());
    details.run(
        this, 1,
        [&](PacketStore&, const std::function<bool()>& isStale) {
            begun = true;
            while (!isStale())
                std::this_thread::yield();
        },
        [] {});
    QTRY_VERIFY(begun);
}

QTEST_GUILESS_MAIN(TestPacketDetails)
#include "tst_packet_details.moc"
