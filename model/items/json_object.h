// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace synoptic {

/// Decimal seconds without rounding: 1700000000.000001, 0.0004, 12.5.
QByteArray jsonSeconds(std::chrono::nanoseconds time);
/// A string in quotes. Control characters are escaped, those of C1 (U+0080 to U+009F) too: JSON
/// does not ask for it, but a terminal may obey them. What is no UTF-8 becomes U+FFFD.
QByteArray jsonQuoted(std::string_view utf8);

/// An object whose keys stay in the order they are added, which QJsonObject's do not.
class JsonObject {
public:
    JsonObject& raw(const char* key, const QByteArray& json) {
        text_ += text_.size() == 1 ? "\"" : ",\"";
        text_ += key;
        text_ += "\":";
        text_ += json;
        return *this;
    }
    JsonObject& text(const char* key, std::string_view value) {
        return raw(key, jsonQuoted(value));
    }
    JsonObject& number(const char* key, std::uint64_t value) {
        return raw(key, QByteArray::number(static_cast<qulonglong>(value)));
    }
    JsonObject& flag(const char* key, bool value) { return raw(key, value ? "true" : "false"); }
    JsonObject& time(const char* key, std::chrono::nanoseconds value) {
        return raw(key, jsonSeconds(value));
    }
    JsonObject& object(const char* key, JsonObject value) { return raw(key, value.close()); }
    /// The object as text; nothing is added after it.
    QByteArray close() { return text_ += '}'; }

private:
    QByteArray text_{"{"};
};

} // namespace synoptic
