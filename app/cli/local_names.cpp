// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/local_names.h"

#include "model/items/safe_text.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <pwd.h>

#include <array>

namespace synoptic {

namespace {

/// The kept answer, or what `lookUp` says now; that may be null.
template <typename LookUp>
QString remembered(QHash<std::uint32_t, QString>& known, std::uint32_t key, LookUp lookUp) {
    const auto at = known.constFind(key);
    if (at != known.constEnd())
        return *at;
    const char* const found = lookUp();
    return known[key] = found != nullptr ? safeText(std::string_view(found)) : QString();
}

} // namespace

QString LocalNames::service(std::uint16_t port, Protocol protocol) const {
    const auto key = std::uint32_t{port} << 1 | (protocol == Protocol::Tcp ? 0U : 1U);
    return remembered(services_, key, [&]() -> const char* {
        const servent* entry = ::getservbyport(htons(port), name(protocol).data());
        return entry != nullptr ? entry->s_name : nullptr;
    });
}

QString LocalNames::user(std::uint32_t uid) const {
    return remembered(users_, uid, [&]() -> const char* {
        const passwd* entry = ::getpwuid(uid);
        return entry != nullptr ? entry->pw_name : nullptr;
    });
}

QString LocalNames::interfaceName(std::uint32_t index) const {
    std::array<char, IF_NAMESIZE> name{};
    return remembered(interfaces_, index, [&] { return ::if_indextoname(index, name.data()); });
}

} // namespace synoptic
