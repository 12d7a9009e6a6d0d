// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QPair>

class QAction;

namespace synoptic {

/// The states and transitions of TCP, made from the same transition table the program runs on.
class StatesHelpDialog : public QDialog {
    Q_OBJECT
public:
    explicit StatesHelpDialog(QWidget* parent = nullptr);
    /// The page as HTML.
    static QString html();
};

/// Every action that has a shortcut, with its keys.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent = nullptr);
};

void showAbout(QWidget* parent);

} // namespace synoptic
