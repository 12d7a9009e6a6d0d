// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/packet_table_view.h"

#include "model/items/packet_table_model.h"
#include "views/packets/packet_delegate.h"
#include "views/theme/theme_manager.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

namespace synoptic {

namespace {

using Model = PacketTableModel;

constexpr int kHeaderHeight = 26;
constexpr std::array<int, Model::ColumnCount> kWidths{60, 84, 80, 44, 68, 148, 148,
                                                      76, 92, 92, 58, 64, 200};

} // namespace

PacketTableView::PacketTableView(PacketTableModel* packets, QWidget* parent)
    : QTableView(parent), packets_(packets) {
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setFont(uiFont(12));
    setItemDelegate(new PacketDelegate(this));
    verticalHeader()->hide();
    for (auto* corner : findChildren<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly))
        corner->hide(); // Qt's own place for it is never computed here
    QHeaderView* header = horizontalHeader();
    header->setFixedHeight(kHeaderHeight);
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(32);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { showColumnMenu(horizontalHeader()->mapToGlobal(at)); });
    setModel(packets);
    for (int column = 0; column < Model::ColumnCount; ++column)
        header->resizeSection(column, kWidths[std::size_t(column)]);
    arrangeColumns();
    connect(header, &QHeaderView::sectionResized, this, [this](int column) {
        if (column != Model::Info)
            updateGeometries();
    });
    connect(packets, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex&, int first, int last) { takeRemoval(last - first + 1); });
    connect(packets, &QAbstractItemModel::modelReset, this, &PacketTableView::tellVisibleRows);
    retranslate();
}

void PacketTableView::setOneConnection(bool one) {
    oneConnection_ = one;
    arrangeColumns();
}

/// What there is the least room for makes way first, so that the last column can be read.
bool PacketTableView::isShownByItself(int column) const {
    const int room = width();
    switch (column) {
    case Model::Source:
    case Model::Destination:
        return !oneConnection_;
    case Model::SinceLast:
    case Model::Acknowledgment:
    case Model::Window:
        return room >= (oneConnection_ ? 820 : 1300);
    case Model::Sequence:
        return oneConnection_ || room >= 1000;
    case Model::ProtocolColumn:
    case Model::Length:
        return room >= (oneConnection_ ? 620 : 780);
    case Model::Direction:
        return oneConnection_ || room >= 700;
    default:
        return true;
    }
}

void PacketTableView::arrangeColumns() {
    for (int column = 0; column < Model::ColumnCount; ++column) {
        const bool shown = chosenColumns_[std::size_t(column)].value_or(isShownByItself(column));
        if (isColumnHidden(column) == shown)
            setColumnHidden(column, !shown);
    }
    updateGeometries();
}

/// The last column takes what the others leave.
void PacketTableView::fitInfo() {
    constexpr int kLeast = 160;
    QHeaderView* header = horizontalHeader();
    const int others = header->length() - header->sectionSize(Model::Info);
    const int room = std::max(kLeast, viewport()->width() - others);
    if (!isColumnHidden(Model::Info) && room != header->sectionSize(Model::Info))
        header->resizeSection(Model::Info, room);
}

void PacketTableView::fillColumnMenu(QMenu* menu) {
    menu->clear();
    for (int column = 0; column < Model::ColumnCount; ++column) {
        QAction* action = menu->addAction(
            packets_->headerData(column, Qt::Horizontal).toString(), this, [this, column] {
                chosenColumns_[std::size_t(column)] = isColumnHidden(column);
                arrangeColumns();
            });
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setToolTip(
            packets_->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        action->setEnabled(column != Model::Number);
    }
    menu->addSeparator();
    menu->addAction(tr("Columns as first shown"), this, [this] {
        chosenColumns_.fill(std::nullopt);
        arrangeColumns();
        for (int column = 0; column < Model::ColumnCount; ++column) {
            horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), column);
            horizontalHeader()->resizeSection(column, kWidths[std::size_t(column)]);
        }
    });
}

void PacketTableView::showColumnMenu(const QPoint& where) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    fillColumnMenu(menu);
    menu->popup(where);
}

void PacketTableView::copyRows() const {
    QStringList lines;
    QList<QItemSelectionRange> ranges = selectionModel()->selection();
    std::sort(ranges.begin(), ranges.end(),
              [](const auto& a, const auto& b) { return a.top() < b.top(); });
    constexpr int kMostLines = 100'000; // the clipboard is no file
    const QHeaderView* header = horizontalHeader();
    for (const QItemSelectionRange& range : std::as_const(ranges)) {
        for (int row = range.top(); row <= range.bottom() && lines.size() < kMostLines; ++row) {
            QStringList cells;
            for (int visual = 0; visual < header->count(); ++visual) {
                const int column = header->logicalIndex(visual);
                if (!header->isSectionHidden(column))
                    cells << packets_->index(row, column).data().toString();
            }
            lines << cells.join(QLatin1Char('\t'));
        }
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void PacketTableView::copyCell() const {
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(currentIndex().data().toString());
}

PacketNumber PacketTableView::currentPacket() const {
    const QModelIndex current = currentIndex();
    return current.isValid() && selectionModel()->isSelected(current)
               ? packets_->numberAt(current.row())
               : kNoPacket;
}

void PacketTableView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    // A reader of the screen hears the row.
    QStringList words;
    for (int column = 0; column < Model::ColumnCount; ++column)
        if (!isColumnHidden(column))
            words << packets_->index(current.row(), column).data(Qt::AccessibleTextRole).toString();
    words.removeAll(QString());
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    if (personActs_)
        Q_EMIT packetChosen(packets_->numberAt(current.row()));
}

void PacketTableView::mousePressEvent(QMouseEvent* event) {
    personActs_ = true;
    QTableView::mousePressEvent(event);
    personActs_ = false;
}

void PacketTableView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copyRows();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    personActs_ = true;
    QTableView::keyPressEvent(event);
    personActs_ = false;
}

void PacketTableView::contextMenuEvent(QContextMenuEvent* event) {
    QModelIndex at = indexAt(event->pos());
    if (event->reason() == QContextMenuEvent::Keyboard)
        at = currentIndex();
    if (!at.isValid())
        return;
    Q_EMIT menuRequested(at, event->reason() == QContextMenuEvent::Keyboard
                                 ? viewport()->mapToGlobal(visualRect(at).center())
                                 : event->globalPos());
}

void PacketTableView::retranslate() {
    setAccessibleName(tr("Packets"));
}

void PacketTableView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        horizontalHeader()->viewport()->update();
    }
}

} // namespace synoptic
