// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/connection_panel.h"

#include "model/items/connection_filter.h"
#include "model/items/connection_table_model.h"
#include "views/table/connection_table_view.h"
#include "views/table/filter_field.h"
#include "views/table/filter_text.h"
#include "views/table/state_chip_row.h"
#include "views/theme/icons.h"
#include "views/theme/theme_manager.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace synoptic {

namespace {
constexpr std::chrono::milliseconds kTypingRests{150};

} // namespace

ConnectionPanel::ConnectionPanel(ConnectionTableModel* model, const ConnectionNames* names,
                                 QWidget* parent)
    : QWidget(parent), model_(model), names_(names) {
    chips_ = new StateChipRow(this);
    field_ = new FilterField(this);
    held_ = new QLabel(this);
    held_->setTextFormat(Qt::PlainText);
    held_->setFont(uiFont(12));
    held_->setForegroundRole(QPalette::PlaceholderText);
    held_->setFixedHeight(28);
    held_->hide();
    showClosed_ = new QCheckBox(this);
    columns_ = new QToolButton(this);
    columns_->setIcon(symbolicIcon(QStringLiteral("object-columns")));
    columns_->setAutoRaise(true);
    columns_->setFocusPolicy(Qt::TabFocus);
    columns_->setPopupMode(QToolButton::InstantPopup);
    columns_->setFixedSize(28, 28);
    auto* columnMenu = new QMenu(columns_);
    columns_->setMenu(columnMenu);

    table_ = new ConnectionTableView(this);
    table_->setConnections(model, names);
    connect(columnMenu, &QMenu::aboutToShow, this,
            [this, columnMenu] { table_->fillColumnMenu(columnMenu); });

    auto* filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(8, 6, 8, 6);
    filterRow->setSpacing(8);
    filterRow->addWidget(field_, 1);
    filterRow->addWidget(held_, 0, Qt::AlignTop);
    filterRow->addWidget(showClosed_, 0, Qt::AlignTop);
    filterRow->addWidget(columns_, 0, Qt::AlignTop);
    showClosed_->setFixedHeight(28);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(chips_);
    column->addLayout(filterRow);
    column->addWidget(table_, 1);

    emptyNote_ = new QWidget(table_->viewport());
    emptyWords_ = new QLabel(emptyNote_);
    emptyWords_->setTextFormat(Qt::PlainText);
    emptyWords_->setAlignment(Qt::AlignCenter);
    emptyMore_ = new QLabel(emptyNote_);
    emptyMore_->setTextFormat(Qt::PlainText);
    emptyMore_->setForegroundRole(QPalette::PlaceholderText);
    clearFilter_ = new QPushButton(emptyNote_);
    auto* note = new QVBoxLayout(emptyNote_);
    note->setSpacing(12);
    note->addStretch();
    note->addWidget(emptyWords_, 0, Qt::AlignHCenter);
    note->addWidget(emptyMore_, 0, Qt::AlignHCenter);
    note->addWidget(clearFilter_, 0, Qt::AlignHCenter);
    note->addStretch();
    emptyNote_->hide();

    // Half a word would empty the table and fill it again: rows follow when the typing rests.
    typing_.setSingleShot(true);
    typing_.setInterval(kTypingRests);
    connect(&typing_, &QTimer::timeout, this, &ConnectionPanel::applyFilter);
    connect(field_, &FilterField::textChanged, this, &ConnectionPanel::readFilter);
    connect(field_->edit(), &FilterEdit::completionWanted, this, &ConnectionPanel::complete);
    connect(chips_, &StateChipRow::statesChosen, this, &ConnectionPanel::showStates);
    connect(clearFilter_, &QPushButton::clicked, this, [this] { setFilterText({}); });
    connect(showClosed_, &QCheckBox::toggled, model_, &ConnectionTableModel::setShowClosed);
    connect(table_, &ConnectionTableView::orderHeld, held_, &QWidget::setVisible);
    connect(table_, &ConnectionTableView::filterTermChosen, this, &ConnectionPanel::applyTerm);
    connect(model_, &ConnectionTableModel::countsChanged, this, &ConnectionPanel::showCounts);
    setTabOrder(field_->edit(), showClosed_);
    setTabOrder(showClosed_, columns_);
    setTabOrder(columns_, table_);
    retranslate();
    showCounts();
}

QString ConnectionPanel::filterText() const {
    return field_->text();
}

