// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_plot.h"

#include "views/charts/cursor_overlay.h"
#include "views/charts/end_labels.h"
#include "views/charts/rate_lines.h"
#include "views/charts/state_stack.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace synoptic {

namespace {

constexpr int kTopMargin = 11; ///< QCustomPlot leaves out a label that would not fit whole
constexpr int kBetween = 7;    ///< half the distance between the charts
constexpr int kBottomMargin = 20;
constexpr double kStackShare = 2.2;  ///< of the height, to 1 for the rates
constexpr double kTickDistance = 38; ///< pixels between value ticks, at least

double toKey(Timestamp time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

QString axisText(double value) {
    return QLocale().toString(static_cast<qlonglong>(std::llround(value)));
}

void setValueTicks(QCPAxis* axis, NiceScale scale) {
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (double value = 0; value <= scale.top; value += scale.step)
        ticker->addTick(value, axisText(value));
    axis->setTicker(ticker);
    axis->setRange(0, scale.top);
}

} // namespace

ChartPlot::ChartPlot(const ChartData& chartData, const Theme& theme, QWidget* parent)
    : QCustomPlot(parent), data_(chartData), theme_(theme) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(320, 120);
    setNoAntialiasingOnDrag(false);

    plotLayout()->clear();
    plotLayout()->setMargins({});
    plotLayout()->setRowSpacing(0);
    plotLayout()->setColumnSpacing(0);
    stackRect_ = new QCPAxisRect(this);
    ratesRect_ = new QCPAxisRect(this);
    plotLayout()->addElement(0, 0, stackRect_);
    plotLayout()->addElement(1, 0, ratesRect_);
    plotLayout()->setRowStretchFactor(0, kStackShare);
    for (QCPAxisRect* rect : {stackRect_, ratesRect_}) {
        rect->setAutoMargins(QCP::msNone);
        rect->setupFullAxesBox(false);
        for (QCPAxis* axis : rect->axes()) {
            axis->grid()->setVisible(false);
            axis->setSubTicks(false);
            axis->setVisible(axis->axisType() == QCPAxis::atLeft ||
                             axis->axisType() == QCPAxis::atBottom);
        }
        QCPAxis* left = rect->axis(QCPAxis::atLeft);
        left->setTickLength(0);
        left->setTickLabelPadding(7);
        left->setBasePen(Qt::NoPen);
        rect->axis(QCPAxis::atBottom)->setTickLength(0, 3);
        rect->axis(QCPAxis::atBottom)->setTickLabelPadding(2);
    }
    stackRect_->axis(QCPAxis::atBottom)->setTicks(false);
    stackRect_->axis(QCPAxis::atBottom)->setTickLabels(false);

    stack_ = new StateStack(stackRect_->axis(QCPAxis::atBottom), stackRect_->axis(QCPAxis::atLeft),
                            data_, theme_);
    lines_ = new RateLines(ratesRect_->axis(QCPAxis::atBottom), ratesRect_->axis(QCPAxis::atLeft),
                           data_, theme_);
    stateLabels_ = new StateLabels(this, *stack_, data_, theme_);
    rateLabels_ = new RateLabels(this, *lines_, data_, theme_);
    plotLayout()->addElement(0, 1, stateLabels_);
    plotLayout()->addElement(1, 1, rateLabels_);
    plotLayout()->setColumnStretchFactor(0, 1000);

    addLayer(QStringLiteral("cursor"));
    layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    overlay_ = new CursorOverlay(this, QStringLiteral("cursor"), *stack_, *lines_, data_, theme_);

    pendingClick_.setSingleShot(true);
    connect(&pendingClick_, &QTimer::timeout, this, [this] { click(pendingPosition_); });
    applyTheme();
}

ChartPlot::~ChartPlot() {
    delete overlay_; // the layer it lies on would not do it
}

void ChartPlot::applyTheme() {
    setBackground(QBrush(theme_.base));
    for (QCPAxisRect* rect : {stackRect_, ratesRect_}) {
        for (QCPAxis* axis : rect->axes()) {
            axis->setTickLabelFont(uiFont(11));
            axis->setTickLabelColor(theme_.muted);
            axis->setTickPen(axis->axisType() == QCPAxis::atLeft ? QPen(Qt::NoPen)
                                                                 : QPen(theme_.controlBorder, 1));
        }
        rect->axis(QCPAxis::atBottom)->setBasePen(QPen(theme_.controlBorder, 1));
    }
}

