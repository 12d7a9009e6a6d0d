// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/stream_lines.h"

#include <algorithm>

namespace synoptic {

void StreamLines::reset(Form form, int columns, std::optional<EndIndex> only) {
    *this = StreamLines();
    form_ = form;
    columns_ = std::max(1, columns);
    only_ = only;
}

void StreamLines::changed(const StreamContent& content, StreamPlace from) {
    nextRun_ = std::min(nextRun_, from.run);
    while (!runs_.empty() && runs_.back().run >= from.run) {
        const LaidRun laid = runs_.back();
        const bool isText = form_ == Form::Text && laid.run < content.runs().size() &&
                            !content.runs()[laid.run].isGap();
        std::size_t keep = laid.firstStart;
        if (laid.run == from.run && isText) {
            // The line before the change may go on, so it is broken again.
            const auto begin = starts_.begin() + std::ptrdiff_t(laid.firstStart);
            const auto after = std::lower_bound(begin, starts_.end(), from.offset);
            keep += static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, after - begin - 1));
        }
        const bool goesOn = keep > laid.firstStart;
        at_ = goesOn ? starts_[keep] : 0;
        starts_.resize(keep);
        count_ = laid.firstLine + (goesOn ? 1 + int(keep - laid.firstStart) : 0);
        whole_ = !goesOn;
        nextRun_ = laid.run + (goesOn ? 1 : 0);
        if (goesOn)
            break;
        runs_.pop_back();
    }
}

bool StreamLines::advance(const StreamContent& content, std::uint64_t budget) {
    const std::vector<StreamRun>& runs = content.runs();
    while (budget > 0) {
        if (!whole_) {
            layRun(content, budget);
            continue;
        }
        if (nextRun_ >= runs.size())
            return false;
        const std::size_t run = nextRun_++;
        --budget;
        if (only_ && runs[run].sender != *only_)
            continue;
        runs_.push_back({run, count_++, starts_.size()});
        if (runs[run].isGap())
            continue;
        if (form_ == Form::Text) {
            whole_ = false;
            at_ = 0;
        } else {
            const auto perRow = static_cast<std::uint64_t>(columns_);
            count_ += static_cast<int>((runs[run].length() + perRow - 1) / perRow);
        }
    }
    return !whole_ || nextRun_ < runs.size();
}

void StreamLines::layRun(const StreamContent& content, std::uint64_t& budget) {
    const StreamBytes bytes = content.bytes(content.runs()[runs_.back().run]);
    const std::uint64_t before = at_;
    while (at_ < bytes.size() && at_ - before < budget) {
        starts_.push_back(static_cast<std::uint32_t>(at_));
        ++count_;
        at_ = endOfStreamLine(bytes, at_, columns_);
    }
    whole_ = at_ >= bytes.size();
    budget -= std::min(budget, at_ - before);
}

StreamLines::Line StreamLines::at(const StreamContent& content, int index) const {
    const auto after =
        std::upper_bound(runs_.begin(), runs_.end(), index,
                         [](int line, const LaidRun& laid) { return line < laid.firstLine; });
    const LaidRun& laid = *std::prev(after);
    const StreamRun& run = content.runs()[laid.run];
    Line line;
    line.run = laid.run;
    line.kind = run.isGap() ? Line::Kind::Gap : Line::Kind::Header;
    if (index == laid.firstLine)
        return line;
    line.kind = Line::Kind::Data;
    const auto number = static_cast<std::size_t>(index - laid.firstLine - 1);
    if (form_ == Form::Hex) {
        line.begin = number * static_cast<std::uint64_t>(columns_);
        line.end = std::min(run.length(), line.begin + static_cast<std::uint64_t>(columns_));
        return line;
    }
    const std::size_t start = laid.firstStart + number;
    const std::size_t stop = after == runs_.end() ? starts_.size() : after->firstStart;
    line.begin = starts_[start];
    line.end = start + 1 < stop                 ? starts_[start + 1]
               : whole_ || after != runs_.end() ? run.length()
                                                : at_;
    return line;
}

std::optional<int> StreamLines::lineOf(StreamPlace place) const {
    const auto after =
        std::upper_bound(runs_.begin(), runs_.end(), place.run,
                         [](std::size_t run, const LaidRun& laid) { return run < laid.run; });
    if (after == runs_.begin() || std::prev(after)->run != place.run)
        return std::nullopt;
    const LaidRun& laid = *std::prev(after);
    if (form_ == Form::Hex) {
        const int line =
            laid.firstLine + 1 + static_cast<int>(place.offset / static_cast<unsigned>(columns_));
        return std::min(line, (after == runs_.end() ? count_ : after->firstLine) - 1);
    }
    const std::size_t stop = after == runs_.end() ? starts_.size() : after->firstStart;
    if (stop == laid.firstStart)
        return laid.firstLine;
    if (!whole_ && after == runs_.end() && place.offset >= at_)
        return std::nullopt;
    const auto begin = starts_.begin() + std::ptrdiff_t(laid.firstStart);
    const auto found =
        std::upper_bound(begin, starts_.begin() + std::ptrdiff_t(stop), place.offset);
    return laid.firstLine + static_cast<int>(found - begin);
}

} // namespace synoptic
