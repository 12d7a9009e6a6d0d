// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter/keys.h"

#include "model/wire/timestamp.h"

#include <QCoreApplication>

/// What the filter says to the person who writes it.
namespace synoptic::filter {

struct Messages {
    Q_DECLARE_TR_FUNCTIONS(ConnectionFilter)
};

QString unknownKeyMessage(const QString& key);
QString unknownStateMessage(const QString& word);
QString unknownWordMessage(Key key, const QString& word);
QString badRegexMessage(const QString& reason);
QString forgottenMessage(Timestamp before);
/// "SYN-SENT, SYN-RECEIVED": of a set of states, a bit each.
QString stateNames(unsigned states);
/// All states' names, in the RFC's spelling.
QStringList allStateNames();

} // namespace synoptic::filter
