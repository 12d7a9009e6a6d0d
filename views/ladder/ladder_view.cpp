// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ladder/ladder_view.h"

#include "model/items/ladder_words.h"
#include "model/items/safe_text.h"
#include "views/ladder/ladder_accessible.h"
#include "views/ladder/ladder_painter.h"
#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QAccessible>
#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace synoptic {

namespace {

/// Among those who ask PacketDetails for packets.
constexpr int kViewer = 0x1add;

} // namespace

/// The names over the lifelines: they stay while rows scroll.
class LadderView::Head : public QWidget {
public:
    explicit Head(LadderView* view) : QWidget(view), view_(view) {}

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = themeOf(this);
        QPainter painter(this);
        painter.fillRect(rect(), theme.window);
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme.border);
        const LadderGeometry geometry = view_->geometryNow();
        LadderPainter(theme, view_->content_, geometry).paintHead(painter, 0);
    }
    bool event(QEvent* event) override {
        if (event->type() != QEvent::ToolTip)
            return QWidget::event(event);
        const auto* help = static_cast<QHelpEvent*>(event);
        const LadderSide side = help->pos().x() < view_->geometryNow().middle()
                                    ? LadderSide::Local
                                    : LadderSide::Remote;
        const LadderHead head = ladderHead(view_->content_, side);
        QString text = head.title + u'\n' + head.address;
        if (!head.role.isEmpty())
            text += u'\n' + head.role;
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }

private:
    LadderView* view_;
};

LadderView::LadderView(QWidget* parent) : QAbstractScrollArea(parent), head_(new Head(this)) {
    installLadderAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Ladder"));
    layOut();
}

LadderView::~LadderView() = default;

void LadderView::setPackets(PacketDetails* packets) {
    if (packets_)
        packets_->disconnect(this);
    packets_ = packets;
    content_.packets = packets;
    if (packets) {
        connect(packets, &PacketDetails::arrived, this, [this] {
            viewport()->update();
            if (current_)
                setAccessibleDescription(ladderRowSpoken(content_, *current_));
        });
        connect(packets, &PacketDetails::reset, this, [this] { show(nullptr, {}); });
        connect(packets, &QObject::destroyed, this, [this] {
            content_.packets = nullptr;
            show(nullptr, {});
        });
    }
    show(nullptr, {});
}

void LadderView::show(const ConnectionSnapshot* connection,
                      const std::optional<ConnectionDetail>& detail) {
    const bool same = any_ && connection && connection->key == content_.connection.key &&
                      connection->wire.flow == content_.connection.wire.flow;
    if (!same) {
        content_.rows.clear();
        content_.detail.reset();
        options_.opened.clear();
        current_.reset();
        pressed_.reset();
        fresh_ = true;
    }
    any_ = connection != nullptr;
    content_.connection = connection ? *connection : ConnectionSnapshot();
    if (connection && detail && detail->key == connection->key)
        content_.detail = detail;
    layOutSoon();
}

void LadderView::layOutSoon() {
    stale_ = true;
    if (isVisible() || !any_)
        settle();
}

void LadderView::settle() {
    if (stale_)
        layOut();
}

/// Lays out anew or further; what was selected and in sight stays so.
void LadderView::layOut() {
    stale_ = false;
    QScrollBar* bar = verticalScrollBar();
    const bool atTop = bar->value() == 0;
    const bool atEnd = !fresh_ && bar->value() == bar->maximum();
    const auto topRow = static_cast<std::size_t>(bar->value() / rowHeight());
    const bool anchored = !fresh_ && topRow < rowCount();
    const Anchor top = anchored ? anchorOf(topRow) : Anchor();
    const double below = bar->value() - static_cast<double>(topRow) * rowHeight();
    const std::optional<Anchor> selected =
        current_ && *current_ < rowCount() ? std::optional(anchorOf(*current_)) : std::nullopt;

    const WirePlace& wire = content_.connection.wire;
    bool goesOn = false;
    if (any_ && packets_ && wire.lastPacket != kNoPacket) {
        if (wire.lastPacket >= packets_->packets().end())
            packets_->refresh();
        goesOn = content_.rows.update(packets_->packets(), wire,
                                      content_.detail ? &*content_.detail : nullptr, options_);
    } else {
        content_.rows.clear();
    }
    asked_ = {1, 0};
    updateScrollBar();
    if (selected)
        current_ = rowOf(*selected);
    // The states a connection began in may become known above its first packet.
    if (fresh_ || (atTop && !goesOn))
        bar->setValue(0);
    else if (atEnd)
        bar->setValue(bar->maximum());
    else if (anchored && !goesOn) {
        if (const auto row = rowOf(top))
            bar->setValue(static_cast<int>(static_cast<double>(*row) * rowHeight() + below));
    }
    if (hasRows())
        fresh_ = false;
    head_->setVisible(hasRows());
    setViewportMargins(0, hasRows() ? static_cast<int>(kLadderHeadHeight) : 0, 0, 0);
    head_->update();
    viewport()->update();
    describe();
    Q_EMIT contentChanged();
}

