// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/live_packets_source.h"

#include "model/sources/linux/local_addresses.h"
#include "model/sources/linux/network_namespaces.h"
#include "model/sources/source_trouble.h"

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// Enough for the headers of all protocols read here, tunnels included.
constexpr std::uint32_t kHeadersLength = 128;
constexpr std::uint32_t kWholeLength = 262'144;
constexpr auto kAddressesPace = 5s;
constexpr std::uint32_t kMostAddresses = 4096;

/// As the helper tells them at the end of its Started frame.
std::vector<IpAddress> addressesIn(helper::FieldReader& fields) {
    std::vector<IpAddress> addresses;
    for (std::uint32_t left = std::min(fields.u32(), kMostAddresses); left > 0; --left) {
        const bool v4 = fields.u32() == 4;
        const auto bytes = fields.bytes(16);
        if (!fields.ok())
            break;
        addresses.push_back(v4 ? IpAddress::fromV4Bytes(bytes.data())
                               : IpAddress::fromV6Bytes(bytes.data()));
    }
    return addresses;
}

} // namespace

LivePacketsSource::LivePacketsSource(const LivePacketsOptions& options)
    : HelperSource(SourceStatus::Kind::Packets, options.helper), options_(options),
      addressesDue_(Clock::now()) {
    status_.interfaceName = options_.interfaceName;
    status_.recordsPayload = options_.recordPayload;
}

LivePacketsSource::~LivePacketsSource() = default;

std::vector<std::string> LivePacketsSource::job() const {
    const std::uint32_t length = options_.recordPayload ? kWholeLength : kHeadersLength;
    std::vector<std::string> job{"packets", "--interface", options_.interfaceName, "--snap-length",
                                 std::to_string(length)};
    if (!options_.filter.empty()) {
        job.emplace_back("--filter");
        job.push_back(options_.filter);
    }
    if (isElsewhere())
        job.emplace_back("--without-session");
    return job;
}

void LivePacketsSource::whileRunning(ConnectionTracker& tracker) {
    if (Clock::now() >= addressesDue_)
        refreshLocalAddresses(tracker);
}

void LivePacketsSource::helperLost(ConnectionTracker& tracker) {
    const Timestamp now = clock_.now();
    tracker.observe(LostEvents{now, now, 0});
}

bool LivePacketsSource::takeFrame(const helper::Frame& frame, ConnectionTracker& tracker) {
    using helper::FrameType;
    const helper::FieldReader fields(frame.payload);
    switch (frame.type) {
    case FrameType::Started:
        takeStarted(fields, tracker);
        return true;
    case FrameType::Packets:
        if (hasStarted())
            takePackets(frame.payload, tracker);
        return hasStarted();
    case FrameType::Statistics:
        takeLosses(fields, tracker);
        return true;
    case FrameType::Notice:
        takeNotice(fields);
        return true;
    default:
        return false;
    }
}

void LivePacketsSource::takeStarted(helper::FieldReader fields, ConnectionTracker& tracker) {
    linkType_ = static_cast<std::uint16_t>(std::min(fields.u32(), 0xffffU));
    fields.u32(); // the length it keeps, and its interface, are what was asked for
    fields.text();
    if (isElsewhere()) {
        tracker.setLocalAddresses(addressesIn(fields));
        const Timestamp there(Duration(static_cast<std::int64_t>(fields.u64())));
        shift_ = fields.ok() ? shiftFrom(there) : Duration(0);
    }
    setWorking();
    if (std::exchange(began_, true))
        return; // the same capture goes on
    PacketSpool::Options kept;
    kept.bytes = options_.bytesKept;
    spool_ = std::make_shared<PacketSpool>(kept);
    // The number of a namespace means nothing on another machine.
    tracker.beginLiveCapture(spool_, isElsewhere() ? 0 : currentNetns());
}

void LivePacketsSource::takePackets(std::span<const std::uint8_t> payload,
                                    ConnectionTracker& tracker) {
    helper::FieldReader fields(payload);
    while (fields.ok() && !fields.atEnd()) {
        CapturedFrame frame;
        // Without signs: what a damaged helper sends may go round, which these may.
        const std::uint64_t time = fields.u64() + static_cast<std::uint64_t>(shift_.count());
        frame.time = Timestamp(Duration(static_cast<std::int64_t>(time)));
        const std::uint32_t captured = fields.u32();
        frame.originalLength = std::max(fields.u32(), captured);
        frame.captured = fields.bytes(captured);
        if (!fields.ok())
            break; // the rest is damaged: the helper that sends such is not ours
        frame.linkType = linkType_;
        frame.offset = spool_->append(frame);
        tracker.observe(frame);
    }
}

void LivePacketsSource::takeLosses(helper::FieldReader fields, ConnectionTracker& tracker) {
    const Timestamp now = clock_.now();
    if (const std::uint64_t lost = takeStatistics(fields); lost > 0)
        tracker.observe(LostEvents{lastStatistics_, now, lost});
    lastStatistics_ = now;
}

void LivePacketsSource::takeNotice(helper::FieldReader fields) {
    const bool down = fields.u32() == static_cast<std::uint32_t>(helper::Notice::InterfaceDown);
    status_.health = down ? SourceStatus::Health::Degraded : SourceStatus::Health::Working;
    status_.trouble = down ? Trouble::InterfaceDown : Trouble::None;
    status_.detail.clear();
    status_.problem = describe(status_);
}

void LivePacketsSource::endBatch(ConnectionTracker& tracker) {
    if (!began_)
        return;
    spool_->flush();
    tracker.endOfBatch(clock_.now());
    const bool noRoom = spool_->writeError() != 0;
    if (noRoom == (status_.trouble == Trouble::NoRoom) || status_.trouble > Trouble::NoRoom ||
        (noRoom && status_.trouble != Trouble::None))
        return;
    status_.trouble = noRoom ? Trouble::NoRoom : Trouble::None;
    status_.health = noRoom ? SourceStatus::Health::Degraded : SourceStatus::Health::Working;
    status_.detail = noRoom ? systemMessage(spool_->writeError()) : std::string();
    status_.problem = describe(status_);
}

void LivePacketsSource::refreshLocalAddresses(ConnectionTracker& tracker) {
    addressesDue_ = Clock::now() + kAddressesPace;
    if (isElsewhere())
        return; // it told its own when it started
    tracker.setLocalAddresses(localAddresses());
}

std::unique_ptr<ObservationSource> makeLivePacketsSource(const LivePacketsOptions& options) {
    return std::make_unique<LivePacketsSource>(options);
}

} // namespace synoptic
