// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_source.h"

#include "app/cli/output.h"

#include <sys/resource.h>

#include <algorithm>

namespace synoptic {

namespace {

/// The trace comes in batches of 20 ms: what it tells shall be told before a later table.
constexpr std::chrono::milliseconds kHoldBack{60};

/// Each namespace takes two; the usual limit of 1024 is for programs that use select().
void allowMoreDescriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

CommandSource::CommandSource(const CommandLine& line) {
    HelperReach reach;
    if (!line.host.isEmpty())
        reach = HelperReach::ssh(line.host.toStdString());
    if (line.source == CommandLine::Source::Packets) {
        LivePacketsOptions packets;
        packets.helper = reach;
        packets.interfaceName = line.interfaceName.toStdString();
        source_ = makeLivePacketsSource(packets);
        return;
    }
    KernelTraceOptions trace;
    trace.helper = reach;
    trace.onlyNetns = line.allNamespaces || !line.host.isEmpty() ? 0 : currentNetns();
    if (line.source == CommandLine::Source::Kernel) {
        source_ = makeKernelTraceSource(trace);
        return;
    }
    SocketTableOptions options{.interval = line.interval};
    const bool follows = line.command == CommandLine::Command::Watch ||
                         (line.command == CommandLine::Command::Diagnose && line.file.isEmpty());
    if (follows && line.source == CommandLine::Source::Auto) {
        extra_ = makeKernelTraceSource(trace);
        options.holdBack = kHoldBack;
    }
    if (line.command == CommandLine::Command::Diagnose && line.file.isEmpty())
        firewall_ = makeFirewallSource();
    if (!line.allNamespaces) {
        source_ = makeSocketTableSource(options);
        return;
    }
    allowMoreDescriptors();
    AllNamespacesSource all = makeAllNamespacesSource(options);
    source_ = std::move(all.source);
    problem_ = QString::fromStdString(all.problem);
    for (AllNamespacesSource::Namespace& found : all.namespaces)
        names_.emplace(found.netns, std::move(found.name));
    if (!all.namespaces.empty())
        own_ = all.namespaces.front().netns;
}

std::string_view CommandSource::name(std::uint64_t netns) const {
    const auto at = names_.find(netns);
    return at != names_.end() ? std::string_view(at->second) : std::string_view();
}

QByteArray CommandSource::cell(std::uint64_t netns) const {
    const std::string_view named = name(netns);
    return named.empty() ? QByteArray::number(static_cast<qulonglong>(netns)) : terminalText(named);
}

qsizetype CommandSource::cellWidth() const {
    qsizetype width = 0;
    for (const auto& [netns, named] : names_)
        width = std::max(width, QString::fromUtf8(cell(netns)).size());
    return width;
}

} // namespace synoptic
