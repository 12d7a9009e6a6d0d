// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_problem.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace synoptic {

class CaptureFileSpool;

/// A file seen through a window that moves. Read with pread(2) and not mapped: a mapped file that
/// another program cuts short kills its reader, and mapped pages count as this program's memory.
/// The window stays in the processor's cache, so reading costs one copy at memory speed.
class CaptureFileBytes {
public:
    CaptureFileBytes();
    ~CaptureFileBytes();
    CaptureFileBytes(CaptureFileBytes&&) noexcept;
    CaptureFileBytes& operator=(CaptureFileBytes&&) noexcept;

    /// Opens a regular file, or a pipe through a temporary file; gzip is seen through.
    CaptureProblem open(const std::string& path, std::uint64_t spoolLimit);
    /// The same bytes for another reader, perhaps of another thread. What a gzip file holds beyond
    /// what was decompressed by now stays out of its sight.
    CaptureFileBytes duplicate() const;

    bool isOpen() const { return descriptor_ >= 0; }
    /// `count` bytes from `offset`, or null if the file has not that many. Valid until the next
    /// call. A pointer to more may be asked for again at no cost.
    const std::uint8_t* get(std::uint64_t offset, std::size_t count) {
        const std::uint64_t at = offset - start_; // huge if before the window
        if (at <= window_.size() && count <= window_.size() - at)
            return window_.data() + at;
        return load(offset, count);
    }

    /// Asks the system for the size again.
    void refresh();
    /// Bytes in the file as last known; of a gzip file, of what was decompressed so far.
    std::uint64_t size() const;
    /// How far the input was read, and how long it is, for showing progress. Both count compressed
    /// bytes for a gzip file; the total is 0 for a pipe.
    std::uint64_t inputRead() const;
    std::uint64_t inputSize() const { return inputSize_; }
    /// True unless decompressed or from a pipe: more may be appended and seen by refresh().
    bool canGrow() const { return spool_ == nullptr; }
    /// A trouble with reading or decompressing, None if the file simply ended.
    CaptureProblem problem() const;

private:
    const std::uint8_t* load(std::uint64_t offset, std::size_t count);

    int descriptor_ = -1;
    int readError_ = 0;
    std::uint64_t size_ = 0;
    std::uint64_t inputSize_ = 0;
    std::size_t windowSize_ = 256U << 10;
    std::uint64_t start_ = 0;          ///< offset in the file of the window's first byte
    std::uint64_t furthest_ = 0;       ///< end of what was ever loaded
    std::vector<std::uint8_t> window_; ///< holds file bytes only, never fewer than loaded
    std::unique_ptr<CaptureFileSpool> spool_;
};

} // namespace synoptic
