// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_data.h"

namespace synoptic {

ChartData::ChartData() : series_(std::make_shared<StateSeries>()) {}

void ChartData::setSpan(Timestamp from, Timestamp to) {
    if (from == from_ && to == to_)
        return;
    from_ = from;
    to_ = to;
    cache_.clear();
}

std::vector<TcpState> ChartData::states() const {
    if (isolated_)
        return {*isolated_};
    return selectableStates();
}

std::vector<TcpState> ChartData::selectableStates() const {
    const auto first = kStackOrder.begin() + (listenShown_ ? 0 : 1);
    return {first, kStackOrder.end()};
}

const StateSample* ChartData::newestShown() const {
    const auto& newest = series_->newest();
    return newest && newest->time >= from_ && newest->time < to_ ? &*newest : nullptr;
}

const std::vector<StateColumn>& ChartData::columns(int count) const {
    const auto it = cache_.find(count);
    if (it != cache_.end())
        return it->second;
    if (cache_.size() >= 4) // a window being resized
        cache_.clear();
    return cache_[count] = series_->columns(from_, to_, static_cast<std::size_t>(count));
}

std::uint32_t ChartData::value(const StateColumn& column, TcpState state) const {
    return (isolated_ ? column.maxima : column.counts)[index(state)];
}

Timestamp ChartData::time(const StateColumn& column, TcpState state) const {
    return isolated_ ? column.maximumTimes[index(state)] : column.time;
}

std::uint64_t ChartData::height(const StateColumn& column) const {
    std::uint64_t sum = 0;
    for (const TcpState state : states())
        sum += value(column, state);
    return sum;
}

} // namespace synoptic
