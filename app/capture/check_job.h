// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synoptic {

/// Tells, in one Abilities frame, what this process could do as it was started. Changes nothing and
/// needs no privilege. Exit status.
int runCheckJob();

} // namespace synoptic
