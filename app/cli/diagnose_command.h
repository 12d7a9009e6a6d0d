// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

namespace synoptic {

/// `synoptic-cli diagnose [FILE]`: what is wrong with the connections of this machine, while it
/// watches, or with those of a capture file. Returns the exit status: 0, whatever is found, or 1.
int runDiagnose(const CommandLine& line);

} // namespace synoptic
