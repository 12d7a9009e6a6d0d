// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/synoptic_style.h"

#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHeaderView>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

namespace synoptic {

namespace {

constexpr int kButtonHeight = 28;
constexpr int kSmallButtonHeight = 24;
constexpr int kHeaderHeight = 26;
constexpr int kTabHeight = 30;
constexpr int kScrollBar = 12;
constexpr int kCheckBox = 16;

bool has(const QStyleOption* option, QStyle::StateFlag flag) {
    return option->state.testFlag(flag);
}

bool isPrimary(const QWidget* widget) {
    return widget && widget->property("primary").toBool();
}

void paintButtonPanel(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
    const Theme& theme = themeOf(option->palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool pressed = has(option, QStyle::State_Sunken) || has(option, QStyle::State_On);
    const bool hovered = enabled && has(option, QStyle::State_MouseOver);
    QColor fill = theme.base;
    QColor border = enabled ? theme.controlBorder : theme.border;
    if (isPrimary(widget) && enabled) {
        fill = pressed || hovered ? mixed(theme.accent, theme.text, 0.88) : theme.accent;
        border = fill;
    } else if (pressed) {
        fill = theme.selection;
    } else if (hovered) {
        fill = theme.header;
    }
    paintBox(*painter, option->rect, fill, border);
}

void paintCheckBox(const QStyleOption* option, QPainter* painter) {
    const Theme& theme = themeOf(option->palette);
    const bool on = has(option, QStyle::State_On);
    const bool partly = has(option, QStyle::State_NoChange);
    const bool enabled = has(option, QStyle::State_Enabled);
    const QColor mark = enabled ? theme.accent : theme.dimmed;
    const bool filled = on || partly;
    paintBox(*painter, option->rect, filled ? mark : theme.base,
             filled ? mark : (enabled ? theme.controlBorder : theme.border), 3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(QRectF(option->rect).center());
    painter->setPen(QPen(theme.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (on)
        painter->drawPolyline(QPolygonF({{-3.6, 0.2}, {-1.1, 2.8}, {3.8, -2.8}}));
    else if (partly)
        painter->drawLine(QPointF(-3.5, 0), QPointF(3.5, 0));
    painter->restore();
}

void paintRadioButton(const QStyleOption* option, QPainter* painter) {
    const Theme& theme = themeOf(option->palette);
    const bool on = has(option, QStyle::State_On);
    const QColor mark = has(option, QStyle::State_Enabled) ? theme.accent : theme.dimmed;
    const QRectF rect = option->rect;
    paintBox(*painter, rect, on ? mark : theme.base, on ? mark : theme.controlBorder,
             rect.width() / 2);
    if (on)
        paintBox(*painter, rect.adjusted(5, 5, -5, -5), theme.onAccent, Qt::transparent,
                 rect.width() / 2 - 5);
}

void paintSplitHandle(const QStyleOption* option, QPainter* painter) {
    const Theme& theme = themeOf(option->palette);
    const QRect& rect = option->rect;
    const bool hot = has(option, QStyle::State_MouseOver);
    painter->fillRect(rect, hot ? theme.selection : theme.window);
    painter->setPen(hot ? theme.accent : theme.border);
    if (rect.width() < rect.height()) {
        painter->drawLine(rect.topLeft(), rect.bottomLeft());
        painter->drawLine(rect.topRight(), rect.bottomRight());
    } else {
        painter->drawLine(rect.topLeft(), rect.topRight());
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    }
}

void paintTab(const QStyleOptionTab* tab, QPainter* painter) {
    const Theme& theme = themeOf(tab->palette);
    const bool selected = has(tab, QStyle::State_Selected);
    const QRect& rect = tab->rect;
    QColor ground = selected ? theme.base : theme.header;
    if (!selected && has(tab, QStyle::State_MouseOver))
        ground = mixed(theme.base, theme.header, 0.5);
    painter->fillRect(rect, ground);
    painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme.border);
    if (selected)
        painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), theme.accent);
    else
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.border);
}

void paintTabLabel(const QStyleOptionTab* tab, QPainter* painter) {
    const Theme& theme = themeOf(tab->palette);
    const bool selected = has(tab, QStyle::State_Selected);
    painter->save();
    painter->setFont(uiFont(12, selected));
    painter->setPen(selected ? theme.text : theme.muted);
    painter->drawText(tab->rect, Qt::AlignCenter | Qt::TextShowMnemonic, tab->text);
    if (has(tab, QStyle::State_HasFocus))
        paintFocusRing(*painter, QRectF(tab->rect).adjusted(2, 3, -2, -2), theme, 3);
    painter->restore();
}

void paintHeaderSection(const QStyleOption* option, QPainter* painter) {
    const Theme& theme = themeOf(option->palette);
    const QRect& rect = option->rect;
    const bool hot = has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled);
    painter->fillRect(rect, hot ? mixed(theme.selection, theme.header, 0.6) : theme.header);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.border);
    painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme.border);
}

