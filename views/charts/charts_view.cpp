// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/charts_view.h"

#include "views/charts/chart_plot.h"
#include "views/charts/rate_lines.h"
#include "views/theme/theme_manager.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

constexpr auto kRedrawInterval = 1000ms;
constexpr Duration kShortestZoom = 5s;
constexpr QSize kDefaultExport(880, 210);

} // namespace

/// One line that gives way: it is cut short where there is no room, and tells all in its tooltip.
class ChartsView::HintLabel : public QWidget {
public:
    using QWidget::QWidget;
    void setText(const QString& text) {
        text_ = text;
        setToolTip(text.toHtmlEscaped());
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setFont(uiFont(12));
        painter.setPen(themeOf(this).muted);
        painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text_, Qt::ElideRight, width()));
    }

private:
    QString text_;
};

namespace {

QString toText(TcpState state) {
    const std::string_view text = name(state);
    return QString::fromLatin1(text.data(), static_cast<int>(text.size()));
}

} // namespace

ChartsView::ChartsView(QWidget* parent)
    : QWidget(parent), theme_(themeOf(this)), data_(std::make_unique<ChartData>()),
      ranges_(new RangeButtons(this)), listen_(new QCheckBox(this)), live_(new QPushButton(this)),
      hint_(new HintLabel(this)), pages_(new QStackedWidget(this)), empty_(new QLabel(this)),
      plot_(new ChartPlot(*data_, theme_, this)) {
    listen_->setText(toText(TcpState::Listen));
    live_->setFixedHeight(24);
    live_->setObjectName(QStringLiteral("backToLive"));
    plot_->setObjectName(QStringLiteral("chartPlot"));
    pages_->setObjectName(QStringLiteral("pages"));
    live_->hide();
    empty_->setTextFormat(Qt::PlainText);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    pages_->addWidget(empty_);
    pages_->addWidget(plot_);

    auto* controls = new QHBoxLayout;
    controls->setContentsMargins(8, 4, 8, 0);
    controls->setSpacing(8);
    controls->addWidget(ranges_);
    controls->addWidget(listen_);
    controls->addWidget(hint_, 1);
    controls->addWidget(live_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(controls);
    column->addWidget(pages_, 1);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);

    throttle_.setSingleShot(true);
    throttle_.setTimerType(Qt::PreciseTimer);
    connect(&throttle_, &QTimer::timeout, this, [this] {
        if (stale_ && isVisible())
            refreshSoon();
    });
    connect(ranges_, &RangeButtons::rangeChosen, this, &ChartsView::setRange);
    connect(listen_, &QCheckBox::toggled, this, &ChartsView::setListenShown);
    connect(live_, &QPushButton::clicked, this, &ChartsView::zoomOut);
    connect(plot_, &ChartPlot::momentActivated, this, &ChartsView::momentActivated);
    connect(plot_, &ChartPlot::stateClicked, this, [this](TcpState state) {
        isolate(isolatedState() == state ? std::nullopt : std::optional(state));
    });
    connect(plot_, &ChartPlot::zoomRequested, this, &ChartsView::zoomTo);
    connect(plot_, &ChartPlot::zoomOutRequested, this, &ChartsView::zoomOut);

    setTheme(theme_);
    retranslate();
}

ChartsView::~ChartsView() {
    delete plot_; // it refers to data_
}

void ChartsView::setTheme(const Theme& theme) {
    theme_ = theme;
    hint_->update();
    listen_->setFont(uiFont(12));
    empty_->setFont(uiFont(13));
    refresh();
}

void ChartsView::append(std::span<const StateSample> samples) {
    if (samples.empty())
        return;
    for (const StateSample& sample : samples)
        data_->series()->append(sample);
    data_->seriesChanged();
    stale_ = true;
    updateSpan();
    Q_EMIT seriesChanged();
    refreshSoon();
}

std::shared_ptr<const StateSeries> ChartsView::series() const {
    return data_->series();
}

void ChartsView::clear() {
    data_->series()->clear();
    data_->seriesChanged();
    zoom_.reset();
    Q_EMIT seriesChanged();
    updateControls();
    refresh();
}

ChartRange ChartsView::range() const {
    return ranges_->range();
}

void ChartsView::setRange(ChartRange range) {
    zoom_.reset();
    ranges_->setRange(range);
    updateControls();
    updateSpan();
    refresh();
    Q_EMIT rangeChanged(range);
}

ChartRange ChartsView::rangeOfAll() const {
    const StateSeries& series = *data_->series();
    if (series.empty())
        return ChartRange::OneMinute;
    const Duration all = series.newest()->time - *series.firstTime();
    for (const ChartRange range : kAllChartRanges) {
        if (lengthOf(range) >= all)
            return range;
    }
    return kAllChartRanges.back();
}

bool ChartsView::listenShown() const {
    return data_->listenShown();
}

