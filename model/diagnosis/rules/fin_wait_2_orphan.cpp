// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

#include <map>

/// This machine closed, the peer acknowledged it and never closes itself. No process holds such a
/// socket any more; the kernel lets it go after tcp_fin_timeout.
namespace synoptic::rules {

void findFinWait2Orphan(const DiagnosisInput& input, FindingBook& book) {
    const DiagnosisThresholds& limits = input.thresholds;
    struct Found {
        Sample sample;
        Duration oldest{0};
    };
    std::map<IpAddress, Found> byPeer;
    for (const SocketFacts& facts : input.sockets) {
        if (facts.socket->state != TcpState::FinWait2 || facts.socket->inode != 0 ||
            facts.inState < limits.finWait2Age)
            continue;
        Found& found = byPeer[facts.socket->id.tuple.remote.address];
        found.sample.add(facts.socket->key, limits.connectionsPerFinding);
        found.oldest = std::max(found.oldest, facts.inState);
    }
    for (const auto& [peer, found] : byPeer) {
        if (found.sample.count < limits.finWait2Count)
            continue;
        Finding finding =
            aboutDestination(input, RuleId::FinWait2Orphan, FindingSeverity::Note, {peer, 0, 0});
        finding.evidence = {{"fin_wait_2", static_cast<double>(found.sample.count),
                             static_cast<double>(limits.finWait2Count)},
                            {"oldest", inSeconds(found.oldest),
                             static_cast<double>(input.settings.finTimeout.value_or(60)),
                             Unit::Seconds}};
        addSample(finding, found.sample);
        book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
