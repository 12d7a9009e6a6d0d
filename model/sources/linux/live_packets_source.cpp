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
/// How often time-outs are looked at while no packets come.
constexpr auto kBeat = 500ms;
constexpr auto kAddressesPace = 5s;
/// A helper that ran this long and then died is no sign that the next will die too.
constexpr auto kRanWell = 30s;
constexpr int kMostFailures = 5;

SourceStatus::Trouble troubleOf(helper::Failure failure) {
    using Trouble = SourceStatus::Trouble;
    switch (failure) {
    case helper::Failure::NotPermitted:
        return Trouble::NotPermitted;
    case helper::Failure::NoSuchInterface:
        return Trouble::NoSuchInterface;
    case helper::Failure::BadFilter:
        return Trouble::BadFilter;
    case helper::Failure::InterfaceGone:
        return Trouble::InterfaceGone;
    case helper::Failure::System:
        break;
    }
    return Trouble::System;
}

} // namespace

LivePacketsSource::LivePacketsSource(const LivePacketsOptions& options)
    : options_(options), due_(Clock::now()), addressesDue_(due_) {
    status_.kind = SourceStatus::Kind::Packets;
    status_.way = SourceStatus::Way::Helper;
    status_.interfaceName = options_.interfaceName;
    status_.recordsPayload = options_.recordPayload;
}

LivePacketsSource::~LivePacketsSource() = default;

void LivePacketsSource::refreshSoon() {
    if (helper_.isRunning())
        return;
    failed_ = false;
    failuresInARow_ = 0;
    due_ = Clock::now();
}

void LivePacketsSource::collect(ConnectionTracker& tracker, std::stop_token) {
    const auto now = Clock::now();
    if (!helper_.isRunning() && helper_.descriptor() < 0) {
        if (!failed_ && now >= due_)
            start(tracker);
        return;
    }
    if (now >= addressesDue_)
        refreshLocalAddresses(tracker);
    due_ = now + kBeat;
    const bool goesOn = helper_.readAvailable();
    bool good = true;
    while (const auto frame = helper_.next()) {
        good = take(*frame, tracker);
        if (!good)
            break;
    }
    endBatch(tracker);
    if (!goesOn || !good)
        helperEnded(tracker);
}

void LivePacketsSource::end(ConnectionTracker& tracker) {
    helper_.stop();
    endBatch(tracker);
    tracker.endLiveCapture();
}

void LivePacketsSource::start(ConnectionTracker& tracker) {
    HelperCommand command = options_.helper;
    if (command.empty()) {
        const auto found = findHelper();
        if (found.empty())
            return fail(Trouble::HelperMissing, {});
        command.push_back(found.string());
    }
    const std::uint32_t length = options_.recordPayload ? kWholeLength : kHeadersLength;
    for (std::string argument :
         {std::string("packets"), std::string("--interface"), options_.interfaceName,
          std::string("--snap-length"), std::to_string(length)})
        command.push_back(std::move(argument));
    if (!options_.filter.empty()) {
        command.emplace_back("--filter");
        command.push_back(options_.filter);
    }
    refreshLocalAddresses(tracker);
    if (const std::string problem = helper_.start(command); !problem.empty())
        return fail(Trouble::System, problem);
    startedAt_ = Clock::now();
    started_ = false;
    due_ = startedAt_ + kBeat;
}

/// The helper's output is over, for whatever reason.
void LivePacketsSource::helperEnded(ConnectionTracker& tracker) {
    using Fault = helper::FrameAssembler::Fault;
    const bool wasStarted = std::exchange(started_, false);
    helper_.stop();
    receivedBefore_ = status_.received;
    droppedBefore_ = status_.dropped;
    if (wasStarted) {
        const Timestamp now = clock_.now();
        tracker.observe(LostEvents{now, now, 0}); // what passes until it runs again is not seen
    }
    if (failed_)
        return;
    switch (helper_.frames().fault()) {
    case Fault::OtherVersion:
        return fail(Trouble::OtherVersion, helper_.frames().helperVersion());
    case Fault::NotTheHelper:
        return fail(Trouble::NotTheHelper, helper_.why());
    default:
        break;
    }
    startAgainLater();
}

