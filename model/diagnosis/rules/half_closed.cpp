// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// One direction is closed, the other stays open and silent.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kPeerOpen = 0, ///< this end has closed, the other has not
    kThisOpen = 1, ///< the other has closed, this end has not; a few are no leak yet
};

} // namespace

void findHalfClosed(const DiagnosisInput& input, FindingBook& book) {
    const Duration age = input.thresholds.halfClosedAge;
    for (const SocketFacts& facts : input.sockets) {
        const ConnectionSnapshot& socket = *facts.socket;
        const bool peerOpen = socket.state == TcpState::FinWait2 && socket.inode != 0;
        const bool thisOpen = socket.state == TcpState::CloseWait;
        if ((!peerOpen && !thisOpen) || facts.inState < age || facts.stuck < age)
            continue;
        bool leaks = false;
        for (const ProcessFacts& process : input.processes)
            leaks |= thisOpen && socket.owner.process && socket.owner.process->pid == process.pid &&
                     process.closeWaits.count >= input.thresholds.closeWaitCount;
        if (leaks)
            continue;
        Finding finding = aboutSocket(input, RuleId::HalfClosed, FindingSeverity::Note, socket);
        finding.variant = peerOpen ? kPeerOpen : kThisOpen;
        finding.first = socket.lastChange;
        finding.evidence = {
            {"half_closed", inSeconds(facts.inState), inSeconds(age), Unit::Seconds}};
        book.raise(std::move(finding));
    }
    for (const WireFlow& flow : input.flows) {
        if (flow.isSocket || flow.serverIsSocket || !input.capture.isFile)
            continue;
        const auto client = flow.connection->state(flow.client);
        const auto server = flow.connection->state(other(flow.client));
        const bool half = (client == TcpState::FinWait2 && server == TcpState::CloseWait) ||
                          (client == TcpState::CloseWait && server == TcpState::FinWait2);
        if (!half || input.time - flow.connection->last() < age)
            continue;
        Finding finding = aboutFlow(input, RuleId::HalfClosed, FindingSeverity::Note, flow);
        finding.variant = client == TcpState::FinWait2 ? kPeerOpen : kThisOpen;
        finding.first = flow.connection->last();
        finding.last = input.time;
        finding.evidence = {{"half_closed", inSeconds(input.time - flow.connection->last()),
                             inSeconds(age), Unit::Seconds}};
        book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
