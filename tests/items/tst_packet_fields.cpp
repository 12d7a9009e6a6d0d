// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_fields.h"
#include "model/sources/capture_file_reader.h"
#include "model/wire/link_type.h"
#include "tests/wire/wire_bytes.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <map>
#include <set>

using namespace synoptic;
using namespace synoptic::bytes;

namespace {

PacketFields fieldsOf(LinkType linkType, const Bytes& frame, std::uint32_t length = 0) {
    return synoptic::fieldsOf(frameOf(static_cast<std::uint16_t>(linkType), frame, length));
}

/// The value of the first field of that key; "absent" if there is none.
QString value(const PacketFields& fields, const char* key) {
    const int index = fields.find(key);
    return index < 0 ? QStringLiteral("absent") : fields[index].value;
}

QStringList rootNames(const PacketFields& fields) {
    QStringList names;
    for (const int root : fields.roots())
        names << fields[root].name;
    return names;
}

QStringList problems(const PacketFields& fields) {
    QStringList found;
    for (const PacketField& field : fields.fields())
        if (field.isProblem)
            found << field.value;
    return found;
}

/// What is wrong with the tree; empty if nothing is.
QString faultOf(const PacketFields& fields, std::size_t frameSize) {
    for (std::size_t i = 0; i < fields.fields().size(); ++i) {
        const PacketField& field = fields.fields()[i];
        const QString where = field.name + QLatin1Char('=') + field.value;
        if (field.begin > field.end || field.end > frameSize)
            return where + QStringLiteral(" is not in the frame");
        if (field.name.isEmpty())
            return where + QStringLiteral(" has no name");
        if (field.parent >= static_cast<int>(i))
            return where + QStringLiteral(" stands before its parent");
        if (field.parent < 0 || field.begin == field.end)
            continue;
        const PacketField& parent = fields[field.parent];
        if (parent.end > parent.begin && (field.begin < parent.begin || field.end > parent.end))
            return where + QStringLiteral(" is not in ") + parent.name;
        if (parent.children.at(static_cast<std::size_t>(field.row)) != static_cast<int>(i))
            return where + QStringLiteral(" is not a child of its parent");
    }
    return {};
}

/// The part of a value that Wireshark writes too, in one way of writing numbers.
QString essence(QString text) {
    if (text == QLatin1String("set"))
        return QStringLiteral("1");
    if (text == QLatin1String("not set"))
        return QStringLiteral("0");
    static const QRegularExpression kGroup(QStringLiteral("(\\d),(?=\\d{3})"));
    text.replace(kGroup, QStringLiteral("\\1"));
    if (const auto end = text.indexOf(QRegularExpression(QStringLiteral("[ ,(]"))); end > 0)
        text.truncate(end);
    bool isNumber = false;
    const qulonglong number = text.toULongLong(&isNumber, 0);
    return isNumber ? QString::number(number) : text.toLower();
}

/// Keys whose values are sentences: compared whole.
bool isText(const QString& key) {
    static const QStringList kTexts{
        QStringLiteral("http.request.uri"),      QStringLiteral("http.response.phrase"),
        QStringLiteral("http.response.line"),    QStringLiteral("http.host"),
        QStringLiteral("http.request.method"),   QStringLiteral("http.request.version"),
        QStringLiteral("http.response.version"), QStringLiteral("dns.qry.name"),
        QStringLiteral("dns.resp.name"),         QStringLiteral("dns.cname")};
    return kTexts.contains(key);
}

/// Fields that hold others: Wireshark tells no value of them that we tell too.
bool isContainer(const QString& key) {
    static const QStringList kContainers{
        QStringLiteral("tls.record"),
        QStringLiteral("tls.handshake"),
        QStringLiteral("tls.handshake.ciphersuites"),
        QStringLiteral("ipv6.opt"),
        QStringLiteral("icmpv6.opt"),
        QStringLiteral("tcp.options.eol")}; // theirs: a field for each byte of padding
    return kContainers.contains(key);
}

/// A value of ours: what it says, and the bytes it stands for.
struct Value {
    QString text;
    QString bytes;
};
using Values = std::map<QString, std::vector<Value>>; ///< of one frame, by key
using TheirValues = std::map<QString, QStringList>;

/// Wireshark writes some fields as their bytes.
bool same(const std::vector<Value>& ours, const QStringList& theirs, bool whole) {
    return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                      [whole](const Value& own, const QString& other) {
                          return own.text == (whole ? other : essence(other)) || own.bytes == other;
                      });
}

