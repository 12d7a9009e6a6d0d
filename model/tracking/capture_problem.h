// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace synoptic {

/// Why a capture file could not be opened, or where reading it came to an end too early.
struct CaptureProblem {
    enum class Kind : std::uint8_t {
        None,
        CannotOpen,         ///< `systemError` tells why
        CannotRead,         ///< `systemError` tells why
        CannotSpool,        ///< no temporary file for what is decompressed; `systemError`
        NotACapture,        ///< neither pcap nor pcapng, nor either of them in gzip
        Empty,              ///< not a byte in it
        HeaderCut,          ///< a capture by its first bytes, which ends within the file's header
        UnsupportedVersion, ///< of the file format
        CutShort,           ///< the file ends inside a record
        Damaged,            ///< a length or a reference in a record cannot be right
        CompressionDamaged, ///< what could be decompressed before was read
        TooLarge,           ///< decompressed, it is larger than the limit; what fits was read
    };
    Kind kind = Kind::None;
    int systemError = 0;      ///< errno, or 0
    std::uint64_t packet = 0; ///< number of the packet that could not be read; 0: before any packet
    std::uint64_t offset = 0; ///< where its record begins, in the (decompressed) file

    explicit operator bool() const { return kind != Kind::None; }
};

/// One English sentence without the file's name: "the file is cut short at packet 12, byte 3456".
/// For a command line; a window words it in its own language from the fields.
std::string describe(const CaptureProblem& problem);

} // namespace synoptic
