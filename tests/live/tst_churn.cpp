// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/socket_table_reader.h"
#include "tests/live/two_namespaces.h"
#include "tests/sources/sockets.h"

#include <QTest>

#include <set>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;

/// Dumps while connections come and go as fast as they can.
class TestChurn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatStaysIsNeverMissing();
};

void TestChurn::whatStaysIsNeverMissing() {
    TwoNamespaces net;
    const QByteArray problem = net.open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
    const UniqueFd server = listener(address("127.0.0.1", 0), 128);
    std::vector<UniqueFd> staying;
    for (int i = 0; i < 400; ++i) {
        staying.push_back(connected(SOCK_STREAM, localAddress(server.get())));
        staying.push_back(accepted(server.get()));
        QVERIFY(staying.back());
    }
    SocketTableReader reader(false);
    auto table = reader.read();
    QVERIFY(table);
    std::set<std::uint64_t> expected;
    for (const SocketRow& row : table->rows)
        expected.insert(row.cookie);
    QCOMPARE(expected.size(), 801U);

    std::vector<pid_t> churners;
    for (int i = 0; i < 2; ++i) {
        churners.push_back(::fork());
        if (churners.back() != 0)
            continue;
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const UniqueFd own = listener(address("127.0.0.1", 0), 128);
        const linger abort{1, 0};
        const auto end = std::chrono::steady_clock::now() + 10s;
        for (unsigned n = 0; std::chrono::steady_clock::now() < end; ++n) {
            UniqueFd near = connected(SOCK_STREAM, localAddress(own.get()));
            const UniqueFd far = accepted(own.get());
            // Three of four end in a reset, so that TIME-WAIT does not use up the ports.
            if (n % 4 != 0)
                ::setsockopt(near.get(), SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
        }
        ::_exit(0);
    }
    int dumps = 0;
    std::set<std::uint64_t> others;
    const auto end = std::chrono::steady_clock::now() + 4s;
    while (std::chrono::steady_clock::now() < end) {
        table = reader.read();
        if (!table)
            continue; // said so, and handed nothing on
        ++dumps;
        std::set<std::uint64_t> seen;
        for (const SocketRow& row : table->rows)
            QVERIFY(seen.insert(row.cookie).second);
        for (const std::uint64_t cookie : expected)
            QVERIFY(seen.contains(cookie));
        others.insert(seen.begin(), seen.end());
    }
    for (const pid_t churner : churners) {
        ::kill(churner, SIGKILL);
        ::waitpid(churner, nullptr, 0);
    }
    qInfo("%d dumps, %zu passing connections seen, %llu dumps repeated", dumps,
          others.size() - expected.size(),
          static_cast<unsigned long long>(reader.status().repeatedDumps));
    QVERIFY(dumps > 20);
    QVERIFY(others.size() > expected.size() + 100);
}

QTEST_GUILESS_MAIN(TestChurn)
#include "tst_churn.moc"
