// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/ssh_host.h"

#include <algorithm>

namespace synoptic {

namespace {

/// A domain name has 255 characters at most; a user, a port and a scheme go with it.
constexpr std::size_t kLongest = 400;

bool isHarmless(char c) {
    constexpr std::string_view kSigns = "._-@:[]%/+";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kSigns.find(c) != std::string_view::npos;
}

} // namespace

HostFault checkSshHost(std::string_view host) {
    if (host.empty())
        return HostFault::Empty;
    if (host.size() > kLongest)
        return HostFault::TooLong;
    if (!std::all_of(host.begin(), host.end(), isHarmless))
        return HostFault::Character;
    const std::string_view name = host.substr(host.rfind('@') + 1); // all of it if there is no @
    if (host.front() == '-' || name.starts_with('-'))
        return HostFault::LeadingDash;
    return name.empty() ? HostFault::Empty : HostFault::None;
}

} // namespace synoptic
