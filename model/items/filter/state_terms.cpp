// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/messages.h"
#include "model/items/filter/terms.h"

#include "model/items/format.h"

#include <algorithm>

namespace synoptic::filter {

namespace {

constexpr unsigned bit(TcpState state) {
    return 1U << index(state);
}

/// The states a word names: one by its name or another's spelling, else all it begins ("FIN").
unsigned statesOf(const QString& word) {
    if (const auto state = tcpStateFromName(word.toStdString()))
        return bit(*state);
    unsigned states = 0;
    const QString folded = QString(word).replace(u'_', u'-');
    for (const TcpState state : kAllTcpStates) {
        if (!folded.isEmpty() && formatState(state).startsWith(folded, Qt::CaseInsensitive))
            states |= bit(state);
    }
    return states;
}

bool isIn(unsigned states, TcpState state) {
    return (states & bit(state)) != 0;
}

/// The state of a connection at a moment, where its history tells.
std::optional<TcpState> stateAt(const ConnectionSnapshot& c, Timestamp moment) {
    if (moment < c.firstSeen || c.history == nullptr)
        return std::nullopt;
    const auto& steps = c.history->transitions;
    const auto after =
        std::upper_bound(steps.begin(), steps.end(), moment,
                         [](Timestamp t, const StateTransition& step) { return t < step.time; });
    if (after != steps.begin())
        return std::prev(after)->to;
    if (c.history->omitted == 0)
        return c.firstState;
    // What came before was let go; the state before the first step is known for a while only.
    if (after != steps.end() && moment >= after->notBefore)
        return after->from;
    return std::nullopt;
}

} // namespace

void buildStateTerm(Term& term, const QString& value) {
    const unsigned states = statesOf(value);
    if (states == 0)
        return term.fail(unknownStateMessage(value));
    term.states = static_cast<std::uint16_t>(states);
    term.wantsClosed = isIn(states, TcpState::Closed);
    if (!tcpStateFromName(value.toStdString()))
        term.message = Messages::tr("“%1” stands for %2.").arg(value, stateNames(states));
    term.node = makeTest([states](const ConnectionSnapshot& c, const FilterContext&) {
        return c.id.protocol == Protocol::Tcp && isIn(states, c.state);
    });
}

void buildMomentTerm(Term& term, const QString& value, Timestamp now) {
    const qsizetype at = value.indexOf(u'@');
    const QString word = value.left(at < 0 ? value.size() : at);
    const unsigned states = statesOf(word);
    if (states == 0)
        return term.fail(unknownStateMessage(word));
    const auto moment = at < 0 ? std::nullopt : parseMoment(QStringView(value).mid(at + 1), now);
    if (!moment) {
        return term.fail(
            Messages::tr("A moment is missing, as in “was:%1@12:04:31”.").arg(stateNames(states)));
    }
    term.wantsClosed = true;
    term.moment = moment;
    if (*moment > now)
        term.message = Messages::tr("That moment has not come yet.");
    term.node = makeTest(
        [states, when = *moment](const ConnectionSnapshot& c, const FilterContext& context) {
            if (c.id.protocol != Protocol::Tcp || when > context.now)
                return false;
            const auto state = stateAt(c, when);
            return state && isIn(states, *state);
        });
}

} // namespace synoptic::filter
