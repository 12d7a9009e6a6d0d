// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/close_job.h"

#include "app/capture/confinement.h"
#include "app/capture/frame_output.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <libmnl/libmnl.h>
#include <linux/capability.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>
#include <string_view>

namespace synoptic {

namespace {

template <typename Number>
bool readNumber(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

bool readAddress(const char* text, int& family, std::array<std::uint8_t, 16>& address) {
    const int found = std::strchr(text, ':') ? AF_INET6 : AF_INET;
    if ((family != 0 && family != found) || inet_pton(found, text, address.data()) != 1)
        return false;
    family = found;
    return true;
}

int askKernel(mnl_socket* netlink, const CloseOptions& options) {
    std::array<char, 256> buffer{};
    nlmsghdr* const header = mnl_nlmsg_put_header(buffer.data());
    header->nlmsg_type = SOCK_DESTROY;
    header->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
    header->nlmsg_seq = 1;
    auto* const request = static_cast<inet_diag_req_v2*>(
        mnl_nlmsg_put_extra_header(header, sizeof(inet_diag_req_v2)));
    request->sdiag_family = static_cast<__u8>(options.family);
    request->sdiag_protocol = IPPROTO_TCP;
    request->idiag_states = ~0U;
    request->id.idiag_sport = htons(options.localPort);
    request->id.idiag_dport = htons(options.remotePort);
    std::memcpy(request->id.idiag_src, options.local.data(), options.local.size());
    std::memcpy(request->id.idiag_dst, options.remote.data(), options.remote.size());
    request->id.idiag_if = options.interfaceIndex;
    request->id.idiag_cookie[0] = static_cast<__u32>(options.cookie);
    request->id.idiag_cookie[1] = static_cast<__u32>(options.cookie >> 32);
    return mnl_socket_sendto(netlink, header, header->nlmsg_len) < 0 ? errno : 0;
}

int readAnswer(mnl_socket* netlink) {
    std::array<char, 8192> buffer{};
    const ssize_t size = mnl_socket_recvfrom(netlink, buffer.data(), buffer.size());
    if (size < 0)
        return errno;
    const auto* const header = reinterpret_cast<const nlmsghdr*>(buffer.data());
    if (!mnl_nlmsg_ok(header, static_cast<int>(size)) || header->nlmsg_type != NLMSG_ERROR ||
        mnl_nlmsg_get_payload_len(header) < sizeof(nlmsgerr))
        return EPROTO;
    return -static_cast<const nlmsgerr*>(mnl_nlmsg_get_payload(header))->error;
}

int tell(int error) {
    using helper::Failure;
    switch (error) {
    case 0:
        return writeEnd() ? 0 : 1;
    case ENOENT:
    case ESTALE: // the ends are known, but it is another socket by now
        return writeFailure(Failure::NotFound, "there is no such socket, or not any more"), 1;
    case EPERM:
    case EACCES:
        return writeFailure(Failure::NotPermitted, "the kernel refused it"), 1;
    case EOPNOTSUPP:
    case EINVAL: // a kernel that does not know the request
        return writeFailure(Failure::Unsupported,
                            "the kernel cannot close such a socket (CONFIG_INET_DIAG_DESTROY)"),
               1;
    default:
        return writeFailure(Failure::System, std::strerror(error)), 1;
    }
}

} // namespace

const char* readCloseOptions(int argc, char** argv, CloseOptions& options) {
    static const option kOptions[] = {{"local", required_argument, nullptr, 'l'},
                                      {"local-port", required_argument, nullptr, 'p'},
                                      {"remote", required_argument, nullptr, 'r'},
                                      {"remote-port", required_argument, nullptr, 'q'},
                                      {"interface-index", required_argument, nullptr, 'i'},
                                      {"cookie", required_argument, nullptr, 'c'},
                                      {nullptr, 0, nullptr, 0}};
    bool hasLocal = false;
    for (int letter; (letter = getopt_long(argc, argv, "", kOptions, nullptr)) != -1;) {
        bool good = false;
        if (letter == 'l')
            good = hasLocal = readAddress(optarg, options.family, options.local);
        else if (letter == 'r')
            good = readAddress(optarg, options.family, options.remote);
        else if (letter == 'p')
            good = readNumber(optarg, options.localPort);
        else if (letter == 'q')
            good = readNumber(optarg, options.remotePort);
        else if (letter == 'i')
            good = readNumber(optarg, options.interfaceIndex);
        else if (letter == 'c')
            good = readNumber(optarg, options.cookie);
        else
            return "unknown option";
        if (!good)
            return "an address, port or number is not understood";
    }
    if (optind != argc)
        return "unknown argument";
    if (!hasLocal || options.localPort == 0)
        return "--local and --local-port are missing";
    // Both words zero or both all ones would mean: any socket with these ends.
    if (options.cookie == 0 || options.cookie == ~0ULL)
        return "--cookie is missing: it tells the one socket that is meant";
    return nullptr;
}

int runCloseJob(const CloseOptions& options) {
    if (!writeHello())
        return 1;
    if (getuid() != 0)
        return writeFailure(helper::Failure::NotPermitted,
                            "only root closes connections, also through pkexec; file capabilities "
                            "are not used for it"),
               1;
    mnl_socket* const netlink = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
    if (!netlink || mnl_socket_bind(netlink, 0, MNL_SOCKET_AUTOPID) != 0)
        return tell(errno);
    if (const std::string problem = keepOnly(CAP_NET_ADMIN); !problem.empty())
        return writeFailure(helper::Failure::System, problem), 1;
    const int sent = askKernel(netlink, options);
    // The kernel has done it, or not, by now: its answer waits to be read.
    if (const std::string problem = confine(); !problem.empty())
        return writeFailure(helper::Failure::System, problem), 1;
    return tell(sent != 0 ? sent : readAnswer(netlink));
}

} // namespace synoptic
