// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/event_log_panel.h"

#include "model/items/event_log_model.h"
#include "views/table/row_paint.h"
#include "views/theme/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace synoptic {

namespace {

constexpr int kPadding = 8;
constexpr int kNarrow = 760;

class EventDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme& theme = themeOf(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool active = option.state.testFlag(QStyle::State_Active);
        painter->save();
        painter->fillRect(option.rect,
                          rowGround(theme, index.row(), RowHighlight::None, selected, active));
        painter->setFont(uiFont(12));
        const QRect room = option.rect.adjusted(kPadding, 0, -kPadding, 0);
        if (const QVariant state = index.data(EventLogModel::TcpStateRole); state.isValid()) {
            paintStateName(*painter, room, TcpState(state.toInt()), theme, theme.text);
        } else {
            const bool quiet = index.column() == EventLogModel::EvidenceColumn ||
                               index.column() == EventLogModel::SinceLast;
            painter->setPen(quiet ? theme.muted : theme.text);
            const auto side =
                index.column() == EventLogModel::SinceLast ? Qt::AlignRight : Qt::AlignLeft;
            painter->drawText(room, int(side) | Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(index.data().toString(),
                                                                Qt::ElideRight, room.width()));
        }
        painter->restore();
    }
};

} // namespace

EventLogPanel::EventLogPanel(EventLogModel* log, QWidget* parent) : QWidget(parent), log_(log) {
    search_ = new QLineEdit(this);
    search_->setClearButtonEnabled(true);
    search_->setMaximumWidth(320);
    counts_ = new QLabel(this);
    counts_->setTextFormat(Qt::PlainText);
    counts_->setFont(uiFont(12));
    export_ = new QPushButton(this);
    export_->setIcon(symbolicIcon(QStringLiteral("document-export")));

    view_ = new QTableView(this);
    view_->setModel(log);
    view_->setItemDelegate(new EventDelegate(view_));
    view_->setFrameShape(QFrame::NoFrame);
    view_->setShowGrid(false);
    view_->setWordWrap(false);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setTabKeyNavigation(false);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setFont(uiFont(12));
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view_->verticalHeader()->setMinimumSectionSize(24);
    view_->verticalHeader()->setDefaultSectionSize(24);
    QHeaderView* header = view_->horizontalHeader();
    header->setFixedHeight(26);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(36);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setResizeContentsPrecision(0);
    header->setStretchLastSection(true);
    const int widths[] = {92, 200, 88, 132, 132, 100, 84, 76};
    for (int column = 0; column < EventLogModel::ColumnCount; ++column)
        header->resizeSection(column, widths[column]);

    // Both ends of a connection take what room the others leave.
    header->moveSection(header->visualIndex(EventLogModel::Connection),
                        EventLogModel::ColumnCount - 1);

    empty_ = new QLabel(this);
    empty_->setTextFormat(Qt::PlainText);
    empty_->setAlignment(Qt::AlignCenter);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(empty_);
    pages_->addWidget(view_);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(8);
    row->addWidget(search_, 1);
    row->addWidget(counts_);
    row->addStretch();
    row->addWidget(export_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(pages_, 1);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);

    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        EventLogFilter filter = log_->filter();
        filter.text = text;
        log_->setFilter(filter);
        showCounts();
    });
    connect(log_, &EventLogModel::countsChanged, this, &EventLogPanel::showCounts);
    connect(log_, &QAbstractItemModel::rowsInserted, this, &EventLogPanel::showCounts);
    connect(export_, &QPushButton::clicked, this, &EventLogPanel::exportRequested);
    const auto choose = [this](const QModelIndex& index) {
        if (index.isValid())
            Q_EMIT connectionChosen(log_->data(index, EventLogModel::KeyRole).toULongLong());
    };
    connect(view_, &QTableView::clicked, this, choose);
    connect(view_, &QTableView::activated, this, choose);
    retranslate();
}

void EventLogPanel::showCounts() {
    const int shown = log_->rowCount();
    const auto total = qulonglong(log_->totalCount());
    pages_->setCurrentIndex(shown == 0 ? 0 : 1);
    empty_->setText(total == 0 ? tr("No transition seen yet") : tr("No event matches"));
    QString words = tr("%1 of %Ln event(s)", nullptr, int(total)).arg(QLocale().toString(shown));
    if (const std::uint64_t omitted = log_->omittedCount())
        words += QStringLiteral(" · ") + tr("%Ln more were not listed", nullptr, int(omitted));
    counts_->setText(words);
}

void EventLogPanel::retranslate() {
    search_->setPlaceholderText(tr("Search events"));
    search_->setAccessibleName(search_->placeholderText());
    export_->setText(tr("Export…"));
    export_->setToolTip(tr("Save the events shown as CSV"));
    view_->setAccessibleName(tr("Event log"));
    showCounts();
}

/// In a narrow panel what the selected connection tells too makes room for its ends.
void EventLogPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool narrow = width() < kNarrow;
    view_->setColumnHidden(EventLogModel::Process, narrow);
    view_->setColumnHidden(EventLogModel::SinceLast, narrow);
}

void EventLogPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace synoptic
