// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/event_log_filter.h"

#include "model/items/connection_text.h"
#include "model/items/filter/terms.h"
#include "model/items/format.h"

#include <algorithm>
#include <array>

namespace synoptic {

namespace {

using filter::TextPattern;

unsigned bit(TcpState state) {
    return 1U << index(state);
}

constexpr std::size_t kLongestSeparator = 16;

/// What stands between the two ends, in UTF-8.
std::string tupleSeparator() {
    return formatTupleSeparator().toStdString().substr(0, kLongestSeparator);
}

/// Texts that can be part of "192.0.2.7:80 ↔ [fe80::1%2]:80".
bool canBeInTuple(const QString& text) {
    const QString between = QStringLiteral("[]%") + formatTupleSeparator();
    return std::all_of(text.cbegin(), text.cend(), [&](QChar c) {
        return between.contains(c) || filter::looksLikeAddressPart(c);
    });
}

} // namespace

EventLogMatcher::EventLogMatcher(const EventLogFilter& filter)
    : filter_(filter), pattern_(filter.text, TextPattern::Mode::Contains),
      tuples_(canBeInTuple(filter.text)), tupleSeparator_(tupleSeparator()) {
    for (const TcpState state : kAllTcpStates)
        namedStates_ |= pattern_.matches(name(state)) ? bit(state) : 0U;
}

bool EventLogMatcher::matches(const LoggedEvent& event) const {
    const StateTransition& step = event.transition;
    const unsigned states = bit(step.from) | bit(step.to);
    if (filter_.states != 0 && (filter_.states & states) == 0)
        return false;
    if (filter_.evidence != 0 && (filter_.evidence >> static_cast<int>(step.evidence) & 1) == 0)
        return false;
    if (filter_.text.isEmpty() || (namedStates_ & states) != 0)
        return true;
    return ownerMatches(event.owner) || eventMatches(step) ||
           (tuples_ && event.tuple && tupleMatches(*event.tuple));
}

bool EventLogMatcher::ownerMatches(const Owner& owner) const {
    if (owner.process)
        return pattern_.matches(std::string_view(owner.process->name));
    return ownerMatches_.get(static_cast<std::size_t>(owner.kind),
                             [&] { return pattern_.matches(ownerText(owner)); });
}

/// As formatTuple() writes it, but without making strings of it.
bool EventLogMatcher::tupleMatches(const FourTuple& tuple) const {
    std::array<char, 2 * Endpoint::kLongestText + kLongestSeparator> text;
    char* end = tuple.local.write(text.data());
    if (!isUnconnected(tuple)) {
        end = std::copy(tupleSeparator_.begin(), tupleSeparator_.end(), end);
        end = tuple.remote.write(end);
    }
    return pattern_.matches(
        std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
}

bool EventLogMatcher::eventMatches(const StateTransition& step) const {
    const std::size_t kind =
        (static_cast<std::size_t>(step.event) * kTcpStateCount + index(step.from)) *
            kTcpStateCount +
        index(step.to);
    return eventMatches_.get(kind, [&] { return pattern_.matches(formatEventAndSent(step)); });
}

} // namespace synoptic
