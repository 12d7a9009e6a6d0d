// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/flow_index.h"
#include "model/tracking/flow_ticket.h"

#include <QTest>

#include <map>
#include <random>

using namespace synoptic;

namespace {

bool has(FlowIndex& index, std::uint32_t hash, std::uint32_t value) {
    const FlowIndex::Slot* slot =
        index.find(hash, [&](std::uint32_t candidate) { return candidate == value; });
    return slot && slot->hash == hash && slot->value == value;
}

Endpoint endpoint(const char* address, std::uint16_t port) {
    return {*IpAddress::parse(address), port, 0};
}

CaptureTracker::Ticket ticketOf(const Endpoint& source, const Endpoint& destination,
                                Protocol protocol = Protocol::Tcp) {
    CaptureTracker::Ticket ticket;
    fillTicket(ticket, source, destination, protocol);
    return ticket;
}

} // namespace

class TestFlowIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThere_data();
    void findsWhatIsThere();
    void glanceMeansTheNewest();
    void chosenPortsDoNotMeetUnderAnotherSalt();
    void bothDirectionsHaveOneTicket_data();
    void bothDirectionsHaveOneTicket();
};

void TestFlowIndex::findsWhatIsThere_data() {
    QTest::addColumn<std::uint32_t>("mask");
    QTest::newRow("all over the place") << 0xffff'ffffU;
    QTest::newRow("often the same place") << 0x0000'00ffU;
    QTest::newRow("often the same hash") << 0x8000'000fU;
    QTest::newRow("at the end of the table") << 0xffff'fff0U;
}

void TestFlowIndex::findsWhatIsThere() {
    QFETCH(std::uint32_t, mask);
    FlowIndex index;
    std::map<std::uint32_t, std::uint32_t> hashes; // by value
    std::mt19937 engine(7);
    const auto random = [&] { return static_cast<std::uint32_t>(engine()); };
    std::uint32_t next = 0;
    for (int round = 0; round < 3'000; ++round) {
        if (hashes.size() < 200 || random() % 2 == 0) {
            const std::uint32_t hash = (random() & mask) | (mask == 0xffff'fff0 ? 15U : 0U);
            index.insert(hash, next);
            hashes[next++] = hash;
        } else {
            auto victim = hashes.lower_bound(random() % next);
            if (victim == hashes.end())
                victim = hashes.begin();
            FlowIndex::Slot* slot = index.find(
                victim->second, [&](std::uint32_t value) { return value == victim->first; });
            QVERIFY(slot);
            index.erase(slot);
            QVERIFY(!has(index, victim->second, victim->first));
            hashes.erase(victim);
        }
        QCOMPARE(index.size(), hashes.size());
        if (round % 100 != 0)
            continue;
        for (const auto& [value, hash] : hashes)
            QVERIFY(has(index, hash, value));
    }
}

/// Who knows the salt can choose ports that fall on one place; under another they spread.
void TestFlowIndex::chosenPortsDoNotMeetUnderAnotherSalt() {
    const Endpoint server = endpoint("198.51.100.1", 80);
    constexpr std::uint32_t kPlaces = 1'024;
    saltFlowHash(1);
    std::vector<std::uint16_t> chosen;
    const auto placeOf = [&](std::uint16_t port) {
        return ticketOf(endpoint("192.0.2.1", port), server).hash % kPlaces;
    };
    for (std::uint32_t port = 1; port < 0x10000; ++port)
        if (placeOf(static_cast<std::uint16_t>(port)) == 7)
            chosen.push_back(static_cast<std::uint16_t>(port));
    QVERIFY(chosen.size() > 30);
    saltFlowHash(2);
    std::map<std::uint32_t, int> places;
    for (const std::uint16_t port : chosen)
        ++places[placeOf(port)];
    QVERIFY(places.size() > chosen.size() / 2);
    QCOMPARE(ticketOf(endpoint("192.0.2.1", 5), server).hash,
             ticketOf(server, endpoint("192.0.2.1", 5)).hash);
}

void TestFlowIndex::glanceMeansTheNewest() {
    FlowIndex index;
    QCOMPARE(index.glance(5), FlowIndex::kNone);
    for (std::uint32_t value = 0; value < 100; ++value) {
        index.insert(value % 3, value);
        QCOMPARE(index.glance(value % 3), value);
    }
    QCOMPARE(index.glance(3), FlowIndex::kNone);
}

void TestFlowIndex::bothDirectionsHaveOneTicket_data() {
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("two");
    QTest::newRow("IPv4") << "192.0.2.1"
                          << "198.51.100.7";
    QTest::newRow("IPv4, last byte") << "192.0.2.1"
                                     << "192.0.2.2";
    QTest::newRow("IPv4, one host") << "127.0.0.1"
                                    << "127.0.0.1";
    QTest::newRow("IPv6, first half") << "2001:db8::1"
                                      << "2001:db9::1";
    QTest::newRow("IPv6, second half") << "2001:db8::1"
                                       << "2001:db8::2";
    QTest::newRow("IPv6, one host") << "::1"
                                    << "::1";
}

void TestFlowIndex::bothDirectionsHaveOneTicket() {
    QFETCH(QString, one);
    QFETCH(QString, two);
    const Endpoint a = endpoint(one.toLatin1().constData(), 50000);
    const Endpoint b = endpoint(two.toLatin1().constData(), 80);
    const CaptureTracker::Ticket there = ticketOf(a, b), back = ticketOf(b, a);
    QVERIFY(there.key == back.key);
    QCOMPARE(there.hash, back.hash);
    QCOMPARE(there.sender, other(back.sender));
    QVERIFY(there.key.endpoint(there.sender) == a);
    QVERIFY(there.key.endpoint(other(there.sender)) == b);
    const Endpoint c = endpoint(one.toLatin1().constData(), 50001);
    for (const auto& another : {ticketOf(c, b), ticketOf(a, b, Protocol::Udp)}) {
        QVERIFY(!(there.key == another.key));
        QVERIFY(there.hash != another.hash);
    }
}

QTEST_APPLESS_MAIN(TestFlowIndex)
#include "tst_flow_index.moc"
