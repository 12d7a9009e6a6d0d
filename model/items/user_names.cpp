// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/background_names.h"
#include "model/items/safe_text.h"

#include <pwd.h>
#include <vector>

namespace synoptic {

namespace {

QString lookUpUser(std::uint32_t uid) {
    passwd entry{};
    passwd* found = nullptr;
    std::vector<char> buffer(16384);
    if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return {};
    return safeText(std::string_view(found->pw_name), 64);
}

} // namespace

BackgroundNames* makeUserNames(QObject* parent) {
    return new BackgroundNames(lookUpUser, parent);
}

} // namespace synoptic
