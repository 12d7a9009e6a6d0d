// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"
#include "model/tracking/observation.h"
#include "model/tracking/tracker_observer.h"

#include <memory>
#include <span>

namespace synoptic {

/// Bounds and times of the tracker. All may be changed while it runs.
struct TrackerLimits {
    std::size_t connections = 250'000; ///< open ones; above it new ones are counted, not kept.
                                       ///< Lowering it closes none.
    std::size_t halfOpen = 20'000;     ///< SYN-RECEIVED; the oldest leave first
    std::size_t closed = 50'000;       ///< closed ones kept; the oldest leave first
    std::chrono::seconds keepClosed{600};
    std::size_t historyPerConnection = 24;
    std::size_t transitionsPerSet = 20'000; ///< in one ChangeSet
    std::size_t flows = 100'000; ///< of live packets: connections followed at once; when capture
                                 ///< begins
};

/// Turns observations into connections and transitions. Single-threaded, deterministic, without a
/// clock: the same observations give the same change sets.
class ConnectionTracker {
public:
    explicit ConnectionTracker(TrackerLimits limits = {});
    ~ConnectionTracker();
    ConnectionTracker(ConnectionTracker&&) noexcept;
    ConnectionTracker& operator=(ConnectionTracker&&) noexcept;

    void setLimits(const TrackerLimits& limits);

    void observe(const SocketTableObservation& table);
    void observe(const LostEvents& lost);
    /// What the kernel's trace told; it is believed before table and packets.
    void observe(const KernelTraceObservation& trace);
    /// For the observer alone.
    void observe(const FirewallObservation& firewall);

    /// A capture file begins: what follows comes from its packets alone. The history takes their
    /// index; its writer is this tracker.
    void beginCapture(std::shared_ptr<PacketHistory> history);
    /// Live capture begins on an interface of a network namespace: what its packets tell is joined
    /// to what the socket table tells.
    void beginLiveCapture(std::shared_ptr<PacketHistory> history, std::uint64_t netns);
    /// No more packets will come for now; what they told stays. A connection that packets alone
    /// told of is closed, in a way that is unseen.
    void endLiveCapture();
    /// This computer's addresses in the namespace that is captured.
    void setLocalAddresses(std::span<const IpAddress> addresses);
    /// The next packet of the capture. It counts from the next endOfBatch() on at the latest.
    void observe(const CapturedFrame& frame);
    /// Some packets were handed over, and no more come at once. `now` is the time up to which there
    /// are no others; of a file, none.
    void endOfBatch(Timestamp now = Timestamp::min());
    /// No more packets of a live capture are looked at from `now` on: resets that still waited for
    /// contradiction take effect. Without a capture, nothing.
    void settleCapture(Timestamp now);
    /// All there is of the capture for now: resets and time-outs take effect as far as its time has
    /// passed. More may follow if the file grows.
    void endOfCapture();
    /// Which connection's ConnectionDetail goes with the change sets; 0 for none.
    void setFocus(ConnectionKey key);

    /// Watching stops: what follows is not joined to what came before. The next table finds its
    /// sockets "already there"; no transition is made up for the pause.
    ///
    /// A connection known by its cookie stays the same connection: if its state is another one
    /// after the pause, or it is gone, its history alone holds one jump (event Unseen, no edge);
    /// neither a change set's transitions nor its edge counts do.
    void pause();
    /// A network namespace is gone, and its connections with it.
    void leave(std::uint64_t netns, Timestamp time);
    /// Forgets what was told of other network namespaces than this, as if it had never been.
    void keepOnly(std::uint64_t netns);
    /// Forgets closed ones kept long enough, this long after the newest table. observe() forgets
    /// them too; this is for the time in which nothing is observed.
    void expire(Duration sinceLastTable);

    /// Who looks at each second's records, as the diagnosis does; null for none. It outlives the
    /// tracker, or is taken back.
    void setObserver(TrackerObserver* observer);

    /// True if takeChanges() would return something.
    bool hasChanges() const;
    /// Everything that changed since the last call, merged; each connection once.
    ChangeSet takeChanges();

    /// The newest values, or null if the key is not (or no longer) known. Valid until the next
    /// call of a member that is not const.
    const ConnectionSnapshot* find(ConnectionKey key) const;
    StateCounts counts() const;
    TrackerTotals totals() const;
    /// The kernel's trace tells each change of state at this time, so that a table is needed less.
    bool isTraced(Timestamp now) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace synoptic
