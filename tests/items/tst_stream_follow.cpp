// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations put in order, beside Wireshark's "Follow stream".
#include "tests/items/stream_fixtures.h"
#include "tests/sources/written_capture.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace synoptic;
using namespace synoptic::test;

namespace {

QStringList followed(const QString& path, int stream) {
    QProcess tshark;
    tshark.start(QStringLiteral("tshark"),
                 {QStringLiteral("-r"), path, QStringLiteral("-q"), QStringLiteral("-z"),
                  QStringLiteral("follow,tcp,raw,%1").arg(stream)});
    if (!tshark.waitForFinished(60'000) || tshark.exitCode() != 0)
        return {QStringLiteral("tshark failed: ") +
                QString::fromLocal8Bit(tshark.readAllStandardError())};
    QStringList lines;
    bool inData = false;
    for (const QByteArray& line : tshark.readAllStandardOutput().split('\n')) {
        if (line.startsWith("Node 1:")) {
            inData = true;
        } else if (line.startsWith("====")) {
            inData = false;
        } else if (inData && !line.isEmpty()) {
            const QString direction(QLatin1Char(line.startsWith('\t') ? '<' : '>'));
            if (lines.isEmpty() || !lines.last().startsWith(direction))
                lines << direction;
            lines.last() += QString::fromLatin1(line.trimmed());
        }
    }
    return lines;
}

} // namespace

class TestStreamFollow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("tshark")).isEmpty())
            QSKIP("tshark is not installed");
    }
    void samples_data();
    void samples();
    void lossAndDisorder();
};

void TestStreamFollow::samples_data() {
    QTest::addColumn<QString>("path");
    const QDir samples(QStringLiteral(SYNOPTIC_TEST_DATA "/samples"));
    for (const QString& name : samples.entryList({QStringLiteral("*.pcap*")}))
        QTest::newRow(qPrintable(name)) << samples.filePath(name);
}

void TestStreamFollow::samples() {
    QFETCH(QString, path);
    const LoadedCapture capture(path.toStdString());
    std::vector<const ConnectionSnapshot*> streams;
    for (const ConnectionSnapshot& connection : capture.changes.changed) {
        if (connection.id.protocol == Protocol::Tcp)
            streams.push_back(&connection);
    }
    std::sort(streams.begin(), streams.end(),
              [](const auto* a, const auto* b) { return a->wire.flow < b->wire.flow; });
    const PacketIndex::View view = capture.history()->index().view();
    for (std::size_t i = 0; i < streams.size(); ++i) {
        const PacketNumber first = view.ofConnection(streams[i]->wire.lastPacket).front();
        QCOMPARE(conversation(read(capture, *streams[i]), view[first].sender),
                 followed(path, static_cast<int>(i)));
    }
}

/// What the samples have not: loss, segments in disorder, long gaps.
void TestStreamFollow::lossAndDisorder() {
    WrittenCapture capture;
    capture.open(100, 500);
    capture.tcp(true, kAck, 101, 501, "first ").tcp(true, kAck, 113, 501, "third ");
    capture.tcp(true, kAck, 107, 501, "second").tcp(true, kAck, 107, 501, "second");
    capture.tcp(false, kAck, 501, 119, "answer");
    capture.tcp(true, kAck, 219, 507, "after a gap").tcp(false, kAck, 507, 230, "yes");
    for (int i = 0; i < 40; ++i)
        capture.tcp(false, kAck, 510 + 3 * static_cast<std::uint32_t>(i), 230, "yes");
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("loss.pcap"));
    QVERIFY(capture.save(path));
    const LoadedCapture loaded(path.toStdString());
    const ConnectionSnapshot& connection = *loaded.find(0, 80);
    QCOMPARE(conversation(read(loaded, connection), connection.wire.localEnd), followed(path, 0));
}

QTEST_GUILESS_MAIN(TestStreamFollow)
#include "tst_stream_follow.moc"
