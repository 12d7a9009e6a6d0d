// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/capture_file_reader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstring>
#include <zlib.h>

using namespace synoptic;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Writes numbers in either byte order.
class Writer {
public:
    explicit Writer(bool isBig = false) : isBig_(isBig) {}
    Writer& number(std::uint64_t value, int size) {
        for (int i = 0; i < size; ++i)
            bytes.push_back(static_cast<std::uint8_t>(value >> (8 * (isBig_ ? size - 1 - i : i))));
        return *this;
    }
    Writer& u16(std::uint64_t value) { return number(value, 2); }
    Writer& u32(std::uint64_t value) { return number(value, 4); }
    Writer& text(std::string_view value) {
        bytes.insert(bytes.end(), value.begin(), value.end());
        return *this;
    }
    Writer& pad() {
        while (bytes.size() % 4 != 0)
            bytes.push_back(0);
        return *this;
    }
    Writer& block(std::uint32_t type, Writer body) {
        body.pad();
        const std::size_t length = 12 + body.bytes.size();
        u32(type).u32(length);
        bytes.insert(bytes.end(), body.bytes.begin(), body.bytes.end());
        return u32(length);
    }
    Writer like() const { return Writer(isBig_); }

    Writer& pcapHeader(std::uint32_t magic, std::uint32_t linkType) {
        return u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(linkType);
    }
    Writer& pcapRecord(std::uint32_t seconds, std::uint32_t fraction, std::string_view data) {
        return u32(seconds).u32(fraction).u32(data.size()).u32(data.size() + 10).text(data);
    }
    Writer& section() {
        return block(0x0a0d0d0a, like().u32(0x1a2b3c4d).u16(1).u16(0).number(~std::uint64_t{0}, 8));
    }
    Writer& interface(std::uint16_t linkType, const Bytes& options = {}) {
        Writer body = like().u16(linkType).u16(0).u32(0);
        body.bytes.insert(body.bytes.end(), options.begin(), options.end());
        return block(1, body);
    }
    Writer& enhanced(std::uint32_t interface, std::uint64_t time, std::string_view data) {
        return block(6, like()
                            .u32(interface)
                            .u32(time >> 32)
                            .u32(time & 0xffffffff)
                            .u32(data.size())
                            .u32(data.size() + 10)
                            .text(data));
    }

    Bytes bytes;

private:
    bool isBig_;
};

std::string text(const CapturedFrame& frame) {
    return {frame.captured.begin(), frame.captured.end()};
}

Bytes gzipped(const Bytes& bytes) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    Bytes out(deflateBound(&stream, bytes.size()) + 64);
    Bytes copy = bytes;
    stream.next_in = copy.data();
    stream.avail_in = static_cast<uInt>(copy.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

} // namespace

class TestCaptureFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samples_data();
    void samples();
    void pcapVariants_data();
    void pcapVariants();
    void pcapngOfManyKinds();
    void cutAnywhereGivesWhatIsThere_data();
    void cutAnywhereGivesWhatIsThere();
    void damageIsNamed();
    void gzipIsSeenThrough();
    void gzipIsLimited();
    void growingFileIsFollowed();
    void shrinkingFileDoesNoHarm();
    void packetsAreReadAgainByOffset();
    void largeFilesPassThroughTheWindow();
    void whatIsNoCaptureIsRefused();

private:
    std::string write(const Bytes& bytes) {
        const QString path = folder_.filePath(QStringLiteral("file"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return {};
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
        return path.toStdString();
    }
    std::vector<std::string> readAll(CaptureFileReader& reader) {
        std::vector<std::string> out;
        for (CapturedFrame frame; reader.next(frame);)
            out.push_back(text(frame));
        return out;
    }
    QTemporaryDir folder_;
};

void TestCaptureFile::samples_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("packets");
    QTest::addColumn<int>("linkType");
    QTest::newRow("tcpdump-print-flags.pcap") << "tcpdump-print-flags.pcap" << 10 << 1;
    QTest::newRow("nanoseconds") << "ptcpdump-tls-nano.pcap" << 7 << 1;
    QTest::newRow("big-endian") << "tcpdump-pptp-bigendian.pcap" << 23 << 1;
    QTest::newRow("cooked") << "tcpdump-resp-15-connections-sll.pcap" << 150 << 113;
    QTest::newRow("null") << "brimcap-loopback-null.pcap" << 86 << 0;
    QTest::newRow("pcapng") << "gopacket-test300.pcapng" << 32 << 1;
}

