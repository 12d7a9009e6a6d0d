// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/help_topics.h"

#include <QList>
#include <QWidget>

class QAction;
class QLineEdit;
class QTextBrowser;
class QToolButton;
class QTreeWidget;

namespace synoptic {

class Settings;

/// The help in a window of its own: contents and search at the left, a page at the right. It
/// follows the language and the theme, and remembers its size. GUI thread.
class HelpWindow : public QWidget {
    Q_OBJECT
public:
    /// The settings outlive the window; the actions are those the page on keys tells of.
    HelpWindow(Settings& settings, QList<QAction*> withShortcuts, QWidget* parent = nullptr);

    /// Shows that topic, kGlossaryTopic, or the first page if there is no such topic.
    void open(const QString& topic);
    QString topic() const { return history_.value(place_); }
    QTextBrowser* page() const { return page_; }
    QLineEdit* search() const { return search_; }
    QTreeWidget* contents() const { return contents_; }

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void go(int places);
    void reload();
    void fillContents();
    void showPage();

    Settings& settings_;
    const QList<QAction*> withShortcuts_;
    HelpTopics topics_;
    QStringList history_;
    qsizetype place_ = -1;
    QToolButton *back_, *forward_;
    QLineEdit* search_;
    QTreeWidget* contents_;
    QTextBrowser* page_;
};

} // namespace synoptic
