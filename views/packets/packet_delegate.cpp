// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/packet_delegate.h"

#include "model/items/packet_table_model.h"
#include "views/table/row_paint.h"
#include "views/theme/style_painting.h"

namespace synoptic {

namespace {

using Model = PacketTableModel;

constexpr int kPadding = 7;

QColor groundOf(const Theme& theme, int row, PacketSeverity severity, bool selected, bool active) {
    if (!selected && severity == PacketSeverity::Trouble)
        return theme.warning.background;
    return rowGround(theme, row, RowHighlight::None, selected, active);
}

/// On the ground of a selected row the colour of RST would be too faint.
QColor inkOf(const Theme& theme, int column, PacketSeverity severity, bool selected, bool pending) {
    if (pending)
        return theme.muted;
    if (severity == PacketSeverity::Reset)
        return selected ? theme.text : theme.reset;
    if (severity == PacketSeverity::Trouble && column == Model::Info)
        return theme.warning.foreground;
    return column == Model::Number || column == Model::SinceLast ? theme.muted : theme.text;
}

} // namespace

PacketDelegate::PacketDelegate(QObject* parent)
    : QStyledItemDelegate(parent), plain_(uiFont(12)),
      widestCharacter_(QFontMetrics(plain_).horizontalAdvance(QLatin1Char('W'))) {}

void PacketDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const Theme& theme = themeOf(option.palette);
    const auto severity = PacketSeverity(index.data(Model::SeverityRole).toInt());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool active = option.widget && option.widget->isActiveWindow();
    const int column = index.column();
    painter->fillRect(option.rect, groundOf(theme, index.row(), severity, selected, active));
    QString text = index.data(Qt::DisplayRole).toString();
    const QRect room = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    painter->save();
    painter->setFont(plain_);
    painter->setPen(
        inkOf(theme, column, severity, selected, index.data(Model::PendingRole).toBool()));
    if (text.size() * widestCharacter_ > room.width()) { // else it fits in any case
        const bool end = column == Model::Source || column == Model::Destination;
        text = painter->fontMetrics().elidedText(text, end ? Qt::ElideMiddle : Qt::ElideRight,
                                                 room.width());
    }
    const auto side = Model::isRightAligned(column) ? Qt::AlignRight
                      : column == Model::Direction  ? Qt::AlignHCenter
                                                    : Qt::AlignLeft;
    painter->drawText(room, int(side) | Qt::AlignVCenter | Qt::TextSingleLine, text);
    // The focus ring only where the keyboard moves it; a click is told by the selected row.
    if (option.state.testFlag(QStyle::State_HasFocus) &&
        option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(*painter, option.rect, theme, 3);
    painter->restore();
}

QSize PacketDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    return {QFontMetrics(plain_).horizontalAdvance(index.data().toString()) + 2 * kPadding, 24};
}

} // namespace synoptic
