// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/private_file.h"

#include "model/sources/linux/unique_fd.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace synoptic {

std::string appendPrivately(const std::string& path, std::string_view bytes) {
    // Without O_NONBLOCK a pipe in its place would be waited for.
    const UniqueFd file(::open(
        path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600));
    if (!file)
        return errno == ELOOP ? "it is a link" : std::strerror(errno);
    struct stat about {};
    if (::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode))
        return "it is no ordinary file";
    if (::fchmod(file.get(), 0600) != 0)
        return std::strerror(errno);
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return std::strerror(errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

} // namespace synoptic
