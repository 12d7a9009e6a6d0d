// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/reach.h"

#include <QByteArray>

namespace synoptic {

/// Which listeners can be reached from outside, as the summary of `diagnose` has it:
/// {"rules":"read|not-permitted|unsupported|failed","read":time,"listeners":[{"protocol":"tcp","local":{…},
/// "ipv4":{"answer":"accept|drop|reject|cannot-tell","why":…,"rule":…,"family":…,"table":…,
/// "chain":…,"handle":…},"ipv6":{…}}, …]}; "loopback":true instead where nothing from outside gets
/// there; no handle where a chain's policy decides.
QByteArray firewallObject(const firewall::View& view);

} // namespace synoptic
