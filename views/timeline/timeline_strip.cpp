// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/timeline/timeline_strip.h"

#include "views/charts/chart_scale.h"
#include "views/theme/theme_manager.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

constexpr int kHeight = 60;
constexpr int kMargin = 12;
constexpr int kTrackTop = 8;
constexpr int kTrackHeight = 35;
constexpr int kBarPitch = 4; ///< a bar of three pixels and its distance to the next
constexpr int kBarRoom = 8;  ///< above the bars, for the marks
constexpr double kMarkSize = 7;
constexpr std::size_t kMarkDistance = 3; ///< bars

/// The strip reaches back the shortest of these that holds the whole session.
constexpr std::array<Duration, 4> kSpans{10min, 30min, 1h, 2h};

QString number(std::uint64_t value) {
    return QLocale().toString(static_cast<qulonglong>(value));
}

double ratePerSecond(const StateColumn& column) {
    return column.samples == 0
               ? 0
               : static_cast<double>(column.sum.transitions) / static_cast<double>(column.samples);
}

/// The median of those bars that have any height; 1 if there are none.
double usualRate(const std::vector<StateColumn>& columns) {
    std::vector<double> rates;
    for (const StateColumn& column : columns) {
        if (const double rate = ratePerSecond(column); rate > 0)
            rates.push_back(rate);
    }
    if (rates.empty())
        return 1;
    const auto middle = rates.begin() + static_cast<std::ptrdiff_t>(rates.size() / 2);
    std::nth_element(rates.begin(), middle, rates.end());
    return *middle;
}

} // namespace

std::vector<std::size_t> resetMarks(const std::vector<StateColumn>& columns, std::size_t distance) {
    double resets = 0;
    double seconds = 0;
    for (const StateColumn& column : columns) {
        resets += static_cast<double>(column.sum.resets);
        seconds += column.samples;
    }
    const double least = std::max(1.0, seconds > 0 ? 4 * resets / seconds : 0);
    std::vector<std::size_t> marks;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::uint64_t peak = columns[i].peak.resets;
        if (static_cast<double>(peak) < least)
            continue;
        if (!marks.empty() && i - marks.back() < distance) {
            if (peak > columns[marks.back()].peak.resets)
                marks.back() = i;
        } else {
            marks.push_back(i);
        }
    }
    return marks;
}

TimelineStrip::TimelineStrip(QWidget* parent) : QWidget(parent), theme_(themeOf(this)) {
    setFixedHeight(kHeight);
    setMinimumWidth(320);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    update();
}

QSize TimelineStrip::sizeHint() const {
    return {900, kHeight};
}

void TimelineStrip::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void TimelineStrip::setSeries(std::shared_ptr<const StateSeries> series) {
    series_ = std::move(series);
    refresh();
}

void TimelineStrip::refresh() {
    readColumns();
    update();
}

void TimelineStrip::setShownSpan(Timestamp from, Timestamp to) {
    shown_ = {from, to};
    update();
}

void TimelineStrip::setMode(Mode mode) {
    mode_ = mode;
    readColumns();
    update();
}

/// Everything a change may concern: the picture, and the words for those who do not see it.
void TimelineStrip::update() {
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(
        isEmpty() ? tr("The timeline fills as soon as there is something to watch")
                  : statusText() + QLatin1Char(' ') + clockText(series_->newest()->time));
    QWidget::update();
}

QRect TimelineStrip::trackRect() const {
    const QFontMetricsF words(uiFont(13, true));
    const QFontMetricsF clock(uiFont(15, true));
    const double widest =
        std::max({words.horizontalAdvance(tr("Live")), words.horizontalAdvance(tr("Paused")),
                  words.horizontalAdvance(tr("Capture"))});
    const int status = static_cast<int>(
        std::ceil(24 + 14 + widest + 10 + clock.horizontalAdvance(QStringLiteral("00:00:00"))));
    return {kMargin, kTrackTop, std::max(width() - 2 * kMargin - status, kBarPitch), kTrackHeight};
}

