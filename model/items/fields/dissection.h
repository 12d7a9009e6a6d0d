// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/fields/names.h"
#include "model/items/packet_fields.h"
#include "model/wire/ip_address.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

/// What the layers of packet_fields share; nobody else includes this. Each function adds one layer
/// to the tree and calls the next.
namespace synoptic::fields {

struct FieldText {
    Q_DECLARE_TR_FUNCTIONS(FieldText)
};

/// A part of the frame: what was captured of it, and how long it was on the wire. Reading beyond
/// what was captured gives zeros, so that a header can be read first and held to its length later.
struct Bytes {
    const std::uint8_t* frame = nullptr;
    std::uint32_t begin = 0;  ///< in the frame
    std::uint32_t end = 0;    ///< of what was captured
    std::uint32_t length = 0; ///< on the wire; at least as long as what was captured

    std::uint32_t captured() const { return end - begin; }
    bool has(std::uint32_t count) const { return captured() >= count; }
    bool isWhole() const { return captured() == length; }
    std::uint8_t u8(std::uint32_t at) const { return at < captured() ? frame[begin + at] : 0; }
    std::uint16_t u16(std::uint32_t at) const {
        return static_cast<std::uint16_t>(u8(at) << 8 | u8(at + 1));
    }
    std::uint32_t u24(std::uint32_t at) const { return std::uint32_t{u8(at)} << 16 | u16(at + 1); }
    std::uint32_t u32(std::uint32_t at) const { return std::uint32_t{u16(at)} << 16 | u16(at + 2); }
    std::uint64_t u64(std::uint32_t at) const { return std::uint64_t{u32(at)} << 32 | u32(at + 4); }
    std::uint16_t u16le(std::uint32_t at) const {
        return static_cast<std::uint16_t>(u8(at + 1) << 8 | u8(at));
    }
    std::uint32_t u32le(std::uint32_t at) const {
        return std::uint32_t{u16le(at + 2)} << 16 | u16le(at);
    }
    /// What follows `count` bytes, which may be more than there are: then nothing does.
    Bytes after(std::uint32_t count) const {
        return {frame, begin + std::min(count, captured()), end, length - std::min(count, length)};
    }
    /// The same, ended by a length that a header gave; never made longer.
    Bytes limitedTo(std::uint32_t count) const {
        return {frame, begin, begin + std::min(captured(), count), std::min(length, count)};
    }
    /// What was captured of `count` bytes from `at` on.
    std::span<const std::uint8_t> span(std::uint32_t at = 0, std::uint32_t count = ~0U) const {
        const std::uint32_t from = std::min(at, captured());
        return {frame + begin + from, std::min(count, captured() - from)};
    }
};

class Dissection;

/// A field, to which others can be added. Offsets count from the beginning of its layer. A field
/// whose bytes were not captured is left out, and so is what would be added to it.
class Field {
public:
    Field() = default;
    Field(Dissection* dissection, int index, Bytes bytes)
        : dissection_(dissection), index_(index), bytes_(bytes) {}

    /// `key` is a literal; `count` 0: a value that stands for no bytes.
    Field add(const char* key, const QString& name, const QString& value, std::uint32_t at,
              std::uint32_t count) const;
    /// Less than whole bytes.
    Field bits(const char* key, const QString& name, const QString& value, std::uint32_t at,
               std::uint32_t count = 1) const;
    Field flag(const char* key, const QString& name, bool isSet, std::uint32_t at,
               std::uint32_t count = 1) const;
    void problem(const QString& what, std::uint32_t at = 0, std::uint32_t count = 0) const;
    /// Whether the layer has so many bytes; if not, that is added as a problem.
    bool require(std::uint32_t count) const;
    /// Makes the layer's range begin where it did and reach over `count` bytes.
    void resize(std::uint32_t count) const;
    void setValue(const QString& value) const;
    /// The same field with offsets that count from another place.
    Field at(Bytes bytes) const { return {dissection_, index_, bytes}; }

