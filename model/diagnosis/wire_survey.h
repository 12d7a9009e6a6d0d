// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/input.h"
#include "model/tracking/tracker_state.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <deque>
#include <unordered_map>
#include <vector>

namespace synoptic {

/// Looks over the flows packets told of: those with news, and those that are not over. The work is
/// bounded by the packets taken in: where many connections stand idle they are looked at less
/// often.
class WireSurvey {
public:
    /// True if a look is due: a moment of packet time has passed, and it is not out of proportion.
    bool isDue(const WireTracking& wire, Timestamp time, const DiagnosisThresholds& thresholds,
               bool isEnd) const;
    void look(TrackerState& state, WireTracking& wire, Timestamp time, bool isEnd,
              DiagnosisInput& input);
    void clear() { *this = {}; }

    static constexpr std::size_t kMostServers = 4'096;
    static constexpr std::size_t kMostSources = 4'096;
    /// So many of the sources have their ports counted exactly, in 8 KiB each; of others "at least"
    /// is said.
    static constexpr std::size_t kMostPortMaps = 256;

private:
    struct Bucket {
        Timestamp first = Timestamp::max(); ///< SYN counted in it
        Timestamp begin;
        std::uint32_t syns = 0;
        std::uint32_t answered = 0;
        std::uint32_t completed = 0;
        std::uint32_t refused = 0;
        std::vector<IpAddress> sources; ///< of the SYNs; bounded
    };
    struct Server {
        std::deque<Bucket> buckets; ///< of the window
        std::uint32_t halfOpen = 0; ///< counted anew at each look
        Sample connections;         ///< half-open ones of this look
        Timestamp last;
        bool hasSocket = false;
        bool flooded = false;
        double peakRate = 0; ///< SYNs a second, while flooded
        std::uint32_t peakSources = 0;
        bool peakIsMore = false;
        std::uint64_t syns = 0; ///< of all buckets since `since`
        std::uint64_t completed = 0;
        Timestamp since; ///< the flood's beginning
    };
    /// A set of ports: of few a sorted list, of many a bit for each there is.
    struct Ports {
        std::vector<std::uint16_t> few;
        std::vector<std::uint64_t> bits;
        std::uint32_t count = 0;
        bool more = false; ///< there was no room for bits
    };
    struct Source {
        Ports ports;
        std::vector<IpAddress> hosts; ///< sorted; bounded
        bool moreHosts = false;
        std::uint32_t attempts = 0;
        Timestamp first;
        Timestamp last;
        Sample connections;
        bool scanner = false;
        bool news = false;
    };
    struct Probes {
        std::array<std::uint32_t, 2> heard{}; ///< packets of the end, by the look before
        std::array<std::uint32_t, 2>
            before{}; ///< keep-alives sent when the other was last heard of
        std::array<std::uint32_t, 2> againBefore{}; ///< likewise: retransmissions
    };
    struct EndpointHash {
        std::size_t operator()(const Endpoint& end) const noexcept {
            return FourTupleHash{}({end, {}});
        }
    };
    struct AddressHash {
        std::size_t operator()(const IpAddress& address) const noexcept {
            return FourTupleHash{}({{address, 0, 0}, {}});
        }
    };

    void visit(TrackerState& state, WireTracking& wire, FlowNumber number, DiagnosisInput& input);
    void countSides(const WireFlow& flow);
    void countAtServer(const WireFlow& flow, Server& server, Timestamp now);
    void countAttempt(const WireFlow& flow, const DiagnosisInput& input);
    void addPort(Ports& ports, std::uint16_t port);
    void followStall(WireFlow& flow, Timestamp now) const;
    void followProbes(WireFlow& flow);
    bool staysActive(const WireFlow& flow, Timestamp now) const;
    Server* serverOf(const Endpoint& end, Timestamp now);
    Source* sourceOf(const IpAddress& address, Timestamp now);
    void finish(const DiagnosisThresholds& thresholds, DiagnosisInput& input);

    std::optional<Timestamp> last_;
    Timestamp before_ = Timestamp::min(); ///< the look before this one
    std::vector<FlowNumber> active_;
    std::unordered_map<Endpoint, Server, EndpointHash> servers_; ///< nodes stay where they are
    std::unordered_map<IpAddress, Source, AddressHash> sources_;
    std::size_t portMaps_ = 0;
    boost::unordered_flat_map<FlowNumber, Probes> probes_;
    std::uint64_t withData_ = 0;
    std::uint64_t oneSided_ = 0;
};

} // namespace synoptic
