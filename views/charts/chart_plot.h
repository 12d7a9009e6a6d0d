// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/chart_data.h"
#include "views/theme/theme.h"

#include "views/charts/custom_plot.h"

#include <QTimer>

#include <optional>

namespace synoptic {

class CursorOverlay;
class RateLabels;
class RateLines;
class StateLabels;
class StateStack;

/// Both charts on one canvas with a common time axis, and what the mouse and the keys do there.
/// Knows nothing of ranges or of live: its owner sets the span of the data and calls refresh().
class ChartPlot : public QCustomPlot {
    Q_OBJECT

public:
    /// `chartData` and `theme` must outlive it; theirs are the changes, refresh() shows them.
    ChartPlot(const ChartData& chartData, const Theme& theme, QWidget* parent = nullptr);
    ~ChartPlot() override;

    /// Draws anew what its data and `theme` now say, at the next turn of the event loop.
    void refresh();
    /// While zoomed, Esc and a double-click ask for the way back.
    void setZoomed(bool zoomed) { zoomed_ = zoomed; }

    /// The rectangles of the two charts and of a state's label, in widget coordinates.
    QRect stackRect() const;
    QRect ratesRect() const;
    QRectF labelRect(TcpState state) const;
    QStringList readoutText() const;

    QImage renderImage(QSize size, double scale);
    bool renderSvg(QIODevice* device, QSize size);

Q_SIGNALS:
    void momentActivated(Timestamp time, std::optional<TcpState> state);
    void stateClicked(TcpState state);
    void zoomRequested(Timestamp from, Timestamp to);
    void zoomOutRequested();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void prepare(QSize size);
    void applyTheme();
    void scaleAxes(QSize size);
    bool overCharts(const QPointF& position) const;
    void click(const QPointF& position);
    void showCursor(std::optional<QPointF> position);
    Timestamp timeAt(double x) const;

    const ChartData& data_;
    const Theme& theme_;
    QCPAxisRect* stackRect_;
    QCPAxisRect* ratesRect_;
    StateStack* stack_;
    RateLines* lines_;
    StateLabels* stateLabels_;
    RateLabels* rateLabels_;
    CursorOverlay* overlay_;
    bool zoomed_ = false;
    std::optional<QPointF> pressed_;
    bool dragging_ = false;
    QTimer pendingClick_; ///< while zoomed a click waits: it may be half of a double-click
    QPointF pendingPosition_;
};

} // namespace synoptic