void paintHeaderLabel(const QStyleOptionHeader* header, QPainter* painter) {
    constexpr int kPadding = 7;
    constexpr int kArrow = 12;
    const Theme& theme = themeOf(header->palette);
    painter->save();
    painter->setFont(uiFont(12, true));
    painter->setPen(theme.text);
    const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
    // The option's rect is the label area inside the margins of the style; take them back.
    QRect room = header->rect.adjusted(0, 0, 0, 0);
    if (sorted)
        room.setWidth(room.width() - kArrow);
    const QString text =
        painter->fontMetrics().elidedText(header->text, Qt::ElideRight, room.width());
    QRect used;
    painter->drawText(room,
                      int(header->textAlignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter |
                          Qt::TextDontClip, // the label's area is lower than a line with a "g"
                      text, &used);
    if (sorted) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.accent);
        const double x = used.right() + kPadding + 1;
        const double y = header->rect.center().y() + 0.5;
        // Qt's SortDown is an ascending order: small values first, an arrow that points up.
        const double tip = header->sortIndicator == QStyleOptionHeader::SortDown ? -2.2 : 2.2;
        painter->drawPolygon(QPolygonF({{x - 3.6, y - tip}, {x + 3.6, y - tip}, {x, y + tip}}));
    }
    painter->restore();
}

} // namespace

SynopticStyle::SynopticStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("fusion"))) {}

void SynopticStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
        qobject_cast<QTabBar*>(widget) || qobject_cast<QHeaderView*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int SynopticStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                               const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent:
        return kScrollBar;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_DefaultFrameWidth:
    case PM_ToolBarFrameWidth:
        return 1;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 5;
    case PM_DockWidgetFrameWidth:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return kCheckBox;
    case PM_HeaderMargin:
        return 7;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int SynopticStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                             QStyleHintReturn* data) const {
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_TabBar_ElideMode:
        return Qt::ElideNone;
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ItemView_ShowDecorationSelected:
        return hint == SH_ItemView_ShowDecorationSelected;
    case SH_ScrollView_FrameOnlyAroundContents:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize SynopticStyle::sizeFromContents(ContentsType type, const QStyleOption* option,
                                      const QSize& size, const QWidget* widget) const {
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const bool small = widget && widget->property("small").toBool();
        wanted.setWidth(qMax(size.width() + 24, small ? 40 : 72));
        wanted.setHeight(small ? kSmallButtonHeight : kButtonHeight);
        return wanted;
    }
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        wanted.setHeight(qMax(wanted.height(), kButtonHeight));
        return wanted;
    case CT_TabBarTab:
        wanted.setWidth(wanted.width() + 12);
        wanted.setHeight(kTabHeight);
        return wanted;
    case CT_HeaderSection:
        wanted.setHeight(kHeaderHeight);
        return wanted;
    case CT_MenuBarItem:
        wanted.setHeight(28);
        return wanted;
    case CT_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            const bool named = button->toolButtonStyle == Qt::ToolButtonTextBesideIcon;
            const bool menu = button->features.testFlag(QStyleOptionToolButton::HasMenu);
            wanted = QSize(named ? size.width() + 16 : 28, kButtonHeight);
            if (menu)
                wanted.rwidth() += named ? 18 : 14;
        }
        return wanted;
    default:
        return wanted;
    }
}

