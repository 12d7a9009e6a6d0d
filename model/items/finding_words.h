// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"

#include <span>

namespace synoptic {

/// The words of one wording of one rule: English source texts of the context "FindingText".
/// In braces stand the finding's own things: {subject}, {local}, {remote}, {process}, {icmp}, of
/// the firewall's {command}, and its evidence by name, {half_open}, or its limit,
/// {half_open.limit}.
struct FindingWords {
    RuleId rule;
    std::uint8_t variant;
    const char* summary;
    const char* meaning;
    const char* advice;
};

/// Floods, queues and connects that fail.
std::span<const FindingWords> findingWordsOfOpening();
/// What happens to connections that stand, and to their end.
std::span<const FindingWords> findingWordsOfLasting();
/// What the packet filter does to listeners.
std::span<const FindingWords> findingWordsOfFirewall();

} // namespace synoptic
