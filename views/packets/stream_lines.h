// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_content.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace synoptic {

/// A conversation broken into lines of a certain width, a slice at a time: each run begins with a
/// line that names it, gaps are one line. Knows how many there are and which one shows what, not
/// what they say. Lines of text take four bytes each, those of hexadecimal none.
class StreamLines {
public:
    enum class Form { Text, Hex };
    struct Line {
        enum class Kind { Header, Data, Gap };
        Kind kind = Kind::Header;
        std::size_t run = 0;
        std::uint64_t begin = 0; ///< Data: in the run
        std::uint64_t end = 0;
    };

    /// Begins anew. `columns`: of text, or bytes in a row of hexadecimal; at least 1.
    void reset(Form form, int columns, std::optional<EndIndex> only);
    /// What lies behind `from` is other data now.
    void changed(const StreamContent& content, StreamPlace from);
    /// Breaks so many bytes into lines; true if there are more.
    bool advance(const StreamContent& content, std::uint64_t bytes);

    int count() const { return count_; }
    /// `index` is below count().
    Line at(const StreamContent& content, int index) const;
    /// The line that shows a byte; nothing if it is not there yet, or not at all.
    std::optional<int> lineOf(StreamPlace place) const;
    Form form() const { return form_; }
    int columns() const { return columns_; }

private:
    struct LaidRun {
        std::size_t run = 0;
        int firstLine = 0;
        std::size_t firstStart = 0; ///< Text: in starts_
    };
    void layRun(const StreamContent& content, std::uint64_t& budget);

    Form form_ = Form::Text;
    int columns_ = 80;
    std::optional<EndIndex> only_;
    std::vector<LaidRun> runs_;
    std::vector<std::uint32_t> starts_; ///< Text: where in their runs the lines begin
    int count_ = 0;
    std::size_t nextRun_ = 0;
    std::uint64_t at_ = 0; ///< in the newest of runs_, if that is not whole
    bool whole_ = true;    ///< the newest of runs_ is
};

} // namespace synoptic
