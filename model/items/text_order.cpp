// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/text_order.h"

#include <iterator>
#include <limits>

namespace synoptic {

namespace {

constexpr std::uint64_t kTop = std::numeric_limits<std::uint64_t>::max();
/// Room left after the last text, so that texts that come in order do not halve what remains.
constexpr std::uint64_t kStep = std::uint64_t{1} << 40;
constexpr std::size_t kMostTexts = 250'000;

/// Folded text, a zero, the text: sorts by the first, tells apart by the second.
std::string orderKey(std::string_view text) {
    std::string key;
    key.reserve(text.size() * 2 + 1);
    for (const char c : text)
        key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    key += '\0';
    key += text;
    return key;
}

} // namespace

std::uint64_t TextOrder::label(std::string_view text) {
    if (const auto known = labels_.find(text); known != labels_.end())
        return known->second;
    if (ordered_.size() >= kMostTexts) {
        labels_.clear();
        ordered_.clear();
        ++generation_;
    }
    const auto [place, added] = ordered_.try_emplace(orderKey(text), 0);
    const std::uint64_t below = place == ordered_.begin() ? 0 : std::prev(place)->second;
    const auto next = std::next(place);
    const bool last = next == ordered_.end();
    const std::uint64_t above = last ? kTop : next->second;
    const std::uint64_t room = above - below;
    if (last && room > kStep)
        place->second = below == 0 ? kTop / 2 : below + kStep;
    else if (place == ordered_.begin() && room > kStep)
        place->second = above - kStep;
    else
        place->second = below + room / 2;
    labels_.emplace(text, place->second);
    if (room < 2) {
        numberAnew();
        return labels_.find(text)->second;
    }
    return place->second;
}

void TextOrder::numberAnew() {
    const std::uint64_t step = kTop / 2 / (ordered_.size() + 1);
    std::uint64_t number = kTop / 4;
    for (auto& [key, label] : ordered_) {
        number += step;
        label = number;
        labels_.find(std::string_view(key).substr(key.find('\0') + 1))->second = number;
    }
    ++generation_;
}

} // namespace synoptic
