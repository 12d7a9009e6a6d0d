// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/ip_address.h"

#include <vector>

namespace synoptic {

/// The addresses of all interfaces of the calling thread's network namespace (getifaddrs(3)); none
/// where they cannot be told.
std::vector<IpAddress> localAddresses();

} // namespace synoptic
