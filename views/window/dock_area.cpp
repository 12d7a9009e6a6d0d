// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/dock_area.h"

#include "views/common/dock_title.h"
#include "views/theme/theme_manager.h"
#include "views/window/dock_tab_tools.h"

#include <QAction>
#include <QEvent>
#include <QTabBar>
#include <QTimer>

#include <algorithm>

namespace synoptic {

namespace {
constexpr int kRightWidth = 552;
constexpr int kSelectedHeight = 278;
constexpr int kBottomHeight = 252;
/// How much of the room the docks may take beside and below the table.
constexpr double kMostOfWidth = 0.4;
constexpr double kMostOfHeight = 0.4;
constexpr int kLadderWidth = 620;
constexpr double kMostOfLadder = 0.45;
constexpr double kMostOfPackets = 0.5;
/// With less the panels of Diagnose are tabs; with some more they are side by side again.
constexpr QSize kSideBySide(960, 440);
constexpr int kSome = 40;
const char* const kNames[kPanelCount] = {"diagram",   "selected", "charts", "ladder",
                                         "packets",   "eventLog", "http",   "stream",
                                         "listeners", "diagnosis"};
} // namespace

DockArea::DockArea(QWidget* centre, QWidget* parent) : QMainWindow(parent, Qt::Widget) {
    setCentralWidget(centre);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | AnimatedDocks);
    setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
    setTabPosition(Qt::TopDockWidgetArea, QTabWidget::North);
    setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    setTabPosition(Qt::LeftDockWidgetArea, QTabWidget::North);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    for (int i = 0; i < kPanelCount; ++i) {
        auto* dock = new QDockWidget(this);
        dock->setObjectName(QLatin1String(kNames[i]));
        dock->setAllowedAreas(Qt::AllDockWidgetAreas);
        dock->setTitleBarWidget(new DockTitle(dock));
        auto* action = new QAction(this);
        action->setCheckable(true);
        if (i < 9) // there are no more digits
            action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
        connect(action, &QAction::triggered, this, [this, i] { turnPanel(Panel(i)); });
        connect(dock->toggleViewAction(), &QAction::toggled, action, &QAction::setChecked);
        actions_[i] = action;
        QDockWidget::DockWidgetFeatures features =
            QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable;
        if (docksMayFloat())
            features |= QDockWidget::DockWidgetFloatable;
        dock->setFeatures(features);
        dock->installEventFilter(this);
        connect(dock, &QDockWidget::topLevelChanged, this,
                [this] { QTimer::singleShot(0, this, &DockArea::refreshTabs); });
        connect(dock, &QDockWidget::dockLocationChanged, this,
                [this] { QTimer::singleShot(0, this, &DockArea::refreshTabs); });
        docks_[i] = dock;
    }

    retranslate();
}

void DockArea::setPanel(Panel panel, QWidget* contents) {
    dock(panel)->setWidget(contents);
}

DockTitle* DockArea::title(Panel panel) const {
    return static_cast<DockTitle*>(dock(panel)->titleBarWidget());
}

void DockArea::arrange(WindowLayout layout) {
    layout_ = layout;
    askedWidth_ = askedHeight_ = hadWidth_ = hadHeight_ = 0;
    for (QDockWidget* dock : docks_) {
        dock->setFloating(false);
        removeDockWidget(dock);
    }
    switch (layout) {
    case WindowLayout::Monitor:
        arrangeMonitor();
        break;
    case WindowLayout::Learn:
        arrangeLearn();
        break;
    case WindowLayout::Capture:
        arrangeCapture();
        break;
    case WindowLayout::Diagnose:
        arrangeDiagnose();
        break;
    }
    QTimer::singleShot(0, this, &DockArea::refreshTabs);
}

/// Panels as tabs in one place, the first in front.
void DockArea::addTabs(Qt::DockWidgetArea area, std::initializer_list<Panel> panels) {
    QDockWidget* first = nullptr;
    for (const Panel panel : panels) {
        if (first) {
            tabifyDockWidget(first, dock(panel));
        } else {
            first = dock(panel);
            addDockWidget(area, first);
        }
        dock(panel)->show();
    }
    first->raise();
}

void DockArea::arrangeMonitor() {
    QDockWidget* diagram = dock(Panel::Diagram);
    QDockWidget* selected = dock(Panel::Selected);
    centralWidget()->show();
    addDockWidget(Qt::RightDockWidgetArea, diagram);
    splitDockWidget(diagram, selected, Qt::Vertical);
    diagram->show();
    selected->show();
    addTabs(Qt::BottomDockWidgetArea,
            {Panel::Charts, Panel::Ladder, Panel::Packets, Panel::Diagnosis, Panel::Listeners,
             Panel::Http, Panel::EventLog});
    resizeDocks({diagram}, {qMin(kRightWidth, int(width() * kMostOfWidth))}, Qt::Horizontal);
    resizeDocks({diagram, selected}, {qMax(1, height() - kSelectedHeight), kSelectedHeight},
                Qt::Vertical);
    resizeDocks({dock(Panel::Charts)}, {qMin(kBottomHeight, int(height() * kMostOfHeight))},
                Qt::Vertical);
}