bool hasApplicationData(const PacketFields& fields) {
    return std::any_of(fields.fields().begin(), fields.fields().end(), [](const PacketField& f) {
        return std::strcmp(f.key, "tls.record.content_type") == 0 &&
               f.value.startsWith(QLatin1String("23"));
    });
}

/// Where Wireshark's value is another one on purpose.
bool isToldOtherwise(const QString& key, const PacketFields& fields) {
    const auto has = [&](const char* problem) {
        return problems(fields).contains(QString::fromLatin1(problem));
    };
    // What goes on in later packets is told by the last of them; what is sent in TLS 1.3 under the
    // name of application data depends on packets before.
    if (key.startsWith(QLatin1String("tls.")))
        return has("The record goes on beyond this packet") || hasApplicationData(fields);
    if (key.startsWith(QLatin1String("tcp.options.")))
        return has("The capture ends within this header"); // a part of an option is no option
    if (key == QLatin1String("ip.len"))
        return value(fields, "ip.len").startsWith(QLatin1Char('0')); // replaced by what came
    if (key == QLatin1String("ip.dst"))
        return fields.find("ip.cur_rt") >= 0;    // the last hop of the source route
    if (key.startsWith(QLatin1String("frame."))) // without the byte that tells the direction
        return fields.fields()[4].value.startsWith(QLatin1String("204 "));
    return false;
}

/// False if the bytes a field stands for are not those of its value.
bool standsForItsBytes(const PacketField& field, const QByteArray& bytes) {
    if (field.kind != PacketField::Kind::Whole || !field.children.empty() || bytes.isEmpty() ||
        bytes.size() > 16)
        return true;
    if (std::strncmp(field.key, "teredo.orig.", 12) == 0) // sent with its bits turned over
        return true;
    if (QString::fromLatin1(bytes) == field.value ||
        QString::fromLatin1(bytes.toHex()).endsWith(field.value))
        return true;
    const QString said = essence(field.value);
    bool isNumber = false;
    const qulonglong number = said.toULongLong(&isNumber);
    if (isNumber && bytes.size() <= 8) {
        qulonglong big = 0;
        qulonglong little = 0;
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            big = big << 8 | static_cast<unsigned char>(bytes[i]);
            little = little << 8 | static_cast<unsigned char>(bytes[bytes.size() - 1 - i]);
        }
        return number == big || number == little;
    }
    if (said.count(QLatin1Char(':')) == 5 && bytes.size() == 6)
        return said == QString::fromLatin1(bytes.toHex(':'));
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.constData());
    if (IpAddress::parse(said.toStdString()) && bytes.size() == 4)
        return said.toStdString() == IpAddress::fromV4Bytes(data).toString();
    if (IpAddress::parse(said.toStdString()) && bytes.size() == 16)
        return said.toStdString() == IpAddress::fromV6Bytes(data).toString();
    return true;
}

struct Frame {
    PacketFields fields;
    QByteArray bytes;
};

std::vector<Frame> dissect(const QString& path) {
    CaptureFileReader reader;
    std::vector<Frame> frames;
    if (reader.open(path.toStdString()))
        return frames;
    for (CapturedFrame frame; reader.next(frame);)
        frames.push_back({synoptic::fieldsOf(frame),
                          QByteArray(reinterpret_cast<const char*>(frame.captured.data()),
                                     qsizetype(frame.captured.size()))});
    return frames;
}

