// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window under a SYN flood as fast as hping3 goes, from random sources, watching with socket
// table, kernel trace and packets at once: it goes on answering, its memory stays bounded, and of
// the honest connections none is lost from the table. Stalls and memory are printed.
#include "tests/gui/window_fixture.h"
#include "tests/live/two_namespaces.h"
#include "tests/sources/sockets.h"
#include "views/window/capture_request.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>

using namespace synoptic;
using namespace synoptic::test;

namespace {

constexpr int kFloodMilliseconds = 10'000;
constexpr int kHonestBefore = 40;
/// What the flood may add: caps of TrackerLimits and PacketHistory, and what the table shows.
constexpr qint64 kMegabytesAllowed = 600;

qint64 residentMegabytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096 >> 20;
}

/// Beats every 5 ms and remembers how long the thread did not.
class Heartbeat : public QObject {
public:
    Heartbeat() {
        timer_.setTimerType(Qt::PreciseTimer);
        timer_.setInterval(5);
        connect(&timer_, &QTimer::timeout, this, [this] { gaps_.push_back(since_.restart()); });
        since_.start();
        timer_.start();
    }
    /// What was done since the last beat was the test's own.
    void pardon() { since_.restart(); }
    /// The longest ones of what was measured, in words; begins anew.
    QByteArray report() {
        std::sort(gaps_.begin(), gaps_.end());
        const auto at = [&](double share) {
            return gaps_.empty() ? 0
                                 : gaps_[static_cast<std::size_t>(
                                       share * static_cast<double>(gaps_.size() - 1))];
        };
        const auto over =
            std::count_if(gaps_.begin(), gaps_.end(), [](qint64 g) { return g > 100; });
        QByteArray text =
            QByteArray::number(gaps_.size()) + " beats, median " + QByteArray::number(at(0.5)) +
            " ms, 99th percentile " + QByteArray::number(at(0.99)) + " ms, longest " +
            QByteArray::number(at(1)) + " ms, " + QByteArray::number(over) + " over 100 ms";
        gaps_.clear();
        return text;
    }

private:
    QTimer timer_;
    QElapsedTimer since_;
    std::vector<qint64> gaps_;
};

} // namespace

class TestFloodWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWindowOutlivesAFlood();
};

void TestFloodWindow::theWindowOutlivesAFlood() {
    TwoNamespaces net;
    const QByteArray problem = net.open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
    if (QStandardPaths::findExecutable(QStringLiteral("hping3")).isEmpty())
        QSKIP("hping3 is not installed");
    // SYNs come from everywhere; answers have to find a way.
    command(QStringLiteral("ip route add default via 10.77.0.2"));

    const UniqueFd attacked = listener(address("10.77.0.1", 8080), 128);
    const UniqueFd honest = listener(address("10.77.0.1", 7000), 128);
    QVERIFY(attacked && honest);
    std::vector<std::pair<UniqueFd, UniqueFd>> pairs;
    std::vector<std::pair<quint16, quint16>> ports;
    const auto open = [&](const UniqueFd& at, quint16 port) {
        UniqueFd far =
            net.inPeer([&] { return connected(SOCK_STREAM, address("10.77.0.1", port)); });
        UniqueFd near = accepted(at.get());
        if (far && near)
            ports.emplace_back(port, localAddress(far.get()).port());
        pairs.emplace_back(std::move(near), std::move(far));
    };
    for (int i = 0; i < kHonestBefore; ++i)
        open(i % 2 ? attacked : honest, i % 2 ? 8080 : 7000);

    WindowFixture f;
    f.window->resize(1400, 900);
    Q_EMIT f.window->packetsRequested({QStringLiteral("veth0"), {}, false});
    const auto missing = [&] {
        return std::count_if(ports.begin(), ports.end(), [&](const auto& one) {
            return f.rows().rowCount() == 0 || f.rowOf(one.first, one.second) < 0;
        });
    };
    QTRY_COMPARE_WITH_TIMEOUT(missing(), 0, 10'000);
    Heartbeat heart;
    QTest::qWait(3000);
    qInfo("before:  %s; %lld MB", heart.report().constData(), residentMegabytes());
    const qint64 before = residentMegabytes();

    QProcess flood;
    net.inPeer([&] {
        flood.startCommand(
            QStringLiteral("timeout 15 hping3 -q --flood --rand-source -S -p 8080 10.77.0.1"));
        flood.waitForStarted();
    });
    heart.report();
    qint64 most = 0;
    QElapsedTimer time;
    for (time.start(); time.elapsed() < kFloodMilliseconds;) {
        QTest::qWait(250);
        open(honest, 7000);
        heart.pardon();
        most = std::max(most, residentMegabytes());
    }
    const QByteArray during = heart.report();
    flood.terminate(); // which timeout(1) passes on; killed, it would leave hping3 behind
    QVERIFY(flood.waitForFinished(5000));
    QFile counters(QStringLiteral("/proc/thread-self/net/dev"));
    QVERIFY(counters.open(QIODevice::ReadOnly));
    for (const QByteArray& line : counters.readAll().split('\n')) {
        if (line.trimmed().startsWith("veth0"))
            qInfo("packets came in: %s", line.simplified().split(' ').value(2).constData());
    }
    qInfo("flooded: %s; up to %lld MB, %d rows", during.constData(), most, f.rows().rowCount());
    QTRY_COMPARE_WITH_TIMEOUT(missing(), 0, 10'000);
    QVERIFY(ports.size() > kHonestBefore + 10);
    for (const auto& [local, remote] : ports) {
        const ConnectionSnapshot* row = f.rows().at(f.rowOf(local, remote));
        QVERIFY(row && row->state == TcpState::Established && !row->closed);
    }
    heart.report();
    QTest::qWait(3000);
    qInfo("after:   %s; %lld MB; %zu honest connections in the table", heart.report().constData(),
          residentMegabytes(), ports.size());
    QVERIFY2(most - before < kMegabytesAllowed, qPrintable(QString::number(most - before)));
    f.picture(QStringLiteral("flood"));
}

QTEST_MAIN(TestFloodWindow)
#include "tst_flood_window.moc"
