// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/dock_title.h"

#include "views/theme/icons.h"
#include "views/theme/theme_manager.h"

#include <QDockWidget>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace synoptic {

namespace {
constexpr int kHeight = 28;
constexpr int kPadding = 10;
} // namespace

bool docksMayFloat() {
    return !QGuiApplication::platformName().startsWith(QLatin1String("wayland"));
}

QToolButton* makeSmallTool(const QString& iconName, QWidget* parent) {
    auto* tool = new QToolButton(parent);
    tool->setIcon(symbolicIcon(iconName));
    tool->setIconSize({14, 14});
    tool->setAutoRaise(true);
    tool->setFixedSize(24, 24);
    tool->setFocusPolicy(Qt::TabFocus);
    return tool;
}

DockTitle::DockTitle(QDockWidget* dock) : QWidget(dock), dock_(dock) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kPadding, 2, 4, 2);
    row->setSpacing(0);
    row->addStretch();
    tools_ = new QHBoxLayout;
    tools_->setSpacing(0);
    row->addLayout(tools_);
    row->addSpacing(6);
    float_ = makeSmallTool(QStringLiteral("window-restore"), this);
    close_ = makeSmallTool(QStringLiteral("window-close"), this);
    float_->setVisible(docksMayFloat());
    row->addWidget(float_);
    row->addWidget(close_);
    connect(float_, &QToolButton::clicked, dock,
            [dock] { dock->setFloating(!dock->isFloating()); });
    connect(close_, &QToolButton::clicked, dock, &QWidget::close);
    connect(dock, &QDockWidget::windowTitleChanged, this, qOverload<>(&QWidget::update));
    retranslate();
}

void DockTitle::setSubject(const QString& subject) {
    if (subject == subject_)
        return;
    subject_ = subject;
    update();
}

QToolButton* DockTitle::addTool(const QString& iconName) {
    QToolButton* tool = makeSmallTool(iconName, this);
    tools_->addWidget(tool);
    return tool;
}

void DockTitle::setCollapsed(bool collapsed) {
    if (collapsed == collapsed_)
        return;
    collapsed_ = collapsed;
    const auto children = findChildren<QToolButton*>();
    for (QToolButton* child : children)
        child->setVisible(!collapsed && (child != float_ || docksMayFloat()));
    updateGeometry();
}

QSize DockTitle::sizeHint() const {
    return {120, collapsed_ ? 0 : kHeight};
}

QSize DockTitle::minimumSizeHint() const {
    return sizeHint();
}

void DockTitle::paintEvent(QPaintEvent*) {
    if (collapsed_)
        return;
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.header);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.border);
    const int end = tools_->geometry().left() - kPadding;
    painter.setFont(uiFont(12, true));
    painter.setPen(theme.text);
    const QString title = dock_->windowTitle();
    painter.drawText(QRect(kPadding, 0, end - kPadding, height()), Qt::AlignVCenter, title);
    const int x = kPadding + painter.fontMetrics().horizontalAdvance(title) + kPadding;
    painter.setFont(uiFont(12));
    painter.setPen(theme.muted);
    painter.drawText(QRect(x, 0, end - x, height()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(subject_, Qt::ElideRight, end - x));
}

void DockTitle::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    update();
}

void DockTitle::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DockTitle::retranslate() {
    float_->setToolTip(tr("Detach or attach this panel"));
    float_->setAccessibleName(float_->toolTip());
    close_->setToolTip(tr("Close this panel"));
    close_->setAccessibleName(close_->toolTip());
}

} // namespace synoptic
