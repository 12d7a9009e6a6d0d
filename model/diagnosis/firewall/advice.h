// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/verdict.h"

namespace synoptic::firewall {

/// The command that lets packets of this protocol and port in where `blocking` keeps them out.
/// Names that a shell or nft would read as something else are not repeated: then it has "..."
/// there.
std::string commandToOpen(const Place& blocking, Protocol protocol, std::uint16_t port);
/// The command that takes a rule away; empty of a policy.
std::string commandToDelete(const Place& rule);

} // namespace synoptic::firewall
