// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/toast.h"

#include "views/theme/icons.h"
#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <chrono>

namespace synoptic {

namespace {
constexpr std::chrono::milliseconds kStay{5000};
constexpr int kAboveBottom = 104; // clear of the timeline and the status bar
} // namespace

Toast::Toast(QWidget* parent) : QWidget(parent) {
    text_ = new QLabel(this);
    text_->setTextFormat(Qt::PlainText);
    action_ = new QPushButton(this);
    action_->setProperty("small", true);
    connect(action_, &QPushButton::clicked, this, [this] {
        hide();
        if (act_)
            act_();
    });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(40, 8, 12, 8);
    row->setSpacing(16);
    row->addWidget(text_);
    row->addWidget(action_);
    leave_.setSingleShot(true);
    leave_.setInterval(kStay);
    connect(&leave_, &QTimer::timeout, this, &QWidget::hide);
    parent->installEventFilter(this);
    hide();
}

void Toast::tell(const QString& text, const QString& action, std::function<void()> act) {
    text_->setText(text);
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
    act_ = std::move(act);
    place();
    show();
    raise();
    leave_.start();
    setAccessibleName(text);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Toast::text() const {
    return text_->text();
}

void Toast::place() {
    text_->setMaximumWidth(qMax(200, parentWidget()->width() - 300));
    layout()->activate();
    adjustSize();
    setMinimumHeight(40);
    move((parentWidget()->width() - width()) / 2,
         parentWidget()->height() - kAboveBottom - height());
}

void Toast::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    paintBox(painter, rect(), theme.card, theme.controlBorder, 8);
    painter.drawPixmap(14, (height() - 16) / 2,
                       severityPixmap(Severity::Ok, 16, devicePixelRatioF()));
}

void Toast::enterEvent(QEnterEvent*) {
    leave_.stop();
}

void Toast::leaveEvent(QEvent*) {
    leave_.start();
}

bool Toast::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace synoptic