/// The same from Wireshark's dissector, without anything put together from several packets.
std::vector<TheirValues> dissected(const QString& path, const QString& configuration,
                                   const QStringList& keys) {
    QProcess tshark;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("WIRESHARK_CONFIG_DIR"), configuration);
    tshark.setProcessEnvironment(environment);
    QStringList arguments{QStringLiteral("-n"), QStringLiteral("-r"), path, QStringLiteral("-T"),
                          QStringLiteral("fields")};
    for (const char* format : {"separator=/t", "occurrence=a", "aggregator=~"})
        arguments << QStringLiteral("-E") << QString::fromLatin1(format);
    for (const char* preference :
         {"ip.defragment:FALSE", "ipv6.defragment:FALSE", "tcp.desegment_tcp_streams:FALSE",
          "tcp.relative_sequence_numbers:FALSE"})
        arguments << QStringLiteral("-o") << QString::fromLatin1(preference);
    for (const QString& key : keys)
        arguments << QStringLiteral("-e") << key;
    tshark.start(QStringLiteral("tshark"), arguments);
    tshark.waitForFinished(60000);
    std::vector<TheirValues> frames;
    const QByteArray complaint = tshark.readAllStandardError();
    if (tshark.exitCode() != 0)
        qWarning("%s", complaint.constData());
    for (const QString& line :
         QString::fromUtf8(tshark.readAllStandardOutput()).split(QLatin1Char('\n'))) {
        const QStringList columns = line.split(QLatin1Char('\t'));
        if (columns.size() != keys.size())
            continue;
        TheirValues& values = frames.emplace_back();
        for (qsizetype i = 0; i < keys.size(); ++i)
            if (!columns[i].isEmpty())
                values[keys[i]] = columns[i].split(QLatin1Char('~'));
    }
    return frames;
}

} // namespace

/// Values are held against Wireshark's dissector, which names the same fields.
class TestPacketFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysWhatWiresharkSays_data();
    void saysWhatWiresharkSays();
    void anyCutIsSafe();
    void aByteBelongsToOneField();
    void relativeNumbersWhereABaseIsKnown();
    void unfinishedChecksumsAreNoError();
    void tunnelsHoldWhatTheyCarry();
    void icmpErrorsQuote();
    void snapLengthIsTold();
    void multipathAndFastOpenByName();
    void dnsAnswers();
    void dnsNamesCannotLoop_data();
    void dnsNamesCannotLoop();
    void nestingEnds();
    void fieldsAreBounded();
    void hostileTextStaysOnItsLine();
    void unknownLinkTypesAreData();

private:
    QTemporaryDir made_;
    QTemporaryDir configuration_;
};

void TestPacketFields::initTestCase() {
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

void TestPacketFields::saysWhatWiresharkSays_data() {
    QTest::addColumn<QString>("path");
    QStringList folders{QStringLiteral(SYNOPTIC_TEST_DATA "/samples"), made_.path()};
    // One's own captures too, if one wants to know.
    const QString own = qEnvironmentVariable("SYNOPTIC_CAPTURES");
    if (!own.isEmpty())
        folders += own;
    for (const QString& folder : folders) {
        for (const QString& name : QDir(folder).entryList(
                 {QStringLiteral("*.pcap"), QStringLiteral("*.pcapng")}, QDir::Files))
            QTest::newRow(qUtf8Printable(name)) << QDir(folder).filePath(name);
    }
}

void TestPacketFields::saysWhatWiresharkSays() {
    QFETCH(QString, path);
    const std::vector<Frame> ours = dissect(path);
    QVERIFY(!ours.empty());
    std::set<QString> keys;
    std::vector<Values> values;
    for (const Frame& frame : ours) {
        const QString fault = faultOf(frame.fields, std::size_t(frame.bytes.size()));
        QVERIFY2(fault.isEmpty(), qUtf8Printable(fault));
        Values& own = values.emplace_back();
        for (const PacketField& field : frame.fields.fields()) {
            const QString key = QString::fromLatin1(field.key);
            if (key.isEmpty() || field.kind == PacketField::Kind::Layer || isContainer(key))
                continue;
            const QByteArray bytes = frame.bytes.mid(field.begin, field.end - field.begin);
            QVERIFY2(standsForItsBytes(field, bytes),
                     qUtf8Printable(key + QLatin1Char('=') + field.value + QLatin1Char(' ') +
                                    QString::fromLatin1(bytes.toHex())));
            own[key].push_back({isText(key) ? field.value : essence(field.value),
                                QString::fromLatin1(bytes.toHex())});
            keys.insert(key);
        }
    }
    if (QStandardPaths::findExecutable(QStringLiteral("tshark")).isEmpty())
        QSKIP("tshark is not installed");
    const QStringList list(keys.begin(), keys.end());
    std::vector<TheirValues> theirs = dissected(path, configuration_.path(), list);
    QCOMPARE(theirs.size(), ours.size());
    QStringList differences;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        for (const QString& key : list) {
            if (isToldOtherwise(key, ours[i].fields) ||
                same(values[i][key], theirs[i][key], isText(key)))
                continue;
            QStringList own;
            for (const Value& value : values[i][key])
                own << value.text;
            differences << QStringLiteral("%1: %2: %3 | %4")
                               .arg(i + 1)
                               .arg(key, own.join(QLatin1Char('~')),
                                    theirs[i][key].join(QLatin1Char('~')));
        }
    }
    QVERIFY2(differences.isEmpty(), qUtf8Printable(differences.mid(0, 40).join(QLatin1Char('\n'))));
}

