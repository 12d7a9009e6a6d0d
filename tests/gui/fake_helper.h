// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/helper_protocol.h"
#include "model/tracking/observation.h"
#include "tests/tracking/packet_script.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <unistd.h>

#include <array>
#include <csignal>
#include <ctime>

/// A program that speaks as synoptic-capture does and then sends damaged frames: the test's own
/// binary, started with kFakeHelperWord. What it does stands in files of a folder.
namespace synoptic::test {

inline constexpr char kFakeHelperWord[] = "--fake-helper";

enum class FakeJob { Trace, Packets };

inline void put(const QByteArray& bytes) {
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t wrote =
            ::write(STDOUT_FILENO, bytes.constData() + at, std::size_t(bytes.size() - at));
        if (wrote <= 0)
            ::_exit(0);
        at += wrote;
    }
}

inline QByteArray bytesOf(helper::FrameWriter& frame) {
    const auto bytes = frame.finish();
    return {reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())};
}

inline QByteArray helloFrame(std::uint32_t version = helper::kProtocolVersion) {
    helper::FrameWriter hello(helper::FrameType::Hello);
    hello.u32(helper::kMagic).u32(version).text("0");
    return bytesOf(hello);
}

/// A header that promises `length` bytes of this type.
inline QByteArray headerOf(std::uint32_t length, std::uint16_t type) {
    QByteArray bytes;
    for (int shift = 0; shift < 32; shift += 8)
        bytes += char(length >> shift);
    bytes += char(type);
    bytes += char(type >> 8);
    return bytes + QByteArray(2, '\0');
}

inline std::uint64_t clockNow(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return std::uint64_t(now.tv_sec) * 1'000'000'000U + std::uint64_t(now.tv_nsec);
}

