// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/analyze/text_buffer.h"
#include "model/tracking/capture_connection.h"

#include <string>
#include <vector>

namespace synoptic {

/// The last line of `analyze`.
struct CaptureSummary {
    std::uint64_t packets = 0;
    std::uint64_t skippedPackets = 0;    ///< in no connection and no UDP flow
    std::uint64_t unreadablePackets = 0; ///< of those, damaged, cut, or of an unknown link type
    std::uint64_t connections = 0;
    Timestamp first = Timestamp::max();
    Timestamp last = Timestamp::min();
    std::vector<std::string> warnings; ///< the file was not read in full
    std::vector<std::string> notes;
};

/// Writes connections one a line: JSON, or a table for people.
class ConnectionLines {
public:
    ConnectionLines(TextBuffer& out, bool json, bool transitions)
        : out_(out), json_(json), transitions_(transitions) {}
    void writeHeader();
    void write(std::size_t id, const CaptureConnection& connection);
    void write(std::size_t id, const UdpFlow& flow);
    void write(const CaptureSummary& summary);

private:
    void beginJson(std::size_t id, const FlowKey& key, EndIndex client, Timestamp first,
                   Timestamp last);
    void writeJson(const CaptureConnection& connection);
    void writeStates(const CaptureConnection& connection, EndIndex end);
    void writeTransitions(const CaptureConnection& connection);
    void writeHandshake(const CaptureConnection& connection);
    void writeSynOptions(std::string_view name, SynOptions options);
    void writeRow(std::size_t id, const FlowKey& key, EndIndex client);
    void writeJson(const CaptureSummary& summary);

    TextBuffer& out_;
    bool json_;
    bool transitions_;
};

} // namespace synoptic
