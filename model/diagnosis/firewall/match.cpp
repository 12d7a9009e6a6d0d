// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/match.h"

#include "model/diagnosis/firewall/json_access.h"

#include <algorithm>

namespace synoptic::firewall {

namespace {

using Kind = Field::Kind;

constexpr Tri kYes{Truth::Yes, 0};
constexpr Tri kNo{Truth::No, 0};

Tri unknown(std::uint16_t doubt) {
    return {Truth::Unknown, doubt};
}
Tri tri(bool truth) {
    return truth ? kYes : kNo;
}

/// Some of what it may be is so, some is not.
Tri fold(bool any, bool all, std::uint16_t doubt) {
    return all ? kYes : any ? unknown(doubt) : kNo;
}

std::optional<std::int64_t> decode(const Field& field, const json::value& value) {
    if (const bool* truth = value.if_bool())
        return *truth ? 1 : 0;
    if (const json::string* name = value.if_string())
        return field.decode ? field.decode(view(*name)) : std::nullopt;
    return number(value);
}

/// The bits of a flag, a list of them, or their sum.
std::optional<std::int64_t> bits(const Field& field, const json::value& value) {
    const json::array* list = value.if_array();
    if (const json::array* sum = arrayIn(value, "|"))
        list = sum;
    if (!list)
        return decode(field, value);
    std::int64_t all = 0;
    for (const json::value& one : *list) {
        const auto bit = one.if_array() ? std::nullopt : bits(field, one);
        if (!bit)
            return std::nullopt;
        all |= *bit;
    }
    return all;
}

std::optional<IpAddress> addressOf(const json::value& value) {
    const json::string* const text = value.if_string();
    return text ? IpAddress::parse(view(*text)) : std::nullopt;
}

struct Span {
    IpAddress first, last;
    bool holds(const IpAddress& address) const { return first <= address && address <= last; }
};

IpAddress lastOf(const IpAddress& network, int length) {
    auto bytes = network.bytes();
    for (int bit = length; bit < network.bitLength(); ++bit)
        bytes[static_cast<std::size_t>(bit / 8)] |= static_cast<std::uint8_t>(0x80 >> (bit % 8));
    return network.isV4() ? IpAddress::fromV4Bytes(bytes.data())
                          : IpAddress::fromV6Bytes(bytes.data());
}

/// An address, a prefix or a range.
std::optional<Span> spanOf(const json::value& value) {
    if (const json::object* prefix = objectIn(value, "prefix")) {
        const json::value* const network = prefix->if_contains("addr");
        const auto address = network ? addressOf(*network) : std::nullopt;
        const auto length = number(*prefix, "len");
        if (!address || !length || *length < 0 || *length > address->bitLength())
            return std::nullopt;
        return Span{*address, lastOf(*address, static_cast<int>(*length))};
    }
    if (const json::array* range = arrayIn(value, "range"); range && range->size() == 2) {
        const auto first = addressOf(range->front());
        const auto last = addressOf(range->back());
        return first && last && first->family() == last->family()
                   ? std::optional(Span{*first, *last})
                   : std::nullopt;
    }
    const auto address = addressOf(value);
    return address ? std::optional(Span{*address, *address}) : std::nullopt;
}

/// Nothing that comes from another machine has such an address.
bool neverSends(const Span& span) {
    const auto both = [&](auto is) { return is(span.first) && is(span.last); };
    return both([](const IpAddress& a) { return a.isLoopback(); }) ||
           both([](const IpAddress& a) { return a.isMulticast(); }) ||
           both([](const IpAddress& a) { return a.isUnspecified(); });
}
bool isEverything(const Span& span) {
    return span.first.isUnspecified() && span.last == lastOf(span.first, 0);
}

Tri interface(const Field& field, const json::value& right) {
    const json::string* const text = right.if_string();
    if (!text)
        return unknown(kInterface); // a number of one that is gone
    std::string_view pattern = view(*text);
    if (field.names.empty())
        return pattern == "lo" ? kNo : unknown(kInterface);
    const bool wild = pattern.ends_with('*');
    if (wild)
        pattern.remove_suffix(1);
    std::size_t hits = 0;
    for (const std::string_view name : field.names)
        hits += wild ? name.starts_with(pattern) : name == pattern;
    return fold(hits > 0, hits == field.names.size(), kInterface);
}

} // namespace

Tri operator!(Tri a) {
    return a.truth == Truth::Unknown ? a : tri(a.truth == Truth::No);
}
Tri operator&(Tri a, Tri b) {
    if (a.truth == Truth::No || b.truth == Truth::No)
        return kNo;
    if (a.truth == Truth::Yes && b.truth == Truth::Yes)
        return kYes;
    return unknown(a.doubt | b.doubt);
}
Tri operator|(Tri a, Tri b) {
    return !((!a) & (!b));
}

Tri Matcher::leaf(const Field& field, const json::value& right) const {
    switch (field.kind) {
    case Kind::Number:
    case Kind::Flags: {
        if (const json::array* range = arrayIn(right, "range"); range && range->size() == 2) {
            const auto first = decode(field, range->front());
            const auto last = decode(field, range->back());
            return first && last ? tri(*first <= field.number && field.number <= *last)
                                 : unknown(kNotUnderstood);
        }
        const auto value = field.kind == Kind::Flags ? bits(field, right) : decode(field, right);
        return value ? tri(*value == field.number) : unknown(kNotUnderstood);
    }
    case Kind::Address:
    case Kind::Sender: {
        const auto span = spanOf(right);
        if (!span)
            return unknown(kNotUnderstood);
        if (field.kind == Kind::Sender)
            return isEverything(*span) ? kYes : neverSends(*span) ? kNo : unknown(field.doubt);
        std::size_t hits = 0;
        for (const IpAddress& address : field.addresses)
            hits += span->holds(address);
        return fold(hits > 0, hits == field.addresses.size(), field.doubt);
    }
    case Kind::Interface:
        return interface(field, right);
    case Kind::Absent:
    case Kind::Concat:
    case Kind::Unknown:
        break;
    }
    return unknown(field.doubt != 0 ? field.doubt : std::uint16_t{kNotUnderstood});
}

Tri Matcher::concat(const Field& field, const json::value& right) const {
    const json::array* const parts = arrayIn(right, "concat");
    if (!parts || parts->size() != field.parts.size())
        return unknown(kNotUnderstood);
    Tri all = kYes;
    for (std::size_t i = 0; i < parts->size() && all.truth != Truth::No; ++i)
        all = all & contains(field.parts[i], (*parts)[i], true);
    return all;
}

/// What it may be is held against a set one by one: else a set that has all would seem unsure.
Tri Matcher::anyOfSeveral(const Field& field, const json::value& right, std::size_t choices) const {
    Tri any = kNo, all = kYes;
    Field one{.kind = field.kind, .doubt = field.doubt};
    for (std::size_t i = 0; i < choices; ++i) {
        if (field.kind == Kind::Address)
            one.addresses = {field.addresses[i]};
        else
            one.names = {field.names[i]};
        const Tri truth = contains(one, right);
        any = any | truth;
        all = all & truth;
    }
    if (all.truth == Truth::Yes || any.truth == Truth::No)
        return all.truth == Truth::Yes ? kYes : kNo;
    const auto doubt = static_cast<std::uint16_t>(any.doubt | all.doubt);
    return unknown(doubt != 0 ? doubt : field.doubt);
}

Tri Matcher::contains(const Field& field, const json::value& right, bool inside) const {
    if (--budget_ < 0)
        return unknown(kTooLarge);
    if (field.kind == Kind::Absent)
        return kNo;
    if (const std::size_t choices = std::max(field.addresses.size(), field.names.size());
        choices > 1 && (field.kind == Kind::Address || field.kind == Kind::Interface))
        return anyOfSeveral(field, right, choices);
    if (const json::value* element = member(right, "elem")) // with a comment or a time-out
        if (const json::value* value = member(*element, "val"))
            return contains(field, *value, inside);
    const json::array* elements = arrayIn(right, "set");
    const json::string* const name = right.if_string();
    if (name && name->starts_with('@')) {
        if (inside)
            return unknown(kNotUnderstood);
        elements = ruleset_.elements(chain_, view(*name).substr(1));
        if (!elements)
            return unknown(kNotUnderstood);
    }
    if (!elements)
        return field.kind == Kind::Concat ? concat(field, right) : leaf(field, right);
    Tri any = kNo;
    for (const json::value& element : *elements) {
        any = any | contains(field, element, true);
        // A list of senders is not searched on: only one that holds them all would decide it, and
        // such a one stands alone.
        const bool decided =
            any.truth == Truth::Yes || (any.truth == Truth::Unknown && field.kind == Kind::Sender);
        if (decided || budget_ < 0)
            break;
    }
    return any;
}

Tri Matcher::flags(std::string_view op, const Field& field, const json::value& right) const {
    if (op == "==" || op == "!=") {
        const Tri same = contains(field, right);
        return op == "==" ? same : !same;
    }
    const auto mask = bits(field, right);
    if (!mask || (op != "in" && op != "!"))
        return unknown(kNotUnderstood);
    return tri(((field.number & *mask) != 0) == (op == "in"));
}

Tri Matcher::match(const json::object& match, const Packet& packet) const {
    const json::value* left = match.if_contains("left");
    const json::value* const right = match.if_contains("right");
    const std::string op = text(match, "op");
    if (!left || !right)
        return unknown(kNotUnderstood);
    const json::array* const masked = arrayIn(*left, "&");
    if (masked && masked->size() == 2)
        left = &masked->front();
    Field field = fieldOf(*left, packet);
    if (field.kind == Kind::Absent)
        return kNo;
    if (masked) {
        const auto mask = bits(field, masked->back());
        const bool counts = field.kind == Kind::Number || field.kind == Kind::Flags;
        if (!mask || !counts)
            return unknown(counts || field.doubt == 0 ? std::uint16_t{kNotUnderstood}
                                                      : field.doubt);
        field.number &= *mask;
    }
    if (field.kind == Kind::Flags)
        return flags(op, field, *right);
    if (op == "==" || op == "in")
        return contains(field, *right);
    if (op == "!=")
        return !contains(field, *right);
    const auto value = decode(field, *right);
    if (field.kind != Kind::Number || !value)
        return unknown(field.doubt);
    return op == "<"    ? tri(field.number < *value)
           : op == ">"  ? tri(field.number > *value)
           : op == "<=" ? tri(field.number <= *value)
           : op == ">=" ? tri(field.number >= *value)
                        : unknown(kNotUnderstood);
}

} // namespace synoptic::firewall
