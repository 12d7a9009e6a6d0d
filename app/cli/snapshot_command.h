// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

namespace synoptic {

/// Prints the sockets of this network namespace, or of all. Returns the exit status.
int runSnapshot(const CommandLine& line);

} // namespace synoptic
