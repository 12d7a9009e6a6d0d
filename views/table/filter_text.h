// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/tcp_state.h"

#include <QList>
#include <QString>

/// Editing of a filter as the text it is, so that chips, node clicks and menus all write into the
/// one field a person can read and change.
namespace synoptic {

/// The states of the "state:" term that stands alone at the top of the filter; empty if there is
/// none, or if it is negated or inside parentheses.
QList<TcpState> statesInFilter(const QString& filter);

/// The filter with that term exchanged for these states; none takes it out.
QString withStates(const QString& filter, const QList<TcpState>& states);

enum class TermJoin { Replace, And, AndNot, Or };

/// The filter joined with one more term, with parentheses where the language needs them.
QString withTerm(const QString& filter, const QString& term, TermJoin join);

/// A value as a filter can read it: quoted where it holds a space or a sign of the language.
QString quotedForFilter(const QString& value);

} // namespace synoptic
