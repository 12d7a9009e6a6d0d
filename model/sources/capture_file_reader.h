// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/capture_file_bytes.h"
#include "model/wire/captured_frame.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace synoptic {

/// Reads capture files: pcap (micro- and nanoseconds, either byte order, also the variant of
/// Alexey Kuznetzov) and pcapng (several sections and interfaces), plain or in gzip.
///
/// Why not libpcap: it refuses a pcapng file whose interfaces have different link types, it does
/// not tell where in the file a packet stands, so that none can be read again without reading all
/// before it, and it cannot go on when a file has grown.
///
/// Any bytes are safe to hand in. One thread at a time; see duplicate(). Memory stays below one
/// megabyte whatever the file's size, but for a packet that itself is larger.
class CaptureFileReader {
public:
    struct Interface {
        std::uint16_t linkType = 0; ///< LINKTYPE_ number; 0xffff: one that is larger
        std::uint32_t snapLength = 0;
        std::string name; ///< if_name of pcapng, hostile text; empty if not given
        // How a time stamp becomes nanoseconds, from if_tsresol and if_tsoffset.
        std::uint8_t resolution = 6; ///< as the option has it: 10^-n, with bit 7 set 2^-n
        std::int64_t offsetSeconds = 0;
    };
    struct Options {
        /// Bounds the temporary file that a gzip file is decompressed to.
        std::uint64_t spoolLimit = std::uint64_t{8} << 30;
    };
    /// Longer packets do not exist; a record that claims one is damaged (as for libpcap).
    static constexpr std::uint32_t kLongestPacket = 262144;

    /// Opens and reads the file's header. What went wrong, if anything did, is the result.
    [[nodiscard]] CaptureProblem open(const std::string& path, const Options& options);
    [[nodiscard]] CaptureProblem open(const std::string& path) { return open(path, Options()); }

    /// The next packet; `frame.captured` holds until the next call of next(). False at the end of
    /// what can be read: problem() then tells whether that is the end of the file.
    bool next(CapturedFrame& frame);

    /// Reads the packet whose record begins at `offset` once more, without disturbing next().
    /// `frame.captured` holds until the next call of at(); `frame.number` is 0, and so is the time
    /// of a simple packet block, which has none. False if there is no whole packet there. Only
    /// offsets that next() gave make sense.
    bool at(std::uint64_t offset, CapturedFrame& frame);

    /// Looks whether the file has grown; if so, next() may go on. False where that cannot be.
    bool refresh();
    bool canGrow() const { return sequential_.canGrow(); }

    /// For reading again in another thread: knows the interfaces seen so far; only at() and
    /// duplicate() are of use.
    CaptureFileReader duplicate() const;

    /// Why next() said false; None at a proper end.
    const CaptureProblem& problem() const { return problem_; }
    /// All interfaces seen so far, over all sections; CapturedFrame::interfaceId counts in here.
    const std::vector<Interface>& interfaces() const { return interfaces_; }
    std::uint64_t packetsRead() const { return packets_; }
    /// How far reading came, in bytes of the file as it lies on disk, and how many those are.
    std::uint64_t progress() const;
    std::uint64_t progressTotal() const { return sequential_.inputSize(); }

private:
    enum class Format : std::uint8_t { None, Pcap, Pcapng };
    /// One section of a pcapng file; a pcap file is like one.
    struct Section {
        std::uint64_t offset = 0;
        std::uint32_t firstInterface = 0;
        bool isSwapped = false; ///< of the other byte order than this machine
    };
    struct Block;

    CaptureProblem openPcap(const std::uint8_t* header);
    CaptureProblem::Kind whyNoCapture();
    bool nextPcap(CapturedFrame& frame);
    /// Returns where the record ends, or 0 and the fault.
    std::uint64_t readPcapRecord(CaptureFileBytes& bytes, std::uint64_t offset,
                                 CapturedFrame& frame, CaptureProblem::Kind& fault) const;

    bool nextPcapng(CapturedFrame& frame);
    bool readPcapngAt(std::uint64_t offset, CapturedFrame& frame);
    CaptureProblem::Kind beginSection(const Block& block);
    CaptureProblem::Kind addInterface(const Block& block);
    /// `interfaces` are those of the block's section, the first of which has the id `first`.
    bool readPacket(const Block& block, std::span<const Interface> interfaces, std::uint32_t first,
                    CapturedFrame& frame) const;

    bool stop(CaptureProblem::Kind kind);

    CaptureFileBytes sequential_;
    CaptureFileBytes random_;
    Format format_ = Format::None;
    /// What a pcap file's header tells of its records.
    struct PcapForm {
        std::uint32_t recordHeader = 16;   ///< bytes before a packet
        std::uint32_t fractionUnit = 1000; ///< in nanoseconds
        std::uint16_t linkType = 0;
        bool isSwapped = false;
        bool mayBeExchanged = false; ///< old programs wrote the two lengths the other way
    };
    PcapForm pcap_;
    std::uint64_t position_ = 0;
    std::uint64_t packets_ = 0;
    Timestamp lastTime_; ///< simple packet blocks have none; they get that of the packet before
    std::vector<Section> sections_;
    std::vector<Interface> interfaces_;
    CaptureProblem problem_;
};

} // namespace synoptic
