// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What synoptic-capture writes to its standard output: frames of {u32 length, u16 type, u16 zero}
/// and `length` bytes. All numbers are little-endian whatever the machine, so the same bytes may
/// come over ssh from another one. The reader trusts nothing: lengths and types are checked.
namespace synoptic::helper {

inline constexpr std::uint32_t kMagic = 0x50'4e'59'53; ///< "SYNP" as it lies on the wire
inline constexpr std::uint32_t kProtocolVersion = 1;
inline constexpr std::size_t kHeaderSize = 8;
inline constexpr std::size_t kMaxPayload = 1U << 20;

enum class FrameType : std::uint16_t {
    Hello = 1,      ///< u32 magic, u32 protocol version, text program version; always the first
    Started = 2,    ///< u32 link type (LINKTYPE_), u32 snap length, text interface; of packets also
                    ///< u32 how many addresses the machine has, each u32 4 or 6 and 16 bytes;
                    ///< then i64 nanoseconds since 1970, now
    Packets = 3,    ///< any number of PacketRecord
    Statistics = 4, ///< u64 received, u64 dropped by the kernel, u64 dropped by the interface
    Notice = 5,     ///< u32 Notice
    Failure = 6,    ///< u32 Failure, text detail; the last frame
    Interface = 7,  ///< u32 flags (InterfaceFlags), text name, text description
    End = 8,        ///< empty; the last frame of a job that was told to stop, or had no more to say
    TraceEvents = 9, ///< any number of trace records; see kTraceRecordSize
    TraceClock = 10, ///< u64 nanoseconds of the monotonic clock: all before is told by the events
                     ///< that follow; i64 what makes the time of day of it
    Abilities = 11,  ///< u32 AbilityFlags, text kernel release: what the helper could do here
    FirewallFacts = 12, ///< u32 FirewallFlags, text of what libnftables did not understand
    FirewallRules = 13, ///< a piece of the nftables ruleset in JSON; kMostFirewallRules in all
    Namespace = 14,     ///< of a trace as root, before Started: u64 another network namespace that
                        ///< can be read, u32 a process in it or 0, text its name in /run/netns
    SocketDump = 15, ///< u64 network namespace, u64 monotonic clock as its dump began, u32 sequence
                     ///< number, u32 IPPROTO_TCP or _UDP, u32 DumpFlags, then one datagram of the
                     ///< kernel's answer
};
inline constexpr FrameType kLastFrameType = FrameType::SocketDump;
inline constexpr std::size_t kMostFirewallRules = std::size_t{16} << 20; ///< bytes

enum DumpFlags : std::uint32_t {
    kLastOfDump = 1, ///< with it the namespace's table is complete; no datagram need follow
    kBrokenDump = 2, ///< it is not: what came of it is to be left alone
};

/// What a trace can be told on standard input, a byte each.
inline constexpr char kDumpOthers = 'a'; ///< the tables of all namespaces of Namespace frames, too
inline constexpr char kDumpNone = 'o';

enum class Notice : std::uint32_t { InterfaceDown = 1, InterfaceUp = 2 };

/// Why a job could not be done; the caller has the words for it, in the user's language.
enum class Failure : std::uint32_t {
    NotPermitted = 1,
    NoSuchInterface = 2,
    BadFilter = 3,
    InterfaceGone = 4,
    System = 5,      ///< anything else; the detail says what
    Unsupported = 6, ///< by this kernel, or by how the helper was built
    NotFound = 7,    ///< no such socket, or not any more
};

/// What the helper finds it could do, started as it was.
enum AbilityFlags : std::uint32_t {
    kPacketSocket = 1,    ///< a packet socket opens
    kTracePrivilege = 2,  ///< it holds cap_bpf and cap_perfmon, for the whole machine
    kTraceBuilt = 4,      ///< it was built with the kernel's trace
    kKernelTypes = 8,     ///< the kernel describes its types (BTF), which the trace needs
    kIsRoot = 16,         ///< it runs as root, and may change the network
    kNoNewPrivileges = 32 ///< whoever started it forbade new privileges
};

/// Why the nftables ruleset may be less than the whole packet filter.
enum FirewallFlags : std::uint32_t {
    kLegacyIp = 1,     ///< the legacy iptables has tables
    kLegacyIp6 = 2,    ///< likewise ip6tables
    kLegacyUnknown = 4 ///< whether one has cannot be told
};

enum InterfaceFlags : std::uint32_t { kUp = 1, kRunning = 2, kLoopback = 4, kWireless = 8 };

/// Before each packet's bytes in a Packets frame: i64 nanoseconds since 1970, u32 captured length,
/// u32 original length.
inline constexpr std::size_t kPacketHeaderSize = 16;

/// Of the kernel's trace: u64 time (monotonic, ns), u64 socket cookie, u32 network namespace, u32
/// process, u32 user, u32 drop reason, u16 local and u16 remote port, u8 kind, u8 from, u8 to, u8
/// flags, u32 errno, 16 bytes local and 16 remote address (IPv4 in the first four), 16 bytes of
/// the process's name. The meaning is that of app/capture/bpf/trace_record.h.
inline constexpr std::size_t kTraceRecordSize = 92;

/// Appends little-endian numbers and texts (u32 length, bytes) to a frame, then closes it.
class FrameWriter {
public:
    explicit FrameWriter(FrameType type);

    FrameWriter& u32(std::uint32_t value);
    FrameWriter& u64(std::uint64_t value);
    FrameWriter& text(std::string_view value);
    FrameWriter& bytes(std::span<const std::uint8_t> value);
    std::size_t payloadSize() const { return buffer_.size() - kHeaderSize; }
    /// The finished frame. Valid until the writer is changed.
    std::span<const std::uint8_t> finish();
    /// Empties it for another frame of the same type; keeps the memory.
    void clear() { buffer_.resize(kHeaderSize); }

private:
    std::vector<std::uint8_t> buffer_;
};

/// Reads what a FrameWriter wrote from one frame's payload. After the first short or overlong read
/// everything yields zero and ok() is false.
class FieldReader {
public:
    explicit FieldReader(std::span<const std::uint8_t> payload) : rest_(payload) {}

    std::uint32_t u32();
    std::uint64_t u64();
    /// Hostile text, at most `limit` bytes of it. Copies.
    std::string text(std::size_t limit = 4096);
    std::span<const std::uint8_t> bytes(std::size_t count);
    bool ok() const { return ok_; }
    bool atEnd() const { return rest_.empty(); }

private:
    std::span<const std::uint8_t> take(std::size_t count);

    std::span<const std::uint8_t> rest_;
    bool ok_ = true;
};

struct Frame {
    FrameType type;
    std::span<const std::uint8_t> payload; ///< into the assembler; valid until its next call
};

/// Cuts a byte stream into frames. The first must be a Hello of this protocol version.
class FrameAssembler {
public:
    enum class Fault : std::uint8_t { None, NotTheHelper, OtherVersion, TooLong, UnknownType };

    /// Where to read() the next bytes into; then say how many came.
    std::span<std::uint8_t> space();
    void wrote(std::size_t count);
    /// The next whole frame, or nothing until more bytes come or after a fault.
    std::optional<Frame> next();

    Fault fault() const { return fault_; }
    /// Of the Hello: hostile text.
    const std::string& helperVersion() const { return helperVersion_; }

private:
    bool acceptHello(std::span<const std::uint8_t> payload);

    std::vector<std::uint8_t> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool greeted_ = false;
    Fault fault_ = Fault::None;
    std::string helperVersion_;
};

} // namespace synoptic::helper
