// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/sock_diag_messages.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>

#include <cstdlib>
#include <cstring>

using namespace synoptic;

namespace {

constexpr std::uint32_t kSequence = 1;

void parse(const std::vector<std::byte>& bytes) {
    std::vector<SocketRow> rows;
    const auto progress = parseSockDiagMessages(bytes, kSequence, Protocol::Tcp, rows);
    if (rows.size() * (sizeof(nlmsghdr) + sizeof(inet_diag_msg)) > bytes.size() ||
        progress.error < 0)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto* bytes = reinterpret_cast<const std::byte*>(data);
    parse({bytes, bytes + size});
    // Most random headers are refused at once; behind a good one the attributes are reached.
    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(sizeof header + size);
    header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    header.nlmsg_seq = kSequence;
    std::vector<std::byte> message(header.nlmsg_len);
    std::memcpy(message.data(), &header, sizeof header);
    if (size > 0)
        std::memcpy(message.data() + sizeof header, data, size);
    parse(message);
    return 0;
}
