// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/session_models.h"

#include <algorithm>
#include <numeric>

namespace synoptic {

using namespace std::chrono_literals;

namespace {

/// Rates are means over this time: short enough to follow, long enough to read.
constexpr Duration kRateWindow = 5s;

} // namespace

SessionModels::SessionModels(QObject* parent) : QObject(parent), connections_(&names_) {
    connect(&names_, &LiveNames::learnt, &connections_, &ConnectionTableModel::namesChanged);
    names_.setFindings(&findings_);
    connect(&findings_, &FindingsModel::diagnosesChanged, &connections_,
            &ConnectionTableModel::diagnosesChanged);
}

void SessionModels::apply(const ChangeSet& changes) {
    connections_.apply(changes);
    learnFlows(changes);
    eventLog_.append(changes, [this](ConnectionKey key) { return connections_.find(key); });
    counts_ = changes.counts;
    totals_ = changes.totals;
    if (live_)
        moments_.push_back({changes.time, changes.edgeCounts});
    updateRates(changes.time);
    const bool touchesSelected =
        selected_ != 0 &&
        (std::any_of(changes.changed.begin(), changes.changed.end(),
                     [this](const ConnectionSnapshot& c) { return c.key == selected_; }) ||
         std::find(changes.removed.begin(), changes.removed.end(), selected_) !=
             changes.removed.end());
    if (touchesSelected)
        path_.setConnection(selected());
    const bool detailed = changes.detail && changes.detail->key == selected_;
    if (detailed)
        detail_ = changes.detail;
    packets_.setHistory(changes.packets ? changes.packets : packets_.history());
    packets_.refresh();
    http_.append(changes, [this](FlowNumber flow) { return connectionOfFlow(flow); });
    listeners_.apply(changes);
    Q_EMIT countsChanged();
    Q_EMIT transitionsArrived(changes);
    if (touchesSelected || detailed)
        Q_EMIT selectionChanged();
}

void SessionModels::learnFlows(const ChangeSet& changes) {
    if (changes.packets && changes.packets != packets_.history())
        flows_.clear(); // another capture counts its flows anew
    for (const ConnectionSnapshot& connection : changes.changed) {
        if (connection.wire.flow == kNoFlow)
            continue;
        const auto [known, isNew] = flows_.try_emplace(connection.wire.flow, connection.key);
        if (!isNew && connection.role == Role::Client)
            known->second = connection.key;
    }
}

const ConnectionSnapshot* SessionModels::connectionOfFlow(FlowNumber flow) const {
    const auto known = flows_.find(flow);
    return known == flows_.end() ? nullptr : connections_.find(known->second);
}

void SessionModels::advance(Timestamp now) {
    connections_.advance(now);
    listeners_.advance(now);
    const bool hadRates = !moments_.empty();
    updateRates(now);
    if (hadRates)
        Q_EMIT countsChanged();
}

void SessionModels::updateRates(Timestamp now) {
    std::erase_if(moments_, [&](const Moment& moment) {
        return moment.time + kRateWindow <= now || moment.time > now + kRateWindow;
    });
    edgeRates_ = {};
    stateRates_ = {};
    const auto edges = stateEdges();
    for (const Moment& moment : moments_) {
        for (std::size_t e = 0; e < edges.size(); ++e) {
            const double rate =
                moment.counts[e] / std::chrono::duration<double>(kRateWindow).count();
            edgeRates_[e] += rate;
            stateRates_[index(edges[e].to)] += rate;
        }
    }
    states_.setValues(counts_, stateRates_);
}

double SessionModels::transitionRate() const {
    return std::accumulate(edgeRates_.begin(), edgeRates_.end(), 0.0);
}

void SessionModels::setSelected(ConnectionKey key) {
    if (selected_ == key)
        return;
    selected_ = key;
    detail_.reset();
    path_.setConnection(selected());
    Q_EMIT selectionChanged();
}

void SessionModels::clear() {
    setSelected(0);
    connections_.clear();
    eventLog_.clear();
    counts_ = {};
    totals_ = {};
    moments_.clear();
    packets_.setHistory(nullptr);
    http_.clear();
    listeners_.clear();
    findings_.clear();
    flows_.clear();
    updateRates(connections_.now());
    Q_EMIT countsChanged();
}

} // namespace synoptic
