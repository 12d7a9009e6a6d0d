// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/range_buttons.h"

#include "views/theme/theme_manager.h"

#include <QButtonGroup>
#include <QEvent>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace synoptic {

namespace {

constexpr double kRadius = 5;
constexpr int kHeight = 24;

/// A box whose outer corners are round where the row begins and ends.
QPainterPath segmentPath(const QRectF& rect, int edges) {
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(rect, kRadius, kRadius);
    if (!(edges & SegmentButton::First))
        path.addRect(QRectF(rect.left(), rect.top(), kRadius, rect.height()));
    if (!(edges & SegmentButton::Last))
        path.addRect(QRectF(rect.right() - kRadius, rect.top(), kRadius, rect.height()));
    return path.simplified();
}

} // namespace

std::chrono::seconds lengthOf(ChartRange range) {
    using namespace std::chrono_literals;
    switch (range) {
    case ChartRange::OneMinute:
        return 1min;
    case ChartRange::FiveMinutes:
        return 5min;
    case ChartRange::FifteenMinutes:
        return 15min;
    case ChartRange::OneHour:
        return 1h;
    case ChartRange::SixHours:
        return 6h;
    case ChartRange::OneDay:
        return 24h;
    }
    return 15min;
}

SegmentButton::SegmentButton(int edges, QWidget* parent) : QAbstractButton(parent), edges_(edges) {
    setCheckable(true);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

QSize SegmentButton::sizeHint() const {
    // Measured bold, so that choosing a segment does not move the others.
    const double text = QFontMetricsF(uiFont(12, true)).horizontalAdvance(QAbstractButton::text());
    return {static_cast<int>(std::ceil(text)) + 20, kHeight};
}

bool SegmentButton::event(QEvent* event) {
    // The chosen segment's frame lies over its neighbour's: that one has to paint again too.
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        parentWidget()->update();
    return QAbstractButton::event(event);
}

void SegmentButton::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // Neighbours share one line: every segment but the last leaves its right one to the next.
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, edges_ & Last ? -0.5 : 0.5, -0.5);
    const QPainterPath path = segmentPath(box, edges_);
    painter.setClipRect(rect());
    painter.fillPath(path, isChecked()                ? theme.selection
                           : underMouse() || isDown() ? theme.header
                                                      : theme.base);
    painter.setPen(QPen(theme.controlBorder, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    if (isChecked()) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawPath(segmentPath(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), edges_));
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawPath(segmentPath(QRectF(rect()).adjusted(1, 1, -1, -1), edges_));
    }
    painter.setFont(uiFont(12, isChecked()));
    painter.setPen(isChecked() ? theme.accent : theme.text);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

RangeButtons::RangeButtons(QWidget* parent) : QWidget(parent), group_(new QButtonGroup(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const ChartRange range : kAllChartRanges) {
        const int edges = (range == kAllChartRanges.front() ? SegmentButton::First : 0) |
                          (range == kAllChartRanges.back() ? SegmentButton::Last : 0);
        auto* button = new SegmentButton(edges, this);
        // Tab enters the row at the chosen one; the arrow keys go on from there.
        connect(button, &QAbstractButton::toggled, button, [button](bool checked) {
            button->setFocusPolicy(checked ? Qt::TabFocus : Qt::NoFocus);
        });
        group_->addButton(button, static_cast<int>(range));
        row->addWidget(button);
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(group_, &QButtonGroup::idClicked, this,
            [this](int id) { Q_EMIT rangeChosen(static_cast<ChartRange>(id)); });
    setRange(ChartRange::FifteenMinutes);
    retranslate();
}

void RangeButtons::setRange(ChartRange range) {
    button(range)->setChecked(true);
}

ChartRange RangeButtons::range() const {
    return static_cast<ChartRange>(group_->checkedId());
}

QAbstractButton* RangeButtons::button(ChartRange range) const {
    return group_->button(static_cast<int>(range));
}

void RangeButtons::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RangeButtons::retranslate() {
    const auto set = [this](ChartRange range, const QString& text) {
        button(range)->setText(text);
        //: %1 is a length of time: "15 min"
        button(range)->setAccessibleName(tr("Show the last %1").arg(text));
        button(range)->updateGeometry();
    };
    //: A button that sets how far back the chart reaches: as short as can be.
    set(ChartRange::OneMinute, tr("1 min"));
    //: A button that sets how far back the chart reaches: as short as can be.
    set(ChartRange::FiveMinutes, tr("5 min"));
    //: A button that sets how far back the chart reaches: as short as can be.
    set(ChartRange::FifteenMinutes, tr("15 min"));
    //: A button that sets how far back the chart reaches: as short as can be.
    set(ChartRange::OneHour, tr("1 h"));
    //: A button that sets how far back the chart reaches: as short as can be.
    set(ChartRange::SixHours, tr("6 h"));
    //: A button that sets how far back the chart reaches: as short as can be.
    set(ChartRange::OneDay, tr("24 h"));
    setAccessibleName(tr("Range of the charts"));
}

} // namespace synoptic
