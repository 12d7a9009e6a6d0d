// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/observation_source.h"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace synoptic {

struct SocketTableOptions {
    std::chrono::milliseconds interval{1000}; ///< between refreshes, clamped to 0.1 s to 10 s
    bool resolveProcesses = true;             ///< find out which process holds each socket
    /// What was read is told this much later: packets or trace, which come in small batches, can
    /// then tell before what happened before.
    std::chrono::milliseconds holdBack{0};
};

/// The sockets of the network namespace the calling thread is in, TCP and UDP, IPv4 and IPv6. Needs
/// no privilege. One implementation for each operating system; this declaration is all that others
/// see of it.
std::unique_ptr<ObservationSource> makeSocketTableSource(const SocketTableOptions& options = {});

/// A program and its first arguments, without a shell. Empty: the synoptic-capture installed with
/// this program.
using HelperCommand = std::vector<std::string>;

/// How to reach synoptic-capture. Without anything said: the one installed with this program, with
/// the rights that its file has.
struct HelperReach {
    enum class Way : std::uint8_t {
        Direct,        ///< started as it is
        Administrator, ///< through pkexec: the desktop asks for a password
        Ssh,           ///< on another machine, by the user's own ssh and its configuration
    };

    HelperReach() = default;
    HelperReach(HelperCommand command) : program(std::move(command)) {}
    HelperReach(std::initializer_list<std::string> command) : program(command) {}
    static HelperReach administrator() {
        HelperReach reach;
        reach.way = Way::Administrator;
        return reach;
    }
    /// `host` is what a person would type after `ssh`; see checkSshHost().
    static HelperReach ssh(std::string host) {
        HelperReach reach;
        reach.way = Way::Ssh;
        reach.host = std::move(host);
        return reach;
    }

    Way way = Way::Direct;
    HelperCommand program; ///< not for Ssh
    std::string host;      ///< for Ssh
};

struct LivePacketsOptions {
    HelperReach helper;
    std::string interfaceName;  ///< "any" for all
    std::string filter;         ///< pcap-filter(7); empty: everything
    bool recordPayload = false; ///< whole packets; else what the headers need
    std::uint64_t bytesKept = std::uint64_t{256} << 20;
};

/// The packets of an interface, through synoptic-capture. Goes on when the interface was down, and
/// starts the helper anew if it dies.
std::unique_ptr<ObservationSource> makeLivePacketsSource(const LivePacketsOptions& options);

struct KernelTraceOptions {
    HelperReach helper;
    std::uint64_t onlyNetns = 0; ///< what other network namespaces do is left out; 0: all are told
    /// Where all are asked for, a helper that runs as root reads the socket tables of the others,
    /// for a caller that may not.
    bool readsOthers = false;
};

/// Every transition of every TCP socket, as the kernel makes it, through synoptic-capture. Starts
/// the helper anew if it dies.
std::unique_ptr<ObservationSource> makeKernelTraceSource(const KernelTraceOptions& options = {});

struct FirewallOptions {
    /// Through pkexec there is one reading: a person is asked for a password each time.
    HelperReach helper;
    std::chrono::seconds interval{15}; ///< between readings, where the rules can be read
};

/// The packet filter's rules, through synoptic-capture, again and again. Where the helper may not
/// read them that is told once; refreshSoon() has it try anew.
std::unique_ptr<ObservationSource> makeFirewallSource(const FirewallOptions& options = {});

/// The inode number of the network namespace the calling thread is in; 0 where it cannot be told.
std::uint64_t currentNetns();

/// An interface that can be captured.
struct CaptureInterface {
    std::string name;        ///< hostile text, as is the next
    std::string description; ///< often empty
    bool isUp = false;
    bool isLoopback = false;
};
struct CaptureInterfaces {
    std::vector<CaptureInterface> list;
    std::string problem; ///< why there are none, in English; else empty
};
/// Asks the helper; takes some tens of milliseconds, seconds over ssh, so never on a thread that
/// draws.
CaptureInterfaces listCaptureInterfaces(const HelperReach& helper = {});

/// The sockets of every network namespace of this machine that can be found now; those made later
/// are not seen, and one that is deleted lives on while the source does.
struct AllNamespacesSource {
    struct Namespace {
        std::uint64_t netns = 0; ///< as in ConnectionId
        std::string name;        ///< hostile text; empty where the system gives it none
    };
    std::unique_ptr<ObservationSource> source; ///< null: they cannot be read
    std::vector<Namespace> namespaces;         ///< those covered, the calling thread's own first
    std::string problem; ///< what, why and what to do: with a source a warning, else the failure
};

/// Needs the privilege to enter namespaces. For a thread that stays in its own; the same has to
/// collect.
AllNamespacesSource makeAllNamespacesSource(const SocketTableOptions& options = {});

} // namespace synoptic
