// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/diagram_geometry.h"

#include <initializer_list>

namespace synoptic {

namespace {

using enum TcpState;
using enum LabelAnchor;
using enum LabelForm;

constexpr std::array<NodeFigure, kNodeCount> kNodes{{
    {{450, 62}, 128, 46},  // CLOSED
    {{150, 62}, 128, 46},  // LISTEN
    {{750, 176}, 128, 46}, // SYN-SENT
    {{150, 176}, 128, 46}, // SYN-RECEIVED
    {{450, 288}, 144, 54}, // ESTABLISHED
    {{150, 396}, 128, 46}, // FIN-WAIT-1
    {{150, 552}, 128, 46}, // FIN-WAIT-2
    {{450, 462}, 128, 46}, // CLOSING
    {{450, 552}, 128, 46}, // TIME-WAIT
    {{750, 396}, 128, 46}, // CLOSE-WAIT
    {{750, 474}, 128, 46}, // LAST-ACK
    {{750, 552}, 96, 34},  // CLOSED, the end
}};

struct Label {
    LabelAnchor anchor = Center;
    SheetPoint at;
    LabelForm form = OneLine;
    const char16_t* mark = u"";
    EdgeNote note = EdgeNote::None;
    double noteOffset = 21;
};

constexpr EdgeFigure edge(TcpState from, TcpState to, std::initializer_list<SheetPoint> way,
                          const Label& label, NodeIndex target) {
    EdgeFigure figure;
    figure.from = from;
    figure.to = to;
    figure.target = target;
    for (const SheetPoint& point : way)
        figure.points[figure.pointCount++] = point;
    figure.label = label.at;
    figure.anchor = label.anchor;
    figure.form = label.form;
    figure.mark = label.mark;
    figure.note = label.note;
    figure.noteOffset = label.noteOffset;
    return figure;
}

constexpr EdgeFigure edge(TcpState from, TcpState to, std::initializer_list<SheetPoint> way,
                          const Label& label) {
    return edge(from, to, way, label, static_cast<NodeIndex>(index(to)));
}

constexpr std::uint8_t kLeftRail = 0;
constexpr std::uint8_t kInnerRail = 1;

/// From a state along its rail to the end.
constexpr EdgeFigure abortEdge(TcpState from, std::uint8_t rail,
                               std::initializer_list<SheetPoint> way) {
    EdgeFigure figure = edge(from, Closed, way, {}, kEndNode);
    figure.abortive = true;
    figure.rail = rail;
    return figure;
}

constexpr std::array<EdgeFigure, kStateEdgeCount> kDrawn{{
    edge(Closed, Listen, {{386, 50}, {214, 50}}, {Center, {300, 39}}),
    edge(Listen, Closed, {{214, 63}, {386, 63}}, {Center, {306, 74}}),
    edge(Closed, SynSent, {{514, 50}, {786, 50}, {786, 153}}, {Center, {632, 39}}),
    edge(SynSent, Closed, {{750, 153}, {750, 63}, {514, 63}}, {Center, {632, 74}}),
    edge(Listen, SynReceived, {{158, 85}, {158, 153}}, {Left, {165, 129}, Stacked}),
    edge(SynReceived, Listen, {{118, 153}, {118, 85}}, {Right, {112, 119}, EventOnly, u"¹"}),
    edge(Listen, SynSent, {{214, 76}, {234, 76}, {234, 104}, {714, 104}, {714, 153}},
         {Center, {450, 115}}),
    edge(SynSent, SynReceived, {{686, 176}, {214, 176}},
         {Center, {450, 166}, OneLine, u"", EdgeNote::SimultaneousOpen}),
    edge(SynReceived, Established, {{186, 199}, {186, 278}, {378, 278}}, {Center, {284, 268}}),
    edge(SynSent, Established, {{714, 199}, {714, 278}, {522, 278}}, {Center, {616, 268}}),
    edge(SynReceived, FinWait1, {{118, 199}, {118, 373}}, {Right, {112, 286}, Stacked}),
    edge(Established, FinWait1, {{378, 298}, {186, 298}, {186, 373}}, {Center, {284, 309}}),
    edge(Established, CloseWait, {{522, 298}, {714, 298}, {714, 373}}, {Center, {616, 309}}),
    edge(FinWait1, FinWait2, {{118, 419}, {118, 529}}, {Right, {112, 474}, WrappedEvent}),
    edge(FinWait1, Closing, {{214, 404}, {450, 404}, {450, 439}},
         {Center, {324, 394}, OneLine, u"", EdgeNote::SimultaneousClose}),
    edge(FinWait1, TimeWait, {{180, 419}, {180, 506}, {412, 506}, {412, 529}},
         {Left, {188, 496}, OneLine, u" ²"}),
    edge(FinWait2, TimeWait, {{214, 556}, {386, 556}}, {Center, {300, 567}}),
    edge(Closing, TimeWait, {{470, 485}, {470, 529}}, {Left, {477, 507}}),
    edge(TimeWait, Closed, {{514, 560}, {702, 560}}, {Center, {644, 571}}, kEndNode),
    edge(CloseWait, LastAck, {{750, 419}, {750, 451}}, {Left, {758, 435}}),
    edge(LastAck, Closed, {{750, 497}, {750, 535}}, {Left, {758, 516}}, kEndNode),
    abortEdge(SynReceived, kLeftRail, {{86, 176}, {30, 176}, {30, 588}, {750, 588}, {750, 569}}),
    abortEdge(Established, kInnerRail,
              {{450, 315}, {450, 342}, {600, 342}, {600, 545}, {702, 545}}),
    abortEdge(FinWait1, kLeftRail, {{86, 396}, {30, 396}, {30, 588}, {750, 588}, {750, 569}}),
    abortEdge(FinWait2, kLeftRail, {{86, 552}, {30, 552}, {30, 588}, {750, 588}, {750, 569}}),
    abortEdge(Closing, kInnerRail, {{514, 462}, {600, 462}, {600, 545}, {702, 545}}),
    abortEdge(TimeWait, kInnerRail, {{514, 545}, {702, 545}}),
    abortEdge(CloseWait, kInnerRail, {{686, 396}, {600, 396}, {600, 545}, {702, 545}}),
    abortEdge(LastAck, kInnerRail, {{686, 474}, {600, 474}, {600, 545}, {702, 545}}),
}};

/// The drawn edges in the order of stateEdges().
std::array<EdgeFigure, kStateEdgeCount> inTableOrder() {
    std::array<EdgeFigure, kStateEdgeCount> ordered = kDrawn;
    for (const EdgeFigure& figure : kDrawn)
        ordered[findEdge(figure.from, figure.to, figure.abortive)] = figure;
    return ordered;
}

constexpr std::array<PanelFigure, 4> kPanels{{
    {{42, 10}, 330, 214, SynReceived, {54, 25}, Left},
    {{528, 10}, 362, 214, SynSent, {878, 25}, Right},
    {{42, 326}, 546, 252, Closing, {200, 348}, Left},
    {{612, 326}, 278, 182, CloseWait, {878, 348}, Right},
}};

constexpr std::array<RailFigure, 2> kRails{{
    {{{{86, 176}, {30, 176}, {30, 588}, {750, 588}, {750, 569}}},
     {{{{{86, 396}, {30, 396}}}, {{{86, 552}, {30, 552}}}}},
     2,
     {19, 290},
     true},
    {{{{450, 315}, {450, 342}, {600, 342}, {600, 545}, {702, 545}}},
     {{{{{686, 396}, {600, 396}}},
       {{{514, 462}, {600, 462}}},
       {{{686, 474}, {600, 474}}},
       {{{514, 545}, {600, 545}}}}},
     4,
     {528, 332},
     false},
}};

} // namespace

std::span<const NodeFigure, kNodeCount> nodeFigures() {
    return kNodes;
}

std::span<const EdgeFigure, kStateEdgeCount> edgeFigures() {
    static const std::array<EdgeFigure, kStateEdgeCount> ordered = inTableOrder();
    return ordered;
}

std::span<const PanelFigure, 4> panelFigures() {
    return kPanels;
}

std::span<const RailFigure, 2> railFigures() {
    return kRails;
}

} // namespace synoptic
