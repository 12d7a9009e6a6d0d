// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/field.h"

#include "model/diagnosis/firewall/json_access.h"

#include <algorithm>
#include <array>
#include <utility>

namespace synoptic::firewall {

namespace {

using Kind = Field::Kind;
using Named = std::pair<std::string_view, std::int64_t>;

constexpr std::int64_t kTcp = 6;
constexpr std::int64_t kUdp = 17;
constexpr std::int64_t kSyn = 2;

template <std::size_t Size>
std::optional<std::int64_t> lookUp(const std::array<Named, Size>& names, std::string_view name) {
    for (const auto& [known, value] : names) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

std::optional<std::int64_t> protocolNumber(std::string_view name) {
    static constexpr std::array<Named, 20> kNames{
        {{"tcp", kTcp},     {"udp", kUdp},      {"icmp", 1},   {"ipv6-icmp", 58}, {"icmpv6", 58},
         {"sctp", 132},     {"dccp", 33},       {"esp", 50},   {"ah", 51},        {"gre", 47},
         {"udplite", 136},  {"igmp", 2},        {"comp", 108}, {"ipcomp", 108},   {"ipv6", 41},
         {"ipv6-frag", 44}, {"ipv6-nonxt", 59}, {"ipip", 4},   {"vrrp", 112},     {"ospf", 89}}};
    return lookUp(kNames, name);
}
std::optional<std::int64_t> familyNumber(std::string_view name) {
    static constexpr std::array<Named, 2> kNames{{{"ipv4", 2}, {"ipv6", 10}}};
    return lookUp(kNames, name);
}
std::optional<std::int64_t> etherType(std::string_view name) {
    static constexpr std::array<Named, 4> kNames{
        {{"ip", 0x0800}, {"ip6", 0x86dd}, {"arp", 0x0806}, {"vlan", 0x8100}}};
    return lookUp(kNames, name);
}
std::optional<std::int64_t> packetType(std::string_view name) {
    static constexpr std::array<Named, 5> kNames{
        {{"host", 0}, {"unicast", 0}, {"broadcast", 1}, {"multicast", 2}, {"other", 3}}};
    return lookUp(kNames, name);
}
/// linux/rtnetlink.h
std::optional<std::int64_t> addressType(std::string_view name) {
    static constexpr std::array<Named, 8> kNames{{{"unicast", 1},
                                                  {"local", 2},
                                                  {"broadcast", 3},
                                                  {"anycast", 4},
                                                  {"multicast", 5},
                                                  {"blackhole", 6},
                                                  {"unreachable", 7},
                                                  {"prohibit", 8}}};
    return lookUp(kNames, name);
}
std::optional<std::int64_t> direction(std::string_view name) {
    static constexpr std::array<Named, 2> kNames{{{"original", 0}, {"reply", 1}}};
    return lookUp(kNames, name);
}
std::optional<std::int64_t> ctState(std::string_view name) {
    static constexpr std::array<Named, 5> kNames{{{"invalid", kInvalid},
                                                  {"established", kEstablished},
                                                  {"related", kRelated},
                                                  {"new", kNew},
                                                  {"untracked", kUntracked}}};
    return lookUp(kNames, name);
}
/// linux/netfilter/nf_conntrack_common.h
std::optional<std::int64_t> ctStatus(std::string_view name) {
    static constexpr std::array<Named, 7> kNames{{{"expected", 1},
                                                  {"seen-reply", 2},
                                                  {"assured", 4},
                                                  {"confirmed", 8},
                                                  {"snat", 16},
                                                  {"dnat", 32},
                                                  {"dying", 512}}};
    return lookUp(kNames, name);
}
std::optional<std::int64_t> tcpFlag(std::string_view name) {
    static constexpr std::array<Named, 8> kNames{{{"fin", 1},
                                                  {"syn", kSyn},
                                                  {"rst", 4},
                                                  {"psh", 8},
                                                  {"ack", 16},
                                                  {"urg", 32},
                                                  {"ecn", 64},
                                                  {"cwr", 128}}};
    return lookUp(kNames, name);
}

Field absent() {
    return {.kind = Kind::Absent};
}
Field unknown(std::uint16_t doubt = kNotUnderstood) {
    return {.kind = Kind::Unknown, .doubt = doubt};
}
Field numberOf(std::int64_t value, Field::Decode decode = nullptr) {
    return {.kind = Kind::Number, .number = value, .decode = decode};
}
Field flags(std::int64_t value, Field::Decode decode) {
    return {.kind = Kind::Flags, .number = value, .decode = decode};
}

std::int64_t protocolOf(const Packet& packet) {
    return packet.probe->protocol == Protocol::Tcp ? kTcp : kUdp;
}

Field interfaceOf(const Packet& packet) {
    return {.kind = Kind::Interface, .doubt = kInterface, .names = packet.probe->interfaces};
}

/// A socket bound to a multicast address is sent other packets than most.
bool isForMany(const Packet& packet) {
    const auto& to = packet.probe->destinations;
    return std::any_of(to.begin(), to.end(), [](const auto& one) { return one.isMulticast(); });
}

Field address(std::string_view field, const Packet& packet) {
    if (field == "saddr")
        return {.kind = Kind::Sender, .doubt = kSource};
    if (field != "daddr")
        return unknown();
    if (packet.altered != 0)
        return unknown(packet.altered);
    if (packet.probe->destinations.empty())
        return unknown(kDestination);
    return {.kind = Kind::Address, .doubt = kDestination, .addresses = packet.probe->destinations};
}

Field transport(std::string_view field, const Packet& packet) {
    if (field == "dport")
        return packet.altered != 0 ? unknown(packet.altered) : numberOf(packet.probe->port);
    if (field == "sport")
        return unknown(kSourcePort);
    if (field == "flags" && protocolOf(packet) == kTcp)
        return flags(kSyn, tcpFlag);
    return unknown(kTraffic);
}

Field payload(const json::value& what, const Packet& packet) {
    const json::object* const object = what.if_object();
    const std::string protocol = object ? text(*object, "protocol") : std::string();
    const std::string field = object ? text(*object, "field") : std::string();
    const bool v6 = packet.probe->v6;
    if (protocol == "th")
        return transport(field, packet);
    if (protocol == "tcp" || protocol == "udp")
        return protocolNumber(protocol) == protocolOf(packet) ? transport(field, packet) : absent();
    if (protocol == "ip" || protocol == "ip6") {
        if ((protocol == "ip6") != v6)
            return absent();
        if (field == "protocol" || field == "nexthdr")
            return numberOf(protocolOf(packet), protocolNumber);
        if (field == "version")
            return numberOf(v6 ? 6 : 4);
        if (field == "saddr" || field == "daddr")
            return address(field, packet);
        return unknown(kTraffic);
    }
    if (protocol == "ether" || protocol == "vlan")
        return unknown(kSource);
    static constexpr std::string_view kOthers[] = {"icmp", "icmpv6", "sctp", "dccp", "udplite",
                                                   "esp",  "ah",     "comp", "igmp", "arp"};
    const bool other =
        std::find(std::begin(kOthers), std::end(kOthers), protocol) != std::end(kOthers);
    return other ? absent() : unknown();
}

Field meta(const json::value& what, const Packet& packet) {
    const json::object* const object = what.if_object();
    const std::string key = object ? text(*object, "key") : std::string();
    if (key == "l4proto")
        return numberOf(protocolOf(packet), protocolNumber);
    if (key == "nfproto")
        return numberOf(packet.probe->v6 ? 10 : 2, familyNumber);
    if (key == "protocol")
        return numberOf(packet.probe->v6 ? 0x86dd : 0x0800, etherType);
    if (key == "iif" || key == "iifname")
        return interfaceOf(packet);
    if (key == "pkttype")
        return isForMany(packet) ? unknown(kDestination) : numberOf(0, packetType);
    if (key == "mark")
        return unknown(kMarks);
    if (key.starts_with("iif") || key.starts_with("ibr") || key.starts_with("sdif"))
        return unknown(kInterface);
    static constexpr std::string_view kOfTraffic[] = {"length", "time", "hour",    "day",
                                                      "random", "cpu",  "priority"};
    if (std::find(std::begin(kOfTraffic), std::end(kOfTraffic), key) != std::end(kOfTraffic))
        return unknown(kTraffic);
    return unknown();
}

Field ct(const json::value& what, const Packet& packet) {
    const json::object* const object = what.if_object();
    const std::string key = object ? text(*object, "key") : std::string();
    if (key == "state")
        return packet.ctState != 0 ? flags(packet.ctState, ctState) : unknown(kMarks);
    if (packet.ctState != kNew)
        return unknown();
    if (key == "direction")
        return numberOf(0, direction);
    if (key == "status")
        return packet.altered != 0 ? unknown(packet.altered) : flags(0, ctStatus);
    if (key == "mark" || key == "label" || key == "zone")
        return unknown(kMarks);
    return unknown(key == "bytes" || key == "packets" || key == "avgpkt" ? kTraffic
                                                                         : kNotUnderstood);
}

/// What the routing table says about an address.
Field fib(const json::value& what, const Packet& packet) {
    const json::object* const object = what.if_object();
    const std::string result = object ? text(*object, "result") : std::string();
    const json::array* const keys = arrayIn(what, "flags");
    const auto asks = [keys](json::string_view key) {
        return keys && std::find(keys->begin(), keys->end(), json::value(key)) != keys->end();
    };
    if (packet.altered != 0)
        return unknown(packet.altered);
    if (isForMany(packet))
        return unknown(kDestination);
    if (result == "type" && asks("daddr"))
        return numberOf(2, addressType); // local: else it would not be for this machine
    if (result == "type" && asks("saddr"))
        return numberOf(1, addressType);
    if ((result == "oif" || result == "oifname") && asks("saddr"))
        return numberOf(1); // there is a way back; compared with what has a name it is not known
    return unknown();
}

} // namespace

bool readsPort(const json::value& left) {
    if (const json::object* const payload = objectIn(left, "payload"))
        return text(*payload, "field") == "dport";
    const json::array* const parts = arrayIn(left, "concat");
    return parts && std::any_of(parts->begin(), parts->end(), readsPort);
}

bool namesPort(const json::object& match) {
    constexpr std::int64_t kMostPorts = 1'000;
    const json::value* const left = match.if_contains("left");
    const json::value* const right = match.if_contains("right");
    if (!left || !right || text(match, "op") != "==" || !readsPort(*left))
        return false;
    const json::array* const range = arrayIn(*right, "range");
    if (!range || range->size() != 2)
        return true;
    const auto first = number(range->front()), last = number(range->back());
    return first && last && *last - *first < kMostPorts;
}

Field fieldOf(const json::value& left, const Packet& packet) {
    if (const json::value* what = member(left, "payload"))
        return payload(*what, packet);
    if (const json::value* what = member(left, "meta"))
        return meta(*what, packet);
    if (const json::value* what = member(left, "ct"))
        return ct(*what, packet);
    if (const json::value* what = member(left, "fib"))
        return fib(*what, packet);
    if (const json::object* header = objectIn(left, "exthdr")) // none but a fragment's is common
        return header->contains("field") ? absent() : numberOf(0);
    if (const json::array* parts = arrayIn(left, "concat")) {
        Field whole{.kind = Kind::Concat, .doubt = 0};
        for (const json::value& part : *parts) {
            whole.parts.push_back(fieldOf(part, packet));
            if (whole.parts.back().kind == Kind::Absent)
                return absent();
        }
        return whole;
    }
    if (member(left, "numgen") || member(left, "jhash") || member(left, "symhash"))
        return unknown(kTraffic);
    return unknown();
}

} // namespace synoptic::firewall
