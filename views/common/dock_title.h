// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace synoptic {

/// True where a dock may be torn off. With Qt 6.4 on Wayland it could not be put back
/// (QTBUG-87332).
bool docksMayFloat();

/// The 28 px title bar of a dock: bold title, muted subject, tools, float and close.
/// In a row of tabs, which already name the docks, it takes no room.
class DockTitle : public QWidget {
    Q_OBJECT
public:
    explicit DockTitle(QDockWidget* dock);

    /// What the dock shows at the moment: plain text, may be elided.
    void setSubject(const QString& subject);
    QString subject() const { return subject_; }
    /// A tool between the subject and float; owned by the title.
    QToolButton* addTool(const QString& iconName);
    /// Takes no room while true.
    void setCollapsed(bool collapsed);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QDockWidget* dock_;
    QHBoxLayout* tools_;
    QToolButton* float_;
    QToolButton* close_;
    QString subject_;
    bool collapsed_ = false;
};

/// A small flat tool of 24 px.
QToolButton* makeSmallTool(const QString& iconName, QWidget* parent);

} // namespace synoptic
