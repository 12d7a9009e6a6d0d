// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/diagram_activity.h"

#include <QEasingCurve>

#include <algorithm>

namespace synoptic {

namespace {

/// Between two tokens on one edge, so that a burst shows as a string of them.
constexpr DiagramActivity::Time kApart{70};

} // namespace

void DiagramActivity::add(std::span<const StateTransition> transitions, const EdgeRates& rates,
                          bool reducedMotion, Time now) {
    for (std::size_t i = 0; i < transitions.size(); ++i) {
        const StateTransition& transition = transitions[i];
        EdgeIndex edge = transition.edge;
        if (i + 1 < transitions.size() && isOneSegment(transition, transitions[i + 1])) {
            edge = findEdge(TcpState::FinWait1, TcpState::TimeWait);
            ++i;
        }
        if (edge >= kStateEdgeCount || rates[edge] > kBusyRate)
            continue;
        if (!reducedMotion) {
            send(transition, edge, now);
            continue;
        }
        const auto lit = std::find_if(lit_.begin(), lit_.end(),
                                      [edge](const Journey& j) { return j.edge == edge; });
        if (lit != lit_.end())
            lit->start = now;
        else
            lit_.push_back({edge, transition.connection, now});
    }
}

void DiagramActivity::send(const StateTransition& transition, EdgeIndex edge, Time now) {
    if (journeys_.size() >= kMostTokens)
        return;
    Time start = now;
    for (const Journey& journey : journeys_) {
        if (journey.connection == transition.connection)
            start = std::max(start, journey.start + kTokenTime);
        else if (journey.edge == edge)
            start = std::max(start, journey.start + kApart);
    }
    journeys_.push_back({edge, transition.connection, start});
}

std::vector<DiagramActivity::Token> DiagramActivity::tokens(Time now) const {
    static const QEasingCurve easing(QEasingCurve::InOutQuad);
    std::vector<Token> tokens;
    for (const Journey& journey : journeys_) {
        if (journey.start > now || now >= journey.start + kTokenTime)
            continue;
        const double time = static_cast<double>((now - journey.start).count()) /
                            static_cast<double>(kTokenTime.count());
        tokens.push_back({journey.edge, easing.valueForProgress(time)});
    }
    return tokens;
}

std::vector<EdgeIndex> DiagramActivity::litEdges(Time now) const {
    std::vector<EdgeIndex> edges;
    for (const Journey& journey : lit_) {
        if (now < journey.start + kLitTime)
            edges.push_back(journey.edge);
    }
    return edges;
}

bool DiagramActivity::advance(Time now) {
    std::erase_if(journeys_, [now](const Journey& j) { return now >= j.start + kTokenTime; });
    std::erase_if(lit_, [now](const Journey& j) { return now >= j.start + kLitTime; });
    return !journeys_.empty() || !lit_.empty();
}

void DiagramActivity::clear() {
    journeys_.clear();
    lit_.clear();
}

} // namespace synoptic