void DockArea::arrangeLearn() {
    QDockWidget* diagram = dock(Panel::Diagram);
    QDockWidget* selected = dock(Panel::Selected);
    QDockWidget* ladder = dock(Panel::Ladder);
    centralWidget()->hide();
    // One area holds them all: only within it are widths shared out as asked.
    addDockWidget(Qt::LeftDockWidgetArea, diagram);
    splitDockWidget(diagram, ladder, Qt::Horizontal);
    splitDockWidget(diagram, selected, Qt::Vertical);
    for (QDockWidget* dock : {diagram, selected, ladder})
        dock->show();
    resizeDocks({diagram, ladder}, {qMax(1, width() * 60 / 100), qMax(1, width() * 40 / 100)},
                Qt::Horizontal);
    resizeDocks({diagram, selected}, {qMax(1, height() * 74 / 100), qMax(1, height() * 26 / 100)},
                Qt::Vertical);
}

void DockArea::arrangeCapture() {
    QDockWidget* ladder = dock(Panel::Ladder);
    QDockWidget* packets = dock(Panel::Packets);
    centralWidget()->show();
    addTabs(Qt::RightDockWidgetArea, {Panel::Ladder, Panel::Diagram, Panel::Selected});
    addTabs(Qt::BottomDockWidgetArea,
            {Panel::Packets, Panel::Diagnosis, Panel::Http, Panel::Charts, Panel::EventLog});
    resizeDocks({ladder}, {qMin(kLadderWidth, int(width() * kMostOfLadder))}, Qt::Horizontal);
    resizeDocks({packets}, {int(height() * kMostOfPackets)}, Qt::Vertical);
}

bool DockArea::isSmall() const {
    const int some = compact_ ? kSome : 0;
    return width() < kSideBySide.width() + some || height() < kSideBySide.height() + some;
}

void DockArea::fit() {
    if (layout_ != WindowLayout::Diagnose || !isVisible() || isSmall() == compact_)
        return;
    arrange(layout_);
}

/// Findings over the table, listeners and charts beside them; in a small window as tabs.
void DockArea::arrangeDiagnose() {
    QDockWidget* diagnosis = dock(Panel::Diagnosis);
    QDockWidget* listeners = dock(Panel::Listeners);
    QDockWidget* charts = dock(Panel::Charts);
    centralWidget()->show();
    compact_ = isSmall();
    if (compact_) {
        addTabs(Qt::TopDockWidgetArea, {Panel::Diagnosis, Panel::Listeners, Panel::Charts});
        resizeDocks({diagnosis}, {qMax(1, height() * 55 / 100)}, Qt::Vertical);
        return;
    }
    addDockWidget(Qt::RightDockWidgetArea, listeners);
    splitDockWidget(listeners, charts, Qt::Vertical);
    addDockWidget(Qt::TopDockWidgetArea, diagnosis);
    for (QDockWidget* dock : {diagnosis, listeners, charts})
        dock->show();
    resizeDocks({listeners}, {qMin(kRightWidth, int(width() * kMostOfWidth))}, Qt::Horizontal);
    resizeDocks({diagnosis}, {qMax(1, height() * 52 / 100)}, Qt::Vertical);
    resizeDocks({listeners, charts}, {qMax(1, height() / 2), qMax(1, height() / 2)}, Qt::Vertical);
}

void DockArea::bring(Panel panel) {
    QDockWidget* dock = this->dock(panel);
    if (dockWidgetArea(dock) == Qt::NoDockWidgetArea) {
        // The layout has no place for it: beside what lies at the bottom, or there.
        addDockWidget(Qt::BottomDockWidgetArea, dock);
        for (QDockWidget* other : docks_) {
            if (other != dock && !other->isHidden() && !other->isFloating() &&
                dockWidgetArea(other) == Qt::BottomDockWidgetArea) {
                tabifyDockWidget(other, dock);
                break;
            }
        }
    }
    dock->show();
    dock->raise();
    QTimer::singleShot(0, this, &DockArea::refreshTabs);
}

bool DockArea::restore(const QByteArray& state) {
    const bool restored = !state.isEmpty() && restoreState(state);
    if (restored)
        QTimer::singleShot(0, this, &DockArea::refreshTabs);
    return restored;
}

QDockWidget* DockArea::firstIn(Qt::DockWidgetArea area) const {
    for (QDockWidget* dock : docks_) {
        if (!dock->isHidden() && !dock->isFloating() && dockWidgetArea(dock) == area)
            return dock;
    }
    return nullptr;
}

