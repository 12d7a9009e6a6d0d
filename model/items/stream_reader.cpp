// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/stream_reader.h"

#include "model/items/packet_details.h"
#include "model/wire/decoder.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace synoptic {

namespace {

/// Read at a time, so that what others want of the thread comes soon.
constexpr std::uint64_t kSliceBytes = std::uint64_t{1} << 20;
constexpr std::size_t kSlicePackets = 20'000;
/// Fragments of a packet lie not further back than this.
constexpr PacketNumber kFragmentsBack = 256;
constexpr int kReadTag = 0x57;

StreamLimits unlimited() {
    StreamLimits limits;
    limits.bytes = std::numeric_limits<std::uint64_t>::max();
    return limits;
}

} // namespace

struct StreamReading::State {
    PacketIndex::View view;
    PacketNumber last = kNoPacket;
    std::vector<PacketNumber> todo;
    std::size_t at = 0;
    bool listed = false;
    PacketNumber newest = kNoPacket; ///< of `todo`
    std::uint64_t bytesLeft = 0;
    std::uint64_t unreadable = 0;
    StreamReassembly stream{unlimited()};
    DecodedPacket packet;
    Reassembler reassembler;

    void list();
    void read(PacketStore& store, PacketNumber number);
    DecodeOutcome decode(PacketStore& store, PacketNumber number);
    std::uint64_t weight() const {
        const StreamData& told = stream.data();
        return told.bytes[0].size() + told.bytes[1].size() +
               told.pieces.size() * sizeof(StreamPiece);
    }
    std::uint64_t payloadOf(PacketNumber number) const {
        const IndexedPacket& indexed = view[number];
        return indexed.analysis & kRetransmission ? 0 : indexed.payloadLength;
    }
};

void StreamReading::State::list() {
    if (std::exchange(listed, true))
        return;
    todo = view.ofConnection(last, newest);
    at = 0;
    if (!todo.empty())
        newest = todo.back();
    bytesLeft = 0;
    for (const PacketNumber number : todo)
        bytesLeft += payloadOf(number);
}

/// A packet that came in fragments stands in the index where its last one does.
DecodeOutcome StreamReading::State::decode(PacketStore& store, PacketNumber number) {
    CapturedFrame frame;
    if (!store.at(view[number].place, frame))
        return DecodeOutcome::Truncated;
    const DecodeOutcome alone = decodePacket(frame, packet, reassembler);
    if (alone != DecodeOutcome::Fragment)
        return alone;
    reassembler.clear();
    const PacketNumber first = number - std::min(number - view.begin(), kFragmentsBack);
    for (PacketNumber other = first; other < number; ++other) {
        if (view[other].flow == kNoFlow && store.at(view[other].place, frame))
            decodePacket(frame, packet, reassembler);
    }
    return store.at(view[number].place, frame) ? decodePacket(frame, packet, reassembler)
                                               : DecodeOutcome::Truncated;
}

void StreamReading::State::read(PacketStore& store, PacketNumber number) {
    const IndexedPacket& indexed = view[number];
    if (decode(store, number) != DecodeOutcome::Decoded)
        ++unreadable;
    else if (indexed.kind == IndexedPacket::Kind::Tcp && packet.transport == Transport::Tcp)
        stream.add(packet.tcp, indexed.sender, number);
    else if (indexed.kind == IndexedPacket::Kind::Udp && packet.transport == Transport::Udp)
        stream.add(packet.udp, indexed.sender, number);
}

StreamReading::StreamReading(PacketIndex::View packets, PacketNumber last)
    : state_(std::make_shared<State>()) {
    state_->view = std::move(packets);
    state_->last = last;
}

const PacketIndex::View& StreamReading::packets() const {
    return state_->view;
}

void StreamReading::extend(PacketIndex::View packets, PacketNumber last) {
    state_->view = std::move(packets);
    state_->last = last;
    state_->listed = false;
}

