// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter/terms.h"

#include <optional>
#include <vector>

namespace synoptic::filter {

struct Complaint {
    QString message; ///< empty: none
    qsizetype start = 0;
    qsizetype length = 0;
    bool exists() const { return !message.isEmpty(); }
};

/// A moment that is asked for, and where in the text.
struct AskedMoment {
    Timestamp time;
    qsizetype start = 0;
    qsizetype length = 0;
};

/// What a whole text means. With an error, `root` is null.
struct Parsed {
    NodePointer root; ///< null also for an empty text: everything
    Complaint error;
    Complaint surprise;                ///< the first one
    std::optional<AskedMoment> moment; ///< the earliest
    bool dependsOnTime = false;
    bool dependsOnNames = false;
    bool wantsClosed = false;
};

/// expression = conjunction { "or" conjunction } ;
/// conjunction = factor { [ "and" ] factor } ;
/// factor = "not" factor | "(" expression ")" | term ;
Parsed parseFilter(const QString& text, Timestamp now);

/// Says if terms that must all hold cannot: two states at once, an empty range.
Complaint findContradiction(const std::vector<Term>& terms);

} // namespace synoptic::filter