/// Whatever the capture leaves out, what is shown lies within what it holds.
void TestPacketFields::anyCutIsSafe() {
    for (const char* name : {"dpkt-nb6-pppoe-l2tp.pcap", "pcapplusplus-tls.pcap",
                             "libpcap-geneve.pcap", "tcpdump-pptp-bigendian.pcap"}) {
        CaptureFileReader reader;
        QVERIFY(!reader.open(std::string(SYNOPTIC_TEST_DATA "/samples/") + name));
        int frames = 0;
        for (CapturedFrame frame; reader.next(frame) && frames < 12; ++frames) {
            const Bytes whole(frame.captured.begin(), frame.captured.end());
            for (std::size_t size = 0; size < std::min<std::size_t>(whole.size(), 400); ++size) {
                const Bytes cut(whole.begin(), whole.begin() + std::ptrdiff_t(size));
                for (const bool isCut : {true, false}) {
                    const PacketFields fields = synoptic::fieldsOf(
                        frameOf(frame.linkType, cut, isCut ? frame.originalLength : 0));
                    const QString fault = faultOf(fields, cut.size());
                    QVERIFY2(fault.isEmpty(), qUtf8Printable(fault));
                }
            }
        }
        QVERIFY(frames > 5);
    }
}

void TestPacketFields::aByteBelongsToOneField() {
    const PacketFields fields = fieldsOf(LinkType::Ethernet, ether(0x0800, ipv4(6, tcp())));
    const auto at = [&](std::uint32_t byte) {
        return QString::fromLatin1(fields[fields.at(byte)].key);
    };
    QCOMPARE(at(0), QStringLiteral("eth.dst"));
    QCOMPARE(at(13), QStringLiteral("eth.type"));
    QCOMPARE(at(22), QStringLiteral("ip.ttl"));
    QCOMPARE(at(34 + 5), QStringLiteral("tcp.seq_raw"));
    QCOMPARE(at(34 + 13), QStringLiteral("tcp.flags")); // not one of its bits
    QCOMPARE(at(34 + 20), QStringLiteral("data"));
    QCOMPARE(fields.at(34 + 23), -1); // beyond the frame
    const PacketField& syn = fields[fields.find("tcp.flags.syn")];
    QCOMPARE(syn.begin, 34U + 13U);
    QCOMPARE(fields[syn.parent].key, "tcp.flags");
    QCOMPARE(value(fields, "tcp.flags.ack"), QStringLiteral("set"));
    QCOMPARE(value(fields, "tcp.flags.syn"), QStringLiteral("not set"));
}

void TestPacketFields::relativeNumbersWhereABaseIsKnown() {
    const Bytes frame = ether(0x0800, ipv4(6, tcp()));
    FieldHints hints;
    hints.sequenceBase = 0x01020300;
    const PacketFields fields = synoptic::fieldsOf(frameOf(1, frame), hints);
    QCOMPARE(value(fields, "tcp.seq_raw"), QStringLiteral("16909060 (relative 4)"));
    QCOMPARE(value(fields, "tcp.ack_raw"), QStringLiteral("84281096"));
}