/// In a small window the table keeps the larger part; in a larger one docks get back what they had.
void DockArea::shareRoom() {
    settled_ = size();
    if (layout_ != WindowLayout::Monitor || !isVisible())
        return;
    const auto limit = [this](Qt::DockWidgetArea area, Qt::Orientation along, int most, int had,
                              int& asked) {
        QDockWidget* first = firstIn(area);
        if (!first)
            return;
        const int now = along == Qt::Horizontal ? first->width() : first->height();
        // Qt itself may have taken room from it already, for what stands beside it.
        if (qMax(now, had) > most)
            asked = qMax(asked, qMax(now, had));
        else if (asked <= now)
            return;
        const int wanted = qMin(asked, most);
        if (wanted != now)
            resizeDocks({first}, {wanted}, along);
        if (asked <= most)
            asked = 0;
    };
    limit(Qt::RightDockWidgetArea, Qt::Horizontal, int(width() * kMostOfWidth), hadWidth_,
          askedWidth_);
    limit(Qt::BottomDockWidgetArea, Qt::Vertical, int(height() * kMostOfHeight), hadHeight_,
          askedHeight_);
    noteRoom();
}

/// What the docks have while the window keeps its size.
void DockArea::noteRoom() {
    if (const QDockWidget* right = firstIn(Qt::RightDockWidgetArea))
        hadWidth_ = right->width();
    if (const QDockWidget* bottom = firstIn(Qt::BottomDockWidgetArea))
        hadHeight_ = bottom->height();
}

void DockArea::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    shareRoom();
    QTimer::singleShot(0, this, &DockArea::fit);
}

void DockArea::retranslate() {
    const QString titles[kPanelCount] = {tr("State diagram"), tr("Selected connection"),
                                         tr("Charts"),        tr("Ladder"),
                                         tr("Packets"),       tr("Event log"),
                                         tr("HTTP log"),      tr("Stream"),
                                         tr("Listeners"),     tr("Diagnosis")};
    for (int i = 0; i < kPanelCount; ++i)
        docks_[i]->setWindowTitle(titles[i]);
    for (int i = 0; i < kPanelCount; ++i)
        actions_[i]->setText(titles[i]);
}

/// Closed docks keep their place among the tabs, but show none.
bool DockArea::isTabbed(QDockWidget* dock) const {
    if (dock->isFloating() || dock->isHidden())
        return false;
    const auto others = tabifiedDockWidgets(dock);
    return std::any_of(others.begin(), others.end(), [](const QDockWidget* other) {
        return !other->isHidden() && !other->isFloating();
    });
}

bool DockArea::isInSight(Panel panel) const {
    const QDockWidget* shown = dock(panel);
    // Qt moves what is behind another tab out of the area.
    return !shown->isHidden() && (shown->isFloating() || rect().intersects(shown->geometry()));
}

void DockArea::turnPanel(Panel panel) {
    QDockWidget* dock = this->dock(panel);
    const bool inSight = isVisible() && isInSight(panel);
    if (inSight)
        dock->close();
    else
        bring(panel);
    actions_[int(panel)]->setChecked(!inSight);
    QTimer::singleShot(0, this, &DockArea::refreshTabs);
}

/// Qt makes the rows of tabs itself and tells nobody when.
void DockArea::refreshTabs() {
    for (QDockWidget* dock : docks_)
        static_cast<DockTitle*>(dock->titleBarWidget())->setCollapsed(isTabbed(dock));
    const auto bars = findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly);
    const auto tools = findChildren<DockTabTools*>(QString(), Qt::FindDirectChildrenOnly);
    for (QTabBar* bar : bars) {
        bar->setDocumentMode(true);
        bar->setExpanding(false);
        bar->setDrawBase(false);
        if (std::none_of(tools.begin(), tools.end(),
                         [bar](const DockTabTools* one) { return one->tabs() == bar; }))
            addTabTools(bar);
    }
    for (DockTabTools* one : tools)
        one->place();
}

void DockArea::addTabTools(QTabBar* bar) {
    auto* tools = new DockTabTools(bar);
    const auto named = [this](const QString& title) -> QDockWidget* {
        for (QDockWidget* dock : docks_) {
            if (dock->windowTitle() == title)
                return dock;
        }
        return nullptr;
    };
    connect(tools, &DockTabTools::floatRequested, this, [named](const QString& title) {
        if (QDockWidget* dock = named(title))
            dock->setFloating(true);
    });
    connect(tools, &DockTabTools::closeRequested, this, [named](const QString& title) {
        if (QDockWidget* dock = named(title))
            dock->close();
    });
}

bool DockArea::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide)
        QTimer::singleShot(0, this, &DockArea::refreshTabs);
    else if (event->type() == QEvent::Resize && size() == settled_)
        noteRoom();
    return QMainWindow::eventFilter(watched, event);
}

void DockArea::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace synoptic
