// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/capture_file_reader.h"
#include "model/wire/decoder.h"

#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace synoptic;

void require(bool condition) {
    if (!condition)
        std::abort();
}

void readAll(const std::string& path) {
    CaptureFileReader reader;
    CaptureFileReader::Options options;
    options.spoolLimit = 1U << 20;
    if (reader.open(path, options))
        return;
    Reassembler reassembler;
    DecodedPacket packet;
    CapturedFrame frame;
    std::uint64_t number = 0;
    std::uint64_t before = 0;
    while (reader.next(frame)) {
        require(frame.number == ++number && frame.offset > before);
        require(frame.captured.size() <= frame.originalLength &&
                frame.captured.size() <= CaptureFileReader::kLongestPacket);
        require(frame.interfaceId < reader.interfaces().size());
        before = frame.offset;
        const std::vector<std::uint8_t> copy(frame.captured.begin(), frame.captured.end());
        CapturedFrame again;
        require(reader.at(frame.offset, again));
        require(again.linkType == frame.linkType && again.interfaceId == frame.interfaceId &&
                again.captured.size() == copy.size() &&
                std::equal(copy.begin(), copy.end(), again.captured.begin()));
        decodePacket(frame, packet, reassembler);
    }
    describe(reader.problem());
    require(!reader.refresh() && !reader.next(frame));
    CaptureFileReader other = reader.duplicate();
    if (before != 0)
        require(other.at(before, frame));
}

} // namespace

/// Input: a capture file of any format, also in gzip.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int file = ::memfd_create("capture", MFD_CLOEXEC);
    if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size))
        std::abort();
    readAll("/proc/self/fd/" + std::to_string(file));
    ::close(file);
    return 0;
}
