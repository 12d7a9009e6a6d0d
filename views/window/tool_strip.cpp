// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/tool_strip.h"

#include "views/theme/theme_manager.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace synoptic {

namespace {

constexpr int kHeight = 40;
constexpr int kLeastWidth = 640; ///< with icons alone

class Divider : public QWidget {
public:
    explicit Divider(QWidget* parent) : QWidget(parent) { setFixedSize(9, 24); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter(this).fillRect(QRect(4, 0, 1, height()), themeOf(this).border);
    }
};

} // namespace

ToolStrip::ToolStrip(QWidget* parent) : QWidget(parent) {
    setFixedHeight(kHeight);
    row_ = new QHBoxLayout(this);
    row_->setContentsMargins(8, 0, 8, 1);
    row_->setSpacing(4);
}

QToolButton* ToolStrip::addButton(QAction* action) {
    auto* button = new QToolButton(this);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    if (action)
        button->setDefaultAction(action);
    row_->addWidget(button);
    buttons_ << button;
    return button;
}

void ToolStrip::addDivider() {
    row_->addWidget(new Divider(this));
}

void ToolStrip::addStretch() {
    row_->addStretch(1);
}

void ToolStrip::addWidget(QWidget* widget) {
    row_->addWidget(widget);
}

void ToolStrip::addWords(QWidget* words) {
    words_ = words;
    row_->addWidget(words);
}

void ToolStrip::measure() {
    setBrief(false);
    row_->invalidate();
    fullWidth_ = row_->totalMinimumSize().width();
    setBrief(fullWidth_ > width());
}

QSize ToolStrip::minimumSizeHint() const {
    return {kLeastWidth, kHeight};
}

void ToolStrip::resizeEvent(QResizeEvent*) {
    setBrief(fullWidth_ > width());
}

void ToolStrip::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), themeOf(this).border);
}

void ToolStrip::setBrief(bool brief) {
    if (brief == brief_)
        return;
    brief_ = brief;
    for (QToolButton* button : buttons_)
        button->setToolButtonStyle(brief ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    if (words_)
        words_->setVisible(!brief);
}

} // namespace synoptic
