// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/proc_net.h"

#include "model/sources/linux/kernel_socket.h"
#include "model/sources/linux/text_file.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <tuple>

namespace synoptic {

namespace {

template <typename Number>
bool readNumber(std::string_view text, Number& out, int base) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
    return error == std::errc{} && end == text.data() + text.size();
}

/// Splits at the first colon; false if there is none.
bool split(std::string_view text, std::string_view& left, std::string_view& right) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return false;
    left = text.substr(0, colon);
    right = text.substr(colon + 1);
    return true;
}

template <typename Left, typename Right>
bool readPair(std::string_view text, Left& left, Right& right) {
    std::string_view first;
    std::string_view second;
    return split(text, first, second) && readNumber(first, left, 16) &&
           readNumber(second, right, 16);
}

bool readEndpoint(std::string_view text, std::endian order, Endpoint& out) {
    std::string_view address;
    std::string_view port;
    if (!split(text, address, port) || !readNumber(port, out.port, 16) ||
        (address.size() != 8 && address.size() != 32))
        return false;
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t word = 0; word < address.size() / 8; ++word) {
        std::uint32_t value = 0;
        if (!readNumber(address.substr(word * 8, 8), value, 16))
            return false;
        for (std::size_t byte = 0; byte < 4; ++byte) {
            const std::size_t shift = order == std::endian::little ? byte * 8 : 24 - byte * 8;
            bytes[word * 4 + byte] = static_cast<std::uint8_t>(value >> shift);
        }
    }
    out.address = address.size() == 8 ? IpAddress::fromV4Bytes(bytes.data())
                                      : IpAddress::fromV6Bytes(bytes.data());
    return true;
}

long ticksPerSecond() {
    static const long kTicks = std::max(1L, ::sysconf(_SC_CLK_TCK));
    return kTicks;
}

/// sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode …
bool readRow(std::string_view line, std::endian order, SocketRow& row) {
    takeWord(line);
    if (!readEndpoint(takeWord(line), order, row.tuple.local) ||
        !readEndpoint(takeWord(line), order, row.tuple.remote) ||
        row.tuple.local.address.family() != row.tuple.remote.address.family())
        return false;
    unsigned state = 0;
    unsigned timer = 0;
    unsigned long ticks = 0;
    std::uint32_t retransmits = 0;
    std::uint32_t probes = 0;
    if (!readNumber(takeWord(line), state, 16) ||
        !readPair(takeWord(line), row.sendQueue, row.receiveQueue) ||
        !readPair(takeWord(line), timer, ticks) || !readNumber(takeWord(line), retransmits, 16) ||
        !readNumber(takeWord(line), row.uid, 10) || !readNumber(takeWord(line), probes, 10) ||
        !readNumber(takeWord(line), row.inode, 10))
        return false;
    const auto known = stateFromKernel(state);
    if (!known)
        return false;
    row.state = *known;
    row.timer.kind = timerFromKernel(timer);
    const auto narrow = [](std::uint32_t count) {
        return static_cast<std::uint8_t>(std::min(count, 255U));
    };
    if (row.timer.kind != SocketTimer::Kind::None) {
        constexpr unsigned long kLongest = 1UL << 40;
        row.timer.expires = std::chrono::milliseconds(static_cast<long>(std::min(ticks, kLongest)) *
                                                      1000 / ticksPerSecond());
        row.timer.retries =
            narrow(row.timer.kind == SocketTimer::Kind::Retransmit ? retransmits : probes);
    }
    if (row.timer.kind == SocketTimer::Kind::Retransmit)
        row.retransmits = narrow(retransmits);
    return true;
}

bool isHeading(std::string_view line) {
    return takeWord(line) == "sl";
}

/// The full tuple is one TCP socket's own; listeners and UDP sockets may share theirs.
auto identity(const SocketRow& row) {
    const bool sharesTuple = row.protocol == Protocol::Udp || row.state == TcpState::Listen;
    return std::tuple(row.tuple, sharesTuple ? row.inode : 0);
}

/// The file is written in several reads, and a socket can move between them.
void dropDoubles(std::vector<SocketRow>& rows, std::size_t start) {
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(start);
    std::stable_sort(begin, rows.end(), [](const SocketRow& a, const SocketRow& b) {
        return identity(a) < identity(b);
    });
    // unique() keeps the first of equals; from behind that is the later row, the newer one.
    const auto kept = std::unique(
        rows.rbegin(), std::make_reverse_iterator(begin),
        [](const SocketRow& a, const SocketRow& b) { return identity(a) == identity(b); });
    rows.erase(begin, kept.base());
}

} // namespace

std::size_t parseProcNet(std::string_view text, Protocol protocol, std::vector<SocketRow>& rows,
                         std::endian order) {
    const std::size_t start = rows.size();
    std::size_t damaged = 0;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.find_first_not_of(' ') == std::string_view::npos || isHeading(line))
            continue;
        SocketRow row;
        row.protocol = protocol;
        if (readRow(line, order, row))
            rows.push_back(row);
        else
            ++damaged;
    }
    dropDoubles(rows, start);
    return damaged;
}

int ProcNetTable::dump(Protocol protocol, std::vector<SocketRow>& rows) {
    const bool tcp = protocol == Protocol::Tcp;
    const std::size_t start = rows.size();
    // /proc/net belongs to the process; a thread may have entered another namespace.
    if (const int error =
            readTextFile(tcp ? "/proc/thread-self/net/tcp" : "/proc/thread-self/net/udp", text_);
        error != 0)
        return error;
    parseProcNet(text_, protocol, rows);
    const int error =
        readTextFile(tcp ? "/proc/thread-self/net/tcp6" : "/proc/thread-self/net/udp6", text_);
    if (error == 0)
        parseProcNet(text_, protocol, rows);
    else if (error != ENOENT) {
        rows.resize(start);
        return error;
    }
    return 0;
}

} // namespace synoptic