void TestCaptureFile::samples() {
    QFETCH(QString, file);
    QFETCH(int, packets);
    QFETCH(int, linkType);
    CaptureFileReader reader;
    QVERIFY(!reader.open((QStringLiteral(SYNOPTIC_TEST_DATA "/samples/") + file).toStdString()));
    int count = 0;
    Timestamp last;
    for (CapturedFrame frame; reader.next(frame);) {
        QCOMPARE(int(frame.linkType), linkType);
        QCOMPARE(frame.number, std::uint64_t(++count));
        QVERIFY(frame.time.time_since_epoch() > std::chrono::hours(24 * 365 * 20));
        last = frame.time;
    }
    QVERIFY(!reader.problem());
    QCOMPARE(count, packets);
    QCOMPARE(reader.progress(), reader.progressTotal());
}

void TestCaptureFile::pcapVariants_data() {
    QTest::addColumn<quint32>("magic");
    QTest::addColumn<bool>("isBig");
    QTest::addColumn<qint64>("fraction");
    for (const bool isBig : {false, true}) {
        const char* order = isBig ? "big" : "little";
        QTest::addRow("microseconds %s", order) << 0xa1b2c3d4U << isBig << qint64(5000);
        QTest::addRow("nanoseconds %s", order) << 0xa1b23c4dU << isBig << qint64(5);
        QTest::addRow("Kuznetzov %s", order) << 0xa1b2cd34U << isBig << qint64(5000);
    }
}

void TestCaptureFile::pcapVariants() {
    QFETCH(quint32, magic);
    QFETCH(bool, isBig);
    QFETCH(qint64, fraction);
    Writer writer(isBig);
    writer.pcapHeader(magic, 276);
    for (const std::string_view data : {"one", "", "three"}) {
        writer.u32(4000000000).u32(5).u32(data.size()).u32(data.size() + 10);
        if (magic == 0xa1b2cd34U)
            writer.u32(2).u16(0x0800).number(0, 2);
        writer.text(data);
    }
    CaptureFileReader reader;
    QVERIFY(!reader.open(write(writer.bytes)));
    CapturedFrame frame;
    QVERIFY(reader.next(frame));
    QCOMPARE(text(frame), "one");
    QCOMPARE(frame.originalLength, 13U);
    QCOMPARE(frame.linkType, 276);
    QCOMPARE(frame.time.time_since_epoch().count(), 4000000000 * 1000000000LL + fraction);
    QVERIFY(reader.next(frame) && text(frame).empty());
    QVERIFY(reader.next(frame) && text(frame) == "three");
    QVERIFY(!reader.next(frame) && !reader.problem());
}

