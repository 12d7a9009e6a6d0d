// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"
#include "views/diagram/diagram_painter.h"

#include <chrono>
#include <span>
#include <vector>

namespace synoptic {

/// The life in the diagram: tokens under way along edges, and edges lit where motion is unwanted.
/// Knows no clock and paints nothing; times count from any fixed moment.
class DiagramActivity {
public:
    using Time = std::chrono::milliseconds;

    static constexpr std::size_t kMostTokens = 20;
    static constexpr Time kTokenTime{400};
    static constexpr Time kLitTime{1000};

    struct Token {
        EdgeIndex edge = kNoEdge;
        double progress = 0; ///< 0..1 of the way, eased in and out
    };

    /// Sends a token along the edge of each transition, one connection's one after another, or
    /// lights the edge with `reducedMotion`. Edges above kBusyRate get neither, nor do transitions
    /// whose way is unseen. Above kMostTokens the rest is left out: counts tell of them.
    void add(std::span<const StateTransition> transitions, const EdgeRates& rates,
             bool reducedMotion, Time now);

    /// Those under way now.
    std::vector<Token> tokens(Time now) const;
    std::vector<EdgeIndex> litEdges(Time now) const;

    /// Forgets what has arrived; true if anything is left.
    bool advance(Time now);
    void clear();

private:
    struct Journey {
        EdgeIndex edge;
        ConnectionKey connection;
        Time start;
    };
    void send(const StateTransition& transition, EdgeIndex edge, Time now);

    std::vector<Journey> journeys_; ///< under way, and those still waiting for their start
    std::vector<Journey> lit_;
};

} // namespace synoptic