void ChartPlot::scaleAxes(QSize size) {
    const double rows = size.height() - kTopMargin - 2 * kBetween - kBottomMargin;
    const double stackHeight = rows * kStackShare / (kStackShare + 1);
    const double ratesHeight = rows - stackHeight;

    std::uint64_t highest = 0;
    std::uint64_t fastest = 0;
    for (const StateColumn& column : data_.columns(std::max(stackRect_->width(), 1))) {
        if (!column.known)
            continue;
        highest = std::max(highest, data_.height(column));
        for (const Rate rate : kAllRates)
            fastest = std::max(fastest, rateValue(column.peak, rate));
    }
    stack_->setScale(
        niceScale(static_cast<double>(highest), static_cast<int>(stackHeight / kTickDistance), 4));
    lines_->setScale(niceScale(static_cast<double>(fastest),
                               static_cast<int>(ratesHeight / (kTickDistance * 0.7)), 5));
    setValueTicks(stack_->valueAxis(), stack_->scale());
    setValueTicks(lines_->valueAxis(), lines_->scale());

    const QFontMetricsF metrics(uiFont(11));
    double widest = metrics.horizontalAdvance(axisText(1000));
    for (const NiceScale& scale : {stack_->scale(), lines_->scale()})
        widest = std::max(widest, metrics.horizontalAdvance(axisText(scale.top)));
    const int left = static_cast<int>(std::ceil(widest)) + 14;
    stackRect_->setMargins({left, kTopMargin, 0, kBetween});
    ratesRect_->setMargins({left, kBetween, 0, kBottomMargin});

    const int labels = std::max(stateLabels_->neededWidth(), rateLabels_->neededWidth());
    for (QCPLayoutElement* element : {static_cast<QCPLayoutElement*>(stateLabels_),
                                      static_cast<QCPLayoutElement*>(rateLabels_)}) {
        element->setMinimumSize(labels, 0);
        element->setMaximumSize(labels, QWIDGETSIZE_MAX);
    }

    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (const TimeTick& tick : timeTicks(data_.from(), data_.to(), size.width() - left - labels))
        ticker->addTick(toKey(tick.time), tick.label);
    for (QCPAxisRect* rect : {stackRect_, ratesRect_}) {
        rect->axis(QCPAxis::atBottom)->setTicker(ticker);
        rect->axis(QCPAxis::atBottom)->setRange(toKey(data_.from()), toKey(data_.to()));
    }
}

void ChartPlot::prepare(QSize size) {
    applyTheme();
    scaleAxes(size);
}

void ChartPlot::refresh() {
    prepare(this->size());
    replot(QCustomPlot::rpQueuedReplot);
}

QRect ChartPlot::stackRect() const {
    return stackRect_->rect();
}

QRect ChartPlot::ratesRect() const {
    return ratesRect_->rect();
}

QRectF ChartPlot::labelRect(TcpState state) const {
    return stateLabels_->labelRect(state);
}

QStringList ChartPlot::readoutText() const {
    return overlay_->readoutText();
}

QImage ChartPlot::renderImage(QSize size, double scale) {
    overlay_->setVisible(false);
    prepare(size);
    QImage image = toPixmap(size.width(), size.height(), scale).toImage();
    overlay_->setVisible(true);
    refresh();
    return image;
}

bool ChartPlot::renderSvg(QIODevice* device, QSize size) {
    QSvgGenerator generator;
    generator.setOutputDevice(device);
    generator.setResolution(96); // one unit is one pixel, for text too
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(accessibleName());
    generator.setDescription(accessibleDescription());
    overlay_->setVisible(false);
    prepare(size);
    QCPPainter painter;
    const bool begun = painter.begin(&generator);
    if (begun) {
        painter.setMode(QCPPainter::pmVectorized);
        toPainter(&painter, size.width(), size.height());
        painter.end();
    }
    overlay_->setVisible(true);
    refresh();
    return begun;
}

bool ChartPlot::overCharts(const QPointF& position) const {
    const QPoint point = position.toPoint();
    return stackRect_->rect().contains(point) || ratesRect_->rect().contains(point);
}

Timestamp ChartPlot::timeAt(double x) const {
    const QRect rect = stackRect_->rect();
    const double part = std::clamp((x - rect.left()) / std::max(rect.width(), 1), 0.0, 1.0);
    const std::chrono::duration<double, std::nano> into = (data_.to() - data_.from()) * part;
    return data_.from() + std::chrono::duration_cast<Duration>(into);
}

void ChartPlot::showCursor(std::optional<QPointF> position) {
    if (!position && !overlay_->position())
        return;
    overlay_->setPosition(position);
    layer(QStringLiteral("cursor"))->replot();
}

void ChartPlot::click(const QPointF& position) {
    const auto hit = stack_->hit(position);
    if (!hit)
        return;
    const bool onStack = stackRect_->rect().contains(position.toPoint());
    Q_EMIT momentActivated(hit->time, onStack ? hit->state : std::nullopt);
}

