// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sources/loaded_capture.h"
#include "tests/tcp/segment_script.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>

#include <map>

/// A capture file of segments written as text (see segment_script.h), loaded as any other.
namespace synoptic::test {

/// Port 41836 of 192.0.2.10, which is '>' in the script, and port 8080 of 198.51.100.24.
class ScriptedCapture {
public:
    /// `payloads`: what a segment carries, by its number in the script from 0; else zeros. SYNs
    /// offer a maximum segment size of 1460 and windows times 128.
    explicit ScriptedCapture(const std::string& script,
                             const std::map<std::size_t, QByteArray>& payloads = {}) {
        QByteArray file;
        put32(file, 0x4d3cb2a1); // pcap with nanoseconds, little-endian, raw IP
        file += QByteArray::fromHex("0200040000000000000000000000040065000000");
        const auto segments = readScript(script);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const auto found = payloads.find(i);
            const QByteArray packet =
                packetOf(segments[i], found == payloads.end() ? QByteArray() : found->second);
            const auto ns = segments[i].time.time_since_epoch().count();
            for (const auto value : {static_cast<std::uint32_t>(ns / 1'000'000'000),
                                     static_cast<std::uint32_t>(ns % 1'000'000'000),
                                     static_cast<std::uint32_t>(packet.size()),
                                     static_cast<std::uint32_t>(packet.size())})
                put32(file, qbswap(value));
            file += packet;
        }
        QFile out(folder_.filePath(QStringLiteral("scripted.pcap")));
        if (!out.open(QIODevice::WriteOnly) || out.write(file) != file.size())
            qFatal("no capture could be written");
        out.close();
        capture_.emplace(out.fileName().toStdString());
    }
    LoadedCapture* operator->() { return &*capture_; }
    LoadedCapture& operator*() { return *capture_; }

private:
    static void put16(QByteArray& out, std::uint32_t value) {
        out += static_cast<char>(value >> 8);
        out += static_cast<char>(value);
    }
    static void put32(QByteArray& out, std::uint32_t value) {
        put16(out, value >> 16);
        put16(out, value);
    }
    static QByteArray packetOf(const ScriptedSegment& scripted, QByteArray payload) {
        const TcpSegment& segment = scripted.segment;
        payload = payload.leftJustified(static_cast<int>(segment.payloadLength), '\0', true);
        const QByteArray options =
            segment.has(kSyn) ? QByteArray::fromHex("020405b403030700") : QByteArray();
        QByteArray ends[] = {QByteArray::fromHex("c000020a"), QByteArray::fromHex("c6336418")};
        std::uint32_t ports[] = {41836, 8080};
        const int from = scripted.sender;
        QByteArray out = QByteArray::fromHex("4500");
        put16(out, static_cast<std::uint32_t>(40 + options.size() + payload.size()));
        out += QByteArray::fromHex("0001000040060000") + ends[from] + ends[1 - from];
        put16(out, ports[from]);
        put16(out, ports[1 - from]);
        put32(out, segment.sequence.value());
        put32(out, segment.acknowledgment.value());
        put16(out, static_cast<std::uint32_t>(5 + options.size() / 4) << 12 | segment.control);
        put16(out, segment.window);
        put32(out, 0);
        return out + options + payload;
    }

    QTemporaryDir folder_;
    std::optional<LoadedCapture> capture_;
};

} // namespace synoptic::test
