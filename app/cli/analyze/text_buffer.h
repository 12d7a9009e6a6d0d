// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/timestamp.h"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace synoptic {

/// Gathers text and writes it in large pieces: a capture may have a million connections. Numbers
/// are written without the locale.
class TextBuffer {
public:
    explicit TextBuffer(std::FILE* file) : file_(file) { text_.reserve(kFlushAt + 4096); }
    ~TextBuffer() { flush(); }
    TextBuffer(const TextBuffer&) = delete;
    TextBuffer& operator=(const TextBuffer&) = delete;

    TextBuffer& operator<<(std::string_view text) {
        text_.append(text);
        return *this;
    }
    TextBuffer& operator<<(char c) {
        text_ += c;
        return *this;
    }
    TextBuffer& number(std::uint64_t value) {
        char digits[20];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        text_.append(digits, end);
        return *this;
    }
    /// Seconds with as many decimals as they need, exact to the nanosecond.
    TextBuffer& seconds(Duration value);
    TextBuffer& seconds(Timestamp time) { return seconds(time.time_since_epoch()); }
    /// Fills up with spaces to `width`, counted from `start` (an earlier size()).
    TextBuffer& pad(std::size_t start, std::size_t width) {
        const std::size_t used = text_.size() - start;
        text_.append(used < width ? width - used : 0, ' ');
        return *this;
    }
    /// A number, flush right in at least `width` columns.
    TextBuffer& right(std::uint64_t value, std::size_t width) {
        char digits[20];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        const auto length = static_cast<std::size_t>(end - digits);
        text_.append(length < width ? width - length : 0, ' ').append(digits, end);
        return *this;
    }
    /// A string in quotes, escaped for JSON; what is no UTF-8 becomes U+FFFD.
    TextBuffer& jsonString(std::string_view text);

    std::size_t size() const { return text_.size(); }
    /// After a line: hands the text on once there is much of it.
    void endLine() {
        text_ += '\n';
        if (text_.size() >= kFlushAt)
            flush();
    }
    /// False if writing failed now or before (a closed pipe, a full disk).
    bool flush();

private:
    static constexpr std::size_t kFlushAt = 1U << 16;
    std::FILE* file_;
    std::string text_;
    bool failed_ = false;
};

} // namespace synoptic
