// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/diagram_accessible.h"

#include "model/items/format.h"
#include "views/diagram/diagram_help.h"
#include "views/diagram/state_diagram_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace synoptic {

namespace {

/// One state of a diagram: reads as a button that filters the table.
class AccessibleState : public QAccessibleInterface, public QAccessibleActionInterface {
    Q_DECLARE_TR_FUNCTIONS(synoptic::StateDiagram)

public:
    AccessibleState(StateDiagramView* view, TcpState state) : view_(view), state_(state) {}

    bool isValid() const override { return view_ != nullptr; }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(view_);
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QRect rect() const override {
        const QRect own = view_->stateRect(state_);
        return {view_->mapToGlobal(own.topLeft()), own.size()};
    }
    QAccessible::Role role() const override { return QAccessible::Button; }
    QAccessible::State state() const override {
        QAccessible::State s;
        s.focusable = true;
        s.focused = view_->hasFocus() && view_->focusedState() == state_;
        s.invisible = !view_->isVisible();
        return s;
    }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString&) override {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& action) override {
        if (action == pressAction())
            view_->activateState(state_);
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    StateDiagramView* view_;
    TcpState state_;
};

QString AccessibleState::text(QAccessible::Text kind) const {
    const std::uint32_t count = view_->content().counts[index(state_)];
    if (kind == QAccessible::Description)
        return stateHelp(state_, count);
    if (kind != QAccessible::Name)
        return {};
    const auto edges = stateEdges();
    const auto outgoing = std::count_if(
        edges.begin(), edges.end(), [this](const StateEdge& edge) { return edge.from == state_; });
    if (state_ == TcpState::Closed)
        //: %1 a state; read aloud by a screen reader
        return tr("%1, %n outgoing transition(s)", nullptr, static_cast<int>(outgoing))
            .arg(formatState(state_));
    //: %1 a state, %2 how many connections are in it; read aloud by a screen reader
    return tr("%1, %2, %n outgoing transition(s)", nullptr, static_cast<int>(outgoing))
        .arg(formatState(state_), QLocale().toString(count));
}

class AccessibleDiagram : public QAccessibleWidget {
public:
    explicit AccessibleDiagram(StateDiagramView* view)
        : QAccessibleWidget(view, QAccessible::Chart), view_(view) {
        for (const TcpState state : kAllTcpStates) {
            auto* child = new AccessibleState(view, state); // owned by QAccessible from here on
            ids_[index(state)] = QAccessible::registerAccessibleInterface(child);
        }
    }
    ~AccessibleDiagram() override {
        for (const QAccessible::Id id : ids_)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return static_cast<int>(kTcpStateCount); }
    QAccessibleInterface* child(int i) const override {
        if (i < 0 || i >= childCount())
            return nullptr;
        return QAccessible::accessibleInterface(ids_[static_cast<std::size_t>(i)]);
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override {
        for (int i = 0; i < childCount(); ++i) {
            if (child(i) == wanted)
                return i;
        }
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        for (int i = 0; i < childCount(); ++i) {
            if (child(i)->rect().contains(x, y))
                return child(i);
        }
        return nullptr;
    }
    QAccessibleInterface* focusChild() const override {
        return view_->hasFocus() ? child(static_cast<int>(index(view_->focusedState()))) : nullptr;
    }

private:
    StateDiagramView* view_;
    std::array<QAccessible::Id, kTcpStateCount> ids_{};
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* view = qobject_cast<StateDiagramView*>(object);
    return view ? new AccessibleDiagram(view) : nullptr;
}

} // namespace

void installDiagramAccessibility() {
    QAccessible::installFactory(&makeInterface); // installing one twice changes nothing
}

} // namespace synoptic
