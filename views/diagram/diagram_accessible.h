// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synoptic {

/// Gives every StateDiagramView an accessible interface with one child a state. Call once or more,
/// on the GUI thread.
void installDiagramAccessibility();

} // namespace synoptic
