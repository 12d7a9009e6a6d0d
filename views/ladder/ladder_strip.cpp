// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ladder/ladder_strip.h"

#include "views/common/segmented_control.h"
#include "views/theme/theme_manager.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace synoptic {

namespace {

/// Also for the texts of a language that was chosen since.
void setSegmentTexts(SegmentedControl* control, const QString& first, const QString& second) {
    control->segment(0)->setText(first);
    control->segment(1)->setText(second);
    control->segment(0)->updateGeometry();
    control->segment(1)->updateGeometry();
}

} // namespace

LadderStrip::LadderStrip(QWidget* parent) : QWidget(parent) {
    left_ = new QWidget(this);
    right_ = new QWidget(this);
    numbersLabel_ = new QLabel(left_);
    timesLabel_ = new QLabel(left_);
    numbers_ = new SegmentedControl(left_);
    times_ = new SegmentedControl(left_);
    for (SegmentedControl* control : {numbers_, times_}) {
        control->addSegment({});
        control->addSegment({});
    }
    collapse_ = new QCheckBox(right_);
    compress_ = new QCheckBox(right_);
    collapse_->setChecked(true);
    compress_->setChecked(true);
    for (QLabel* label : {numbersLabel_, timesLabel_}) {
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    auto* left = new QHBoxLayout(left_);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(10);
    left->addWidget(numbersLabel_);
    left->addWidget(numbers_);
    left->addSpacing(8);
    left->addWidget(timesLabel_);
    left->addWidget(times_);
    left->addStretch(1);
    auto* right = new QHBoxLayout(right_);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(14);
    right->addWidget(collapse_);
    right->addWidget(compress_);
    right->addStretch(1);
    groups_ = new QBoxLayout(QBoxLayout::LeftToRight, this);
    groups_->setContentsMargins(8, 6, 8, 6);
    groups_->setSpacing(6);
    groups_->addWidget(left_, 1);
    groups_->addWidget(right_);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(numbers_, &SegmentedControl::chosen, this,
            [this](int index) { Q_EMIT absoluteNumbersChosen(index == 1); });
    connect(times_, &SegmentedControl::chosen, this,
            [this](int index) { Q_EMIT clockTimesChosen(index == 1); });
    connect(collapse_, &QCheckBox::toggled, this, &LadderStrip::collapseDataToggled);
    connect(compress_, &QCheckBox::toggled, this, &LadderStrip::compressGapsToggled);
    retranslate();
}

void LadderStrip::retranslate() {
    numbersLabel_->setText(tr("Sequence numbers"));
    timesLabel_->setText(tr("Times"));
    setSegmentTexts(numbers_, tr("Relative"), tr("Absolute"));
    //: Times counted from the connection's first packet, or by the clock
    setSegmentTexts(times_, tr("Since start"), tr("Clock"));
    collapse_->setText(tr("Collapse data"));
    compress_->setText(tr("Compress gaps"));
    numbers_->setToolTip(tr("Relative numbers count from the initial sequence number"));
    collapse_->setToolTip(
        tr("Show four or more segments of plain data in a row as one box that opens"));
    compress_->setToolTip(tr("Show silence of more than 200 ms as one row, whatever its length"));
    numbers_->segment(0)->setAccessibleName(tr("Relative sequence numbers"));
    numbers_->segment(1)->setAccessibleName(tr("Absolute sequence numbers"));
    times_->segment(0)->setAccessibleName(tr("Times since the start"));
    times_->segment(1)->setAccessibleName(tr("Times of day"));
    fitWidth();
}

/// Without its captions where it would not fit, and then in two lines.
void LadderStrip::fitWidth() {
    const int margins = 16 + 20;
    const int captions = numbersLabel_->sizeHint().width() + timesLabel_->sizeHint().width() + 20;
    const int controls = numbers_->sizeHint().width() + times_->sizeHint().width() + 28;
    const int boxes = right_->sizeHint().width();
    const bool oneLine = width() >= margins + controls + boxes;
    const bool captioned = width() >= margins + controls + captions + (oneLine ? boxes : 0);
    numbersLabel_->setVisible(captioned);
    timesLabel_->setVisible(captioned);
    groups_->setDirection(oneLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

/// What two lines need, so that one line never keeps a panel from getting narrow.
QSize LadderStrip::minimumSizeHint() const {
    const int controls = numbers_->sizeHint().width() + times_->sizeHint().width() + 28;
    return {16 + std::max(controls, right_->sizeHint().width()),
            QWidget::minimumSizeHint().height()};
}

void LadderStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void LadderStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitWidth();
}

void LadderStrip::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.border);
}

} // namespace synoptic
