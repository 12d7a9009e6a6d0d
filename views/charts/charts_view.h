// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/state_series.h"
#include "views/charts/range_buttons.h"
#include "views/theme/theme.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <span>

class QCheckBox;
class QIODevice;
class QLabel;
class QStackedWidget;
class QPushButton;

namespace synoptic {

class ChartData;
class ChartPlot;

/// The charts dock: state counts stacked over time, and rates below, for 1 minute to 24 hours.
/// Takes its colours from the palette's theme; draws at most once a second, and only while visible.
/// GUI thread only.
class ChartsView : public QWidget {
    Q_OBJECT

public:
    explicit ChartsView(QWidget* parent = nullptr);
    ~ChartsView() override;

    /// For a theme other than the palette's; the next change of the palette takes it back.
    void setTheme(const Theme& theme);

    /// Samples in order of time, as they come in a ChangeSet.
    void append(std::span<const StateSample> samples);
    /// All samples kept; shared with the timeline strip, which only reads them.
    std::shared_ptr<const StateSeries> series() const;
    /// Forgets every sample, as when another source begins.
    void clear();

    ChartRange range() const;
    /// Ends a zoom as well.
    void setRange(ChartRange range);
    /// The shortest range that holds all there is, as of a capture; the longest if none does.
    ChartRange rangeOfAll() const;
    bool listenShown() const;
    void setListenShown(bool shown);
    std::optional<TcpState> isolatedState() const;
    /// Shows one state alone, on its own scale; nothing shows them all.
    void isolate(std::optional<TcpState> state);

    bool isZoomed() const { return zoom_.has_value(); }
    void zoomTo(Timestamp from, Timestamp to);
    /// Back to the chosen range, with the newest sample at its right end.
    void zoomOut();
    /// The stretch on show.
    Timestamp shownFrom() const;
    Timestamp shownTo() const;

    /// Both charts with their labels, without the controls above them, in the present theme.
    /// A null image if the size is empty.
    QImage renderImage(QSize size, double scale = 1);
    /// The same as SVG of the present size; false if the device cannot be written.
    bool renderSvg(QIODevice* device);

Q_SIGNALS:
    /// A person pointed at a moment, and at the state whose band was there; none above the stack.
    void momentActivated(Timestamp time, std::optional<TcpState> state);
    void rangeChanged(ChartRange range);
    void listenShownChanged(bool shown);
    void isolatedStateChanged(std::optional<TcpState> state);
    /// The stretch on show moved, with time or by zoom.
    void shownSpanChanged(Timestamp from, Timestamp to);
    /// Samples came, whether or not this view is visible.
    void seriesChanged();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    class HintLabel;

    void retranslate();
    void updateControls();
    void updateSpan();
    void updateAccessibleText();
    void refresh();
    void refreshSoon();

    Theme theme_;
    std::unique_ptr<ChartData> data_;
    std::optional<std::pair<Timestamp, Timestamp>> zoom_;
    QTimer throttle_;
    bool stale_ = true;

    RangeButtons* ranges_;
    QCheckBox* listen_;
    QPushButton* live_;
    HintLabel* hint_;
    QStackedWidget* pages_;
    QLabel* empty_;
    ChartPlot* plot_;
};

} // namespace synoptic
