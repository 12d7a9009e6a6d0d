// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_problem.h"

#include <QString>

namespace synoptic {

/// What is wrong with a capture file, in the user's language: one sentence without a full stop that
/// tells where reading broke off. Empty for Kind::None. Any thread.
QString captureProblemText(const CaptureProblem& problem);
/// What to do about it, in one sentence.
QString captureProblemAdvice(const CaptureProblem& problem);

} // namespace synoptic
