// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/stream_view.h"

#include "model/items/format.h"
#include "model/items/packet_details.h"
#include "model/items/stream_reader.h"
#include "views/packets/stream_layout.h"
#include "views/theme/theme_manager.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyle>
#include <QTimerEvent>

#include <algorithm>
#include <limits>

namespace synoptic {

namespace {

/// Done between two events: some milliseconds.
constexpr std::uint64_t kLaidBytes = std::uint64_t{256} << 10;
constexpr std::uint64_t kSearchedBytes = std::uint64_t{2} << 20;
constexpr int kLeastColumns = 16;
constexpr int kMostColumns = 400;

int clampedCount(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

} // namespace

StreamView::StreamView(StreamReader* reader, QWidget* parent)
    : QAbstractScrollArea(parent), reader_(reader) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    connect(reader, &StreamReader::changed, this, &StreamView::contentChanged);
    connect(reader, &StreamReader::closed, this, [this] { contentChanged({}); });
    breakAnew();
}

void StreamView::setForm(StreamLines::Form form) {
    if (form == lines_.form())
        return;
    const StreamPlace top = placeOfTop();
    lines_.reset(form, 1, only_);
    breakAnew();
    wish_ = top;
    continueWork();
}

void StreamView::setOnly(std::optional<EndIndex> sender) {
    only_ = sender;
    clearSelection();
    currentRun_.reset();
    breakAnew();
    search_.start(streamNeedle(sought_), only_);
    currentMatch_.reset();
    findFromTop_ = searching_ = search_.needleSize() > 0;
    continueWork();
    Q_EMIT searchChanged();
}

void StreamView::setClient(EndIndex client) {
    client_ = client;
    viewport()->update();
}

/// Room for the scroll bar is left whether it is there or not: lines that break differently without
/// it would take it away and bring it back, and never come to rest.
int StreamView::columns() const {
    const double cell = streamCellWidth();
    const int bar =
        verticalScrollBar()->isVisible()
            ? 0
            : style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, verticalScrollBar());
    const int width = viewport()->width() - bar;
    const int room = static_cast<int>((width - textLeft() - 8) / cell);
    if (lines_.form() == StreamLines::Form::Text)
        return std::clamp(room, kLeastColumns, kMostColumns);
    for (const int perRow : {16, 8})
        if (streamHexColumns(perRow) <= room)
            return perRow;
    return 4;
}

/// Lines of another width, or another choice of them, from the start.
void StreamView::breakAnew() {
    lines_.reset(lines_.form(), columns(), only_);
    laying_ = true;
    fitScrollBar();
    viewport()->update();
    continueWork();
}

void StreamView::contentChanged(StreamPlace from) {
    const StreamContent& content = reader_->content();
    if (content.runs().empty()) {
        anchor_ = cursor_ = pressed_ = {};
        currentRun_.reset();
        currentMatch_.reset();
        pressedAny_ = false;
        wish_.reset();
        verticalScrollBar()->setValue(0);
    }
    // What was told of the tail may not stand any more.
    if (anchor_ > from || cursor_ > from)
        clearSelection();
    if (pressed_ > from)
        pressedAny_ = false;
    if (currentRun_ && *currentRun_ >= content.runs().size())
        currentRun_.reset();
    lines_.changed(content, from);
    search_.changed(content, from);
    if (currentMatch_ && *currentMatch_ >= search_.matches().size())
        currentMatch_.reset();
    laying_ = true;
    searching_ = search_.needleSize() > 0;
    continueWork();
    Q_EMIT searchChanged();
}

void StreamView::continueWork() {
    if (!work_.isActive())
        work_.start(0, this);
}

