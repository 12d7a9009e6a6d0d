// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/diagram/diagram_activity.h"
#include "views/diagram/diagram_layout.h"
#include "views/diagram/diagram_painter.h"
#include "views/diagram/transition_rates.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QPixmap>
#include <QTransform>
#include <QWidget>

#include <span>

class QIODevice;

namespace synoptic {

/// Whether tokens run along the edges, or edges only light up.
enum class MotionPreference : std::uint8_t {
    System, ///< as the desktop's style animates its widgets or not
    Full,
    Reduced,
};

/// The live state diagram of RFC 9293. GUI thread only; everything handed in is copied.
///
/// The layout follows the view: the sheet of 900 by 600 from scale 0.9 up, the compact diagram
/// below. It is painted in two layers kept as pixmaps (ground; numbers on it), over which only
/// tokens are drawn each frame.
class StateDiagramView : public QWidget {
    Q_OBJECT

public:
    explicit StateDiagramView(QWidget* parent = nullptr);
    ~StateDiagramView() override;

    void setTheme(const Theme& theme);
    /// All a change set tells the diagram: counts, rates, totals since start, and tokens. What the
    /// single setters below do, for those who have change sets.
    void apply(const ChangeSet& changes);
    void setCounts(const StateCounts& counts);
    /// Transitions a second. Above kBusyRate an edge shows thickness and "×n/s" instead of tokens.
    void setEdgeRates(const EdgeRates& rates);
    /// Connections entering each state a second.
    void setStateRates(const StateRates& rates);
    /// Adds to the numbers since start that the hover help tells.
    void addEdgeCounts(const EdgeCounts& counts);
    /// Another source begins: those numbers begin again.
    void clearTotals() { edgeTotals_ = {}; }
    /// Sends tokens for what just happened; nothing while the view is hidden.
    void animate(std::span<const StateTransition> transitions);
    /// Shows one connection's path and dims the rest; nothing: shows totals.
    void setSelectedConnection(const std::optional<DiagramPath>& path);
    /// Outlines the state a finding is about.
    void setHighlightedState(std::optional<TcpState> state,
                             HighlightSeverity severity = HighlightSeverity::Error);
    void setMotionPreference(MotionPreference preference);

    /// The diagram as it stands, without tokens: the sheet of 900 by 600, `scale` times as large.
    QImage renderImage(double scale = 1) const;
    /// The same as SVG. False if the device cannot be written.
    bool renderSvg(QIODevice* device) const;

    const DiagramLayout& diagramLayout() const { return layout_; }
    const DiagramContent& content() const { return content_; }
    /// Where a state's node stands, in this widget's coordinates.
    QRect stateRect(TcpState state) const;
    /// The state the keyboard is at.
    TcpState focusedState() const { return focused_; }
    /// True while the keyboard is in use here and its place is marked.
    bool focusIsShown() const { return focusShown_; }
    /// How many transitions an edge has had since start.
    std::uint64_t edgeTotal(EdgeIndex edge) const { return edgeTotals_[edge]; }
    /// Tokens under way at this moment.
    std::size_t tokenCount() const;
    double zoom() const { return zoom_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    void zoomIn();
    void zoomOut();
    void zoomToFit();
    void activateState(synoptic::TcpState state);

Q_SIGNALS:
    /// A node was clicked, or Enter pressed on it.
    void stateActivated(synoptic::TcpState state);
    /// A click where there is neither a state nor an edge.
    void canvasClicked();
    /// The edge under the pointer; kNoEdge when it leaves.
    void edgeHovered(synoptic::EdgeIndex edge);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    struct Hit {
        std::optional<NodeIndex> node;
        std::vector<EdgeIndex> edges; ///< several where a rail is shared
    };
    Hit hitTest(QPointF position) const;
    QString helpFor(const Hit& hit) const;

    void relayout();
    void invalidateGround();
    void invalidateNumbers();
    void refreshLayers();
    void setZoom(double zoom, QPointF around);
    void keepInView();
    void moveFocus(int key);
    void setFocusedState(TcpState state);
    void paintActivity(QPainter& painter) const;
    void paintFocus(QPainter& painter) const;
    void updateActivity();
    bool reducedMotion() const;
    DiagramActivity::Time now() const;

    Theme theme_;
    DiagramContent content_;
    DiagramTexts texts_;
    DiagramLayout layout_;
    QTransform transform_; ///< layout to widget
    DiagramActivity activity_;
    TransitionRates rates_;
    std::array<std::uint64_t, kStateEdgeCount> edgeTotals_{};
    MotionPreference motion_ = MotionPreference::System;

    QPixmap ground_, numbers_;
    bool groundValid_ = false;
    bool numbersValid_ = false;
    QRegion activityArea_; ///< what the last frame's tokens covered

    double zoom_ = 1;
    QPointF pan_; ///< of the layout's top left corner, when larger than the view
    std::optional<QPoint> pressed_;
    std::optional<QPointF> dragFrom_;
    EdgeIndex hovered_ = kNoEdge;
    TcpState focused_ = TcpState::Established;
    bool focusShown_ = false; ///< once the keyboard is in use here; a click needs no ring

    QBasicTimer frames_;
    QElapsedTimer clock_;
};

} // namespace synoptic
