// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synoptic {

/// Makes every LadderView readable for screen readers: a list of which the selected row is there.
/// May be called any number of times, once a QGuiApplication exists.
void installLadderAccessibility();

} // namespace synoptic
