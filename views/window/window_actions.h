// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QList>
#include <QMenu>

class QMenuBar;

namespace synoptic {

/// The actions of the window and the menus they stand in. Texts are set by retranslate(); what an
/// action does is the window's business.
struct WindowActions {
    explicit WindowActions(QWidget* window, QMenuBar* bar);
    void retranslate();
    /// Those with shortcuts, in the order of the menus.
    QList<QAction*> withShortcuts() const;

    // File
    QAction *openCapture, *clearRecent, *savePackets, *saveSelectedPackets, *exportRows, *exportLog,
        *exportHttp, *saveReport, *quit;
    // Edit
    QAction *copyRows, *copyCell, *focusFilter, *clearFilter;
    // View
    QAction *layoutMonitor, *layoutLearn, *layoutCapture, *layoutDiagnose, *resetLayout,
        *statesAsTable, *timeline, *allNamespaces;
    QAction *back, *forward, *fullScreen;
    QAction *zoomIn, *zoomOut, *zoomFit;
    QActionGroup *layouts, *themes, *languages, *intervals;
    // Capture
    QAction *watch, *remote, *pause, *refresh, *capturePackets, *stopPackets;
    // Connection
    QAction *showLadder, *followStream;
    QAction *closeConnection, *closeListener, *endProcess;
    QAction *follow, *showClosed, *resolveNames, *deselect;
    // Tools
    QAction* settings;
    // Help
    QAction *welcome, *lesson, *helpPages, *glossary, *states, *capabilities, *shortcuts, *about,
        *aboutQt;
    // Screenshots
    QAction *shotWindow, *shotDiagram1, *shotDiagram2, *shotDiagram4, *shotDiagramSvg, *shotChart,
        *shotChartSvg, *shotTable, *shotSelected, *shotLog, *shotCopy, *shotLadder, *shotLadderSvg,
        *shotLadderPdf, *shotPackets;

    QMenu *recent, *file, *edit, *view, *panels, *themeMenu, *languageMenu, *layoutMenu, *capture,
        *intervalMenu, *connection, *tools, *help, *screenshot;

private:
    QAction* add(QMenu* menu, const char* icon = nullptr, const QKeySequence& key = {});
    QWidget* window_;
};

/// The refresh intervals offered in menus, in milliseconds.
inline constexpr int kOfferedIntervals[] = {100, 200, 500, 1000, 2000, 5000, 10000};

} // namespace synoptic
