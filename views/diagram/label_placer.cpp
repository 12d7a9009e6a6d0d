// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/label_placer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace synoptic {

namespace {

constexpr double kLineHeight = 1.2;  ///< of what a line covers, in font sizes
constexpr double kLinePitch = 1.3;   ///< from line to line
constexpr double kClearance = 1;     ///< least distance to anything else, up and down
constexpr double kSideClearance = 3; ///< the same to either side
constexpr double kBesideEdge = 6;    ///< from an upright edge to its label
constexpr double kRingReach = 6;     ///< of a ring beyond its node
constexpr QSizeF kRateSize{48, 16};
constexpr double kTagHeight = 17;
constexpr double kTagPadding = 8;

QString elided(const QString& text, double share) {
    const auto kept = static_cast<qsizetype>(static_cast<double>(text.size()) * share);
    return text.left(kept).trimmed() + QStringLiteral("…");
}

/// Breaks at the space nearest the middle. One part where there is none.
QStringList halves(const QString& text) {
    qsizetype best = -1;
    for (qsizetype i = text.indexOf(QLatin1Char(' ')); i >= 0;
         i = text.indexOf(QLatin1Char(' '), i + 1)) {
        if (best < 0 || std::abs(2 * i - text.size()) < std::abs(2 * best - text.size()))
            best = i;
    }
    if (best < 0)
        return {text};
    return {text.left(best), text.mid(best + 1)};
}

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

LabelPlacer::Line LabelPlacer::line(std::initializer_list<TextRun> runs) const {
    Line line;
    for (TextRun run : runs) {
        if (run.text.isEmpty())
            continue;
        run.baseline = {line.width, 0};
        line.width += textWidth(run.text, run.style);
        line.runs.push_back(std::move(run));
    }
    return line;
}

std::vector<LabelPlacer::Block> LabelPlacer::formsOf(EdgeIndex edge) const {
    const EdgeText& words = request_.texts.edges[edge];
    const EdgeFigure& figure = edgeFigures()[edge];
    const double size = compact() ? 10.5 : 11.5;
    const TextStyle strong{size, request_.emphasized[edge]};
    const TextStyle plain{size};
    const TextRole role = figure.form == LabelForm::EventOnly ? TextRole::Reset : TextRole::Event;
    const auto event = [&](const QString& text) { return TextRun{text, role, strong, {}}; };
    const auto sent = [&](const QString& text) { return TextRun{text, TextRole::Sent, plain, {}}; };

    const TextRun mark = sent(words.mark);
    const Block oneLine{line({event(words.event), sent(QStringLiteral(" / ") + words.sent), mark})};
    const Block stacked{line({event(words.event)}), line({sent(words.sent), mark})};
    const Block eventOnly{
        line({event(words.event), role == TextRole::Reset ? event(words.mark) : mark})};
    Block wrapped;
    for (const QString& part : halves(words.event))
        wrapped.push_back(line({wrapped.empty() ? event(part) : sent(part)}));

    const bool sends = std::any_of(transitionTable().begin(), transitionTable().end(),
                                   [edge](const TransitionRow& row) {
                                       return edgeOf(row) == edge && row.sent != SentSegment::None;
                                   });
    std::vector<Block> forms;
    if (figure.form == LabelForm::WrappedEvent)
        forms = {wrapped, eventOnly};
    else if (figure.form == LabelForm::EventOnly ||
             (compact() && !(request_.emphasized[edge] && sends)))
        forms = {eventOnly, wrapped};
    else if (!sends)
        forms = {oneLine, eventOnly, wrapped};
    else if (figure.form == LabelForm::Stacked)
        forms = {stacked, eventOnly, wrapped};
    else
        forms = {oneLine, stacked, eventOnly, wrapped};

    if (request_.inferred[edge]) {
        std::vector<Block> told;
        for (const Block& form : forms) {
            Block below = form;
            below.push_back(line({{request_.texts.inferred, TextRole::Note, plain, {}}}));
            Block beside = form;
            TextRun after{QStringLiteral(" · ") + request_.texts.inferred,
                          TextRole::Note,
                          plain,
                          {beside.back().width, 0}};
            beside.back().width += textWidth(after.text, plain);
            beside.back().runs.push_back(std::move(after));
            told.push_back(form.size() == 1 ? beside : below);
            told.push_back(form.size() == 1 ? below : beside);
        }
        return told;
    }
    if (!compact()) {
        for (const double share : {0.75, 0.5})
            forms.push_back({line({event(elided(words.event, share))})});
    }
    return forms;
}

std::vector<LabelPlacer::Spot> LabelPlacer::spotsFor(EdgeIndex edge) const {
    const EdgeFigure& figure = edgeFigures()[edge];
    const QPolygonF& corners = layout_.edges[edge].corners;
    const QPointF home = map_.point(figure.label);
    std::vector<Spot> spots{{home, figure.anchor}};
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

DiagramLabel LabelPlacer::set(const Block& block, const Spot& spot) const {
    DiagramLabel label;
    const double size = block.front().runs.front().style.pixels;
    const double pitch = size * kLinePitch;
    double top = spot.at.y() - pitch * static_cast<double>(block.size() - 1) / 2;
    for (const Line& line : block) {
        double left = spot.at.x();
        if (spot.anchor == LabelAnchor::Center)
            left -= line.width / 2;
        else if (spot.anchor == LabelAnchor::Right)
            left -= line.width;
        for (TextRun run : line.runs) {
            run.baseline = {left + run.baseline.x(), top + baselineOffset(run.style)};
            label.runs.push_back(std::move(run));
        }
        const double height = size * kLineHeight;
        label.rect |= QRectF(left, top - height / 2, line.width, height);
        top += pitch;
    }
    return label;
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
    const std::vector<Spot> spots = spotsFor(edge);
    for (const Block& form : formsOf(edge)) {
        for (const Spot& spot : spots) {
            DiagramLabel label = set(form, spot);
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
    const Block block{line({{note, TextRole::Note, style, {}}})};
    const QPointF home = map_.point(figure.label) + QPointF(0, figure.noteOffset);
    for (int shift = 0; shift <= 60; shift += 4) {
        for (const int side : {-1, 1}) {
            DiagramLabel label = set(block, {home + QPointF(side * shift, 0), LabelAnchor::Center});
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
    const Block block{line({{text, TextRole::Event, {compact() ? 10.5 : 11.0, true}, {}}})};
    for (int up = 0; up <= 4; ++up) {
        for (int inward = 0; inward <= 40; inward += 4) {
            const int side = figure.anchor == LabelAnchor::Right ? -1 : 1;
            DiagramLabel label = set(block, {home + QPointF(side * inward, -up), figure.anchor});
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
    const Block block{line({{text, TextRole::Reset, style, {}}})};
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
                set(block, {figure.captionUpright ? QPointF() : middle, LabelAnchor::Center});
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
        if (crosses(route.corners, rect))
            cost += request_.emphasized[e] ? 20 : 2;
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
