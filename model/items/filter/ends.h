// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter/keys.h"
#include "model/tracking/connection.h"

namespace synoptic::filter {

/// Which of a connection's two ends a key asks for.
enum class Ends { Either, Local, Remote };

inline Ends endsOf(Key key) {
    switch (key) {
    case Key::SourcePort:
    case Key::Source:
        return Ends::Local;
    case Key::DestinationPort:
    case Key::Destination:
        return Ends::Remote;
    default:
        return Ends::Either;
    }
}

/// True if `test` holds of one of the ends asked for.
template <typename EndTest>
bool anyEnd(Ends ends, const ConnectionSnapshot& c, const EndTest& test) {
    return (ends != Ends::Remote && test(c.id.tuple.local)) ||
           (ends != Ends::Local && test(c.id.tuple.remote));
}

} // namespace synoptic::filter
