// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/analyze/analyze_command.h"

#include "app/cli/analyze/connection_lines.h"
#include "model/sources/capture_file_reader.h"
#include "model/tracking/capture_tracker.h"
#include "model/wire/decoder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace synoptic {

namespace {

/// Reads the whole file into the tracker, which is told of each packet a few packets ahead.
class CaptureRun {
public:
    CaptureRun(CaptureFileReader& reader, CaptureTracker& tracker)
        : reader_(reader), tracker_(tracker) {}

    CaptureSummary readAll() {
        CapturedFrame frame;
        std::size_t read = 0;
        for (; reader_.next(frame); ++read) {
            Ahead& ahead = window_[read % kAhead];
            if (read >= kAhead)
                take(ahead);
            ahead.time = frame.time;
            ahead.outcome = decodePacket(frame, ahead.packet, reassembler_);
            if (ahead.outcome == DecodeOutcome::Decoded)
                ahead.ticket = tracker_.expect(ahead.packet);
        }
        for (std::size_t i = read < kAhead ? 0 : read - kAhead; i < read; ++i)
            take(window_[i % kAhead]);
        tracker_.finish();
        summary_.packets = read;
        summary_.connections = tracker_.flowCount();
        return std::move(summary_);
    }

private:
    /// The spans of `packet` no longer hold when it is taken; the tracker looks at none.
    struct Ahead {
        DecodedPacket packet;
        CaptureTracker::Ticket ticket;
        Timestamp time;
        DecodeOutcome outcome = DecodeOutcome::Decoded;
    };

    void take(const Ahead& ahead) {
        summary_.first = std::min(summary_.first, ahead.time);
        summary_.last = std::max(summary_.last, ahead.time);
        const bool placed =
            ahead.outcome == DecodeOutcome::Decoded &&
            tracker_.observe(ahead.packet, ahead.ticket, ahead.time).flow != PacketPlace::kNowhere;
        summary_.skippedPackets += !placed;
        summary_.unreadablePackets += ahead.outcome == DecodeOutcome::Truncated ||
                                      ahead.outcome == DecodeOutcome::Malformed ||
                                      ahead.outcome == DecodeOutcome::UnknownLinkType;
    }

    static constexpr std::size_t kAhead = 8;
    CaptureFileReader& reader_;
    CaptureTracker& tracker_;
    Reassembler reassembler_;
    std::array<Ahead, kAhead> window_;
    CaptureSummary summary_;
};

/// File names are hostile text: a terminal must not obey them.
std::string printable(const std::string& text) {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F)
            (((result += "\\x") += kHex[byte >> 4]) += kHex[byte & 15]);
        else
            result += c;
    }
    return result;
}

} // namespace

int runAnalyze(const AnalyzeOptions& options, std::FILE* output, std::FILE* errors) {
    const std::string name = printable(options.file);
    CaptureFileReader reader;
    if (const CaptureProblem problem = reader.open(options.file)) {
        std::fprintf(errors, "synoptic-cli: %s: %s\n", name.c_str(), describe(problem).c_str());
        return 1;
    }
    CaptureTracker tracker;
    CaptureSummary summary = CaptureRun(reader, tracker).readAll();
    if (reader.problem())
        summary.warnings.push_back(describe(reader.problem()));
    if (summary.unreadablePackets > 0)
        summary.notes.push_back(std::to_string(summary.unreadablePackets) +
                                " packets could not be read down to their addresses and ports");

    TextBuffer text(output);
    ConnectionLines lines(text, options.json, options.transitions);
    if (!options.summaryOnly) {
        lines.writeHeader();
        for (std::size_t flow = 0; flow < tracker.flowCount(); ++flow) {
            if (const CaptureConnection* connection = tracker.tcp(flow))
                lines.write(flow, *connection);
            else
                lines.write(flow, *tracker.udp(flow));
        }
    }
    lines.write(summary);
    const bool written = text.flush();
    if (!written)
        std::fprintf(errors,
                     "synoptic-cli: the output could not be written: check the disk's space "
                     "and the program that reads the pipe\n");
    for (const std::string& warning : summary.warnings)
        std::fprintf(errors, "synoptic-cli: %s: %s; copy or capture it anew for the rest\n",
                     name.c_str(), warning.c_str());
    return written && summary.warnings.empty() ? 0 : 1;
}

} // namespace synoptic
