// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/frozen_names.h"

namespace synoptic {

namespace {

std::uint32_t serviceKey(std::uint16_t port, Protocol protocol) {
    return port | (protocol == Protocol::Udp ? 0x10000U : 0U);
}

template <typename Map, typename Key>
QString found(const Map& map, const Key& key) {
    const auto at = map.find(key);
    return at == map.end() ? QString() : at->second;
}

template <typename Map, typename Key, typename Ask>
void learn(Map& map, const Key& key, Ask ask) {
    if (!map.contains(key))
        map.emplace(key, ask());
}

} // namespace

FrozenNames::FrozenNames(std::span<const ConnectionSnapshot> connections,
                         const ConnectionNames& live) {
    for (const ConnectionSnapshot& c : connections) {
        for (const Endpoint* end : {&c.id.tuple.local, &c.id.tuple.remote})
            learn(hosts_, end->address, [&] { return live.host(end->address); });
        for (std::uint16_t port : {c.id.tuple.local.port, c.id.tuple.remote.port})
            learn(services_, serviceKey(port, c.id.protocol),
                  [&] { return live.service(port, c.id.protocol); });
        if (const auto diagnosis = live.diagnosis(c.key))
            diagnoses_.emplace(c.key, *diagnosis);
        if (c.uid)
            learn(users_, *c.uid, [&] { return live.user(*c.uid); });
        learn(interfaces_, c.interfaceIndex, [&] { return live.interfaceName(c.interfaceIndex); });
    }
}

QString FrozenNames::host(const IpAddress& address) const {
    return found(hosts_, address);
}

QString FrozenNames::service(std::uint16_t port, Protocol protocol) const {
    return found(services_, serviceKey(port, protocol));
}

QString FrozenNames::user(std::uint32_t uid) const {
    return found(users_, uid);
}

std::optional<ConnectionDiagnosis> FrozenNames::diagnosis(ConnectionKey key) const {
    const auto at = diagnoses_.find(key);
    return at == diagnoses_.end() ? std::nullopt : std::optional(at->second);
}

QString FrozenNames::interfaceName(std::uint32_t index) const {
    return found(interfaces_, index);
}

} // namespace synoptic
