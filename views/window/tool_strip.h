// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace synoptic {

/// The 40 px row under the menus. Not a QToolBar: nothing in it moves or docks. Where it is too
/// narrow for all words, icons stand alone.
class ToolStrip : public QWidget {
public:
    explicit ToolStrip(QWidget* parent);

    /// A flat button with icon and text; the text leaves first. `action` may be null.
    QToolButton* addButton(QAction* action = nullptr);
    void addDivider();
    void addStretch();
    /// Anything else, in its full size.
    void addWidget(QWidget* widget);
    /// Words that leave with those of the buttons.
    void addWords(QWidget* words);
    /// To be called when words have changed.
    void measure();

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void setBrief(bool brief);

    QHBoxLayout* row_;
    QList<QToolButton*> buttons_;
    QWidget* words_ = nullptr;
    int fullWidth_ = 0;
    bool brief_ = false;
};

} // namespace synoptic
