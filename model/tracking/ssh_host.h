// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace synoptic {

/// Why a text is not handed to ssh as the name of a host.
enum class HostFault : std::uint8_t {
    None,
    Empty,
    TooLong,
    LeadingDash, ///< ssh would take it for an option
    Character,   ///< one that no host, user or port has, such as a space or a quotation mark
};

/// Looks at what a person would type after `ssh`: a host, an alias from ssh's configuration,
/// user@host or ssh://user@host:port. Strict, because ssh's configuration may hand the name to a
/// shell (ProxyCommand, Match exec): nothing that a shell reads in a way of its own passes.
HostFault checkSshHost(std::string_view host);

} // namespace synoptic
