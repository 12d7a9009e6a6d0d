// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/redactor.h"

#include <QTest>

#include <bit>
#include <random>
#include <set>

using namespace synoptic;

namespace {

IpAddress parse(const char* text) {
    return *IpAddress::parse(text);
}

int commonBits(const IpAddress& a, const IpAddress& b) {
    int bits = 0;
    for (std::size_t byte = 0; byte < static_cast<std::size_t>(a.bitLength() / 8); ++byte) {
        const auto differ = static_cast<std::uint8_t>(a.bytes()[byte] ^ b.bytes()[byte]);
        if (differ != 0)
            return bits + std::countl_zero(differ);
        bits += 8;
    }
    return bits;
}

/// Any address; every other one shares a prefix with the one before.
IpAddress next(std::mt19937_64& random, bool v4, const IpAddress& before) {
    std::array<std::uint8_t, 16> bytes = before.bytes();
    const std::size_t from = random() % 2 == 0 ? 0 : random() % (v4 ? 4 : 16);
    for (std::size_t i = from; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(random());
    return v4 ? IpAddress::fromV4Bytes(bytes.data()) : IpAddress::fromV6Bytes(bytes.data());
}

} // namespace

class RedactorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesKeepExactlyThePrefixTheyShare_data() {
        QTest::addColumn<bool>("v4");
        QTest::newRow("IPv4") << true;
        QTest::newRow("IPv6") << false;
    }
    void addressesKeepExactlyThePrefixTheyShare() {
        QFETCH(bool, v4);
        std::mt19937_64 random(7);
        Redactor redactor("key");
        std::vector<IpAddress> originals{v4 ? parse("192.168.1.7") : parse("fe80::1:2")};
        for (const char* text :
             {"10.0.0.1", "11.0.0.1", "127.0.0.1", "128.0.0.1", "224.0.0.251", "223.255.255.255",
              "8.8.8.8", "::1", "::", "2001:db8::1", "fc00::1", "ff02::fb", "ff02::1:ff00:1",
              "::ffff:10.0.0.1", "::fffe:1.2.3.4", "64:ff9b::808:808"}) {
            if (parse(text).isV4() == v4)
                originals.push_back(parse(text));
        }
        for (int i = 0; i < 400; ++i)
            originals.push_back(next(random, v4, originals.back()));
        std::vector<IpAddress> redacted;
        for (const IpAddress& one : originals)
            redacted.push_back(redactor.address(one));
        for (std::size_t i = 0; i < originals.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k)
                QCOMPARE(commonBits(redacted[i], redacted[k]),
                         commonBits(originals[i], originals[k]));
        }
        int changed = 0;
        for (std::size_t i = 0; i < originals.size(); ++i)
            changed += originals[i] != redacted[i];
        QVERIFY2(changed > 380, QByteArray::number(changed).constData());
    }

    void theSameKeyGivesTheSameAndAnotherKeyAnother() {
        Redactor one("key"), same("key"), other("another");
        int differing = 0;
        for (const char* text : {"203.0.113.7", "10.1.2.3", "2001:db8::7", "fe80::1234"}) {
            QCOMPARE(one.address(parse(text)), same.address(parse(text)));
            differing += one.address(parse(text)) != other.address(parse(text));
        }
        QVERIFY(differing >= 3);
        QCOMPARE(one.keyName(), same.keyName());
        QVERIFY(one.keyName() != other.keyName());
        QCOMPARE(one.name(Redactor::Name::Host, QStringLiteral("WWW.Example.org")),
                 same.name(Redactor::Name::Host, QStringLiteral("www.example.ORG")));
        QVERIFY(Redactor::randomSecret() != Redactor::randomSecret());
    }

    void anAddressStaysOfItsKind_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("network");
        QTest::addColumn<int>("length");
        const auto row = [](const char* address, const char* network, int length) {
            QTest::newRow(address)
                << QString::fromLatin1(address) << QString::fromLatin1(network) << length;
        };
        row("127.0.0.53", "127.0.0.53", 32);
        row("0.0.0.0", "0.0.0.0", 32);
        row("255.255.255.255", "255.255.255.255", 32);
        row("224.0.0.251", "224.0.0.251", 32);
        row("239.1.2.3", "224.0.0.0", 4);
        row("10.20.30.40", "10.0.0.0", 8);
        row("172.20.1.2", "172.16.0.0", 12);
        row("192.168.7.9", "192.168.0.0", 16);
        row("169.254.7.9", "169.254.0.0", 16);
        row("::1", "::1", 128);
        row("::", "::", 128);
        row("ff02::fb", "ff02::fb", 128);
        row("fe80::abcd", "fe80::", 10);
        row("fd12:3456::1", "fc00::", 7);
        row("2001:db8::1", "2000::", 3);
        row("::ffff:192.168.7.9", "::ffff:192.168.0.0", 112);
    }
    void anAddressStaysOfItsKind() {
        QFETCH(QString, address);
        QFETCH(QString, network);
        QFETCH(int, length);
        for (const char* key : {"a", "b", "c"}) {
            Redactor redactor(key);
            const IpAddress redacted = redactor.address(*IpAddress::parse(address.toStdString()));
            QVERIFY2(redacted.isInside(*IpAddress::parse(network.toStdString()), length),
                     redacted.toString().c_str());
        }
    }

    void aMappedAddressStaysBesideItsUnmappedForm() {
        Redactor redactor("key");
        QCOMPARE(redactor.address(parse("::ffff:203.0.113.7")).unmapped(),
                 redactor.address(parse("203.0.113.7")));
    }

    void noOtherAddressBecomesOneThatIsKept() {
        std::mt19937_64 random(11);
        for (const char* key : {"a", "b"}) {
            Redactor redactor(key);
            IpAddress one = parse("8.8.8.8");
            for (int i = 0; i < 3000; ++i) {
                one = next(random, true, one);
                QCOMPARE(redactor.address(one).isLoopback(), one.isLoopback());
                QCOMPARE(redactor.address(one).isMulticast(), one.isMulticast());
                QCOMPARE(redactor.address(one).isInside(parse("192.168.0.0"), 16),
                         one.isInside(parse("192.168.0.0"), 16));
            }
        }
    }

    void wordsLoseTheirAddressesAndNames_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("secrets");
        const auto row = [](const char* words, const QStringList& secrets) {
            QTest::newRow(words) << QString::fromLatin1(words) << secrets;
        };
        row("tcp dport 22 ip saddr 203.0.113.7 drop", {QStringLiteral("203.0.113.7")});
        row("ip saddr 203.0.113.0/24 accept", {QStringLiteral("203.0.113")});
        row("from 203.0.113.7:443 to [2001:db8::9]:80",
            {QStringLiteral("203.0.113"), QStringLiteral("2001:db8::9")});
        row("fe80::a1b2%eth0 said so", {QStringLiteral("fe80::a1b2")});
        row("network 2001:db8:7:: is closed", {QStringLiteral("2001:db8:7")});
        row("ether saddr 52:54:00:ab:cd:ef", {QStringLiteral("52:54:00:ab:cd:ef")});
        row("see https://intra.example.org/secret?a=b",
            {QStringLiteral("intra"), QStringLiteral("secret")});
        row("host db-7.example.org refused", {QStringLiteral("db-7")});
        row("mail for alice@example.org", {QStringLiteral("alice"), QStringLiteral("example")});
    }
    void wordsLoseTheirAddressesAndNames() {
        QFETCH(QString, words);
        QFETCH(QStringList, secrets);
        Redactor redactor("key");
        const QString redacted = QString::fromStdString(redactor.words(words.toStdString()));
        for (const QString& secret : secrets)
            QVERIFY2(!redacted.contains(secret, Qt::CaseInsensitive), qPrintable(redacted));
    }
    void plainWordsStay() {
        Redactor redactor("key");
        const std::string words = "tcp dport 22 drop: port unreachable (type 3, code 3)";
        QCOMPARE(redactor.words(words), words);
    }
};

QTEST_GUILESS_MAIN(RedactorTest)
#include "tst_redactor.moc"
