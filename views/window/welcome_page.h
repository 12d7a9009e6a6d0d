// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QScrollArea>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace synoptic {

/// One thing a person may begin with: a picture, what it is, and a button.
class WelcomeCard : public QFrame {
    Q_OBJECT
public:
    explicit WelcomeCard(QWidget* parent);

    void setTexts(const QString& title, const QString& text, const QString& note,
                  const QString& button, const QString& shortcut);
    QPushButton* button() const { return button_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
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

Q_SIGNALS:
    void watchRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* heading_;
    QLabel* promise_;
    WelcomeCard* watch_;
};

} // namespace synoptic
