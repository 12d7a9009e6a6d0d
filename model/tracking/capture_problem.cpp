// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/capture_problem.h"

#include <system_error>

namespace synoptic {

namespace {

std::string place(const CaptureProblem& problem) {
    const std::string byte = "byte " + std::to_string(problem.offset);
    return problem.packet == 0 ? byte : "packet " + std::to_string(problem.packet) + ", " + byte;
}

std::string systemReason(const CaptureProblem& problem) {
    return std::generic_category().message(problem.systemError);
}

} // namespace

std::string describe(const CaptureProblem& problem) {
    switch (problem.kind) {
    case CaptureProblem::Kind::None:
        return {};
    case CaptureProblem::Kind::CannotOpen:
        return "cannot be opened: " + systemReason(problem);
    case CaptureProblem::Kind::CannotRead:
        return "cannot be read beyond " + place(problem) + ": " + systemReason(problem);
    case CaptureProblem::Kind::CannotSpool:
        return "no temporary file to decompress it to (set TMPDIR to a folder with room): " +
               systemReason(problem);
    case CaptureProblem::Kind::NotACapture:
        return "is not a capture file: neither pcap nor pcapng, nor either of them in gzip";
    case CaptureProblem::Kind::Empty:
        return "is empty: there is not even the header of a capture in it";
    case CaptureProblem::Kind::HeaderCut:
        return "ends within the header of the file, before its first packet";
    case CaptureProblem::Kind::UnsupportedVersion:
        return "is of a version of its format that is not known (" + place(problem) + ")";
    case CaptureProblem::Kind::CutShort:
        return "is cut short at " + place(problem) + "; everything before that was read";
    case CaptureProblem::Kind::Damaged:
        return "is damaged at " + place(problem) + "; everything before that was read";
    case CaptureProblem::Kind::CompressionDamaged:
        return "its compressed data is damaged or cut short, " + place(problem) +
               " of what it holds; everything before that was read";
    case CaptureProblem::Kind::TooLarge:
        return "is larger than the limit once decompressed, at " + place(problem) +
               "; everything before that was read";
    }
    return {};
}

} // namespace synoptic