    bool isValid() const { return index_ >= 0; }
    int index() const { return index_; }
    const Bytes& bytes() const { return bytes_; }

private:
    Field put(const char* key, const QString& name, const QString& value, std::uint32_t at,
              std::uint32_t count, PacketField::Kind kind) const;

    Dissection* dissection_ = nullptr;
    int index_ = -1;
    Bytes bytes_;
};

/// The tree in the making.
class Dissection {
public:
    explicit Dissection(const FieldHints& given) : hints(given) {}

    /// A protocol, below what carries it.
    Field layer(const char* key, const QString& name, const QString& value, Bytes bytes,
                std::uint32_t count);
    /// What follows is carried by that layer until the guard ends.
    class Inside {
    public:
        Inside(Dissection& dissection, const Field& carrier)
            : dissection_(dissection), before_(dissection.carrier_) {
            if (carrier.isValid())
                dissection.carrier_ = carrier.index();
        }
        ~Inside() { dissection_.carrier_ = before_; }
        Inside(const Inside&) = delete;
        Inside& operator=(const Inside&) = delete;

    private:
        Dissection& dissection_;
        int before_;
    };
    /// False once there are more layers than any honest packet has.
    bool enterLayer() { return ++layers_ <= 40; }
    /// -1 if the tree is full.
    int append(PacketField field);

