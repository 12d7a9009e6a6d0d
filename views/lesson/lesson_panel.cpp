// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/lesson/lesson_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

namespace synoptic {

LessonPanel::LessonPanel(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    const auto label = [this](const char* name) {
        auto* made = new QLabel(this);
        made->setObjectName(QLatin1String(name));
        made->setTextFormat(Qt::PlainText);
        return made;
    };
    const auto button = [this](const char* name) {
        auto* made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        return made;
    };
    place_ = label("lessonPlace");
    title_ = label("lessonTitle");
    caption_ = label("lessonCaption");
    dots_ = label("lessonDots");
    previous_ = button("lessonPrevious");
    next_ = button("lessonNext");
    replay_ = button("lessonReplay");
    watch_ = button("lessonWatch");
    open_ = button("lessonOpen");
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    caption_->setWordWrap(true);
    dots_->setAlignment(Qt::AlignCenter);

    auto* heading = new QHBoxLayout;
    heading->addWidget(place_);
    heading->addWidget(title_, 1);
    auto* ends = new QHBoxLayout;
    ends->addWidget(watch_);
    ends->addWidget(open_);
    ends->addStretch();
    auto* words = new QVBoxLayout;
    words->addLayout(heading);
    words->addWidget(caption_, 1);
    words->addLayout(ends);
    auto* steps = new QHBoxLayout;
    steps->addWidget(previous_);
    steps->addWidget(next_);
    auto* ways = new QVBoxLayout;
    ways->addWidget(dots_);
    ways->addLayout(steps);
    ways->addWidget(replay_);
    auto* all = new QHBoxLayout(this);
    all->addLayout(words, 1);
    all->addLayout(ways);

    connect(previous_, &QPushButton::clicked, this, [this] { goTo(step_ - 1); });
    connect(next_, &QPushButton::clicked, this, [this] { goTo(step_ + 1); });
    connect(replay_, &QPushButton::clicked, this, [this] { goTo(step_); });
    connect(watch_, &QPushButton::clicked, this, &LessonPanel::watchRequested);
    connect(open_, &QPushButton::clicked, this, &LessonPanel::captureRequested);
    retranslate();
}

void LessonPanel::setLesson(const Lesson& lesson) {
    lesson_ = lesson;
    step_ = 0;
    retranslate();
}

void LessonPanel::setStep(int step) {
    if (step < 0 || step >= int(lesson_.steps.size()))
        return;
    step_ = step;
    retranslate();
}

void LessonPanel::goTo(int step) {
    if (step < 0 || step >= int(lesson_.steps.size()))
        return;
    setStep(step);
    Q_EMIT stepRequested(step);
}

void LessonPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void LessonPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left)
        goTo(step_ - 1);
    else if (event->key() == Qt::Key_Right)
        goTo(step_ + 1);
    else
        QWidget::keyPressEvent(event);
}

void LessonPanel::retranslate() {
    previous_->setText(tr("Previous"));
    next_->setText(tr("Next"));
    replay_->setText(tr("Replay this step"));
    watch_->setText(tr("Watch this computer"));
    open_->setText(tr("Open a capture"));
    setAccessibleName(tr("Lesson"));
    const int count = int(lesson_.steps.size());
    const bool atEnd = step_ + 1 >= count;
    previous_->setEnabled(step_ > 0);
    next_->setEnabled(!atEnd);
    replay_->setEnabled(count > 0);
    watch_->setVisible(atEnd);
    open_->setVisible(atEnd);
    if (count == 0)
        return;
    const LessonStep& shown = lesson_.steps[std::size_t(step_)];
    const QLocale locale;
    const QString place = tr("Step %L1 of %L2").arg(step_ + 1).arg(count);
    place_->setText(place);
    title_->setText(shown.title.in(locale));
    caption_->setText(shown.caption.in(locale));
    dots_->setText(QString(step_ + 1, QChar(0x25CF)) + QString(count - step_ - 1, QChar(0x25CB)));
    dots_->setAccessibleName(place);
}

} // namespace synoptic
