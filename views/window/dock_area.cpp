// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/dock_area.h"

#include "views/common/dock_title.h"
#include "views/theme/theme_manager.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace synoptic {

namespace {
constexpr int kRightWidth = 552;
constexpr int kSelectedHeight = 278;
constexpr int kBottomHeight = 252;
/// How much of the room the docks may take beside and below the table.
constexpr double kMostOfWidth = 0.4;
constexpr double kMostOfHeight = 0.4;
const char* const kNames[kPanelCount] = {"diagram", "selected", "charts", "eventLog"};
} // namespace

DockArea::DockArea(QWidget* centre, QWidget* parent) : QMainWindow(parent, Qt::Widget) {
    setCentralWidget(centre);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | AnimatedDocks);
    setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
    setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    setTabPosition(Qt::LeftDockWidgetArea, QTabWidget::North);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    for (int i = 0; i < kPanelCount; ++i) {
        auto* dock = new QDockWidget(this);
        dock->setObjectName(QLatin1String(kNames[i]));
        dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea |
                              Qt::BottomDockWidgetArea);
        dock->setTitleBarWidget(new DockTitle(dock));
        auto* action = new QAction(this);
        action->setCheckable(true);
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

    // Tabs name the docks already; their tools stand at the end of the row of tabs.
    corner_ = new QWidget(this);
    auto* row = new QHBoxLayout(corner_);
    row->setContentsMargins(0, 0, 4, 0);
    row->setSpacing(0);
    auto* floatTool = makeSmallTool(QStringLiteral("window-restore"), corner_);
    auto* closeTool = makeSmallTool(QStringLiteral("window-close"), corner_);
    floatTool->setObjectName(QStringLiteral("float"));
    closeTool->setObjectName(QStringLiteral("close"));
    floatTool->setVisible(docksMayFloat());
    row->addWidget(floatTool);
    row->addWidget(closeTool);
    corner_->hide();
    const auto current = [this]() -> QDockWidget* {
        if (!tabs_)
            return nullptr;
        for (QDockWidget* dock : docks_) {
            if (dock->windowTitle() == tabs_->tabText(tabs_->currentIndex()))
                return dock;
        }
        return nullptr;
    };
    connect(floatTool, &QToolButton::clicked, this, [current] {
        if (QDockWidget* dock = current())
            dock->setFloating(true);
    });
    connect(closeTool, &QToolButton::clicked, this, [current] {
        if (QDockWidget* dock = current())
            dock->close();
    });
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
    askedWidth_ = askedHeight_ = 0;
    for (QDockWidget* dock : docks_) {
        dock->setFloating(false);
        removeDockWidget(dock);
    }
    QDockWidget* diagram = dock(Panel::Diagram);
    QDockWidget* selected = dock(Panel::Selected);
    QDockWidget* charts = dock(Panel::Charts);
    QDockWidget* log = dock(Panel::EventLog);
    if (layout == WindowLayout::Monitor) {
        centralWidget()->show();
        addDockWidget(Qt::RightDockWidgetArea, diagram);
        splitDockWidget(diagram, selected, Qt::Vertical);
        addDockWidget(Qt::BottomDockWidgetArea, charts);
        tabifyDockWidget(charts, log);
        for (QDockWidget* dock : docks_)
            dock->show();
        charts->raise();
        resizeDocks({diagram}, {qMin(kRightWidth, int(width() * kMostOfWidth))}, Qt::Horizontal);
        resizeDocks({diagram, selected}, {qMax(1, height() - kSelectedHeight), kSelectedHeight},
                    Qt::Vertical);
        resizeDocks({charts}, {qMin(kBottomHeight, int(height() * kMostOfHeight))}, Qt::Vertical);
    } else {
        centralWidget()->hide();
        // One area holds them all: only within it are widths shared out as asked.
        addDockWidget(Qt::LeftDockWidgetArea, diagram);
        splitDockWidget(diagram, selected, Qt::Horizontal);
        splitDockWidget(selected, log, Qt::Vertical);
        addDockWidget(Qt::BottomDockWidgetArea, charts);
        diagram->show();
        selected->show();
        log->show();
        charts->hide();
        resizeDocks({diagram, selected}, {qMax(1, width() * 57 / 100), qMax(1, width() * 43 / 100)},
                    Qt::Horizontal);
        resizeDocks({selected, log}, {qMax(1, height() * 45 / 100), qMax(1, height() * 55 / 100)},
                    Qt::Vertical);
    }
    QTimer::singleShot(0, this, &DockArea::refreshTabs);
}

