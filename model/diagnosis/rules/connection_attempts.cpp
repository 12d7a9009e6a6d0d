// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// One address that tries many ports or many hosts in vain: a scan, or a program that searches.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kPorts = 0, ///< many ports
    kHosts = 1, ///< many hosts
};

} // namespace

void findConnectionAttempts(const DiagnosisInput& input, FindingBook& book) {
    for (const SourceFacts& source : input.sources) {
        const bool ports = source.ports >= input.thresholds.attemptPorts;
        const bool hosts = source.hosts >= input.thresholds.attemptHosts;
        if (!ports && !hosts)
            continue;
        *source.scanner = true;
        Finding finding = newFinding(input, RuleId::ConnectionAttempts, FindingSeverity::Warning,
                                     FindingSubject::Kind::Destination);
        finding.variant = ports ? kPorts : kHosts;
        finding.subject.remote = {source.source, 0, 0}; // who tries
        finding.evidence = {
            {"attempts", static_cast<double>(source.attempts)},
            {"ports", static_cast<double>(source.ports),
             static_cast<double>(input.thresholds.attemptPorts), Unit::Count, source.morePorts},
            {"hosts", static_cast<double>(source.hosts),
             static_cast<double>(input.thresholds.attemptHosts), Unit::Count, source.moreHosts},
            {"seconds", inSeconds(source.over), {}, Unit::Seconds}};
        addSample(finding, source.connections);
        book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
