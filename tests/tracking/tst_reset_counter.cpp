// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/reset_counter.h"
#include "tests/tracking/table_fixture.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::test;

namespace {

KernelEvent told(KernelEvent::Kind kind, const Endpoint& local, const Endpoint& remote) {
    KernelEvent event;
    event.kind = kind;
    event.tuple = {local, remote};
    return event;
}

const Endpoint kA = endpoint("127.0.0.1", 40'000);
const Endpoint kB = endpoint("127.0.0.1", 80);
const Endpoint kFar = endpoint("198.51.100.3", 80);

} // namespace

/// One RST segment counts once, wherever it was seen.
class TestResetCounter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTrace();
    void counters_data();
    void counters();
};

void TestResetCounter::theTrace() {
    using enum KernelEvent::Kind;
    ResetCounter counter;
    const auto count = [&](std::vector<KernelEvent> events) { return counter.count(events); };
    QCOMPARE(count({told(SendReset, kB, kA), told(ReceiveReset, kA, kB)}), 1U);
    QCOMPARE(count({told(ReceiveReset, kA, kB), told(SendReset, kB, kA)}),
             1U); // another processor
    QCOMPARE(count({told(SendReset, kB, kA)}), 1U);
    QCOMPARE(count({told(ReceiveReset, kA, kB)}), 0U); // it arrived in the next batch
    count({});
    count({});
    QCOMPARE(count({told(ReceiveReset, kA, kFar), told(ReceiveReset, kA, kFar)}), 2U);
    QCOMPARE(count({told(SendReset, kA, kFar), told(Retransmit, kA, kFar)}), 1U);
}

void TestResetCounter::counters_data() {
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("ended");
    QTest::addColumn<int>("aborts");
    QTest::addColumn<int>("resets");
    QTest::newRow("refused on loopback") << 30 << 30 << 0 << 30;
    QTest::newRow("cut on loopback") << 20 << 40 << 20 << 20;
    QTest::newRow("refused elsewhere") << 0 << 5 << 0 << 5;
    QTest::newRow("a scan of closed ports") << 100 << 0 << 0 << 100;
    QTest::newRow("cut by this end") << 7 << 7 << 7 << 7;
    QTest::newRow("counters begun anew") << -3 << -3 << 0 << 0;
}

void TestResetCounter::counters() {
    QFETCH(int, sent);
    QFETCH(int, ended);
    QFETCH(int, aborts);
    QFETCH(int, resets);
    HostCounters before;
    before.resetsSent = before.resetsReceived = before.abortsOnClose = 1'000;
    HostCounters now = before;
    now.resetsSent += static_cast<std::uint64_t>(sent);
    now.resetsReceived += static_cast<std::uint64_t>(ended);
    now.abortsOnClose += static_cast<std::uint64_t>(aborts);
    QCOMPARE(resetsAmong(before, now), static_cast<std::uint64_t>(resets));
}

QTEST_APPLESS_MAIN(TestResetCounter)
#include "tst_reset_counter.moc"
