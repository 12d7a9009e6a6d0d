// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/source_status.h"

#include <QString>

namespace synoptic {

/// What hinders a source that works through the helper, in the user's language.
struct TroubleText {
    QString title;         ///< one short sentence
    QString text;          ///< why, and what to do
    bool isSerious = true; ///< false: it passes by itself
};
/// Empty texts where nothing hinders it. Details from outside are made safe. Any thread.
TroubleText troubleText(const SourceStatus& status);

} // namespace synoptic
