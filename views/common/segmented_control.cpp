// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/segmented_control.h"

#include "views/theme/icons.h"
#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace synoptic {

namespace {
constexpr int kHeight = 28;
constexpr int kPadding = 12;
constexpr int kIcon = 16;
constexpr int kGap = 8;
} // namespace

Segment::Segment(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segment::setIconName(const QString& name) {
    iconName_ = name;
    updateGeometry();
}

void Segment::setDot(bool dot) {
    dot_ = dot;
    updateGeometry();
}

QSize Segment::sizeHint() const {
    // Measured bold, so that choosing another segment moves nothing.
    const QFontMetrics metrics(uiFont(13, true));
    const int sign = dot_ || !iconName_.isEmpty() ? kIcon + kGap : 0;
    return {metrics.horizontalAdvance(text()) + sign + 2 * kPadding, kHeight};
}

void Segment::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    const bool first = pos().x() <= 1;
    const bool last = geometry().right() >= parentWidget()->width() - 2;
    const QColor ink = !isEnabled() ? theme.dimmed : isChecked() ? theme.onAccent : theme.text;
    QColor ground = isChecked() ? theme.accent : theme.base;
    if (!isEnabled())
        ground = theme.base;
    else if (!isChecked() && (underMouse() || isDown()))
        ground = theme.header;

    // Rounded only where the control ends.
    const QRectF box(rect());
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(box.adjusted(first ? 0.5 : -9, 0.5, last ? -0.5 : 9, -0.5), kControlRadius,
                         kControlRadius);
    painter.setClipRect(rect());
    painter.setPen(QPen(isChecked() && isEnabled() ? theme.accent : theme.controlBorder, 1));
    painter.setBrush(ground);
    painter.drawPath(shape);
    if (!last && !isChecked())
        painter.fillRect(QRectF(box.right() - 1, 1, 1, box.height() - 2), theme.border);

    const QFont font = uiFont(13, isChecked());
    const int textWidth = QFontMetrics(font).horizontalAdvance(text());
    const bool sign = dot_ || !iconName_.isEmpty();
    int x = (width() - textWidth - (sign ? kIcon + kGap : 0)) / 2;
    if (dot_)
        paintBox(painter, QRectF(x + 4, height() / 2.0 - 4, 8, 8), ink, Qt::transparent, 4);
    else if (sign)
        painter.drawPixmap(x, (height() - kIcon) / 2,
                           symbolicPixmap(iconName_, kIcon, devicePixelRatioF(), ink));
    x += sign ? kIcon + kGap : 0;
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, text());
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintBox(painter, box.adjusted(2, 2, -2, -2), Qt::transparent,
                 isChecked() ? theme.onAccent : theme.accent, 3, kFocusWidth);
}

SegmentedControl::SegmentedControl(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&group_, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
}

int SegmentedControl::addSegment(const QString& text, const QString& iconName) {
    auto* segment = new Segment(this);
    segment->setText(text);
    segment->setIconName(iconName);
    const int index = int(group_.buttons().size());
    group_.addButton(segment, index);
    layout()->addWidget(segment);
    if (index == 0)
        segment->setChecked(true);
    return index;
}

Segment* SegmentedControl::segment(int index) const {
    return static_cast<Segment*>(group_.button(index));
}

int SegmentedControl::current() const {
    return group_.checkedId();
}

void SegmentedControl::setCurrent(int index) {
    if (QAbstractButton* button = group_.button(index))
        button->setChecked(true);
}

} // namespace synoptic
