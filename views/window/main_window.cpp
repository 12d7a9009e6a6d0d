// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/main_window.h"

#include "model/items/format.h"
#include "views/charts/charts_view.h"
#include "views/common/banner.h"
#include "views/common/dock_title.h"
#include "views/common/segmented_control.h"
#include "views/common/toast.h"
#include "views/diagnosis/diagnosis_panel.h"
#include "views/diagnosis/listeners_panel.h"
#include "views/diagram/state_diagram_view.h"
#include "views/lesson/lesson_panel.h"
#include "views/settings/language.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"
#include "views/table/state_chip_row.h"
#include "views/timeline/timeline_strip.h"
#include "views/window/dock_area.h"
#include "views/window/event_log_panel.h"
#include "views/window/selected_connection_panel.h"
#include "views/window/status_line.h"
#include "views/window/tool_strip.h"
#include "views/window/welcome_page.h"
#include "views/window/window_actions.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kAgesTick{500};
constexpr int kLeastWidth = 640; ///< of the tool strip, with icons alone

/// The diagram, or the same as a table.
QStackedWidget* diagramPages(StateDiagramView* diagram, StateListModel* states) {
    auto* pages = new QStackedWidget;
    auto* table = new QTableView(pages);
    table->setModel(states);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setFont(uiFont(12));
    table->setWordWrap(true);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(36);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setFixedHeight(26);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->resizeSection(0, 120);
    table->horizontalHeader()->resizeSection(1, 64);
    table->horizontalHeader()->resizeSection(2, 64);
    pages->addWidget(diagram);
    pages->addWidget(table);
    return pages;
}

} // namespace

MainWindow::MainWindow(Settings& settings, ThemeManager& themes, LanguageSwitch& languages,
                       QWidget* parent)
    : QMainWindow(parent), settings_(settings), themes_(themes), languages_(languages),
      models_(std::make_unique<SessionModels>()) {
    setWindowIcon(applicationIcon());
    setContextMenuPolicy(Qt::NoContextMenu);
    setAcceptDrops(true);
    actions_ = std::make_unique<WindowActions>(this, menuBar());
    buildContents();
    buildToolBar();
    toast_ = new Toast(this);
    connectActions();
    connectViews();
    connectPacketViews();
    connectActs();
    connectHelp();
    connectDiagnosis();
    retranslate();
    restore();

    tick_.setInterval(250ms);
    connect(&tick_, &QTimer::timeout, this, [this] {
        if (isLive() && !paused_)
            models_->advance(
                std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()));
        panel_->table()->tick();
    });
    values_.setInterval(200ms);
    sinceTick_.start();
    connect(&values_, &QTimer::timeout, this, [this] {
        // Without news only the ages grow, and those need no haste.
        const bool due = news_ || sinceTick_.hasExpired(kAgesTick.count());
        if (!due || !panel_->table()->isVisible() || isMinimized())
            return;
        news_ = false;
        sinceTick_.restart();
        models_->connections().tickValues();
    });
    order_.setInterval(1s);
    connect(&order_, &QTimer::timeout, &models_->connections(), &ConnectionTableModel::tickOrder);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildContents() {
    auto* centre = new QWidget(this);
    panel_ = new ConnectionPanel(&models_->connections(), &models_->names(), centre);
    banners_ = new BannerArea(centre);
    docks_ = new DockArea(panel_, centre);
    welcome_ = new WelcomePage(centre);
    timeline_ = new TimelineStrip(centre);
    diagram_ = new StateDiagramView;
    charts_ = new ChartsView;
    charts_->setRange(ChartRange::OneMinute);
    timeline_->setSeries(charts_->series());
    selectedPanel_ = new SelectedConnectionPanel(&models_->path(), &models_->names());
    eventLogPanel_ = new EventLogPanel(&models_->eventLog());
    docks_->setPanel(Panel::Diagram, diagramPages(diagram_, &models_->states()));
    docks_->setPanel(Panel::Selected, selectedPanel_);
    docks_->setPanel(Panel::Charts, charts_);
    docks_->setPanel(Panel::EventLog, eventLogPanel_);
    listeners_ = new ListenersPanel(&models_->listeners());
    docks_->setPanel(Panel::Listeners, listeners_);
    diagnosis_ = new DiagnosisPanel(&models_->findings());
    docks_->setPanel(Panel::Diagnosis, diagnosis_);
    buildPacketViews();

    pages_ = new QStackedWidget(centre);
    pages_->addWidget(docks_);
    pages_->addWidget(welcome_);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(banners_);
    // The chips reach over table and diagram alike: their counts speak for both.
    column->addWidget(panel_->chips());
    column->addWidget(pages_, 1);
    lesson_ = new LessonPanel(centre);
    lesson_->hide();
    column->addWidget(lesson_);
    column->addWidget(timeline_);
    setCentralWidget(centre);
    statusLine_ = new StatusLine(this);
    setStatusBar(statusLine_);
}

