// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

#include <algorithm>

namespace synoptic::rules {

using namespace std::chrono_literals;

void findAll(const DiagnosisInput& input, FindingBook& book) {
    findSynFlood(input, book);
    findConnectionAttempts(input, book);
    findAcceptQueueOverflow(input, book);
    findConnectSilent(input, book);
    findReusedPortRefused(input, book);
    findConnectRefused(input, book);
    findConnectUnreachable(input, book);
    findConnectBlockedHere(input, book);
    findWrongProtocol(input, book);
    findResetAfterRequest(input, book);
    findCloseWaitLeak(input, book);
    findFinWait2Orphan(input, book);
    findTimeWaitPressure(input, book);
    findHalfClosed(input, book);
    findRetransmissionStorm(input, book);
    findZeroWindowStall(input, book);
    findKeepAliveDeath(input, book);
    findResetAfterData(input, book);
    findSlowHandshake(input, book);
    findAsymmetricCapture(input, book);
    findDisagreement(input, book);
    findPortExhaustion(input, book);
    findFirewallProtocolMismatch(input, book);
    findFirewallOpensLoopback(input, book);
    findFirewallBlocksListener(input, book);
}

Finding newFinding(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                   FindingSubject::Kind kind) {
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.subject.kind = kind;
    finding.subject.netns = input.netns;
    finding.last = input.time;
    return finding;
}

Finding aboutDestination(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                         const Endpoint& remote) {
    Finding finding = newFinding(input, rule, severity, FindingSubject::Kind::Destination);
    finding.subject.remote = {remote.address.unmapped(), remote.port, remote.scope};
    return finding;
}

Finding aboutSocket(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                    const ConnectionSnapshot& socket) {
    Finding finding = newFinding(input, rule, severity, FindingSubject::Kind::Connection);
    finding.subject.local = socket.id.tuple.local;
    finding.subject.remote = socket.id.tuple.remote;
    if (socket.owner.process) {
        finding.subject.pid = socket.owner.process->pid;
        finding.subject.process = socket.owner.process->name;
    }
    finding.connections.push_back(socket.key);
    return finding;
}

Finding aboutReach(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                   const ReachFacts& facts) {
    Finding finding = newFinding(input, rule, severity, FindingSubject::Kind::Listener);
    finding.subject.protocol = facts.reach.protocol;
    finding.subject.local = facts.reach.local;
    if (facts.owner && facts.owner->process) {
        finding.subject.pid = facts.owner->process->pid;
        finding.subject.process = facts.owner->process->name;
    }
    if (facts.key != 0)
        finding.connections.push_back(facts.key);
    return finding;
}

Finding aboutFlow(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                  const WireFlow& flow) {
    Finding finding = newFinding(input, rule, severity, FindingSubject::Kind::Connection);
    finding.subject.local = flow.clientEnd();
    finding.subject.remote = flow.serverEnd();
    finding.first = flow.connection->first();
    addFlow(finding, flow);
    return finding;
}

void addFlow(Finding& finding, const WireFlow& flow) {
    finding.last = std::min(finding.last, flow.connection->last());
    if (flow.key != 0)
        finding.connections.push_back(flow.key);
    if (flow.lastPacket != kNoPacket)
        finding.packets.push_back(flow.lastPacket);
}

void addSample(Finding& finding, const Sample& sample) {
    finding.connections = sample.keys;
    finding.connectionsOmitted = sample.count - sample.keys.size();
}

bool mark(const WireFlow& flow, WireMark bit) {
    const bool fresh = (*flow.marks & bit) == 0;
    *flow.marks |= bit;
    return fresh;
}

double inSeconds(Duration time) {
    return std::chrono::duration<double>(time).count();
}

bool reusesTimeWait(const HostSettings& settings, const DestinationFacts& to) {
    const std::uint32_t reuse = settings.timeWaitReuse.value_or(2);
    return reuse == 1 || (reuse == 2 && to.remote.address.isLoopback());
}

/// tcp_syn_linear_timeouts tries come a second apart, then each wait is twice the one before.
Duration connectTimeout(const HostSettings& settings) {
    const std::uint32_t retries = std::min(settings.synRetries.value_or(6), 127U);
    Duration total = std::min(settings.synLinear.value_or(0), 127U) * 1s;
    Duration wait = 1s;
    for (std::uint32_t i = 0; i <= retries; ++i, wait = std::min<Duration>(wait * 2, 120s))
        total += wait;
    return total;
}

} // namespace synoptic::rules