LadderView::Anchor LadderView::anchorOf(std::size_t number) const {
    const LadderRow& row = content_.rows.rows()[number];
    const auto& packets = content_.rows.packets();
    return {row.first < packets.size() ? packets[row.first] : kNoPacket, row.kind};
}

std::optional<std::size_t> LadderView::rowOf(const Anchor& anchor) const {
    if (anchor.packet == kNoPacket)
        return rowCount() > 0 ? std::optional(rowCount() - 1) : std::nullopt;
    const auto row = content_.rows.rowOf(anchor.packet);
    if (!row)
        return std::nullopt;
    const auto& rows = content_.rows.rows();
    for (std::size_t near = *row + 1; near-- > 0 && rows[near].first == rows[*row].first;) {
        if (rows[near].kind == anchor.kind)
            return near;
    }
    return row;
}

LadderGeometry LadderView::geometryNow() const {
    return ladderGeometry(viewport()->width(), content_);
}

QRect LadderView::rowRect(std::size_t row) const {
    const double top = static_cast<double>(row) * rowHeight() - verticalScrollBar()->value();
    return {0, static_cast<int>(std::clamp(top, -1e9, 1e9)), viewport()->width(),
            static_cast<int>(rowHeight())};
}

QString LadderView::emptyText() const {
    if (hasRows())
        return {};
    if (!any_)
        return tr("Select a connection to see its segments");
    if (content_.connection.wire.lastPacket == kNoPacket)
        return tr("No packets of this connection: state polling only, sequence numbers "
                  "unavailable");
    return tr("The packets of this connection are no longer kept");
}

void LadderView::updateScrollBar() {
    const double height = static_cast<double>(rowCount()) * rowHeight();
    const int page = viewport()->height();
    const int most = std::numeric_limits<int>::max() - page;
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(static_cast<int>(rowHeight()));
    verticalScrollBar()->setRange(
        0, std::max(0, static_cast<int>(std::min<double>(height, most)) - page));
}

void LadderView::paintEvent(QPaintEvent* event) {
    askForDetails();
    QPainter painter(viewport());
    paintRows(painter, event->rect());
    if (ringShown_ && !current_)
        paintFocusRing(painter, viewport()->rect(), themeOf(this), 0);
}

void LadderView::paintRows(QPainter& painter, const QRect& area) const {
    const Theme& theme = themeOf(this);
    const auto height = static_cast<int>(rowHeight());
    const int scrolled = verticalScrollBar()->value();
    const LadderGeometry geometry = geometryNow();
    const LadderPainter rows(theme, content_, geometry);
    auto row = static_cast<std::size_t>(std::max(0, scrolled + area.top()) / height);
    int top = static_cast<int>(row) * height - scrolled;
    for (; row < rowCount() && top <= area.bottom(); ++row, top += height)
        rows.paintRow(painter, row, top, {row == current_, hasFocus()});
    if (top <= area.bottom())
        painter.fillRect(QRect(0, top, viewport()->width(), area.bottom() + 1 - top), theme.base);
    if (hasRows())
        return;
    painter.setFont(uiFont(13));
    painter.setPen(theme.muted);
    painter.drawText(viewport()->rect().adjusted(20, 10, -20, -10),
                     Qt::AlignCenter | Qt::TextWordWrap, emptyText());
}

