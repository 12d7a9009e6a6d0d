// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/ladder_content.h"
#include "views/ladder/ladder_geometry.h"

#include <QAbstractScrollArea>
#include <QPointer>

#include <functional>
#include <optional>

class QPainter;

namespace synoptic {

/// The ladder itself: the head with both ends, and below it rows of which only those in sight are
/// painted, however many there are. GUI thread only.
class LadderView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit LadderView(QWidget* parent = nullptr);
    ~LadderView() override;

    /// Where packets are read from; outlives the view or is gone with it.
    void setPackets(PacketDetails* packets);
    /// The connection to show, or null. Called again as it grows: the place, the selection and the
    /// runs that stand open are kept, and the end is followed if it was in sight. A detail of
    /// another connection is not looked at; without one, the one before stays.
    void show(const ConnectionSnapshot* connection, const std::optional<ConnectionDetail>& detail);
    using QWidget::show;

    /// Selects the packet's row and brings it into sight; a run that hides it opens, unless it is
    /// the selected row. False if the packet is not in this ladder. Emits nothing.
    bool selectPacket(PacketNumber number);
    /// The packet of the selected row, or the first of a selected run; kNoPacket.
    PacketNumber selectedPacket() const;

    void setAbsoluteNumbers(bool absolute);
    void setClockTimes(bool clock);
    void setCollapseData(bool collapse);
    void setCompressGaps(bool compress);
    /// Rows of 66 px with numbers in terms of j and k.
    void setLearning(bool learning);
    /// Arrows of packets that this gives a time for are slanted in learning mode. Null: none is.
    void setPeerTimes(std::function<std::optional<Timestamp>(PacketNumber)> peerTime);

    /// Lays out what show() left until somebody looks; to be called before reading the content of
    /// a view that may be hidden.
    void settle();
    const LadderContent& content() const { return content_; }
    bool hasRows() const { return rowCount() > 0; }
    std::optional<std::size_t> currentRow() const { return current_; }
    LadderGeometry geometryNow() const;
    /// Where a row stands in the viewport, in sight or not.
    QRect rowRect(std::size_t row) const;
    /// What is said instead of a ladder; empty while there is one.
    QString emptyText() const;
    /// Head and rows as they stand in the view, into a rectangle of its size.
    void paintSight(QPainter& painter) const;

    QSize sizeHint() const override { return {760, 420}; }
    QSize minimumSizeHint() const override { return {340, 120}; }

Q_SIGNALS:
    /// A person went to a row with packets: its only one, or a run's first.
    void packetSelected(synoptic::PacketNumber number);
    /// Another connection, or more of it.
    void contentChanged();

protected:
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    class Head;
    /// What a row is about, whatever its number.
    struct Anchor {
        PacketNumber packet = kNoPacket;
        LadderRow::Kind kind = LadderRow::Kind::Segment;
    };
    Anchor anchorOf(std::size_t row) const;
    std::optional<std::size_t> rowOf(const Anchor& anchor) const;

    void layOut();
    void layOutSoon();
    void updateScrollBar();
    void askForDetails();
    void setOptions(const LadderOptions& options);
    void setCurrent(std::size_t row, bool tell);
    void showRow(std::size_t row);
    void toggleRun(std::size_t row);
    void openRun(std::size_t row, bool open);
    void describe();
    std::optional<std::size_t> rowAt(QPoint position) const;
    bool isOnRunBox(std::size_t row, QPoint position) const;
    std::size_t rowCount() const { return content_.rows.rows().size(); }
    double rowHeight() const { return content_.learning ? 66 : 24; }
    void paintRows(QPainter& painter, const QRect& area) const;

    LadderContent content_;
    std::optional<std::size_t> current_;
    QPointer<PacketDetails> packets_;
    LadderOptions options_;
    bool any_ = false;   ///< a connection is shown
    bool stale_ = false; ///< it waits to be laid out
    bool fresh_ = true;  ///< another one than before: its top comes into sight
    Head* head_;
    std::optional<std::size_t> pressed_;
    bool ringShown_ = false;
    std::pair<std::size_t, std::size_t> asked_{1, 0}; ///< rows of which details were asked for
};

} // namespace synoptic
