// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/packet_history.h"
#include "model/wire/captured_frame.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace synoptic {

/// Keeps the bytes of the newest packets of live capture in a temporary file without a name, which
/// nobody else can open and which goes with the program. When the file is full the oldest make
/// room. Written by one thread, read by any through PacketHistory::openStore().
class PacketSpool : public PacketHistory, public std::enable_shared_from_this<PacketSpool> {
public:
    struct Options {
        std::uint64_t bytes = std::uint64_t{256} << 20; ///< of packets kept; rounded to blocks
        std::uint64_t packets = std::uint64_t{2} << 20; ///< in the index
    };
    explicit PacketSpool(const Options& options);
    ~PacketSpool() override;

    /// By the writer: keeps a packet, and returns its place. Bytes that cannot be written, as on a
    /// full disk, are left out; see writeError().
    std::uint64_t append(const CapturedFrame& frame);
    /// By the writer: what was appended can be read from now on.
    void flush();
    /// errno of the last write that failed, 0 if the last one did not.
    int writeError() const { return writeError_; }

    std::unique_ptr<PacketStore> openStore() const override;

private:
    friend class SpoolStore;
    void write();

    std::uint64_t capacity_;
    int descriptor_ = -1;
    int writeError_ = 0;
    std::uint64_t next_ = 0;           ///< place of the next packet; counts on, past the file's end
    std::uint64_t bufferStart_ = 0;    ///< place of what begins the buffer
    std::vector<std::uint8_t> buffer_; ///< appended, not written
    std::atomic<std::uint64_t> reserved_{0}; ///< places below this, less the capacity, may be gone
};

} // namespace synoptic
