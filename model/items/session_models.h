// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_path_model.h"
#include "model/items/connection_table_model.h"
#include "model/items/event_log_model.h"
#include "model/items/findings_model.h"
#include "model/items/http_log_model.h"
#include "model/items/listener_queues_model.h"
#include "model/items/live_names.h"
#include "model/items/packet_details.h"
#include "model/items/state_list_model.h"

#include <QObject>

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <deque>

namespace synoptic {

/// Transitions along each edge per second, over the last few seconds.
using EdgeRates = std::array<double, kStateEdgeCount>;

/// The models of one session of watching, fed from one change set after another. GUI thread.
class SessionModels : public QObject {
    Q_OBJECT

public:
    explicit SessionModels(QObject* parent = nullptr);

    ConnectionTableModel& connections() { return connections_; }
    const ConnectionTableModel& connections() const { return connections_; }
    EventLogModel& eventLog() { return eventLog_; }
    ConnectionPathModel& path() { return path_; }
    StateListModel& states() { return states_; }
    LiveNames& names() { return names_; }
    PacketDetails& packets() { return packets_; }
    HttpLogModel& http() { return http_; }
    ListenerQueuesModel& listeners() { return listeners_; }
    FindingsModel& findings() { return findings_; }
    /// The connection a flow of packets belongs to; on loopback, where there are two, the client's.
    /// Null if it is not known. Valid until the next apply().
    const ConnectionSnapshot* connectionOfFlow(FlowNumber flow) const;

    /// Hands what changed to all models.
    void apply(const ChangeSet& changes);
    /// The clock of ages, highlights and rates; call it every 250 ms or so.
    void advance(Timestamp now);
    /// Forgets everything: another source begins.
    void clear();
    /// False: what is told did not happen now, so there are no rates.
    void setLive(bool live) {
        live_ = live;
        findings_.setLive(live);
    }

    const StateCounts& counts() const { return counts_; }
    const TrackerTotals& totals() const { return totals_; }
    const EdgeRates& edgeRates() const { return edgeRates_; }
    /// Transitions into each state per second, whichever way.
    const StateRates& stateRates() const { return stateRates_; }
    /// All transitions per second.
    double transitionRate() const;

    /// What packets tell of the selected connection; nothing while it is not there.
    const std::optional<ConnectionDetail>& detail() const { return detail_; }

    /// 0: none.
    ConnectionKey selectedKey() const { return selected_; }
    /// Null if none is selected or it is forgotten. Valid until the next apply().
    const ConnectionSnapshot* selected() const { return connections_.find(selected_); }
    void setSelected(ConnectionKey key);

Q_SIGNALS:
    /// Counts, totals or rates.
    void countsChanged();
    /// After all models took it over; valid during the signal.
    void transitionsArrived(const synoptic::ChangeSet& changes);
    /// Another connection is selected, or the selected one changed.
    void selectionChanged();

private:
    struct Moment {
        Timestamp time;
        EdgeCounts counts;
    };
    void updateRates(Timestamp now);
    void learnFlows(const ChangeSet& changes);

    LiveNames names_;
    PacketDetails packets_;
    HttpLogModel http_;
    ListenerQueuesModel listeners_;
    FindingsModel findings_;
    boost::unordered_flat_map<FlowNumber, ConnectionKey> flows_;
    ConnectionTableModel connections_;
    EventLogModel eventLog_;
    ConnectionPathModel path_;
    StateListModel states_;
    StateCounts counts_{};
    TrackerTotals totals_;
    std::deque<Moment> moments_; ///< the last few seconds, the oldest first
    EdgeRates edgeRates_{};
    StateRates stateRates_{};
    bool live_ = true;
    ConnectionKey selected_ = 0;
    std::optional<ConnectionDetail> detail_;
};

} // namespace synoptic
