// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_content.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace synoptic {

/// Looks for bytes in a conversation, a slice at a time; the case of ASCII letters never matters.
/// Found is what stands within one run: no gap and nothing of the other end between.
class StreamSearch {
public:
    static constexpr std::size_t kMostMatches = 10'000;

    /// Begins anew. An empty needle finds nothing. `only`: in what this end sent.
    void start(QByteArray needle, std::optional<EndIndex> only);
    /// What lies behind `from` is other data now.
    void changed(const StreamContent& content, StreamPlace from);
    /// Looks through so many bytes; true if there is more to look through.
    bool advance(const StreamContent& content, std::uint64_t bytes);

    /// In order; each is needleSize() long.
    const std::vector<StreamPlace>& matches() const { return matches_; }
    std::uint64_t needleSize() const { return static_cast<std::uint64_t>(needle_.size()); }
    /// There are more than matches() may hold.
    bool isFull() const { return matches_.size() >= kMostMatches; }
    /// Index of the first match at `place` or after it; 0 if there is none after.
    std::size_t firstFrom(StreamPlace place) const;

private:
    QByteArray needle_; ///< ASCII letters in lower case
    std::array<std::uint32_t, 256> skip_{};
    std::optional<EndIndex> only_;
    std::vector<StreamPlace> matches_;
    StreamPlace at_;
};

} // namespace synoptic
