// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/captured_frame.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace synoptic {

/// Writes packets to a pcapng file (draft-ietf-opsawg-pcapng): one section, an interface for each
/// link type, nanoseconds, a comment on a packet where there is something to say.
///
/// The file is only its owner's to read (0600), and appears under its name when it is whole: what
/// stood there before stays if writing fails. One thread.
class PcapngWriter {
public:
    PcapngWriter() = default;
    ~PcapngWriter();
    PcapngWriter(const PcapngWriter&) = delete;
    PcapngWriter& operator=(const PcapngWriter&) = delete;

    /// False: errno tells why, here and below.
    bool open(const std::string& path, std::string_view application);
    /// `interfaceName` of the first packet of a link type names its interface.
    bool write(const CapturedFrame& frame, std::string_view interfaceName,
               std::string_view comment);
    /// Puts the file in its place. Without it nothing is left.
    bool finish();

private:
    class Block;
    bool put(Block& block);
    bool flush();
    std::uint32_t interfaceOf(std::uint16_t linkType, std::string_view name, bool& good);

    std::string path_;
    std::string temporary_;
    int descriptor_ = -1;
    std::vector<std::uint8_t> buffer_;
    std::vector<std::uint16_t> linkTypes_; ///< by interface
};

} // namespace synoptic