void ConnectionPanel::setFilterText(const QString& text) {
    field_->setText(text);
    if (typing_.isActive())
        applyFilter();
}

void ConnectionPanel::applyTerm(const QString& term, FilterWrite write) {
    setFilterText(filterWithTerm(filterText(), term, write));
}

void ConnectionPanel::showStates(const QList<TcpState>& states) {
    setFilterText(withStates(filterText(), states));
}

void ConnectionPanel::setCounts(const StateCounts& counts) {
    counts_ = counts;
    chips_->setCounts(counts_, static_cast<std::uint64_t>(model_->totalCount()));
}

void ConnectionPanel::focusFilter() {
    field_->edit()->setFocus(Qt::ShortcutFocusReason);
    field_->edit()->selectAll();
}

void ConnectionPanel::setCapture(bool capture) {
    capture_ = capture;
    showClosed_->setVisible(!capture);
    chips_->chip(TcpState::Closed)->setVisible(capture);
    model_->setCapture(capture);
    table_->useColumnsOf(capture);
    retranslate();
}

Timestamp ConnectionPanel::presentTime() const {
    return capture_ ? model_->now()
                    : std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

void ConnectionPanel::setClosedKept(Duration kept) {
    closedKept_ = kept;
    showVerdict();
}

void ConnectionPanel::showVerdict() {
    const Timestamp now = presentTime();
    const FilterParseResult parsed =
        capture_ ? ConnectionFilter::parse(field_->text(), now)
                 : ConnectionFilter::parse(field_->text(), now, closedKept_);
    const bool mayBeForgotten = !capture_ && parsed.verdict == FilterParseResult::Verdict::Valid &&
                                parsed.moment && *parsed.moment <= now;
    forgottenFrom_ = mayBeForgotten ? std::optional(*parsed.moment + closedKept_) : std::nullopt;
    FilterVerdict verdict;
    verdict.kind = FilterVerdict::Kind(int(parsed.verdict));
    verdict.message = parsed.message;
    verdict.start = parsed.errorStart;
    verdict.length = parsed.errorLength;
    field_->setVerdict(verdict);
}

/// Says at once what the text means.
void ConnectionPanel::readFilter() {
    const QString text = field_->text();
    showVerdict();
    chips_->setStates(statesInFilter(text));
    if (text.isEmpty())
        applyFilter();
    else
        typing_.start();
    Q_EMIT filterChanged(text);
}

void ConnectionPanel::applyFilter() {
    typing_.stop();
    const FilterParseResult parsed = ConnectionFilter::parse(field_->text(), presentTime());
    // An invalid text leaves the rows as they were.
    if (parsed.verdict != FilterParseResult::Verdict::Invalid)
        model_->setFilter(parsed.filter);
    showCounts();
}

void ConnectionPanel::showCounts() {
    // One total, told in three places at the same moment: chips, field and status line.
    field_->setCounts(model_->matchCount(), model_->totalCount());
    setCounts(counts_);
    if (forgottenFrom_ && presentTime() > *forgottenFrom_)
        showVerdict();
    const bool filtered = !field_->text().isEmpty();
    const bool empty = model_->matchCount() == 0;
    const bool none = model_->totalCount() == 0;
    emptyNote_->setVisible(model_->rowCount() == 0 && empty && (filtered || none));
    emptyWords_->setText(!none      ? tr("No connections match")
                         : capture_ ? tr("No connections")
                                    : tr("No connections yet"));
    emptyMore_->setVisible(none);
    clearFilter_->setVisible(!none);
    if (emptyNote_->isVisible())
        emptyNote_->setGeometry(table_->viewport()->rect());
}

void ConnectionPanel::retranslate() {
    showClosed_->setText(tr("Show closed"));
    showClosed_->setToolTip(tr("Keep closed connections in the table for a while"));
    columns_->setToolTip(tr("Choose columns"));
    columns_->setAccessibleName(columns_->toolTip());
    emptyMore_->setText(capture_ ? tr("The capture holds no TCP connection and no UDP datagram.")
                                 : tr("Watching goes on; connections show here as they open."));
    held_->setText(tr("Order held"));
    held_->setToolTip(tr("Rows keep their places while you point at them"));
    clearFilter_->setText(tr("Clear filter"));
    if (!field_->text().isEmpty()) {
        readFilter(); // its message is in words
        applyFilter();
    }
}

void ConnectionPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ConnectionPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showCounts();
}

} // namespace synoptic
