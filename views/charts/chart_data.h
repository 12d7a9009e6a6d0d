// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/state_series.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace synoptic {

/// The stack's order from below, LISTEN first: the passive states, then the ways out.
inline constexpr std::array<TcpState, 10> kStackOrder{
    TcpState::Listen,    TcpState::SynReceived, TcpState::SynSent,  TcpState::Established,
    TcpState::CloseWait, TcpState::LastAck,     TcpState::FinWait1, TcpState::FinWait2,
    TcpState::Closing,   TcpState::TimeWait};

/// What the charts show now: a stretch of the series, and which states of it. Columns are read from
/// the series once for each width asked for, until something changes.
class ChartData {
public:
    ChartData();

    const std::shared_ptr<StateSeries>& series() const { return series_; }
    /// To be called after the series took samples.
    void seriesChanged() { cache_.clear(); }

    Timestamp from() const { return from_; }
    Timestamp to() const { return to_; }
    void setSpan(Timestamp from, Timestamp to);

    bool listenShown() const { return listenShown_; }
    void setListenShown(bool shown) { listenShown_ = shown; }

    std::optional<TcpState> isolated() const { return isolated_; }
    void setIsolated(std::optional<TcpState> state) { isolated_ = state; }

    /// What is drawn, from below.
    std::vector<TcpState> states() const;
    /// What may be drawn: the same, as if none were isolated.
    std::vector<TcpState> selectableStates() const;
    /// The newest sample, if the span reaches up to it; else null.
    const StateSample* newestShown() const;
    /// `count` columns over the span; valid until the next change. `count` is the width in pixels.
    const std::vector<StateColumn>& columns(int count) const;

    /// A state's value as drawn: of the column's one moment, or if it stands alone, its maximum.
    std::uint32_t value(const StateColumn& column, TcpState state) const;
    /// The moment of that value.
    Timestamp time(const StateColumn& column, TcpState state) const;
    /// All bands of one column together.
    std::uint64_t height(const StateColumn& column) const;

private:
    std::shared_ptr<StateSeries> series_;
    Timestamp from_;
    Timestamp to_;
    bool listenShown_ = false;
    std::optional<TcpState> isolated_;
    mutable std::map<int, std::vector<StateColumn>> cache_;
};

} // namespace synoptic
