// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/settings/settings.h"

#include <QDockWidget>
#include <QMainWindow>

#include <initializer_list>

class QTabBar;

namespace synoptic {

class DockTitle;

enum class Panel {
    Diagram,
    Selected,
    Charts,
    Ladder,
    Packets,
    EventLog,
    Http,
    Stream,
    Listeners,
    Diagnosis
};
inline constexpr int kPanelCount = 10;

/// The table in the middle with the docks around it: a main window inside the main window, so that
/// banners, timeline and welcome page need not be docks.
class DockArea : public QMainWindow {
    Q_OBJECT
public:
    explicit DockArea(QWidget* centre, QWidget* parent = nullptr);

    /// Puts the panel's contents in its dock; to be called once for each panel.
    void setPanel(Panel panel, QWidget* contents);
    QDockWidget* dock(Panel panel) const { return docks_[int(panel)]; }
    DockTitle* title(Panel panel) const;
    /// Shows the panel, brings it before the tabs that cover it, or closes it if it is in sight.
    QAction* panelAction(Panel panel) const { return actions_[int(panel)]; }

    /// Shows the panel, before the tabs that cover it.
    void bring(Panel panel);
    /// Shown, and not behind another tab.
    bool isInSight(Panel panel) const;
    /// Panels where the layout has them when first used.
    void arrange(WindowLayout layout);
    QByteArray save() const { return saveState(); }
    bool restore(const QByteArray& state);
    /// After arrange() and restore(): panels that stand side by side become tabs where there is no
    /// room for them.
    void fit();
    void retranslate();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refreshTabs();
    void addTabTools(QTabBar* bar);
    QDockWidget* firstIn(Qt::DockWidgetArea area) const;
    void shareRoom();
    void noteRoom();
    void turnPanel(Panel panel);
    bool isTabbed(QDockWidget* dock) const;
    void arrangeMonitor();
    void arrangeLearn();
    void arrangeCapture();
    void arrangeDiagnose();
    bool isSmall() const;
    void addTabs(Qt::DockWidgetArea area, std::initializer_list<Panel> panels);

    QDockWidget* docks_[kPanelCount] = {};
    QAction* actions_[kPanelCount] = {};
    WindowLayout layout_ = WindowLayout::Monitor;
    bool compact_ = false; ///< Diagnose has its panels as tabs
    int askedWidth_ = 0;   ///< of the right docks, before the window grew too narrow for it
    int askedHeight_ = 0;  ///< of the lower docks, likewise
    int hadWidth_ = 0;     ///< of the right docks, when the window last had settled_
    int hadHeight_ = 0;
    QSize settled_; ///< of the window, when room was last shared
};

} // namespace synoptic