QRect SynopticStyle::subElementRect(SubElement element, const QStyleOption* option,
                                    const QWidget* widget) const {
    if (element == SE_HeaderLabel)
        return option->rect.adjusted(7, 0, -7, 0);
    if (element == SE_PushButtonFocusRect)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

void SynopticStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                  QPainter* painter, const QWidget* widget) const {
    const Theme& theme = themeOf(option->palette);
    switch (element) {
    case PE_FrameFocusRect:
        paintFocusRing(*painter, option->rect, theme);
        return;
    case PE_PanelButtonCommand:
        paintButtonPanel(option, painter, widget);
        return;
    case PE_FrameDefaultButton:
    case PE_IndicatorHeaderArrow:
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase:
        return;
    case PE_PanelButtonTool:
        if (has(option, State_On) || has(option, State_Sunken))
            paintBox(*painter, option->rect, theme.selection, Qt::transparent);
        else if (has(option, State_MouseOver) && has(option, State_Enabled))
            paintBox(*painter, option->rect, theme.header, Qt::transparent);
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth > 0) {
            const bool focused = has(option, State_HasFocus);
            paintBox(*painter, option->rect, theme.base,
                     focused ? theme.accent : theme.controlBorder, kControlRadius,
                     focused ? kFocusWidth : 1);
        } else {
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        }
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(option, painter);
        return;
    case PE_IndicatorRadioButton:
        paintRadioButton(option, painter);
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        paintSplitHandle(option, painter);
        return;
    case PE_Frame:
    case PE_FrameGroupBox:
        painter->save();
        painter->setPen(theme.border);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, theme.base);
        painter->setPen(theme.controlBorder);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect, theme.window);
        painter->fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)),
                          theme.border);
        return;
    case PE_IndicatorArrowDown:
        paintChevron(*painter, option->rect, Qt::Key_Down, theme.text);
        return;
    case PE_IndicatorArrowUp:
        paintChevron(*painter, option->rect, Qt::Key_Up, theme.text);
        return;
    case PE_IndicatorArrowRight:
        paintChevron(*painter, option->rect, Qt::Key_Right, theme.text);
        return;
    case PE_IndicatorArrowLeft:
        paintChevron(*painter, option->rect, Qt::Key_Left, theme.text);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void SynopticStyle::drawControl(ControlElement element, const QStyleOption* option,
                                QPainter* painter, const QWidget* widget) const {
    const Theme& theme = themeOf(option->palette);
    switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        paintHeaderSection(option, painter);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            paintHeaderLabel(header, painter);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            paintTab(tab, painter);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            paintTabLabel(tab, painter);
            return;
        }
        break;
    case CE_Splitter:
        paintSplitHandle(option, painter);
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, theme.window);
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
            theme.border);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, theme.window);
        return;
    case CE_MenuBarItem:
        painter->fillRect(option->rect, theme.window);
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            if (has(option, State_Selected))
                paintBox(*painter, QRectF(option->rect).adjusted(1, 2, -1, -2), theme.selection,
                         Qt::transparent);
            painter->setPen(theme.text);
            painter->drawText(option->rect,
                              Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                              item->text);
        }
        return;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
            button && isPrimary(widget) && has(option, State_Enabled)) {
            painter->save();
            painter->setFont(uiFont(13, true));
            painter->setPen(theme.onAccent);
            painter->drawText(option->rect, Qt::AlignCenter | Qt::TextShowMnemonic, button->text);
            painter->restore();
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

} // namespace synoptic
