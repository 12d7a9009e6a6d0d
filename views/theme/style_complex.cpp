// SPDX-License-Identifier: GPL-3.0-or-later
// The compound controls of SynopticStyle: tool buttons, combo and spin boxes, scroll bars.
#include "views/theme/style_painting.h"
#include "views/theme/synoptic_style.h"
#include "views/theme/theme_manager.h"

#include <QPainter>
#include <QStyleOption>

namespace synoptic {

namespace {

bool has(const QStyleOption* option, QStyle::StateFlag flag) {
    return option->state.testFlag(flag);
}

void paintToolButton(const QStyle& style, const QStyleOptionToolButton* button, QPainter* painter,
                     const QWidget* widget) {
    const Theme& theme = themeOf(button->palette);
    const bool enabled = has(button, QStyle::State_Enabled);
    style.drawPrimitive(QStyle::PE_PanelButtonTool, button, painter, widget);
    QRect room = button->rect.adjusted(6, 0, -6, 0);
    const bool iconOnly = button->toolButtonStyle == Qt::ToolButtonIconOnly;
    if (button->features.testFlag(QStyleOptionToolButton::HasMenu) && !iconOnly) {
        paintChevron(*painter, QRectF(room.right() - 10, room.top(), 10, room.height()),
                     Qt::Key_Down, enabled ? theme.muted : theme.dimmed);
        room.setRight(room.right() - 14);
    }
    const bool named = button->toolButtonStyle == Qt::ToolButtonTextBesideIcon ||
                       (button->toolButtonStyle == Qt::ToolButtonTextOnly) || button->icon.isNull();
    const bool icon = !button->icon.isNull() && button->toolButtonStyle != Qt::ToolButtonTextOnly;
    if (icon) {
        const QSize size = button->iconSize;
        const int x = named ? room.left() : room.left() + (room.width() - size.width()) / 2;
        const QRect place(x, room.top() + (room.height() - size.height()) / 2, size.width(),
                          size.height());
        button->icon.paint(painter, place, Qt::AlignCenter,
                           enabled ? QIcon::Normal : QIcon::Disabled,
                           has(button, QStyle::State_On) ? QIcon::On : QIcon::Off);
        room.setLeft(place.right() + 8);
    }
    if (named) {
        painter->save();
        painter->setFont(button->font);
        painter->setPen(enabled ? theme.text : theme.dimmed);
        painter->drawText(room,
                          int(icon ? Qt::AlignLeft : Qt::AlignCenter) | Qt::AlignVCenter |
                              Qt::TextShowMnemonic | Qt::TextSingleLine,
                          button->text);
        painter->restore();
    }
    if (has(button, QStyle::State_HasFocus) && has(button, QStyle::State_KeyboardFocusChange))
        paintFocusRing(*painter, button->rect, theme);
}

void paintComboBox(const QStyleOptionComboBox* combo, QPainter* painter) {
    const Theme& theme = themeOf(combo->palette);
    const bool focused = has(combo, QStyle::State_HasFocus);
    const bool enabled = has(combo, QStyle::State_Enabled);
    paintBox(*painter, combo->rect,
             has(combo, QStyle::State_MouseOver) && enabled ? theme.header : theme.base,
             focused   ? theme.accent
             : enabled ? theme.controlBorder
                       : theme.border,
             kControlRadius, focused ? kFocusWidth : 1);
    paintChevron(*painter,
                 QRectF(combo->rect.right() - 20, combo->rect.top(), 14, combo->rect.height()),
                 Qt::Key_Down, enabled ? theme.text : theme.dimmed);
}

void paintSpinBox(const QStyle& style, const QStyleOptionSpinBox* spin, QPainter* painter,
                  const QWidget* widget) {
    const Theme& theme = themeOf(spin->palette);
    const bool focused = has(spin, QStyle::State_HasFocus);
    paintBox(*painter, spin->rect, theme.base, focused ? theme.accent : theme.controlBorder,
             kControlRadius, focused ? kFocusWidth : 1);
    const auto arrow = [&](QStyle::SubControl part, Qt::Key direction, bool able) {
        const QRect rect = style.subControlRect(QStyle::CC_SpinBox, spin, part, widget);
        paintChevron(*painter, rect, direction, able ? theme.text : theme.border);
    };
    arrow(QStyle::SC_SpinBoxUp, Qt::Key_Up,
          spin->stepEnabled.testFlag(QAbstractSpinBox::StepUpEnabled));
    arrow(QStyle::SC_SpinBoxDown, Qt::Key_Down,
          spin->stepEnabled.testFlag(QAbstractSpinBox::StepDownEnabled));
}

void paintScrollBar(const QStyle& style, const QStyleOptionSlider* bar, QPainter* painter,
                    const QWidget* widget) {
    const Theme& theme = themeOf(bar->palette);
    painter->fillRect(bar->rect, theme.base);
    const bool upright = bar->orientation == Qt::Vertical;
    painter->fillRect(upright ? QRect(bar->rect.topLeft(), QSize(1, bar->rect.height()))
                              : QRect(bar->rect.topLeft(), QSize(bar->rect.width(), 1)),
                      theme.border);
    if (bar->minimum == bar->maximum)
        return;
    QRectF handle =
        style.subControlRect(QStyle::CC_ScrollBar, bar, QStyle::SC_ScrollBarSlider, widget);
    handle.adjust(upright ? 3.5 : 2, upright ? 2 : 3.5, upright ? -2.5 : -2, upright ? -2 : -2.5);
    const bool hot = has(bar, QStyle::State_MouseOver) || has(bar, QStyle::State_Sunken);
    paintBox(*painter, handle,
             hot ? theme.controlBorder : mixed(theme.controlBorder, theme.base, 0.7),
             Qt::transparent, 3);
}

} // namespace

void SynopticStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                       QPainter* painter, const QWidget* widget) const {
    if (control == CC_ToolButton) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option))
            return paintToolButton(*this, button, painter, widget);
    } else if (control == CC_ComboBox) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
            combo && !combo->editable)
            return paintComboBox(combo, painter);
    } else if (control == CC_SpinBox) {
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option))
            return paintSpinBox(*this, spin, painter, widget);
    } else if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return paintScrollBar(*this, bar, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect SynopticStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                    SubControl part, const QWidget* widget) const {
    if (control != CC_ScrollBar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (!bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    // No arrow buttons: the groove is the whole bar.
    const bool upright = bar->orientation == Qt::Vertical;
    const int length = upright ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    const int least = pixelMetric(PM_ScrollBarSliderMin, option, widget);
    int slider = length;
    if (range > 0)
        slider = qBound(qMin(least, length),
                        int(qint64(bar->pageStep) * length / (range + bar->pageStep)), length);
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                              length - slider, bar->upsideDown);
    const auto stretch = [&](int from, int size) {
        const QRect rect = upright ? QRect(0, from, bar->rect.width(), size)
                                   : QRect(from, 0, size, bar->rect.height());
        return visualRect(bar->direction, bar->rect, rect.translated(bar->rect.topLeft()));
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return stretch(start, slider);
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSubPage:
        return stretch(0, start);
    case SC_ScrollBarAddPage:
        return stretch(start + slider, length - start - slider);
    default:
        return {};
    }
}

} // namespace synoptic
