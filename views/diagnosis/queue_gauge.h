// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/listener_queues_model.h"
#include "views/theme/theme.h"

#include <QRectF>

class QPainter;

namespace synoptic {

/// Paints "129 of 128 … full" over a bar with a mark at its highest, and behind it the last minutes
/// as a line. At the limit it takes the error colour and says the word.
void paintQueueGauge(QPainter& painter, const QRectF& cell, const ListenerQueues& listener,
                     ListenerQueuesModel::Column queue, bool cookies, const Theme& theme);

} // namespace synoptic