void TestCaptureFile::pcapngOfManyKinds() {
    Writer file;
    const Bytes nanoseconds =
        Writer().u16(2).u16(3).text("eth").number(0, 1).u16(9).u16(1).u32(9).u32(0).bytes;
    const Bytes binary =
        Writer().u16(9).u16(1).u32(0x80 | 20).u16(14).u16(8).number(100, 8).u32(0).bytes;
    const Bytes attoseconds = Writer().u16(9).u16(1).u32(18).bytes;
    file.section();
    file.block(5, Writer().u32(0).u32(0).u32(0)); // statistics: passed over
    file.block(0x0bad, Writer().text("from the future"));
    file.interface(1, nanoseconds).interface(113, binary).interface(101, attoseconds);
    file.enhanced(0, 7, "one").enhanced(1, (3 << 20) | (1 << 19), "two");
    file.enhanced(2, 9'000'000'000'000'000'000, "three");
    file.block(2, Writer().u16(0).u16(0).u32(0).u32(8).u32(4).u32(4).text("four"));
    file.block(3, Writer().u32(4).text("five"));
    Writer big(true);
    big.section().interface(0).enhanced(0, 1'000'001, "six");
    file.bytes.insert(file.bytes.end(), big.bytes.begin(), big.bytes.end());

    CaptureFileReader reader;
    QVERIFY(!reader.open(write(file.bytes)));
    struct Expected {
        const char* data;
        int linkType;
        unsigned interface;
        std::int64_t time;
    };
    std::vector<std::uint64_t> offsets;
    const std::vector<Expected> all{{"one", 1, 0, 7},
                                    {"two", 113, 1, 103'500'000'000},
                                    {"three", 101, 2, 9'000'000'000},
                                    {"four", 1, 0, 8},
                                    {"five", 1, 0, 8}, // no time of its own
                                    {"six", 0, 3, 1'000'001'000}};
    for (const Expected& expected : all) {
        CapturedFrame frame;
        QVERIFY(reader.next(frame));
        QCOMPARE(text(frame), expected.data);
        QCOMPARE(int(frame.linkType), expected.linkType);
        QCOMPARE(frame.interfaceId, expected.interface);
        QCOMPARE(frame.time.time_since_epoch().count(), expected.time);
        offsets.push_back(frame.offset);
    }
    CapturedFrame frame;
    QVERIFY(!reader.next(frame) && !reader.problem());
    QCOMPARE(reader.interfaces().size(), std::size_t(4));
    QCOMPARE(reader.interfaces()[0].name, "eth");
    for (std::size_t i = 0; i < all.size(); ++i) {
        QVERIFY(reader.at(offsets[i], frame));
        QCOMPARE(text(frame), all[i].data);
        QCOMPARE(int(frame.linkType), all[i].linkType);
    }
}

void TestCaptureFile::cutAnywhereGivesWhatIsThere_data() {
    QTest::addColumn<bool>("isPcapng");
    QTest::newRow("pcap") << false;
    QTest::newRow("pcapng") << true;
}

void TestCaptureFile::cutAnywhereGivesWhatIsThere() {
    QFETCH(bool, isPcapng);
    Writer writer;
    std::vector<std::size_t> ends; // of header and of each packet
    if (isPcapng)
        writer.section().interface(1);
    else
        writer.pcapHeader(0xa1b2c3d4, 1);
    ends.push_back(writer.bytes.size());
    for (const std::string_view data : {"one", "two", "three"}) {
        if (isPcapng)
            writer.enhanced(0, 1, data);
        else
            writer.pcapRecord(1, 1, data);
        ends.push_back(writer.bytes.size());
    }
    for (std::size_t size = isPcapng ? 12 : 24; size <= writer.bytes.size(); ++size) {
        const Bytes cut(writer.bytes.begin(),
                        writer.bytes.begin() + static_cast<std::ptrdiff_t>(size));
        CaptureFileReader reader;
        QVERIFY(!reader.open(write(cut)));
        std::size_t whole = 0;
        while (whole + 1 < ends.size() && ends[whole + 1] <= size)
            ++whole;
        QCOMPARE(readAll(reader).size(), whole);
        const bool isClean = size == ends[whole] || (isPcapng && size == 28);
        QCOMPARE(bool(reader.problem()), !isClean);
        if (!isClean) {
            QVERIFY(reader.problem().kind == CaptureProblem::Kind::CutShort);
            QCOMPARE(reader.problem().packet, std::uint64_t(whole + 1));
        }
        if (!isClean && size > ends[0]) {
            QCOMPARE(reader.problem().offset, std::uint64_t(ends[whole]));
            QVERIFY(describe(reader.problem()).find("packet " + std::to_string(whole + 1)) !=
                    std::string::npos);
        }
    }
}

void TestCaptureFile::damageIsNamed() {
    Writer pcap;
    pcap.pcapHeader(0xa1b2c3d4, 1).pcapRecord(1, 1, "one").u32(1).u32(1).u32(300000).u32(300000);
    CaptureFileReader reader;
    QVERIFY(!reader.open(write(pcap.bytes)));
    QCOMPARE(readAll(reader).size(), std::size_t(1));
    QVERIFY(reader.problem().kind == CaptureProblem::Kind::Damaged);
    QCOMPARE(describe(reader.problem()),
             "is damaged at packet 2, byte 43; everything before that was read");

    const auto damaged = [&](const Writer& file) {
        CaptureFileReader other;
        return !other.open(write(file.bytes)) && readAll(other).size() == 1 &&
               other.problem().kind == CaptureProblem::Kind::Damaged && other.problem().packet == 2;
    };
    const Writer good = Writer().section().interface(1).enhanced(0, 1, "one");
    QVERIFY(damaged(Writer(good).enhanced(5, 1, "no such interface")));
    QVERIFY(damaged(Writer(good).u32(6).u32(8).u32(0)));
    QVERIFY(damaged(Writer(good).u32(0x0bad).u32(16).u32(0).u32(17)));
    Writer unequal = Writer(good).enhanced(0, 1, "the lengths around it differ");
    unequal.bytes[unequal.bytes.size() - 4] ^= 4;
    QVERIFY(damaged(unequal));
    QVERIFY(damaged(Writer(good).u32(6).u32(0xfffffffc).u32(0)));
    QVERIFY(damaged(Writer(good).block(6, Writer().u32(0).u32(0).u32(0).u32(9999).u32(9999))));
    QVERIFY(damaged(Writer(good).block(0x0a0d0d0a, Writer().u32(12345678).u32(0).u32(0).u32(0))));
}

void TestCaptureFile::gzipIsSeenThrough() {
    Writer one;
    one.pcapHeader(0xa1b2c3d4, 1).pcapRecord(1, 1, "one");
    Writer two;
    two.pcapRecord(1, 1, "two");
    Bytes members = gzipped(one.bytes);
    const Bytes second = gzipped(two.bytes);
    members.insert(members.end(), second.begin(), second.end());
    members.resize(members.size() + 512, 0); // as tapes and some tools pad
    CaptureFileReader reader;
    QVERIFY(!reader.open(write(members)));
    QVERIFY((readAll(reader) == std::vector<std::string>{"one", "two"}));
    QVERIFY(!reader.problem());
    QCOMPARE(reader.progress(), reader.progressTotal());

    // cut: what was decompressed is read, and the reason is the compression
    const Bytes whole = gzipped(one.bytes);
    for (std::size_t size = 2; size < whole.size(); ++size) {
        CaptureFileReader cut;
        const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        CaptureProblem problem = cut.open(write(part));
        if (!problem) {
            QVERIFY(readAll(cut).size() <= 1);
            problem = cut.problem();
        }
        QVERIFY(problem.kind == CaptureProblem::Kind::CompressionDamaged);
    }
}

void TestCaptureFile::gzipIsLimited() {
    Writer file;
    file.pcapHeader(0xa1b2c3d4, 1);
    const std::string data(1000, 'x');
    for (int i = 0; i < 5000; ++i)
        file.pcapRecord(1, 1, data);
    CaptureFileReader reader;
    CaptureFileReader::Options options;
    options.spoolLimit = 100'000;
    QVERIFY(!reader.open(write(gzipped(file.bytes)), options));
    QCOMPARE(readAll(reader).size(), std::size_t((100'000 - 24) / 1016));
    QVERIFY(reader.problem().kind == CaptureProblem::Kind::TooLarge);
}

void TestCaptureFile::growingFileIsFollowed() {
    Writer writer;
    writer.section().interface(1).enhanced(0, 1, "one");
    const std::string path = write(writer.bytes);
    CaptureFileReader reader;
    QVERIFY(!reader.open(path));
    QVERIFY((readAll(reader) == std::vector<std::string>{"one"}));
    QVERIFY(!reader.refresh());

    const Bytes more = Writer().enhanced(0, 1, "two").enhanced(0, 1, "three").bytes;
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::Append | QIODevice::Unbuffered));
    const auto append = [&](std::size_t from, std::size_t to) {
        file.write(reinterpret_cast<const char*>(more.data()) + from,
                   static_cast<qint64>(to - from));
    };
    append(0, 50);
    QVERIFY(reader.refresh());
    QVERIFY((readAll(reader) == std::vector<std::string>{"two"}));
    QVERIFY(reader.problem().kind == CaptureProblem::Kind::CutShort); // as of now
    append(50, more.size());
    QVERIFY(reader.refresh());
    CapturedFrame frame;
    QVERIFY(reader.next(frame));
    QCOMPARE(text(frame), "three");
    QCOMPARE(frame.number, 3U);
    QVERIFY(!reader.next(frame) && !reader.problem());
}

void TestCaptureFile::shrinkingFileDoesNoHarm() {
    Writer writer;
    writer.pcapHeader(0xa1b2c3d4, 1);
    for (int i = 0; i < 2000; ++i)
        writer.pcapRecord(1, 1, std::string(1000, 'x'));
    const std::string path = write(writer.bytes);
    CaptureFileReader reader;
    QVERIFY(!reader.open(path));
    CapturedFrame frame;
    QVERIFY(reader.next(frame));
    QVERIFY(QFile::resize(QString::fromStdString(path), 700'000));
    QVERIFY(readAll(reader).size() <= 700'000 / 1016);
    QVERIFY(reader.problem().kind == CaptureProblem::Kind::CutShort);
}

void TestCaptureFile::packetsAreReadAgainByOffset() {
    Writer writer;
    writer.pcapHeader(0xa1b2c3d4, 1).pcapRecord(1, 1, "one").pcapRecord(2, 2, "two");
    for (const Bytes& bytes : {writer.bytes, gzipped(writer.bytes)}) {
        CaptureFileReader reader;
        QVERIFY(!reader.open(write(bytes)));
        CapturedFrame first;
        CapturedFrame second;
        QVERIFY(reader.next(first));
        QVERIFY(reader.next(second));
        CapturedFrame again;
        QVERIFY(reader.at(first.offset, again));
        QCOMPARE(text(again), "one");
        QCOMPARE(again.time, first.time);
        QCOMPARE(text(second), "two"); // undisturbed
        CaptureFileReader other = reader.duplicate();
        QVERIFY(other.at(second.offset, again));
        QCOMPARE(text(again), "two");
        QVERIFY(!other.at(100'000, again));
    }
}

void TestCaptureFile::largeFilesPassThroughTheWindow() {
    Writer writer;
    writer.pcapHeader(0xa1b2c3d4, 1);
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < 400; ++i) {
        expected.emplace_back(i == 200 ? CaptureFileReader::kLongestPacket : (i * 7919) % 60000,
                              static_cast<char>('a' + i % 26));
        writer.pcapRecord(1, 1, expected.back());
    }
    for (const Bytes& bytes : {writer.bytes, gzipped(writer.bytes)}) {
        CaptureFileReader reader;
        QVERIFY(!reader.open(write(bytes)));
        QVERIFY(readAll(reader) == expected);
        QVERIFY(!reader.problem());
    }
}

void TestCaptureFile::whatIsNoCaptureIsRefused() {
    CaptureFileReader reader;
    QVERIFY(reader.open("/nonexistent").kind == CaptureProblem::Kind::CannotOpen);
    QVERIFY(describe(reader.problem()).find("No such file") != std::string::npos);
    QVERIFY(reader.open("/").kind == CaptureProblem::Kind::CannotOpen);
    QVERIFY(reader.open(write({})).kind == CaptureProblem::Kind::Empty);
    for (const std::string_view content :
         {"\xd4\xc3\xb2\xa1", "\xd4\xc3\xb2\xa1 and less", "\x0a\x0d\x0d\x0a cut"}) {
        const Bytes bytes(content.begin(), content.end());
        QVERIFY(reader.open(write(bytes)).kind == CaptureProblem::Kind::HeaderCut);
        QVERIFY(reader.open(write(gzipped(bytes))).kind == CaptureProblem::Kind::HeaderCut);
    }
    for (const std::string_view content : {"a", "hello, this is a text of some length"}) {
        const Bytes bytes(content.begin(), content.end());
        QVERIFY(reader.open(write(bytes)).kind == CaptureProblem::Kind::NotACapture);
        QVERIFY(reader.open(write(gzipped(bytes))).kind == CaptureProblem::Kind::NotACapture);
    }
    Writer future;
    future.u32(0xa1b2c3d4).u16(3).u16(0).u32(0).u32(0).u32(0).u32(1);
    QVERIFY(reader.open(write(future.bytes)).kind == CaptureProblem::Kind::UnsupportedVersion);
    CapturedFrame frame;
    QVERIFY(!reader.next(frame) && !reader.at(24, frame));
}

QTEST_APPLESS_MAIN(TestCaptureFile)
#include "tst_capture_file.moc"