void TestPacketFields::unfinishedChecksumsAreNoError() {
    const PacketFields wrong = fieldsOf(LinkType::Ethernet, ether(0x0800, ipv4(6, tcp())));
    QVERIFY(value(wrong, "tcp.checksum").startsWith(QLatin1String("0x0000 does not match, 0x")));
    QVERIFY(value(wrong, "tcp.checksum").contains(QLatin1String("normal")));
    QVERIFY(problems(wrong).isEmpty());
    // With the one that would match, it does.
    const QString right = value(wrong, "tcp.checksum").section(QLatin1Char(' '), 4, 4);
    Bytes segment = tcp();
    const int sum = right.toInt(nullptr, 16);
    QVERIFY(sum > 0);
    segment[16] = static_cast<std::uint8_t>(sum >> 8);
    segment[17] = static_cast<std::uint8_t>(sum);
    QCOMPARE(value(fieldsOf(LinkType::Ethernet, ether(0x0800, ipv4(6, segment))), "tcp.checksum"),
             right + QStringLiteral(", correct"));
    // Cut, it cannot be told.
    const PacketFields cut = fieldsOf(LinkType::Ethernet, ether(0x0800, ipv4(6, segment)), 5000);
    QVERIFY(value(cut, "tcp.checksum").contains(QLatin1String("correct"))); // the packet is whole
    Bytes longer = ipv4(6, segment);
    longer[2] = 0x10; // and here it is not
    QVERIFY(value(fieldsOf(LinkType::Ethernet, ether(0x0800, longer), 5000), "tcp.checksum")
                .contains(QLatin1String("not checked")));
}

void TestPacketFields::tunnelsHoldWhatTheyCarry() {
    const Bytes inner = ether(0x86dd, ipv6(6, tcp()));
    const PacketFields fields =
        fieldsOf(LinkType::Ethernet,
                 ether(0x0800, ipv4(17, udp(50000, 4789, hex("08000000 00002a00") + inner))));
    QCOMPARE(rootNames(fields), (QStringList{QStringLiteral("Frame"), QStringLiteral("Ethernet"),
                                             QStringLiteral("Internet Protocol, version 4"),
                                             QStringLiteral("UDP"), QStringLiteral("VXLAN")}));
    const PacketField& vxlan = fields[fields.find("vxlan")];
    QCOMPARE(vxlan.value, QStringLiteral("VNI 42"));
    QCOMPARE(vxlan.end - vxlan.begin, std::uint32_t(8 + inner.size()));
    QCOMPARE(fields[fields[fields.find("tcp")].parent].key, "vxlan");
    QCOMPARE(fields[fields[fields.find("ipv6")].parent].key, "vxlan");
    QVERIFY(faultOf(fields, 14 + 20 + 8 + 8 + inner.size()).isEmpty());
}

void TestPacketFields::icmpErrorsQuote() {
    const PacketFields fields =
        fieldsOf(LinkType::Ethernet,
                 ether(0x0800, ipv4(1, hex("0304 0000 0000 05a0") + ipv4(6, tcp(), 0x4000))));
    QCOMPARE(value(fields, "icmp"), QStringLiteral("Fragmentation needed"));
    QVERIFY(value(fields, "icmp.mtu").startsWith(QLatin1String("1")));
    const PacketField& quoted = fields[fields.find("tcp")];
    QCOMPARE(fields[quoted.parent].name, QStringLiteral("Quoted packet"));
    QCOMPARE(fields[fields[quoted.parent].parent].key, "icmp");
    // A router quotes eight bytes of it: no error of the packet.
    Bytes quote = ipv4(6, tcp(), 0x4000);
    quote.resize(28);
    const PacketFields brief =
        fieldsOf(LinkType::Ethernet, ether(0x0800, ipv4(1, hex("0301 0000 0000 0000") + quote)));
    QCOMPARE(value(brief, "tcp.seq_raw"), QStringLiteral("16909060"));
    QVERIFY(problems(brief).isEmpty());
    QCOMPARE(brief.fields().back().value, QStringLiteral("No more of it is quoted"));
    QCOMPARE(brief[brief.find("tcp")].value, QStringLiteral("50212 → 80"));
}

void TestPacketFields::snapLengthIsTold() {
    Bytes frame = ether(0x0800, ipv4(6, tcp()));
    const auto length = static_cast<std::uint32_t>(frame.size());
    frame.resize(frame.size() - 3);
    const PacketFields without = fieldsOf(LinkType::Ethernet, frame, length);
    QVERIFY(problems(without).join(QString()).contains(QLatin1String("none of it was captured")));
    QVERIFY(without.fields().front().value.contains(QLatin1String("captured")));
    frame.resize(40);
    QCOMPARE(problems(fieldsOf(LinkType::Ethernet, frame, length)),
             QStringList{QStringLiteral("The capture ends within this header")});
    QCOMPARE(problems(fieldsOf(LinkType::Ethernet, ether(0x0800, ipv4(6, hex("c424 0050"))))),
             QStringList{QStringLiteral("The packet ends within this header")});
}

