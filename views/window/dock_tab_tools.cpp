// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/dock_tab_tools.h"

#include "views/common/dock_title.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QTabBar>
#include <QToolButton>

namespace synoptic {

DockTabTools::DockTabTools(QTabBar* tabs) : QWidget(tabs->parentWidget()), tabs_(tabs) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 4, 0);
    row->setSpacing(0);
    float_ = makeSmallTool(QStringLiteral("window-restore"), this);
    close_ = makeSmallTool(QStringLiteral("window-close"), this);
    float_->setVisible(docksMayFloat());
    row->addWidget(float_);
    row->addWidget(close_);
    connect(float_, &QToolButton::clicked, this, [this] { Q_EMIT floatRequested(currentTitle()); });
    connect(close_, &QToolButton::clicked, this, [this] { Q_EMIT closeRequested(currentTitle()); });
    connect(tabs, &QObject::destroyed, this, &QObject::deleteLater);
    tabs->installEventFilter(this);
    retranslate();
    place();
}

QString DockTabTools::currentTitle() const {
    return tabs_ ? tabs_->tabText(tabs_->currentIndex()) : QString();
}

void DockTabTools::place() {
    setVisible(tabs_ && tabs_->isVisible() && tabs_->count() > 1);
    if (isHidden())
        return;
    adjustSize();
    const QRect bar = tabs_->geometry();
    setGeometry(bar.right() + 1 - width(), bar.top() + 2, width(), bar.height() - 4);
    raise();
}

bool DockTabTools::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
        place();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void DockTabTools::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void DockTabTools::retranslate() {
    float_->setToolTip(tr("Detach this panel"));
    float_->setAccessibleName(float_->toolTip());
    close_->setToolTip(tr("Close this panel"));
    close_->setAccessibleName(close_->toolTip());
}

} // namespace synoptic
