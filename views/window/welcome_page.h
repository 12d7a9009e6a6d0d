// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QFrame>
#include <QScrollArea>

class QGridLayout;
class QLabel;
class QPainter;
class QPushButton;

namespace synoptic {

/// One thing a person may begin with: a picture, what it is, and a button.
class WelcomeCard : public QFrame {
    Q_OBJECT
public:
    using PaintPicture = void (*)(QPainter&, const QRectF&, const Theme&);
    WelcomeCard(PaintPicture picture, QWidget* parent);

    /// Its button is the one to begin with.
    void setPrimary();
    /// The note begins with a check mark.
    void setWorksNow();

    void setTexts(const QString& title, const QString& text, const QString& note,
                  const QString& button, const QString& shortcut);
    QPushButton* button() const { return button_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PaintPicture picture_;
    bool worksNow_ = false;
    QLabel* title_;
    QLabel* text_;
    QLabel* noteIcon_;
    QLabel* note_;
    QPushButton* button_;
    QLabel* shortcut_;
};

/// Shown from the Help menu and while nothing is watched.
class WelcomePage : public QScrollArea {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);

    QPushButton* watchButton() const { return watch_->button(); }
    QPushButton* captureButton() const { return capture_->button(); }
    QPushButton* lessonButton() const { return lesson_->button(); }

Q_SIGNALS:
    void watchRequested();
    void captureRequested();
    void lessonRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void arrange();

    QLabel* heading_;
    QLabel* promise_;
    WelcomeCard* watch_;
    WelcomeCard* capture_;
    WelcomeCard* lesson_;
    QGridLayout* cards_;
    int columns_ = 0;
};

} // namespace synoptic
