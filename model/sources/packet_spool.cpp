// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/packet_spool.h"

#include "model/sources/capture_file_spool.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace synoptic {

namespace {

/// Before each packet's bytes; of this machine alone.
struct RecordHeader {
    std::int64_t time = 0;
    std::uint32_t captured = 0;
    std::uint32_t original = 0;
    std::uint32_t interfaceId = 0;
    std::uint16_t linkType = 0;
    std::uint16_t mark = 0;
};
static_assert(sizeof(RecordHeader) == 24);

constexpr std::uint16_t kMark = 0x5350;
constexpr std::uint32_t kLongest = 262'144;
/// The file is a ring of these; no packet lies across two.
constexpr std::uint64_t kBlock = std::uint64_t{1} << 20;

bool readWhole(int descriptor, void* into, std::size_t count, std::uint64_t offset) {
    auto* bytes = static_cast<std::uint8_t*>(into);
    while (count > 0) {
        const ssize_t read = ::pread(descriptor, bytes, count, static_cast<off_t>(offset));
        if (read < 0 && errno == EINTR)
            continue;
        if (read <= 0)
            return false;
        bytes += read;
        count -= static_cast<std::size_t>(read);
        offset += static_cast<std::uint64_t>(read);
    }
    return true;
}

} // namespace

/// Reads what was flushed; notices where the ring came round meanwhile.
class SpoolStore : public PacketStore {
public:
    explicit SpoolStore(std::shared_ptr<const PacketSpool> spool) : spool_(std::move(spool)) {}

    bool at(std::uint64_t place, CapturedFrame& frame) override {
        RecordHeader header;
        const std::uint64_t offset = place % spool_->capacity_;
        if (isGone(place) || !readWhole(spool_->descriptor_, &header, sizeof header, offset) ||
            header.mark != kMark || header.captured > kLongest)
            return false;
        bytes_.resize(header.captured);
        if (!readWhole(spool_->descriptor_, bytes_.data(), bytes_.size(), offset + sizeof header) ||
            isGone(place))
            return false;
        frame.time = Timestamp(Duration(header.time));
        frame.originalLength = header.original;
        frame.linkType = header.linkType;
        frame.interfaceId = header.interfaceId;
        frame.number = 0;
        frame.offset = place;
        frame.captured = bytes_;
        return true;
    }

private:
    bool isGone(std::uint64_t place) const {
        const std::uint64_t reserved = spool_->reserved_.load(std::memory_order_acquire);
        return place + spool_->capacity_ < reserved || place >= reserved;
    }

    std::shared_ptr<const PacketSpool> spool_;
    std::vector<std::uint8_t> bytes_;
};

PacketSpool::PacketSpool(const Options& options)
    : PacketHistory(options.packets, PacketIndex::WhenFull::DropOldest),
      capacity_(std::max<std::uint64_t>(2, options.bytes / kBlock) * kBlock),
      descriptor_(CaptureFileSpool::openTemporary()) {
    if (descriptor_ < 0)
        writeError_ = errno;
}

PacketSpool::~PacketSpool() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

std::uint64_t PacketSpool::append(const CapturedFrame& frame) {
    const auto captured =
        static_cast<std::uint32_t>(std::min<std::size_t>(frame.captured.size(), kLongest));
    const std::uint64_t size = (sizeof(RecordHeader) + captured + 7) / 8 * 8;
    const std::uint64_t left = kBlock - next_ % kBlock;
    if (size > left) {
        write();
        next_ += left;
        bufferStart_ = next_;
    }
    const RecordHeader header{frame.time.time_since_epoch().count(),
                              captured,
                              frame.originalLength,
                              frame.interfaceId,
                              frame.linkType,
                              kMark};
    const std::size_t at = buffer_.size();
    buffer_.resize(at + size);
    std::memcpy(buffer_.data() + at, &header, sizeof header);
    std::memcpy(buffer_.data() + at + sizeof header, frame.captured.data(), captured);
    const std::uint64_t place = next_;
    next_ += size;
    return place;
}

void PacketSpool::flush() {
    write();
}

void PacketSpool::write() {
    if (buffer_.empty())
        return;
    // Readers must not trust what is about to be overwritten, before it is.
    reserved_.store(next_, std::memory_order_release);
    const std::uint8_t* bytes = buffer_.data();
    std::size_t count = buffer_.size();
    std::uint64_t offset = bufferStart_ % capacity_;
    while (count > 0 && descriptor_ >= 0) {
        const ssize_t written = ::pwrite(descriptor_, bytes, count, static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            writeError_ = written == 0 ? ENOSPC : errno;
            break;
        }
        writeError_ = 0;
        bytes += written;
        count -= static_cast<std::size_t>(written);
        offset += static_cast<std::uint64_t>(written);
    }
    buffer_.clear();
    bufferStart_ = next_;
}

std::unique_ptr<PacketStore> PacketSpool::openStore() const {
    return std::make_unique<SpoolStore>(shared_from_this());
}

} // namespace synoptic
