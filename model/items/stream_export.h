// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_text.h"
#include "model/tcp/stream_reassembly.h"
#include "model/tracking/packet_index.h"
#include "model/wire/endpoint.h"

#include <array>
#include <optional>

namespace synoptic {

/// A conversation as a text file: each change of direction begins with a line that names the end,
/// the time and the packet, gaps stand as a line in brackets. English and UTC, as all files for
/// others; control characters as escapes. Fed part by part; any one thread.
class StreamTextWriter {
public:
    /// `ends`: by sender. `only`: what this end sent.
    StreamTextWriter(std::array<Endpoint, 2> ends, EndIndex client, std::optional<EndIndex> only)
        : ends_(ends), client_(client), only_(only) {}

    /// The next lines. What may go on in the next part is held back.
    QByteArray write(const StreamData& data, const PacketIndex::View& packets);
    /// What was held back.
    QByteArray finish();

private:
    void beginChunk(const StreamPiece& piece, const PacketIndex::View& packets, QByteArray& out);
    void flush(QByteArray& out, bool all);

    std::array<Endpoint, 2> ends_;
    EndIndex client_ = 0;
    std::optional<EndIndex> only_;
    std::optional<EndIndex> sender_; ///< of the chunk that was begun
    std::vector<std::uint8_t> held_;
    bool atLineStart_ = true;
};

/// The bytes of one end, as they are; gaps are left out.
QByteArray streamRawBytes(const StreamData& data, EndIndex sender);

} // namespace synoptic
