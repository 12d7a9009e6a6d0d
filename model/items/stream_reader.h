// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_content.h"
#include "model/tracking/connection.h"
#include "model/tracking/packet_index.h"

#include <QObject>

#include <functional>
#include <memory>

namespace synoptic {

class PacketDetails;
class PacketStore;

/// Reads the conversation of one connection from its packets, on the thread of PacketDetails, one
/// piece after the other. Copies share where they are.
class StreamReading {
public:
    /// `packets`: those there are; `last`: the newest of the connection.
    StreamReading(PacketIndex::View packets, PacketNumber last);

    struct Part {
        StreamData settled; ///< follows the settled data of the part before
        StreamData tail;    ///< told as if nothing came any more; only with `isAll`
        std::array<StreamCounts, 2> counts;
        std::uint64_t bytesLeft = 0;  ///< payload not read yet; retransmissions may count
        std::uint64_t unreadable = 0; ///< packets whose bytes are gone, so far
        bool isAll = false;           ///< every packet was read
    };
    /// The next part, of about `bytes` of memory. Leaves off when `isStale()`.
    Part next(PacketStore& store, std::uint64_t bytes, const std::function<bool()>& isStale);
    /// Those that were given.
    const PacketIndex::View& packets() const;
    /// There are more packets than before.
    void extend(PacketIndex::View packets, PacketNumber last);

private:
    struct State;
    std::shared_ptr<State> state_;
};

/// The conversation of one connection, read in the background up to a limit and shown as far as it
/// was read. GUI thread.
class StreamReader : public QObject {
    Q_OBJECT

public:
    static constexpr std::uint64_t kFirstBytes = std::uint64_t{1} << 20;
    static constexpr std::uint64_t kMoreBytes = std::uint64_t{8} << 20;
    static constexpr std::uint64_t kMostBytes = std::uint64_t{32} << 20;

    explicit StreamReader(QObject* parent = nullptr);

    /// Null for none; forgets what was read.
    void setPackets(PacketDetails* packets);
    /// Begins with the first kFirstBytes of another connection, or of the same one anew.
    void open(const WirePlace& place);
    /// The connection that is open has more packets.
    void update(const WirePlace& place);
    void close();
    /// Reads kMoreBytes more, as far as kMostBytes.
    void readMore();

    const StreamContent& content() const { return content_; }
    const StreamCounts& counts(EndIndex sender) const { return counts_[sender]; }
    bool isReading() const { return reading_; }
    bool isAllRead() const { return isAll_; }
    bool mayReadMore() const { return !isAll_ && wanted_ < kMostBytes; }
    /// Payload not read yet: about so many bytes.
    std::uint64_t bytesLeft() const { return bytesLeft_; }
    std::uint64_t unreadablePackets() const { return unreadable_; }
    /// Whether a connection is open whose packets are there.
    bool isOpen() const { return reading_ || hasRead_; }
    PacketDetails* packets() const { return packets_; }
    /// Reads all of it once more, apart from what is shown; nothing if no connection is open.
    std::optional<StreamReading> readAgain() const;

Q_SIGNALS:
    /// The content differs from `from` on; counts may have changed too.
    void changed(synoptic::StreamPlace from);
    /// Nothing is open any more.
    void closed();

private:
    void read();
    void take(const StreamReading::Part& part);

    PacketDetails* packets_ = nullptr;
    StreamContent content_;
    std::array<StreamCounts, 2> counts_;
    std::optional<StreamReading> progress_;
    WirePlace place_;
    PacketNumber known_ = kNoPacket; ///< the newest packet that was asked to be read
    std::uint64_t opened_ = 0;       ///< how often something was opened or closed
    std::uint64_t wanted_ = kFirstBytes;
    std::uint64_t bytesLeft_ = 0;
    std::uint64_t unreadable_ = 0;
    bool reading_ = false;
    bool hasRead_ = false;
    bool isAll_ = false;
};

} // namespace synoptic
