// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/verdict.h"

#include <boost/json/value.hpp>

#include <vector>

namespace synoptic::firewall {

/// ct state's bits, as nft has them.
enum CtState : std::uint8_t {
    kInvalid = 1,
    kEstablished = 2,
    kRelated = 4,
    kNew = 8,
    kUntracked = 64
};

/// The packet as far as it came.
struct Packet {
    const Probe* probe = nullptr;
    std::uint8_t ctState = kNew; ///< 0: not known any more
    std::uint16_t altered = 0;   ///< Doubt: rules changed its addresses or ports
};

/// What an expression reads from the packet.
struct Field {
    enum class Kind : std::uint8_t {
        Absent,    ///< such a packet has none: the rule does not match, whatever it compares with
        Unknown,   ///< see doubt
        Number,    ///< one number, or a name for it
        Flags,     ///< a set of bits that have names
        Address,   ///< one of `addresses`
        Sender,    ///< any address of another machine
        Interface, ///< one of `names`, or of any name but "lo" where there are none
        Concat,    ///< several at once
    };
    using Decode = std::optional<std::int64_t> (*)(std::string_view);

    Kind kind = Kind::Unknown;
    std::uint16_t doubt = kNotUnderstood; ///< why a comparison may go either way
    std::int64_t number = 0;
    Decode decode = nullptr; ///< of names
    std::vector<IpAddress> addresses = {};
    std::vector<std::string> names = {};
    std::vector<Field> parts = {};
};

/// `left` is an expression of libnftables-json(5).
Field fieldOf(const boost::json::value& left, const Packet& packet);
/// It reads the port the packet is for.
bool readsPort(const boost::json::value& left);
/// A match that is about some ports, not about nearly all of them.
bool namesPort(const boost::json::object& match);

} // namespace synoptic::firewall
