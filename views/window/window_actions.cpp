// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/window_actions.h"

#include "views/theme/icons.h"
#include "views/window/main_window.h"

#include <QLocale>
#include <QMenuBar>

namespace synoptic {

QAction* WindowActions::add(QMenu* menu, const char* icon, const QKeySequence& key) {
    auto* action = new QAction(window_);
    if (icon)
        action->setIcon(symbolicIcon(QLatin1String(icon)));
    if (!key.isEmpty())
        action->setShortcut(key);
    menu->addAction(action);
    return action;
}

WindowActions::WindowActions(QWidget* window, QMenuBar* bar) : window_(window) {
    const auto menu = [&] { return bar->addMenu(QString()); };
    const auto exclusive = [&] {
        auto* group = new QActionGroup(window);
        group->setExclusive(true);
        return group;
    };
    const auto choice = [&](QMenu* in, QActionGroup* group, int data,
                            const QKeySequence& key = {}) {
        QAction* action = add(in, nullptr, key);
        action->setCheckable(true);
        action->setData(data);
        group->addAction(action);
        return action;
    };
    const auto toggle = [&](QMenu* in, const char* icon = nullptr, const QKeySequence& key = {}) {
        QAction* action = add(in, icon, key);
        action->setCheckable(true);
        return action;
    };

    file = menu();
    openCapture = add(file, "document-open", QKeySequence(Qt::CTRL | Qt::Key_O));
    recent = file->addMenu(QString());
    clearRecent = new QAction(window_);
    file->addSeparator();
    savePackets = add(file, "document-save", QKeySequence(Qt::CTRL | Qt::Key_S));
    savePackets->setEnabled(false);
    saveSelectedPackets = add(file);
    file->addSeparator();
    exportRows = add(file, "document-export", QKeySequence(Qt::CTRL | Qt::Key_E));
    exportLog = add(file);
    exportHttp = add(file);
    saveReport = add(file, "document-report", QKeySequence(Qt::CTRL | Qt::Key_R));
    saveReport->setEnabled(false);
    file->addSeparator();
    screenshot = file->addMenu(symbolicIcon(QStringLiteral("camera-photo")), QString());
    shotWindow = add(screenshot, nullptr, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    shotCopy = add(screenshot);
    screenshot->addSeparator();
    shotDiagram1 = add(screenshot);
    shotDiagram2 = add(screenshot);
    shotDiagram4 = add(screenshot);
    shotDiagramSvg = add(screenshot);
    screenshot->addSeparator();
    shotChart = add(screenshot);
    shotChartSvg = add(screenshot);
    shotLadder = add(screenshot);
    shotLadderSvg = add(screenshot);
    shotLadderPdf = add(screenshot);
    screenshot->addSeparator();
    shotTable = add(screenshot);
    shotPackets = add(screenshot);
    shotSelected = add(screenshot);
    shotLog = add(screenshot);
    file->addSeparator();
    quit = add(file, nullptr, QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);

    edit = menu();
    copyRows = add(edit, "edit-copy");
    copyCell = add(edit);
    edit->addSeparator();
    focusFilter = add(edit, "view-filter", QKeySequence(Qt::CTRL | Qt::Key_F));
    clearFilter = add(edit);

    view = menu();
    layoutMenu = view->addMenu(QString());
    layouts = exclusive();
    layoutMonitor = choice(layoutMenu, layouts, 0);
    layoutLearn = choice(layoutMenu, layouts, 1);
    layoutCapture = choice(layoutMenu, layouts, 2);
    layoutDiagnose = choice(layoutMenu, layouts, 3);
    layoutMenu->addSeparator();
    resetLayout = add(layoutMenu);
    panels = view->addMenu(QString());
    view->addSeparator();
    statesAsTable = toggle(view, "table");
    timeline = toggle(view);
    allNamespaces = toggle(view);
    view->addSeparator();
    zoomIn = add(view, nullptr, QKeySequence(Qt::CTRL | Qt::Key_Plus));
    zoomIn->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    zoomOut = add(view, nullptr, QKeySequence(Qt::CTRL | Qt::Key_Minus));
    zoomFit = add(view, "zoom-fit-best", QKeySequence(Qt::CTRL | Qt::Key_0));
    view->addSeparator();
    back = add(view, nullptr, QKeySequence(Qt::ALT | Qt::Key_Left));
    forward = add(view, nullptr, QKeySequence(Qt::ALT | Qt::Key_Right));
    view->addSeparator();
    themeMenu = view->addMenu(QString());
    themes = exclusive();
    languageMenu = view->addMenu(QString());
    languages = exclusive();
    for (int i = 0; i < 3; ++i) {
        choice(themeMenu, themes, i);
        choice(languageMenu, languages, i);
    }
    view->addSeparator();
    fullScreen = toggle(view, nullptr, QKeySequence(Qt::Key_F11));

    capture = menu();
    watch = add(capture, "computer");
    remote = add(capture, "network-server");
    pause = toggle(capture, "media-playback-pause", QKeySequence(Qt::Key_F8));
    refresh = add(capture, "view-refresh", QKeySequence(Qt::Key_F5));
    capture->addSeparator();
    capturePackets = add(capture, "media-record", QKeySequence(Qt::CTRL | Qt::Key_K));
    stopPackets = add(capture, "media-playback-stop");
    stopPackets->setEnabled(false);
    capture->addSeparator();
    intervalMenu = capture->addMenu(QString());
    intervals = exclusive();
    for (int interval : kOfferedIntervals)
        choice(intervalMenu, intervals, interval);

    connection = menu();
    showLadder = add(connection);
    followStream = add(connection);
    connection->addSeparator();
    follow = toggle(connection, "crosshairs");
    deselect = add(connection);
    connection->addSeparator();
    showClosed = toggle(connection);
    resolveNames = toggle(connection);
    connection->addSeparator();
    closeConnection = add(connection);
    closeListener = add(connection);
    endProcess = add(connection);
    connection->setToolTipsVisible(true); // why something is grey

    tools = menu();
    settings = add(tools, "configure", QKeySequence(Qt::CTRL | Qt::Key_Comma));
    settings->setMenuRole(QAction::PreferencesRole);

    help = menu();
    welcome = add(help);
    lesson = add(help);
    helpPages = add(help, nullptr, QKeySequence(Qt::Key_F1));
    glossary = add(help);
    states = add(help);
    capabilities = add(help);
    shortcuts = add(help);
    help->addSeparator();
    about = add(help, "help-about");
    about->setMenuRole(QAction::AboutRole);
    aboutQt = add(help);
    aboutQt->setMenuRole(QAction::AboutQtRole);

    // Also while the menu bar is hidden, as in full screen.
    for (QAction* action : withShortcuts())
        window->addAction(action);
}

QList<QAction*> WindowActions::withShortcuts() const {
    return {openCapture, savePackets, capturePackets, exportRows, shotWindow, quit,
            focusFilter, zoomIn,      zoomOut,        zoomFit,    back,       forward,
            fullScreen,  pause,       refresh,        settings,   helpPages,  saveReport};
}

void WindowActions::retranslate() {
    file->setTitle(MainWindow::tr("&File"));
    edit->setTitle(MainWindow::tr("&Edit"));
    view->setTitle(MainWindow::tr("&View"));
    capture->setTitle(MainWindow::tr("&Capture"));
    connection->setTitle(MainWindow::tr("C&onnection"));
    tools->setTitle(MainWindow::tr("&Tools"));
    help->setTitle(MainWindow::tr("&Help"));

    openCapture->setText(MainWindow::tr("&Open capture…"));
    openCapture->setIconText(MainWindow::tr("Open capture"));
    openCapture->setToolTip(MainWindow::tr("Show the connections of a capture file"));
    recent->setTitle(MainWindow::tr("Open &recent"));
    clearRecent->setText(MainWindow::tr("&Clear list"));
    savePackets->setText(MainWindow::tr("&Save packets…"));
    exportRows->setText(MainWindow::tr("&Export connections…"));
    saveSelectedPackets->setText(MainWindow::tr("Save packets of the &selected connection…"));
    exportHttp->setText(MainWindow::tr("Export &HTTP log…"));
    saveReport->setText(MainWindow::tr("Save &report…"));
    saveReport->setIconText(MainWindow::tr("Report"));
    saveReport->setToolTip(MainWindow::tr("Save a report for others"));
    exportLog->setText(MainWindow::tr("Export event &log…"));
    screenshot->setTitle(MainWindow::tr("&Screenshot"));
    shotWindow->setText(MainWindow::tr("&Window…"));
    shotCopy->setText(MainWindow::tr("&Copy window to clipboard"));
    shotDiagram1->setText(MainWindow::tr("State diagram…"));
    shotDiagram2->setText(MainWindow::tr("State diagram, twice the size…"));
    shotDiagram4->setText(MainWindow::tr("State diagram, four times the size…"));
    shotDiagramSvg->setText(MainWindow::tr("State diagram as SVG…"));
    shotChart->setText(MainWindow::tr("Charts…"));
    shotChartSvg->setText(MainWindow::tr("Charts as SVG…"));
    shotLadder->setText(MainWindow::tr("Ladder…"));
    shotLadderSvg->setText(MainWindow::tr("Whole ladder as SVG…"));
    shotLadderPdf->setText(MainWindow::tr("Whole ladder as PDF…"));
    shotPackets->setText(MainWindow::tr("Packets…"));
    shotTable->setText(MainWindow::tr("Connection table…"));
    shotSelected->setText(MainWindow::tr("Selected connection…"));
    shotLog->setText(MainWindow::tr("Event log…"));
    quit->setText(MainWindow::tr("&Quit"));

    copyRows->setText(MainWindow::tr("Copy &rows\tCtrl+C"));
    copyCell->setText(MainWindow::tr("Copy ce&ll"));
    focusFilter->setText(MainWindow::tr("&Filter"));
    clearFilter->setText(MainWindow::tr("&Clear filter\tEsc"));

    layoutMenu->setTitle(MainWindow::tr("La&yout"));
    layoutMonitor->setText(MainWindow::tr("&Monitor"));
    layoutLearn->setText(MainWindow::tr("&Learn"));
    layoutCapture->setText(MainWindow::tr("&Capture"));
    layoutDiagnose->setText(MainWindow::tr("&Diagnose"));
    resetLayout->setText(MainWindow::tr("&Reset layout"));
    panels->setTitle(MainWindow::tr("&Panels"));
    statesAsTable->setText(MainWindow::tr("States as &table"));
    timeline->setText(MainWindow::tr("T&imeline"));
    allNamespaces->setText(MainWindow::tr("All network &namespaces"));
    allNamespaces->setToolTip(
        MainWindow::tr("Shows the connections of containers and other network namespaces, too."));
    zoomIn->setText(MainWindow::tr("Zoom diagram &in"));
    zoomOut->setText(MainWindow::tr("Zoom diagram &out"));
    zoomFit->setText(MainWindow::tr("&Fit diagram"));
    back->setText(MainWindow::tr("&Back"));
    forward->setText(MainWindow::tr("For&ward"));
    themeMenu->setTitle(MainWindow::tr("Th&eme"));
    themes->actions()[0]->setText(MainWindow::tr("As the desktop"));
    themes->actions()[1]->setText(MainWindow::tr("Light"));
    themes->actions()[2]->setText(MainWindow::tr("Dark"));
    languageMenu->setTitle(MainWindow::tr("Lan&guage"));
    languages->actions()[0]->setText(MainWindow::tr("As the system"));
    languages->actions()[1]->setText(QStringLiteral("English"));
    languages->actions()[2]->setText(QStringLiteral("简体中文"));
    fullScreen->setText(MainWindow::tr("F&ull screen"));

    capturePackets->setText(MainWindow::tr("&Capture packets…"));
    stopPackets->setText(MainWindow::tr("&Stop capturing packets"));
    watch->setText(MainWindow::tr("&Watch this computer"));
    remote->setText(MainWindow::tr("Remote &host by SSH…"));
    pause->setText(MainWindow::tr("&Pause"));
    refresh->setText(MainWindow::tr("&Refresh now"));
    intervalMenu->setTitle(MainWindow::tr("Refresh &every"));
    for (QAction* action : intervals->actions())
        //: %1 is a number of seconds
        action->setText(
            MainWindow::tr("%1 s").arg(QLocale().toString(action->data().toInt() / 1000.0)));

    showLadder->setText(MainWindow::tr("Show in &ladder"));
    followStream->setText(MainWindow::tr("Follow &stream"));
    follow->setText(MainWindow::tr("&Follow selected"));
    follow->setIconText(MainWindow::tr("Follow selected"));
    follow->setToolTip(MainWindow::tr("Keep the selected connection in view"));
    deselect->setText(MainWindow::tr("&Deselect"));
    showClosed->setText(MainWindow::tr("Show &closed connections"));
    resolveNames->setText(MainWindow::tr("&Look up host names"));

    closeConnection->setText(MainWindow::tr("&Close connection…"));
    closeListener->setText(MainWindow::tr("Close l&istener…"));
    endProcess->setText(MainWindow::tr("&End process…"));

    settings->setText(MainWindow::tr("&Settings…"));

    welcome->setText(MainWindow::tr("&Welcome"));
    helpPages->setText(MainWindow::tr("&Help"));
    glossary->setText(MainWindow::tr("&Glossary"));
    lesson->setText(MainWindow::tr("Play the sample &lesson"));
    states->setText(MainWindow::tr("The &states of TCP"));
    capabilities->setText(MainWindow::tr("&Capabilities"));
    shortcuts->setText(MainWindow::tr("&Keyboard shortcuts"));
    about->setText(MainWindow::tr("&About Synoptic"));
    aboutQt->setText(MainWindow::tr("About &Qt"));
}

} // namespace synoptic
