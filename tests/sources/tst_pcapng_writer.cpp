// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is saved opens again, here and in Wireshark's tools.
#include "model/sources/capture_file_reader.h"
#include "model/sources/pcapng_writer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace synoptic;

namespace {

std::string sample(const char* name) {
    return std::string(SYNOPTIC_TEST_DATA "/samples/") + name;
}

/// Copies a capture through the writer; the number of packets.
int copyCapture(const std::string& from, const std::string& to, const std::string& comment) {
    CaptureFileReader reader;
    PcapngWriter writer;
    if (reader.open(from) || !writer.open(to, "a test"))
        return -1;
    CapturedFrame frame;
    int packets = 0;
    for (; reader.next(frame); ++packets) {
        if (!writer.write(frame, "eth9", packets % 2 == 0 ? comment : std::string()))
            return -1;
    }
    return writer.finish() ? packets : -1;
}

} // namespace

class TestPcapngWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedReadsTheSame_data();
    void whatIsSavedReadsTheSame();
    void mixedLinkTypesAreKeptApart();
    void wiresharkReadsCommentsAndTimes();
    void theFileIsItsOwnersAlone();
    void aFullDiskLeavesWhatWasThere();
    void nothingIsLeftWithoutFinish();

private:
    QTemporaryDir folder_;
    std::string path(const char* name) {
        return folder_.filePath(QLatin1String(name)).toStdString();
    }
};

void TestPcapngWriter::whatIsSavedReadsTheSame_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"tcpdump-print-flags.pcap", "ptcpdump-tls-nano.pcap", "tcpdump-pptp-bigendian.pcap",
          "tcpdump-resp-15-connections-sll.pcap", "gopacket-test300.pcapng"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestPcapngWriter::whatIsSavedReadsTheSame() {
    QFETCH(QString, name);
    const std::string from = sample(name.toLatin1().constData());
    const std::string to = path("copy.pcapng");
    QVERIFY(copyCapture(from, to, "curl (123)") > 0);
    CaptureFileReader before, after;
    QVERIFY(!before.open(from) && !after.open(to));
    CapturedFrame a, b;
    while (before.next(a)) {
        QVERIFY(after.next(b));
        QVERIFY(a.time == b.time);
        QCOMPARE(a.linkType, b.linkType);
        QCOMPARE(a.originalLength, b.originalLength);
        QVERIFY(
            std::equal(a.captured.begin(), a.captured.end(), b.captured.begin(), b.captured.end()));
    }
    QVERIFY(!after.next(b) && !after.problem());
    QCOMPARE(after.interfaces().front().name, std::string("eth9"));
}

void TestPcapngWriter::mixedLinkTypesAreKeptApart() {
    PcapngWriter writer;
    QVERIFY(writer.open(path("mixed.pcapng"), "a test"));
    const std::uint8_t bytes[] = {1, 2, 3};
    CapturedFrame frame;
    frame.captured = bytes;
    frame.originalLength = 3;
    for (const std::uint16_t link : std::initializer_list<std::uint16_t>{1, 113, 1, 101}) {
        frame.linkType = link;
        QVERIFY(writer.write(frame, {}, {}));
    }
    QVERIFY(writer.finish());
    CaptureFileReader reader;
    QVERIFY(!reader.open(path("mixed.pcapng")));
    std::vector<std::uint16_t> links;
    while (reader.next(frame))
        links.push_back(frame.linkType);
    QVERIFY((links == std::vector<std::uint16_t>{1, 113, 1, 101}));
    QCOMPARE(reader.interfaces().size(), 3U);
}

void TestPcapngWriter::wiresharkReadsCommentsAndTimes() {
    if (QStandardPaths::findExecutable(QStringLiteral("tshark")).isEmpty())
        QSKIP("tshark is not installed");
    const std::string to = path("comments.pcapng");
    QCOMPARE(copyCapture(sample("ptcpdump-tls-nano.pcap"), to, "näch <b>\"curl\"</b> (PID 7)"), 7);
    QProcess tshark;
    tshark.start(QStringLiteral("tshark"),
                 {QStringLiteral("-r"), QString::fromStdString(to), QStringLiteral("-T"),
                  QStringLiteral("fields"), QStringLiteral("-e"), QStringLiteral("frame.comment"),
                  QStringLiteral("-e"), QStringLiteral("frame.time_epoch"), QStringLiteral("-e"),
                  QStringLiteral("frame.interface_name")});
    QVERIFY(tshark.waitForFinished(30'000) && tshark.exitCode() == 0);
    const QStringList lines =
        QString::fromUtf8(tshark.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 7);
    QVERIFY2(lines[0].startsWith(QStringLiteral("näch <b>\"curl\"</b> (PID 7)\t")),
             qPrintable(lines[0]));
    QVERIFY(lines[1].startsWith(QLatin1Char('\t')));
    CaptureFileReader reader;
    CapturedFrame frame;
    QVERIFY(!reader.open(to) && reader.next(frame));
    const auto nanoseconds = frame.time.time_since_epoch().count();
    QVERIFY(lines[0].contains(QString::asprintf("%lld.%09lld", nanoseconds / 1'000'000'000LL,
                                                nanoseconds % 1'000'000'000LL)));
    QVERIFY(lines[0].endsWith(QLatin1String("eth9")));
}

void TestPcapngWriter::theFileIsItsOwnersAlone() {
    QVERIFY(copyCapture(sample("tcpdump-print-flags.pcap"), path("own.pcapng"), {}) > 0);
    const auto rights = QFileInfo(QString::fromStdString(path("own.pcapng"))).permissions();
    QVERIFY(
        !(rights & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
}

void TestPcapngWriter::aFullDiskLeavesWhatWasThere() {
    const std::string to = path("old.pcapng");
    QVERIFY(copyCapture(sample("tcpdump-print-flags.pcap"), to, {}) == 10);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 2000;
    ::setrlimit(RLIMIT_FSIZE, &small);
    const int copied = copyCapture(sample("brimcap-loopback-null.pcap"), to, {});
    ::setrlimit(RLIMIT_FSIZE, &before);
    QCOMPARE(copied, -1);
    CaptureFileReader reader;
    CapturedFrame frame;
    QVERIFY(!reader.open(to));
    int packets = 0;
    while (reader.next(frame))
        ++packets;
    QCOMPARE(packets, 10);
    QCOMPARE(QDir(folder_.path()).entryList({QStringLiteral("old.pcapng*")}).size(), 1);
}

void TestPcapngWriter::nothingIsLeftWithoutFinish() {
    {
        PcapngWriter writer;
        QVERIFY(writer.open(path("never.pcapng"), "a test"));
    }
    QVERIFY(QDir(folder_.path()).entryList({QStringLiteral("never*")}).isEmpty());
    PcapngWriter nowhere;
    QVERIFY(!nowhere.open("/nonexistent/x.pcapng", "a test"));
}

QTEST_GUILESS_MAIN(TestPcapngWriter)
#include "tst_pcapng_writer.moc"
