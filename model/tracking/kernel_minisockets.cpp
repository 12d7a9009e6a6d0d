// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/kernel_records.h"
#include "model/tracking/path_inference.h"

/// What the kernel's trace does not tell of a socket that left its process behind: how long it goes
/// on, and whether it does.
namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// TCP_TIMEWAIT_LEN of Linux, which no setting changes; tcp_fin_timeout is the same at first.
constexpr Duration kTimeWait = 60s;
/// For the kernel's wheel of timers.
constexpr Duration kWheel = 1s;
/// A socket closed in FIN-WAIT-2 sends its RST in the same moment.
constexpr Duration kSameMoment = 50ms;

} // namespace

/// With TCP_LINGER2 below zero close() does not wait in FIN-WAIT-2, nor does a closed socket when
/// its FIN is acknowledged: it is aborted. The trace tells the same change as of one that waits,
/// and then, of this one alone, a RST.
void KernelRecords::takeReset(const KernelEvent& event) {
    const auto left = leftFinWait2_.find(event.cookie);
    if (left == leftFinWait2_.end())
        return;
    const Timestamp since = left->second;
    leftFinWait2_.erase(left);
    ConnectionRecord* record = recordOf(event);
    if (record && record->snapshot.state == TcpState::FinWait2 && event.time >= since &&
        event.time - since <= kSameMoment)
        tell(*record, TcpState::FinWait2, TcpState::Closed, TcpEvent::Abort, event);
}

/// Where no table tells when it ends, the time does (tcp_time_wait() and tcp_fin_time()): TIME-WAIT
/// lasts a minute, FIN-WAIT-2 as long as the namespace's settings have it. What is more than a
/// minute is spent twice: before it becomes a minisocket, and as one.
void KernelRecords::keepMinisocket(const ConnectionRecord& record, Timestamp since) {
    const WatchedNamespace& home = state_.watchedNamespace(record.snapshot.id.netns);
    if (home.joined || minisockets_.size() >= kMostMinisockets)
        return;
    Duration life = kTimeWait;
    if (record.snapshot.state == TcpState::FinWait2 && home.settings && home.settings->finTimeout) {
        life = std::chrono::seconds(*home.settings->finTimeout);
        if (life > kTimeWait)
            life -= kTimeWait;
    }
    minisockets_.push({since + life + kWheel, record.snapshot.key});
}

/// Of what no further word comes.
void KernelRecords::expireMinisockets(Timestamp now) {
    boost::unordered::erase_if(leftFinWait2_,
                               [now](const auto& left) { return now - left.second > 1s; });
    while (!minisockets_.empty() && minisockets_.top().due <= now) {
        ConnectionRecord* record = state_.store().findForChange(minisockets_.top().key);
        minisockets_.pop();
        if (!record || record->snapshot.closed ||
            state_.watchedNamespace(record->snapshot.id.netns).joined)
            continue;
        const bool timeWait = record->snapshot.state == TcpState::TimeWait;
        if (timeWait && now - record->snapshot.lastChange < kTimeWait) {
            keepMinisocket(*record, record->snapshot.lastChange); // packets told of the peer's FIN
        } else if (timeWait || record->snapshot.state == TcpState::FinWait2) {
            state_.log().record(record->snapshot, explainEnd(record->snapshot.state, true),
                                {record->snapshot.lastSeen, now});
            state_.closeTold(*record);
            record->snapshot.lastChange = now;
        }
    }
}

} // namespace synoptic
