// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/text_file.h"

#include "model/sources/linux/unique_fd.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

namespace synoptic {

int readTextFileAt(int directory, const char* path, std::string& out, std::size_t limit) {
    const UniqueFd file(::openat(directory, path, O_RDONLY | O_CLOEXEC));
    if (!file) {
        out.clear();
        return errno;
    }
    // Files of /proc/sys give what fits into the first read, and nothing after it.
    out.resize(std::max<std::size_t>(4096, out.size()));
    std::size_t used = 0;
    while (true) {
        if (used == out.size())
            out.resize(out.size() * 2);
        const auto got = ::read(file.get(), out.data() + used, out.size() - used);
        if (got < 0 && errno == EINTR)
            continue;
        const int error = got < 0 ? errno : 0;
        if (got > 0)
            used += static_cast<std::size_t>(got);
        if (got <= 0 || used > limit) {
            out.resize(std::min(used, limit));
            return used > limit ? EFBIG : error;
        }
    }
}

int readTextFile(const char* path, std::string& out, std::size_t limit) {
    return readTextFileAt(AT_FDCWD, path, out, limit);
}

std::string_view takeLine(std::string_view& text) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

std::string_view takeWord(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(" \t"));
    text.remove_prefix(word.size());
    return word;
}

} // namespace synoptic
