// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/connection_delegate.h"

#include "model/items/connection_table_model.h"
#include "views/table/row_paint.h"
#include "views/theme/icons.h"
#include "views/theme/style_painting.h"

namespace synoptic {

ConnectionDelegate::ConnectionDelegate(QObject* parent)
    : QStyledItemDelegate(parent), plain_(uiFont(12)), struckOut_(plain_),
      widestCharacter_(QFontMetrics(plain_).horizontalAdvance(QLatin1Char('W'))) {
    struckOut_.setStrikeOut(true);
}

void ConnectionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    using Model = ConnectionTableModel;
    const Theme& theme = themeOf(option.palette);
    const auto highlight = RowHighlight(index.data(Model::HighlightRole).toInt());
    const bool closed = index.data(Model::ClosedRole).toBool();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool active = option.widget && option.widget->isActiveWindow();
    QColor ground = rowGround(theme, index.row(), highlight, selected, active);
    if (highlight == RowHighlight::Changed && !selected)
        ground = theme.rowChanged;
    painter->fillRect(option.rect, ground);

    const bool struckOut = closed && highlight == RowHighlight::Closed;
    const QRect room = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    painter->save();
    const QVariant state = index.data(Model::TcpStateRole);
    if (index.column() == Model::State && state.isValid()) {
        painter->setClipRect(option.rect);
        paintStateChip(*painter, QRectF(room).adjusted(-4, 0, 6, 0), TcpState(state.toInt()), theme,
                       struckOut);
    } else if (index.column() == Model::PeerState && state.isValid()) {
        paintStateName(*painter, room, TcpState(state.toInt()), theme, theme.muted);
    } else {
        QRect words = room;
        if (const QVariant severity = index.data(Model::DiagnosisRole); severity.isValid()) {
            constexpr int kSign = 14;
            painter->drawPixmap(room.left(), room.center().y() - kSign / 2 + 1,
                                severityPixmap(severityOf(FindingSeverity(severity.toInt())), kSign,
                                               painter->device()->devicePixelRatioF()));
            words.setLeft(room.left() + kSign + 5);
        }
        const bool muted = index.data(Model::MutedRole).toBool();
        painter->setFont(struckOut ? struckOut_ : plain_);
        painter->setPen(closed && !struckOut ? theme.dimmed : (muted ? theme.muted : theme.text));
        const bool address =
            index.column() == Model::LocalAddress || index.column() == Model::RemoteAddress;
        QString text = index.data(Qt::DisplayRole).toString();
        if (text.size() * widestCharacter_ > words.width()) // else it fits in any case
            text = painter->fontMetrics().elidedText(
                text, address ? Qt::ElideMiddle : Qt::ElideRight, words.width());
        const auto side =
            Model::isRightAligned(Model::Column(index.column())) ? Qt::AlignRight : Qt::AlignLeft;
        painter->drawText(words, int(side) | Qt::AlignVCenter | Qt::TextSingleLine, text);
    }
    // The focus ring only where the keyboard moves it; a click is told by the selected row.
    if (option.state.testFlag(QStyle::State_HasFocus) &&
        option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(*painter, option.rect, theme, 3);
    painter->restore();
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
    const QString text = index.data(Qt::DisplayRole).toString();
    const int sign = index.column() == ConnectionTableModel::State       ? 24
                     : index.column() == ConnectionTableModel::Diagnosis ? 19
                                                                         : 0;
    Q_UNUSED(option)
    return {QFontMetrics(plain_).horizontalAdvance(text) + 2 * kPadding + sign, 24};
}

} // namespace synoptic