bool ChartPlot::event(QEvent* event) {
    // Esc belongs to the window's filter, except while there is a zoom to leave.
    if (event->type() == QEvent::ShortcutOverride && zoomed_ &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QCustomPlot::event(event);
}

void ChartPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        refresh();
}

void ChartPlot::resizeEvent(QResizeEvent* event) {
    overlay_->setPosition(std::nullopt);
    prepare(event->size());
    QCustomPlot::resizeEvent(event);
}

void ChartPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    pressed_ = event->position();
    dragging_ = false;
}

void ChartPlot::mouseMoveEvent(QMouseEvent* event) {
    const QPointF position = event->position();
    if (pressed_ && (event->buttons() & Qt::LeftButton) && overCharts(*pressed_) &&
        (dragging_ ||
         std::abs(position.x() - pressed_->x()) >= QApplication::startDragDistance())) {
        dragging_ = true;
        const QRect rect = stackRect_->rect();
        const auto inside = [&rect](double x) {
            return std::clamp<double>(x, rect.left(), rect.right());
        };
        overlay_->setDrag(std::pair(inside(pressed_->x()), inside(position.x())));
        layer(QStringLiteral("cursor"))->replot();
        return;
    }
    const bool onLabel = stateLabels_->stateAt(position).has_value();
    setCursor(onLabel ? Qt::PointingHandCursor : Qt::ArrowCursor);
    showCursor(overCharts(position) ? std::optional(position) : std::nullopt);
}

void ChartPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !pressed_)
        return;
    const QPointF from = *pressed_;
    pressed_.reset();
    if (dragging_) {
        dragging_ = false;
        overlay_->setDrag(std::nullopt);
        overlay_->setPosition(std::nullopt);
        layer(QStringLiteral("cursor"))->replot();
        const auto [first, last] = std::minmax({timeAt(from.x()), timeAt(event->position().x())});
        Q_EMIT zoomRequested(first, last);
        return;
    }
    const auto pressedLabel = stateLabels_->stateAt(from);
    if (pressedLabel && stateLabels_->stateAt(event->position()) == pressedLabel) {
        Q_EMIT stateClicked(*pressedLabel);
    } else if (overCharts(event->position()) && overCharts(from)) {
        if (zoomed_) {
            pendingPosition_ = event->position();
            pendingClick_.start(QApplication::doubleClickInterval());
        } else {
            click(event->position());
        }
    }
}

void ChartPlot::mouseDoubleClickEvent(QMouseEvent* event) {
    pendingClick_.stop();
    pressed_.reset();
    if (const auto state = stateLabels_->stateAt(event->position()))
        Q_EMIT stateClicked(*state); // two quick clicks on a label are two clicks
    else if (zoomed_ && overCharts(event->position()))
        Q_EMIT zoomOutRequested();
}

void ChartPlot::leaveEvent(QEvent* event) {
    QCustomPlot::leaveEvent(event);
    showCursor(std::nullopt);
}

void ChartPlot::focusOutEvent(QFocusEvent* event) {
    QCustomPlot::focusOutEvent(event);
    if (!underMouse())
        showCursor(std::nullopt);
}

void ChartPlot::keyPressEvent(QKeyEvent* event) {
    const QRect rect = stackRect_->rect();
    const QPointF start(rect.right() + 1, rect.top() + rect.height() / 2.0);
    QPointF at = overlay_->position().value_or(start);
    const int step = event->modifiers() & Qt::ShiftModifier ? 20 : 1;
    switch (event->key()) {
    case Qt::Key_Escape:
        if (dragging_) {
            dragging_ = false;
            pressed_.reset();
            overlay_->setDrag(std::nullopt);
            layer(QStringLiteral("cursor"))->replot();
        } else if (zoomed_) {
            Q_EMIT zoomOutRequested();
        } else {
            event->ignore();
        }
        return;
    case Qt::Key_Left:
        at.rx() -= step;
        break;
    case Qt::Key_Right:
        at.rx() += step;
        break;
    case Qt::Key_Up:
        at.ry() -= 2 * step;
        break;
    case Qt::Key_Down:
        at.ry() += 2 * step;
        break;
    case Qt::Key_Home:
        at.setX(rect.left());
        break;
    case Qt::Key_End:
        at.setX(rect.right());
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (overlay_->position())
            click(at);
        return;
    default:
        event->ignore();
        return;
    }
    at.setX(std::clamp<double>(at.x(), rect.left(), rect.right()));
    at.setY(std::clamp<double>(at.y(), rect.top(), ratesRect_->rect().bottom()));
    showCursor(at);
}

} // namespace synoptic
