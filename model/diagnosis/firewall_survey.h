// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/firewall.h"
#include "model/diagnosis/input.h"

namespace synoptic {

/// Fills in DiagnosisInput::reaches from its listeners. They hold until the filter is asked again.
/// UDP sockets on ports the kernel gives out by itself are left out: those are clients'.
void surveyFirewall(firewall::Firewall& firewall, DiagnosisInput& input);

/// The same for another thread.
firewall::View viewOf(const firewall::Firewall& firewall, const DiagnosisInput& input);

} // namespace synoptic
