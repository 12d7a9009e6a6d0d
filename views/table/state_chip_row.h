// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/tcp_state.h"
#include "model/tracking/change_set.h"

#include <QAbstractButton>
#include <QList>
#include <QWidget>

#include <optional>

namespace synoptic {

/// One filter chip: glyph, name and count.
class StateChip : public QAbstractButton {
    Q_OBJECT
public:
    StateChip(std::optional<TcpState> state, QWidget* parent);

    std::optional<TcpState> state() const { return state_; }
    void setCount(std::uint64_t count);
    std::uint64_t count() const { return count_; }
    /// Without the name, where the row is narrow; the tooltip keeps it.
    void setBrief(bool brief);
    QSize sizeHint() const override { return {widthFor(brief_), 28}; }
    int widthFor(bool brief) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    std::optional<TcpState> state_; ///< none: all
    std::uint64_t count_ = 0;
    bool brief_ = false;
};

/// All and the ten states a connection can be in, with their counts. A click shows that state
/// alone, with Ctrl or Shift it is added or taken out; a click on the only one shows all again.
class StateChipRow : public QWidget {
    Q_OBJECT
public:
    explicit StateChipRow(QWidget* parent = nullptr);

    void setCounts(const StateCounts& counts, std::uint64_t all);
    void setStates(const QList<TcpState>& states);
    QList<TcpState> states() const;
    /// The chip of a state, or of "All".
    StateChip* chip(std::optional<TcpState> state) const;

Q_SIGNALS:
    /// By a person; none means all.
    void statesChosen(const QList<TcpState>& states);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void choose(StateChip* chip);
    void fit();

    QList<StateChip*> chips_;
};

} // namespace synoptic
