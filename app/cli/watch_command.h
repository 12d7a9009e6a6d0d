// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

namespace synoptic {

/// Prints each change of state as it is seen, until the time is up or SIGINT or SIGTERM comes, then
/// the summary. Returns the exit status.
int runWatch(const CommandLine& line);

} // namespace synoptic
