// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/advice.h"

namespace synoptic::firewall {

namespace {

/// A person may copy it into a shell of root's.
bool isPlain(std::string_view name) {
    constexpr std::string_view kAllowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
    return !name.empty() && name.size() <= 64 && name.front() != '-' &&
           name.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string chainOf(const Place& place) {
    const bool plain = isPlain(place.family) && isPlain(place.table) && isPlain(place.chain);
    return plain ? place.family + ' ' + place.table + ' ' + place.chain : std::string("...");
}

} // namespace

std::string commandToOpen(const Place& blocking, Protocol protocol, std::uint16_t port) {
    std::string command = blocking.isPolicy() ? "nft add rule " : "nft insert rule ";
    command += chainOf(blocking);
    // Before the rule that keeps it out: a rule added at the end would come too late.
    if (!blocking.isPolicy())
        command += " handle " + std::to_string(blocking.handle);
    command += ' ' + std::string(name(protocol)) + " dport " + std::to_string(port) + " accept";
    return command;
}

std::string commandToDelete(const Place& rule) {
    if (rule.isPolicy())
        return {};
    return "nft delete rule " + chainOf(rule) + " handle " + std::to_string(rule.handle);
}

} // namespace synoptic::firewall
