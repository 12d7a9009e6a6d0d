// SPDX-License-Identifier: GPL-3.0-or-later
//
// The small privileged helper. One process does one job: it opens what needs a privilege, gives up
// every privilege, and from then on only copies bytes to its standard output as frames
// (model/sources/helper_protocol.h). It parses nothing that it captured.
#include "app/capture/check_job.h"
#include "app/capture/close_job.h"
#include "app/capture/confinement.h"
#include "app/capture/firewall_job.h"
#include "app/capture/packets_job.h"
#include "app/capture/trace_job.h"

#include <getopt.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>

namespace {

using namespace synoptic;

constexpr int kUsageError = 2;

constexpr char kHelp[] =
    R"(synoptic-capture: the helper of synoptic that reads what needs a privilege

usage: synoptic-capture interfaces
       synoptic-capture packets --interface NAME [--filter EXPRESSION]
                                [--snap-length BYTES] [--buffer KIB] [--without-session]
       synoptic-capture trace [--namespaces]
       synoptic-capture close --local ADDRESS --local-port PORT
                              [--remote ADDRESS --remote-port PORT]
                              [--interface-index INDEX] --cookie COOKIE
       synoptic-capture firewall
       synoptic-capture check

It writes frames for synoptic to standard output and ends when standard input ends. It needs
cap_net_raw for packets, cap_bpf and cap_perfmon for the kernel's trace, and gives up every
privilege once what it reads is open. --without-session leaves out the packets of the ssh session it
runs in, which would make packets themselves. --namespaces, as root, opens the socket tables of the
other network namespaces, to be dumped when asked. close ends one TCP socket and firewall reads the
nftables ruleset, both for root alone; check tells what could be done.
)";

std::optional<int> numberIn(std::string_view text, int low, int high) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high)
        return std::nullopt;
    return value;
}

int usageError(const char* what) {
    std::fprintf(stderr, "synoptic-capture: %s; see synoptic-capture --help\n", what);
    return kUsageError;
}

int packets(int argc, char** argv) {
    static const option kOptions[] = {{"interface", required_argument, nullptr, 'i'},
                                      {"filter", required_argument, nullptr, 'f'},
                                      {"snap-length", required_argument, nullptr, 's'},
                                      {"buffer", required_argument, nullptr, 'b'},
                                      {"without-session", no_argument, nullptr, 'w'},
                                      {nullptr, 0, nullptr, 0}};
    PacketsOptions options;
    for (int letter; (letter = getopt_long(argc, argv, "", kOptions, nullptr)) != -1;) {
        const bool isNumber = letter == 's' || letter == 'b';
        const auto number = isNumber ? numberIn(optarg, 64, 262'144) : std::nullopt;
        if (letter == 'i')
            options.interfaceName = optarg;
        else if (letter == 'f')
            options.filter = optarg;
        else if (letter == 'w')
            options.withoutSession = true;
        else if (letter == 's' && number)
            options.snapLength = *number;
        else if (letter == 'b' && number)
            options.bufferKiB = *number;
        else
            return usageError(isNumber ? "a size is out of range (64 to 262144)"
                                       : "unknown option");
    }
    if (optind != argc)
        return usageError("unknown argument");
    if (options.interfaceName.empty())
        return usageError("--interface is missing");
    return runPacketsJob(options);
}

int interfaces(int argc, char**) {
    return argc == 1 ? runInterfacesJob() : usageError("unknown argument");
}

int trace(int argc, char** argv) {
    const bool withNamespaces = argc == 2 && std::string_view(argv[1]) == "--namespaces";
    return argc == 1 || withNamespaces ? runTraceJob(withNamespaces)
                                       : usageError("unknown argument");
}

int check(int argc, char**) {
    return argc == 1 ? runCheckJob() : usageError("unknown argument");
}

int firewall(int argc, char**) {
    return argc == 1 ? runFirewallJob() : usageError("unknown argument");
}

int close(int argc, char** argv) {
    CloseOptions options;
    const char* const problem = readCloseOptions(argc, argv, options);
    return problem ? usageError(problem) : runCloseJob(options);
}

/// Each reads its own arguments; argv[0] is its name.
constexpr struct {
    std::string_view name;
    int (*run)(int argc, char** argv);
} kJobs[] = {
    {"check", check},           {"close", close},     {"firewall", firewall},
    {"interfaces", interfaces}, {"packets", packets}, {"trace", trace},
};

} // namespace

int main(int argc, char** argv) {
    if (synoptic::startedWithForeignId())
        return usageError("it refuses to run set-uid or set-gid; use file capabilities instead");
    std::signal(SIGPIPE, SIG_IGN);
    const std::string_view job = argc > 1 ? argv[1] : "";
    if (job == "--help" || job == "-h")
        return std::fputs(kHelp, stdout) < 0 ? 1 : 0;
    if (job == "--version" || job == "-v")
        return std::puts("synoptic-capture " SYNOPTIC_VERSION) < 0 ? 1 : 0;
    for (const auto& known : kJobs)
        if (job == known.name)
            return known.run(argc - 1, argv + 1);
    return usageError("name a job: check, close, firewall, interfaces, packets or trace");
}
