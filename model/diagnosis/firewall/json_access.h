// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

/// Looks into JSON that may be anything; nothing here throws.
namespace synoptic::firewall {

namespace json = boost::json;

inline std::string_view view(const json::string& text) {
    return {text.data(), text.size()};
}
/// A member that is a text, or "".
inline std::string text(const json::object& object, json::string_view key) {
    const json::value* const found = object.if_contains(key);
    const json::string* const text = found ? found->if_string() : nullptr;
    return text ? std::string(view(*text)) : std::string();
}
inline std::optional<std::int64_t> number(const json::value& value) {
    if (const std::int64_t* signedOne = value.if_int64())
        return *signedOne;
    return std::nullopt; // larger ones stand for nothing a packet has here
}
inline std::optional<std::int64_t> number(const json::object& object, json::string_view key) {
    const json::value* const found = object.if_contains(key);
    return found ? number(*found) : std::nullopt;
}
/// A member of what may be an object, or null.
inline const json::value* member(const json::value& value, json::string_view key) {
    const json::object* const object = value.if_object();
    return object ? object->if_contains(key) : nullptr;
}
inline const json::array* arrayIn(const json::value& value, json::string_view key) {
    const json::value* const found = member(value, key);
    return found ? found->if_array() : nullptr;
}
inline const json::object* objectIn(const json::value& value, json::string_view key) {
    const json::value* const found = member(value, key);
    return found ? found->if_object() : nullptr;
}

} // namespace synoptic::firewall
