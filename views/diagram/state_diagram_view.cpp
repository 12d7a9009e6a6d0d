// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/state_diagram_view.h"

#include "views/diagram/diagram_accessible.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QIODevice>
#include <QPainter>
#include <QStyle>
#include <QSvgGenerator>
#include <QTimerEvent>

#include <algorithm>
#include <cmath>

namespace synoptic {

namespace {

constexpr int kFrameInterval = 33; ///< ms; a token has a dozen frames, at half the cost of 60 Hz
constexpr double kTokenRadius = 6;
constexpr int kTrailDots = 6;
constexpr double kTrailStep = 7.5; ///< from dot to dot at full speed

} // namespace

StateDiagramView::StateDiagramView(QWidget* parent)
    : QWidget(parent), theme_(lightTheme()), texts_(diagramTexts()) {
    installDiagramAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("State diagram"));
    clock_.start();
    relayout();
}

StateDiagramView::~StateDiagramView() = default;

void StateDiagramView::setTheme(const Theme& theme) {
    theme_ = theme;
    invalidateGround();
}

void StateDiagramView::apply(const ChangeSet& changes) {
    rates_.add(changes.edgeCounts, changes.time);
    setCounts(changes.counts);
    setEdgeRates(rates_.edges());
    setStateRates(rates_.states());
    addEdgeCounts(changes.edgeCounts);
    animate(changes.transitions);
}

void StateDiagramView::setCounts(const StateCounts& counts) {
    if (content_.counts == counts)
        return;
    content_.counts = counts;
    invalidateNumbers();
}

void StateDiagramView::setEdgeRates(const EdgeRates& rates) {
    const auto busy = [](double rate) { return rate > kBusyRate ? std::round(rate) : 0; };
    const bool same = std::equal(rates.begin(), rates.end(), content_.edgeRates.begin(),
                                 [busy](double a, double b) { return busy(a) == busy(b); });
    content_.edgeRates = rates;
    if (!same)
        invalidateNumbers();
}

void StateDiagramView::setStateRates(const StateRates& rates) {
    if (content_.stateRates == rates)
        return;
    content_.stateRates = rates;
    invalidateNumbers();
}

void StateDiagramView::addEdgeCounts(const EdgeCounts& counts) {
    for (std::size_t e = 0; e < kStateEdgeCount; ++e)
        edgeTotals_[e] += counts[e];
}

void StateDiagramView::animate(std::span<const StateTransition> transitions) {
    if (!isVisible() || transitions.empty())
        return;
    activity_.add(transitions, content_.edgeRates, reducedMotion(), now());
    if (activity_.advance(now()) && !frames_.isActive())
        frames_.start(kFrameInterval, Qt::PreciseTimer, this);
    updateActivity();
}

void StateDiagramView::setSelectedConnection(const std::optional<DiagramPath>& path) {
    if (content_.path == path)
        return;
    content_.path = path;
    relayout();
}

void StateDiagramView::setHighlightedState(std::optional<TcpState> state,
                                           HighlightSeverity severity) {
    std::optional<StateHighlight> highlight;
    if (state)
        highlight = StateHighlight{*state, severity};
    if (content_.highlight == highlight)
        return;
    content_.highlight = highlight;
    invalidateNumbers();
}

void StateDiagramView::setMotionPreference(MotionPreference preference) {
    motion_ = preference;
    activity_.clear();
    updateActivity();
}

