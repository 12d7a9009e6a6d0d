// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/ip_address.h"
#include "model/wire/timestamp.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace synoptic {

/// Puts IP datagrams together from their fragments (RFC 791, section 3.2; RFC 8200, section 4.5),
/// within bounds: so many datagrams, so many bytes, so long. The oldest leave first. Bytes that
/// came first stay where fragments overlap. Time is that of the capture.
class Reassembler {
public:
    static constexpr std::size_t kMaxDatagrams = 128;
    static constexpr std::size_t kMaxBytes = 4U << 20;
    /// RFC 8200: 60 seconds; RFC 1122 asks for as much or a little more.
    static constexpr Duration kTimeout = std::chrono::seconds(60);

    struct Key {
        IpAddress source;
        IpAddress destination;
        std::uint32_t identification = 0;
        std::uint16_t vlan = 0;
        std::uint8_t protocol = 0; ///< 0 for IPv6, whose fragments need not agree on it

        friend bool operator==(const Key&, const Key&) = default;
    };
    struct Fragment {
        std::uint32_t offset = 0; ///< bytes, a multiple of 8
        bool moreFollow = false;
        std::uint8_t protocol = 0; ///< of this fragment's header; the first fragment's one counts
        std::span<const std::uint8_t> bytes; ///< whole: a fragment cut by the capture is no use
    };
    /// What add() gives back: empty until the last missing fragment came.
    struct Datagram {
        std::span<const std::uint8_t> bytes; ///< valid until the next beginPacket() or clear()
        std::uint8_t protocol = 0;
        bool isComplete = false;
    };

    Reassembler();
    ~Reassembler();
    Reassembler(const Reassembler&) = delete;
    Reassembler& operator=(const Reassembler&) = delete;

    /// Ends the life of what add() gave back for the packet before. Cheap where there was none.
    void beginPacket() {
        if (completed_ != 0)
            releaseCompleted();
    }
    Datagram add(const Key& key, const Fragment& fragment, Timestamp now);
    void clear();

    /// Datagrams that wait for fragments, and those that left without them.
    std::size_t waiting() const;
    std::uint64_t abandoned() const { return abandoned_; }
    /// Bytes held in buffers, at most kMaxBytes and one datagram more.
    std::size_t bytesHeld() const;

private:
    static constexpr std::size_t kBlock = 8; ///< the unit of a fragment's offset
    static constexpr std::size_t kMaxBlocks = 8192;
    struct Entry;

    Entry* find(const Key& key, Timestamp now);
    Entry* create(const Key& key, Timestamp now);
    void drop(std::size_t index);
    void releaseCompleted();

    std::vector<std::unique_ptr<Entry>> entries_; ///< oldest first
    std::size_t completed_ = 0;
    std::uint64_t abandoned_ = 0;
};

} // namespace synoptic