void StreamView::timerEvent(QTimerEvent* event) {
    if (event->timerId() != work_.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const StreamContent& content = reader_->content();
    if (laying_) {
        laying_ = lines_.advance(content, kLaidBytes);
        fitScrollBar();
        viewport()->update();
    }
    if (wish_ && (!laying_ || lines_.lineOf(*wish_))) {
        // A run's first byte comes with the line that names it.
        if (const auto line = lines_.lineOf(*wish_))
            verticalScrollBar()->setValue(*line - (wish_->offset == 0 ? 1 : 0));
        wish_.reset();
    }
    if (searching_) {
        searching_ = search_.advance(content, kSearchedBytes);
        const std::size_t first = search_.firstFrom(searchFrom_);
        const bool any = !search_.matches().empty();
        if (findFromTop_ && any &&
            (first > 0 || search_.matches()[0] >= searchFrom_ || !searching_)) {
            findFromTop_ = false;
            markMatch(first);
        }
        viewport()->update();
        Q_EMIT searchChanged();
    }
    if (!laying_ && !searching_)
        work_.stop();
}

void StreamView::fitScrollBar() {
    const int inSight = std::max(1, viewport()->height() / streamLineHeight());
    verticalScrollBar()->setPageStep(inSight);
    verticalScrollBar()->setSingleStep(3);
    verticalScrollBar()->setRange(0, std::max(0, lines_.count() - inSight));
}

StreamPlace StreamView::placeOfTop() const {
    const int top = verticalScrollBar()->value();
    if (wish_)
        return *wish_;
    if (top >= lines_.count())
        return {};
    const StreamLines::Line line = lines_.at(reader_->content(), top);
    return {line.run, line.begin};
}

void StreamView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    if (columns() == lines_.columns()) {
        fitScrollBar();
        return;
    }
    const StreamPlace top = placeOfTop();
    breakAnew();
    if (top > StreamPlace())
        wish_ = top;
}

void StreamView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void StreamView::find(const QString& text) {
    searchFrom_ = currentMatch_ && *currentMatch_ < search_.matches().size()
                      ? search_.matches()[*currentMatch_]
                      : placeOfTop();
    sought_ = text;
    search_.start(streamNeedle(text), only_);
    currentMatch_.reset();
    findFromTop_ = searching_ = search_.needleSize() > 0;
    viewport()->update();
    continueWork();
    Q_EMIT searchChanged();
}

void StreamView::findNext(bool backwards) {
    const std::size_t count = search_.matches().size();
    if (count == 0)
        return;
    if (!currentMatch_)
        markMatch(search_.firstFrom(placeOfTop()));
    else
        markMatch((*currentMatch_ + (backwards ? count - 1 : 1)) % count);
}

void StreamView::markMatch(std::size_t match) {
    currentMatch_ = match;
    reveal(search_.matches()[match]);
    viewport()->update();
    Q_EMIT searchChanged();
}

void StreamView::reveal(StreamPlace place) {
    const std::optional<int> line = lines_.lineOf(place);
    if (!line) {
        wish_ = place;
        continueWork();
        return;
    }
    const int top = verticalScrollBar()->value();
    const int inSight = verticalScrollBar()->pageStep();
    if (*line < top || *line >= top + inSight)
        verticalScrollBar()->setValue(*line - inSight / 3);
}

void StreamView::clearSelection() {
    anchor_ = cursor_ = {};
    viewport()->update();
    Q_EMIT selectionChanged();
}

void StreamView::selectAll() {
    anchor_ = {};
    cursor_ = {reader_->content().runs().size(), 0};
    viewport()->update();
    Q_EMIT selectionChanged();
}

QString StreamView::markerText(EndIndex sender) const {
    //: Marks what the client sent, and what the server sent
    return sender == client_ ? tr("→ client") : tr("← server");
}

QString StreamView::headerDetails(std::size_t run) const {
    const StreamRun& shown = reader_->content().runs()[run];
    QStringList parts;
    const PacketDetails* packets = reader_->packets();
    if (packets && packets->packets().contains(shown.packet))
        parts << formatTimeOfDay(packets->packets()[shown.packet].time);
    parts << formatBytes(shown.length());
    if (shown.packet != kNoPacket)
        parts << tr("packet %1").arg(formatCount(shown.packet + 1));
    return parts.join(QStringLiteral(" · "));
}