QImage StateDiagramView::renderImage(double scale) const {
    QImage image((kSheetSize * scale).toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    renderDiagram(painter, image.rect(), theme_, content_);
    return image;
}

bool StateDiagramView::renderSvg(QIODevice* device) const {
    if (!device || (device->isOpen() && !device->isWritable()))
        return false;
    QSvgGenerator generator;
    generator.setOutputDevice(device);
    generator.setResolution(96);
    generator.setSize(kSheetSize.toSize());
    generator.setViewBox(QRectF({}, kSheetSize));
    generator.setTitle(tr("TCP connection states"));
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    renderDiagram(painter, {{}, kSheetSize}, theme_, content_);
    return painter.end();
}

QRect StateDiagramView::stateRect(TcpState state) const {
    return transform_.mapRect(layout_.nodes[index(state)].rect).toRect();
}

std::size_t StateDiagramView::tokenCount() const {
    return activity_.tokens(now()).size();
}

QSize StateDiagramView::sizeHint() const {
    return kSheetSize.toSize();
}

QSize StateDiagramView::minimumSizeHint() const {
    return kLeastView.toSize();
}

void StateDiagramView::activateState(TcpState state) {
    setFocusedState(state);
    Q_EMIT stateActivated(state);
}

void StateDiagramView::relayout() {
    const QSizeF room = QSizeF(size()) * zoom_;
    const double scale = std::min(room.width() / kSheetWidth, room.height() / kSheetHeight);
    const bool full = scale >= kCompactBelow;
    layout_ = layoutDiagram(
        requestFor(content_, full ? DiagramMode::Full : DiagramMode::Compact, room, texts_));
    keepInView();
    invalidateGround();
}

/// Places the layout: in the middle where it is smaller than the view, else as far along as panned.
void StateDiagramView::keepInView() {
    const QSizeF room = QSizeF(size()) * zoom_;
    const double fit =
        std::min(room.width() / layout_.size.width(), room.height() / layout_.size.height());
    // The compact diagram takes its texts' size as long as there is room for them.
    const double scale = layout_.mode == DiagramMode::Full ? fit : std::min(1.0, fit);
    const QSizeF drawn = layout_.size * scale;
    const auto place = [](double& pan, double inner, double outer) {
        pan = inner <= outer ? (outer - inner) / 2 : std::clamp(pan, outer - inner, 0.0);
    };
    place(pan_.rx(), drawn.width(), width());
    place(pan_.ry(), drawn.height(), height());
    transform_ = QTransform::fromTranslate(pan_.x(), pan_.y()).scale(scale, scale);
}

void StateDiagramView::invalidateGround() {
    groundValid_ = false;
    invalidateNumbers();
}

void StateDiagramView::invalidateNumbers() {
    numbersValid_ = false;
    update();
}

void StateDiagramView::refreshLayers() {
    const double ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    const DiagramPainter diagram(theme_, layout_, content_);
    if (!groundValid_ || ground_.size() != pixels) {
        ground_ = QPixmap(pixels);
        ground_.setDevicePixelRatio(ratio);
        ground_.fill(theme_.canvas);
        QPainter painter(&ground_);
        painter.setTransform(transform_, true);
        diagram.paintGround(painter);
        groundValid_ = true;
        numbersValid_ = false;
    }
    if (!numbersValid_) {
        numbers_ = ground_;
        QPainter painter(&numbers_);
        painter.setTransform(transform_, true);
        diagram.paintNumbers(painter);
        numbersValid_ = true;
    }
}

void StateDiagramView::paintEvent(QPaintEvent* event) {
    refreshLayers();
    QPainter painter(this);
    const double ratio = numbers_.devicePixelRatio();
    for (const QRect& part : event->region())
        painter.drawPixmap(QRectF(part), numbers_,
                           QRectF(QPointF(part.topLeft()) * ratio, QSizeF(part.size()) * ratio));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setTransform(transform_, true);
    if (focusShown_)
        paintFocus(painter);
    paintActivity(painter);
}

void StateDiagramView::paintFocus(QPainter& painter) const {
    const bool ringed = content_.path && content_.path->current == index(focused_);
    const double gap = ringed ? 8 : 3.5;
    painter.setPen(QPen(theme_.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(layout_.nodes[index(focused_)].rect.adjusted(-gap, -gap, gap, gap),
                            7 + gap, 7 + gap);
}

void StateDiagramView::paintActivity(QPainter& painter) const {
    for (const EdgeIndex edge : activity_.litEdges(now())) {
        painter.setPen(QPen(theme_.accent, 3, Qt::SolidLine, Qt::FlatCap));
        painter.setBrush(Qt::NoBrush);
        const auto& samples = layout_.edges[edge].samples;
        painter.drawPolyline(samples.data(), static_cast<int>(samples.size()));
    }
    for (const DiagramActivity::Token& token : activity_.tokens(now())) {
        const EdgeRoute& route = layout_.edges[token.edge];
        const QColor color = stateEdges()[token.edge].abortive ? theme_.reset : theme_.accent;
        // The trail grows and shrinks with the easing's speed.
        const double speed = 4 * std::min(token.progress, 1 - token.progress);
        const double step = kTrailStep * std::min(1.0, speed) / route.length;
        painter.setPen(Qt::NoPen);
        for (int dot = kTrailDots; dot >= 1; --dot) {
            const double behind = token.progress - step * (dot + 0.4);
            if (behind <= 0)
                continue;
            QColor faint = color;
            faint.setAlphaF(0.42F * static_cast<float>(kTrailDots + 1 - dot) / kTrailDots);
            painter.setBrush(faint);
            painter.drawEllipse(route.at(behind), 3.5, 3.5);
        }
        painter.setPen(QPen(theme_.canvas, 1.5));
        painter.setBrush(color);
        painter.drawEllipse(route.at(token.progress), kTokenRadius, kTokenRadius);
    }
}

/// Repaints what tokens covered in the last frame and cover in this one.
void StateDiagramView::updateActivity() {
    QRegion area;
    const double reach = kTokenRadius + 2;
    for (const DiagramActivity::Token& token : activity_.tokens(now())) {
        const EdgeRoute& route = layout_.edges[token.edge];
        for (int dot = 0; dot <= kTrailDots + 1; dot += 2) {
            const QPointF middle = route.at(token.progress - dot * kTrailStep / route.length);
            const QRectF spot(middle - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
            area += transform_.mapRect(spot).toAlignedRect();
        }
    }
    for (const EdgeIndex edge : activity_.litEdges(now()))
        area +=
            transform_.mapRect(layout_.edges[edge].corners.boundingRect().adjusted(-2, -2, 2, 2))
                .toAlignedRect();
    update(area + activityArea_);
    activityArea_ = area;
}

void StateDiagramView::timerEvent(QTimerEvent* event) {
    if (event->timerId() != frames_.timerId()) {
        QWidget::timerEvent(event);
        return;
    }
    const bool more = activity_.advance(now());
    updateActivity();
    if (!more)
        frames_.stop();
}

void StateDiagramView::hideEvent(QHideEvent* event) {
    activity_.clear();
    frames_.stop();
    QWidget::hideEvent(event);
}

void StateDiagramView::resizeEvent(QResizeEvent* event) {
    relayout();
    QWidget::resizeEvent(event);
}

void StateDiagramView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        texts_ = diagramTexts();
        setAccessibleName(tr("State diagram"));
        relayout();
    } else if (event->type() == QEvent::LocaleChange) {
        invalidateNumbers();
    }
    QWidget::changeEvent(event);
}

bool StateDiagramView::reducedMotion() const {
    if (motion_ != MotionPreference::System)
        return motion_ == MotionPreference::Reduced;
    // Desktops tell their wish through the style: no animations, no duration.
    return style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0;
}

DiagramActivity::Time StateDiagramView::now() const {
    return DiagramActivity::Time(clock_.elapsed());
}

} // namespace synoptic