void LadderView::paintSight(QPainter& painter) const {
    const double headHeight = hasRows() ? kLadderHeadHeight : 0;
    painter.save();
    painter.translate(0, headHeight);
    paintRows(painter, viewport()->rect());
    painter.restore();
    if (!hasRows())
        return;
    const LadderGeometry geometry = geometryNow();
    LadderPainter(themeOf(this), content_, geometry).paintHead(painter, 0); // over half a row
}

/// Asks for the packets in sight, when others are than before.
void LadderView::askForDetails() {
    if (!packets_)
        return;
    const auto height = static_cast<std::size_t>(rowHeight());
    const auto first = static_cast<std::size_t>(verticalScrollBar()->value()) / height;
    const std::size_t end =
        std::min(rowCount(), first + static_cast<std::size_t>(viewport()->height()) / height + 2);
    if (asked_ == std::pair(first, end))
        return;
    asked_ = {first, end};
    const LadderRows& rows = content_.rows;
    std::vector<PacketNumber> numbers(
        rows.packets().begin(), rows.packets().begin() + static_cast<std::ptrdiff_t>(rows.own()));
    for (std::size_t i = first; i < end; ++i) {
        const LadderRow& row = rows.rows()[i];
        if (row.kind == LadderRow::Kind::Segment || row.kind == LadderRow::Kind::DataRun)
            numbers.push_back(rows.packets()[row.first]);
        if (row.kind == LadderRow::Kind::DataRun)
            numbers.push_back(rows.packets()[row.last]);
    }
    packets_->want(kViewer, std::move(numbers));
}

void LadderView::setOptions(const LadderOptions& options) {
    options_ = options;
    layOutSoon();
}

void LadderView::setAbsoluteNumbers(bool absolute) {
    content_.absoluteNumbers = absolute;
    viewport()->update();
    describe();
}

void LadderView::setClockTimes(bool clock) {
    content_.clockTimes = clock;
    viewport()->update();
    head_->update();
    describe();
}

void LadderView::setCollapseData(bool collapse) {
    LadderOptions options = options_;
    options.collapseData = collapse;
    setOptions(options);
}

void LadderView::setCompressGaps(bool compress) {
    LadderOptions options = options_;
    options.compressGaps = compress;
    setOptions(options);
}

void LadderView::setLearning(bool learning) {
    if (content_.learning == learning)
        return;
    const double topRow = verticalScrollBar()->value() / rowHeight();
    content_.learning = learning;
    asked_ = {1, 0};
    updateScrollBar();
    verticalScrollBar()->setValue(static_cast<int>(topRow * rowHeight()));
    viewport()->update();
    head_->update();
}

void LadderView::setPeerTimes(std::function<std::optional<Timestamp>(PacketNumber)> peerTime) {
    content_.peerTime = std::move(peerTime);
    viewport()->update();
}

void LadderView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Ladder"));
        describe();
    }
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        viewport()->update();
        head_->update();
    }
}

void LadderView::resizeEvent(QResizeEvent*) {
    head_->setGeometry(0, 0, width(), static_cast<int>(kLadderHeadHeight));
    const bool atEnd = hasRows() && verticalScrollBar()->maximum() > 0 &&
                       verticalScrollBar()->value() == verticalScrollBar()->maximum();
    updateScrollBar();
    if (atEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LadderView::showEvent(QShowEvent* event) {
    QAbstractScrollArea::showEvent(event);
    settle();
}

void LadderView::hideEvent(QHideEvent* event) {
    QAbstractScrollArea::hideEvent(event);
    asked_ = {1, 0};
    if (packets_)
        packets_->want(kViewer, {});
}

/// Tells screen readers what is here and what is selected.
void LadderView::describe() {
    if (current_ && *current_ >= rowCount())
        current_.reset();
    setAccessibleDescription(current_ ? ladderRowSpoken(content_, *current_) : emptyText());
    if (!current_ || !hasFocus())
        return;
    QAccessibleEvent moved(this, QAccessible::Focus);
    moved.setChild(0);
    QAccessible::updateAccessibility(&moved);
}

} // namespace synoptic