    const FieldHints& hints;
    PacketFields tree;
    bool isQuoted = false; ///< inside what an ICMP error quotes, which is cut by design
    std::size_t left = 0;  ///< fields there was no room for

private:
    int carrier_ = -1;
    int layers_ = 0;
};

/// The ends of an IP packet, for the checksums of what it carries.
struct IpEnds {
    std::span<const std::uint8_t> source;
    std::span<const std::uint8_t> destination;
    bool isFinal = true;     ///< false: the destination is not the last one, so sums cannot be told
    bool isFragment = false; ///< the first of several
};

// text.cpp
QString decimal(std::uint64_t value);
QString hex(std::uint64_t value, int digits);
/// Writes numbers of this thread as a locale does, while it lives.
class NumbersOf {
public:
    explicit NumbersOf(const QLocale& locale);
    ~NumbersOf();
    NumbersOf(const NumbersOf&) = delete;
    NumbersOf& operator=(const NumbersOf&) = delete;
};
/// "1,460"
QString grouped(std::uint64_t count);
/// "1,460 bytes"
QString byteCount(std::uint64_t count);
/// For a translated plural.
int pluralOf(std::uint64_t count);
/// The bytes as "0a1b2c…", no more than 32 of them.
QString hexText(std::span<const std::uint8_t> bytes);
/// Hostile text on one line.
QString plainText(std::span<const std::uint8_t> bytes);
QString macText(Bytes bytes, std::uint32_t at);
QString ipv4Text(Bytes bytes, std::uint32_t at);
QString ipv6Text(Bytes bytes, std::uint32_t at);
/// "a → b"
QString arrow(const QString& from, const QString& to);
/// "6 (TCP)", or the number alone where the name is empty.
QString named(std::uint64_t value, const QString& name);
QString namedHex(std::uint64_t value, int digits, const QString& name);
/// What a sum field says, held against the one that would be right (both in host order).
QString checksumText(std::uint16_t stored, std::uint16_t right);
QString uncheckedText(std::uint16_t stored);
/// RFC 1071 over bytes, to which more can be added. Pieces but the last have an even length.
class InternetSum {
public:
    void add(std::span<const std::uint8_t> bytes);
    void add(std::uint32_t value) { sum_ += (value >> 16) + (value & 0xffff); }
    std::uint16_t value() const;

private:
    std::uint64_t sum_ = 0;
};

// link.cpp
void addLink(Dissection& d, std::uint16_t linkType, Bytes bytes);
void addEthernet(Dissection& d, Bytes bytes);
void addEtherType(Dissection& d, std::uint16_t type, Bytes bytes);
/// IPv4 or IPv6, as the first four bits say.
void addIp(Dissection& d, Bytes bytes);
/// Bytes that nothing here reads further.
void addData(Dissection& d, Bytes bytes);
/// What follows the end of a packet that its own header told, in a frame that is longer.
void addTrailer(Dissection& d, Bytes bytes);

// llc.cpp
void addLlc(Dissection& d, Bytes bytes);
void addMpls(Dissection& d, Bytes bytes);
void addArp(Dissection& d, Bytes bytes);

// cooked.cpp
void addNull(Dissection& d, Bytes bytes);
void addEnc(Dissection& d, Bytes bytes);
void addSll(Dissection& d, Bytes bytes);
void addSll2(Dissection& d, Bytes bytes);
void addNflog(Dissection& d, Bytes bytes);

// ppp.cpp
void addPpp(Dissection& d, Bytes bytes);
void addPppHdlc(Dissection& d, Bytes bytes);
void addPppoe(Dissection& d, Bytes bytes);
void addCiscoHdlc(Dissection& d, Bytes bytes);
void addFrameRelay(Dissection& d, Bytes bytes);

// wifi.cpp
void addRadiotap(Dissection& d, Bytes bytes);
void addPrism(Dissection& d, Bytes bytes);
void addPpi(Dissection& d, Bytes bytes);
void addWifi(Dissection& d, Bytes bytes, bool isPadded);

// ipv4.cpp, ipv6.cpp, ip_payload.cpp
void addIpv4(Dissection& d, Bytes bytes);
void addIpv6(Dissection& d, Bytes bytes);
void addIpPayload(Dissection& d, std::uint8_t protocol, const IpEnds& ends, Bytes bytes);
/// The sum of the pseudo header (RFC 9293, 3.1; RFC 8200, 8.1).
InternetSum pseudoHeader(const IpEnds& ends, std::uint8_t protocol, std::uint32_t length);

// tcp.cpp, tcp_options.cpp, udp.cpp, icmp.cpp, icmpv6.cpp
void addTcp(Dissection& d, const IpEnds& ends, Bytes bytes);
void addTcpOptions(const Field& tcp, Bytes options);
void addUdp(Dissection& d, const IpEnds& ends, Bytes bytes);
void addIcmp(Dissection& d, Bytes bytes);
void addIcmpv6(Dissection& d, const IpEnds& ends, Bytes bytes);
/// The packet an ICMP error quotes, below it.
void addQuote(Dissection& d, const Field& icmp, Bytes bytes);

// tunnels.cpp, l2tp.cpp, udp_tunnels.cpp
void addGre(Dissection& d, Bytes bytes);
void addEtherIp(Dissection& d, Bytes bytes);
/// Carried directly by IP, with no header between.
void addIpInIp(Dissection& d, Bytes bytes);
void addMplsIn(Dissection& d, Bytes bytes);
void addL2tpOverIp(Dissection& d, Bytes bytes);
bool addL2tpOverUdp(Dissection& d, Bytes bytes);
/// False if the ports name no tunnel, or it is none.
bool addUdpTunnel(Dissection& d, std::uint16_t source, std::uint16_t destination, Bytes bytes);

// payload.cpp, http.cpp, dns.cpp, tls.cpp
void addTcpPayload(Dissection& d, std::uint16_t source, std::uint16_t destination, Bytes bytes);
void addUdpPayload(Dissection& d, std::uint16_t source, std::uint16_t destination, Bytes bytes);
/// False, and nothing is added, if it is none.
bool addHttp(Dissection& d, Bytes bytes);
bool addDns(Dissection& d, Bytes bytes, bool overTcp);
bool addTls(Dissection& d, Bytes bytes);

// tls_hello.cpp
void addTlsHello(const Field& message, bool isClient);

// dns_names.cpp
/// The name at `at` in a DNS message; `next` is where what follows it begins. Compression is
/// followed backwards only, so that it ends. False if it runs out of the message.
bool readDnsName(Bytes message, std::uint32_t at, QString& name, std::uint32_t& next);

} // namespace synoptic::fields
