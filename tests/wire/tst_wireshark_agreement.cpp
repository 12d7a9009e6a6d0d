// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/capture_file_reader.h"
#include "model/wire/decoder.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace synoptic;

namespace {

QString text(const Endpoint& end) {
    return QString::fromStdString(end.address.toString()) + QLatin1Char(' ') +
           QString::number(end.port);
}

QString udpText(const Endpoint& from, const Endpoint& to, std::uint32_t length) {
    return QStringLiteral("udp %1 %2 %3").arg(from.port).arg(to.port).arg(length);
}

/// The packets of a capture as this program decodes them, one line for each UDP and TCP layer.
QStringList decoded(const QString& path) {
    CaptureFileReader reader;
    if (reader.open(path.toStdString()))
        return {QStringLiteral("unreadable")};
    QStringList lines;
    Reassembler reassembler;
    DecodedPacket packet;
    for (CapturedFrame frame; reader.next(frame);) {
        const DecodeOutcome outcome = decodePacket(frame, packet, reassembler);
        const QString number = QString::number(frame.number) + QLatin1Char(' ');
        for (const Tunnel& tunnel : packet.tunnels())
            if (tunnel.isUdp)
                lines +=
                    number + udpText(tunnel.source, tunnel.destination, tunnel.udp.payloadLength);
        if (outcome != DecodeOutcome::Decoded)
            continue;
        if (packet.transport == Transport::Udp)
            lines += number + udpText(packet.source, packet.destination, packet.udp.payloadLength);
        if (packet.transport == Transport::Tcp)
            lines += number + QStringLiteral("tcp %1 > %2 seq %3 ack %4 flags %5 win %6 len %7")
                                  .arg(text(packet.source), text(packet.destination))
                                  .arg(packet.tcp.sequence.value())
                                  .arg(packet.tcp.acknowledgment.value())
                                  .arg(packet.tcp.control)
                                  .arg(packet.tcp.window)
                                  .arg(packet.tcp.payloadLength);
    }
    return lines;
}

QString lastOf(const QString& field) {
    return field.section(QLatin1Char(','), -1);
}

/// The same from Wireshark's dissector. The addresses are those its conversations have.
QStringList dissected(const QString& path, const QString& configuration) {
    QProcess tshark;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("WIRESHARK_CONFIG_DIR"), configuration);
    tshark.setProcessEnvironment(environment);
    QStringList arguments;
    for (const char* argument : {"-n", "-T", "fields", "-E", "separator=|", "-E", "occurrence=a"})
        arguments << QString::fromLatin1(argument);
    enum Field {
        Number,
        Layers,
        From,
        To,
        TcpFrom,
        TcpTo,
        Seq,
        Ack,
        Flags,
        Window,
        Length,
        UdpFrom,
        UdpTo,
        UdpLength,
        Fields
    };
    for (const char* field :
         {"frame.number", "frame.protocols", "_ws.col.Source", "_ws.col.Destination", "tcp.srcport",
          "tcp.dstport", "tcp.seq_raw", "tcp.ack_raw", "tcp.flags", "tcp.window_size_value",
          "tcp.len", "udp.srcport", "udp.dstport", "udp.length"})
        arguments << QStringLiteral("-e") << QString::fromLatin1(field);
    tshark.start(QStringLiteral("tshark"), arguments << QStringLiteral("-r") << path);
    tshark.waitForFinished(60000);
    QStringList lines;
    for (const QString& line :
         QString::fromUtf8(tshark.readAllStandardOutput()).split(QLatin1Char('\n'))) {
        const QStringList f = line.split(QLatin1Char('|'));
        if (f.size() < Fields)
            continue;
        const QString number = f[Number] + QLatin1Char(' ');
        // What an ICMP error quotes was not sent in this packet.
        QStringList layers = f[Layers].split(QLatin1Char(':'));
        while (layers.contains(QStringLiteral("icmp")) || layers.contains(QStringLiteral("icmpv6")))
            layers.removeLast();
        const QStringList from = f[UdpFrom].split(QLatin1Char(','));
        const QStringList to = f[UdpTo].split(QLatin1Char(','));
        const QStringList length = f[UdpLength].split(QLatin1Char(','));
        for (qsizetype i = 0; i < layers.count(QStringLiteral("udp")); ++i)
            if (length.value(i).toInt() >= 8)
                lines +=
                    number +
                    QStringLiteral("udp %1 %2 %3").arg(from[i], to[i]).arg(length[i].toInt() - 8);
        if (!layers.contains(QStringLiteral("tcp")))
            continue;
        lines += number + QStringLiteral("tcp %1 %2 > %3 %4 seq %5 ack %6 flags %7 win %8 len %9")
                              .arg(f[From], lastOf(f[TcpFrom]), f[To], lastOf(f[TcpTo]),
                                   lastOf(f[Seq]), lastOf(f[Ack]),
                                   QString::number(lastOf(f[Flags]).toInt(nullptr, 16) & 0xff),
                                   lastOf(f[Window]), lastOf(f[Length]));
    }
    return lines;
}

} // namespace

/// Wireshark's dissector is the independent word on what is in a packet.
class TestWiresharkAgreement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void samePackets_data();
    void samePackets();

private:
    QTemporaryDir made_;
    QTemporaryDir configuration_;
};

void TestWiresharkAgreement::initTestCase() {
    // Debian's interpreter is the one that has Debian's scapy.
    const QString python = QFile::exists(QStringLiteral("/usr/bin/python3"))
                               ? QStringLiteral("/usr/bin/python3")
                               : QStringLiteral("python3");
    QProcess maker;
    maker.setProcessChannelMode(QProcess::MergedChannels);
    maker.start(python, {QStringLiteral(SYNOPTIC_TEST_DATA "/make_captures.py"), made_.path()});
    QVERIFY(maker.waitForFinished(60000));
    QVERIFY2(maker.exitCode() == 0, maker.readAll().constData());
}

void TestWiresharkAgreement::samePackets_data() {
    QTest::addColumn<QString>("path");
    int count = 0;
    QStringList folders{QStringLiteral(SYNOPTIC_TEST_DATA "/samples"), made_.path()};
    // One's own captures too, if one wants to know.
    const QString own = qEnvironmentVariable("SYNOPTIC_CAPTURES");
    if (!own.isEmpty())
        folders += own;
    for (const QString& folder : folders) {
        for (const QString& name : QDir(folder).entryList(
                 {QStringLiteral("*.pcap"), QStringLiteral("*.pcapng")}, QDir::Files)) {
            QTest::newRow(qUtf8Printable(name)) << QDir(folder).filePath(name);
            ++count;
        }
    }
    QVERIFY(count > 12);
}

void TestWiresharkAgreement::samePackets() {
    QFETCH(QString, path);
    const QStringList ours = decoded(path);
    const QStringList theirs = dissected(path, configuration_.path());
    QVERIFY(!theirs.isEmpty());
    QStringList differences;
    for (const QString& line : ours)
        if (!theirs.contains(line))
            differences += QStringLiteral("+ ") + line;
    for (const QString& line : theirs)
        if (!ours.contains(line))
            differences += QStringLiteral("- ") + line;
    QVERIFY2(differences.isEmpty() && ours.size() == theirs.size(),
             qUtf8Printable(differences.mid(0, 10).join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TestWiresharkAgreement)
#include "tst_wireshark_agreement.moc"