StreamReading::Part StreamReading::next(PacketStore& store, std::uint64_t bytes,
                                        const std::function<bool()>& isStale) {
    State& state = *state_;
    state.list();
    Part part;
    const std::size_t stop = std::min(state.todo.size(), state.at + kSlicePackets);
    while (state.at < stop && state.weight() < bytes && !isStale()) {
        const PacketNumber number = state.todo[state.at++];
        state.bytesLeft -= state.payloadOf(number);
        // Gone in the meantime, if the oldest leave.
        if (state.view.contains(number))
            state.read(store, number);
    }
    part.settled = state.stream.take();
    part.isAll = state.at == state.todo.size();
    part.bytesLeft = state.bytesLeft;
    part.unreadable = state.unreadable;
    part.counts = {state.stream.counts(0), state.stream.counts(1)};
    if (part.isAll) {
        StreamReassembly ended = state.stream;
        ended.finish();
        part.tail = ended.take();
        part.counts = {ended.counts(0), ended.counts(1)};
    }
    return part;
}

StreamReader::StreamReader(QObject* parent) : QObject(parent) {}

void StreamReader::setPackets(PacketDetails* packets) {
    if (packets_)
        packets_->disconnect(this);
    packets_ = packets;
    close();
    if (packets_)
        connect(packets_, &PacketDetails::reset, this, &StreamReader::close);
}

void StreamReader::open(const WirePlace& place) {
    close();
    if (!packets_ || !packets_->history() || place.flow == kNoFlow)
        return;
    PacketIndex::View view = packets_->history()->index().view();
    if (!view.contains(place.lastPacket))
        return;
    place_ = place;
    known_ = place.lastPacket;
    progress_.emplace(std::move(view), place.lastPacket);
    read();
}

void StreamReader::update(const WirePlace& place) {
    place_ = place;
    // What is wanted was read, and now there is more; or it will be looked at when that is done.
    if (!progress_) {
        open(place);
    } else if (!reading_ && isAll_ && place.lastPacket != known_) {
        known_ = place.lastPacket;
        progress_->extend(packets_->history()->index().view(), known_);
        read();
    }
}

void StreamReader::close() {
    ++opened_;
    progress_.reset();
    content_.clear();
    counts_ = {};
    wanted_ = kFirstBytes;
    bytesLeft_ = unreadable_ = 0;
    reading_ = hasRead_ = isAll_ = false;
    place_ = {};
    known_ = kNoPacket;
    Q_EMIT closed();
}

void StreamReader::readMore() {
    if (!progress_ || !mayReadMore())
        return;
    wanted_ = std::min(content_.weight() + kMoreBytes, kMostBytes);
    if (!reading_)
        read();
}

void StreamReader::read() {
    reading_ = true;
    const std::uint64_t size = content_.weight();
    const std::uint64_t bytes = std::min(kSliceBytes, wanted_ > size ? wanted_ - size : 0);
    auto part = std::make_shared<StreamReading::Part>();
    // The reading thread has it alone until it is done: the next is asked for after that.
    packets_->run(
        this, kReadTag,
        [part, bytes, progress = *progress_](PacketStore& store, const auto& isStale) mutable {
            *part = progress.next(store, bytes, isStale);
        },
        [this, part, opened = opened_] {
            if (opened == opened_)
                take(*part);
        });
}

void StreamReader::take(const StreamReading::Part& part) {
    reading_ = false;
    hasRead_ = true;
    counts_ = part.counts;
    isAll_ = part.isAll;
    bytesLeft_ = part.bytesLeft;
    unreadable_ = part.unreadable;
    const StreamPlace from = content_.append(part.settled, part.tail);
    if (!isAll_ && content_.weight() < wanted_)
        read();
    else if (isAll_ && place_.lastPacket != known_)
        update(place_);
    Q_EMIT changed(from);
}

std::optional<StreamReading> StreamReader::readAgain() const {
    if (!progress_ || !packets_ || !packets_->history())
        return std::nullopt;
    return StreamReading(packets_->history()->index().view(), place_.lastPacket);
}

} // namespace synoptic
