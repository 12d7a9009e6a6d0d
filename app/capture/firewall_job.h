// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synoptic {

/// Reads the nftables ruleset of the network namespace this runs in and writes it as frames, with
/// what would make it less than the whole filter: tables of the legacy iptables, and what
/// libnftables did not understand. For root alone, never by file capabilities. Of all privileges
/// CAP_NET_ADMIN is kept, for the reading; nothing is written before it is given up too. Where it
/// was built without libnftables it says so and fails. Exit status.
int runFirewallJob();

} // namespace synoptic
