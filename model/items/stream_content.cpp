// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/stream_content.h"

#include <algorithm>

namespace synoptic {

StreamPlace StreamContent::append(const StreamData& settled, const StreamData& tail) {
    runs_.resize(settled_.runs);
    if (!runs_.empty())
        runs_.back() = settled_.last;
    for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
        bytes_[end].resize(settled_.bytes[end]);
        carriers_[end].resize(settled_.carriers[end]);
    }
    lastRun_ = settled_.lastRun;
    const StreamPlace from =
        runs_.empty() ? StreamPlace() : StreamPlace{runs_.size() - 1, runs_.back().length()};
    add(settled);
    settled_.runs = runs_.size();
    settled_.last = runs_.empty() ? StreamRun() : runs_.back();
    for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
        settled_.bytes[end] = bytes_[end].size();
        settled_.carriers[end] = carriers_[end].size();
    }
    settled_.lastRun = lastRun_;
    add(tail);
    return from;
}

void StreamContent::clear() {
    *this = StreamContent();
}

void StreamContent::add(const StreamData& data) {
    std::array<std::uint64_t, 2> at{bytes_[0].size(), bytes_[1].size()};
    for (const EndIndex end : {EndIndex{0}, EndIndex{1}})
        bytes_[end].insert(bytes_[end].end(), data.bytes[end].begin(), data.bytes[end].end());
    for (const StreamPiece& piece : data.pieces) {
        StreamRun run{piece.kind, piece.sender, piece.mayCountFin, 0, piece.length, piece.segment};
        if (!run.isGap()) {
            run.begin = at[piece.sender];
            run.end = at[piece.sender] += piece.length;
            carriers_[piece.sender].push_back({run.begin, piece.segment});
        }
        StreamRun* last = runs_.empty() ? nullptr : &runs_.back();
        if (last && last->sender == run.sender && last->kind == run.kind && !piece.isDatagram) {
            last->end += run.length();
            last->mayCountFin = run.mayCountFin;
        } else {
            runs_.push_back(run);
        }
        lastRun_[piece.sender] = runs_.size() - 1;
    }
}

PacketNumber StreamContent::packetAt(StreamPlace place) const {
    if (place.run >= runs_.size())
        return kNoPacket;
    const StreamRun& run = runs_[place.run];
    if (run.isGap())
        return run.packet;
    const std::uint64_t byte = run.begin + std::min(place.offset, run.length() - 1);
    const std::vector<Carrier>& carriers = carriers_[run.sender];
    const auto after = std::upper_bound(
        carriers.begin(), carriers.end(), byte,
        [](std::uint64_t at, const Carrier& carrier) { return at < carrier.begin; });
    return after == carriers.begin() ? run.packet : std::prev(after)->packet;
}

} // namespace synoptic
