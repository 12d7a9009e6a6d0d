// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/sock_diag_messages.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>

#include <QTest>

#include <cerrno>
#include <cstring>

using namespace synoptic;
using namespace std::chrono_literals;
using State = SockDiagProgress::State;

namespace {

constexpr std::uint32_t kSequence = 7;

/// Writes netlink messages as the kernel does.
class Answer {
public:
    template <typename Body>
    Answer& message(std::uint16_t type, const Body& body, std::uint16_t flags = NLM_F_MULTI,
                    std::uint32_t sequence = kSequence) {
        start_ = bytes_.size();
        nlmsghdr header{};
        header.nlmsg_type = type;
        header.nlmsg_flags = flags;
        header.nlmsg_seq = sequence;
        append(&header, sizeof header);
        append(&body, sizeof body);
        return close();
    }
    Answer& attribute(std::uint16_t type, const void* data, std::size_t size) {
        const nlattr header{static_cast<std::uint16_t>(sizeof(nlattr) + size), type};
        append(&header, sizeof header);
        append(data, size);
        return close();
    }
    SockDiagProgress parse(std::vector<SocketRow>& rows, Protocol protocol = Protocol::Tcp) {
        return parseSockDiagMessages(bytes_, kSequence, protocol, rows);
    }
    std::vector<std::byte>& bytes() { return bytes_; }

private:
    void append(const void* data, std::size_t size) {
        const auto* from = static_cast<const std::byte*>(data);
        bytes_.insert(bytes_.end(), from, from + size);
        bytes_.resize(NLMSG_ALIGN(bytes_.size()));
    }
    Answer& close() {
        const auto length = static_cast<std::uint32_t>(bytes_.size() - start_);
        std::memcpy(bytes_.data() + start_, &length, sizeof length);
        return *this;
    }
    std::vector<std::byte> bytes_;
    std::size_t start_ = 0;
};

inet_diag_msg socket4(std::uint8_t state = 1) {
    inet_diag_msg socket{};
    socket.idiag_family = AF_INET;
    socket.idiag_state = state;
    socket.id.idiag_sport = htons(50212);
    socket.id.idiag_dport = htons(443);
    socket.id.idiag_src[0] = htonl(0xC0A80007);
    socket.id.idiag_dst[0] = htonl(0xC6336403);
    socket.id.idiag_cookie[0] = 0x11223344;
    socket.id.idiag_cookie[1] = 0x55;
    socket.idiag_uid = 1000;
    socket.idiag_inode = 90210;
    return socket;
}

constexpr int kNoError = 0;

} // namespace

class TestSockDiagMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsASocket();
    void mapsEveryKernelState_data();
    void mapsEveryKernelState();
    void readsTimers();
    void linkLocalHasAScope();
    void shorterTcpInfoLeavesTheRestZero();
    void tellsHowTheDumpEnded();
    void skipsWhatIsNotItsOwn();
    void everyCutIsSafe();
    void hugeLengthsAreRefused();
};

void TestSockDiagMessages::readsASocket() {
    inet_diag_msg socket = socket4();
    socket.idiag_rqueue = 5;
    socket.idiag_wqueue = 6;
    socket.id.idiag_if = 3;
    tcp_info info{};
    info.tcpi_rtt = 400;
    info.tcpi_rttvar = 50;
    info.tcpi_snd_cwnd = 10;
    info.tcpi_total_retrans = 3;
    info.tcpi_bytes_received = 1ULL << 33;
    info.tcpi_bytes_acked = 1ULL << 34;
    info.tcpi_unacked = 2;
    const std::uint8_t shutdown = 0;
    Answer answer;
    answer.message(SOCK_DIAG_BY_FAMILY, socket)
        .attribute(INET_DIAG_SHUTDOWN, &shutdown, 1)
        .attribute(INET_DIAG_INFO, &info, sizeof info)
        .message(NLMSG_DONE, kNoError);
    std::vector<SocketRow> rows;
    QCOMPARE(answer.parse(rows).state, State::Done);
    QCOMPARE(rows.size(), 1U);
    const SocketRow& row = rows[0];
    QCOMPARE(row.tuple.local.toString(), "192.168.0.7:50212");
    QCOMPARE(row.tuple.remote.toString(), "198.51.100.3:443");
    QCOMPARE(row.cookie, 0x5511223344U);
    QCOMPARE(row.uid, 1000U);
    QCOMPARE(row.inode, 90210U);
    QCOMPARE(row.interfaceIndex, 3U);
    QCOMPARE(row.receiveQueue, 5U);
    QCOMPARE(row.sendQueue, 6U);
    QVERIFY(row.hasMetrics);
    QCOMPARE(row.metrics, (TcpMetrics{400, 50, 10, 3, 1ULL << 33, 1ULL << 34, 2}));
}

