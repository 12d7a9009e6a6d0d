// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/stream_export.h"

#include "model/items/format.h"

#include <algorithm>

namespace synoptic {

namespace {

/// So many bytes may be the begin of a sign that goes on.
constexpr std::size_t kLongestSign = 4;

QByteArray gapWords(const StreamPiece& piece) {
    const QByteArray length = QByteArray::number(qulonglong(piece.length));
    if (piece.kind == StreamPiece::Kind::Cut)
        return '[' + length + " bytes not recorded]";
    return (piece.mayCountFin ? "[up to " : "[") + length + " bytes not captured]";
}

} // namespace

QByteArray StreamTextWriter::write(const StreamData& data, const PacketIndex::View& packets) {
    QByteArray out;
    std::array<std::size_t, 2> at{};
    for (const StreamPiece& piece : data.pieces) {
        const EndIndex sender = piece.sender;
        const bool isData = piece.kind == StreamPiece::Kind::Data;
        const auto length = isData ? static_cast<std::size_t>(piece.length) : 0;
        const StreamBytes bytes = StreamBytes(data.bytes[sender]).subspan(at[sender], length);
        at[sender] += length;
        if (only_ && sender != *only_)
            continue;
        if (sender_ != sender || piece.isDatagram)
            beginChunk(piece, packets, out);
        if (isData) {
            held_.insert(held_.end(), bytes.begin(), bytes.end());
            continue;
        }
        flush(out, true);
        if (!atLineStart_)
            out += '\n';
        out += gapWords(piece) + '\n';
        atLineStart_ = true;
    }
    flush(out, false);
    return out;
}

void StreamTextWriter::beginChunk(const StreamPiece& piece, const PacketIndex::View& packets,
                                  QByteArray& out) {
    flush(out, true);
    if (!atLineStart_)
        out += '\n';
    if (sender_)
        out += '\n';
    sender_ = piece.sender;
    out += piece.sender == client_ ? "\u2192 client " : "\u2190 server ";
    out += ends_[piece.sender].toString().c_str();
    if (packets.contains(piece.segment))
        out += "  " + formatIso(packets[piece.segment].time).toUtf8() + "  packet " +
               QByteArray::number(qulonglong(piece.segment + 1));
    out += '\n';
    atLineStart_ = true;
}

void StreamTextWriter::flush(QByteArray& out, bool all) {
    std::size_t size = held_.size();
    if (!all) {
        // A sign of several bytes, or a line's end of two, may go on.
        const std::size_t least = size - std::min(size, kLongestSign - 1);
        while (size > least && (held_[size - 1] >= 0x80 || held_[size - 1] == '\r'))
            --size;
    }
    if (size == 0)
        return;
    out += streamPlainText(StreamBytes(held_).first(size));
    atLineStart_ = held_[size - 1] == '\n';
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(size));
}

QByteArray StreamTextWriter::finish() {
    QByteArray out;
    flush(out, true);
    if (!atLineStart_)
        out += '\n';
    return out;
}

QByteArray streamRawBytes(const StreamData& data, EndIndex sender) {
    const std::vector<std::uint8_t>& bytes = data.bytes[sender];
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
}

} // namespace synoptic
