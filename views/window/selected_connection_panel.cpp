// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/selected_connection_panel.h"

#include "model/items/connection_path_model.h"
#include "model/items/connection_text.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"
#include "views/table/row_paint.h"
#include "views/theme/style_painting.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace synoptic {

namespace {

constexpr int kPadding = 8;

/// Number badges, glyphs, and dotted ones where a step was not seen.
class StepDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme& theme = themeOf(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect, selected          ? theme.selection
                                       : index.row() % 2 ? theme.alternate
                                                         : theme.base);
        painter->save();
        painter->setFont(uiFont(12));
        const bool inferred = index.data(ConnectionPathModel::InferredRole).toBool();
        const QRect room = option.rect.adjusted(kPadding, 0, -kPadding, 0);
        if (index.column() == ConnectionPathModel::Step) {
            paintBadge(*painter, option.rect, index.data().toString(), inferred, theme);
        } else if (const QVariant state = index.data(ConnectionPathModel::TcpStateRole);
                   index.column() == ConnectionPathModel::State && state.isValid()) {
            paintStateName(*painter, room, TcpState(state.toInt()), theme, theme.text);
        } else {
            const bool evidence = index.column() == ConnectionPathModel::EvidenceColumn;
            painter->setPen(evidence ? theme.muted : theme.text);
            const auto side =
                index.column() == ConnectionPathModel::SinceLast ? Qt::AlignRight : Qt::AlignLeft;
            painter->drawText(room, int(side) | Qt::AlignVCenter,
                              painter->fontMetrics().elidedText(index.data().toString(),
                                                                Qt::ElideRight, room.width()));
        }
        painter->restore();
    }

private:
    static void paintBadge(QPainter& painter, const QRect& cell, const QString& number,
                           bool inferred, const Theme& theme) {
        constexpr double kSide = 17;
        if (number.isEmpty())
            return;
        const QRectF badge(cell.center().x() - kSide / 2 + 1, cell.center().y() - kSide / 2 + 0.5,
                           kSide, kSide);
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(theme.accent, 1.4);
        if (inferred)
            pen.setDashPattern({1.4, 1.6});
        painter.setPen(pen);
        painter.setBrush(inferred ? theme.base : theme.accent);
        painter.drawEllipse(badge);
        painter.setFont(uiFont(11, true));
        painter.setPen(inferred ? theme.accent : theme.onAccent);
        painter.drawText(badge, Qt::AlignCenter, number);
    }
};

} // namespace

/// The line over the steps: state chip, process in bold, the rest muted.
class SelectedConnectionPanel::Summary : public QWidget {
public:
    explicit Summary(QWidget* parent) : QWidget(parent) { setFixedHeight(44); }
    std::optional<TcpState> state;
    QString who, rest;

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = themeOf(this);
        QPainter painter(this);
        painter.fillRect(rect(), theme.base);
        double x = 10;
        if (state)
            x = paintStateChip(painter, QRectF(x, 0, width(), height()), *state, theme).right() +
                12;
        painter.setFont(uiFont(13, true));
        painter.setPen(theme.text);
        const int room = qMax(0, int(width() - x) - 10);
        const QString name = painter.fontMetrics().elidedText(who, Qt::ElideRight, room);
        painter.drawText(QRectF(x, 0, room, height()), Qt::AlignVCenter, name);
        x += painter.fontMetrics().horizontalAdvance(name) + 10;
        painter.setFont(uiFont(13));
        painter.setPen(theme.muted);
        const int left = qMax(0, int(width() - x) - 10);
        painter.drawText(QRectF(x, 0, left, height()), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(rest, Qt::ElideRight, left));
    }
};

