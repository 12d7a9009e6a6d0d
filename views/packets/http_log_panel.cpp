// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/http_log_panel.h"

#include "model/items/http_log_model.h"
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

#include <algorithm>
#include <chrono>
#include <limits>

namespace synoptic {

namespace {

using Tone = HttpLogModel::Tone;

constexpr int kPadding = 8;
constexpr int kGlyph = 14;
/// Below these widths some columns are hidden, px.
constexpr int kWithEnds = 1'180;
constexpr int kWithType = 960;
constexpr int kWithProcess = 760;
constexpr std::chrono::milliseconds kTypingRests{150};

int clampedCount(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

class HttpDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme& theme = themeOf(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool active = option.state.testFlag(QStyle::State_Active);
        const Tone tone{index.data(HttpLogModel::ToneRole).toInt()};
        painter->save();
        painter->fillRect(option.rect,
                          rowGround(theme, index.row(), RowHighlight::None, selected, active));
        painter->setFont(uiFont(12));
        QRect room = option.rect.adjusted(kPadding, 0, -kPadding, 0);
        if (tone == Tone::Warning || tone == Tone::Error) {
            const qreal ratio = painter->device()->devicePixelRatioF();
            painter->drawPixmap(
                room.left(), room.top() + (room.height() - kGlyph) / 2,
                severityPixmap(tone == Tone::Error ? Severity::Error : Severity::Warning, kGlyph,
                               ratio));
            room.adjust(kGlyph + 5, 0, 0, 0);
        }
        painter->setPen(tone == Tone::Quiet     ? theme.muted
                        : tone == Tone::Error   ? theme.error.foreground
                        : tone == Tone::Warning ? theme.warning.foreground
                                                : theme.text);
        const int alignment = index.data(Qt::TextAlignmentRole).toInt();
        painter->drawText(room, alignment | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                            room.width()));
        painter->restore();
    }
};

} // namespace

HttpLogPanel::HttpLogPanel(HttpLogModel* log, QWidget* parent) : QWidget(parent), log_(log) {
    makeTable();
    makeLayout();
    typing_.setSingleShot(true);
    typing_.setInterval(kTypingRests);
    connect(&typing_, &QTimer::timeout, this, &HttpLogPanel::applyFilter);
    connect(filter_, &QLineEdit::textChanged, &typing_, qOverload<>(&QTimer::start));
    connect(filter_, &QLineEdit::returnPressed, this, &HttpLogPanel::applyFilter);
    connect(log_, &HttpLogModel::countsChanged, this, &HttpLogPanel::showCounts);
    connect(export_, &QPushButton::clicked, this, &HttpLogPanel::exportRequested);
    const auto choose = [this](const QModelIndex& index) {
        if (!index.isValid())
            return;
        const ConnectionKey key = log_->data(index, HttpLogModel::KeyRole).toULongLong();
        const PacketNumber packet = log_->data(index, HttpLogModel::PacketRole).toULongLong();
        if (key != 0)
            Q_EMIT connectionChosen(key);
        if (packet != kNoPacket)
            Q_EMIT packetSelected(packet);
    };
    connect(view_, &QTableView::clicked, this, choose);
    connect(view_, &QTableView::activated, this, choose);
    retranslate();
}

void HttpLogPanel::makeTable() {
    view_ = new QTableView(this);
    view_->setModel(log_);
    view_->setItemDelegate(new HttpDelegate(view_));
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
    header->setStretchLastSection(false);
    const int widths[] = {92, 70, 140, 120, 164, 80, 96, 72, 210, 84};
    for (int column = 0; column < HttpLogModel::ColumnCount; ++column)
        header->resizeSection(column, widths[column]);
    // What was asked takes what room the others leave.
    header->setSectionResizeMode(HttpLogModel::Path, QHeaderView::Stretch);
}

void HttpLogPanel::makeLayout() {
    filter_ = new QLineEdit(this);
    filter_->setClearButtonEnabled(true);
    filter_->setMaximumWidth(420);
    problemMark_ = new QLabel(this);
    problemMark_->hide();
    counts_ = new QLabel(this);
    counts_->setTextFormat(Qt::PlainText);
    counts_->setFont(uiFont(12));
    counts_->setWordWrap(true);
    export_ = new QPushButton(this);
    export_->setIcon(symbolicIcon(QStringLiteral("document-export")));
    empty_ = new QLabel(this);
    empty_->setTextFormat(Qt::PlainText);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setMargin(20);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(empty_);
    pages_->addWidget(view_);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(8);
    row->addWidget(filter_, 2);
    row->addWidget(problemMark_);
    row->addWidget(counts_, 3);
    row->addWidget(export_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(pages_, 1);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setTabOrder(filter_, export_);
    setTabOrder(export_, view_);
}

void HttpLogPanel::applyFilter() {
    typing_.stop();
    problem_ = log_->setFilter(filter_->text());
    showCounts();
}

void HttpLogPanel::showCounts() {
    const int shown = log_->rowCount();
    const int total = clampedCount(log_->totalCount());
    pages_->setCurrentIndex(shown == 0 ? 0 : 1);
    empty_->setText(total == 0
                        ? tr("No HTTP request seen yet. Requests are read from captured packets, "
                             "and only HTTP/1 in clear text: what TLS encrypts cannot be seen.")
                        : tr("No request matches"));
    QString words = tr("%1 of %Ln request(s)", nullptr, total).arg(QLocale().toString(shown));
    if (const std::uint64_t omitted = log_->omittedCount())
        words +=
            QStringLiteral(" · ") + tr("%Ln more were not listed", nullptr, clampedCount(omitted));
    counts_->setText(problem_.isEmpty() ? words : problem_);
    problemMark_->setVisible(!problem_.isEmpty());
    problemMark_->setPixmap(severityPixmap(Severity::Error, kGlyph, devicePixelRatioF()));
    filter_->setAccessibleDescription(problem_);
    export_->setEnabled(shown > 0);
}

void HttpLogPanel::retranslate() {
    filter_->setPlaceholderText(tr("Filter, as status:>=500 method:POST host:api"));
    filter_->setAccessibleName(tr("Filter of the HTTP log"));
    filter_->setToolTip(tr("Words to be found anywhere, and method:, host:, path:, status:, type:, "
                           "process:, duration:"));
    export_->setText(tr("Export…"));
    export_->setToolTip(tr("Save the requests shown as CSV"));
    view_->setAccessibleName(tr("HTTP log"));
    if (!problem_.isEmpty())
        problem_ = HttpFilter::parse(filter_->text()).problem();
    showCounts();
}

/// In a narrow panel what stands elsewhere too makes room for what was asked and answered.
void HttpLogPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    view_->setColumnHidden(HttpLogModel::Connection, width() < kWithEnds);
    view_->setColumnHidden(HttpLogModel::Length, width() < kWithType);
    view_->setColumnHidden(HttpLogModel::Type, width() < kWithType);
    view_->setColumnHidden(HttpLogModel::DurationColumn, width() < kWithProcess);
    view_->setColumnHidden(HttpLogModel::Process, width() < kWithProcess);
}

void HttpLogPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        showCounts(); // the mark has the theme's colour
}

} // namespace synoptic
