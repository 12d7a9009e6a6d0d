// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace synoptic {

/// Reads a whole file of /proc into `out`, reusing its memory. Returns 0 or an errno; EFBIG if the
/// file is longer than `limit`, with `out` cut there.
int readTextFile(const char* path, std::string& out, std::size_t limit = 256U << 20);
/// The same for a path below an open directory.
int readTextFileAt(int directory, const char* path, std::string& out, std::size_t limit);

/// Cuts the first line, or the first word (parted by blanks), off `text` and returns it.
std::string_view takeLine(std::string_view& text);
std::string_view takeWord(std::string_view& text);

} // namespace synoptic
