// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/state_series.h"
#include "views/theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace synoptic {

/// Which buckets of a timeline get a mark for RST: those whose busiest second stands out from the
/// average of the whole stretch (at least one RST, and four times the average), and of marks closer
/// than `distance` buckets only the highest. Ascending indexes into `columns`.
std::vector<std::size_t> resetMarks(const std::vector<StateColumn>& columns, std::size_t distance);

/// The strip under everything: how much happened over the last two hours, or since the start, where
/// RSTs stood out, where watching had gaps, and which stretch the charts show. GUI thread only.
class TimelineStrip : public QWidget {
    Q_OBJECT

public:
    explicit TimelineStrip(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// What to draw; shared with the charts, which write it. Null: nothing to show.
    void setSeries(std::shared_ptr<const StateSeries> series);
    /// To be called after the series took samples.
    void refresh();
    /// The stretch that the charts show.
    void setShownSpan(Timestamp from, Timestamp to);
    enum class Mode {
        Live,    ///< the right end is now
        Paused,  ///< watching is paused, the right end stands still
        Capture, ///< the right end is that of a capture
    };
    void setMode(Mode mode);
    Mode mode() const { return mode_; }

    /// The stretch from the left end to the right one.
    Timestamp from() const { return from_; }
    Timestamp to() const { return to_; }
    /// Where the bars stand, in widget coordinates.
    QRect trackRect() const;
    double xOf(Timestamp time) const;

    QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool isEmpty() const { return !series_ || series_->empty(); }
    void update();
    void readColumns();
    void paintTrack(QPainter& painter, const QRect& track) const;
    void paintMarks(QPainter& painter, const QRect& track) const;
    void paintTimes(QPainter& painter, const QRect& track) const;
    void paintStatus(QPainter& painter) const;
    QString toolTipAt(const QPoint& position) const;
    QString statusText() const;

    Theme theme_;
    std::shared_ptr<const StateSeries> series_;
    std::vector<StateColumn> columns_;
    Timestamp from_;
    Timestamp to_;
    std::optional<std::pair<Timestamp, Timestamp>> shown_;
    Mode mode_ = Mode::Live;
};

} // namespace synoptic