double TimelineStrip::xOf(Timestamp time) const {
    const QRect track = trackRect();
    if (from_ >= to_)
        return track.left();
    const double part =
        std::chrono::duration<double>(time - from_) / std::chrono::duration<double>(to_ - from_);
    return track.left() + part * track.width();
}

void TimelineStrip::readColumns() {
    columns_.clear();
    if (isEmpty())
        return;
    const Timestamp newest = series_->newest()->time;
    const Duration session = newest - series_->firstTime().value_or(newest);
    const auto it = std::lower_bound(kSpans.begin(), kSpans.end(), session);
    Duration span = it == kSpans.end() ? kSpans.back() : *it;
    if (mode_ == Mode::Capture) // all of it, and little more
        span = std::clamp<Duration>(session + session / 16, 10s, 24h);

    // Bars begin at multiples of their length: they keep their height while they travel.
    const int count = std::max(trackRect().width() / kBarPitch, 1);
    const Duration step = span / count;
    const auto end = (newest + 1s).time_since_epoch().count() / step.count() + 1;
    to_ = Timestamp(step * end);
    from_ = to_ - step * count;
    columns_ = series_->columns(from_, to_, static_cast<std::size_t>(count));
}

bool TimelineStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), toolTipAt(help->pos()).toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

void TimelineStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setTheme(themeOf(this));
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

void TimelineStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    readColumns();
}

QString TimelineStrip::statusText() const {
    //: The timeline follows what happens now, or stands still.
    switch (mode_) {
    case Mode::Live:
        return tr("Live");
    case Mode::Paused:
        return tr("Paused");
    case Mode::Capture:
        break;
    }
    //: The timeline shows a capture file
    return tr("Capture");
}

QString TimelineStrip::toolTipAt(const QPoint& position) const {
    const QRect track = trackRect();
    if (columns_.empty() || !track.contains(position))
        return {};
    const auto count = static_cast<int>(columns_.size());
    const int i = std::clamp((position.x() - track.left()) * count / track.width(), 0, count - 1);
    const StateColumn& column = columns_[static_cast<std::size_t>(i)];
    const Timestamp start = from_ + (to_ - from_) * i / count;
    if (!column.known && column.gap)
        //: %1 is a time of day. Watching was paused, or events were lost.
        return tr("%1: not watched").arg(clockText(start));
    if (!column.known)
        return {};
    //: %1 is a time of day, %2 and %3 are numbers of the seconds that follow it.
    return tr("%1: transitions %2, RST %3")
        .arg(clockText(start), number(column.sum.transitions), number(column.sum.resets));
}

void TimelineStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_.window);
    painter.fillRect(QRect(0, 0, width(), 1), theme_.border);
    const QRect track =
        isEmpty() ? trackRect().adjusted(0, 0, width() - 2 * kMargin - trackRect().width(), 0)
                  : trackRect();
    painter.fillRect(track, theme_.base);
    if (isEmpty()) {
        painter.setFont(uiFont(12));
        painter.setPen(theme_.muted);
        painter.drawText(track, Qt::AlignCenter,
                         tr("The timeline fills as soon as there is something to watch"));
    } else {
        paintTrack(painter, track);
        paintTimes(painter, track);
        paintStatus(painter);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme_.border, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(track).adjusted(-0.5, -0.5, 0.5, 0.5), 2, 2);
    if (!isEmpty())
        paintMarks(painter, track);
}

