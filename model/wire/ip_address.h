// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace synoptic {

/// An IPv4 or IPv6 address as a value of 17 bytes, without scope (that belongs to Endpoint).
/// IPv4 addresses sort before IPv6 ones, each family by numeric value.
/// A v4-mapped IPv6 address (::ffff:192.0.2.1) stays IPv6: it is what the socket was opened with.
class IpAddress {
public:
    enum class Family : std::uint8_t { V4, V6 };

    /// 0.0.0.0
    constexpr IpAddress() = default;
    /// From a number in host byte order: 0x7F000001 is 127.0.0.1.
    static IpAddress fromV4(std::uint32_t hostOrder);
    /// From 4 or 16 bytes in network byte order.
    static IpAddress fromV4Bytes(const std::uint8_t* bytes);
    static IpAddress fromV6Bytes(const std::uint8_t* bytes);
    /// Becomes fromV4Bytes(bytes), fromV6Bytes(bytes) without another address on the way.
    void assignV4Bytes(const std::uint8_t* bytes) {
        // Written as the words it is read in: those need not wait for bytes to come together.
        std::uint64_t words[2] = {0, 0};
        std::memcpy(&words[0], bytes, 4);
        family_ = Family::V4;
        std::memcpy(bytes_.data(), &words[0], 8);
        std::memcpy(bytes_.data() + 8, &words[1], 8);
    }
    void assignV6Bytes(const std::uint8_t* bytes) {
        family_ = Family::V6;
        std::memcpy(bytes_.data(), bytes, 16);
    }
    /// From its text form; no scope, no brackets, no surrounding space.
    static std::optional<IpAddress> parse(std::string_view text);

    Family family() const { return family_; }
    bool isV4() const { return family_ == Family::V4; }
    /// Network byte order; the first 4 bytes count for IPv4, the rest are zero.
    const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
    /// 32 or 128.
    int bitLength() const { return isV4() ? 32 : 128; }

    bool isUnspecified() const;
    /// 127.0.0.0/8, ::1, and v4-mapped 127.0.0.0/8.
    bool isLoopback() const;
    bool isLinkLocal() const;
    bool isMulticast() const;
    bool isV4Mapped() const;
    /// The IPv4 address inside a v4-mapped one; otherwise the address itself.
    IpAddress unmapped() const;
    /// True if the first `prefixLength` bits equal those of `network`, which is of the same family.
    bool isInside(const IpAddress& network, int prefixLength) const;

    /// Canonical text (RFC 5952); v4-mapped addresses keep their dotted tail.
    std::string toString() const;
    /// The same text without allocating: writes at most kLongestText characters and no zero behind
    /// them, and returns where it ended.
    char* write(char* out) const;
    static constexpr std::size_t kLongestText = 39;

    friend bool operator==(const IpAddress&, const IpAddress&) = default;
    friend std::strong_ordering operator<=>(const IpAddress&, const IpAddress&) = default;

private:
    // The family is declared first so that the defaulted comparison sorts by it first.
    Family family_ = Family::V4;
    std::array<std::uint8_t, 16> bytes_{};
};

} // namespace synoptic
