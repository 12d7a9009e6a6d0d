// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/packet_details.h"
#include "model/tracking/connection.h"
#include "model/tracking/connection_detail.h"

#include <QImage>
#include <QWidget>

#include <functional>
#include <optional>

class QIODevice;

namespace synoptic {

class LadderLegend;
class LadderStrip;
class LadderView;

/// The ladder dock: the segments of one connection between its two ends, with controls above and a
/// legend below. Takes its colours from the palette's theme. GUI thread only.
class LadderPanel : public QWidget {
    Q_OBJECT

public:
    explicit LadderPanel(QWidget* parent = nullptr);
    ~LadderPanel() override;

    /// Where packets are read from; must be set before show(). Another history there empties the
    /// ladder.
    void setPackets(PacketDetails* packets);
    /// See LadderView::show(). The snapshot is copied.
    void show(const ConnectionSnapshot* connection, const std::optional<ConnectionDetail>& detail);
    using QWidget::show;

    /// See LadderView::selectPacket(); for packets chosen elsewhere. Emits nothing.
    bool selectPacket(PacketNumber number);
    /// Tall rows, for learning.
    void setLearning(bool learning);
    /// When packets passed the other end, where that is known: slants their arrows while learning.
    void setPeerTimes(std::function<std::optional<Timestamp>(PacketNumber)> peerTime);

    /// For the dock's title: "192.0.2.10:41836 ↔ 198.51.100.24:8080 · 64 segments"; else empty.
    QString subject() const;

    /// What is in sight of the ladder, without the controls, in the present theme. A null image if
    /// the scale is none.
    QImage renderImage(double scale = 1);
    /// The whole ladder, or its first 2,000 rows. Labels of packets that were not read yet are
    /// short: see prepareExport(). False if the device cannot be written.
    bool renderSvg(QIODevice* device);
    /// The same on pages, in the light theme.
    bool renderPdf(QIODevice* device);
    /// Reads the packets that renderSvg() and renderPdf() show, in the background; then calls
    /// `done`, unless another connection is shown by then. A later call replaces an earlier one.
    void prepareExport(std::function<void()> done);

    LadderView* view() const { return view_; }
    LadderStrip* strip() const { return strip_; }

Q_SIGNALS:
    /// See LadderView::packetSelected().
    void packetSelected(synoptic::PacketNumber number);
    /// subject() is another.
    void subjectChanged(const QString& subject);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void tellSubject();
    void showLegend();
    void endExportWhenRead();

    LadderStrip* strip_;
    LadderView* view_;
    LadderLegend* legend_;
    QPointer<PacketDetails> packets_;
    QString subject_;
    std::function<void()> exportDone_;
    std::vector<PacketNumber> exported_;
};

} // namespace synoptic
