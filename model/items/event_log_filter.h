// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter/text_pattern.h"
#include "model/tracking/connection.h"

#include <QString>

#include <optional>
#include <vector>

namespace synoptic {

/// One transition with what is needed to tell it after its connection is forgotten.
struct LoggedEvent {
    StateTransition transition;
    FourTuple tuple;
    Owner owner;
    std::optional<Duration> sinceLast; ///< since the connection's transition before, where known
};

/// Which events are shown; empty shows all.
struct EventLogFilter {
    QString text; ///< looked for in connection, process, states and event, regardless of case
    std::uint16_t states = 0;  ///< entered or left, a bit each; 0: any
    std::uint8_t evidence = 0; ///< a bit each; 0: any

    friend bool operator==(const EventLogFilter&, const EventLogFilter&) = default;
};

/// An EventLogFilter made ready to be asked a hundred thousand times. GUI thread.
class EventLogMatcher {
public:
    explicit EventLogMatcher(const EventLogFilter& filter = {});
    bool matches(const LoggedEvent& event) const;

private:
    enum Answer : char { Unknown, Yes, No };
    bool eventMatches(const StateTransition& step) const;

    EventLogFilter filter_;
    filter::TextPattern pattern_;
    unsigned namedStates_ = 0;                 ///< whose names have the text in them, a bit each
    bool tuples_ = false;                      ///< the text can be part of an address or port
    mutable std::vector<Answer> eventMatches_; ///< by event and states
};

} // namespace synoptic
