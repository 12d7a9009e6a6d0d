// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_reader.h"
#include "model/wire/packet_store.h"
#include "tests/sources/loaded_capture.h"

#include <QByteArray>
#include <QStringList>

/// Conversations of a capture as text, for tests.
namespace synoptic::test {

/// One line for each change of direction: ">" the sender of the capture's first packet, "<" the
/// other, then its bytes in hexadecimal; gaps in the words tshark has for them, with their zero.
inline QStringList conversation(const StreamContent& content, EndIndex first) {
    QStringList lines;
    int last = -1;
    for (const StreamRun& run : content.runs()) {
        if (run.sender != last)
            lines << QString(QLatin1Char(run.sender == first ? '>' : '<'));
        last = run.sender;
        const StreamBytes bytes = content.bytes(run);
        const QByteArray said =
            run.isGap()
                ? QByteArray("[" + QByteArray::number(qulonglong(run.length())) +
                             QByteArrayLiteral(" bytes missing in capture file]\0"))
                : QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
        lines.last() += QString::fromLatin1(said.toHex());
    }
    return lines;
}

inline StreamContent read(const LoadedCapture& capture, const ConnectionSnapshot& connection,
                          std::uint64_t partBytes = 1U << 20) {
    StreamReading reading(capture.history()->index().view(), connection.wire.lastPacket);
    const auto store = capture.history()->openStore();
    StreamContent content;
    StreamReading::Part part;
    do {
        part = reading.next(*store, partBytes, [] { return false; });
        content.append(part.settled, part.tail);
    } while (!part.isAll);
    return content;
}

} // namespace synoptic::test
