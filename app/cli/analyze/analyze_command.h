// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <string>

namespace synoptic {

/// `synoptic-cli analyze FILE`: every connection of a capture file, then a summary.
struct AnalyzeOptions {
    std::string file;
    bool json = false;        ///< one JSON object a line instead of a table
    bool transitions = false; ///< JSON: each transition with its time and event
    bool summaryOnly = false; ///< leave the connections out
};

/// Returns the exit status: 0, or 1 where the file could not be read, not in full, or the output
/// not be written. What went wrong goes to `errors` in one line.
int runAnalyze(const AnalyzeOptions& options, std::FILE* output, std::FILE* errors);

} // namespace synoptic