bool DockArea::restore(const QByteArray& state) {
    const bool restored = !state.isEmpty() && restoreState(state);
    if (restored)
        QTimer::singleShot(0, this, &DockArea::refreshTabs);
    return restored;
}

/// In a small window the table keeps the larger part; in a larger one docks get back what they had.
void DockArea::shareRoom() {
    if (layout_ != WindowLayout::Monitor || !isVisible())
        return;
    const auto limit = [this](Qt::DockWidgetArea area, Qt::Orientation along, int most,
                              int& asked) {
        QDockWidget* first = nullptr;
        for (QDockWidget* dock : docks_) {
            if (!first && dock->isVisible() && !dock->isFloating() && dockWidgetArea(dock) == area)
                first = dock;
        }
        if (!first)
            return;
        const int now = along == Qt::Horizontal ? first->width() : first->height();
        if (now > most)
            asked = qMax(asked, now);
        else if (asked <= now)
            return;
        const int wanted = qMin(asked, most);
        if (wanted != now)
            resizeDocks({first}, {wanted}, along);
        if (asked <= most)
            asked = 0;
    };
    limit(Qt::RightDockWidgetArea, Qt::Horizontal, int(width() * kMostOfWidth), askedWidth_);
    limit(Qt::BottomDockWidgetArea, Qt::Vertical, int(height() * kMostOfHeight), askedHeight_);
}

void DockArea::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    shareRoom();
}

void DockArea::retranslate() {
    const QString titles[kPanelCount] = {tr("State diagram"), tr("Selected connection"),
                                         tr("Charts"), tr("Event log")};
    for (int i = 0; i < kPanelCount; ++i)
        docks_[i]->setWindowTitle(titles[i]);
    for (int i = 0; i < kPanelCount; ++i)
        actions_[i]->setText(titles[i]);
    const auto floatTool = corner_->findChild<QToolButton*>(QStringLiteral("float"));
    floatTool->setToolTip(tr("Detach this panel"));
    floatTool->setAccessibleName(floatTool->toolTip());
    const auto closeTool = corner_->findChild<QToolButton*>(QStringLiteral("close"));
    closeTool->setToolTip(tr("Close this panel"));
    closeTool->setAccessibleName(closeTool->toolTip());
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
    dock->setVisible(!inSight);
    if (!inSight)
        dock->raise();
    actions_[int(panel)]->setChecked(!inSight);
    QTimer::singleShot(0, this, &DockArea::refreshTabs);
}

/// Qt makes the row of tabs itself and tells nobody when.
void DockArea::refreshTabs() {
    QTabBar* found = nullptr;
    for (QDockWidget* dock : docks_) {
        static_cast<DockTitle*>(dock->titleBarWidget())->setCollapsed(isTabbed(dock));
    }
    const auto bars = findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly);
    for (QTabBar* bar : bars) {
        bar->setDocumentMode(true);
        bar->setExpanding(false);
        bar->setDrawBase(false);
        if (bar->isVisible() && bar->count() > 1)
            found = bar;
    }
    if (found != tabs_) {
        if (tabs_)
            tabs_->removeEventFilter(this);
        tabs_ = found;
        if (tabs_)
            tabs_->installEventFilter(this);
    }
    placeCorner();
}

void DockArea::placeCorner() {
    corner_->setVisible(tabs_ != nullptr);
    if (!tabs_)
        return;
    corner_->adjustSize();
    const QRect bar = tabs_->geometry();
    corner_->setGeometry(bar.right() + 1 - corner_->width(), bar.top() + 2, corner_->width(),
                         bar.height() - 4);
    corner_->raise();
}

bool DockArea::eventFilter(QObject* watched, QEvent* event) {
    const bool ofTabs = watched == tabs_;
    if (ofTabs && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        placeCorner();
    else if (event->type() == QEvent::Show || event->type() == QEvent::Hide)
        QTimer::singleShot(0, this, &DockArea::refreshTabs);
    return QMainWindow::eventFilter(watched, event);
}

void DockArea::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace synoptic
