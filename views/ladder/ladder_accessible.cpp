// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ladder/ladder_accessible.h"

#include "model/items/ladder_words.h"
#include "views/ladder/ladder_view.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace synoptic {

namespace {

/// Whichever row is selected. One thing for all rows: a ladder may have a million.
class AccessibleRow : public QAccessibleInterface {
public:
    explicit AccessibleRow(LadderView* view) : view_(view) {}

    bool isValid() const override { return true; }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(view_);
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QRect rect() const override {
        const auto row = view_->currentRow();
        const QRect own = row ? view_->rowRect(*row) : QRect();
        return {view_->viewport()->mapToGlobal(own.topLeft()), own.size()};
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override {
        QAccessible::State s;
        s.selectable = s.focusable = true;
        s.selected = view_->currentRow().has_value();
        s.focused = s.selected && view_->hasFocus();
        s.invisible = !view_->isVisible();
        return s;
    }
    QString text(QAccessible::Text kind) const override {
        const auto row = view_->currentRow();
        if (!row)
            return {};
        if (kind == QAccessible::Name)
            return ladderRowSpoken(view_->content(), *row);
        return kind == QAccessible::Description ? ladderRowHelp(view_->content(), *row) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}

private:
    LadderView* view_;
};

class AccessibleLadder : public QAccessibleWidget {
public:
    explicit AccessibleLadder(LadderView* view)
        : QAccessibleWidget(view, QAccessible::List), view_(view),
          row_(QAccessible::registerAccessibleInterface(new AccessibleRow(view))) {}
    ~AccessibleLadder() override { QAccessible::deleteAccessibleInterface(row_); }

    int childCount() const override { return view_->currentRow() ? 1 : 0; }
    QAccessibleInterface* child(int i) const override {
        return i == 0 && view_->currentRow() ? QAccessible::accessibleInterface(row_) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override {
        return wanted && child(0) == wanted ? 0 : -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        return child(0) && child(0)->rect().contains(x, y) ? child(0) : nullptr;
    }
    QAccessibleInterface* focusChild() const override {
        return view_->hasFocus() ? child(0) : nullptr;
    }

private:
    LadderView* view_;
    QAccessible::Id row_;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* view = qobject_cast<LadderView*>(object);
    return view ? new AccessibleLadder(view) : nullptr;
}

} // namespace

void installLadderAccessibility() {
    QAccessible::installFactory(&makeInterface); // installing one twice changes nothing
}

} // namespace synoptic