void MainWindow::buildToolBar() {
    toolBar_ = new ToolStrip(centralWidget());
    live_ = new SegmentedControl(toolBar_);
    live_->addSegment(QString());
    live_->addSegment(QString(), QStringLiteral("media-playback-pause"));
    live_->segment(0)->setDot(true);
    toolBar_->addWidget(live_);
    toolBar_->addDivider();
    toolBar_->addButton(actions_->openCapture);
    sourceButton_ = toolBar_->addButton();
    sourceButton_->setPopupMode(QToolButton::InstantPopup);
    sourceButton_->setMenu(actions_->capture);
    toolBar_->addDivider();
    toolBar_->addButton(actions_->follow);
    screenshotButton_ = toolBar_->addButton();
    screenshotButton_->setIcon(symbolicIcon(QStringLiteral("camera-photo")));
    screenshotButton_->setPopupMode(QToolButton::InstantPopup);
    screenshotButton_->setMenu(actions_->screenshot);
    toolBar_->addButton(actions_->saveReport);
    toolBar_->addStretch();
    layoutLabel_ = new QLabel(toolBar_);
    layoutLabel_->setTextFormat(Qt::PlainText);
    layoutLabel_->setForegroundRole(QPalette::PlaceholderText);
    layoutLabel_->setContentsMargins(0, 0, 6, 0);
    toolBar_->addWords(layoutLabel_);
    layoutSegment_ = new SegmentedControl(toolBar_);
    for (int i = 0; i < kWindowLayoutCount; ++i)
        layoutSegment_->addSegment(QString());
    layoutLabel_->setBuddy(layoutSegment_->segment(0));
    toolBar_->addWidget(layoutSegment_);
    static_cast<QVBoxLayout*>(centralWidget()->layout())->insertWidget(0, toolBar_);

    // The diagram's own tools, in its title.
    DockTitle* title = docks_->title(Panel::Diagram);
    title->addTool(QStringLiteral("zoom-fit-best"))->setDefaultAction(actions_->zoomFit);
    title->addTool(QStringLiteral("table"))->setDefaultAction(actions_->statesAsTable);
    for (int i = 0; i < kPanelCount; ++i) {
        QAction* action = docks_->panelAction(Panel(i));
        actions_->panels->addAction(action);
        addAction(action); // also while the menu bar is hidden
        connect(action, &QAction::triggered, this, [this] { showWelcome(false); });
    }
}

void MainWindow::apply(const ChangeSet& changes) {
    models_->apply(changes);
    actions_->savePackets->setEnabled(models_->packets().packets().size() > 0);
    if (!isLive() && changes.time != Timestamp())
        models_->advance(changes.time);
    news_ = true;
    charts_->append(changes.samples);
    if (!changes.samples.empty())
        timeline_->refresh();
    // The first rows are shown at once; later ones wait for their turn.
    if (firstRows_ && !changes.changed.empty()) {
        firstRows_ = false;
        models_->connections().tickOrder();
        selectFirstOfCapture();
    }
}

void MainWindow::setPaused(bool paused) {
    paused_ = paused;
    actions_->pause->setChecked(paused);
    statusLine_->setSources(sources_, paused);
    retranslate();
}

void MainWindow::makeRoomIn(const QSize& size) {
    const auto fits = [this, size] {
        for (QWidget* part :
             {static_cast<QWidget*>(docks_), centralWidget(), static_cast<QWidget*>(this)}) {
            part->layout()->invalidate();
            part->layout()->activate();
        }
        const QSize least = minimumSizeHint();
        return least.width() <= size.width() && least.height() <= size.height();
    };
    if (!fits())
        timeline_->hide();
    if (!fits()) {
        for (const Panel panel : {Panel::EventLog, Panel::Diagnosis, Panel::Listeners, Panel::Http,
                                  Panel::Packets, Panel::Ladder, Panel::Charts})
            docks_->dock(panel)->close();
    }
    if (!fits())
        docks_->dock(Panel::Selected)->close();
    if (!fits())
        docks_->dock(Panel::Diagram)->close();
}

