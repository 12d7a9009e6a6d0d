// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/stream_search.h"

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

std::uint8_t folded(std::uint8_t byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<std::uint8_t>(byte + 32) : byte;
}

} // namespace

void StreamSearch::start(QByteArray needle, std::optional<EndIndex> only) {
    needle_ = std::move(needle);
    for (char& c : needle_)
        c = static_cast<char>(folded(static_cast<std::uint8_t>(c)));
    only_ = only;
    matches_.clear();
    at_ = {};
    // Horspool: by the byte under the needle's last one, how far the needle may move.
    const auto size = static_cast<std::uint32_t>(needle_.size());
    skip_.fill(size);
    for (std::uint32_t i = 0; i + 1 < size; ++i)
        skip_[static_cast<std::uint8_t>(needle_[i])] = size - 1 - i;
}

void StreamSearch::changed(const StreamContent& content, StreamPlace from) {
    // A match may begin before the change and end behind it.
    StreamPlace redo = from;
    redo.offset -= std::min(redo.offset, needleSize());
    const auto cut = std::lower_bound(matches_.begin(), matches_.end(), redo);
    matches_.erase(cut, matches_.end());
    at_ = std::min({at_, redo, StreamPlace{content.runs().size(), 0}});
}

bool StreamSearch::advance(const StreamContent& content, std::uint64_t budget) {
    const auto size = static_cast<std::uint64_t>(needle_.size());
    while (size > 0 && !isFull() && at_.run < content.runs().size() && budget > 0) {
        const StreamRun& run = content.runs()[at_.run];
        const StreamBytes bytes = content.bytes(run);
        if (bytes.size() < at_.offset + size || (only_ && run.sender != *only_)) {
            at_ = {at_.run + 1, 0};
            --budget;
            continue;
        }
        const std::uint64_t stop =
            std::min<std::uint64_t>(bytes.size(), at_.offset + size + budget);
        const std::uint64_t before = at_.offset;
        while (at_.offset + size <= stop && !isFull()) {
            const std::uint8_t* window = bytes.data() + at_.offset;
            const bool equal = std::equal(
                needle_.begin(), needle_.end(), window, [](char wanted, std::uint8_t there) {
                    return static_cast<std::uint8_t>(wanted) == folded(there);
                });
            if (equal)
                matches_.push_back(at_);
            at_.offset += equal ? size : skip_[folded(window[size - 1])];
        }
        budget -= std::min(budget, at_.offset - before);
    }
    return size > 0 && !isFull() && at_.run < content.runs().size();
}

std::size_t StreamSearch::firstFrom(StreamPlace place) const {
    const auto found = std::lower_bound(matches_.begin(), matches_.end(), place);
    return found == matches_.end() ? 0 : static_cast<std::size_t>(found - matches_.begin());
}

} // namespace synoptic