/// The change of state of the socket with this cookie, whose local port is 50000 + cookie.
inline void addTraceRecord(helper::FrameWriter& frame, std::uint32_t cookie, unsigned from,
                           unsigned to) {
    std::array<std::uint8_t, 16> local{192, 0, 2, 1}, remote{198, 51, 100, 3}, name{'x'};
    frame.u64(clockNow(CLOCK_MONOTONIC)).u64(cookie).u32(1).u32(4242).u32(0).u32(0);
    frame.u32((50'000U + cookie) | 443U << 16).u32(from << 8 | to << 16).u32(0);
    frame.bytes(local).bytes(remote).bytes(name);
}

/// One connection of the job's kind, told as the real helper would.
inline QByteArray goodFrames(FakeJob job, std::uint32_t cookie) {
    helper::FrameWriter started(helper::FrameType::Started);
    if (job == FakeJob::Trace) {
        started.u32(0).u32(0).text("kernel trace");
        helper::FrameWriter clock(helper::FrameType::TraceClock);
        const std::uint64_t monotonic = clockNow(CLOCK_MONOTONIC);
        clock.u64(monotonic).u64(clockNow(CLOCK_REALTIME) - monotonic);
        helper::FrameWriter events(helper::FrameType::TraceEvents);
        addTraceRecord(events, cookie, 7, 2);
        addTraceRecord(events, cookie, 2, 1);
        return bytesOf(started) + bytesOf(clock) + bytesOf(events);
    }
    started.u32(101).u32(128).text("lo").u32(0).u64(clockNow(CLOCK_REALTIME));
    helper::FrameWriter packets(helper::FrameType::Packets);
    const Endpoint here = endpoint("192.0.2.1", std::uint16_t(50'000 + cookie));
    const Endpoint there = endpoint("198.51.100.3", 443);
    for (const ScriptedSegment& step :
         readScript("> S 100 @0;< SA 300 101 @0.01;> A 101 301 @0.02")) {
        const bool sent = step.sender == 0;
        const auto bytes = ipPacket(sent ? here : there, sent ? there : here, step.segment);
        packets.u64(clockNow(CLOCK_REALTIME)).u32(std::uint32_t(bytes.size()));
        packets.u32(std::uint32_t(bytes.size())).bytes(bytes);
    }
    return bytesOf(started) + bytesOf(packets);
}

/// What can be wrong with a stream of frames, and how it ends.
struct Damage {
    const char* name;
    void (*send)(FakeJob);
    bool startedAgain = true; ///< else the source gives up at once
    const char* told;         ///< in the status
};

inline void bareFrame(helper::FrameType type, qsizetype bytes) {
    put(headerOf(std::uint32_t(bytes), std::uint16_t(type)) + QByteArray(bytes, '\x81'));
}

inline helper::FrameType dataOf(FakeJob job) {
    return job == FakeJob::Trace ? helper::FrameType::TraceEvents : helper::FrameType::Packets;
}

inline const std::array<Damage, 14>& damages() {
    using helper::FrameType;
    static constexpr char kDamaged[] = "damaged data";
    static constexpr char kEnded[] = "ended with status 3";
    static const std::array<Damage, 14> kAll{{
        {"dies in a header", [](FakeJob) { put("\x20\x00\x00"); }, true, kEnded},
        {"dies in a frame",
         [](FakeJob job) {
             put(headerOf(920, std::uint16_t(dataOf(job))) + QByteArray(100, '\0'));
         },
         true, kEnded},
        {"a frame too long", [](FakeJob) { put(headerOf(0xffffffffU, 4) + QByteArray(64, 'x')); },
         true, kDamaged},
        {"a frame one too long",
         [](FakeJob job) {
             put(headerOf(std::uint32_t(helper::kMaxPayload) + 1, std::uint16_t(dataOf(job))));
         },
         true, kDamaged},
        {"an unknown type", [](FakeJob) { put(headerOf(4, 77) + QByteArray(4, 'x')); }, true,
         kDamaged},
        {"type nought", [](FakeJob) { put(headerOf(0, 0)); }, true, kDamaged},
        {"records of a wrong length",
         [](FakeJob job) {
             for (const qsizetype size : {1, 15, 17, 91, 93, 1000})
                 bareFrame(dataOf(job), size);
         },
         true, kEnded},
        {"nonsense in records",
         [](FakeJob job) { bareFrame(dataOf(job), qsizetype(helper::kMaxPayload)); }, true, kEnded},
        {"the other job's frames",
         [](FakeJob job) {
             bareFrame(dataOf(job == FakeJob::Trace ? FakeJob::Packets : FakeJob::Trace), 92);
         },
         true, "ended"},
        {"short frames of every type",
         [](FakeJob job) {
             for (const FrameType type :
                  {FrameType::Statistics, FrameType::Interface, FrameType::Hello, dataOf(job)})
                 for (const qsizetype size : {0, 1, 7})
                     bareFrame(type, size);
         },
         true, "ended"},
        {"statistics that run backwards",
         [](FakeJob) {
             for (const std::uint64_t lost :
                  {std::uint64_t{9}, std::uint64_t{2}, ~std::uint64_t{0}}) {
                 helper::FrameWriter told(FrameType::Statistics);
                 told.u64(5).u64(lost).u64(lost);
                 put(bytesOf(told));
             }
         },
         true, kEnded},
        {"noise",
         [](FakeJob) {
             QByteArray noise;
             std::uint32_t number = 12345;
             for (int i = 0; i < 100'000; ++i)
                 noise += char((number = number * 1664525U + 1013904223U) >> 24);
             put(noise);
         },
         true, kDamaged},
        {"killed",
         [](FakeJob) {
             put("\x20\x00");
             ::raise(SIGKILL);
         },
         true, "signal 9"},
        {"says why", // and is believed
         [](FakeJob) {
             helper::FrameWriter failure(FrameType::Failure);
             failure.u32(5).text("the \x1b[31mring\n is gone");
             put(bytesOf(failure));
         },
         false, "ring"},
    }};
    return kAll;
}

/// Does what the files "trace" or "packets" of the folder name (a damage's number) at its first
/// start, and behaves at the next; counts its starts in "trace.starts". Does not come back.
[[noreturn]] inline void beFakeHelper(const QString& folder, const QByteArray& job) {
    std::signal(SIGPIPE, SIG_IGN);
    put(helloFrame());
    if (job != "trace" && job != "packets") {
        helper::FrameWriter end(helper::FrameType::End);
        put(bytesOf(end));
        ::_exit(0);
    }
    const FakeJob kind = job == "trace" ? FakeJob::Trace : FakeJob::Packets;
    QFile starts(folder + u'/' + QString::fromLatin1(job) + QStringLiteral(".starts"));
    if (!starts.open(QIODevice::Append) || starts.write("x") != 1)
        ::_exit(4);
    starts.flush();
    const auto number = std::uint32_t(starts.size());
    put(goodFrames(kind, number));
    QFile damage(folder + u'/' + QString::fromLatin1(job));
    const int which = damage.open(QIODevice::ReadOnly) ? damage.readAll().toInt() : -1;
    if (number == 1 && which >= 0) {
        damages()[std::size_t(which)].send(kind);
        ::_exit(3);
    }
    char byte = 0;
    while (::read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    ::_exit(0);
}

} // namespace synoptic::test
