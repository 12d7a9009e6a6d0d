// SPDX-License-Identifier: GPL-3.0-or-later
// StateDiagramView's pointer, keyboard and zoom.
#include "views/diagram/diagram_help.h"
#include "views/diagram/state_diagram_view.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace synoptic {

namespace {

constexpr double kGrabDistance = 6; ///< within this many pixels of a line the pointer is on it
constexpr double kZoomStep = 1.2;
constexpr double kMostZoom = 6;

} // namespace

StateDiagramView::Hit StateDiagramView::hitTest(QPointF position) const {
    const QPointF at = transform_.inverted().map(position);
    Hit hit;
    for (std::size_t n = 0; n < kNodeCount; ++n) {
        if (layout_.nodes[n].rect.contains(at)) {
            hit.node = static_cast<NodeIndex>(n);
            return hit;
        }
    }
    for (const DiagramLabel& label : layout_.labels) {
        if (label.kind <= LabelKind::Note && label.rect.contains(at)) {
            hit.edges.push_back(static_cast<EdgeIndex>(label.owner));
            return hit;
        }
    }
    double nearest = kGrabDistance / transform_.m11();
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        const double distance = distanceTo(layout_.edges[e].corners, at);
        if (distance > nearest + 0.01)
            continue;
        if (distance < nearest - 0.01)
            hit.edges.clear();
        nearest = std::min(nearest, distance);
        hit.edges.push_back(static_cast<EdgeIndex>(e));
    }
    return hit;
}

QString StateDiagramView::helpFor(const Hit& hit) const {
    if (hit.node)
        return stateHelp(stateOf(*hit.node), content_.counts[index(stateOf(*hit.node))]);
    if (hit.edges.size() == 1)
        return edgeHelp(hit.edges.front(), edgeTotals_[hit.edges.front()]);
    if (hit.edges.empty())
        return {};
    return railHelp(hit.edges, edgeTotals_);
}

bool StateDiagramView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const Hit hit = hitTest(help->pos());
    const QString text = helpFor(hit);
    if (text.isEmpty())
        QToolTip::hideText();
    else // escaped here: QToolTip would otherwise guess whether it is rich text
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal),
                           this, QRect(help->pos() - QPoint(4, 4), QSize(8, 8)));
    return true;
}

void StateDiagramView::mousePressEvent(QMouseEvent* event) {
    const bool canPan = event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton;
    if (event->button() == Qt::LeftButton)
        pressed_ = event->pos();
    if (canPan && !hitTest(event->position()).node && zoom_ > 1)
        dragFrom_ = event->position();
    event->setAccepted(canPan);
}

void StateDiagramView::mouseMoveEvent(QMouseEvent* event) {
    if (dragFrom_) {
        pan_ += event->position() - *dragFrom_;
        dragFrom_ = event->position();
        keepInView();
        invalidateGround();
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    const Hit hit = hitTest(event->position());
    if (hit.node)
        setCursor(Qt::PointingHandCursor);
    else
        unsetCursor();
    const EdgeIndex edge = hit.edges.size() == 1 ? hit.edges.front() : kNoEdge;
    if (edge != hovered_) {
        hovered_ = edge;
        Q_EMIT edgeHovered(edge);
    }
}

void StateDiagramView::mouseReleaseEvent(QMouseEvent* event) {
    if (dragFrom_) {
        dragFrom_.reset();
        unsetCursor();
    }
    if (event->button() != Qt::LeftButton || !pressed_)
        return;
    const Hit before = hitTest(*pressed_);
    const Hit after = hitTest(event->position());
    const int moved = (event->pos() - *pressed_).manhattanLength();
    pressed_.reset();
    const auto empty = [](const Hit& hit) { return !hit.node && hit.edges.empty(); };
    if (empty(before) && empty(after) && moved < QApplication::startDragDistance())
        Q_EMIT canvasClicked();
    if (after.node && before.node == after.node)
        activateState(stateOf(*after.node));
}

void StateDiagramView::leaveEvent(QEvent* event) {
    if (hovered_ != kNoEdge) {
        hovered_ = kNoEdge;
        Q_EMIT edgeHovered(kNoEdge);
    }
    QWidget::leaveEvent(event);
}

void StateDiagramView::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        setZoom(zoom_ * std::pow(kZoomStep, turned.y() / 120.0), event->position());
    } else if (zoom_ > 1) {
        pan_ += event->pixelDelta().isNull() ? QPointF(turned) / 3 : QPointF(event->pixelDelta());
        keepInView();
        invalidateGround();
    } else {
        event->ignore();
    }
}

