// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's actions do, and what it remembers.
#include "model/items/format.h"
#include "views/charts/charts_view.h"
#include "views/common/banner.h"
#include "views/common/dock_title.h"
#include "views/common/segmented_control.h"
#include "views/common/toast.h"
#include "views/diagnosis/diagnosis_panel.h"
#include "views/diagnosis/listeners_panel.h"
#include "views/diagram/state_diagram_view.h"
#include "views/help/help_text.h"
#include "views/lesson/lesson_panel.h"
#include "views/settings/language.h"
#include "views/settings/settings_dialog.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"
#include "views/table/filter_field.h"
#include "views/timeline/timeline_strip.h"
#include "views/window/dock_area.h"
#include "views/window/event_log_panel.h"
#include "views/window/help_dialogs.h"
#include "views/window/main_window.h"
#include "views/window/selected_connection_panel.h"
#include "views/window/welcome_page.h"
#include "views/window/window_actions.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDateTime>
#include <QHeaderView>
#include <QStackedWidget>

namespace synoptic {

namespace {
constexpr QSize kFirstSize(1440, 900);
constexpr qint64 kTypingPause = 1500; ///< ms; after it a change of the filter is a new place

/// As the filter language writes moments: never before the time, so that what happened at it
/// counts. With the day where it lies more than one back.
QString clockTime(Timestamp time, Timestamp now) {
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(time).time_since_epoch();
    const bool whole = ms.count() % 1000 == 0;
    QString form = whole ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm:ss.zzz");
    if (now - time >= std::chrono::hours(23))
        form.prepend(QStringLiteral("yyyy-MM-ddT"));
    return QDateTime::fromMSecsSinceEpoch(ms.count()).toString(form);
}
} // namespace

void MainWindow::connectActions() {
    WindowActions& a = *actions_;
    const auto on = [this](QAction* action, auto act) {
        connect(action, &QAction::triggered, this, act);
    };
    on(a.openCapture, [this] { chooseCapture(); });
    on(a.capturePackets, [this] {
        subject_.kind == WatchedSubject::Kind::Remote ? chooseRemote(true) : choosePackets();
    });
    on(a.stopPackets, [this] { Q_EMIT packetsUnwanted(); });
    on(a.savePackets, [this] { savePackets(0); });
    on(a.clearRecent, [this] {
        settings_.setRecentCaptures({});
        fillRecentMenu();
    });
    on(a.exportRows, [this] { exportConnections(); });
    on(a.saveReport, [this] { chooseReport(); });
    on(a.exportLog, [this] { exportEventLog(); });
    on(a.quit, [this] { close(); });
    on(a.copyRows, [this] { panel_->table()->copyRows(); });
    on(a.copyCell, [this] { panel_->table()->copyCell(); });
    on(a.focusFilter, [this] {
        showWelcome(false);
        panel_->focusFilter();
    });
    on(a.clearFilter, [this] { panel_->setFilterText({}); });
    on(a.layoutMonitor, [this] { chooseLayout(WindowLayout::Monitor); });
    on(a.layoutLearn, [this] { chooseLayout(WindowLayout::Learn); });
    on(a.layoutCapture, [this] { chooseLayout(WindowLayout::Capture); });
    on(a.layoutDiagnose, [this] { chooseLayout(WindowLayout::Diagnose); });
    on(a.resetLayout, [this] {
        settings_.setDocks(layout_, {});
        docks_->arrange(layout_);
        panel_->table()->resetColumns();
    });
    on(a.statesAsTable, [this](bool table) {
        auto* pages = static_cast<QStackedWidget*>(docks_->dock(Panel::Diagram)->widget());
        pages->setCurrentIndex(table ? 1 : 0);
    });
    on(a.timeline, [this](bool shown) { timeline_->setVisible(shown); });
    a.timeline->setChecked(true);
    on(a.zoomIn, [this] { diagram_->zoomIn(); });
    on(a.zoomOut, [this] { diagram_->zoomOut(); });
    on(a.zoomFit, [this] { diagram_->zoomToFit(); });
    on(a.back, [this] {
        if (history_.canGoBack())
            goTo(history_.goBack());
    });
    on(a.forward, [this] {
        if (history_.canGoForward())
            goTo(history_.goForward());
    });
    on(a.fullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    connect(a.themes, &QActionGroup::triggered, this, [this](QAction* action) {
        settings_.setTheme(ThemeChoice(action->data().toInt()));
        applySettings();
    });
    connect(a.languages, &QActionGroup::triggered, this, [this](QAction* action) {
        settings_.setLanguage(LanguageChoice(action->data().toInt()));
        applySettings();
    });
    connect(a.intervals, &QActionGroup::triggered, this,
            [this](QAction* action) { chooseInterval(action->data().toInt()); });
    on(a.watch, [this] { Q_EMIT watchRequested(); });
    on(a.remote, [this] { chooseRemote(); });
    on(a.pause, [this](bool paused) { toggleWatching(paused); });
    on(a.refresh, [this] {
        showWelcome(false);
        if (subject_.kind != WatchedSubject::Kind::None)
            Q_EMIT refreshRequested();
        else
            Q_EMIT watchRequested();
    });
    connect(a.follow, &QAction::toggled, this, [this](bool follow) {
        settings_.setFollowSelected(follow);
        panel_->table()->setFollowing(follow);
    });
    on(a.deselect, [this] { selectConnection(0); });
    connect(a.showClosed, &QAction::toggled, panel_->showClosed(), &QCheckBox::setChecked);
    connect(panel_->showClosed(), &QCheckBox::toggled, this, [this](bool show) {
        actions_->showClosed->setChecked(show);
        settings_.setShowClosed(show);
    });
    connect(a.resolveNames, &QAction::triggered, this, [this](bool resolve) {
        settings_.setResolveNames(resolve);
        applySettings();
    });
    on(a.allNamespaces, [this](bool all) {
        settings_.setAllNamespaces(all);
        panel_->table()->showNamespaces(all);
        Q_EMIT watchSettingsChanged();
    });
    on(a.settings, [this] { openSettings(); });
    on(a.lesson, [this] { Q_EMIT lessonRequested(); });
    on(a.welcome, [this] { showWelcome(pages_->currentWidget() != welcome_); });
    on(a.helpPages, [this] { openHelp(topicAtFocus()); });
    on(a.glossary, [this] { openHelp(QLatin1String(kGlossaryTopic)); });
    on(a.states, [this] {
        auto* dialog = new StatesHelpDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    on(a.shortcuts, [this] {
        QList<QAction*> all = actions_->withShortcuts();
        for (int i = 0; i < kPanelCount; ++i)
            all << docks_->panelAction(Panel(i));
        ShortcutsDialog(all, this).exec();
    });
    on(a.about, [this] { showAbout(this); });
    on(a.aboutQt, [] { QApplication::aboutQt(); });

    const auto shot = [&](QAction* action, const char* part, double scale, bool svg) {
        on(action,
           [this, name = QLatin1String(part), scale, svg] { saveScreenshot(name, scale, svg); });
    };
    shot(a.shotWindow, "window", 1, false);
    shot(a.shotDiagram1, "diagram", 1, false);
    shot(a.shotDiagram2, "diagram", 2, false);
    shot(a.shotDiagram4, "diagram", 4, false);
    shot(a.shotDiagramSvg, "diagram", 1, true);
    shot(a.shotChart, "chart", 1, false);
    shot(a.shotChartSvg, "chart", 1, true);
    shot(a.shotTable, "table", 1, false);
    shot(a.shotSelected, "selected", 1, false);
    shot(a.shotLog, "log", 1, false);
    on(a.shotCopy, [this] { saveScreenshot(QString(), 1, false); });
}

void MainWindow::connectViews() {
    connect(live_, &SegmentedControl::chosen, this, [this](int segment) {
        if (isLive())
            toggleWatching(segment == 1);
        else if (segment == 0)
            Q_EMIT watchRequested(); // from a capture back to what happens now
    });
    connect(layoutSegment_, &SegmentedControl::chosen, this,
            [this](int segment) { chooseLayout(WindowLayout(segment)); });
    connect(welcome_, &WelcomePage::watchRequested, this, [this] {
        if (subject_.kind == WatchedSubject::Kind::Computer)
            showWelcome(false);
        else
            Q_EMIT watchRequested();
    });

    connect(welcome_, &WelcomePage::captureRequested, this, &MainWindow::chooseCapture);
    connect(welcome_, &WelcomePage::lessonRequested, this, &MainWindow::lessonRequested);
    connect(lesson_, &LessonPanel::watchRequested, this, &MainWindow::watchRequested);
    connect(lesson_, &LessonPanel::captureRequested, this, &MainWindow::chooseCapture);

    connect(banners_, &BannerArea::dismissed, this, [this](const QString& name) {
        if (name == QLatin1String("rights"))
            settings_.setRightsNoteRead(true);
        else if (name == QLatin1String("loading"))
            loadingBannerClosed_ = true;
    });

    ConnectionTableView* table = panel_->table();
    connect(table, &ConnectionTableView::connectionSelected, this, [this](ConnectionKey key) {
        models_->setSelected(key);
        Q_EMIT focusChanged(key);
        showSelection();
        notePlace(false);
    });
    connect(table, &ConnectionTableView::followToggled, actions_->follow, &QAction::setChecked);
    connect(table, &ConnectionTableView::resolveNamesToggled, actions_->resolveNames,
            &QAction::trigger);
    connect(table, &ConnectionTableView::sortChosen, this, [this](int column, Qt::SortOrder order) {
        settings_.setSort(column, order);
        notePlace(false);
    });
    connect(panel_, &ConnectionPanel::filterChanged, this, [this](const QString& text) {
        settings_.setFilter(text);
        if (!restoring_)
            showWelcome(false);
        notePlace(true);
    });
    connect(eventLogPanel_, &EventLogPanel::connectionChosen, this, &MainWindow::selectConnection);
    connect(eventLogPanel_, &EventLogPanel::exportRequested, this, &MainWindow::exportEventLog);
    connect(diagnosis_, &DiagnosisPanel::filterChosen, panel_, &ConnectionPanel::setFilterText);
    connect(diagnosis_, &DiagnosisPanel::connectionChosen, this, &MainWindow::selectConnection);
    connect(diagnosis_, &DiagnosisPanel::subjectChanged, docks_->title(Panel::Diagnosis),
            &DockTitle::setSubject);
    connect(listeners_, &ListenersPanel::firewallWanted, this, &MainWindow::firewallRequested);
    connect(listeners_, &ListenersPanel::filterChosen, panel_, &ConnectionPanel::setFilterText);
    connect(listeners_, &ListenersPanel::subjectChanged, docks_->title(Panel::Listeners),
            &DockTitle::setSubject);
    connect(diagram_, &StateDiagramView::stateActivated, this,
            [this](TcpState state) { panel_->showStates({state}); });
    connect(diagram_, &StateDiagramView::canvasClicked, this, [this] { selectConnection(0); });
    connect(selectedPanel_, &SelectedConnectionPanel::deselectRequested, this,
            [this] { selectConnection(0); });
    connect(&models_->connections(), &ConnectionTableModel::countsChanged, this,
            &MainWindow::showWhetherHidden);
    connect(&models_->connections(), &QAbstractItemModel::rowsRemoved, this,
            &MainWindow::showWhetherHidden);
    connect(&models_->connections(), &QAbstractItemModel::rowsInserted, this,
            &MainWindow::showWhetherHidden);
    connect(charts_, &ChartsView::shownSpanChanged, timeline_, &TimelineStrip::setShownSpan);
    connect(charts_, &ChartsView::momentActivated, this,
            [this](Timestamp time, std::optional<TcpState> state) {
                if (state)
                    panel_->setFilterText(QStringLiteral("was:%1@%2")
                                              .arg(formatState(*state),
                                                   clockTime(time, models_->connections().now())));
            });

    connect(models_.get(), &SessionModels::countsChanged, this, &MainWindow::showNumbers);
    connect(&models_->connections(), &ConnectionTableModel::countsChanged, this,
            &MainWindow::showNumbers);
    connect(models_.get(), &SessionModels::selectionChanged, this, &MainWindow::showSelection);
    connect(models_.get(), &SessionModels::transitionsArrived, this, [this](const ChangeSet& set) {
        diagram_->addEdgeCounts(set.edgeCounts);
        if (isLive())
            diagram_->animate(set.transitions);
    });
    const auto dress = [this](const Theme& theme) {
        diagram_->setTheme(theme);
        charts_->setTheme(theme);
        timeline_->setTheme(theme);
    };
    connect(&themes_, &ThemeManager::themeChanged, this, dress);
    dress(themes_.theme());
}

void MainWindow::selectConnection(ConnectionKey key) {
    panel_->table()->selectConnection(key);
}

void MainWindow::toggleWatching(bool pause) {
    setPaused(pause);
    Q_EMIT pauseRequested(pause);
}

void MainWindow::chooseInterval(int milliseconds) {
    settings_.setInterval(std::chrono::milliseconds(milliseconds));
    Q_EMIT watchSettingsChanged();
}

void MainWindow::openSettings() {
    auto* dialog = new SettingsDialog(settings_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::changed, this, &MainWindow::applySettings);
    dialog->show();
}

/// As a person chooses it: to look at it.
void MainWindow::chooseLayout(WindowLayout layout) {
    setWindowLayout(layout);
    showWelcome(false);
}

void MainWindow::setWindowLayout(WindowLayout layout) {
    if (layout != layout_ || restoring_) {
        if (!restoring_)
            settings_.setDocks(layout_, docks_->save());
        layout_ = layout;
        settings_.setLayout(lookedAt(subject_), layout);
        docks_->arrange(layout);
        docks_->restore(settings_.docks(layout));
        docks_->fit();
    }
    layoutSegment_->setCurrent(int(layout));
    actions_->layouts->actions()[int(layout)]->setChecked(true);
    showWelcome(pages_->currentWidget() == welcome_);
}

void MainWindow::notePlace(bool typing) {
    if (restoring_)
        return;
    const ConnectionTableView* table = panel_->table();
    const bool going = typing && sinceTyped_.isValid() && sinceTyped_.elapsed() < kTypingPause;
    if (typing)
        sinceTyped_.restart();
    else
        sinceTyped_.invalidate();
    history_.visit({panel_->filterText(), models_->connections().sortColumn(),
                    models_->connections().sortOrder(), table->selectedConnection()},
                   going);
    actions_->back->setEnabled(history_.canGoBack());
    actions_->forward->setEnabled(history_.canGoForward());
}

void MainWindow::goTo(const ViewPoint& point) {
    showWelcome(false);
    restoring_ = true;
    panel_->setFilterText(point.filter);
    panel_->table()->sortByColumn(point.sortColumn, point.sortOrder);
    panel_->table()->selectConnection(point.selected);
    restoring_ = false;
    actions_->back->setEnabled(history_.canGoBack());
    actions_->forward->setEnabled(history_.canGoForward());
}

void MainWindow::restore() {
    restoring_ = true;
    resize(kFirstSize);
    if (const QByteArray geometry = settings_.geometry(); !geometry.isEmpty())
        restoreGeometry(geometry);
    for (const bool capture : {false, true})
        panel_->table()->restoreColumns(settings_.columns(capture), capture);
    if (settings_.allNamespaces() && settings_.columns(false).isEmpty())
        panel_->table()->showNamespaces(true);
    panel_->table()->sortByColumn(settings_.sortColumn(), settings_.sortOrder());
    panel_->setFilterText(settings_.filter());
    panel_->showClosed()->setChecked(settings_.showClosed());
    actions_->follow->setChecked(settings_.followSelected());
    applySettings();
    setWindowLayout(settings_.layout(lookedAt(subject_)));
    history_ = {};
    restoring_ = false;
    notePlace(false);
    showNumbers();
    showSelection();
}

void MainWindow::remember() {
    settings_.setGeometry(saveGeometry());
    settings_.setDocks(layout_, docks_->save());
    for (const bool capture : {false, true})
        settings_.setColumns(panel_->table()->saveColumns(capture), capture);
    settings_.sync();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    remember();
    QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    // Docks take their sizes from the window's, which is only certain now.
    if (settings_.docks(layout_).isEmpty())
        docks_->arrange(layout_);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !panel_->filterText().isEmpty()) {
        panel_->setFilterText({});
        return;
    }
    if (event->key() == Qt::Key_Escape && isFullScreen()) {
        actions_->fullScreen->trigger();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

} // namespace synoptic
