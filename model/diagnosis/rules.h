// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding_book.h"
#include "model/diagnosis/input.h"

/// The rules, one a file. Each looks at the input alone and raises what it finds.
namespace synoptic::rules {

void findSynFlood(const DiagnosisInput& input, FindingBook& book);
void findAcceptQueueOverflow(const DiagnosisInput& input, FindingBook& book);
void findConnectionAttempts(const DiagnosisInput& input, FindingBook& book);
void findConnectSilent(const DiagnosisInput& input, FindingBook& book);
void findConnectRefused(const DiagnosisInput& input, FindingBook& book);
void findConnectUnreachable(const DiagnosisInput& input, FindingBook& book);
void findConnectBlockedHere(const DiagnosisInput& input, FindingBook& book);
void findWrongProtocol(const DiagnosisInput& input, FindingBook& book);
void findResetAfterRequest(const DiagnosisInput& input, FindingBook& book);
void findCloseWaitLeak(const DiagnosisInput& input, FindingBook& book);
void findFinWait2Orphan(const DiagnosisInput& input, FindingBook& book);
void findTimeWaitPressure(const DiagnosisInput& input, FindingBook& book);
void findHalfClosed(const DiagnosisInput& input, FindingBook& book);
void findRetransmissionStorm(const DiagnosisInput& input, FindingBook& book);
void findZeroWindowStall(const DiagnosisInput& input, FindingBook& book);
void findKeepAliveDeath(const DiagnosisInput& input, FindingBook& book);
void findResetAfterData(const DiagnosisInput& input, FindingBook& book);
void findSlowHandshake(const DiagnosisInput& input, FindingBook& book);
void findAsymmetricCapture(const DiagnosisInput& input, FindingBook& book);
void findDisagreement(const DiagnosisInput& input, FindingBook& book);
void findPortExhaustion(const DiagnosisInput& input, FindingBook& book);
void findReusedPortRefused(const DiagnosisInput& input, FindingBook& book);
void findFirewallProtocolMismatch(const DiagnosisInput& input, FindingBook& book);
void findFirewallOpensLoopback(const DiagnosisInput& input, FindingBook& book);
void findFirewallBlocksListener(const DiagnosisInput& input, FindingBook& book);

/// All of them, in an order in which the wider verdict comes before those it explains.
void findAll(const DiagnosisInput& input, FindingBook& book);

// For the rules
using Unit = FindingEvidence::Unit;

/// A finding of the input's namespace about a kind of subject; the rule fills in the rest.
Finding newFinding(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                   FindingSubject::Kind kind);
/// About an endpoint connections are opened to.
Finding aboutDestination(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                         const Endpoint& remote);
Finding aboutSocket(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                    const ConnectionSnapshot& socket);
Finding aboutFlow(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                  const WireFlow& flow);
void addFlow(Finding& finding, const WireFlow& flow);
void addSample(Finding& finding, const Sample& sample);
/// About a listener the packet filter was asked about.
Finding aboutReach(const DiagnosisInput& input, RuleId rule, FindingSeverity severity,
                   const ReachFacts& facts);
/// Sets the bit; true if it was not set before.
bool mark(const WireFlow& flow, WireMark bit);
double inSeconds(Duration time);
/// The kernel gives ports that rest in TIME-WAIT out again after a second (tcp_tw_reuse).
bool reusesTimeWait(const HostSettings& settings, const DestinationFacts& to);
/// How long a connect goes on by the kernel's settings before it gives up.
Duration connectTimeout(const HostSettings& settings);

} // namespace synoptic::rules
