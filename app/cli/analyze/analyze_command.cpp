// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/analyze/analyze_command.h"

#include "app/cli/analyze/connection_lines.h"
#include "model/sources/capture_file_reader.h"
#include "model/sources/large_pages.h"
#include "model/tracking/packet_feed.h"

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

/// Reads the whole file into the tracker, and counts what belongs to no connection.
class CaptureRun {
public:
    CaptureSummary readAll(CaptureFileReader& reader) {
        PacketFeed feed(*this);
        CapturedFrame frame;
        for (; reader.next(frame); ++summary_.packets)
            feed.push(frame);
        feed.flush();
        tracker_.finish();
        summary_.connections = tracker_.flowCount();
        return std::move(summary_);
    }

    CaptureTracker& tracker() { return tracker_; }
    void look(const FedPacket&) {}
    void take(const FedPacket& fed) {
        if (fed.time < summary_.first)
            summary_.first = fed.time;
        if (fed.time > summary_.last)
            summary_.last = fed.time;
        PacketPlace place;
        if (fed.outcome == DecodeOutcome::Decoded)
            place = tracker_.observe(fed.packet, fed.ticket, fed.time);
        const bool placed = place.flow != kNoFlow && !place.isError; // nobody sent what it quotes
        summary_.skippedPackets += !placed;
        summary_.unreadablePackets += isUnreadable(fed.outcome);
    }

private:
    LargePages memory_;
    CaptureTracker tracker_{&memory_};
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
    CaptureRun run;
    CaptureSummary summary = run.readAll(reader);
    const CaptureTracker& tracker = run.tracker();
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
