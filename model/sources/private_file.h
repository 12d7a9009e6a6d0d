// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace synoptic {

/// Appends to a file for its owner alone (0600, also if it was there with wider permissions), made
/// if it is missing; its folder has to be there. What is no ordinary file is refused, and a link is
/// not followed. Empty on success, else the system's reason. Waits for the disk: never on a thread
/// that draws.
std::string appendPrivately(const std::string& path, std::string_view bytes);

} // namespace synoptic