void LivePacketsSource::startAgainLater() {
    if (Clock::now() - startedAt_ > kRanWell)
        failuresInARow_ = 0;
    if (++failuresInARow_ > kMostFailures)
        return fail(Trouble::HelperEnded, helper_.why());
    status_.health = SourceStatus::Health::Degraded;
    status_.trouble = Trouble::HelperEnded;
    status_.detail = helper_.why();
    status_.problem = describe(status_);
    due_ = Clock::now() + 250ms * (1 << failuresInARow_);
}

void LivePacketsSource::fail(Trouble trouble, const std::string& detail) {
    failed_ = true;
    status_.health = SourceStatus::Health::Failed;
    status_.trouble = trouble;
    status_.detail = detail;
    status_.problem = describe(status_);
    due_ = Clock::time_point::max();
}

/// False once no more of this helper is of use.
bool LivePacketsSource::take(const helper::Frame& frame, ConnectionTracker& tracker) {
    using helper::FrameType;
    const helper::FieldReader fields(frame.payload);
    switch (frame.type) {
    case FrameType::Hello:
    case FrameType::Interface:
        return true;
    case FrameType::Started:
        takeStarted(fields, tracker);
        return true;
    case FrameType::Packets:
        if (started_)
            takePackets(frame.payload, tracker);
        return started_;
    case FrameType::Statistics:
        takeStatistics(fields, tracker);
        return true;
    case FrameType::Notice:
        takeNotice(fields);
        return true;
    case FrameType::Failure:
        takeFailure(fields);
        return false;
    case FrameType::End:
        return false;
    }
    return false;
}

void LivePacketsSource::takeStarted(helper::FieldReader fields, ConnectionTracker& tracker) {
    linkType_ = static_cast<std::uint16_t>(std::min(fields.u32(), 0xffffU));
    started_ = true;
    status_.health = SourceStatus::Health::Working;
    status_.trouble = Trouble::None;
    status_.detail.clear();
    status_.problem.clear();
    if (std::exchange(began_, true))
        return; // the same capture goes on
    PacketSpool::Options kept;
    kept.bytes = options_.bytesKept;
    spool_ = std::make_shared<PacketSpool>(kept);
    tracker.beginLiveCapture(spool_, currentNetns());
}

void LivePacketsSource::takePackets(std::span<const std::uint8_t> payload,
                                    ConnectionTracker& tracker) {
    helper::FieldReader fields(payload);
    while (fields.ok() && !fields.atEnd()) {
        CapturedFrame frame;
        frame.time = Timestamp(Duration(static_cast<std::int64_t>(fields.u64())));
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

void LivePacketsSource::takeStatistics(helper::FieldReader fields, ConnectionTracker& tracker) {
    const std::uint64_t received = fields.u64();
    const std::uint64_t dropped = fields.u64() + fields.u64();
    if (!fields.ok())
        return;
    const Timestamp now = clock_.now();
    status_.received = receivedBefore_ + received;
    status_.dropped = droppedBefore_ + dropped;
    if (status_.dropped > droppedTold_)
        tracker.observe(LostEvents{lastStatistics_, now, status_.dropped - droppedTold_});
    droppedTold_ = std::max(droppedTold_, status_.dropped);
    lastStatistics_ = now;
}

void LivePacketsSource::takeNotice(helper::FieldReader fields) {
    const bool down = fields.u32() == static_cast<std::uint32_t>(helper::Notice::InterfaceDown);
    status_.health = down ? SourceStatus::Health::Degraded : SourceStatus::Health::Working;
    status_.trouble = down ? Trouble::InterfaceDown : Trouble::None;
    status_.detail.clear();
    status_.problem = describe(status_);
}

void LivePacketsSource::takeFailure(helper::FieldReader fields) {
    const auto failure = static_cast<helper::Failure>(fields.u32());
    fail(troubleOf(failure), fields.text(300));
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
    tracker.setLocalAddresses(localAddresses());
}

std::unique_ptr<ObservationSource> makeLivePacketsSource(const LivePacketsOptions& options) {
    return std::make_unique<LivePacketsSource>(options);
}

} // namespace synoptic