void TestSockDiagMessages::mapsEveryKernelState_data() {
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArray>("state");
    int number = 1;
    for (const char* state :
         {"ESTABLISHED", "SYN-SENT", "SYN-RECEIVED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT",
          "CLOSED", "CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING", "SYN-RECEIVED"})
        QTest::addRow("%d", number) << number << QByteArray(state), ++number;
    for (const int unknown : {0, 13, 255})
        QTest::addRow("%d", unknown) << unknown << QByteArray();
}

void TestSockDiagMessages::mapsEveryKernelState() {
    QFETCH(int, number);
    QFETCH(QByteArray, state);
    Answer answer;
    answer.message(SOCK_DIAG_BY_FAMILY, socket4(static_cast<std::uint8_t>(number)));
    std::vector<SocketRow> rows;
    QCOMPARE(answer.parse(rows).state, State::More);
    if (state.isEmpty())
        QVERIFY(rows.empty());
    else
        QCOMPARE(QByteArray::fromStdString(std::string(name(rows.at(0).state))), state);
}

void TestSockDiagMessages::readsTimers() {
    using Kind = SocketTimer::Kind;
    const std::array<Kind, 6> kinds{Kind::None,     Kind::Retransmit, Kind::KeepAlive,
                                    Kind::TimeWait, Kind::Persist,    Kind::None};
    for (std::uint8_t number = 0; number < kinds.size(); ++number) {
        inet_diag_msg socket = socket4();
        socket.idiag_timer = number;
        socket.idiag_retrans = 4;
        socket.idiag_expires = 1500;
        Answer answer;
        answer.message(SOCK_DIAG_BY_FAMILY, socket);
        std::vector<SocketRow> rows;
        answer.parse(rows);
        const SocketRow& row = rows.at(0);
        QCOMPARE(row.timer.kind, kinds[number]);
        QCOMPARE(row.timer.expires, kinds[number] == Kind::None ? 0ms : 1500ms);
        QCOMPARE(row.retransmits, kinds[number] == Kind::Retransmit ? 4 : 0);
    }
}

void TestSockDiagMessages::linkLocalHasAScope() {
    inet_diag_msg socket = socket4();
    socket.idiag_family = AF_INET6;
    ::inet_pton(AF_INET6, "fe80::1", socket.id.idiag_src);
    ::inet_pton(AF_INET6, "2001:db8::1", socket.id.idiag_dst);
    socket.id.idiag_if = 4;
    Answer answer;
    answer.message(SOCK_DIAG_BY_FAMILY, socket);
    std::vector<SocketRow> rows;
    answer.parse(rows);
    QCOMPARE(rows.at(0).tuple.local.toString(), "[fe80::1%4]:50212");
    QCOMPARE(rows.at(0).tuple.remote.toString(), "[2001:db8::1]:443");
}

void TestSockDiagMessages::shorterTcpInfoLeavesTheRestZero() {
    tcp_info info{};
    info.tcpi_rtt = 400;
    info.tcpi_total_retrans = 9;
    info.tcpi_bytes_acked = 77;
    // Linux 2.6 ended with tcpi_total_retrans, 4.0 with the pacing rates.
    Answer answer;
    answer.message(SOCK_DIAG_BY_FAMILY, socket4())
        .attribute(INET_DIAG_INFO, &info, offsetof(tcp_info, tcpi_pacing_rate));
    std::vector<SocketRow> rows;
    answer.parse(rows);
    QVERIFY(rows.at(0).hasMetrics);
    QCOMPARE(rows[0].metrics.rttMicroseconds, 400U);
    QCOMPARE(rows[0].metrics.totalRetransmits, 9U);
    QCOMPARE(rows[0].metrics.bytesAcked, 0U);
    QCOMPARE(rows[0].metrics.bytesReceived, 0U);
}

