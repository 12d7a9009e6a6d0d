// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/firewall_job.h"

#include "app/capture/confinement.h"
#include "app/capture/frame_output.h"

#include <linux/capability.h>
#include <nftables/libnftables.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace synoptic {

namespace {

constexpr std::size_t kPiece = std::size_t{512} << 10;
constexpr std::size_t kMostComplaints = 2000;
constexpr unsigned kPatienceSeconds = 20;
constexpr rlim_t kMostMemory = rlim_t{2} << 30;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitsMemory = false; // they map terabytes for themselves
#else
constexpr bool kLimitsMemory = true;
#endif

/// The kernel names the tables of the legacy iptables in a file that root alone reads. A file that
/// is not there: the kernel has no such module loaded.
std::uint32_t legacyTables(const char* path, std::uint32_t flag) {
    std::FILE* const file = std::fopen(path, "re");
    if (!file)
        return errno == ENOENT ? 0U : std::uint32_t{helper::kLegacyUnknown};
    const bool any = std::fgetc(file) != EOF;
    std::fclose(file);
    return any ? flag : 0U;
}

bool writeFacts(std::uint32_t flags, std::string_view complaints) {
    helper::FrameWriter frame(helper::FrameType::FirewallFacts);
    frame.u32(flags).text(complaints.substr(0, kMostComplaints));
    return writeFrame(frame);
}

bool writeRules(std::string_view rules) {
    for (std::size_t at = 0; at < rules.size(); at += kPiece) {
        const std::string_view piece = rules.substr(at, kPiece);
        helper::FrameWriter frame(helper::FrameType::FirewallRules);
        frame.bytes({reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size()});
        if (!writeFrame(frame))
            return false;
    }
    return true;
}

} // namespace

int runFirewallJob() {
    using helper::Failure;
    if (!writeHello())
        return 1;
    if (getuid() != 0)
        return writeFailure(Failure::NotPermitted,
                            "only root reads the firewall's rules (CAP_NET_ADMIN), also through "
                            "pkexec; file capabilities are not used for it"),
               1;
    const std::uint32_t flags = legacyTables("/proc/self/net/ip_tables_names", helper::kLegacyIp) |
                                legacyTables("/proc/self/net/ip6_tables_names", helper::kLegacyIp6);
    if (const std::string problem = keepOnly(CAP_NET_ADMIN); !problem.empty())
        return writeFailure(Failure::NotPermitted, "CAP_NET_ADMIN is missing: " + problem), 1;
    // A ruleset may be of any size, and whoever waits for it must not wait for ever.
    const rlimit memory{kMostMemory, kMostMemory};
    if (kLimitsMemory)
        setrlimit(RLIMIT_AS, &memory);
    alarm(kPatienceSeconds);
    nft_ctx* const context = nft_ctx_new(NFT_CTX_DEFAULT);
    if (!context || nft_ctx_buffer_output(context) != 0 || nft_ctx_buffer_error(context) != 0)
        return writeFailure(Failure::System, "libnftables cannot be started"), 1;
    nft_ctx_output_set_flags(context, NFT_CTX_OUTPUT_JSON | NFT_CTX_OUTPUT_HANDLE);
    const int status = nft_run_cmd_from_buffer(context, "list ruleset");
    const int error = errno;
    const std::string_view rules = nft_ctx_get_output_buffer(context);
    const std::string_view complaints = nft_ctx_get_error_buffer(context);
    alarm(0);
    if (const std::string problem = confine(); !problem.empty())
        return writeFailure(Failure::System, problem), 1;
    if (status != 0 && (error == EPERM || error == EACCES))
        return writeFailure(Failure::NotPermitted, "the kernel refused to tell the rules"), 1;
    if (status != 0)
        return writeFailure(Failure::System,
                            complaints.empty() ? std::strerror(error) : complaints.substr(0, 300)),
               1;
    if (rules.size() > helper::kMostFirewallRules)
        return writeFailure(Failure::Unsupported, "the ruleset is too large to be looked at"), 1;
    return writeFacts(flags, complaints) && writeRules(rules) && writeEnd() ? 0 : 1;
}

} // namespace synoptic