void ChartsView::setListenShown(bool shown) {
    if (shown == data_->listenShown())
        return;
    data_->setListenShown(shown);
    listen_->setChecked(shown);
    if (!shown && isolatedState() == TcpState::Listen)
        isolate(std::nullopt);
    refresh();
    Q_EMIT listenShownChanged(shown);
}

std::optional<TcpState> ChartsView::isolatedState() const {
    return data_->isolated();
}

void ChartsView::isolate(std::optional<TcpState> state) {
    if (state == data_->isolated())
        return;
    data_->setIsolated(state);
    refresh();
    Q_EMIT isolatedStateChanged(state);
}

void ChartsView::zoomTo(Timestamp from, Timestamp to) {
    if (from > to)
        std::swap(from, to);
    if (to - from < kShortestZoom) {
        const Timestamp middle = from + (to - from) / 2;
        from = middle - kShortestZoom / 2;
        to = from + kShortestZoom;
    }
    zoom_ = {from, to};
    updateControls();
    updateSpan();
    refresh();
}

void ChartsView::zoomOut() {
    if (!zoom_)
        return;
    zoom_.reset();
    updateControls();
    updateSpan();
    refresh();
}

Timestamp ChartsView::shownFrom() const {
    return data_->from();
}

Timestamp ChartsView::shownTo() const {
    return data_->to();
}

QImage ChartsView::renderImage(QSize size, double scale) {
    if (size.isEmpty() || scale <= 0)
        return {};
    refresh();
    return plot_->renderImage(size, scale);
}

bool ChartsView::renderSvg(QIODevice* device) {
    refresh();
    const QSize size = plot_->size();
    const bool laidOut = size.width() >= plot_->minimumWidth() && size.height() >= 120;
    return plot_->renderSvg(device, laidOut && isVisible() ? size : kDefaultExport);
}

void ChartsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        setTheme(themeOf(this));
}

void ChartsView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateControls();
    updateSpan(); // its end is rounded to a pixel column
}

void ChartsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_)
        refresh();
}

void ChartsView::retranslate() {
    empty_->setText(tr("The chart fills as soon as there is something to watch"));
    live_->setText(tr("Back to live"));
    listen_->setToolTip(tr("Stack the listening sockets too"));
    setAccessibleName(tr("Charts"));
    plot_->setAccessibleName(tr("TCP states and event rates over time"));
    updateControls();
    updateAccessibleText();
}

void ChartsView::updateControls() {
    plot_->setZoomed(isZoomed());
    live_->setVisible(isZoomed());
    const QString hint = isZoomed() ? tr("Double-click or Esc: back to live")
                                    : tr("Click: filter to that moment · Drag: zoom");
    hint_->setText(hint);
}

void ChartsView::updateSpan() {
    const auto& newest = data_->series()->newest();
    if (!newest)
        return;
    const Timestamp oldFrom = data_->from();
    const Timestamp oldTo = data_->to();
    if (zoom_) {
        data_->setSpan(zoom_->first, zoom_->second);
    } else {
        // Columns begin at multiples of their width whatever the time: a peak keeps its column, and
        // its height, while it travels to the left.
        const Duration length = lengthOf(range());
        const auto width = static_cast<std::int64_t>(std::max(plot_->stackRect().width(), 1));
        const std::int64_t step = std::max<std::int64_t>(length.count() / width, 1);
        const std::int64_t end = (newest->time + 1s).time_since_epoch().count();
        const Timestamp to{Duration((end / step + 1) * step)};
        data_->setSpan(to - Duration(step * width), to);
    }
    if (data_->from() != oldFrom || data_->to() != oldTo)
        Q_EMIT shownSpanChanged(data_->from(), data_->to());
}

void ChartsView::updateAccessibleText() {
    const auto& newest = data_->series()->newest();
    if (!newest) {
        plot_->setAccessibleDescription(empty_->text());
        return;
    }
    const QLocale locale;
    QStringList parts;
    for (const TcpState state : kAllTcpStates) {
        const std::uint32_t count = newest->counts[index(state)];
        if (count > 0 && (state != TcpState::Listen || listenShown()))
            parts << toText(state) + QLatin1Char(' ') + locale.toString(count);
    }
    const RateCounts rates{newest->transitions, newest->retransmissions, newest->resets};
    for (const Rate rate : kAllRates)
        parts << rateName(rate) + QLatin1Char(' ') +
                     locale.toString(static_cast<qulonglong>(rateValue(rates, rate)));
    plot_->setAccessibleDescription(parts.join(QStringLiteral(", ")));
}

void ChartsView::refresh() {
    pages_->setCurrentWidget(data_->series()->empty() ? static_cast<QWidget*>(empty_) : plot_);
    updateSpan();
    stale_ = !isVisible();
    plot_->refresh();
    updateAccessibleText();
}

void ChartsView::refreshSoon() {
    if (!isVisible() || throttle_.isActive())
        return;
    refresh();
    throttle_.start(kRedrawInterval);
}

} // namespace synoptic