void StateDiagramView::zoomIn() {
    setZoom(zoom_ * kZoomStep, QRectF(rect()).center());
}

void StateDiagramView::zoomOut() {
    setZoom(zoom_ / kZoomStep, QRectF(rect()).center());
}

void StateDiagramView::zoomToFit() {
    setZoom(1, QRectF(rect()).center());
}

/// The point of the sheet under `around` stays where it is, also where the compact diagram gives
/// way to the full one.
void StateDiagramView::setZoom(double zoom, QPointF around) {
    zoom = std::clamp(zoom, 1.0, kMostZoom);
    if (qFuzzyCompare(zoom, zoom_))
        return;
    const QPointF at = transform_.inverted().map(around);
    const QPointF share(at.x() / layout_.size.width(), at.y() / layout_.size.height());
    zoom_ = zoom;
    relayout();
    const QPointF now = transform_.map(
        QPointF(share.x() * layout_.size.width(), share.y() * layout_.size.height()));
    pan_ += around - now;
    keepInView();
    invalidateGround();
}

void StateDiagramView::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        focusShown_ = true;
        update();
        moveFocus(event->key());
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        activateState(focused_);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        if (control)
            return zoomIn();
        break;
    case Qt::Key_Minus:
        if (control)
            return zoomOut();
        break;
    case Qt::Key_0:
        if (control)
            return zoomToFit();
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

/// To the neighbour along an edge that lies most nearly in the arrow's direction; where no edge
/// leads that way, to the nearest node there.
void StateDiagramView::moveFocus(int key) {
    const QPointF direction = key == Qt::Key_Left    ? QPointF(-1, 0)
                              : key == Qt::Key_Right ? QPointF(1, 0)
                              : key == Qt::Key_Up    ? QPointF(0, -1)
                                                     : QPointF(0, 1);
    const QPointF here = layout_.nodes[index(focused_)].rect.center();
    std::optional<TcpState> best;
    double least = std::numeric_limits<double>::max();
    for (const TcpState state : kAllTcpStates) {
        if (state == focused_)
            continue;
        const QPointF way = layout_.nodes[index(state)].rect.center() - here;
        const double ahead = QPointF::dotProduct(way, direction);
        const double aside = std::abs(way.x() * direction.y()) + std::abs(way.y() * direction.x());
        if (ahead < 1 || aside > 4 * ahead)
            continue;
        const bool joined =
            findEdge(focused_, state) != kNoEdge || findEdge(state, focused_) != kNoEdge;
        const double cost = aside / ahead * 1000 + ahead + (joined ? 0 : 1e6);
        if (cost < least) {
            least = cost;
            best = state;
        }
    }
    if (best)
        setFocusedState(*best);
}

void StateDiagramView::setFocusedState(TcpState state) {
    if (state == focused_)
        return;
    focused_ = state;
    // A zoomed diagram follows the ring.
    const QRectF node =
        transform_.mapRect(layout_.nodes[index(state)].rect).adjusted(-12, -12, 12, 12);
    const QRectF view(rect());
    if (!view.contains(node)) {
        pan_.rx() +=
            std::max(0.0, view.left() - node.left()) - std::max(0.0, node.right() - view.right());
        pan_.ry() +=
            std::max(0.0, view.top() - node.top()) - std::max(0.0, node.bottom() - view.bottom());
        keepInView();
        invalidateGround();
    }
    update();
    if (hasFocus()) {
        QAccessibleEvent moved(this, QAccessible::Focus);
        moved.setChild(static_cast<int>(index(state)));
        QAccessible::updateAccessibility(&moved);
    }
}

void StateDiagramView::focusInEvent(QFocusEvent* event) {
    focusShown_ = event->reason() == Qt::TabFocusReason ||
                  event->reason() == Qt::BacktabFocusReason ||
                  event->reason() == Qt::ShortcutFocusReason;
    update();
    QWidget::focusInEvent(event);
}

void StateDiagramView::focusOutEvent(QFocusEvent* event) {
    focusShown_ = false;
    update();
    QWidget::focusOutEvent(event);
}

} // namespace synoptic
