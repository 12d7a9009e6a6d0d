// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// qcustomplot.h is written with Qt's keywords, which this program turns off (QT_NO_KEYWORDS). They
// exist for the length of that header only.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
