// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/connection_table_view.h"

#include "model/items/connection_table_model.h"
#include "views/table/connection_delegate.h"
#include "views/table/gutter_header.h"
#include "views/table/row_paint.h"
#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <chrono>

namespace synoptic {

namespace {
constexpr int kRowHeight = 24;
constexpr int kHeaderHeight = 26;
constexpr std::chrono::milliseconds kHoldAfterMove{1500};
constexpr std::chrono::milliseconds kLongestHold{10000};
} // namespace

ConnectionTableView::ConnectionTableView(QWidget* parent) : QTableView(parent) {
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setFont(uiFont(12));
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setItemDelegate(new ConnectionDelegate(this));

    setVerticalHeader(new GutterHeader(this));
    // The least size first: the style's own is larger, and would hold the default up.
    verticalHeader()->setMinimumSectionSize(kRowHeight);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* header = horizontalHeader();
    header->setFixedHeight(kHeaderHeight);
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(36);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setResizeContentsPrecision(0);
    header->setSortIndicatorClearable(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { showColumnMenu(horizontalHeader()->mapToGlobal(at)); });

    connect(this, &QTableView::clicked, this, [this](const QModelIndex& cell) {
        const ConnectionSnapshot* connection = model_ ? model_->at(cell.row()) : nullptr;
        if (cell.column() != ConnectionColumns::Diagnosis || !connection || !names_)
            return;
        if (const auto diagnosis = names_->diagnosis(connection->key))
            Q_EMIT findingWanted(diagnosis->finding);
    });

    retranslate();
}

void ConnectionTableView::setConnections(ConnectionTableModel* model,
                                         const ConnectionNames* names) {
    model_ = model;
    names_ = names;
    setModel(model);
    resetColumns();
    setSortingEnabled(true);
    connect(model, &QAbstractItemModel::layoutChanged, this,
            &ConnectionTableView::restoreSelection);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ConnectionTableView::restoreSelection);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ConnectionTableView::restoreSelection);
    connect(model, &QAbstractItemModel::modelReset, this, &ConnectionTableView::restoreSelection);
    connect(model, &ConnectionTableModel::orderHeldChanged, this, [this](bool pending) {
        Q_EMIT orderHeld(pending);
        tellVisibleRows();
    });
    QHeaderView* header = horizontalHeader();
    connect(header, &QHeaderView::sortIndicatorChanged, this, &ConnectionTableView::sortChosen);
    connect(header, &QHeaderView::sectionResized, this, &ConnectionTableView::columnsChanged);
    connect(header, &QHeaderView::sectionMoved, this, &ConnectionTableView::columnsChanged);
}

void ConnectionTableView::selectConnection(ConnectionKey key, bool scrollToIt) {
    if (key == selected_ && !selectionModel()->selection().isEmpty())
        return;
    selected_ = key;
    restoring_ = true;
    if (const int row = key ? model_->rowOf(key) : -1; row >= 0) {
        const QModelIndex at = model_->index(row, horizontalHeader()->logicalIndex(0));
        selectionModel()->setCurrentIndex(at, QItemSelectionModel::ClearAndSelect |
                                                  QItemSelectionModel::Rows);
        if (scrollToIt)
            scrollTo(at);
    } else {
        selectionModel()->clearSelection();
    }
    restoring_ = false;
    verticalHeader()->viewport()->update();
    Q_EMIT connectionSelected(key);
}

void ConnectionTableView::setFollowing(bool follow) {
    following_ = follow;
    if (follow && selected_) {
        if (const int row = model_->rowOf(selected_); row >= 0)
            scrollTo(model_->index(row, 0));
    }
}

/// Qt empties the selection when the row leaves; only a person's deed takes the choice back.
void ConnectionTableView::takeSelection() {
    if (restoring_ || !selectionModel())
        return;
    const QModelIndex current = currentIndex();
    ConnectionKey key = 0;
    if (current.isValid() && selectionModel()->isRowSelected(current.row()))
        key = model_->data(current, ConnectionTableModel::KeyRole).toULongLong();
    if (key == 0 && !personActs_)
        return;
    if (key == selected_)
        return;
    selected_ = key;
    Q_EMIT connectionSelected(key);
}

void ConnectionTableView::restoreSelection() {
    tellVisibleRows();
    if (!selected_)
        return;
    const int row = model_->rowOf(selected_);
    if (row < 0)
        return;
    restoring_ = true;
    if (!selectionModel()->isRowSelected(row)) {
        const QModelIndex at = model_->index(row, horizontalHeader()->logicalIndex(0));
        selectionModel()->setCurrentIndex(at, QItemSelectionModel::ClearAndSelect |
                                                  QItemSelectionModel::Rows);
    }
    restoring_ = false;
    if (following_)
        scrollTo(model_->index(row, qMax(0, currentIndex().column())));
}