void MainWindow::showWelcome(bool show) {
    pages_->setCurrentWidget(show ? static_cast<QWidget*>(welcome_) : docks_);
    panel_->chips()->setVisible(!show && layout_ != WindowLayout::Learn);
}

void MainWindow::showNumbers() {
    panel_->setCounts(models_->counts());
    diagram_->setCounts(models_->counts());
    diagram_->setEdgeRates(models_->edgeRates());
    diagram_->setStateRates(models_->stateRates());
    statusLine_->setPackets(models_->totals().packets, models_->totals().packetsUnread);
    const StateSeries& series = *charts_->series();
    if (subject_.kind == WatchedSubject::Kind::Capture && !series.empty())
        statusLine_->setSpan(*series.firstTime(), series.newest()->time);
    statusLine_->setNumbers(models_->transitionRate(), models_->totals().lostEvents,
                            static_cast<std::uint64_t>(models_->connections().totalCount()));
}

/// The selected connection may be one the filter leaves out.
void MainWindow::showWhetherHidden() {
    const ConnectionSnapshot* selected = models_->selected();
    selectedPanel_->setHiddenByFilter(selected && !selected->closed &&
                                      !panel_->filterText().isEmpty() &&
                                      models_->connections().rowOf(selected->key) < 0);
}

void MainWindow::showSelection() {
    const ConnectionSnapshot* selected = models_->selected();
    selectedPanel_->show(selected);
    showActs();
    showWhetherHidden();
    diagram_->setSelectedConnection(selected ? diagramPathOf(*selected) : std::nullopt);
    docks_->title(Panel::Selected)
        ->setSubject(selected ? formatTuple(selected->id.tuple) : QString());
    docks_->title(Panel::Diagram)
        ->setSubject(selected ? tr("path of the selected connection") : tr("all connections"));
    actions_->deselect->setEnabled(models_->selectedKey() != 0);
    showSelectedPackets();
}

void MainWindow::retranslate() {
    actions_->retranslate();
    //: The view follows what happens now
    live_->segment(0)->setText(tr("Live"));
    live_->segment(1)->setText(tr("Pause"));
    live_->setAccessibleName(tr("Live or paused"));
    sourceButton_->setToolTip(tr("What is watched, and how often"));
    screenshotButton_->setText(tr("Screenshot"));
    screenshotButton_->setToolTip(tr("Save or copy a picture"));
    layoutLabel_->setText(tr("Layout"));
    layoutSegment_->setAccessibleName(tr("Layout"));
    layoutSegment_->segment(0)->setText(tr("Monitor"));
    layoutSegment_->segment(1)->setText(tr("Learn"));
    layoutSegment_->segment(2)->setText(tr("Capture"));
    layoutSegment_->segment(3)->setText(tr("Diagnose"));
    for (int i = 0; i < 2; ++i)
        live_->segment(i)->updateGeometry();
    for (int i = 0; i < kWindowLayoutCount; ++i)
        layoutSegment_->segment(i)->updateGeometry();
    timeline_->setAccessibleName(tr("Timeline"));
    showSubject();
    showSelection();
    showProblems();
}

void MainWindow::applySettings() {
    themes_.setChoice(settings_.theme());
    if (languages_.choice() != settings_.language())
        languages_.use(settings_.language());
    const MotionChoice motion = settings_.reducedMotion();
    diagram_->setMotionPreference(motion == MotionChoice::On    ? MotionPreference::Reduced
                                  : motion == MotionChoice::Off ? MotionPreference::Full
                                                                : MotionPreference::System);
    models_->names().hosts().setEnabled(settings_.resolveNames());
    panel_->setClosedKept(settings_.keepClosed());
    panel_->table()->setResolvingNames(settings_.resolveNames());
    actions_->resolveNames->setChecked(settings_.resolveNames());
    actions_->allNamespaces->setChecked(settings_.allNamespaces());
    for (QAction* action : actions_->intervals->actions())
        action->setChecked(action->data().toInt() == settings_.interval().count());
    actions_->themes->actions()[int(settings_.theme())]->setChecked(true);
    actions_->languages->actions()[int(settings_.language())]->setChecked(true);
    Q_EMIT watchSettingsChanged();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace synoptic
