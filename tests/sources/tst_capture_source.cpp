// SPDX-License-Identifier: GPL-3.0-or-later
//
// Capture files through the source into the tracker: what the window is told of them.
#include "model/sources/capture_file_source.h"
#include "model/sources/monitor.h"
#include "model/tracking/state_series.h"
#include "tests/sources/loaded_capture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;

namespace {

QString samplePath(const char* name) {
    return QStringLiteral(SYNOPTIC_TEST_DATA "/samples/") + QLatin1String(name);
}

QByteArray sampleBytes(const char* name) {
    QFile file(samplePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<TcpState> statesOf(const ConnectionSnapshot& connection) {
    std::vector<TcpState> states{connection.history->transitions.front().from};
    for (const StateTransition& step : connection.history->transitions)
        states.push_back(step.to);
    return states;
}

} // namespace

class TestCaptureSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheClientsView();
    void indexesEveryPacket();
    void stopsAtTheMomentAskedFor();
    void countsBySecondOfTheCapture();
    void detailOfTheOneInFocus();
    void readsHttpHeads();
    void fullIndexIsCounted();
    void followsAGrowingFile();
    void cutFileGivesWhatThereIs();
    void missingFileFailsWithAReason();
    void loadsOnTheMonitorThread();
    void loadingCanBeCancelled();
    void storesReadFromAnotherThread();
};

void TestCaptureSource::showsTheClientsView() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-print-flags.pcap");
    QCOMPARE(capture.changes.changed.size(), 1U);
    const ConnectionSnapshot& connection = capture.changes.changed.front();
    using enum TcpState;
    QVERIFY((statesOf(connection) ==
             std::vector{Closed, SynSent, Established, FinWait1, FinWait2, TimeWait}));
    QVERIFY(connection.state == TimeWait);
    QVERIFY(connection.peerState == Closed);
    QVERIFY(connection.role == Role::Client && connection.evidence == Evidence::Packets);
    QVERIFY(!connection.closed);
    QCOMPARE(connection.wire.packets, 10U);
    QCOMPARE(capture.changes.counts[index(TimeWait)], 1U);
    QCOMPARE(capture.changes.transitions.size(), 5U);
    for (const StateTransition& step : capture.changes.transitions)
        QVERIFY(step.edge != kNoEdge && step.evidence == Evidence::Packets);
}

void TestCaptureSource::indexesEveryPacket() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-bgp-4byte-asn.pcap");
    const PacketIndex::View packets = capture.history()->index().view();
    QCOMPARE(packets.size(), 91U);
    std::size_t placed = 0;
    for (const ConnectionSnapshot& connection : capture.changes.changed) {
        const auto numbers = packets.ofConnection(connection.wire.lastPacket);
        QCOMPARE(numbers.size(), connection.wire.packets);
        QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
        for (const PacketNumber number : numbers)
            QCOMPARE(packets[number].flow, connection.wire.flow);
        placed += numbers.size();
        const auto newest = packets.ofConnection(connection.wire.lastPacket, kNoPacket, 1);
        QCOMPARE(newest.size(), 1U);
        QCOMPARE(newest.front(), connection.wire.lastPacket);
        QVERIFY(
            packets.ofConnection(connection.wire.lastPacket, connection.wire.lastPacket).empty());
    }
    QCOMPARE(placed, 79U); // the others are ARP
}

void TestCaptureSource::stopsAtTheMomentAskedFor() {
    const std::string path = samplePath("tcpdump-print-flags.pcap").toStdString();
    const LoadedCapture opening(path, 0s);
    QCOMPARE(opening.changes.changed.size(), 1U);
    QVERIFY(opening.changes.changed.front().state == TcpState::SynSent);
    QCOMPARE(opening.history()->index().view().size(), 1U);
}

