// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/tcp_state.h"

#include <QList>
#include <QString>

/// The states that the chips over the table stand for, as a term of the filter's text.
namespace synoptic {

/// The states of the "state:" term that stands alone at the top of the filter; empty if there is
/// none, or if it is negated or inside parentheses.
QList<TcpState> statesInFilter(const QString& filter);

/// The filter with that term exchanged for these states; none takes it out.
QString withStates(const QString& filter, const QList<TcpState>& states);

} // namespace synoptic
