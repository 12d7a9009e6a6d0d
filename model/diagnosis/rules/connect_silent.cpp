// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

#include <algorithm>
#include <cstdio>

/// Nobody answers the SYN.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kTrying = 0, ///< the kernel goes on trying
    kGaveUp = 1,
    kAcceptFull = 2, ///< the other end is a listener here whose accept queue is full
    kFromWire = 3,   ///< packets alone tell
};

/// When the SYNs went out by the kernel's back-off, the first at 0.
std::string scheduleOf(const HostSettings& settings, std::uint32_t sent) {
    using namespace std::chrono_literals;
    std::string text;
    Duration at{0};
    Duration wait = 1s;
    const std::uint32_t linear = settings.synLinear.value_or(0);
    for (std::uint32_t i = 0; i < std::min(sent, 12U); ++i) {
        char number[32];
        std::snprintf(number, sizeof number, "%s%.0f", i == 0 ? "" : ", ", inSeconds(at));
        text += number;
        at += wait;
        if (i >= linear)
            wait = std::min<Duration>(wait * 2, 120s);
    }
    return text + " s";
}

void lookAtSocket(const DiagnosisInput& input, const SocketFacts& facts, FindingBook& book) {
    const ConnectionSnapshot& socket = *facts.socket;
    if (socket.state != TcpState::SynSent || facts.blocked || facts.answered ||
        (facts.inState < input.thresholds.silentAfter && socket.retransmits < 2))
        return;
    const Endpoint& remote = socket.id.tuple.remote;
    const Duration timeout = connectTimeout(input.settings);
    const auto full =
        std::find_if(input.listeners.begin(), input.listeners.end(), [&](const auto& listener) {
            return listener.acceptFull && listener.local.port == remote.port && socket.isLoopback();
        });
    Finding finding =
        aboutDestination(input, RuleId::ConnectSilent, FindingSeverity::Warning, remote);
    finding.variant = full != input.listeners.end() ? kAcceptFull : kTrying;
    finding.first = socket.firstSeen;
    finding.connections.push_back(socket.key);
    const std::uint32_t sent = 1U + socket.retransmits;
    finding.evidence = {
        {"syns_sent", static_cast<double>(sent),
         1.0 + input.settings.synRetries.value_or(6) + input.settings.synLinear.value_or(0)},
        {"waited", inSeconds(facts.inState), inSeconds(timeout), Unit::Seconds},
        {"gives_up_in", std::max(0.0, inSeconds(timeout - facts.inState)), {}, Unit::Seconds}};
    finding.details.push_back(scheduleOf(input.settings, sent));
    book.raise(std::move(finding));
}

void lookAtEnd(const DiagnosisInput& input, const ConnectionSnapshot& socket, FindingBook& book) {
    const auto& steps = socket.history->transitions;
    const Duration waited = socket.lastChange - socket.firstSeen;
    if (steps.empty() || steps.back().from != TcpState::SynSent || socket.fromCapture ||
        waited + std::chrono::seconds(2) < connectTimeout(input.settings))
        return;
    Finding finding = aboutDestination(input, RuleId::ConnectSilent, FindingSeverity::Warning,
                                       socket.id.tuple.remote);
    finding.subject.netns = socket.id.netns;
    finding.variant = kGaveUp;
    finding.first = socket.firstSeen;
    finding.connections.push_back(socket.key);
    finding.evidence = {{"waited", inSeconds(waited), {}, Unit::Seconds}};
    book.raise(std::move(finding));
}

void lookAtFlow(const DiagnosisInput& input, const WireFlow& flow, FindingBook& book) {
    const CaptureConnection& connection = *flow.connection;
    const Handshake handshake = connection.handshake();
    if (flow.isSocket || !handshake.synTime || connection.counts(other(flow.client)).packets > 0 ||
        connection.counts(flow.client).payloadBytes > 0 ||
        connection.icmpErrors().counts[flow.client] > 0 || !connection.synOptions(flow.client).seen)
        return;
    const Duration waited = input.time - *handshake.synTime;
    if (waited < input.thresholds.silentAfter || handshake.synCount == 0 || flow.isFlooded() ||
        flow.isScanner())
        return;
    // Told again with each SYN that follows, and counted once.
    const bool isNew = mark(flow, kToldSilent);
    Finding finding =
        aboutDestination(input, RuleId::ConnectSilent, FindingSeverity::Warning, flow.serverEnd());
    finding.variant = kFromWire;
    finding.first = *handshake.synTime;
    finding.evidence = {{"connects", isNew ? 1.0 : 0.0},
                        {"syns_sent", static_cast<double>(handshake.synCount)},
                        {"waited", inSeconds(waited), {}, Unit::Seconds}};
    addFlow(finding, flow);
    book.raise(std::move(finding), Raise::Happened);
}

} // namespace

void findConnectSilent(const DiagnosisInput& input, FindingBook& book) {
    for (const SocketFacts& facts : input.sockets)
        lookAtSocket(input, facts, book);
    for (const ConnectionSnapshot* socket : input.ended)
        lookAtEnd(input, *socket, book);
    for (const WireFlow& flow : input.flows)
        lookAtFlow(input, flow, book);
}

} // namespace synoptic::rules
