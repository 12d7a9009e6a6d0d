// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/packet_index.h"
#include "model/wire/packet_store.h"

#include <memory>

namespace synoptic {

/// The packets of one capture, file or live: their index, and a way to their bytes. Shared by the
/// thread that captures and those that show; may be used by any.
class PacketHistory {
public:
    explicit PacketHistory(std::uint64_t capacity, PacketIndex::WhenFull whenFull)
        : index_(capacity, whenFull) {}
    virtual ~PacketHistory() = default;

    PacketIndex& index() { return index_; }
    const PacketIndex& index() const { return index_; }
    /// A reader of the bytes for one thread; null if they cannot be read any more.
    virtual std::unique_ptr<PacketStore> openStore() const = 0;

private:
    PacketIndex index_;
};

} // namespace synoptic
