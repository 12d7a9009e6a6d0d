// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/endpoint.h"

#include <QTest>

#include <algorithm>

using namespace synoptic;

class TestIpAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textRoundTrip_data();
    void textRoundTrip();
    void rejectsWhatIsNoAddress_data();
    void rejectsWhatIsNoAddress();
    void sortsByValueNotByText();
    void knowsItsKind();
    void prefixMatchCutsInsideAByte();
    void endpointTextBracketsSix();
    void equalTuplesHashEqually();
};

void TestIpAddress::textRoundTrip_data() {
    QTest::addColumn<QByteArray>("in");
    QTest::addColumn<QByteArray>("out");
    const auto row = [](const char* in, const char* out) {
        QTest::newRow(in) << QByteArray(in) << QByteArray(out);
    };
    row("0.0.0.0", "0.0.0.0");
    row("192.0.2.255", "192.0.2.255");
    row("::", "::");
    row("::1", "::1");
    row("1::", "1::");
    row("2001:DB8:0:0:0:0:0:1", "2001:db8::1");
    row("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"); // one zero group is not shortened
    row("2001:0:0:1:0:0:0:1", "2001:0:0:1::1");          // the longest run
    row("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1");    // the first of equal runs
    row("::ffff:192.0.2.1", "::ffff:192.0.2.1");
    row("::ffff:c000:201", "::ffff:192.0.2.1");
    row("64:ff9b::192.0.2.33", "64:ff9b::c000:221");
    row("fe80::1:2", "fe80::1:2");
    row("0:1::", "0:1::");
    row("1:0:0:2:3:0:0:0", "1:0:0:2:3::");
}

void TestIpAddress::textRoundTrip() {
    QFETCH(QByteArray, in);
    QFETCH(QByteArray, out);
    const auto address = IpAddress::parse(in.toStdString());
    QVERIFY(address);
    QCOMPARE(QByteArray::fromStdString(address->toString()), out);
    QCOMPARE(IpAddress::parse(address->toString()), address);
}

void TestIpAddress::rejectsWhatIsNoAddress_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ",
                             ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "1::2::3",
                             "::1%eth0", "[::1]", "1.2.3.4::", "::1.2.3.4:5", "g::"})
        QTest::newRow(text) << QByteArray(text);
}

void TestIpAddress::rejectsWhatIsNoAddress() {
    QFETCH(QByteArray, text);
    QVERIFY(!IpAddress::parse(text.toStdString()));
}

void TestIpAddress::sortsByValueNotByText() {
    const auto at = [](const char* text) { return *IpAddress::parse(text); };
    QVERIFY(at("9.0.0.1") < at("10.0.0.1"));
    QVERIFY(at("255.255.255.255") < at("::"));
    QVERIFY(at("2001:db8::9") < at("2001:db8::10"));
}

void TestIpAddress::knowsItsKind() {
    const auto at = [](const char* text) { return *IpAddress::parse(text); };
    QVERIFY(at("127.9.9.9").isLoopback());
    QVERIFY(at("::1").isLoopback());
    QVERIFY(at("::ffff:127.0.0.1").isLoopback());
    QVERIFY(!at("::2").isLoopback());
    QVERIFY(at("fe80::1").isLinkLocal());
    QVERIFY(at("febf::1").isLinkLocal());
    QVERIFY(!at("fec0::1").isLinkLocal());
    QVERIFY(at("224.0.0.251").isMulticast());
    QVERIFY(at("::").isUnspecified());
    QCOMPARE(at("::ffff:192.0.2.1").unmapped(), at("192.0.2.1"));
}

void TestIpAddress::prefixMatchCutsInsideAByte() {
    const auto at = [](const char* text) { return *IpAddress::parse(text); };
    QVERIFY(at("10.31.255.255").isInside(at("10.16.0.0"), 12));
    QVERIFY(!at("10.32.0.0").isInside(at("10.16.0.0"), 12));
    QVERIFY(at("1.2.3.4").isInside(at("0.0.0.0"), 0));
    QVERIFY(at("2001:db8:ff::1").isInside(at("2001:db8::"), 32));
    QVERIFY(!at("::1").isInside(at("0.0.0.0"), 0));
    QVERIFY(at("::1").isInside(at("::1"), 128));
}

void TestIpAddress::endpointTextBracketsSix() {
    QCOMPARE(Endpoint({*IpAddress::parse("192.0.2.7"), 80, 0}).toString(), "192.0.2.7:80");
    QCOMPARE(Endpoint({*IpAddress::parse("fe80::1"), 443, 3}).toString(), "[fe80::1%3]:443");
    const std::string longest = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    QCOMPARE(longest.size(), IpAddress::kLongestText);
    const Endpoint end{*IpAddress::parse(longest), 65535, 0xffffffff};
    QCOMPARE(end.toString(), "[" + longest + "%4294967295]:65535");
    QCOMPARE(end.toString().size(), Endpoint::kLongestText);
}

void TestIpAddress::equalTuplesHashEqually() {
    const Endpoint a{*IpAddress::parse("192.0.2.7"), 80, 0};
    const Endpoint b{*IpAddress::parse("192.0.2.8"), 81, 0};
    const FourTupleHash hash;
    QCOMPARE(hash(FourTuple{a, b}), hash(FourTuple{a, b}));
    QVERIFY(hash(FourTuple{a, b}) != hash(FourTuple{b, a}));
}

QTEST_APPLESS_MAIN(TestIpAddress)
#include "tst_ip_address.moc"