void TestPacketFields::multipathAndFastOpenByName() {
    const Bytes options = hex("1e0c 00 81 0102030405060708") + hex("2202") + hex("fe04 f989 0101");
    Bytes segment = hex("c424 0050 01020304 00000000 a002 01f6 0000 0000") + options;
    const PacketFields fields = fieldsOf(LinkType::Raw, ipv4(6, segment));
    QCOMPARE(value(fields, "tcp.options.mptcp"), QStringLiteral("MP_CAPABLE"));
    QCOMPARE(value(fields, "tcp.options.tfo"), QStringLiteral("asks for a cookie"));
    QCOMPARE(value(fields, "tcp.options.experimental"),
             QStringLiteral("Fast Open, asks for a cookie"));
    segment[21] = 60; // longer than the header
    QCOMPARE(problems(fieldsOf(LinkType::Raw, ipv4(6, segment))),
             QStringList{QStringLiteral("An option is longer than the header")});
    segment[21] = 1;
    QCOMPARE(problems(fieldsOf(LinkType::Raw, ipv4(6, segment))),
             QStringList{QStringLiteral("An option is said to be shorter than it can be")});
}

/// www.example.org, asked for at offset 12; answers point there with c00c.
const Bytes kQuestion = hex("03777777 076578616d706c65 036f7267 00 0001 0001");

void TestPacketFields::dnsAnswers() {
    const Bytes records =
        hex("c00c 0005 0001 0000012c 0006 03 616263 c010") + // CNAME abc.example.org
        hex("c02d 001c 0001 0000012c 0010 20010db8000000000000000000000003") + // its AAAA
        hex("c010 000f 0001 0000012c 0004 000a c02d") +                        // MX 10
        hex("c010 0010 0001 0000012c 0006 05 68692022 0a") + // TXT with a line feed
        hex("00 0029 04d0 00000000 0000");                   // EDNS
    const PacketFields fields = fieldsOf(
        LinkType::Raw,
        ipv4(17, udp(53, 40000, hex("1234 8180 0001 0004 0000 0001") + kQuestion + records)));
    QCOMPARE(value(fields, "dns"), QStringLiteral("response www.example.org"));
    QCOMPARE(value(fields, "dns.cname"), QStringLiteral("abc.example.org"));
    QCOMPARE(value(fields, "dns.aaaa"), QStringLiteral("2001:db8::3"));
    QStringList answers;
    const PacketField& first = fields[fields[fields[fields.find("dns.cname")].parent].parent];
    QCOMPARE(first.name, QStringLiteral("Answers"));
    for (const int child : first.children)
        answers << fields[child].name + QLatin1Char(' ') + fields[child].value;
    QCOMPARE(answers.size(), 4);
    QCOMPARE(answers[2], QStringLiteral("example.org MX 10 abc.example.org"));
    QCOMPARE(answers[3], QStringLiteral("example.org TXT \"hi \"\uFFFD\""));
    QVERIFY(value(fields, "dns.rr.udp_payload_size").startsWith(QLatin1Char('1')));
    QVERIFY(problems(fields).isEmpty());
}

void TestPacketFields::dnsNamesCannotLoop_data() {
    QTest::addColumn<QByteArray>("record");
    QTest::newRow("points at itself") << QByteArray("c021 0001 0001 0000012c 0004 01020304");
    QTest::newRow("points ahead") << QByteArray("c023 0001 0001 0000012c 0004 01020304");
    QTest::newRow("a label, then itself")
        << QByteArray("0161 c021 0001 0001 0000012c 0004 01020304");
    QTest::newRow("beyond the message") << QByteArray("ffff 0001 0001 0000012c 0004 01020304");
    QTest::newRow("cut in the pointer") << QByteArray("c0");
    QTest::newRow("cut in a label") << QByteArray("3f61");
    QTest::newRow("cut in the data") << QByteArray("c00c 0001 0001 0000012c 0004 01");
}

