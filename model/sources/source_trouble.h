// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/source_status.h"

#include <string>

namespace synoptic {

/// What hinders a source that works through the helper, in English: what, why and what to do, on
/// one line. Empty if nothing does. For a command line; a window words it in its own language.
std::string describe(const SourceStatus& status);

/// What the system calls an errno.
std::string systemMessage(int error);

} // namespace synoptic