void TestCaptureSource::countsBySecondOfTheCapture() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-bgp-4byte-asn.pcap");
    const std::vector<StateSample>& samples = capture.changes.samples;
    QVERIFY(samples.size() > 5);
    std::uint64_t transitions = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        QVERIFY(i == 0 || samples[i - 1].time < samples[i].time);
        transitions += samples[i].transitions;
        // A long silence is held over, so that the chart shows no gap.
        QVERIFY(i == 0 || samples[i].time - samples[i - 1].time < StateSeries::kHoldLimit);
        // What happened in one second is not drawn into the silence after it.
        QVERIFY(i == 0 || samples[i - 1].transitions == 0 ||
                samples[i].time - samples[i - 1].time < 2s);
    }
    QCOMPARE(transitions, capture.changes.transitions.size());
    const bool wasOpen = std::any_of(samples.begin(), samples.end(), [](const StateSample& s) {
        return s.counts[index(TcpState::Established)] > 0;
    });
    QVERIFY(wasOpen);
    // Eight years between two packets: held for a day, and no longer.
    const LoadedCapture apart = LoadedCapture::sample("pcapplusplus-tls.pcap");
    QVERIFY(apart.changes.samples.size() > 3'000 && apart.changes.samples.size() < 4'000);
}

void TestCaptureSource::detailOfTheOneInFocus() {
    LoadedCapture capture = LoadedCapture::sample("tcpdump-print-flags.pcap");
    const ConnectionSnapshot connection = capture.changes.changed.front();
    const auto detail = capture.detail(connection.key);
    QVERIFY(detail.has_value());
    QCOMPARE(detail->key, connection.key);
    QVERIFY(detail->handshake.complete);
    QVERIFY(detail->ends[0].isClient && !detail->ends[1].isClient);
    QCOMPARE(detail->ends[0].transitions.size(), 5U);
    QVERIFY(detail->ends[1].transitions.back().to == TcpState::Closed);
    QVERIFY(detail->ends[0].isnSeen && detail->ends[0].baseSequence == detail->handshake.clientIsn);
    QCOMPARE(detail->ends[0].counts.packets + detail->ends[1].counts.packets, 10U);
    QVERIFY(!capture.tracker.takeChanges().detail); // nothing new since
    QVERIFY(!capture.detail(12345).has_value());
}

void TestCaptureSource::readsHttpHeads() {
    const LoadedCapture capture = LoadedCapture::sample("dpkt-nb6-pppoe-l2tp.pcap");
    const auto& http = capture.changes.http;
    QVERIFY(!http.empty());
    const auto request =
        std::find_if(http.begin(), http.end(), [](const HttpMessage& m) { return m.isRequest; });
    QVERIFY(request != http.end());
    QCOMPARE(request->method, std::string("GET"));
    QVERIFY(!request->host.empty());
    const PacketIndex::View packets = capture.history()->index().view();
    QVERIFY(packets.contains(request->packet));
    QCOMPARE(packets[request->packet].flow, request->flow);
    QVERIFY(std::any_of(http.begin(), http.end(),
                        [](const HttpMessage& m) { return !m.isRequest && m.status >= 200; }));
}

void TestCaptureSource::fullIndexIsCounted() {
    QTemporaryDir folder;
    // One packet over and over: more than the smallest index holds.
    QByteArray file = sampleBytes("tcpdump-print-flags.pcap");
    const QByteArray records = file.mid(24);
    while (file.size() < 24 + records.size() * 4000)
        file += records;
    QFile out(folder.filePath(QStringLiteral("many.pcap")));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(file);
    out.close();
    const auto source = makeCaptureFileSource({out.fileName().toStdString(), {}, 1, false});
    ConnectionTracker tracker;
    while (source->due() != ObservationSource::Clock::time_point::max())
        source->collect(tracker, {});
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.packets->index().view().size(), PacketIndex::kChunkPackets);
    QCOMPARE(set.totals.packets, 40'000U);
    QCOMPARE(set.totals.packetsUnindexed, 40'000U - PacketIndex::kChunkPackets);
}

void TestCaptureSource::followsAGrowingFile() {
    QTemporaryDir folder;
    const QByteArray whole = sampleBytes("tcpdump-print-flags.pcap");
    QFile out(folder.filePath(QStringLiteral("grows.pcap")));
    QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    out.write(whole.left(24 + 16 + 74 + 7)); // in the middle of the second packet
    const auto source = makeCaptureFileSource({out.fileName().toStdString(), {}, 1 << 20, true});
    ConnectionTracker tracker;
    const auto collectFor = [&](auto done) {
        return QTest::qWaitFor(
            [&] {
                if (source->due() <= ObservationSource::Clock::now())
                    source->collect(tracker, {});
                return done();
            },
            5000);
    };
    QVERIFY(collectFor([&] { return !source->status().loading; }));
    QVERIFY(source->status().captureProblem.kind == CaptureProblem::Kind::CutShort);
    ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.changed.size(), 1U);
    const ConnectionKey key = set.changed.front().key;
    QVERIFY(set.changed.front().state == TcpState::SynSent);
    out.write(whole.mid(24 + 16 + 74 + 7));
    QVERIFY(collectFor([&] { return source->status().health == SourceStatus::Health::Working; }));
    set = tracker.takeChanges();
    QCOMPARE(set.changed.size(), 1U);
    QCOMPARE(set.changed.front().key, key);
    QVERIFY(set.changed.front().state == TcpState::TimeWait);
}

