// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QTabBar;
class QToolButton;

namespace synoptic {

/// Float and close at the end of a row of dock tabs: tabs name the docks, and carry no tools.
/// Lies over the row, moves with it, is hidden with it and ends with it.
class DockTabTools : public QWidget {
    Q_OBJECT
public:
    /// A sibling of the row of tabs.
    explicit DockTabTools(QTabBar* tabs);

    QTabBar* tabs() const { return tabs_; }
    /// Over the row as it is now.
    void place();

Q_SIGNALS:
    /// Of the dock whose tab is in front; by its title, as Qt's tabs tell no more.
    void floatRequested(const QString& title);
    void closeRequested(const QString& title);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString currentTitle() const;
    void retranslate();

    QPointer<QTabBar> tabs_;
    QToolButton* float_;
    QToolButton* close_;
};

} // namespace synoptic
