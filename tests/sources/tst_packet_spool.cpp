// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/packet_spool.h"

#include <QTest>

#include <thread>

#include <csignal>

#include <sys/resource.h>

using namespace synoptic;

namespace {

CapturedFrame frameOf(const std::vector<std::uint8_t>& bytes, int number) {
    CapturedFrame frame;
    frame.time = Timestamp(std::chrono::seconds(1'700'000'000 + number));
    frame.originalLength = 1500;
    frame.linkType = 1;
    frame.captured = bytes;
    return frame;
}

/// Bytes that tell which packet they are of.
std::vector<std::uint8_t> bytesOf(int number, std::size_t size) {
    return std::vector<std::uint8_t>(size, static_cast<std::uint8_t>(number));
}

} // namespace

class TestPacketSpool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasAppended();
    void oldestMakeRoom();
    void readersNeverSeeAnotherPacket();
    void aFullDiskLosesBytesAlone();
};

void TestPacketSpool::givesBackWhatWasAppended() {
    const auto spool = std::make_shared<PacketSpool>(PacketSpool::Options());
    std::vector<std::uint64_t> places;
    for (int i = 0; i < 5000; ++i)
        places.push_back(spool->append(frameOf(bytesOf(i, 1 + std::size_t(i * 37 % 2000)), i)));
    const auto store = spool->openStore();
    CapturedFrame frame;
    QVERIFY(!store->at(places[4999], frame)); // not flushed yet
    spool->flush();
    QCOMPARE(spool->writeError(), 0);
    for (int i = 4999; i >= 0; --i) {
        QVERIFY(store->at(places[std::size_t(i)], frame));
        QCOMPARE(frame.captured.size(), 1 + std::size_t(i * 37 % 2000));
        QCOMPARE(int(frame.captured.back()), i & 0xff);
        QVERIFY(frame.time == Timestamp(std::chrono::seconds(1'700'000'000 + i)));
        QCOMPARE(frame.originalLength, 1500U);
    }
    QVERIFY(!store->at(std::uint64_t{1} << 40, frame));
}

void TestPacketSpool::oldestMakeRoom() {
    PacketSpool::Options options;
    options.bytes = 4U << 20;
    const auto spool = std::make_shared<PacketSpool>(options);
    std::vector<std::uint64_t> places;
    for (int i = 0; i < 20'000; ++i) {
        places.push_back(spool->append(frameOf(bytesOf(i, 1000), i)));
        if (i % 100 == 0)
            spool->flush();
    }
    spool->flush();
    const auto store = spool->openStore();
    CapturedFrame frame;
    int kept = 0;
    for (int i = 0; i < 20'000; ++i) {
        const bool there = store->at(places[std::size_t(i)], frame);
        kept += there;
        if (there)
            QCOMPARE(int(frame.captured[0]), i & 0xff);
    }
    QVERIFY(kept > 3000 && kept < 4500);
    QVERIFY(store->at(places.back(), frame));
    QVERIFY(!store->at(places.front(), frame));
}

void TestPacketSpool::readersNeverSeeAnotherPacket() {
    PacketSpool::Options options;
    options.bytes = 2U << 20;
    const auto spool = std::make_shared<PacketSpool>(options);
    std::vector<std::uint64_t> places;
    places.reserve(3000);
    for (int i = 0; i < 1500; ++i)
        places.push_back(spool->append(frameOf(bytesOf(i, 1000), i)));
    spool->flush();
    std::atomic<bool> done = false;
    std::jthread writer([&] {
        for (int i = 0; i < 60'000; ++i) {
            spool->append(frameOf(bytesOf(255, 990), i));
            if (i % 16 == 0)
                spool->flush();
        }
        done = true;
    });
    const auto store = spool->openStore();
    CapturedFrame frame;
    int wrong = 0;
    while (!done) {
        for (int i = 0; i < 1500; i += 7) {
            if (store->at(places[std::size_t(i)], frame))
                wrong += frame.captured.size() != 1000 || frame.captured.front() != (i & 0xff) ||
                         frame.captured.back() != (i & 0xff);
        }
    }
    QCOMPARE(wrong, 0);
}

void TestPacketSpool::aFullDiskLosesBytesAlone() {
    const auto spool = std::make_shared<PacketSpool>(PacketSpool::Options());
    const std::uint64_t first = spool->append(frameOf(bytesOf(1, 1000), 1));
    spool->flush();
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 4096;
    ::setrlimit(RLIMIT_FSIZE, &small);
    std::uint64_t lost = 0;
    for (int i = 0; i < 20; ++i)
        lost = spool->append(frameOf(bytesOf(2, 1000), 2));
    spool->flush();
    QVERIFY(spool->writeError() != 0);
    ::setrlimit(RLIMIT_FSIZE, &before);
    const std::uint64_t later = spool->append(frameOf(bytesOf(3, 1000), 3));
    spool->flush();
    QCOMPARE(spool->writeError(), 0);
    const auto store = spool->openStore();
    CapturedFrame frame;
    QVERIFY(store->at(first, frame) && frame.captured[0] == 1);
    QVERIFY(!store->at(lost, frame));
    QVERIFY(store->at(later, frame) && frame.captured[0] == 3);
}

QTEST_APPLESS_MAIN(TestPacketSpool)
#include "tst_packet_spool.moc"
