// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/source_factory.h"
#include "model/tracking/source_status.h"

#include <string>
#include <string_view>
#include <vector>

namespace synoptic {

/// What is to be started so that synoptic-capture does a job there where it is reached.
struct ReachCommand {
    std::vector<std::string> words; ///< the first is an absolute path; no shell reads them here
    SourceStatus::Trouble trouble = SourceStatus::Trouble::None; ///< then there are no words
    std::string detail;                                          ///< of the trouble
};
ReachCommand commandFor(const HelperReach& reach, const std::vector<std::string>& job);

/// One word for a remote POSIX shell, which takes it literally.
std::string quotedForShell(std::string_view word);

/// Why ssh or pkexec ended before the helper had spoken (`greeted` false) or afterwards, by its
/// exit status (-1: a signal) and the end of what it wrote to standard error, which is hostile
/// text. Trouble::None: nothing of theirs, so the helper itself has ended.
SourceStatus::Trouble troubleOfReach(const HelperReach& reach, bool greeted, int exitStatus,
                                     std::string_view errors);

/// What pkexec gave as its reason, which is not the last line it writes; else that line.
std::string wordsOfReach(std::string_view errors, const std::string& lastLine);

} // namespace synoptic
