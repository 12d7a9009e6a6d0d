// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/observation_source.h"

#include <memory>
#include <optional>
#include <string>

namespace synoptic {

struct CaptureFileOptions {
    std::string path;
    /// Read no further than this long after the first packet, as if the capture ended there.
    std::optional<Duration> until = {};
    /// Packets whose place is remembered, 32 bytes each; later ones are counted and tracked all the
    /// same.
    std::uint64_t mostIndexed = std::uint64_t{32} << 20;
    /// Look now and then whether the file has grown.
    bool follow = true;
    /// Read no more packets than this, as if the capture ended there: a lesson plays step by step.
    std::optional<std::uint64_t> untilPackets = {};
};

/// A capture file: read in slices, so that what is there shows while the rest loads; followed while
/// it grows. Fails where the file cannot be opened, is Degraded where it breaks off, with what was
/// read staying.
std::unique_ptr<ObservationSource> makeCaptureFileSource(const CaptureFileOptions& options);

} // namespace synoptic
