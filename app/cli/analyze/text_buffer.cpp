// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/analyze/text_buffer.h"

#include <cstdlib>

namespace synoptic {

namespace {

/// How many bytes of well-formed UTF-8 begin here; 0 if none (RFC 3629, section 4).
std::size_t utf8Length(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) >= 0xA0;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90;
        const bool beyond = first == 0xF4 && byte(1) >= 0x90;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

} // namespace

TextBuffer& TextBuffer::seconds(Duration value) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    const std::int64_t nanoseconds = value.count();
    if (nanoseconds < 0)
        text_ += '-';
    const auto magnitude = nanoseconds < 0 ? 0 - static_cast<std::uint64_t>(nanoseconds)
                                           : static_cast<std::uint64_t>(nanoseconds);
    number(magnitude / kSecond);
    auto rest = static_cast<std::uint32_t>(magnitude % kSecond);
    if (rest == 0)
        return *this;
    char digits[9];
    for (int i = 8; i >= 0; --i, rest /= 10)
        digits[i] = static_cast<char>('0' + rest % 10);
    int length = 9;
    while (digits[length - 1] == '0')
        --length;
    text_ += '.';
    text_.append(digits, static_cast<std::size_t>(length));
    return *this;
}

TextBuffer& TextBuffer::jsonString(std::string_view text) {
    static constexpr char kHex[] = "0123456789abcdef";
    text_ += '"';
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        const auto c = static_cast<unsigned char>(text[0]);
        if (length == 0) {
            text_ += "\xEF\xBF\xBD";
        } else if (c == '"' || c == '\\') {
            text_ += '\\';
            text_ += static_cast<char>(c);
        } else if (c < 0x20 || c == 0x7F) {
            text_ += "\\u00";
            text_ += kHex[c >> 4];
            text_ += kHex[c & 15];
        } else {
            text_.append(text.substr(0, length));
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    text_ += '"';
    return *this;
}

bool TextBuffer::flush() {
    if (!text_.empty() && !failed_)
        failed_ = std::fwrite(text_.data(), 1, text_.size(), file_) != text_.size();
    text_.clear();
    if (!failed_)
        failed_ = std::fflush(file_) != 0;
    return !failed_;
}

} // namespace synoptic