void TimelineStrip::paintTrack(QPainter& painter, const QRect& track) const {
    if (shown_) {
        const double left = std::max<double>(xOf(shown_->first), track.left());
        const double right = std::min<double>(xOf(shown_->second), track.left() + track.width());
        if (left < right)
            painter.fillRect(QRectF(left, track.top(), right - left, track.height()),
                             theme_.selection);
    }
    // In proportion up to the usual, by the logarithm above it: a flood must not press an ordinary
    // hour flat.
    const double usual = usualRate(columns_);
    double highest = 0;
    for (const StateColumn& column : columns_)
        highest = std::max(highest, std::asinh(ratePerSecond(column) / usual));

    const double pitch = track.width() / static_cast<double>(columns_.size());
    const QColor bar = mixed(theme_.muted, theme_.base, theme_.dark ? 0.62 : 0.68);
    const QColor gap = mixed(theme_.muted, theme_.base, 0.22);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const double left = std::round(track.left() + static_cast<double>(i) * pitch);
        const double right = std::round(track.left() + static_cast<double>(i + 1) * pitch);
        if (columns_[i].gap)
            painter.fillRect(QRectF(left, track.top(), right - left, track.height()), gap);
        const double rate = ratePerSecond(columns_[i]);
        if (rate <= 0)
            continue;
        const double part = std::asinh(rate / usual) / highest;
        const double height = std::max(1.0, std::round(part * (track.height() - kBarRoom)));
        painter.fillRect(
            QRectF(left, track.top() + track.height() - height, right - left - 1, height), bar);
    }
}

void TimelineStrip::paintMarks(QPainter& painter, const QRect& track) const {
    const double pitch = track.width() / static_cast<double>(columns_.size());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.reset);
    for (const std::size_t i : resetMarks(columns_, kMarkDistance)) {
        const double x = track.left() + (static_cast<double>(i) + 0.5) * pitch;
        painter.drawPolygon(QPolygonF({{x - kMarkSize / 2, track.top() + 1.0},
                                       {x + kMarkSize / 2, track.top() + 1.0},
                                       {x, track.top() + 1.0 + kMarkSize - 1}}));
    }
    const double end = track.left() + track.width();
    painter.setBrush(mode_ == Mode::Live ? theme_.accent : theme_.muted);
    painter.drawRect(QRectF(end - 2, track.top() - 3, 2, track.height() + 3));
    painter.drawPolygon(QPolygonF(
        {{end - 7, track.top() - 3.0}, {end, track.top() - 3.0}, {end, track.top() + 4.0}}));
}

void TimelineStrip::paintTimes(QPainter& painter, const QRect& track) const {
    painter.setFont(uiFont(11));
    for (const TimeTick& tick : timeTicks(from_, to_, track.width(), 110)) {
        const double x = std::round(xOf(tick.time));
        painter.fillRect(QRectF(x, track.bottom() + 1, 1, 3), theme_.controlBorder);
        painter.setPen(theme_.muted);
        const double half = QFontMetricsF(painter.font()).horizontalAdvance(tick.label) / 2 + 1;
        if (x - half < 0)
            continue;
        painter.drawText(QRectF(x - half, track.bottom() + 3, 2 * half, 14), Qt::AlignCenter,
                         tick.label);
    }
}

void TimelineStrip::paintStatus(QPainter& painter) const {
    const QFont clock = uiFont(15, true);
    const QFont words = uiFont(13, true);
    const QString time = clockText(series_->newest()->time);
    const double middle = kTrackTop + kTrackHeight / 2.0;
    const QRectF line(0, middle - 12, width() - kMargin, 24);
    painter.setFont(clock);
    painter.setPen(theme_.text);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, time);

    const double wordsRight = line.right() - QFontMetricsF(clock).horizontalAdvance(time) - 10;
    const QColor color = mode_ == Mode::Live ? theme_.accent : theme_.muted;
    painter.setFont(words);
    painter.setPen(color);
    painter.drawText(QRectF(0, line.top(), wordsRight, line.height()),
                     Qt::AlignRight | Qt::AlignVCenter, statusText());
    const double x = wordsRight - QFontMetricsF(words).horizontalAdvance(statusText()) - 11;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (mode_ == Mode::Live) {
        painter.drawEllipse(QPointF(x, middle), 4, 4);
    } else if (mode_ == Mode::Paused) {
        painter.drawRect(QRectF(x - 4, middle - 4.5, 3, 9));
        painter.drawRect(QRectF(x + 1, middle - 4.5, 3, 9));
    }
    painter.restore();
}

} // namespace synoptic