QString StreamView::gapText(std::size_t run) const {
    const StreamRun& gap = reader_->content().runs()[run];
    const int count = clampedCount(gap.length());
    if (gap.kind == StreamPiece::Kind::Cut)
        return tr("%Ln byte(s) not recorded: only the beginning of each packet was", nullptr,
                  count);
    return reader_->content().isAtMost(run) ? tr("Up to %Ln byte(s) not captured", nullptr, count)
                                            : tr("%Ln byte(s) not captured", nullptr, count);
}

QString StreamView::lineText(int index) const {
    const StreamLines::Line line = lines_.at(reader_->content(), index);
    const StreamRun& run = reader_->content().runs()[line.run];
    if (line.kind == StreamLines::Line::Kind::Gap)
        return markerText(run.sender) + QLatin1Char(' ') + gapText(line.run);
    if (line.kind == StreamLines::Line::Kind::Header)
        return markerText(run.sender) + QLatin1Char(' ') + headerDetails(line.run);
    return shownLine(line).text;
}

StreamLine StreamView::shownLine(const StreamLines::Line& line) const {
    const StreamBytes bytes = reader_->content()
                                  .bytes(reader_->content().runs()[line.run])
                                  .subspan(line.begin, line.end - line.begin);
    return lines_.form() == StreamLines::Form::Text
               ? streamTextLine(bytes)
               : streamHexLine(bytes, line.begin, lines_.columns());
}

/// What is selected, or all, in the order of the conversation.
std::optional<QString> StreamView::text() const {
    const StreamContent& content = reader_->content();
    StreamPlace from = std::min(anchor_, cursor_), to = std::max(anchor_, cursor_);
    if (!hasSelection()) {
        from = {};
        to = {content.runs().size(), 0};
    }
    std::uint64_t size = 0;
    bool several = false;
    std::optional<std::size_t> first;
    QString text;
    for (std::size_t i = from.run; i < content.runs().size() && i <= to.run; ++i) {
        const StreamRun& run = content.runs()[i];
        const std::uint64_t begin = i == from.run ? from.offset : 0;
        const std::uint64_t end = i == to.run ? std::min(to.offset, run.length()) : run.length();
        if (begin >= end || (only_ && run.sender != *only_))
            continue;
        size += run.isGap() ? 0 : end - begin;
        if (size > kMostCopied)
            return std::nullopt;
        if (first && !several) {
            // More than one end's words: each gets its name.
            several = true;
            text.prepend(markerText(content.runs()[*first].sender) + QLatin1Char('\n'));
        }
        if (several) {
            if (!text.endsWith(QLatin1Char('\n')))
                text += QLatin1Char('\n');
            text += markerText(run.sender) + QLatin1Char('\n');
        }
        first = first.value_or(i);
        text += run.isGap() ? QLatin1Char('[') + gapText(i) + QLatin1Char(']')
                            : textOf(run, begin, end);
    }
    return text;
}

QString StreamView::textOf(const StreamRun& run, std::uint64_t begin, std::uint64_t end) const {
    const StreamBytes bytes = reader_->content().bytes(run);
    if (lines_.form() == StreamLines::Form::Text)
        return QString::fromUtf8(streamPlainText(bytes.subspan(begin, end - begin)));
    QString text;
    const auto perRow = static_cast<std::uint64_t>(lines_.columns());
    for (std::uint64_t at = begin - begin % perRow; at < end; at += perRow) {
        const std::uint64_t stop = std::min<std::uint64_t>(at + perRow, bytes.size());
        text += streamHexLine(bytes.subspan(at, stop - at), at, lines_.columns()).text +
                QLatin1Char('\n');
    }
    return text;
}

PacketNumber StreamView::currentPacket() const {
    if (pressedAny_)
        return reader_->content().packetAt(pressed_);
    return currentRun_ ? reader_->content().packetAt({*currentRun_, 0}) : kNoPacket;
}

} // namespace synoptic
