// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/helper_protocol.h"

#include <QTest>

#include <algorithm>
#include <cstring>

using namespace synoptic::helper;

namespace {

std::vector<std::uint8_t> hello(std::uint32_t magic = kMagic,
                                std::uint32_t version = kProtocolVersion) {
    FrameWriter frame(FrameType::Hello);
    const auto bytes = frame.u32(magic).u32(version).text("1.2.3").finish();
    return {bytes.begin(), bytes.end()};
}

void feed(FrameAssembler& assembler, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const auto room = assembler.space();
        const std::size_t count = std::min(room.size(), bytes.size());
        std::memcpy(room.data(), bytes.data(), count);
        assembler.wrote(count);
        bytes = bytes.subspan(count);
    }
}

void append(std::vector<std::uint8_t>& stream, FrameWriter& frame) {
    const auto bytes = frame.finish();
    stream.insert(stream.end(), bytes.begin(), bytes.end());
}

} // namespace

class TestHelperProtocol : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreLittleEndianOnTheWire();
    void framesSurviveEveryWayOfBeingCut();
    void somethingElseOnTheOtherEndIsRefused();
    void anotherVersionIsRefusedByName();
    void hostileLengthsAndTypesAreFaults();
    void fieldsNeverReadPastTheirFrame();
    void aLongStreamKeepsLittleMemory();
};

void TestHelperProtocol::numbersAreLittleEndianOnTheWire() {
    FrameWriter frame(FrameType::Started);
    const auto bytes = frame.u32(0x01020304).u64(5).text("lo").finish();
    const std::vector<std::uint8_t> wanted{18, 0, 0, 0, 2, 0, 0, 0, 4, 3, 2, 1,   5,
                                           0,  0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 'l', 'o'};
    QVERIFY(std::equal(bytes.begin(), bytes.end(), wanted.begin(), wanted.end()));
}

void TestHelperProtocol::framesSurviveEveryWayOfBeingCut() {
    std::vector<std::uint8_t> stream = hello();
    FrameWriter started(FrameType::Started);
    append(stream, started.u32(1).u32(128).text("eth0"));
    FrameWriter end(FrameType::End);
    append(stream, end);

    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        FrameAssembler assembler;
        std::vector<FrameType> types;
        const auto drain = [&] {
            while (const auto frame = assembler.next())
                types.push_back(frame->type);
        };
        feed(assembler, std::span(stream).first(cut));
        drain();
        feed(assembler, std::span(stream).subspan(cut));
        drain();
        QCOMPARE(types, (std::vector{FrameType::Hello, FrameType::Started, FrameType::End}));
        QCOMPARE(assembler.helperVersion(), "1.2.3");
    }
}

void TestHelperProtocol::somethingElseOnTheOtherEndIsRefused() {
    for (const std::string_view text :
         {"bash: synoptic-capture: command not found\n", "Welcome to host\r\n\r\n"}) {
        FrameAssembler assembler;
        feed(assembler, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
        QVERIFY(!assembler.next());
        QCOMPARE(assembler.fault(), FrameAssembler::Fault::NotTheHelper);
    }
    FrameAssembler assembler;
    feed(assembler, hello(0x12345678));
    QVERIFY(!assembler.next());
    QCOMPARE(assembler.fault(), FrameAssembler::Fault::NotTheHelper);
}

void TestHelperProtocol::anotherVersionIsRefusedByName() {
    FrameAssembler assembler;
    feed(assembler, hello(kMagic, kProtocolVersion + 1));
    QVERIFY(!assembler.next());
    QCOMPARE(assembler.fault(), FrameAssembler::Fault::OtherVersion);
    QCOMPARE(assembler.helperVersion(), "1.2.3");
}

void TestHelperProtocol::hostileLengthsAndTypesAreFaults() {
    const auto faultAfter = [](std::array<std::uint8_t, kHeaderSize> header) {
        FrameAssembler assembler;
        feed(assembler, hello());
        if (!assembler.next())
            return FrameAssembler::Fault::NotTheHelper;
        feed(assembler, header);
        (void)assembler.next();
        return assembler.fault();
    };
    QCOMPARE(faultAfter({0xff, 0xff, 0xff, 0xff, 3, 0, 0, 0}), FrameAssembler::Fault::TooLong);
    QCOMPARE(faultAfter({1, 0, 0x10, 0, 3, 0, 0, 0}), FrameAssembler::Fault::TooLong);
    QCOMPARE(faultAfter({0, 0, 0, 0, 99, 0, 0, 0}), FrameAssembler::Fault::UnknownType);
    QCOMPARE(faultAfter({8, 0, 0, 0, 3, 0, 0, 0}), FrameAssembler::Fault::None); // not whole yet
}

void TestHelperProtocol::fieldsNeverReadPastTheirFrame() {
    FrameWriter frame(FrameType::Failure);
    const auto bytes = frame.u32(1).u32(1000).bytes(std::array<std::uint8_t, 2>{'a', 'b'}).finish();
    FieldReader reader(bytes.subspan(kHeaderSize));
    QCOMPARE(reader.u32(), 1U);
    QCOMPARE(reader.text(), ""); // says 1000 bytes, has 2
    QVERIFY(!reader.ok());
    QCOMPARE(reader.u64(), 0U);
}

void TestHelperProtocol::aLongStreamKeepsLittleMemory() {
    FrameAssembler assembler;
    feed(assembler, hello());
    QVERIFY(assembler.next());
    FrameWriter packets(FrameType::Packets);
    packets.bytes(std::vector<std::uint8_t>(100'000, 7));
    int count = 0;
    for (int i = 0; i < 500; ++i) {
        feed(assembler, packets.finish());
        while (assembler.next())
            ++count;
    }
    QCOMPARE(count, 500);
    QVERIFY(assembler.space().size() < (1U << 20));
}

QTEST_APPLESS_MAIN(TestHelperProtocol)
#include "tst_helper_protocol.moc"
