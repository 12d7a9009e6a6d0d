// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_filter.h"

#include "model/items/filter/messages.h"
#include "model/items/filter/parser.h"

namespace synoptic {

FilterParseResult ConnectionFilter::parse(const QString& text) {
    return parse(text, std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()));
}

FilterParseResult ConnectionFilter::parse(const QString& text, Timestamp now, Duration closedKept) {
    filter::Parsed parsed = filter::parseFilter(text, now);
    const auto& moment = parsed.moment;
    if (moment && moment->time < now - closedKept && !parsed.surprise.exists())
        parsed.surprise = {filter::forgottenMessage(now - closedKept), moment->start,
                           moment->length};
    FilterParseResult result;
    using Verdict = FilterParseResult::Verdict;
    if (parsed.error.exists() || parsed.surprise.exists()) {
        const filter::Complaint& complaint = parsed.error.exists() ? parsed.error : parsed.surprise;
        result.verdict = parsed.error.exists() ? Verdict::Invalid : Verdict::Surprising;
        result.message = complaint.message;
        result.errorStart = complaint.start;
        result.errorLength = complaint.length;
    }
    if (result.verdict == Verdict::Invalid)
        return result;
    if (moment)
        result.moment = moment->time;
    result.filter.root_ = std::move(parsed.root);
    result.filter.dependsOnTime_ = parsed.dependsOnTime;
    result.filter.dependsOnNames_ = parsed.dependsOnNames;
    result.filter.wantsClosed_ = parsed.wantsClosed;
    return result;
}

bool ConnectionFilter::matches(const ConnectionSnapshot& connection,
                               const FilterContext& context) const {
    return root_ == nullptr || root_->matches(connection, context);
}

} // namespace synoptic
