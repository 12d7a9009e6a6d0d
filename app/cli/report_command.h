// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synoptic {

struct CommandLine;

/// `synoptic-cli report FILE --output OUT`: CSV and JSON by itself, HTML and PDF by the desktop
/// program beside it. Returns the exit status.
int runReport(const CommandLine& line);

} // namespace synoptic
