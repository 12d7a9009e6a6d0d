// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/namespace_names.h"

#include "model/sources/linux/text_file.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace synoptic {

namespace {

constexpr std::size_t kIdLength = 64;
constexpr std::size_t kShortId = 12; ///< as the runtimes' own commands show it
constexpr std::size_t kMostName = 200;
constexpr std::size_t kMostText = 4U << 20;

bool isContainerId(std::string_view text) {
    return text.size() == kIdLength && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

/// The part between, or nothing.
std::optional<std::string_view> between(std::string_view text, std::string_view before,
                                        std::string_view after) {
    if (text.size() <= before.size() + after.size() || !text.starts_with(before) ||
        !text.ends_with(after))
        return std::nullopt;
    return text.substr(before.size(), text.size() - before.size() - after.size());
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// systemd writes what may not stand in a unit's name as \xNN.
std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.size() - i >= 4 && text[i] == '\\' && text[i + 1] == 'x' &&
            hexDigit(text[i + 2]) >= 0 && hexDigit(text[i + 3]) >= 0) {
            plain += static_cast<char>(hexDigit(text[i + 2]) * 16 + hexDigit(text[i + 3]));
            i += 3;
        } else {
            plain += text[i];
        }
    }
    plain.resize(std::min(plain.size(), kMostName));
    return plain;
}

/// By one part of a group's path and the part above it.
GroupOwner ownerOfPart(std::string_view part, std::string_view above) {
    // The prefixes of the scopes that runtimes make, and what the runtime is called.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kScopes{
        {{"docker-", "docker"},
         {"libpod-payload-", "podman"},
         {"libpod-", "podman"},
         {"cri-containerd-", "container"},
         {"crio-", "container"}}};
    for (const auto& [prefix, runtime] : kScopes) {
        for (const std::string_view ending : {".scope", ""}) {
            const auto id = between(part, prefix, ending);
            if (id && isContainerId(*id))
                return {std::string(runtime), std::string(*id)};
        }
    }
    if (isContainerId(part))
        return {above == "docker" ? "docker" : "container", std::string(part)};
    if (const auto name = between(part, "lxc.payload.", ""))
        return {"lxc", unescaped(*name)};
    if (above == "lxc" && !part.empty())
        return {"lxc", unescaped(part)};
    if (const auto name = between(part, "machine-", ".scope"))
        return {"machine", unescaped(*name)};
    return {};
}

GroupOwner ownerOfPath(std::string_view path) {
    std::string unit;
    while (!path.empty()) {
        const std::size_t slash = path.rfind('/');
        const std::string_view part = slash == path.npos ? path : path.substr(slash + 1);
        path = slash == path.npos ? std::string_view() : path.substr(0, slash);
        const std::size_t next = path.rfind('/');
        GroupOwner owner = ownerOfPart(part, next == path.npos ? path : path.substr(next + 1));
        if (!owner.name.empty())
            return owner;
        // A container may run systemd itself: its units lie below it, and the container counts.
        if (unit.empty() && part.ends_with(".service"))
            unit = unescaped(part);
    }
    return {{}, unit};
}

const boost::json::value* member(const boost::json::value& value, std::string_view name) {
    const auto* object = value.if_object();
    return object ? object->if_contains(name) : nullptr;
}

std::string textOf(const boost::json::value* value) {
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(text->c_str(), std::min(text->size(), kMostName)) : std::string();
}

std::string read(const std::string& path) {
    std::string text;
    return readTextFile(path.c_str(), text, kMostText) == 0 ? text : std::string();
}

} // namespace

GroupOwner ownerOfGroup(std::string_view cgroupFile) {
    GroupOwner unit;
    while (!cgroupFile.empty()) {
        const std::string_view line = takeLine(cgroupFile); // hierarchy:controllers:path
        const std::size_t controllers = line.find(':');
        const std::size_t path =
            controllers == line.npos ? line.npos : line.find(':', controllers + 1);
        if (path == line.npos)
            continue;
        GroupOwner owner = ownerOfPath(line.substr(path + 1));
        if (!owner.runtime.empty())
            return owner;
        if (unit.name.empty())
            unit = std::move(owner);
    }
    return unit;
}

std::string dockerName(std::string_view configJson) {
    boost::system::error_code error;
    const boost::json::value config = boost::json::parse(configJson, error);
    std::string name = error ? std::string() : textOf(member(config, "Name"));
    if (name.starts_with('/'))
        name.erase(0, 1);
    return name;
}

std::string podmanName(std::string_view containersJson, std::string_view id) {
    boost::system::error_code error;
    const boost::json::value books = boost::json::parse(containersJson, error);
    const auto* containers = error ? nullptr : books.if_array();
    if (!containers)
        return {};
    for (const boost::json::value& one : *containers) {
        if (textOf(member(one, "id")) != id)
            continue;
        const boost::json::value* names = member(one, "names");
        const auto* list = names ? names->if_array() : nullptr;
        return list && !list->empty() ? textOf(&list->front()) : std::string();
    }
    return {};
}

std::string nameOfProcessGroup(std::int32_t pid) {
    const GroupOwner owner = ownerOfGroup(read("/proc/" + std::to_string(pid) + "/cgroup"));
    if (owner.runtime.empty())
        return owner.name;
    std::string name;
    if (owner.runtime == "docker")
        name = dockerName(read("/var/lib/docker/containers/" + owner.name + "/config.v2.json"));
    else if (owner.runtime == "podman")
        name = podmanName(read("/var/lib/containers/storage/overlay-containers/containers.json"),
                          owner.name);
    if (name.empty())
        name = isContainerId(owner.name) ? owner.name.substr(0, kShortId) : owner.name;
    return name + " (" + owner.runtime + ')';
}

std::string nameOfNamespace(const std::string& name, std::int32_t process) {
    return name.empty() && process > 0 ? nameOfProcessGroup(process) : name;
}

} // namespace synoptic
