// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagnosis/listeners_panel.h"

#include "model/items/format.h"
#include "model/items/reach_text.h"
#include "views/diagnosis/queue_gauge.h"
#include "views/theme/theme_manager.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace synoptic {

namespace {
constexpr int kRowHeight = 44;
constexpr int kPadding = 10;
} // namespace

class ListenersPanel::Delegate : public QStyledItemDelegate {
public:
    explicit Delegate(ListenersPanel* panel) : QStyledItemDelegate(panel), panel_(panel) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme& theme = themeOf(option.palette);
        const ListenerQueues* listener = panel_->listeners_->at(index.row());
        if (!listener)
            return;
        const bool cookies = panel_->mode_ > 0;
        const bool alarming = listener->isAcceptFull() || (listener->isHalfOpenFull() && !cookies);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect, alarming          ? theme.error.background
                                       : selected        ? theme.selection
                                       : index.row() % 2 ? theme.alternate
                                                         : theme.base);
        const QRect room = option.rect.adjusted(kPadding, 0, -kPadding, 0);
        const bool queue = index.column() == ListenerQueuesModel::HalfOpen ||
                           index.column() == ListenerQueuesModel::Accept;
        if (queue && listener->hasQueues()) {
            paintQueueGauge(*painter, room, *listener, ListenerQueuesModel::Column(index.column()),
                            cookies, theme);
            return;
        }
        painter->save();
        const QRect upper(room.left(), option.rect.top() + 5, room.width(), 17);
        painter->setFont(uiFont(12, index.column() == ListenerQueuesModel::Listener));
        painter->setPen(theme.text);
        painter->drawText(
            upper, Qt::AlignVCenter,
            painter->fontMetrics().elidedText(
                index.data().toString(),
                index.column() == ListenerQueuesModel::Listener ? Qt::ElideMiddle : Qt::ElideRight,
                room.width()));
        painter->setFont(uiFont(12));
        painter->setPen(theme.muted);
        const QString below = queue ? QString()
                              : index.column() == ListenerQueuesModel::Listener
                                  ? listener->process
                                  : index.data(ListenerQueuesModel::kRuleRole).toString();
        painter->drawText(upper.translated(0, 17), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(below, Qt::ElideRight, room.width()));
        painter->restore();
    }

private:
    ListenersPanel* panel_;
};

ListenersPanel::ListenersPanel(ListenerQueuesModel* listeners, QWidget* parent)
    : QWidget(parent), listeners_(listeners) {
    view_ = new QTableView(this);
    view_->setModel(listeners);
    view_->setItemDelegate(new Delegate(this));
    view_->setTabKeyNavigation(false); // Tab leads on to the next part of the window
    view_->setShowGrid(false);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view_->verticalHeader()->setDefaultSectionSize(kRowHeight);
    view_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    view_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view_->horizontalHeader()->setHighlightSections(false);
    connect(view_, &QTableView::clicked, this, &ListenersPanel::choose);
    connect(view_, &QTableView::activated, this, &ListenersPanel::choose);

    empty_ = new QLabel(this);
    empty_->setTextFormat(Qt::PlainText);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(view_);
    pages_->addWidget(empty_);
    cookies_ = new QLabel(this);
    cookies_->setTextFormat(Qt::PlainText);
    cookies_->setContentsMargins(kPadding, 5, kPadding, 5);
    cookies_->setWordWrap(true);
    firewall_ = new QWidget(this);
    firewallText_ = new QLabel(firewall_);
    firewallText_->setTextFormat(Qt::PlainText);
    firewallText_->setWordWrap(true);
    readFirewall_ = new QPushButton(firewall_);
    auto* firewallRow = new QHBoxLayout(firewall_);
    firewallRow->setContentsMargins(kPadding, 3, kPadding, 5);
    firewallRow->addWidget(firewallText_, 1);
    firewallRow->addWidget(readFirewall_);
    firewall_->hide();
    connect(readFirewall_, &QPushButton::clicked, this, [this] {
        isAsked_ = true;
        readFirewall_->setEnabled(false);
        Q_EMIT firewallWanted();
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(pages_, 1);
    layout->addWidget(cookies_);
    layout->addWidget(firewall_);
    connect(listeners, &QAbstractItemModel::modelReset, this, &ListenersPanel::showState);
    retranslate();
}

void ListenersPanel::setCookies(int mode) {
    if (mode_ == mode)
        return;
    mode_ = mode;
    retranslate();
    view_->viewport()->update();
}

void ListenersPanel::setFirewall(const firewall::View& view) {
    filter_ = {view.netns, view.reading, view.time, view.detail, {}};
    isAsked_ = false;
    retranslate();
}

void ListenersPanel::setCapture(bool capture) {
    capture_ = capture;
    if (capture)
        mode_ = -1;
    retranslate();
}

QString ListenersPanel::note() const {
    return pages_->currentWidget() == empty_ ? empty_->text() : QString();
}

QString ListenersPanel::subject() const {
    return tr("%Ln socket(s)", nullptr, listeners_->rowCount());
}

void ListenersPanel::showState() {
    pages_->setCurrentWidget(listeners_->rowCount() > 0 ? static_cast<QWidget*>(view_) : empty_);
    Q_EMIT subjectChanged(subject());
}

/// What is half-open on it, where that was clicked; else all of its connections.
void ListenersPanel::choose(const QModelIndex& cell) {
    const ListenerQueues* listener = listeners_->at(cell.row());
    if (!listener)
        return;
    QString filter = QStringLiteral("sport:%1").arg(listener->local.port);
    if (!listener->hasQueues())
        filter.prepend(QStringLiteral("proto:udp "));
    else if (cell.column() == ListenerQueuesModel::HalfOpen)
        filter.prepend(QStringLiteral("state:SYN-RECEIVED "));
    Q_EMIT filterChosen(filter);
}

void ListenersPanel::retranslate() {
    empty_->setText(capture_ ? tr("A capture shows packets, not the queues of a listener: how full "
                                  "they were, it cannot tell. Floods and refusals that its packets "
                                  "show stand under Diagnosis.")
                             : tr("Nothing listens for TCP connections here."));
    cookies_->setVisible(mode_ >= 0);
    cookies_->setText(
        mode_ == 0 ? tr("SYN cookies are off (net.ipv4.tcp_syncookies = 0): a full "
                        "half-open queue turns clients away.")
        : mode_ == 1
            ? tr("SYN cookies are on: where the half-open queue is full, handshakes "
                 "go on without it.")
            : tr("SYN cookies are always used (net.ipv4.tcp_syncookies = %1).").arg(mode_));
    using Reading = firewall::View::Reading;
    firewall_->setVisible(!capture_ && filter_.netns != 0 && filter_.reading != Reading::Read);
    firewallText_->setText(firewallUnread(filter_));
    readFirewall_->setText(tr("&Read them…"));
    readFirewall_->setToolTip(tr("Asks for an administrator's password, reads the rules once and "
                                 "changes nothing."));
    readFirewall_->setVisible(filter_.reading != Reading::Unsupported);
    readFirewall_->setEnabled(!isAsked_);
    showState();
}

void ListenersPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace synoptic