void ConnectionTableView::tellVisibleRows() {
    if (!model_)
        return;
    const int first = rowAt(0);
    int last = rowAt(viewport()->height() - 1);
    if (first >= 0 && last < 0)
        last = model_->rowCount() - 1;
    model_->setVisibleRows(first, last);
}

void ConnectionTableView::tick() {
    if (!model_)
        return;
    const bool aiming = sinceMove_.isValid() && sinceMove_.elapsed() < kHoldAfterMove.count();
    // A button or menu forgotten open does not hold the rows for good.
    const bool acting = (pressed_ || menuOpen_) && sinceAct_.isValid() &&
                        sinceAct_.elapsed() < kLongestHold.count();
    model_->setOrderHeld(acting || aiming);
    tellVisibleRows();
    verticalHeader()->viewport()->update(); // highlights come and go there too
}

void ConnectionTableView::contextMenuEvent(QContextMenuEvent* event) {
    QModelIndex at = indexAt(event->pos());
    if (event->reason() == QContextMenuEvent::Keyboard)
        at = currentIndex();
    const ConnectionSnapshot* connection = at.isValid() ? model_->at(at.row()) : nullptr;
    if (!connection)
        return;
    menuOpen_ = true;
    sinceAct_.restart();
    tick();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillContextMenu(menu, at, *connection);
    connect(menu, &QMenu::aboutToHide, this, [this] {
        menuOpen_ = false;
        tick();
    });
    menu->popup(event->reason() == QContextMenuEvent::Keyboard
                    ? viewport()->mapToGlobal(visualRect(at).center())
                    : event->globalPos());
}

void ConnectionTableView::copyRows() const {
    QStringList lines;
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    const QHeaderView* header = horizontalHeader();
    for (const QModelIndex& row : std::as_const(rows)) {
        QStringList cells;
        for (int visual = 0; visual < header->count(); ++visual) {
            const int column = header->logicalIndex(visual);
            if (!header->isSectionHidden(column))
                cells << row.siblingAtColumn(column).data().toString();
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void ConnectionTableView::copyCell() const {
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(currentIndex().data().toString());
}

void ConnectionTableView::mousePressEvent(QMouseEvent* event) {
    pressed_ = true;
    sinceAct_.restart();
    personActs_ = true;
    tick();
    QTableView::mousePressEvent(event);
    personActs_ = false;
}

void ConnectionTableView::mouseReleaseEvent(QMouseEvent* event) {
    pressed_ = false;
    QTableView::mouseReleaseEvent(event);
}

void ConnectionTableView::mouseMoveEvent(QMouseEvent* event) {
    // A popup that opens or closes sends moves of a pointer that stands still.
    if (event->globalPosition() != lastPointer_) {
        lastPointer_ = event->globalPosition();
        sinceMove_.restart();
        sinceAct_.restart();
    }
    if (model_ && !model_->isOrderHeld())
        tick();
    QTableView::mouseMoveEvent(event);
}

void ConnectionTableView::leaveEvent(QEvent* event) {
    sinceMove_.invalidate();
    QTableView::leaveEvent(event);
}

void ConnectionTableView::keyPressEvent(QKeyEvent* event) {
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

/// Rows reach to the edge, also where the columns end before it.
void ConnectionTableView::paintEvent(QPaintEvent* event) {
    const int end = horizontalHeader()->length() - horizontalHeader()->offset();
    if (model_ && end < viewport()->width()) {
        const Theme& theme = themeOf(this);
        QPainter painter(viewport());
        const int first = rowAt(0);
        for (int row = first; row >= 0 && row < model_->rowCount(); ++row) {
            const QRect strip(end, rowViewportPosition(row), viewport()->width() - end, kRowHeight);
            if (strip.top() >= viewport()->height())
                break;
            painter.fillRect(strip,
                             rowGround(theme, row, model_->highlightOf(row),
                                       selectionModel()->isRowSelected(row), isActiveWindow()));
        }
    }
    QTableView::paintEvent(event);
}

void ConnectionTableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    tellVisibleRows();
}

void ConnectionTableView::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    tellVisibleRows();
}

void ConnectionTableView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        widenToTitles();
        horizontalHeader()->viewport()->update();
    }
}

void ConnectionTableView::selectionChanged(const QItemSelection& selected,
                                           const QItemSelection& removed) {
    QTableView::selectionChanged(selected, removed);
    takeSelection();
    verticalHeader()->viewport()->update();
}

void ConnectionTableView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    takeSelection();
}

void ConnectionTableView::retranslate() {
    setAccessibleName(tr("Connections"));
}

} // namespace synoptic
