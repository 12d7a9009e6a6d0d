// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

#include <algorithm>

/// The sender may not send: the receiver's window is closed because its program does not read.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kRemote = 0, ///< the remote end does not read
    kHere = 1,   ///< a program of this machine does not read
    kWire = 2,   ///< packets tell; the subject's `remote` is who does not read
};

} // namespace

void findZeroWindowStall(const DiagnosisInput& input, FindingBook& book) {
    const Duration age = input.thresholds.zeroWindowAge;
    for (const SocketFacts& facts : input.sockets) {
        const ConnectionSnapshot& socket = *facts.socket;
        if (socket.timer.kind != SocketTimer::Kind::Persist || facts.stuck < age)
            continue;
        Finding finding =
            aboutSocket(input, RuleId::ZeroWindowStall, FindingSeverity::Warning, socket);
        finding.variant = facts.mirror ? kHere : kRemote;
        finding.evidence = {
            {"stalled", inSeconds(facts.stuck), inSeconds(age), Unit::Seconds},
            {"waiting_to_send", static_cast<double>(socket.sendQueue), {}, Unit::Bytes},
            {"probes", static_cast<double>(socket.timer.retries)}};
        if (facts.mirror) {
            finding.evidence.push_back(
                {"unread", static_cast<double>(facts.mirror->receiveQueue), {}, Unit::Bytes});
            finding.connections.push_back(facts.mirror->key);
            finding.subject.pid = 0;
            finding.subject.process.clear();
            if (facts.mirror->owner.process) { // who does not read
                finding.subject.pid = facts.mirror->owner.process->pid;
                finding.subject.process = facts.mirror->owner.process->name;
            }
        }
        book.raise(std::move(finding));
    }
    for (const WireFlow& flow : input.flows) {
        if (flow.isSocket || flow.serverIsSocket || flow.stalled <= Duration::zero())
            continue;
        Finding finding = aboutFlow(input, RuleId::ZeroWindowStall, FindingSeverity::Warning, flow);
        finding.variant = kWire;
        finding.first = flow.stalledSince;
        // However seldom the window is probed.
        finding.last = flow.stallOver ? flow.stalledSince + flow.stalled : input.time;
        finding.subject.local = flow.connection->key().endpoint(other(flow.stalledBy));
        finding.subject.remote = flow.connection->key().endpoint(flow.stalledBy);
        finding.evidence = {
            {"stalled", inSeconds(flow.stalled), inSeconds(age), Unit::Seconds},
            {"zero_windows",
             static_cast<double>(flow.connection->counts(flow.stalledBy).zeroWindows)}};
        if (const ClosedWindow* window = flow.connection->closedWindow(flow.stalledBy)) {
            const Duration now = flow.stallOver ? Duration::zero() : flow.stalled;
            finding.evidence.front().value = inSeconds(std::max(window->longest, flow.stalled));
            finding.evidence.push_back({"stalls", static_cast<double>(window->times)});
            finding.evidence.push_back(
                {"stalled_total", inSeconds(window->total + now), {}, Unit::Seconds});
        }
        // Shorter ones count where there was a long one.
        if (flow.stalled >= age || book.stands(finding))
            book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
