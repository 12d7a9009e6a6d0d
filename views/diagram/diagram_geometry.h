// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/transition_table.h"

#include <array>
#include <cstdint>
#include <span>

/// The state diagram's drawing, as figures: where each state stands and which way each edge of
/// stateEdges() runs, on a sheet of 900 by 600. Nothing here paints or measures text.
namespace synoptic {

inline constexpr double kSheetWidth = 900;
inline constexpr double kSheetHeight = 600;
inline constexpr double kCornerRadius = 9;

/// A box of the diagram: one for each state, in the order of TcpState, and CLOSED once more where
/// connections end.
using NodeIndex = std::uint8_t;
inline constexpr NodeIndex kEndNode = kTcpStateCount;
inline constexpr std::size_t kNodeCount = kTcpStateCount + 1;

constexpr TcpState stateOf(NodeIndex node) {
    return node == kEndNode ? TcpState::Closed : kAllTcpStates[node];
}

struct SheetPoint {
    double x = 0;
    double y = 0;
};

struct NodeFigure {
    SheetPoint center;
    double width;
    double height;
};

/// Which side of a label stands at its point.
enum class LabelAnchor : std::uint8_t { Left, Center, Right };

/// How "event / segment sent" is set.
enum class LabelForm : std::uint8_t {
    OneLine,      ///< "rcv FIN / snd ACK"
    Stacked,      ///< the segment sent under the event
    WrappedEvent, ///< the event alone, in two lines
    EventOnly,
};

/// A note of the diagram beside an edge, in words.
enum class EdgeNote : std::uint8_t { None, SimultaneousOpen, SimultaneousClose };

/// One edge: its way as a polyline from the border of one node to that of another, and its label.
struct EdgeFigure {
    TcpState from = TcpState::Closed;
    TcpState to = TcpState::Closed;
    bool abortive = false;
    NodeIndex target = 0;  ///< the node it ends at: CLOSED stands twice
    std::uint8_t rail = 0; ///< abortive edges: position in railFigures()
    std::array<SheetPoint, 6> points{};
    std::uint8_t pointCount = 0;
    SheetPoint label; ///< not used on rails, which share a caption
    LabelAnchor anchor = LabelAnchor::Center;
    LabelForm form = LabelForm::OneLine;
    const char16_t* mark = u""; ///< footnote sign after the label
    EdgeNote note = EdgeNote::None;
    double noteOffset = 21; ///< from the label's middle down to the note's

    std::span<const SheetPoint> way() const { return {points.data(), pointCount}; }
};

struct PanelFigure {
    SheetPoint topLeft;
    double width;
    double height;
    TcpState hue;
    SheetPoint title;
    LabelAnchor anchor;
};

/// A line shared by several states on their way to CLOSED by RST, abort or timeout. `trunk` is
/// drawn once; each branch joins it at its last point.
struct RailFigure {
    std::array<SheetPoint, 5> trunk;
    std::array<std::array<SheetPoint, 2>, 4> branches;
    std::uint8_t branchCount;
    SheetPoint caption;
    bool captionUpright; ///< turned by 90 degrees, read from below
};

/// One for each NodeIndex.
std::span<const NodeFigure, kNodeCount> nodeFigures();
/// One for each EdgeIndex.
std::span<const EdgeFigure, kStateEdgeCount> edgeFigures();
/// Passive open, active open, active close, passive close.
std::span<const PanelFigure, 4> panelFigures();
/// The one at the left and the inner one.
std::span<const RailFigure, 2> railFigures();

} // namespace synoptic
