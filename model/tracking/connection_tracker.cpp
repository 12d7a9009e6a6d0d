// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/connection_tracker.h"
