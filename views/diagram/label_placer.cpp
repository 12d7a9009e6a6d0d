// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/label_placer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace synoptic {

namespace {

constexpr double kClearance = 1;     ///< least distance to anything else, up and down
constexpr double kSideClearance = 3; ///< the same to either side
constexpr double kBesideEdge = 6;    ///< from an upright edge to its label
constexpr double kRingReach = 6;     ///< of a ring beyond its node
constexpr QSizeF kRateSize{48, 16};
constexpr double kTagHeight = 17;
constexpr double kTagPadding = 8;

/// The leg of a polyline nearest to a point, as its bounds.
QRectF legAt(const QPolygonF& line, QPointF point) {
    QRectF nearest;
    double least = std::numeric_limits<double>::max();
    for (int i = 0; i + 1 < line.size(); ++i) {
        const double distance = distanceTo(line.mid(i, 2), point);
        if (distance < least) {
            least = distance;
            nearest = QRectF(line[i], line[i + 1]).normalized();
        }
    }
    return nearest;
}

QRectF ringOf(const QRectF& node) {
    return node.adjusted(-kRingReach, -kRingReach, kRingReach, kRingReach);
}

QRectF around(QPointF middle, double radius) {
    return {middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius};
}

} // namespace

void LabelPlacer::place() {
    placePanelTitles();
    placeRailCaptions();
    std::vector<EdgeIndex> order(kStateEdgeCount);
    std::iota(order.begin(), order.end(), EdgeIndex{0});
    std::stable_sort(order.begin(), order.end(), [this](EdgeIndex a, EdgeIndex b) {
        const auto rank = [this](EdgeIndex e) {
            return request_.emphasized[e] ? 0 : stateEdges()[e].normal ? 1 : 2;
        };
        return rank(a) < rank(b);
    });
    for (const EdgeIndex edge : order) {
        if (wantsLabel(edge))
            placeEdgeLabel(edge);
    }
    for (const EdgeIndex edge : order)
        placeNote(edge);
    placeTags();
    placeRates();
}

bool LabelPlacer::wantsLabel(EdgeIndex edge) const {
    const StateEdge& row = stateEdges()[edge];
    return !row.abortive && (!compact() || row.normal || request_.emphasized[edge]);
}

std::vector<LabelSpot> LabelPlacer::spotsFor(EdgeIndex edge) const {
    const EdgeFigure& figure = edgeFigures()[edge];
    const QPolygonF& corners = layout_.edges[edge].corners;
    const QPointF home = map_.point(figure.label);
    std::vector<LabelSpot> spots{{home, figure.anchor}};
    // A level edge lets its label slide level, an upright one up and down, as far as its own leg
    // reaches: beyond, the label would seem to belong to another edge.
    const bool level = figure.anchor == LabelAnchor::Center;
    const QRectF reach = legAt(corners, home).adjusted(-1, -1, 1, 1);
    for (int shift = 0; shift <= 60; shift += 4) {
        for (const int side : {-1, 1}) {
            for (const int across : {0, -4, 4, -8, 8}) {
                const QPointF at =
                    home + (level ? QPointF(side * shift, across) : QPointF(0, side * shift));
                const bool beside = level ? at.x() >= reach.left() && at.x() <= reach.right()
                                          : at.y() >= reach.top() && at.y() <= reach.bottom();
                if (beside)
                    spots.push_back({at, figure.anchor});
            }
        }
    }
    const double above = compact() ? 9 : 11;
    for (int i = 0; i + 1 < corners.size(); ++i) {
        const QLineF leg(corners[i], corners[i + 1]);
        for (const double share : {0.5, 0.35, 0.65, 0.2, 0.8}) {
            const QPointF at = leg.pointAt(share);
            if (std::abs(leg.dy()) < 0.5) {
                spots.push_back({at - QPointF(0, above), LabelAnchor::Center});
                spots.push_back({at + QPointF(0, above), LabelAnchor::Center});
            } else {
                spots.push_back({at + QPointF(kBesideEdge, 0), LabelAnchor::Left});
                spots.push_back({at - QPointF(kBesideEdge, 0), LabelAnchor::Right});
            }
        }
    }
    return spots;
}

