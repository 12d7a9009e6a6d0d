// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QButtonGroup>
#include <QWidget>

namespace synoptic {

/// One part of a SegmentedControl; also usable through QAbstractButton.
class Segment : public QAbstractButton {
    Q_OBJECT
public:
    explicit Segment(QWidget* parent);

    /// A symbolic icon by name, or none.
    void setIconName(const QString& name);
    /// A filled disc in place of an icon: the sign of "live".
    void setDot(bool dot);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString iconName_;
    bool dot_ = false;
};

/// A row of joined buttons of which exactly one is chosen. Arrow keys move the choice.
class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedControl(QWidget* parent = nullptr);

    /// Returns its index; the first one added is chosen.
    int addSegment(const QString& text, const QString& iconName = {});
    Segment* segment(int index) const;
    int current() const;
    /// Does not emit chosen().
    void setCurrent(int index);

Q_SIGNALS:
    /// By a person's click or key.
    void chosen(int index);

private:
    QButtonGroup group_;
};

} // namespace synoptic