void TestSockDiagMessages::tellsHowTheDumpEnded() {
    const auto end = [](auto&& fill) {
        Answer answer;
        fill(answer.message(SOCK_DIAG_BY_FAMILY, socket4()));
        std::vector<SocketRow> rows;
        return answer.parse(rows);
    };
    QCOMPARE(end([](Answer&) {}).state, State::More);
    QCOMPARE(end([](Answer& a) { a.message(NLMSG_DONE, kNoError); }).state, State::Done);
    const auto late = end([](Answer& a) { a.message(NLMSG_DONE, -ENOMEM); });
    QCOMPARE(late.state, State::Error);
    QCOMPARE(late.error, ENOMEM);
    const auto denied = end([](Answer& a) { a.message(NLMSG_ERROR, nlmsgerr{-EPERM, {}}); });
    QCOMPARE(denied.state, State::Error);
    QCOMPARE(denied.error, EPERM);
    QCOMPARE(end([](Answer& a) { a.message(NLMSG_OVERRUN, kNoError); }).state, State::Interrupted);
    QCOMPARE(end([](Answer& a) {
                 a.message(SOCK_DIAG_BY_FAMILY, socket4(), NLM_F_MULTI | NLM_F_DUMP_INTR);
             }).state,
             State::Interrupted);
    QCOMPARE(end([](Answer& a) {
                 a.message(NLMSG_DONE, kNoError, NLM_F_MULTI | NLM_F_DUMP_INTR);
             }).state,
             State::Interrupted);
    QCOMPARE(end([](Answer& a) { a.bytes().resize(a.bytes().size() - 4); }).state,
             State::Malformed);
}

void TestSockDiagMessages::skipsWhatIsNotItsOwn() {
    inet_diag_msg other = socket4();
    other.idiag_family = AF_UNIX;
    const std::uint32_t tooShort = 1;
    Answer answer;
    answer.message(SOCK_DIAG_BY_FAMILY, socket4(), NLM_F_MULTI, kSequence - 1)
        .message(NLMSG_DONE, kNoError, NLM_F_MULTI, kSequence - 1)
        .message(SOCK_DIAG_BY_FAMILY, other)
        .message(SOCK_DIAG_BY_FAMILY, tooShort)
        .message(NLMSG_NOOP, kNoError)
        .message(SOCK_DIAG_BY_FAMILY, socket4());
    std::vector<SocketRow> rows;
    QCOMPARE(answer.parse(rows).state, State::More);
    QCOMPARE(rows.size(), 1U);
}

void TestSockDiagMessages::everyCutIsSafe() {
    const tcp_info info{};
    Answer answer;
    answer.message(SOCK_DIAG_BY_FAMILY, socket4()).attribute(INET_DIAG_INFO, &info, sizeof info);
    for (std::size_t length = 0; length < answer.bytes().size(); ++length) {
        // Of its own size, so that a sanitizer sees every step outside.
        const std::vector<std::byte> cut(
            answer.bytes().begin(), answer.bytes().begin() + static_cast<std::ptrdiff_t>(length));
        std::vector<SocketRow> rows;
        const auto progress = parseSockDiagMessages(cut, kSequence, Protocol::Tcp, rows);
        QCOMPARE(progress.state, length == 0 ? State::More : State::Malformed);
        QVERIFY(rows.empty());
    }
    // Lengths of attributes that lie.
    for (const int lie : {0, 1, 3, 4, 5, 200, 0xffff}) {
        const auto length = static_cast<std::uint16_t>(lie);
        std::vector<std::byte> bytes = answer.bytes();
        std::memcpy(bytes.data() + sizeof(nlmsghdr) + sizeof(inet_diag_msg), &length,
                    sizeof length);
        std::vector<SocketRow> rows;
        parseSockDiagMessages(bytes, kSequence, Protocol::Tcp, rows);
        QCOMPARE(rows.size(), 1U);
    }
}

/// Found by fuzz_sock_diag: such lengths are negative in an int.
void TestSockDiagMessages::hugeLengthsAreRefused() {
    for (const std::uint32_t length : {0x80000000U, 0xffffeb29U, 0xffffffffU}) {
        Answer answer;
        answer.message(SOCK_DIAG_BY_FAMILY, socket4());
        std::memcpy(answer.bytes().data(), &length, sizeof length);
        std::vector<SocketRow> rows;
        QCOMPARE(answer.parse(rows).state, State::Malformed);
        QVERIFY(rows.empty());
    }
}

QTEST_GUILESS_MAIN(TestSockDiagMessages)
#include "tst_sock_diag_messages.moc"
