// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/endpoint.h"

#include <charconv>
#include <cstring>

namespace synoptic {

namespace {

std::uint64_t load64(const std::uint8_t* bytes) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

/// The finaliser of MurmurHash3's 64-bit variant spreads every input bit over the whole word.
std::uint64_t mix(std::uint64_t value) {
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33);
}

std::uint64_t hashEndpoint(const Endpoint& end, std::uint64_t seed) {
    const auto& bytes = end.address.bytes();
    const std::uint64_t rest = std::uint64_t{end.scope} << 32 | std::uint64_t{end.port} << 1 |
                               (end.address.isV4() ? 0U : 1U);
    return mix(mix(mix(seed ^ load64(bytes.data())) ^ load64(bytes.data() + 8)) ^ rest);
}

} // namespace

std::string Endpoint::toString() const {
    std::array<char, kLongestText> text;
    return {text.data(), write(text.data())};
}

char* Endpoint::write(char* out) const {
    char* const end = out + kLongestText;
    if (!address.isV4())
        *out++ = '[';
    out = address.write(out);
    if (!address.isV4()) {
        if (scope != 0) {
            *out++ = '%';
            out = std::to_chars(out, end, scope).ptr;
        }
        *out++ = ']';
    }
    *out++ = ':';
    return std::to_chars(out, end, port).ptr;
}

std::size_t FourTupleHash::operator()(const FourTuple& tuple) const noexcept {
    return hashEndpoint(tuple.remote, hashEndpoint(tuple.local, 0x9e3779b97f4a7c15ULL));
}

} // namespace synoptic
