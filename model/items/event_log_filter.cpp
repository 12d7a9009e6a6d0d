// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/event_log_filter.h"

#include "model/items/connection_text.h"
#include "model/items/filter/terms.h"
#include "model/items/format.h"

namespace synoptic {

namespace {

using filter::TextPattern;

unsigned bit(TcpState state) {
    return 1U << index(state);
}

/// Words that can be part of "192.0.2.7:80" or "[fe80::1%2]:80".
bool canBeInTuple(const QString& text) {
    QString rest = text;
    return filter::looksLikeAddressPart(
        rest.remove(u'[').remove(u']').remove(u'%').remove(u' ').remove(QChar(0x2194)));
}

} // namespace

EventLogMatcher::EventLogMatcher(const EventLogFilter& filter)
    : filter_(filter), pattern_(filter.text, TextPattern::Mode::Contains),
      tuples_(canBeInTuple(filter.text)) {
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
    const bool owner = event.owner.process
                           ? pattern_.matches(std::string_view(event.owner.process->name))
                           : pattern_.matches(ownerText(event.owner));
    return owner || eventMatches(step) || (tuples_ && pattern_.matches(formatTuple(event.tuple)));
}

bool EventLogMatcher::eventMatches(const StateTransition& step) const {
    // Few events, many rows: each kind is written out once.
    const std::size_t kind =
        (static_cast<std::size_t>(step.event) * kTcpStateCount + index(step.from)) *
            kTcpStateCount +
        index(step.to);
    if (kind >= eventMatches_.size())
        eventMatches_.resize(kind + 1, Unknown);
    if (eventMatches_[kind] == Unknown)
        eventMatches_[kind] = pattern_.matches(formatEventAndSent(step)) ? Yes : No;
    return eventMatches_[kind] == Yes;
}

} // namespace synoptic