bool LabelPlacer::isFree(const QRectF& rect, EdgeIndex own) const {
    const QRectF wide = rect.adjusted(-kSideClearance, -kClearance, kSideClearance, kClearance);
    if (!QRectF({}, layout_.size).contains(rect))
        return false;
    for (std::size_t n = 0; n < kNodeCount; ++n) {
        const bool ringed = request_.thisEnd == n || request_.peer == n;
        const QRectF& box = layout_.nodes[n].rect;
        if (wide.intersects(ringed ? ringOf(box) : box))
            return false;
    }
    for (const DiagramLabel& label : layout_.labels) {
        if (wide.intersects(label.rect))
            return false;
    }
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        const EdgeRoute& route = layout_.edges[e];
        if (crosses(route.corners, e == own ? rect : wide))
            return false;
        if (request_.emphasized[e] && wide.intersects(around(route.badge, layout_.badgeRadius)))
            return false;
    }
    return true;
}

void LabelPlacer::placeEdgeLabel(EdgeIndex edge) {
    const std::vector<LabelSpot> spots = spotsFor(edge);
    for (const LabelBlock& form : edgeLabelForms(request_, edge)) {
        for (const LabelSpot& spot : spots) {
            DiagramLabel label = setLabel(form, spot);
            if (!isFree(label.rect, edge))
                continue;
            label.owner = edge;
            layout_.labels.push_back(std::move(label));
            return;
        }
    }
}

void LabelPlacer::placeNote(EdgeIndex edge) {
    const QString& note = request_.texts.edges[edge].note;
    if (note.isEmpty() || compact())
        return;
    const EdgeFigure& figure = edgeFigures()[edge];
    const TextStyle style{11, false, !isCjk(note)};
    const LabelBlock block{labelLine({{note, TextRole::Note, style, {}}})};
    const QPointF home = map_.point(figure.label) + QPointF(0, figure.noteOffset);
    for (int shift = 0; shift <= 60; shift += 4) {
        for (const int side : {-1, 1}) {
            DiagramLabel label =
                setLabel(block, {home + QPointF(side * shift, 0), LabelAnchor::Center});
            if (!isFree(label.rect, edge))
                continue;
            label.kind = LabelKind::Note;
            label.owner = edge;
            layout_.labels.push_back(std::move(label));
            return;
        }
    }
}

void LabelPlacer::placePanelTitles() {
    const auto& titles = compact() ? request_.texts.panelsShort : request_.texts.panels;
    for (std::size_t p = 0; p < titles.size(); ++p) {
        if (placePanelTitle(p, titles[p]))
            continue;
        for (const double share : {0.75, 0.5}) {
            if (placePanelTitle(p, elided(titles[p], share)))
                break;
        }
    }
}

bool LabelPlacer::placePanelTitle(std::size_t panel, const QString& text) {
    const PanelFigure& figure = panelFigures()[panel];
    const QRectF& area = layout_.panels[panel];
    QPointF home = map_.point(figure.title);
    if (compact()) {
        home.setY(area.top() + 8.5);
        if (figure.title.x < figure.topLeft.x + 20)
            home.setX(area.left() + 9);
        else if (figure.anchor == LabelAnchor::Right)
            home.setX(area.right() - 9);
    }
    const LabelBlock block{
        labelLine({{text, TextRole::Event, {compact() ? 10.5 : 11.0, true}, {}}})};
    for (int up = 0; up <= 4; ++up) {
        for (int inward = 0; inward <= 40; inward += 4) {
            const int side = figure.anchor == LabelAnchor::Right ? -1 : 1;
            DiagramLabel label =
                setLabel(block, {home + QPointF(side * inward, -up), figure.anchor});
            if (!isFree(label.rect, kNoEdge))
                continue;
            label.kind = LabelKind::Panel;
            label.owner = panel;
            layout_.labels.push_back(std::move(label));
            return true;
        }
    }
    return false;
}

void LabelPlacer::placeRailCaptions() {
    for (std::size_t r = 0; r < layout_.rails.size(); ++r) {
        const bool placed = !compact() && placeRailCaption(r, request_.texts.rail);
        if (!placed)
            placeRailCaption(r, request_.texts.railShort);
    }
}

bool LabelPlacer::placeRailCaption(std::size_t rail, const QString& text) {
    const RailFigure& figure = railFigures()[rail];
    const TextStyle style{compact() ? 10.5 : 11.0};
    const LabelBlock block{labelLine({{text, TextRole::Reset, style, {}}})};
    for (int shift = 0; shift <= 60; shift += 4) {
        for (const int side : {-1, 1}) {
            QPointF middle = map_.point(figure.caption);
            // On the sheet the caption's distance to its rail is in the figures.
            if (compact() && figure.captionUpright)
                middle.setX(map_.x(figure.trunk[1].x) - 9.5);
            else if (compact())
                middle.setY(map_.y(figure.trunk[1].y) - 9);
            middle += figure.captionUpright ? QPointF(0, side * shift) : QPointF(side * shift, 0);
            DiagramLabel label =
                setLabel(block, {figure.captionUpright ? QPointF() : middle, LabelAnchor::Center});
            if (figure.captionUpright) {
                label.upright = true;
                label.rect = QRectF({}, label.rect.size().transposed());
                label.rect.moveCenter(middle);
            }
            if (!isFree(label.rect, kNoEdge))
                continue;
            label.kind = LabelKind::Rail;
            label.owner = rail;
            layout_.labels.push_back(std::move(label));
            return true;
        }
    }
    return false;
}

