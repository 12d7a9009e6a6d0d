// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace synoptic {

/// Whose a control group is: a container of a known runtime, a machine, or a unit of systemd.
struct GroupOwner {
    std::string runtime; ///< "docker", "podman", "container", "lxc", "machine"; empty for a unit
    std::string name;    ///< a container's full id, a machine's or a unit's name: hostile text

    friend bool operator==(const GroupOwner&, const GroupOwner&) = default;
};

/// Reads what /proc/PID/cgroup says, of version 1 or 2. Empty where no owner is known by it.
GroupOwner ownerOfGroup(std::string_view cgroupFile);

/// What a person calls the container or service that a process belongs to: "web (docker)",
/// "3f2a9c417be0 (docker)" where its name may not be read, "nginx.service"; empty if it is of none.
/// Hostile text.
std::string nameOfProcessGroup(std::int32_t pid);

/// The name in /run/netns, else that of the group of a process in it (0: none is known).
std::string nameOfNamespace(const std::string& name, std::int32_t process);

/// A container's name in the runtime's own books, as their files have it; empty if it is not there.
std::string dockerName(std::string_view configJson);
std::string podmanName(std::string_view containersJson, std::string_view id);

} // namespace synoptic
