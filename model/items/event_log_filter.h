// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter/text_pattern.h"
#include "model/tracking/connection.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace synoptic {

/// One transition with what is needed to tell it after its connection is forgotten.
struct LoggedEvent {
    StateTransition transition;
    std::optional<FourTuple> tuple; ///< nothing where the connection was forgotten already
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
    /// Few questions, many rows: each is asked once.
    class Answers {
    public:
        template <typename Ask>
        bool get(std::size_t question, Ask ask) {
            if (question >= known_.size())
                known_.resize(question + 1, Unknown);
            if (known_[question] == Unknown)
                known_[question] = ask() ? Yes : No;
            return known_[question] == Yes;
        }

    private:
        enum Answer : char { Unknown, Yes, No };
        std::vector<Answer> known_;
    };

    bool ownerMatches(const Owner& owner) const;
    bool eventMatches(const StateTransition& step) const;
    bool tupleMatches(const FourTuple& tuple) const;

    EventLogFilter filter_;
    filter::TextPattern pattern_;
    unsigned namedStates_ = 0;     ///< whose names have the text in them, a bit each
    bool tuples_ = false;          ///< the text can be part of a tuple's text
    std::string tupleSeparator_;   ///< UTF-8
    mutable Answers ownerMatches_; ///< by kind, of those without a process
    mutable Answers eventMatches_; ///< by event and states
};

} // namespace synoptic