std::optional<DiagramTag> LabelPlacer::tagAt(NodeIndex node, const QString& text) {
    DiagramTag tag;
    tag.text = text;
    tag.style = {compact() ? 10.5 : 11.0, true};
    const QRectF ring = ringOf(layout_.nodes[node].rect);
    const QSizeF size(textWidth(text, tag.style) + 2 * kTagPadding,
                      compact() ? kTagHeight - 2 : kTagHeight);
    // On the ring's corner if it can be, else off the ring, else at its side.
    std::vector<QPointF> middles;
    for (const double y : {ring.top(), ring.bottom(), ring.top() - 10, ring.bottom() + 10}) {
        for (const double share : {0.9, 0.7, 0.5, 0.3, 0.1, 1.0, 0.0})
            middles.emplace_back(ring.left() + ring.width() * share, y);
    }
    for (const double share : {0.3, 0.5, 0.7, 0.0, 1.0}) {
        const double y = ring.top() + ring.height() * share;
        middles.emplace_back(ring.right() + size.width() / 2 - 6, y);
        middles.emplace_back(ring.left() - size.width() / 2 + 6, y);
    }
    double least = std::numeric_limits<double>::max();
    for (const QPointF& middle : middles) {
        QRectF rect({}, size);
        rect.moveCenter(middle);
        const double cost = tagCost(rect, node);
        if (cost < least) {
            least = cost;
            tag.rect = rect;
        }
    }
    return tag;
}

/// What a tag would cover, weighed.
double LabelPlacer::tagCost(const QRectF& rect, NodeIndex node) const {
    double cost = QRectF({}, layout_.size).contains(rect) ? 0 : 200;
    for (std::size_t n = 0; n < kNodeCount; ++n)
        cost += n != node && rect.intersects(layout_.nodes[n].rect) ? 100 : 0;
    for (const DiagramLabel& label : layout_.labels)
        cost += rect.intersects(label.rect) ? 50 : 0;
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        const EdgeRoute& route = layout_.edges[e];
        if (request_.emphasized[e] && crosses(route.corners, rect.adjusted(-6, -6, 6, 6)))
            cost += 20; // the line, or its arrowhead
        else if (crosses(route.corners, rect))
            cost += 2;
        if (request_.emphasized[e] && rect.intersects(around(route.badge, layout_.badgeRadius)))
            cost += 100;
    }
    if (layout_.thisEnd && rect.intersects(layout_.thisEnd->rect))
        cost += 100;
    return cost;
}

void LabelPlacer::placeTags() {
    if (request_.thisEnd)
        layout_.thisEnd = tagAt(*request_.thisEnd, request_.texts.thisEnd);
    if (request_.peer)
        layout_.peer = tagAt(*request_.peer, request_.texts.peerInferred);
}

void LabelPlacer::placeRates() {
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        EdgeRoute& route = layout_.edges[e];
        for (int step = 0; step <= 20 && !route.rateAt; ++step) {
            for (const int side : {-1, 1}) {
                QRectF rect({}, kRateSize);
                rect.moveCenter(route.at(0.5 + side * 0.02 * step));
                const bool onNode =
                    std::any_of(layout_.nodes.begin(), layout_.nodes.end(),
                                [&](const NodeBox& node) { return node.rect.intersects(rect); });
                const bool onLabel = std::any_of(
                    layout_.labels.begin(), layout_.labels.end(), [&](const DiagramLabel& label) {
                        return label.rect.adjusted(-3, 0, 3, 0).intersects(rect);
                    });
                const bool onOther = std::any_of(
                    layout_.edges.begin(), layout_.edges.end(), [&](const EdgeRoute& other) {
                        return &other != &route &&
                               ((other.rateAt && other.rateAt->intersects(rect)) ||
                                crosses(other.corners, rect));
                    });
                if (onNode || onLabel || onOther)
                    continue;
                route.rateAt = rect;
                break;
            }
        }
    }
}

} // namespace synoptic
