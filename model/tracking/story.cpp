// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/story.h"

#include <algorithm>

namespace synoptic {

namespace {

using Steps = TransitionSteps;

bool isExact(Evidence source) {
    return source == Evidence::Kernel || source == Evidence::Packets;
}

/// May what `source` tells take the place of this step?
bool yieldsTo(const StateTransition& step, Evidence source) {
    if (source == Evidence::Kernel)
        return !step.has(Evidence::Kernel);
    return source == Evidence::Packets && step.evidence == Evidence::Inferred;
}

/// The step as two sources know it: the better evidence names it, the more exact one times it.
void join(StateTransition& step, const PathHop& hop, const TimeBounds& bounds) {
    const bool stronger = hop.evidence < step.evidence;
    const bool timedBetter = isExact(hop.evidence) && (!isExact(step.evidence) || stronger);
    step.sources |= evidenceBit(hop.evidence);
    if (stronger || step.event == TcpEvent::Unseen) {
        step.event = hop.event == TcpEvent::Unseen ? step.event : hop.event;
        step.edge = hop.edge == kNoEdge ? step.edge : hop.edge;
    }
    if (timedBetter) {
        step.time = bounds.time;
        step.notBefore = bounds.notBefore;
    }
    if (stronger)
        step.evidence = hop.evidence;
}

std::uint32_t& heard(ConnectionRecord& record, Evidence source) {
    return record.heard[static_cast<std::size_t>(source)];
}

void follow(ConnectionRecord& record, TcpState state, const TimeBounds& bounds) {
    ConnectionSnapshot& known = record.snapshot;
    if (!known.closed)
        known.state = state;
    known.lastChange = bounds.time;
}

} // namespace

Telling tellHop(ConnectionRecord& record, TransitionLog& log, const PathHop& hop,
                const TimeBounds& bounds) {
    ConnectionSnapshot& known = record.snapshot;
    const Steps& steps = known.history->transitions;
    const std::uint32_t omitted = known.history->omitted;
    const Evidence source = hop.evidence;
    if (isExact(source))
        record.lastExact = std::max(record.lastExact, bounds.time);

    const std::size_t from = std::min<std::size_t>(
        heard(record, source) - std::min(heard(record, source), omitted), steps.size());
    const auto same = std::find_if(
        steps.begin() + std::ptrdiff_t(from), steps.end(),
        [&](const StateTransition& step) { return step.from == hop.from && step.to == hop.to; });
    if (same != steps.end()) {
        const auto at = static_cast<std::size_t>(same - steps.begin());
        heard(record, source) = omitted + static_cast<std::uint32_t>(at) + 1;
        if (!same->has(source)) {
            StateTransition joined = *same;
            join(joined, hop, bounds);
            const bool isLast = at + 1 == steps.size();
            log.replace(known, at, joined);
            if (isLast)
                known.lastChange = joined.time;
        }
        return Telling::Known;
    }

    // Where the story left the same state by another way that is less well known, this is the way.
    const auto other =
        std::find_if(steps.begin() + std::ptrdiff_t(from), steps.end(),
                     [&](const StateTransition& step) { return step.from == hop.from; });
    const bool corrects =
        other != steps.end() && std::all_of(other, steps.end(), [&](const StateTransition& step) {
            return yieldsTo(step, source);
        });
    if (corrects)
        log.truncate(known, static_cast<std::size_t>(other - steps.begin()));
    else if (known.state != hop.from)
        return Telling::Refused;
    log.record(known, {hop}, bounds);
    heard(record, source) =
        known.history->omitted + static_cast<std::uint32_t>(known.history->transitions.size());
    follow(record, hop.to, bounds);
    return corrects ? Telling::Corrected : Telling::Added;
}

bool confirmState(ConnectionRecord& record, TransitionLog& log, Evidence source) {
    ConnectionSnapshot& known = record.snapshot;
    const Steps& steps = known.history->transitions;
    if (steps.empty() || steps.back().to != known.state || steps.back().has(source) ||
        steps.back().evidence == Evidence::Inferred)
        return false;
    StateTransition joined = steps.back();
    joined.sources |= evidenceBit(source);
    log.replace(known, steps.size() - 1, joined);
    return true;
}

} // namespace synoptic
