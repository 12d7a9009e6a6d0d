// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/packet_history.h"
#include "model/wire/decoder.h"
#include "model/wire/first_line.h"

#include <QObject>
#include <QPointer>

#include <boost/unordered/unordered_flat_map.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace synoptic {

/// One packet as it was decoded, without its bytes. A value; texts are hostile.
struct PacketDetail {
    PacketNumber number = kNoPacket;
    bool readable = false; ///< false: its bytes are gone, and nothing below is meaningful
    DecodeOutcome outcome = DecodeOutcome::NotIp;
    Timestamp time;
    std::uint32_t originalLength = 0; ///< bytes on the wire
    std::uint32_t capturedLength = 0;
    std::uint16_t linkType = 0;
    // From here on: as DecodedPacket has it, meaningful with DecodeOutcome::Decoded.
    Endpoint source;
    Endpoint destination;
    Transport transport = Transport::Other;
    IpHeader ip;
    SequenceNumber sequence;
    SequenceNumber acknowledgment;
    std::uint8_t control = 0;
    std::uint16_t window = 0; ///< as sent
    std::uint32_t payloadLength = 0;
    TcpOptions options;
    IcmpMessage icmp;
    FirstLine firstLine;       ///< of what it carries
    bool firstLineCut = false; ///< there is payload, but the capture holds none of it
    std::vector<TunnelKind> tunnels;
    std::vector<std::uint16_t> vlans;

    bool has(std::uint8_t bits) const { return (control & bits) == bits; }
};

/// Reads packets for views in the background: decoded ones for rows in sight, bytes for the one
/// looked at. Used on the GUI thread, which never waits for it.
class PacketDetails : public QObject {
    Q_OBJECT

public:
    /// Done on the reading thread with the store of the current history; returns soon when
    /// `isStale()`, as then nobody wants the result any more.
    using Job = std::function<void(PacketStore& store, const std::function<bool()>& isStale)>;

    explicit PacketDetails(QObject* parent = nullptr);
    ~PacketDetails() override;

    /// Another capture, or null for none. What was asked of the one before is dropped.
    void setHistory(std::shared_ptr<const PacketHistory> history);
    const std::shared_ptr<const PacketHistory>& history() const { return history_; }
    /// The packets as of the last refresh(). Empty without a history.
    const PacketIndex::View& packets() const { return view_; }
    /// Looks whether there are more packets, and tells by grown().
    void refresh();

    /// The decoded packet, or null while it has not been read; then it is being read if want()
    /// asked for it. Valid until the event loop runs again.
    const PacketDetail* find(PacketNumber number) const;
    /// What is in sight now. Requests not begun yet that are not in the list are dropped, so each
    /// view has its own `viewer` (any number of its own choice).
    void want(int viewer, std::vector<PacketNumber> numbers);

    /// Runs a job in the background, after what is being read now; `done` then on the GUI thread,
    /// unless `context` is gone or another history came. One job per context and tag at a time: a
    /// newer one makes the older stale.
    void run(QObject* context, int tag, Job job, std::function<void()> done);

Q_SIGNALS:
    /// Another history, or none: numbers mean something else now.
    void reset();
    /// packets() holds more than before, or fewer of the oldest.
    void grown();
    /// Some wanted packets can be found now.
    void arrived();

private:
    class Reader;
    void take(std::vector<PacketDetail> found);

    std::shared_ptr<const PacketHistory> history_;
    PacketIndex::View view_;
    boost::unordered_flat_map<PacketNumber, PacketDetail> kept_;
    boost::unordered_flat_map<int, std::vector<PacketNumber>> wanted_;
    std::unique_ptr<Reader> reader_;
};

/// Decodes one packet as PacketDetails does.
PacketDetail readPacketDetail(PacketStore& store, const IndexedPacket& packet, PacketNumber number);

} // namespace synoptic
