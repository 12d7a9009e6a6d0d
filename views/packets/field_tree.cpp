// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/field_tree.h"

#include "model/items/packet_fields_model.h"
#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

namespace synoptic {

namespace {

constexpr int kRowHeight = 24;
constexpr int kPadding = 6;
constexpr int kMostDepth = 64; ///< of the tree, for opening what was open

/// What stays the same from packet to packet.
QByteArray keyOf(const PacketField& field) {
    return field.key[0] != '\0' ? QByteArray(field.key) : field.name.toUtf8();
}

class FieldDelegate : public QStyledItemDelegate {
public:
    explicit FieldDelegate(QObject* parent)
        : QStyledItemDelegate(parent), plain_(uiFont(12)), bold_(uiFont(12, true)) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme& theme = themeOf(option.palette);
        const bool name = index.column() == PacketFieldsModel::Name;
        const bool layer = index.data(PacketFieldsModel::KindRole).toInt() ==
                           static_cast<int>(PacketField::Kind::Layer);
        painter->save();
        painter->setFont(name && layer ? bold_ : plain_);
        painter->setPen(index.data(PacketFieldsModel::ProblemRole).toBool()
                            ? theme.warning.foreground
                            : (name && !layer ? theme.muted : theme.text));
        const QRect room = option.rect.adjusted(name ? 2 : kPadding, 0, -kPadding, 0);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                            room.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {QFontMetrics(bold_).horizontalAdvance(index.data().toString()) + 2 * kPadding,
                kRowHeight};
    }

private:
    QFont plain_;
    QFont bold_;
};

} // namespace

FieldTree::FieldTree(PacketFieldsModel* model, QWidget* parent)
    : QTreeView(parent),
      fields_(model), open_{"tcp",   "udp",    "icmp", "icmpv6", "arp",  "http",   "dns", "tls",
                            "vxlan", "geneve", "gre",  "gtp",    "l2tp", "teredo", "data"} {
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setFont(uiFont(12));
    setIndentation(16);
    setItemDelegate(new FieldDelegate(this));
    setSelectionBehavior(SelectRows);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    setModel(model);
    header()->setFixedHeight(26);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(60);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(header(), &QHeaderView::sectionResized, this, [this](int section, int before) {
        if (section == PacketFieldsModel::Name && !sizing_ && isVisible() && before > 0)
            sizedByPerson_ = true;
    });
    connect(model, &QAbstractItemModel::modelReset, this, &FieldTree::takeFields);
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (!restoring_)
            open_.insert(keyOf(fields_->fields()[PacketFieldsModel::fieldOf(index)]));
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (!restoring_)
            open_.erase(keyOf(fields_->fields()[PacketFieldsModel::fieldOf(index)]));
    });
    retranslate();
}

int FieldTree::currentField() const {
    return PacketFieldsModel::fieldOf(currentIndex());
}

void FieldTree::selectField(int field) {
    const QModelIndex index = fields_->indexOf(field);
    if (!index.isValid()) {
        setCurrentIndex({});
        return;
    }
    for (QModelIndex up = index.parent(); up.isValid(); up = up.parent())
        expand(up);
    setCurrentIndex(index);
    scrollTo(index);
}

void FieldTree::takeFields() {
    restoring_ = true;
    openAsBefore({});
    const int field = chosenKey_.isEmpty() ? -1 : fields_->fields().find(chosenKey_.constData());
    if (field >= 0) {
        const QModelIndex index = fields_->indexOf(field);
        for (QModelIndex up = index.parent(); up.isValid(); up = up.parent())
            expand(up);
        setCurrentIndex(index);
    }
    restoring_ = false;
    Q_EMIT fieldChosen(field);
}

void FieldTree::openAsBefore(const QModelIndex& parent) {
    int depth = 0;
    for (QModelIndex up = parent; up.isValid(); up = up.parent())
        ++depth;
    if (depth > kMostDepth)
        return;
    for (int row = 0; row < fields_->rowCount(parent); ++row) {
        const QModelIndex child = fields_->index(row, 0, parent);
        if (!open_.contains(keyOf(fields_->fields()[PacketFieldsModel::fieldOf(child)])))
            continue;
        expand(child);
        openAsBefore(child);
    }
}

void FieldTree::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    if (restoring_)
        return;
    const int field = PacketFieldsModel::fieldOf(current);
    chosenKey_ = field < 0 ? QByteArray() : QByteArray(fields_->fields()[field].key);
    Q_EMIT fieldChosen(field);
}

QColor FieldTree::groundOf(const QModelIndex& index) const {
    const Theme& theme = themeOf(this);
    return !selectionModel()->isRowSelected(index.row(), index.parent()) ? theme.base
           : isActiveWindow()                                            ? theme.selection
                                                                         : theme.selectionInactive;
}

/// The whole width is one row.
void FieldTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    painter->fillRect(QRect(0, option.rect.top(), viewport()->width(), option.rect.height()),
                      groundOf(index));
    QTreeView::drawRow(painter, option, index);
}

/// What the style put there first has other colours.
void FieldTree::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const {
    const Theme& theme = themeOf(this);
    painter->fillRect(rect, groundOf(index));
    if (selectionModel()->isRowSelected(index.row(), index.parent()))
        painter->fillRect(QRect(rect.topLeft(), QSize(3, rect.height())), theme.accent);
    if (!fields_->hasChildren(index))
        return;
    const QRect place(rect.right() - indentation() + 1, rect.top(), indentation(), rect.height());
    paintChevron(*painter, place, isExpanded(index) ? Qt::Key_Down : Qt::Key_Right, theme.muted);
}

void FieldTree::copyField(bool valueOnly) const {
    const int field = currentField();
    if (field < 0)
        return;
    const PacketField& chosen = fields_->fields()[field];
    QGuiApplication::clipboard()->setText(
        valueOnly || chosen.value.isEmpty() ? (chosen.value.isEmpty() ? chosen.name : chosen.value)
                                            : chosen.name + QStringLiteral(": ") + chosen.value);
}

void FieldTree::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copyField(false);
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void FieldTree::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex at =
        event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!at.isValid())
        return;
    setCurrentIndex(at.siblingAtColumn(0));
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy value"), this, [this] { copyField(true); });
    menu->addAction(tr("Copy name and value"), this, [this] { copyField(false); });
    menu->addSeparator();
    menu->addAction(tr("Expand all"), this, &QTreeView::expandAll);
    menu->addAction(tr("Collapse all"), this, &QTreeView::collapseAll);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard
                    ? viewport()->mapToGlobal(visualRect(at).center())
                    : event->globalPos());
}

/// Names take their share, until a person says how much.
void FieldTree::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    if (sizedByPerson_)
        return;
    sizing_ = true;
    header()->resizeSection(PacketFieldsModel::Name, qBound(140, width() * 9 / 20, 300));
    sizing_ = false;
}

void FieldTree::retranslate() {
    setAccessibleName(tr("Fields of the packet"));
}

void FieldTree::changeEvent(QEvent* event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        header()->viewport()->update();
    }
}

} // namespace synoptic
