// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/lesson.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace synoptic {

/// The words of a lesson's step, and the way to the other steps. Only asks: the owner of the
/// sources shows what belongs to the step. GUI thread.
class LessonPanel : public QWidget {
    Q_OBJECT
public:
    explicit LessonPanel(QWidget* parent = nullptr);

    /// Takes the lesson over and shows its first step, without asking for it.
    void setLesson(const Lesson& lesson);
    /// From 0; a step that does not exist is ignored.
    void setStep(int step);
    int step() const { return step_; }

Q_SIGNALS:
    /// That step's packets are to be shown; also for Replay.
    void stepRequested(int step);
    /// Offered at the end.
    void watchRequested();
    void captureRequested();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void goTo(int step);
    void retranslate();

    Lesson lesson_;
    int step_ = 0;
    QLabel* place_;
    QLabel* title_;
    QLabel* caption_;
    QLabel* dots_;
    QPushButton* previous_;
    QPushButton* next_;
    QPushButton* replay_;
    QPushButton* watch_;
    QPushButton* open_;
};

} // namespace synoptic