SelectedConnectionPanel::SelectedConnectionPanel(ConnectionPathModel* path,
                                                 const ConnectionNames* names, QWidget* parent)
    : QWidget(parent), path_(path), names_(names) {
    none_ = new QLabel(this);
    none_->setTextFormat(Qt::PlainText);
    none_->setAlignment(Qt::AlignCenter);
    none_->setWordWrap(true);
    none_->setMargin(20);
    none_->setAutoFillBackground(true);
    none_->setBackgroundRole(QPalette::Base);

    auto* page = new QWidget(this);
    summary_ = new Summary(page);
    steps_ = new QTableView(page);
    steps_->setModel(path);
    steps_->setItemDelegate(new StepDelegate(steps_));
    steps_->setFrameShape(QFrame::NoFrame);
    steps_->setShowGrid(false);
    steps_->setMinimumHeight(50); // two rows; the rest scrolls
    steps_->setWordWrap(false);
    steps_->setSelectionBehavior(QAbstractItemView::SelectRows);
    steps_->setTabKeyNavigation(false);
    steps_->setFont(uiFont(12));
    steps_->verticalHeader()->hide();
    steps_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    steps_->verticalHeader()->setMinimumSectionSize(24);
    steps_->verticalHeader()->setDefaultSectionSize(24);
    QHeaderView* header = steps_->horizontalHeader();
    header->setFixedHeight(26);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(36);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int widths[] = {46, 88, 74, 124, 124, 92};
    for (int column = 0; column < ConnectionPathModel::ColumnCount; ++column)
        header->resizeSection(column, widths[column]);
    header->setSectionResizeMode(ConnectionPathModel::Event, QHeaderView::Stretch);
    hidden_ = new QWidget(page);
    hidden_->setAutoFillBackground(true);
    hidden_->setBackgroundRole(QPalette::Base);
    hiddenWords_ = new QLabel(hidden_);
    hiddenWords_->setTextFormat(Qt::PlainText);
    hiddenWords_->setForegroundRole(QPalette::PlaceholderText);
    deselect_ = new QPushButton(hidden_);
    connect(deselect_, &QPushButton::clicked, this, &SelectedConnectionPanel::deselectRequested);
    auto* hiddenRow = new QHBoxLayout(hidden_);
    hiddenRow->setContentsMargins(10, 0, 10, 6);
    hiddenRow->addWidget(hiddenWords_, 1);
    hiddenRow->addWidget(deselect_);
    hidden_->hide();
    peer_ = new QLabel(page);
    peer_->setTextFormat(Qt::PlainText);
    peer_->setWordWrap(true);
    peer_->setMargin(8);
    peer_->setAutoFillBackground(true);
    peer_->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(summary_);
    column->addWidget(hidden_);
    column->addWidget(steps_, 1);
    column->addWidget(peer_);

    pages_ = new QStackedWidget(this);
    pages_->addWidget(none_);
    pages_->addWidget(page);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(pages_);
    // The newest step is what a person follows.
    connect(path, &QAbstractItemModel::rowsInserted, steps_, &QTableView::scrollToBottom,
            Qt::QueuedConnection);
    describe();
}

void SelectedConnectionPanel::show(const ConnectionSnapshot* connection) {
    any_ = connection != nullptr;
    if (connection)
        shown_ = *connection;
    describe();
}

void SelectedConnectionPanel::setHiddenByFilter(bool hidden) {
    hidden_->setVisible(hidden);
}

QString SelectedConnectionPanel::roleWords(Role role) {
    switch (role) {
    case Role::Client:
        return tr("opened by this end");
    case Role::Server:
        return tr("accepted by this end");
    case Role::Listener:
        return tr("waiting for connections");
    case Role::Unknown:
        break;
    }
    return {};
}

void SelectedConnectionPanel::describe() {
    hiddenWords_->setText(tr("Hidden by the filter"));
    deselect_->setText(tr("Deselect"));
    none_->setText(
        tr("Select a connection in the table, or an event in the log, to see each step"));
    steps_->setAccessibleName(tr("Steps of the selected connection"));
    QHeaderView* header = steps_->horizontalHeader();
    using Path = ConnectionPathModel;
    header->resizeSection(Path::Step, qMax(46, header->sectionSizeHint(Path::Step)));
    pages_->setCurrentIndex(any_ ? 1 : 0);
    if (!any_)
        return;
    summary_->state =
        shown_.id.protocol == Protocol::Tcp ? std::optional(shown_.state) : std::nullopt;
    summary_->who = shown_.fromCapture ? tr("Client's view") : ownerText(shown_.owner);
    QStringList rest;
    if (shown_.owner.process)
        rest << tr("PID %1").arg(shown_.owner.process->pid);
    if (shown_.fromCapture)
        rest << tr("%Ln packet(s)", nullptr, int(shown_.wire.packets));
    if (shown_.id.protocol == Protocol::Udp)
        rest << tr("UDP has no states");
    else if (shown_.fromCapture && shown_.metrics && shown_.metrics->rttMicroseconds > 0)
        rest << tr("round trip %1").arg(formatRtt(shown_.metrics->rttMicroseconds));
    else if (!shown_.fromCapture)
        rest << roleWords(shown_.role);
    if (names_->tellsNamespaces() && !shown_.fromCapture)
        //: The name or number of a network namespace, or "this one"
        rest << tr("namespace: %1").arg(namespaceText(shown_, *names_));
    rest.removeAll(QString());
    if (shown_.closed)
        rest << tr("closed");
    summary_->rest = rest.join(QStringLiteral(" · "));
    summary_->setAccessibleName(summary_->who + QLatin1Char(' ') + summary_->rest);
    summary_->setToolTip(plainToolTip(ownerExplanation(shown_)));
    summary_->update();

    peer_->setVisible(shown_.peerState.has_value() || shown_.disagreement);
    QString words;
    if (shown_.peerState) {
        const std::string_view state = name(*shown_.peerState);
        words = tr("The peer is in %1, inferred.")
                    .arg(QString::fromLatin1(state.data(), qsizetype(state.size())));
    }
    QStringList lines{disagreementText(shown_), words};
    lines.removeAll(QString());
    peer_->setText(lines.join(QLatin1Char('\n')));
}

void SelectedConnectionPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        describe();
}

} // namespace synoptic
