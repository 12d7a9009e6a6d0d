// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace synoptic {

/// Numbers for texts, so that texts can be sorted by comparing numbers: two labels stand to each
/// other as their texts do, compared without regard to the case of ASCII letters. A new text gets
/// a number between its neighbours'; only when there is no room left are all numbered anew.
class TextOrder {
public:
    /// Never zero. May change all labels given before: see generation().
    std::uint64_t label(std::string_view text);
    /// Grows when the labels given before are no longer valid.
    std::uint64_t generation() const { return generation_; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    using Ordered = std::map<std::string, std::uint64_t, std::less<>>;

    void numberAnew();

    boost::unordered_flat_map<std::string, std::uint64_t, Hash, std::equal_to<>> labels_;
    Ordered ordered_; ///< by folded text, then by the text itself
    std::uint64_t generation_ = 0;
};

} // namespace synoptic
