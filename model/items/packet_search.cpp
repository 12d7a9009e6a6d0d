// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_search.h"

#include "model/wire/decoder.h"

#include <algorithm>

namespace synoptic {

namespace {

constexpr int kTag = 1;
/// Told together, and looked at in one go: some milliseconds of work, as what a view has in sight
/// is read between.
constexpr PacketNumber kPiece = PacketNumber{1} << 20;
constexpr std::uint64_t kMostReadInPiece = 4096;
constexpr std::size_t kPacketsBetweenLooks = 1U << 15;

struct Piece {
    PacketSet numbers;
    PacketNumber reached = 0;
    bool isDone = false;
};
using IsStale = std::function<bool()>;

/// Says of a packet that is neither TCP nor UDP whether it is ICMP, by reading it.
class IcmpReader {
public:
    explicit IcmpReader(PacketStore& store) : store_(store) {}
    bool ask(const IndexedPacket& packet) {
        ++count_;
        CapturedFrame frame;
        Reassembler noReassembly;
        return store_.at(packet.place, frame) &&
               decodePacket(frame, decoded_, noReassembly) == DecodeOutcome::Decoded &&
               (decoded_.transport == Transport::Icmp || decoded_.transport == Transport::Icmpv6);
    }
    std::uint64_t count() const { return count_; }

private:
    PacketStore& store_;
    DecodedPacket decoded_;
    std::uint64_t count_ = 0;
};

void scan(const PacketIndex::View& view, PacketNumber from, PacketNumber to,
          const PacketFilter& filter, IcmpReader reader, const IsStale& isStale, Piece& piece) {
    const PacketFilter::IsIcmp isIcmp = [&](const IndexedPacket& packet) {
        return reader.ask(packet);
    };
    PacketNumber number = from;
    for (; number < to && reader.count() < kMostReadInPiece; ++number) {
        if (number % kPacketsBetweenLooks == 0 && isStale())
            return;
        if (filter.matches(view[number], isIcmp))
            piece.numbers.append(number);
    }
    piece.reached = number;
    piece.isDone = true;
}

/// The packets of a connection lie far apart: its chain is walked, newest first.
void walk(const PacketIndex::View& view, PacketNumber last, PacketNumber after,
          const PacketFilter& filter, const IsStale& isStale, Piece& piece) {
    std::vector<PacketNumber> numbers;
    for (PacketNumber number = last; view.contains(number);) {
        if (after != kNoPacket && number <= after)
            break;
        if (numbers.size() % kPacketsBetweenLooks == 0 && isStale())
            return;
        const IndexedPacket& packet = view[number];
        numbers.push_back(number);
        if (packet.stepBack == 0 || packet.stepBack > number)
            break;
        number -= packet.stepBack;
    }
    const auto isNoIcmp = [](const IndexedPacket&) { return false; };
    for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
        if (filter.matches(view[*number], isNoIcmp))
            piece.numbers.append(*number);
    }
    piece.reached = last;
    piece.isDone = true;
}

} // namespace

PacketSearch::PacketSearch(PacketDetails* details, QObject* parent)
    : QObject(parent), details_(details) {}

void PacketSearch::searchAll(const PacketFilter& filter) {
    ++run_;
    filter_ = filter;
    ofConnection_ = failed_ = running_ = false;
    active_ = true;
    from_ = 0;
    next();
}

void PacketSearch::searchConnection(PacketNumber last, const PacketFilter& filter) {
    ++run_;
    filter_ = filter;
    ofConnection_ = active_ = true;
    failed_ = running_ = false;
    last_ = last;
    lastFound_ = kNoPacket;
    next();
}

void PacketSearch::goOn(PacketNumber last) {
    if (last != kNoPacket)
        last_ = last;
    if (active_ && !running_)
        next();
}

void PacketSearch::stop() {
    ++run_;
    active_ = false;
    setRunning(false);
}

double PacketSearch::progress() const {
    const PacketIndex::View& view = details_->packets();
    if (ofConnection_)
        return -1;
    if (!running_ || view.size() == 0)
        return 1;
    const PacketNumber done = std::max(from_, view.begin()) - view.begin();
    return static_cast<double>(done) / static_cast<double>(view.size());
}

void PacketSearch::setRunning(bool running) {
    if (running == running_)
        return;
    running_ = running;
    Q_EMIT runningChanged();
}

/// Begins the next piece, if there is one.
void PacketSearch::next() {
    const PacketIndex::View& view = details_->packets();
    const PacketNumber from = std::max(from_, view.begin());
    const PacketNumber to = std::min(from + kPiece, view.end());
    const bool isMore = ofConnection_ ? view.contains(last_) && last_ != lastFound_ : from < to;
    if (!active_ || failed_ || !isMore || !details_->history()) {
        setRunning(false);
        return;
    }
    setRunning(true);
    auto piece = std::make_shared<Piece>();
    PacketDetails::Job job;
    if (ofConnection_)
        job = [piece, view, filter = filter_, last = last_,
               after = lastFound_](PacketStore&, const IsStale& isStale) {
            walk(view, last, after, filter, isStale, *piece);
        };
    else
        job = [piece, view, filter = filter_, from, to](PacketStore& store,
                                                        const IsStale& isStale) {
            scan(view, from, to, filter, IcmpReader(store), isStale, *piece);
        };
    details_->run(this, kTag, std::move(job), [this, piece, run = run_] {
        if (run != run_)
            return;
        if (!piece->isDone) { // there was no way to the packets, or it ended with the program
            failed_ = true;
            setRunning(false);
            return;
        }
        (ofConnection_ ? lastFound_ : from_) = piece->reached;
        if (!piece->numbers.isEmpty())
            Q_EMIT found(&piece->numbers);
        if (run == run_)
            next();
    });
}

} // namespace synoptic
