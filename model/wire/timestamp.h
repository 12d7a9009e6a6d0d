// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace synoptic {

/// An instant on the wall clock. The core never asks for the time: it comes with observations.
using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;
using Duration = std::chrono::nanoseconds;

} // namespace synoptic