void TestPacketFields::dnsNamesCannotLoop() {
    QFETCH(QByteArray, record);
    const Bytes message =
        hex("1234 8180 0001 0001 0000 0000") + kQuestion + hex(record.toStdString());
    const PacketFields fields = fieldsOf(LinkType::Raw, ipv4(17, udp(53, 40000, message)));
    QCOMPARE(value(fields, "dns.qry.name"), QStringLiteral("www.example.org"));
    QCOMPARE(value(fields, "dns.resp.name"), QStringLiteral("absent"));
    QCOMPARE(problems(fields),
             QStringList{QStringLiteral("The message ends, or is broken, before the rest")});
}

void TestPacketFields::nestingEnds() {
    Bytes packet = ipv4(6, tcp());
    for (int i = 0; i < 200; ++i)
        packet = ipv4(4, packet);
    const PacketFields fields = fieldsOf(LinkType::Raw, packet);
    QVERIFY(fields.fields().size() < 1000);
    QVERIFY(faultOf(fields, packet.size()).isEmpty());
    Bytes labels; // no bottom of the stack
    for (int i = 0; i < 5000; ++i)
        labels = labels + hex("00001000");
    QVERIFY(fieldsOf(LinkType::Mpls, labels).fields().size() < 1000);
}

void TestPacketFields::fieldsAreBounded() {
    Bytes hello = hex("0303") + Bytes(32, 7) + hex("00 0002 1301 01 00");
    Bytes extensions;
    for (int i = 0; i < 4000; ++i)
        extensions = extensions + hex("0a0a 0000");
    hello = hello + u16(extensions.size()) + extensions;
    const Bytes handshake = hex("01 00") + u16(hello.size()) + hello;
    const Bytes record = hex("16 0301") + u16(handshake.size()) + handshake;
    const Bytes frame = ipv4(6, hex("c424 01bb 01020304 05060708 5018 01f6 0000 0000") + record);
    const PacketFields fields = fieldsOf(LinkType::Raw, frame);
    QVERIFY(fields.fields().size() < PacketFields::kMostFields + 10);
    QVERIFY(problems(fields).contains(QStringLiteral("More extensions are not listed")));

    Bytes message = hex("1234 8180 0000 ffff 0000 0000");
    for (int i = 0; i < 4000; ++i)
        message = message + hex("00 0001 0001 0000012c 0000");
    const PacketFields dns = fieldsOf(LinkType::Raw, ipv4(17, udp(53, 40000, message)));
    QVERIFY(dns.fields().size() < PacketFields::kMostFields + 10);
    QVERIFY(faultOf(dns, 20 + 8 + message.size()).isEmpty());
}

void TestPacketFields::hostileTextStaysOnItsLine() {
    const QByteArray head(
        "GET /\xe2\x80\xae<b>a\x1b[31m HTTP/1.1\r\nHost: a\tb\x7f\r\nX-\x01Y: z\r\n\r\nbody");
    const Bytes payload(head.begin(), head.end());
    const Bytes frame = ipv4(6, hex("c424 0050 01020304 05060708 5018 01f6 0000 0000") + payload);
    const PacketFields fields = fieldsOf(LinkType::Raw, frame);
    QCOMPARE(value(fields, "http.request.uri"), QStringLiteral("/\uFFFD<b>a\uFFFD[31m"));
    QCOMPARE(value(fields, "http.host"), QStringLiteral("a\uFFFDb\uFFFD"));
    for (const PacketField& field : fields.fields())
        for (const QChar c : field.name + field.value)
            QVERIFY(c.isPrint() || c == QChar(QChar::ReplacementCharacter));
}

void TestPacketFields::unknownLinkTypesAreData() {
    const Bytes frame = hex("0102030405");
    const PacketFields fields = synoptic::fieldsOf(frameOf(9999, frame));
    QCOMPARE(rootNames(fields), (QStringList{QStringLiteral("Frame"), QStringLiteral("Data")}));
    QCOMPARE(fields[fields.at(2)].key, "data");
    QVERIFY(synoptic::fieldsOf(frameOf(1, {})).fields().size() > 1);
    QVERIFY(PacketFields().at(0) < 0);
}

QTEST_GUILESS_MAIN(TestPacketFields)
#include "tst_packet_fields.moc"
