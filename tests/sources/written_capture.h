// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/packet.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QtEndian>

#include <algorithm>
#include <cstdint>

namespace synoptic::test {

/// A capture file made by a test: packets between a client, 192.0.2.7:50212, and a server,
/// 198.51.100.3:80 or another port, a millisecond after each other.
class WrittenCapture {
public:
    static constexpr std::uint16_t kClientPort = 50212;

    explicit WrittenCapture(std::uint16_t serverPort = 80, std::uint32_t snapLength = 262'144)
        : serverPort_(serverPort), snapLength_(snapLength) {
        number32(0xa1b2c3d4);
        number16(2);
        number16(4);
        number32(0);
        number32(0);
        number32(snapLength);
        number32(1); // Ethernet
    }

    /// Another client port: another connection.
    void setClientPort(std::uint16_t port) { clientPort_ = port; }

    WrittenCapture& tcp(bool fromClient, int control, std::uint32_t sequence, std::uint32_t ack,
                        const QByteArray& payload = {}) {
        return frame(ip(fromClient, 6, tcpSegment(fromClient, control, sequence, ack, payload)));
    }
    /// The three segments that open a connection.
    WrittenCapture& open(std::uint32_t client, std::uint32_t server) {
        tcp(true, kSyn, client, 0);
        tcp(false, kSyn | kAck, server, client + 1);
        return tcp(true, kAck, client + 1, server + 1);
    }
    /// The same segment as IP fragments of about `size` bytes.
    WrittenCapture& tcpInFragments(bool fromClient, int control, std::uint32_t sequence,
                                   std::uint32_t ack, const QByteArray& payload, int size) {
        const QByteArray whole = tcpSegment(fromClient, control, sequence, ack, payload);
        size -= size % 8;
        ++identification_;
        for (int at = 0; at < whole.size(); at += size) {
            const bool more = at + size < whole.size();
            frame(ip(fromClient, 6, whole.mid(at, size), at / 8 | (more ? 0x2000 : 0)));
        }
        return *this;
    }
    WrittenCapture& udp(bool fromClient, const QByteArray& payload) {
        QByteArray datagram;
        put16(datagram, fromClient ? clientPort_ : serverPort_);
        put16(datagram, fromClient ? serverPort_ : clientPort_);
        put16(datagram, static_cast<std::uint16_t>(8 + payload.size()));
        put16(datagram, 0);
        return frame(ip(fromClient, 17, datagram + payload));
    }

    bool save(const QString& path) const {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes_) == bytes_.size();
    }

private:
    static void put16(QByteArray& to, std::uint16_t value) {
        to.append(static_cast<char>(value >> 8)).append(static_cast<char>(value & 0xff));
    }
    static void put32(QByteArray& to, std::uint32_t value) {
        put16(to, static_cast<std::uint16_t>(value >> 16));
        put16(to, static_cast<std::uint16_t>(value & 0xffff));
    }
    void number16(std::uint16_t value) {
        const auto little = qToLittleEndian(value);
        bytes_.append(reinterpret_cast<const char*>(&little), 2);
    }
    void number32(std::uint32_t value) {
        const auto little = qToLittleEndian(value);
        bytes_.append(reinterpret_cast<const char*>(&little), 4);
    }

    QByteArray tcpSegment(bool fromClient, int control, std::uint32_t sequence, std::uint32_t ack,
                          const QByteArray& payload) const {
        QByteArray segment;
        put16(segment, fromClient ? clientPort_ : serverPort_);
        put16(segment, fromClient ? serverPort_ : clientPort_);
        put32(segment, sequence);
        put32(segment, ack);
        put16(segment, static_cast<std::uint16_t>(0x5000 | control));
        put16(segment, 64'240);
        put32(segment, 0);
        return segment + payload;
    }
    QByteArray ip(bool fromClient, int protocol, const QByteArray& payload,
                  int fragment = 0) const {
        constexpr std::uint32_t kClient = 0xC0000207, kServer = 0xC6336403;
        QByteArray packet;
        put16(packet, 0x4500);
        put16(packet, static_cast<std::uint16_t>(20 + payload.size()));
        put16(packet, identification_);
        put16(packet, static_cast<std::uint16_t>(fragment));
        put16(packet, static_cast<std::uint16_t>(0x4000 | protocol));
        put16(packet, 0);
        put32(packet, fromClient ? kClient : kServer);
        put32(packet, fromClient ? kServer : kClient);
        return packet + payload;
    }
    WrittenCapture& frame(const QByteArray& packet) {
        const QByteArray whole = QByteArray::fromHex("0200000000030200000000070800") + packet;
        const auto kept =
            std::min<std::uint32_t>(snapLength_, static_cast<std::uint32_t>(whole.size()));
        milliseconds_ += 1;
        number32(1'700'000'000 + milliseconds_ / 1'000);
        number32(milliseconds_ % 1'000 * 1'000);
        number32(kept);
        number32(static_cast<std::uint32_t>(whole.size()));
        bytes_ += whole.left(static_cast<qsizetype>(kept));
        return *this;
    }

    QByteArray bytes_;
    std::uint16_t serverPort_;
    std::uint16_t clientPort_ = kClientPort;
    std::uint32_t snapLength_;
    std::uint32_t milliseconds_ = 0;
    std::uint16_t identification_ = 7;
};

} // namespace synoptic::test