void TestCaptureSource::cutFileGivesWhatThereIs() {
    QTemporaryDir folder;
    QFile out(folder.filePath(QStringLiteral("cut.pcap")));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(sampleBytes("tcpdump-print-flags.pcap").left(600));
    out.close();
    const LoadedCapture capture(out.fileName().toStdString());
    QVERIFY(capture.status.health == SourceStatus::Health::Degraded);
    QVERIFY(QString::fromStdString(capture.status.problem).contains(QLatin1String("cut short")));
    QCOMPARE(capture.changes.changed.size(), 1U);
    QVERIFY(capture.changes.totals.packets > 3);
}

void TestCaptureSource::missingFileFailsWithAReason() {
    const LoadedCapture capture("/nonexistent/file.pcap");
    QVERIFY(capture.status.health == SourceStatus::Health::Failed);
    QVERIFY(QString::fromStdString(capture.status.problem).contains(QLatin1String("No such file")));
    QVERIFY(!capture.history());
}

void TestCaptureSource::loadsOnTheMonitorThread() {
    MonitorThread::Sources sources;
    sources.push_back(makeCaptureFileSource(
        {.path = samplePath("tcpdump-resp-15-connections-sll.pcap").toStdString()}));
    MonitorThread monitor(std::move(sources));
    monitor.start();
    std::size_t connections = 0;
    bool loaded = false;
    QVERIFY(QTest::qWaitFor(
        [&] {
            if (const auto update = monitor.takeUpdate()) {
                connections += update->changes.changed.size();
                loaded = !update->sources.front().loading;
            }
            return loaded;
        },
        5000));
    QCOMPARE(connections, 15U);
    monitor.stop();
}

void TestCaptureSource::loadingCanBeCancelled() {
    QTemporaryDir folder;
    QByteArray file = sampleBytes("tcpdump-print-flags.pcap");
    const QByteArray records = file.mid(24);
    for (int i = 0; i < 14; ++i) // a hundred megabytes
        file += file.mid(24);
    QFile out(folder.filePath(QStringLiteral("long.pcap")));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(file);
    out.close();
    const auto source = makeCaptureFileSource({.path = out.fileName().toStdString()});
    ConnectionTracker tracker;
    source->collect(tracker, {});
    QVERIFY(source->status().loading);
    source->cancel();
    source->collect(tracker, {});
    QVERIFY(!source->status().loading && source->status().cancelled);
    QVERIFY(source->due() == ObservationSource::Clock::time_point::max());
    const ChangeSet set = tracker.takeChanges();
    QVERIFY(set.totals.packets > 0 && !set.changed.empty()); // what was read stays
    QVERIFY(source->status().bytesRead < source->status().bytesTotal);
}

void TestCaptureSource::storesReadFromAnotherThread() {
    const LoadedCapture capture = LoadedCapture::sample("gopacket-test300.pcapng");
    const auto store = capture.history()->openStore();
    const PacketIndex::View packets = capture.history()->index().view();
    QCOMPARE(packets.size(), 32U);
    CapturedFrame frame;
    for (PacketNumber number = packets.end(); number-- > packets.begin();) {
        QVERIFY(store->at(packets[number].place, frame));
        QVERIFY(frame.time == packets[number].time);
        QVERIFY(!frame.captured.empty());
    }
    QVERIFY(!store->at(std::uint64_t{1} << 40, frame));
}

QTEST_GUILESS_MAIN(TestCaptureSource)
#include "tst_capture_source.moc"
