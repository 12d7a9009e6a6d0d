// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/kernel_trace_source.h"

#include "model/sources/linux/namespace_names.h"
#include "model/sources/linux/network_namespaces.h"

#include <array>
#include <cstring>

namespace synoptic {

namespace {

enum Flags : std::uint32_t {
    kBothFins = 1,
    kIpv6 = 2,
    kFirewall = 4
}; ///< as in app/capture/bpf/trace_record.h

constexpr std::size_t kMostName = 200;
constexpr std::size_t kMostRows = 1'000'000;
constexpr std::uint32_t kUdpNumber = 17;    ///< IPPROTO_UDP
constexpr std::size_t kDumpHeaderSize = 28; ///< of a SocketDump frame

IpAddress addressOf(std::span<const std::uint8_t> bytes, bool v6) {
    return v6 ? IpAddress::fromV6Bytes(bytes.data()) : IpAddress::fromV4Bytes(bytes.data());
}

} // namespace

KernelTraceSource::KernelTraceSource(const KernelTraceOptions& options)
    : HelperSource(SourceStatus::Kind::KernelTrace, options.helper), ownNetns_(options.onlyNetns),
      onlyNetns_(options.onlyNetns), readsOthers_(options.readsOthers) {}

bool KernelTraceSource::takeFrame(const helper::Frame& frame, ConnectionTracker& tracker) {
    using helper::FrameType;
    helper::FieldReader fields(frame.payload);
    switch (frame.type) {
    case FrameType::Namespace:
        takeNamespace(fields);
        return true;
    case FrameType::SocketDump:
        return hasStarted() && takeDump(frame.payload, tracker);
    case FrameType::Started:
        setWorking();
        askForOthers();
        shift_.reset();
        lastStatistics_ = clock_.now();
        return true;
    case FrameType::TraceClock: {
        const std::uint64_t monotonic = fields.u64();
        toWallTime_ = static_cast<std::int64_t>(fields.u64());
        // Told once for each helper: a shift that trembles with the line would mix up the order.
        if (!shift_ && fields.ok())
            shift_ = shiftFrom(wallTime(monotonic));
        drained_ = wallTime(monotonic);
        return fields.ok();
    }
    case FrameType::TraceEvents:
        if (hasStarted())
            takeEvents(frame.payload);
        return hasStarted();
    case FrameType::Statistics: {
        const Timestamp now = clock_.now();
        if (const std::uint64_t lost = takeStatistics(fields); lost > 0) {
            endBatch(tracker);
            tracker.observe(LostEvents{lastStatistics_, now, lost});
        }
        lastStatistics_ = now;
        return true;
    }
    default:
        return false;
    }
}

void KernelTraceSource::setAllNamespaces(bool all) {
    onlyNetns_ = all ? 0 : ownNetns_;
    if (std::exchange(all_, all) != all && hasStarted())
        askForOthers();
}

std::vector<std::string> KernelTraceSource::job() const {
    if (readsOthers_)
        return {"trace", "--namespaces"};
    return {"trace"};
}

void KernelTraceSource::beforeStart(ConnectionTracker&) {
    others_.clear();
    events_.clear();
    names_.clear();
    rows_ = {};
    dumpOf_ = 0;
    dumpBroken_ = false;
}

void KernelTraceSource::askForOthers() {
    if (readsOthers_ && !others_.empty())
        tellHelper(all_ ? helper::kDumpOthers : helper::kDumpNone);
    tellNames();
}

/// Of those whose sockets are listed: that a helper could read others is no table yet.
void KernelTraceSource::tellNames() {
    std::vector<NamespaceName> names{{ownNetns_, {}}};
    for (const Other& other : others_) {
        if (other.listed)
            names.push_back(other.name);
    }
    status_.namespaceNames.reset();
    if (all_ && names.size() > 1)
        status_.namespaceNames =
            std::make_shared<const std::vector<NamespaceName>>(std::move(names));
}

void KernelTraceSource::takeNamespace(helper::FieldReader fields) {
    const std::uint64_t netns = fields.u64();
    const auto process = static_cast<std::int32_t>(fields.u32());
    const std::string name = fields.text(kMostName);
    if (readsOthers_ && fields.ok() && others_.size() < kMostNamespaces)
        others_.push_back({{netns, nameOfNamespace(name, process)}});
}

/// A piece of a socket table. Those of one namespace follow each other.
bool KernelTraceSource::takeDump(std::span<const std::uint8_t> payload,
                                 ConnectionTracker& tracker) {
    if (!readsOthers_)
        return false; // nobody asked
    helper::FieldReader fields(payload);
    const std::uint64_t netns = fields.u64();
    const Timestamp began = wallTime(fields.u64());
    const std::uint32_t sequence = fields.u32();
    const Protocol protocol = fields.u32() == kUdpNumber ? Protocol::Udp : Protocol::Tcp;
    const std::uint32_t flags = fields.u32();
    if (!fields.ok())
        return false;
    if (netns != dumpOf_) {
        rows_.clear();
        dumpBroken_ = false;
        dumpOf_ = netns;
    }
    const auto bytes = std::as_bytes(fields.bytes(payload.size() - kDumpHeaderSize));
    if (!bytes.empty() && !dumpBroken_) {
        datagram_.assign(bytes.begin(), bytes.end());
        const SockDiagProgress progress =
            parseSockDiagMessages(datagram_, sequence, protocol, rows_);
        using State = SockDiagProgress::State;
        // A kernel without udp_diag tells TCP all the same.
        const bool noUdp = protocol == Protocol::Udp && progress.state == State::Error;
        dumpBroken_ = (progress.state != State::More && progress.state != State::Done && !noUdp) ||
                      rows_.size() > kMostRows;
        if (dumpBroken_)
            rows_ = {};
    }
    if ((flags & helper::kLastOfDump) == 0)
        return true;
    const bool wanted = all_ && readsOthers_ && netns != ownNetns_;
    if (wanted && !dumpBroken_ && (flags & helper::kBrokenDump) == 0) {
        endBatch(tracker); // what came before it
        doubles_.merge(rows_);
        SocketTableObservation table{clock_.now(), netns, rows_};
        table.began = began;
        tracker.observe(table);
        for (Other& other : others_) {
            if (other.name.netns == netns && !std::exchange(other.listed, true))
                tellNames();
        }
    }
    dumpOf_ = 0;
    rows_.clear();
    dumpBroken_ = false;
    return true;
}

Timestamp KernelTraceSource::wallTime(std::uint64_t monotonic) const {
    // Without signs: what a damaged helper sends may go round, which these may.
    const std::uint64_t shift = static_cast<std::uint64_t>(shift_.value_or(Duration(0)).count());
    const std::uint64_t time = monotonic + static_cast<std::uint64_t>(toWallTime_) + shift;
    return Timestamp(Duration(static_cast<std::int64_t>(time)));
}

void KernelTraceSource::takeEvents(std::span<const std::uint8_t> payload) {
    helper::FieldReader fields(payload);
    while (fields.ok() && !fields.atEnd()) {
        KernelEvent event;
        event.time = wallTime(fields.u64());
        event.cookie = fields.u64();
        event.netns = fields.u32();
        event.pid = fields.u32();
        event.uid = fields.u32();
        event.reason = fields.u32();
        const std::uint32_t ports = fields.u32();
        const std::uint32_t what = fields.u32();
        event.error = static_cast<std::uint16_t>(fields.u32());
        const auto local = fields.bytes(16);
        const auto remote = fields.bytes(16);
        const auto command = fields.bytes(16);
        const bool v6 = (what >> 24 & kIpv6) != 0;
        if (!fields.ok())
            return; // the rest is damaged: the helper that sends such is not ours
        const std::uint32_t kind = what & 0xff;
        if (kind > static_cast<std::uint32_t>(KernelEvent::Kind::Drop) ||
            (onlyNetns_ != 0 && event.netns != onlyNetns_))
            continue;
        event.kind = static_cast<KernelEvent::Kind>(kind);
        event.from = static_cast<std::uint8_t>(what >> 8);
        event.to = static_cast<std::uint8_t>(what >> 16);
        event.firewall = (what >> 24 & kFirewall) != 0;
        event.bothFins = (what >> 24 & kBothFins) != 0;
        event.tuple.local = {addressOf(local, v6), static_cast<std::uint16_t>(ports), 0};
        event.tuple.remote = {addressOf(remote, v6), static_cast<std::uint16_t>(ports >> 16), 0};
        event.hasTask = event.pid != 0;
        std::array<char, 16>& name = names_.emplace_back();
        std::memcpy(name.data(), command.data(), name.size() - 1);
        events_.push_back(event);
    }
}

void KernelTraceSource::endBatch(ConnectionTracker& tracker) {
    if (!hasStarted() || drained_ == Timestamp())
        return; // it has not told its clock yet
    for (std::size_t i = 0; i < events_.size(); ++i)
        events_[i].command = names_[i].data();
    tracker.observe(KernelTraceObservation{events_, drained_});
    events_.clear();
    names_.clear();
}

void KernelTraceSource::helperLost(ConnectionTracker& tracker) {
    const Timestamp now = clock_.now();
    status_.namespaceNames.reset();
    tracker.observe(LostEvents{now, now, 0});
}

std::unique_ptr<ObservationSource> makeKernelTraceSource(const KernelTraceOptions& options) {
    return std::make_unique<KernelTraceSource>(options);
}

} // namespace synoptic
