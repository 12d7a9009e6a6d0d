// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace synoptic {

/// Tells for 5 s of an action that is done, over the lower middle of its parent. A new message
/// takes the place of the old. Stays while the pointer is on it.
class Toast : public QWidget {
    Q_OBJECT
public:
    explicit Toast(QWidget* parent);

    /// Plain texts; without `action` there is no button.
    void tell(const QString& text, const QString& action = {}, std::function<void()> act = {});
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    QLabel* text_;
    QPushButton* action_;
    std::function<void()> act_;
    QTimer leave_;
};

} // namespace synoptic
