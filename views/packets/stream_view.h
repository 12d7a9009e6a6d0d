// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_search.h"
#include "views/packets/stream_lines.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

#include <optional>

namespace synoptic {

class StreamReader;
struct Theme;

/// A conversation as text or as bytes in hexadecimal, in the colours of its two ends, with gaps in
/// words. Only what is in sight is made into text. Broken into lines and searched a slice at a time
/// while the event loop is idle.
class StreamView : public QAbstractScrollArea {
    Q_OBJECT

public:
    static constexpr std::uint64_t kMostCopied = std::uint64_t{4} << 20;

    explicit StreamView(StreamReader* reader, QWidget* parent = nullptr);

    void setForm(StreamLines::Form form);
    StreamLines::Form form() const { return lines_.form(); }
    /// Shows what this end sent; nothing for both.
    void setOnly(std::optional<EndIndex> sender);
    std::optional<EndIndex> only() const { return only_; }
    /// Which end is the client.
    void setClient(EndIndex client);

    /// Looks for this text, as streamNeedle() reads it, from what is in sight on.
    void find(const QString& text);
    /// Goes to the next match, or the one before; around the ends.
    void findNext(bool backwards = false);
    const StreamSearch& search() const { return search_; }
    /// Index of the match that is marked; nothing while there is none.
    std::optional<std::size_t> currentMatch() const { return currentMatch_; }
    bool isSearching() const { return searching_; }

    bool hasSelection() const { return anchor_ != cursor_; }
    void selectAll();
    /// What is selected as it is shown, or all there is; nothing if that is over kMostCopied.
    std::optional<QString> text() const;
    /// The packet that carried what the pointer was last pressed on, or the marked chunk's.
    PacketNumber currentPacket() const;

    /// What the line says, as a person sees it; for tests.
    QString lineText(int line) const;
    const StreamLines& lines() const { return lines_; }
    /// Where a line is in the viewport.
    QRect lineRect(int line) const;
    bool isLaidOut() const { return !laying_; }

Q_SIGNALS:
    /// By a double click, or the Enter key.
    void packetChosen(synoptic::PacketNumber number);
    /// Matches, or the marked one.
    void searchChanged();
    void selectionChanged();
    /// By a key.
    void copyRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void contentChanged(StreamPlace from);
    void breakAnew();
    void continueWork();
    void fitScrollBar();
    void reveal(StreamPlace place);
    void markMatch(std::size_t match);
    void clearSelection();
    StreamPlace placeAt(QPoint point) const;
    StreamPlace placeOfTop() const;
    int columns() const;
    int textLeft() const;
    StreamLine shownLine(const StreamLines::Line& line) const;
    QString headerDetails(std::size_t run) const;
    QString gapText(std::size_t run) const;
    QString markerText(EndIndex sender) const;
    QString textOf(const StreamRun& run, std::uint64_t begin, std::uint64_t end) const;
    void stepChunk(int step);
    void scrollByKey(int key);

    void paintHeader(QPainter& painter, const QRect& row, std::size_t run) const;
    void paintGap(QPainter& painter, const QRect& row, std::size_t run) const;
    void paintData(QPainter& painter, const QRect& row, const StreamLines::Line& line) const;
    const QColor& inkOf(EndIndex sender, const Theme& theme) const;

    StreamReader* reader_;
    StreamLines lines_;
    StreamSearch search_;
    QString sought_;
    std::optional<EndIndex> only_;
    EndIndex client_ = 0;
    QBasicTimer work_;
    bool laying_ = false;
    bool searching_ = false;
    bool findFromTop_ = false;        ///< the first match found is to be marked
    std::optional<StreamPlace> wish_; ///< is to be in sight as soon as it is laid out
    std::optional<std::size_t> currentMatch_;
    StreamPlace searchFrom_;
    StreamPlace anchor_, cursor_; ///< of the selection
    std::optional<std::size_t> currentRun_;
    StreamPlace pressed_;
    bool pressedAny_ = false;
};

} // namespace synoptic
